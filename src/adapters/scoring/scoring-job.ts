import type { PolicyWork } from '../../gaps/coverage/policy-work.ts';
import type { Obligation } from '../../gaps/obligations/obligation.ts';

/** What a thread that scores is given when it begins. */
export interface ScoringJob {
  readonly obligations: readonly Obligation[];
}

/** What it gives back for each policy that it is sent. */
export interface ScoredPolicy {
  readonly work: PolicyWork;
}
