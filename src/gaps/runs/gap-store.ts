import type { Assessment } from '../coverage/assessment.ts';
import type { PolicyId } from '../policies/policy.ts';
import type { PolicyAudience } from '../policies/policy-store.ts';
import type { GapDecision, GapRun, GapScope } from './gap-run.ts';

/** A run without its results. */
export type RunListing = Pick<GapRun, 'id' | 'tenant' | 'at' | 'scope' | 'counts' | 'scorer' | 'law' | 'policies'>;

/**
 * Runs of the gap analysis and what people decided, of all tenants. Synchronous, as the policy store is, with the same
 * errors. A run quotes policies: whoever may not see one of those it read is not given it, nor told of it.
 */
export interface GapStore {
  transaction<T>(work: () => T): T;
  save(run: GapRun): void;
  /** The latest first; with `scope` only those whose scope is exactly that. */
  list(audience: PolicyAudience, scope?: GapScope, limit?: number): readonly RunListing[];
  find(id: string, audience: PolicyAudience): GapRun | undefined;
  /**
   * Keeps the newest runs of each scope over the same policies, of all together no more than `most`, and forgets the rest.
   * Returns how many went.
   */
  prune(tenant: string, keep: number, most: number): number;

  /** What was worked out for an act's version against one version of a policy, by one scorer; `undefined` where it was not. */
  worked(key: WorkKey): string | undefined;
  /** Keeps it, in the stead of what was worked out for the policy's earlier versions: JSON, as its maker wrote it. */
  keepWork(key: WorkKey, json: string): void;
  /** What a model found in the words of an act's obligations: JSON, as its maker wrote it. */
  refined(key: RefinedKey): string | undefined;
  /** Keeps it, in the stead of what an earlier model found. */
  keepRefined(key: RefinedKey, json: string): void;
  /** What a model judged of exactly these words. */
  judged(tenant: string, key: string): Assessment | undefined;
  /** @param policies those whose words the model was shown: it goes with each of them */
  keepJudged(tenant: string, key: string, assessment: Assessment, policies: readonly PolicyId[]): void;

  /**
   * Of each obligation the latest decision that the audience may see, in the order in which they were made: whoever may not
   * see one of the policies that a decision was made on is not told of it, nor does it take the place of an earlier one.
   */
  decisions(audience: PolicyAudience): readonly GapDecision[];
  /** @param policies all those that the analysis had read on which was decided: reasons may speak of any of them */
  decide(decision: GapDecision, policies: readonly PolicyId[]): void;
  /**
   * Forgets all that quotes a policy: runs, work, judgements; of one that is kept to groups also what was decided on it, since
   * nothing would tell any more from whom that is kept. Called before the policy itself goes. Other decisions stay: they
   * quote nothing. Returns how many went.
   */
  forgetPolicy(tenant: string, policy: PolicyId): number;
}

/** One version of law against one version of a policy. */
export interface WorkKey {
  readonly tenant: string;
  /** Key of the law's version. */
  readonly law: string;
  readonly policy: PolicyId;
  /** Key of the policy's version. */
  readonly version: string;
  readonly scorer: number;
}

/** What a model, by its version, found in a version of law. */
export interface RefinedKey {
  readonly tenant: string;
  /** Key of the law's version. */
  readonly law: string;
  readonly refiner: string;
}
