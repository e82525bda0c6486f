import type { Audit, Recorded } from '../audit/audit.ts';
import type { AddressStore } from '../conversations/channel-address.ts';
import type { ChatStore } from '../conversations/chat-store.ts';
import { recordedConversation } from '../conversations/recorded-conversation.ts';
import type { Clock } from '../core/clock.ts';
import { deliveryBy, deliveryEntry } from '../delivery/delivery-rows.ts';
import type { OutboxStore } from '../delivery/outbox-store.ts';
import type { SubscriptionStore } from './subscription.ts';

export interface ForgettingParts {
  readonly addresses: AddressStore;
  readonly subscriptions: SubscriptionStore;
  readonly chats: ChatStore;
  readonly outbox: OutboxStore;
  readonly audit: Audit;
  readonly clock: Clock;
}

/** What there was to be forgotten. */
export interface Forgotten {
  readonly address: boolean;
  readonly subscription: boolean;
  /** Small things that a door kept. */
  readonly kept: number;
  /** Messages that waited; they are given up. */
  readonly messages: number;
}

/**
 * The app was removed from a conversation, or nobody can be reached in it any more: what is known of it goes, and what
 * waits for it is given up, in one transaction. Doing it twice does no harm.
 *
 * @param by in whose name the end of a subscription is recorded, in the conversation's own tenant
 */
export function forgetConversation(
  { addresses, subscriptions, chats, outbox, audit, clock }: ForgettingParts,
  { tenant, conversation }: { readonly tenant: string; readonly conversation: string },
  by: Recorded,
): Forgotten {
  return audit.within(() => {
    const given = outbox.giveUp(tenant, conversation, GONE, clock.now());
    for (const entry of given) audit.record(deliveryEntry('failed', entry, 'gone'), deliveryBy(entry.message));
    const subscription = subscriptions.remove(tenant, conversation);
    const body = { what: 'dropped', conversation: recordedConversation({ tenant, conversation }) };
    if (subscription) audit.record({ type: 'subscription', body }, by);
    const address = addresses.remove(tenant, conversation);
    return { address, subscription, kept: chats.forget(tenant, conversation), messages: given.length };
  });
}

const GONE = 'The conversation is gone: the app was removed, or nobody can be reached there any more.';
