import type { CallContext } from '../core/call-context.ts';
import { canonicalJson, type Json } from '../core/canonical-json.ts';
import type { Clock } from '../core/clock.ts';
import { sha256 } from '../core/digests.ts';
import { AppError } from '../core/errors.ts';
import type { NewId } from '../core/ids.ts';
import type { ConfirmationStore, StoredConfirmation, WriteOutcome } from './confirmation-store.ts';
import type { WriteSummary } from './define-tool.ts';

/** A write as it is confirmed: all of it, so that nothing else is done by its confirmation. */
export interface ConfirmedWrite {
  readonly tool: string;
  /** As the tool's schema read them: the order of their names does not matter, and a default that is left out is given. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** The words that the person was shown. */
  readonly summary: WriteSummary;
}

/** A confirmation that waits for a person. */
export interface AskedConfirmation {
  /** For the person who asked alone; kept nowhere. */
  readonly id: string;
  /** When it ends, ISO 8601, UTC. */
  readonly expires: string;
  /** What stands for it in the audit and in the store, where nobody can make the id of it. */
  readonly digest: string;
}

/** Confirmations of writes: each for one write of one person, good for one time, and not for long. */
export interface Confirmations {
  /**
   * Keeps a confirmation that waits.
   *
   * @throws AppError `invalid_input` for arguments that JSON has no form for; `rate_limited` where too many wait
   */
  ask(write: ConfirmedWrite, context: Pick<CallContext, 'tenant' | 'user'>): AskedConfirmation;
  /**
   * Uses a confirmation up, in one transaction. Returns its digest.
   *
   * @throws AppError `not_found` for one that is not known or not this person's, in the same words; `conflict` for one
   *   that was used or has expired; `invalid_input` where it is for another write: that one stays unused
   */
  take(id: string, write: ConfirmedWrite, context: Pick<CallContext, 'tenant' | 'user'>): string;
  /**
   * Ends a confirmation whose person said no, so that nothing is written by it any more; one that is not known, not this
   * person's, or used before stays as it is. Returns its digest.
   */
  decline(id: string, context: Pick<CallContext, 'tenant' | 'user'>): string;
  /** Says how the write ended, so that whoever tries again can be told. Until then that is not known. */
  settle(digest: string, outcome: WriteOutcome): void;
}

export interface ConfirmationOptions {
  readonly store: ConfirmationStore;
  readonly clock: Pick<Clock, 'now'>;
  /** Must give what nobody can guess. */
  readonly newId: NewId;
  /** How long one waits, in milliseconds. */
  readonly lifetime?: number;
  /** How long it is remembered behind its end what became of it, in milliseconds. */
  readonly remembered?: number;
  /** How many are kept at most. */
  readonly most?: number;
}

const FIFTEEN_MINUTES = 900_000;
const ONE_DAY = 86_400_000;
/** So many in a day are no people's. */
const MOST_KEPT = 10_000;
const ASK_AGAIN = 'To begin anew, leave "confirmation" out, and confirm what is shown then.';

export function createConfirmations(options: ConfirmationOptions): Confirmations {
  const { store, clock, newId, lifetime = FIFTEEN_MINUTES } = options;
  return {
    ask: (write, context) => {
      const id = newId();
      const now = clock.now();
      const expires = new Date(now + lifetime).toISOString();
      const digest = keyOf(id, context);
      const binding = bindingOf(id, write, context);
      store.transaction(() => {
        makeRoom(options, now);
        store.add({ key: digest, binding, expires });
      });
      return { id, expires, digest };
    },
    take: (id, write, context) => {
      const digest = keyOf(id, context);
      const binding = bindingOf(id, write, context);
      return store.transaction(() => {
        const now = new Date(clock.now()).toISOString();
        const found = store.find(digest);
        if (found === undefined)
          throw new AppError('not_found', `You have no such confirmation: nothing was done. ${ASK_AGAIN}`);
        refuse(found, binding, now);
        if (!store.use(digest, now)) throw usedBefore({ ...found, used: now });
        return digest;
      });
    },
    decline: (id, context) => {
      const digest = keyOf(id, context);
      store.transaction(() => {
        if (store.use(digest, new Date(clock.now()).toISOString())) store.settle(digest, 'declined');
      });
      return digest;
    },
    settle: (digest, outcome) => store.settle(digest, outcome),
  };
}

/** @throws AppError where the confirmation is no good for this write, now */
function refuse(found: StoredConfirmation, binding: string, now: string): void {
  if (found.used !== undefined) throw usedBefore({ ...found, used: found.used });
  if (now >= found.expires)
    throw new AppError(
      'conflict',
      `This confirmation expired ${minute(found.expires)}, unused: nothing was done. ${ASK_AGAIN}`,
    );
  if (binding !== found.binding)
    throw new AppError(
      'invalid_input',
      `What would be done differs from what was confirmed: the arguments or the tool are others, or what they refer to was changed since. Nothing was done, and the confirmation still stands for what it was given for. ${ASK_AGAIN}`,
    );
}

function usedBefore({ used, outcome }: Pick<StoredConfirmation, 'outcome'> & { readonly used: string }): AppError {
  if (outcome === 'declined')
    return new AppError(
      'conflict',
      `The person said no to this ${minute(used)}: nothing was done, and nothing is by this confirmation. ${ASK_AGAIN}`,
    );
  const became =
    outcome === 'done'
      ? 'and what it was given for was done. Nothing was done a second time.'
      : outcome === 'failed'
        ? `and the call failed: nothing is known to have been written. Nothing was done a second time. ${ASK_AGAIN}`
        : `and what became of it is not known: it still runs, or it was cut off. Nothing was done a second time. Look whether it was written before you ask again.`;
  return new AppError('conflict', `This confirmation was used ${minute(used)}, ${became}`);
}

/** What nobody comes back to goes: first by time, and where that is not enough, all that have ended. */
function makeRoom(
  { store, remembered = ONE_DAY, most = MOST_KEPT }: Pick<ConfirmationOptions, 'store' | 'remembered' | 'most'>,
  now: number,
): void {
  store.sweep(new Date(now - remembered).toISOString());
  if (store.count() < most) return;
  store.sweep(new Date(now).toISOString());
  if (store.count() < most) return;
  throw new AppError('rate_limited', 'Too many writes wait to be confirmed. Try again in a quarter of an hour.');
}

/** The id together with whom it was given to: in another's hands it is any unknown one. */
function keyOf(id: string, { tenant, user }: Pick<CallContext, 'tenant' | 'user'>): string {
  return sha256(canonicalJson(['confirmation', tenant, user.id, id]));
}

/** The id, which nobody can guess, keeps others from finding by trial what was written. */
function bindingOf(
  id: string,
  { tool, arguments: given, summary }: ConfirmedWrite,
  { tenant, user }: Pick<CallContext, 'tenant' | 'user'>,
): string {
  const { title, lines } = summary;
  return sha256(canonicalJson([id, tenant, user.id, tool, asJson(given), title, lines]));
}

/**
 * Arguments as JSON has them. What JSON has no form for, or not one of its own, would be bound by a digest that others
 * have as well.
 */
function asJson(value: unknown): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && value.isWellFormed()) return value;
  if (Array.isArray(value)) return value.map((each) => asJson(each));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) =>
        member === undefined ? [] : [[wellFormed(name), asJson(member)]],
      ),
    );
  throw withoutForm();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function wellFormed(name: string): string {
  if (name.isWellFormed()) return name;
  throw withoutForm();
}

function withoutForm(): AppError {
  return new AppError(
    'invalid_input',
    'The arguments hold something that cannot be confirmed: only texts of whole characters, numbers, yes and no, lists and named fields can.',
  );
}

/** A time as people read it, to the minute. */
function minute(iso: string): string {
  return `on ${iso.slice(0, 16).replace('T', ' at ')} UTC`;
}
