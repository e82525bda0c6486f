import type { JsonObject } from '../core/canonical-json.ts';
import type { Language } from '../regulations/act.ts';

/** What kind of place a conversation is: one person's own, several people's, or a channel of a team. */
export type ConversationKind = 'personal' | 'group' | 'channel';

/** Where a conversation of a channel can be written to, unasked. */
export interface ChannelAddress {
  /** The tenant that the channel vouched for. */
  readonly tenant: string;
  /** The channel's own id of the chat, or of the channel of a team: never of a thread in it. */
  readonly conversation: string;
  readonly kind: ConversationKind;
  /** Object id of the person, where the conversation is one person's own. */
  readonly person?: string;
  /** For people to recognise it by: a team and its channel, a person. */
  readonly name?: string;
  readonly language: Language;
  /** What the channel's door needs to write there; means nothing to anybody else. */
  readonly reference: JsonObject;
  /** When it was last heard of, ISO 8601, UTC. */
  readonly refreshed: string;
}

/**
 * Addresses by tenant and conversation. An address is refreshed by whatever comes from there, and forgotten once the
 * app is removed: what is not held is not written to.
 */
export interface AddressStore {
  /** Keeps the address, in the stead of the one before; what it does not name (`person`, `name`) stays. */
  save(address: ChannelAddress): void;
  find(tenant: string, conversation: string): ChannelAddress | undefined;
  /** True where there was one. */
  remove(tenant: string, conversation: string): boolean;
  /** Those of a tenant, or all; by tenant, then conversation. */
  list(tenant?: string): readonly ChannelAddress[];
}
