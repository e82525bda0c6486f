import type { JsonObject } from '../core/canonical-json.ts';

/** A message that is to reach a conversation once. */
export interface OutboxMessage {
  /**
   * Names it for good: what is put in under a key that is known is not put in again. It stands in rows of the audit, so
   * nothing of people's is in it, a channel's ids included.
   */
  readonly key: string;
  readonly tenant: string;
  /**
   * The lane that it goes in, one behind the other: a conversation's address, as in `ChannelAddress`; or what else has a
   * way of its own out, such as `finding:…`.
   */
  readonly conversation: string;
  /** What it is, for whoever brings it: `alert`, `finding`. A sender takes the kinds that its courier knows. */
  readonly kind: string;
  /** What it says, in no channel's form. */
  readonly body: JsonObject;
  /** Ties its audit rows to what it came from. */
  readonly correlation: string;
  /** Whether it is sent again where it is not known if it came through: an alert is, at the price of being seen twice. */
  readonly inDoubt: 'again' | 'leave';
}

export type OutboxState =
  /** Waits until it is due. */
  | 'waiting'
  /** On its way: a process sends it now, or ended while it did. */
  | 'sending'
  | 'delivered'
  /** Given up, with why; can be put back by a person. */
  | 'failed'
  /** It may have come through, and is not sent again by itself. */
  | 'in_doubt';

export const OUTBOX_STATES: readonly OutboxState[] = ['waiting', 'sending', 'delivered', 'failed', 'in_doubt'];

export interface OutboxEntry {
  readonly message: OutboxMessage;
  readonly state: OutboxState;
  /** Attempts that were begun, since it was put in or put back. */
  readonly attempts: number;
  /** When it is next due, milliseconds since 1970. */
  readonly due: number;
  readonly queued: number;
  /** The process that sends it. */
  readonly owner?: string;
  /** Why it did not come through at last. */
  readonly why?: string;
  /** The channel's id, once delivered. */
  readonly delivered?: string;
  /** True where an attempt may have come through before. */
  readonly maybeSeen: boolean;
}

/** What becomes of a message that was taken: it is delivered, waits to be tried again, or is left. */
export interface AttemptEnd {
  readonly state: Exclude<OutboxState, 'sending'>;
  /**
   * When it is tried again; of what is not, when it ended; of what is in doubt, when it may be put back at the earliest.
   * Milliseconds since 1970.
   */
  readonly due: number;
  readonly maybeSeen: boolean;
  readonly why?: string;
  readonly delivered?: string;
}

export interface TakeOptions {
  /** Of messages of other kinds nothing is taken; what they go before waits for them all the same. All kinds, by default. */
  readonly kinds?: readonly string[];
  /**
   * When a message may go at the earliest (milliseconds since 1970); one that may not go yet is not taken, and is due
   * then.
   */
  readonly earliest?: (message: OutboxMessage) => number;
}

export interface RecoverOptions {
  /** What is of other kinds is left as it is. All kinds, by default. */
  readonly kinds?: readonly string[];
  /**
   * What was taken before that time (milliseconds since 1970) counts as left, whoever took it: whether a process of
   * another machine lives cannot be seen from here.
   */
  readonly before?: number;
  /** When it is tried again at the earliest, milliseconds since 1970; by default at once. */
  readonly due?: number;
}

/** Messages on their way, kept in the audit's own file: what is put in is there with its row, or not at all. */
export interface OutboxStore {
  transaction<T>(work: () => T): T;
  /** False where the key is known. */
  add(message: OutboxMessage, now: number): boolean;
  /**
   * Takes what is due, what was due first first. Of a conversation only the message that was put in first is looked at,
   * and none where one is on its way: messages arrive in the order in which they were put in. Each is marked as `sending`
   * by the owner, its attempts raised.
   */
  take(owner: string, now: number, most: number, options?: TakeOptions): readonly OutboxEntry[];
  /** Tells how what the owner took ended; nothing is done where it is not its any more. False then. */
  settle(key: string, owner: string, end: AttemptEnd): boolean;
  /**
   * What processes that are gone were sending: waits again, or is in doubt, as the message wants it, and may have been
   * seen. Returns them as they are now.
   */
  recover(lives: (owner: string) => boolean, now: number, options?: RecoverOptions): readonly OutboxEntry[];
  /** Gives up what waits for a conversation. Returns it as it is now. */
  giveUp(tenant: string, conversation: string, why: string, now: number): readonly OutboxEntry[];
  /**
   * Puts back what was given up or is in doubt, in its old place; attempts are counted anew. What may only be put back
   * later is due then. False where there is no such.
   */
  retry(key: string, now: number): boolean;
  find(key: string): OutboxEntry | undefined;
  /** What was put in last comes first. */
  list(
    filter: { readonly tenant?: string; readonly states?: readonly OutboxState[] },
    most: number,
  ): readonly OutboxEntry[];
  count(): Readonly<Record<OutboxState, number>>;
  /** When the next one that `take` would look at is due, milliseconds since 1970; undefined where there is none. */
  nextDue(kinds?: readonly string[]): number | undefined;
  /** Forgets what was delivered before that time (milliseconds since 1970): its keys are known no more. */
  sweep(before: number): number;
}
