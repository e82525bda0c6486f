import { recordedAs } from '../audit/audit.ts';
import { AppError } from '../core/errors.ts';
import { requirePermission } from '../core/permissions.ts';
import { OUTBOX_STATES, type OutboxEntry, type OutboxState } from '../delivery/outbox-store.ts';
import { putBack } from '../delivery/put-in.ts';
import { wrapText } from './output.ts';
import { sendNow } from './send-now.ts';
import type { Session } from './session.ts';

export interface ListDeliveryOptions {
  readonly state?: string;
  readonly limit?: string;
  readonly json?: boolean;
}

/** `compliance delivery list`: messages to conversations, the latest first. */
export async function listDelivery(session: Session, options: ListDeliveryOptions): Promise<void> {
  const states = options.state === undefined ? OUTBOX_STATES : [stateOf(options.state)];
  const limit = limitOf(options.limit ?? '50');
  const desk = await session.desk({ follow: false });
  requirePermission(session.caller().user, 'audit:read', 'see what is sent');
  const counts = desk.outbox.count();
  const messages = desk.outbox.list({ states }, limit);
  desk.audit.record({ type: 'export', body: { what: 'deliveries' } }, recordedAs(session.caller()));
  session.print({ counts, messages: messages.map(messageJson) }, options.json === true, () =>
    [
      OUTBOX_STATES.map((state) => `${counts[state]} ${state}`).join(' · '),
      ...messages.map((entry) => line(entry, session)),
    ].join('\n'),
  );
}

export interface RetryOptions {
  readonly failed?: boolean;
  readonly json?: boolean;
}

/** Messages that are put back at once. */
const MOST_PUT_BACK = 10_000;

/** `compliance delivery retry`: puts back what was given up; what is in doubt, where it is named. */
export async function retryDelivery(
  session: Session,
  named: readonly string[],
  { failed = false, json = false }: RetryOptions,
): Promise<void> {
  if ((named.length === 0) === !failed)
    throw new AppError(
      'invalid_input',
      'Name the messages ("compliance delivery list" has them), or --failed for all that were given up. What is in doubt is put back where it is named alone.',
    );
  const desk = await session.desk({ follow: false });
  requirePermission(session.caller().user, 'admin:*', 'send again');
  const { outbox, audit, clock, filingEnded: ended } = desk;
  const retried = audit.within(() => {
    const keys = failed
      ? outbox.list({ states: ['failed'] }, MOST_PUT_BACK).map(({ message }) => message.key)
      : [...new Set(named)];
    for (const key of keys) putBack({ outbox, audit, clock, ended }, key, session.caller());
    return keys;
  });
  if (retried.length > 0) await sendNow(session, desk);
  const messages = retried.flatMap((key) => outbox.find(key) ?? []);
  session.print({ retried: messages.map(messageJson) }, json, () =>
    messages.length === 0
      ? 'Nothing was given up.'
      : [`Put back: ${messages.length}.`, ...messages.map((entry) => line(entry, session))].join('\n'),
  );
}

function messageJson({ message, state, attempts, queued, due, why, maybeSeen }: OutboxEntry) {
  const { key, tenant, conversation, kind } = message;
  return {
    ...{ key, tenant, conversation, kind, state, attempts, queued: new Date(queued).toISOString() },
    ...(state === 'waiting' ? { due: new Date(due).toISOString() } : {}),
    ...(why === undefined ? {} : { why }),
    maybeSeen,
  };
}

function line({ message, state, attempts, why, maybeSeen }: OutboxEntry, { style }: Session): string {
  const isLeft = state === 'failed' || state === 'in_doubt';
  const seen = maybeSeen && state !== 'delivered' ? ', may have been seen' : '';
  const tries = attempts === 0 ? '' : ` (${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}${seen})`;
  return [
    `${isLeft ? style.warn(state) : state}  ${message.key}  to ${message.conversation}${style.dim(tries)}`,
    ...(why === undefined ? [] : [wrapText(why, 100, '    ')]),
  ].join('\n');
}

function stateOf(text: string): OutboxState {
  const found = OUTBOX_STATES.find((state) => state === text);
  if (found !== undefined) return found;
  throw new AppError('invalid_input', `"${text.slice(0, 40)}" is no state. Use ${OUTBOX_STATES.join(', ')}.`);
}

function limitOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new AppError('invalid_input', `"${text.slice(0, 40)}" is no number of messages. Use 1 to 9999.`);
}
