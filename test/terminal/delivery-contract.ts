import { z } from 'zod';
import { AUTHORITIES, TOPICS } from '../../src/alerts/subscription.ts';

/** The JSON of `alerts` and `delivery`, key by key, as `contract.ts` has that of the other commands. */
const Instant = z.iso.datetime({ precision: 3 });
const Count = z.int().min(0);
const Counts = { waiting: Count, sending: Count, delivered: Count, failed: Count, in_doubt: Count };
const State = z.enum(['waiting', 'sending', 'delivered', 'failed', 'in_doubt']);

export const AlertsListContract = z.strictObject({
  subscriptions: z.array(
    z.strictObject({
      tenant: z.string(),
      conversation: z.string(),
      kind: z.enum(['personal', 'group', 'channel']).optional(),
      name: z.string().optional(),
      authorities: z.array(z.enum(AUTHORITIES)),
      acts: z.array(z.string()),
      topics: z.array(z.enum(TOPICS)),
      language: z.enum(['en', 'es']),
      by: z.string(),
      since: Instant,
      reachable: z.boolean(),
    }),
  ),
});

export const AlertsSendContract = z.strictObject({ alert: z.string().startsWith('test-'), queued: Count, ...Counts });

const Message = z.strictObject({
  key: z.string(),
  tenant: z.string(),
  conversation: z.string(),
  kind: z.string(),
  state: State,
  attempts: Count,
  queued: Instant,
  due: Instant.optional(),
  why: z.string().optional(),
  maybeSeen: z.boolean(),
});

export const DeliveryListContract = z.strictObject({ counts: z.strictObject(Counts), messages: z.array(Message) });
export const DeliveryRetryContract = z.strictObject({ retried: z.array(Message) });
