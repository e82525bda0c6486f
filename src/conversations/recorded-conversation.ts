import { sha256 } from '../core/digests.ts';
import type { ChannelAddress } from './channel-address.ts';

/**
 * How a row of the audit names a conversation of a channel. The channel's own ids stay out of it: a chat of one person is
 * that person for good, and ids can be made of those of people; what is forgotten with the address must not stand in a
 * row that never can be.
 */
export function recordedConversation({
  tenant,
  conversation,
}: Pick<ChannelAddress, 'tenant' | 'conversation'>): string {
  return sha256(JSON.stringify([tenant, conversation])).slice(0, 32);
}
