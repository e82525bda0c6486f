import type { PolicyId } from '../policies/policy.ts';
import type { Finding } from './finding.ts';
import type { Support } from './gap-model.ts';

/** What one policy says on one obligation. */
export interface WorkedObligation {
  /** Best first, at most five. */
  readonly evidence: readonly { readonly statement: string; readonly score: number }[];
  readonly support: Support;
  readonly findings: readonly Finding[];
}

/** What was worked out for one version of a policy against the obligations of an act. Plain data: it is stored as JSON. */
export interface PolicyWork {
  readonly policy: PolicyId;
  /** Key of the policy's version. */
  readonly version: string;
  /** The statements that it names, by their ids. */
  readonly statements: Readonly<Record<string, { readonly quote: string; readonly hash: string }>>;
  /** By the obligation's id; what nothing bears on is not there. */
  readonly found: Readonly<Record<string, WorkedObligation>>;
}
