import type { JsonObject } from '../core/canonical-json.ts';

/** A message that is to reach a conversation once. */
export interface OutboxMessage {
  /** Names it for good: what is put in under a key that is known is not put in again. */
  readonly key: string;
  readonly tenant: string;
  /** The conversation's address, as in `ChannelAddress`. */
  readonly conversation: string;
  /** What it is, for the door that writes it: `alert`. */
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

export interface OutboxEntry {
  readonly message: OutboxMessage;
  readonly state: OutboxState;
  /** Attempts that were begun. */
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

/** Messages on their way, kept in the audit's own file: what is put in is there with its row, or not at all. */
export interface OutboxStore {
  transaction<T>(work: () => T): T;
  /** False where the key is known. */
  add(message: OutboxMessage, now: number): boolean;
  /**
   * Takes what is due, oldest first, at most one a conversation, and none of a conversation of which one is on its way:
   * messages arrive in the order in which they were put in. Each is marked as `sending` by the owner, its attempts raised.
   */
  take(owner: string, now: number, most: number): readonly OutboxEntry[];
  /** Tells how what the owner took ended; nothing is done where it is not its any more. False then. */
  settle(
    key: string,
    owner: string,
    end: Pick<OutboxEntry, 'state' | 'due' | 'maybeSeen'> & Partial<Pick<OutboxEntry, 'why' | 'delivered'>>,
  ): boolean;
  /** What processes that are gone were sending: waits again, or is in doubt, as the message wants it. Returns them. */
  recover(lives: (owner: string) => boolean, now: number): readonly OutboxEntry[];
  /** Puts back what was given up or is in doubt. False where there is no such. */
  retry(key: string, now: number): boolean;
  find(key: string): OutboxEntry | undefined;
  list(
    filter: { readonly tenant?: string; readonly states?: readonly OutboxState[] },
    most: number,
  ): readonly OutboxEntry[];
  count(): Readonly<Record<OutboxState, number>>;
  /** When the next one is due, milliseconds since 1970; undefined where nothing waits. */
  nextDue(): number | undefined;
  /** Forgets what was delivered before that time (milliseconds since 1970): its keys are known no more. */
  sweep(before: number): number;
}
