import { type Audit, recordedAs } from '../audit/audit.ts';
import type { CallContext } from '../core/call-context.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { deliveryBy, deliveryEntry } from './delivery-rows.ts';
import type { Ended } from './ended.ts';
import type { OutboxMessage, OutboxStore } from './outbox-store.ts';

export interface OutboxParts {
  readonly outbox: OutboxStore;
  readonly audit: Audit;
  readonly clock: Clock;
}

/** Characters of a body as JSON: what is longer no channel takes. */
const LONGEST_BODY = 60_000;
const LONGEST_NAME = 1_000;

/**
 * Puts a message in, with its row, in one transaction, or in the one that runs. It is sent by whoever sends next.
 *
 * @returns false where a message of that key was put in before: nothing is done then
 * @throws AppError `invalid_input` for a message that is too long for any channel
 */
export function putIn({ outbox, audit, clock }: OutboxParts, message: OutboxMessage): boolean {
  const { key, tenant, conversation, kind, body } = message;
  if ([key, tenant, conversation, kind].some((name) => name === '' || name.length > LONGEST_NAME))
    throw new AppError('invalid_input', 'A message needs a key, a tenant, a conversation and a kind, each of a line.');
  const { length } = canonicalJson(body);
  if (length > LONGEST_BODY)
    throw new AppError(
      'invalid_input',
      `The message has ${length} characters; at most ${LONGEST_BODY} can be sent. Shorten it.`,
    );
  return audit.within(() => {
    if (!outbox.add(message, clock.now())) return false;
    audit.record(deliveryEntry('queued', { message, attempts: 0, maybeSeen: false }), deliveryBy(message));
    return true;
  });
}

/**
 * Puts back what was given up or is in doubt, as a person asked; in doubt it is sent once more, and says that it may have
 * been seen.
 *
 * @param parts `ended`: the one that the senders have, so that it is told of what goes on again
 * @throws AppError `not_found` for a message that is not known; `conflict` for one that is neither
 */
export function putBack(
  { outbox, audit, clock, ended }: OutboxParts & { readonly ended?: Ended },
  key: string,
  context: CallContext,
): void {
  audit.within(() => {
    const entry = outbox.find(key);
    if (entry === undefined)
      throw new AppError(
        'not_found',
        `There is no message ${key.slice(0, 200)}. "compliance delivery list" names them.`,
      );
    if (!outbox.retry(key, clock.now()))
      throw new AppError(
        'conflict',
        entry.state === 'delivered'
          ? `Message ${key.slice(0, 200)} was delivered; it is not sent again.`
          : `Message ${key.slice(0, 200)} is on its way already.`,
      );
    audit.record(deliveryEntry('put_back', { ...entry, attempts: 0 }), recordedAs(context));
    const { due, maybeSeen } = outbox.find(key) ?? entry;
    ended?.(entry, { state: 'waiting', due, maybeSeen }, { kind: 'put_back' });
  });
}
