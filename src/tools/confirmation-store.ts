/** How a write that was confirmed ended, as far as it is known; `declined` where the person said no, and it never began. */
export type WriteOutcome = 'done' | 'failed' | 'declined';

/** A confirmation as it is kept: digests and times, nothing that tells who or what. */
export interface StoredConfirmation {
  /** SHA-256 over the id and over whoever it was given to: nobody else finds it, and the id itself is not kept. */
  readonly key: string;
  /** SHA-256 over what is to be written, with the id as its salt. */
  readonly binding: string;
  /** When it ends, ISO 8601, UTC, with milliseconds. */
  readonly expires: string;
  /** When it was used or declined, in the same form; absent while it waits. */
  readonly used?: string;
  /** Absent while the write runs, and for good where the process ended in it. */
  readonly outcome?: WriteOutcome;
}

/**
 * Where confirmations wait to be used. All synchronous, so that a confirmation is used in the transaction of the row that
 * tells of it.
 *
 * Errors: `conflict` where another process keeps the file locked, `misconfigured` for a disk that fails, `internal` for
 * what the store refuses: a key that is there, an outcome of what was not used, a second outcome.
 */
export interface ConfirmationStore {
  /** One write transaction; called within one, it is part of it. What throws undoes all of it. */
  transaction<T>(work: () => T): T;
  /** Keeps one that waits. */
  add(confirmation: Pick<StoredConfirmation, 'key' | 'binding' | 'expires'>): void;
  find(key: string): StoredConfirmation | undefined;
  /**
   * Marks one as used; of all who try, in whatever process, one alone is told `true`.
   *
   * @param at ISO 8601, UTC
   */
  use(key: string, at: string): boolean;
  /** Says how the write ended for which it was used. */
  settle(key: string, outcome: WriteOutcome): void;
  /** Forgets those that ended before a time, used or not. Returns how many. */
  sweep(before: string): number;
  /** How many are kept. */
  count(): number;
}
