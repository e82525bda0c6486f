import type { AuditRow } from './audit-row.ts';

/** What a replica holds last of a chain. */
export interface ReplicaHead {
  readonly position: number;
  readonly hash: string;
}

/**
 * A copy of the chain for searching and for comparing: the file stays the truth. Rows alone are copied, without personal
 * texts, so that an erasure need not reach it.
 *
 * Errors: `conflict` where another row stands under a row's position: one of the two histories was written anew, and
 * nothing is overwritten; `upstream_unavailable` where it cannot be reached.
 */
export interface AuditReplica {
  /** Adds rows of a chain; a row that it holds already, with the same hash, is no error. */
  add(chain: string, rows: readonly AuditRow[]): Promise<void>;
  /** The last row that it holds of a chain. */
  head(chain: string): Promise<ReplicaHead | undefined>;
  /** Hashes by position, of rows between two positions, both inclusive; those it lacks are left out. */
  hashes(chain: string, from: number, to: number): Promise<ReadonlyMap<number, string>>;
  close(): Promise<void>;
}
