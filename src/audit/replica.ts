import { AppError } from '../core/errors.ts';
import { type AuditRow, rowHash } from './audit-row.ts';

/** What a replica holds last of a chain. */
export interface ReplicaHead {
  readonly position: number;
  readonly hash: string;
}

/**
 * A copy of the chain for searching and for comparing: the file stays the truth. Rows alone are copied, without personal
 * texts, so that an erasure need not reach it.
 *
 * What `add` has acknowledged, `head` and `hashes` see at once, in this process and in others.
 *
 * Errors: `conflict` where another row stands under a row's position: one of the two histories was written anew, and
 * nothing is overwritten; `upstream_unavailable` where it cannot be reached; `invalid_input` for what `checkCopied` and
 * `checkRange` refuse.
 */
export interface AuditReplica {
  /**
   * Adds rows of a chain; a row that it holds already, with the same hash, is no error. Where it fails, some of the rows
   * may have been added; adding them all again does no harm.
   */
  add(chain: string, rows: readonly AuditRow[]): Promise<void>;
  /**
   * The last row up to which it holds all rows of a chain: what a failure in the middle of `add` left out stands behind
   * it, so that copying goes on from there.
   */
  head(chain: string): Promise<ReplicaHead | undefined>;
  /**
   * Hashes by position, of rows between two positions, both inclusive; those it lacks are left out. The hash of a row
   * that was altered where it is held, so that its hash no longer covers it, is empty.
   */
  hashes(chain: string, from: number, to: number): Promise<ReadonlyMap<number, string>>;
  close(): Promise<void>;
}

/** Positions that may be asked for at once. */
const MOST_POSITIONS = 10_000;
/** Bytes of a chain's id: with a position behind it, it must fit where engines allow some 500 bytes. */
const LONGEST_CHAIN = 400;

/**
 * What every replica refuses to take.
 *
 * @throws AppError `invalid_input` for a chain without a name, or a row whose hash does not cover it: a replica holds
 *   nothing that could not be a row of an audit
 */
export function checkCopied(chain: string, rows: readonly AuditRow[]): void {
  checkChain(chain);
  for (const row of rows) {
    checkPosition(row.position);
    if (rowHash(row.previous, row) !== row.hash)
      throw new AppError(
        'invalid_input',
        `Row ${row.position} is not copied: its hash does not cover what it says. Verify the audit.`,
      );
  }
}

/** @throws AppError `invalid_input` for a chain without a name, or positions that no replica is asked for */
export function checkRange(chain: string, from: number, to: number): void {
  checkChain(chain);
  checkPosition(from);
  if (!Number.isSafeInteger(to) || to - from >= MOST_POSITIONS)
    throw new AppError('invalid_input', `Hashes are read of ${MOST_POSITIONS} rows at once, and of no more.`);
}

/** @throws AppError `invalid_input` for the name of no chain */
export function checkChain(chain: string): void {
  if (chain === '' || Buffer.byteLength(chain) > LONGEST_CHAIN)
    throw new AppError('invalid_input', `A chain has a name of 1 to ${LONGEST_CHAIN} bytes.`);
}

function checkPosition(position: number): void {
  if (!Number.isSafeInteger(position) || position < 1)
    throw new AppError('invalid_input', `${position} is no position in a chain: they are counted from 1.`);
}

/** The error of two histories: under one position, the replica holds another row than the one to be added. */
export function otherHistory(position: number): AppError {
  return new AppError(
    'conflict',
    `The replica holds another row ${position} than the file: since it was copied, the file or the replica was changed. Nothing was overwritten. Keep both as they are, and verify the audit.`,
  );
}
