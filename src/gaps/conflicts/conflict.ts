import type { PolicyId } from '../policies/policy.ts';

/** What the bank's own policies disagree on. `modality`: one demands what another forbids. */
export const CONFLICT_KINDS = ['deadline', 'frequency', 'retention', 'owner', 'recipient', 'modality'] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

export interface ConflictingStatement {
  readonly policy: PolicyId;
  readonly statement: string;
  /** Word for word. */
  readonly quote: string;
  /** The words that differ: "24 hours". */
  readonly says: string;
}

/** Statements of the bank on the same matter that cannot all be followed. */
export interface PolicyConflict {
  readonly kind: ConflictKind;
  /** In words: "deadline for reporting an incident to the supervisor". */
  readonly matter: string;
  /** Two or more, of one policy or of several. */
  readonly statements: readonly ConflictingStatement[];
  /** From 0 to 1: how sure it is that they speak of the same. */
  readonly confidence: number;
}
