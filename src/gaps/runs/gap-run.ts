import type { ActId, IsoDate, Language } from '../../regulations/act.ts';
import type { Place } from '../../regulations/provision.ts';
import type { EntityProfile } from '../applicability/profile.ts';
import type { PolicyConflict } from '../conflicts/conflict.ts';
import type { Assessment, CoverageState } from '../coverage/assessment.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { PolicyId } from '../policies/policy.ts';

/** What is compared with what. Two runs with the same scope are compared with one another. */
export interface GapScope {
  readonly acts: readonly ActId[];
  /** Articles, annexes and chapters, resolved to top-level or inner places; absent: all of the acts. */
  readonly places?: readonly Place[];
  /** Words: only obligations that are about it. */
  readonly topic?: string;
  readonly profile?: EntityProfile;
  /** Only these policies; absent: all that the caller may see. */
  readonly policies?: readonly PolicyId[];
  readonly asOf?: IsoDate;
  readonly language?: Language;
}

/** An obligation and how it stands. */
export interface GapResult {
  readonly obligation: Obligation;
  readonly assessment: Assessment;
  /** What scoring alone said, whatever a model or a person said after it. */
  readonly scored?: CoverageState;
  /** What a person decided, where it still stands. */
  readonly decision?: GapDecision;
  /** What a person had decided on words that have changed since: to be decided anew. */
  readonly lapsed?: GapDecision;
}

/** A version of a policy as a run read it. */
export interface ReadPolicy {
  readonly policy: PolicyId;
  readonly number: number;
  readonly key: string;
  readonly title: string;
  readonly statements: number;
}

export interface GapRun {
  readonly id: string;
  readonly tenant: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly scope: GapScope;
  /** Keys of the versions of law that were read, by act. */
  readonly law: Readonly<Record<ActId, string>>;
  readonly policies: readonly ReadPolicy[];
  /** Raised whenever the same texts would be judged differently. */
  readonly scorer: number;
  readonly counts: Readonly<Record<CoverageState, number>>;
  /** In the order of the law. */
  readonly results: readonly GapResult[];
  /** Ids of all obligations that were a gap in this run or in an earlier one of the same scope. */
  readonly everGap: readonly string[];
  readonly conflicts: readonly PolicyConflict[];
  /** What must be known before relying on it. */
  readonly notes: readonly string[];
}

/** `accepted`: it is a gap. `rejected`: it is none. */
export const VERDICTS = ['accepted', 'rejected', 'not_applicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * What a person decided on one obligation. It stands as long as the texts are the same: the obligation's own words, and
 * those of each statement that it was decided on.
 */
export interface GapDecision {
  readonly id: string;
  readonly tenant: string;
  /** Id and words of the obligation. */
  readonly obligation: string;
  readonly obligationHash: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** Object id of who decided; `erased` once they were. */
  readonly by: string;
  /** For display alone. */
  readonly name?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What scoring had said, and which scorer: a model may come and go without any text changing. */
  readonly state: CoverageState;
  readonly scorer: number;
  readonly evidence: readonly { readonly policy: PolicyId; readonly statement: string; readonly hash: string }[];
}

/** How a run differs from the one before it with the same scope. A gap is what is partial, contradicted or missing. */
export interface RunComparison {
  readonly before: { readonly id: string; readonly at: string };
  readonly after: { readonly id: string; readonly at: string };
  /** Ids of obligations. `appeared`: a gap that never was; `reopened`: one that had been closed before; `closed`: no gap any more. */
  readonly appeared: readonly string[];
  readonly reopened: readonly string[];
  readonly closed: readonly string[];
  /** Gaps in both, whose state is another now. */
  readonly changed: readonly {
    readonly obligation: string;
    readonly from: CoverageState;
    readonly to: CoverageState;
  }[];
  /** Obligations that came into the law's text or went out of it. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}
