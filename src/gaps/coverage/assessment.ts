import type { PolicyId } from '../policies/policy.ts';

/** What becomes of an obligation in the bank's own policies. */
export const COVERAGE_STATES = ['covered', 'partial', 'contradicted', 'missing', 'not_applicable'] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

/**
 * What a statement leaves open, or says otherwise, of what the law demands. `modality`: the policy only recommends or
 * allows what the law demands. `scope`: it holds for fewer cases. `exception`: it lets off what the law does not.
 */
export const LACKS = [
  'action',
  'actor',
  'modality',
  'deadline',
  'recipient',
  'condition',
  'scope',
  'exception',
] as const;
export type Lack = (typeof LACKS)[number];

/** One difference, from both texts. */
export interface Difference {
  readonly kind: Lack;
  /** Contradicts, rather than being absent or weaker. */
  readonly against: boolean;
  /** Words of the obligation, word for word; null where it has none. */
  readonly law: string | null;
  /** Words of the statement, word for word; null where it has none. */
  readonly policy: string | null;
}

/** A statement of a policy that bears on an obligation. */
export interface Evidence {
  readonly policy: PolicyId;
  readonly statement: string;
  /** Words of the statement, exactly as stored. */
  readonly quote: string;
  /** Of the statement, as stored. */
  readonly hash: string;
  /** From 0 to 1: how much of what the law demands it says. */
  readonly score: number;
}

/** How one obligation stands against all policies that were looked at. */
export interface Assessment {
  /** Id of the obligation. */
  readonly obligation: string;
  readonly state: CoverageState;
  readonly differences: readonly Difference[];
  /** Best first, at most five; also where it is missing: what came nearest. */
  readonly evidence: readonly Evidence[];
  /**
   * From 0 to 1: the chance that there is a gap (anything but covered), as measured on texts whose gaps were known
   * (`npm run eval:gaps`). What is sorted by.
   */
  readonly gap: number;
  /** From 0.2 to 1: the chance that `state` is right, likewise. */
  readonly confidence: number;
  /** Who said so last. */
  readonly by: 'scoring' | 'model' | 'person';
  /** Why it does not apply, or what a person or the model said; in a sentence or two. */
  readonly reason?: string;
}
