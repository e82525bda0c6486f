import type { PolicyWork } from '../coverage/policy-work.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { PolicyVersion } from '../policies/policy.ts';

/** Where long policies are scored, so that nobody else waits for it. */
export interface ScoringRoom {
  /** As `Scorer.work` over the obligations of the room. @throws what the signal aborts ends with its reason */
  work(policy: PolicyVersion, signal?: AbortSignal): Promise<PolicyWork>;
  close(): Promise<void>;
}

/**
 * Opens a room for the obligations of an act.
 *
 * @throws AppError `internal` where it cannot be opened
 */
export type OpenScoringRoom = (obligations: readonly Obligation[]) => ScoringRoom;
