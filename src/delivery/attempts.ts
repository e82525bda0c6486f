import type { Audit, Intent } from '../audit/audit.ts';
import type { AddressStore, ChannelAddress } from '../conversations/channel-address.ts';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { attemptEnd, type Patience } from './attempt-end.ts';
import type { Attempt, Courier } from './courier.ts';
import { deliveryBody, deliveryBy, deliveryEntry } from './delivery-rows.ts';
import type { OutboxEntry, OutboxStore } from './outbox-store.ts';
import type { SendRates } from './send-rates.ts';

/** What an attempt works with. */
export interface AttemptParts {
  readonly outbox: OutboxStore;
  readonly addresses: Pick<AddressStore, 'find'>;
  readonly courier: Courier;
  readonly audit: Audit;
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Names this process among those that use the outbox. */
  readonly owner: string;
  /** Whether a process of that name may still be at work. */
  readonly lives: (owner: string) => boolean;
  readonly rates: SendRates;
  /** Nobody can be reached in a conversation any more; called in the transaction of the row that tells of it. */
  readonly gone: (address: ChannelAddress) => void;
}

/** A message that was taken, with its address and its row. */
export interface Departure {
  readonly entry: OutboxEntry;
  readonly address: ChannelAddress;
  readonly intent: Intent;
}

/** Tells conversations apart for the rates. */
export function placeOf({ message: { tenant, conversation } }: Pick<OutboxEntry, 'message'>): string {
  return JSON.stringify([tenant, conversation]);
}

/** Takes what may go now, each with its intent; what has no address is given up. */
export function depart(options: AttemptParts, now: number, most: number): readonly Departure[] {
  const { outbox, addresses, audit, owner, rates } = options;
  // Looked at first without the write lock: most of the time nothing is due.
  const next = outbox.nextDue();
  if (next === undefined || next > now) return [];
  return audit.within(() =>
    outbox
      .take(owner, now, most, (message) => rates.earliest(placeOf({ message }), now))
      .flatMap((entry) => {
        const { message, attempts, maybeSeen } = entry;
        const { tenant, conversation } = message;
        const address = addresses.find(tenant, conversation);
        // Whatever a store gives: nothing goes to another tenant, or to another conversation.
        if (address?.tenant === tenant && address.conversation === conversation) {
          const body = {
            ...deliveryBody(message),
            what: 'delivery',
            attempt: attempts,
            ...(maybeSeen ? { maybeSeen } : {}),
          };
          return [{ entry, address, intent: audit.intend({ body }, deliveryBy(message)) }];
        }
        const why = 'The conversation is not known: nobody wrote from there yet, or the app was removed.';
        outbox.settle(message.key, owner, { state: 'failed', due: now, maybeSeen, why });
        audit.record(deliveryEntry('failed', entry, 'no_address'), deliveryBy(message));
        return [];
      }),
  );
}

/** One attempt; whatever the courier does, it ends when it is told to. */
export async function attempted(
  courier: Courier,
  { entry: { message, attempts, maybeSeen }, address }: Departure,
  signal: AbortSignal,
): Promise<Attempt> {
  const delivering = async () => courier.deliver({ ...message, attempt: attempts, maybeSeen }, address, signal);
  return new Promise((end) => {
    const unknown = (reason: unknown): void => end({ kind: 'unknown', why: reasonOf(reason) });
    signal.addEventListener('abort', () => unknown(signal.reason), { once: true });
    delivering().then(end, unknown);
  });
}

function reasonOf(error: unknown): string {
  return error instanceof AppError ? error.message : 'It broke off unexpectedly.';
}

/** Marks how an attempt ended, with its row. */
export function settle(
  options: AttemptParts,
  patience: Patience,
  { entry, address, intent }: Departure,
  attempt: Attempt,
): void {
  const { outbox, audit, clock, owner, random, gone } = options;
  audit.within(() => {
    const end = attemptEnd(attempt, entry, clock.now(), patience, random);
    const isOurs = outbox.settle(entry.message.key, owner, end);
    const what = isOurs ? end.state : 'overtaken';
    audit.settle(intent, deliveryEntry(what, { ...entry, maybeSeen: end.maybeSeen }, attempt.kind));
    if (attempt.kind === 'gone') gone(address);
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
export function care({ outbox, audit, lives }: AttemptParts, { leftAfter, keptFor }: Keeping, now: number): void {
  audit.within(() => {
    for (const entry of outbox.recover(lives, now, now - leftAfter)) {
      const what = entry.state === 'waiting' ? 'waiting' : 'in_doubt';
      audit.record(deliveryEntry(what, entry, 'cut_off'), deliveryBy(entry.message));
    }
    outbox.sweep(now - keptFor);
  });
}
