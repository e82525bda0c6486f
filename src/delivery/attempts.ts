import type { Audit, Intent } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { attemptEnd, type Patience } from './attempt-end.ts';
import type { Attempt, Courier, Destination, Destinations } from './courier.ts';
import { deliveryBody, deliveryBy, deliveryEntry } from './delivery-rows.ts';
import type { Ended } from './ended.ts';
import type { AttemptEnd, OutboxEntry, OutboxStore } from './outbox-store.ts';
import type { SendRates } from './send-rates.ts';

/** What an attempt works with. */
export interface AttemptParts<D extends Destination> {
  readonly outbox: OutboxStore;
  /** The kinds that the courier knows; of others nothing is taken. */
  readonly kinds: readonly string[];
  readonly destinations: Destinations<D>;
  readonly courier: Courier<D>;
  readonly audit: Audit;
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Names this process among those that use the outbox. */
  readonly owner: string;
  /** Whether a process of that name may still be at work. */
  readonly lives: (owner: string) => boolean;
  readonly rates: SendRates;
  /** Told of what is about to leave and where it goes, in the transaction of its intent. Throws for the store alone. */
  readonly departs?: (entry: OutboxEntry, destination: D) => void;
  /** Nobody can be reached there any more; called in the transaction of the row that tells of it. */
  readonly gone?: (destination: D) => void;
  readonly ended?: Ended;
}

/** A message that was taken, with where it goes and its row. */
export interface Departure<D extends Destination> {
  readonly entry: OutboxEntry;
  readonly destination: D;
  readonly intent: Intent;
}

/** Tells conversations apart for the rates. */
export function placeOf({ message: { tenant, conversation } }: Pick<OutboxEntry, 'message'>): string {
  return JSON.stringify([tenant, conversation]);
}

/** Takes what may go now, each with its intent; what has nowhere to go is given up. */
export function depart<D extends Destination>(
  options: AttemptParts<D>,
  now: number,
  most: number,
): readonly Departure<D>[] {
  const { outbox, kinds, audit, owner, rates } = options;
  // Looked at first without the write lock: most of the time nothing is due.
  const next = outbox.nextDue(kinds);
  if (next === undefined || next > now) return [];
  return audit.within(() =>
    outbox
      .take(owner, now, most, { kinds, earliest: (message) => rates.earliest(placeOf({ message }), now) })
      .flatMap((entry) => departing(options, entry, now) ?? []),
  );
}

function departing<D extends Destination>(
  { outbox, destinations, audit, owner, departs, ended }: AttemptParts<D>,
  entry: OutboxEntry,
  now: number,
): Departure<D> | undefined {
  const { message, attempts, maybeSeen } = entry;
  const { tenant, conversation } = message;
  const destination = destinations.find(tenant, conversation);
  // Whatever a store gives: nothing goes to another tenant, or to another conversation.
  if (destination?.tenant === tenant && destination.conversation === conversation) {
    const body = {
      ...destinations.departureOf?.(destination),
      ...deliveryBody(message),
      what: 'delivery',
      attempt: attempts,
      ...(maybeSeen ? { maybeSeen } : {}),
    };
    departs?.(entry, destination);
    return { entry, destination, intent: audit.intend({ body }, deliveryBy(message)) };
  }
  const end: AttemptEnd = { state: 'failed', due: now, maybeSeen, why: destinations.missing };
  outbox.settle(message.key, owner, end);
  audit.record(deliveryEntry('failed', entry, 'no_address'), deliveryBy(message));
  ended?.(entry, end, { kind: 'no_address' });
  return undefined;
}

/** One attempt; whatever the courier does, it ends when it is told to. */
export async function attempted<D extends Destination>(
  courier: Courier<D>,
  { entry: { message, attempts, maybeSeen }, destination }: Departure<D>,
  signal: AbortSignal,
): Promise<Attempt> {
  const delivering = async () => courier.deliver({ ...message, attempt: attempts, maybeSeen }, destination, signal);
  return new Promise((end) => {
    const unknown = (reason: unknown): void =>
      end({ kind: 'unknown', why: reasonOf(reason), afterMs: courier.settleMs ?? 0 });
    signal.addEventListener('abort', () => unknown(signal.reason), { once: true });
    delivering().then(end, unknown);
  });
}

function reasonOf(error: unknown): string {
  return error instanceof AppError ? error.message : 'It broke off unexpectedly.';
}

/** Marks how an attempt ended, with its row. */
export function settle<D extends Destination>(
  options: AttemptParts<D>,
  patience: Patience,
  { entry, destination, intent }: Departure<D>,
  attempt: Attempt,
): void {
  const { outbox, audit, clock, owner, random, gone, ended } = options;
  audit.within(() => {
    const end = attemptEnd(attempt, entry, clock.now(), patience, random);
    const isOurs = outbox.settle(entry.message.key, owner, end);
    const what = isOurs ? end.state : 'overtaken';
    audit.settle(intent, deliveryEntry(what, { ...entry, maybeSeen: end.maybeSeen }, attempt.kind));
    if (attempt.kind === 'gone') gone?.(destination);
    // What was taken from this process is told of by whoever has it now.
    if (isOurs) ended?.(entry, end, attempt);
  });
}

/** Times in milliseconds. */
export interface Keeping {
  /** When what another machine's process sends counts as left. */
  readonly leftAfter: number;
  /** How long it is remembered what was delivered. */
  readonly keptFor: number;
}

/** Takes up what processes that are gone have left, and forgets what was delivered long ago. */
export function care<D extends Destination>(
  { outbox, kinds, courier, audit, lives, ended }: AttemptParts<D>,
  { leftAfter, keptFor }: Keeping,
  now: number,
): void {
  audit.within(() => {
    const options = { kinds, before: now - leftAfter, due: now + (courier.settleMs ?? 0) };
    for (const entry of outbox.recover(lives, now, options)) {
      const state = entry.state === 'waiting' ? 'waiting' : 'in_doubt';
      audit.record(deliveryEntry(state, entry, 'cut_off'), deliveryBy(entry.message));
      ended?.(entry, { ...endOf(entry), state }, { kind: 'cut_off' });
    }
    outbox.sweep(now - keptFor);
  });
}

/** Where a message stands, as an end of it. */
function endOf({ due, maybeSeen, why }: OutboxEntry): Omit<AttemptEnd, 'state'> {
  return { due, maybeSeen, ...(why === undefined ? {} : { why }) };
}
