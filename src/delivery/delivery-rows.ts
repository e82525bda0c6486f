import type { Entry, Recorded } from '../audit/audit.ts';
import { recordedConversation } from '../conversations/recorded-conversation.ts';
import type { JsonObject } from '../core/canonical-json.ts';
import type { EndReason } from './ended.ts';
import type { OutboxEntry, OutboxMessage, OutboxState } from './outbox-store.ts';

/**
 * What a row of the kind `delivery` tells of a message: that it was put in, where it came to with an attempt, or that a
 * person put it back. `overtaken` is an attempt that ended after the message had been taken from its process.
 */
export type DeliveryStep = 'queued' | Exclude<OutboxState, 'sending'> | 'put_back' | 'overtaken';

/** How an attempt ended, or why there was none. */
export type DeliveryEnd = Exclude<EndReason['kind'], 'put_back'>;

/** In whose name messages are sent: the program's, in a conversation of the audit's own for each tenant. */
export function deliveryBy({ tenant, correlation }: Pick<OutboxMessage, 'tenant' | 'correlation'>): Recorded {
  return { tenant, user: 'system', conversation: `deliveries of ${tenant}`, channel: 'system', correlation };
}

/** Which message, for the body of a row: nothing of what it says. */
export function deliveryBody(message: OutboxMessage): JsonObject {
  return { message: message.key, kind: message.kind, to: recordedConversation(message) };
}

/** The row of a step. Why in words is in the outbox alone: a channel's words may hold anything. */
export function deliveryEntry(
  what: DeliveryStep,
  { message, attempts, maybeSeen }: Pick<OutboxEntry, 'message' | 'attempts' | 'maybeSeen'>,
  ended?: DeliveryEnd,
): Entry {
  return {
    type: 'delivery',
    body: {
      ...deliveryBody(message),
      what,
      ...(ended === undefined ? {} : { ended }),
      ...(attempts === 0 ? {} : { attempt: attempts }),
      ...(maybeSeen ? { maybeSeen } : {}),
    },
  };
}
