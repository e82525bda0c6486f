import type { Deadline, Modality } from '../norms/norm.ts';
import type { PolicyStatement } from '../policies/policy.ts';
import type { Matter, MatterTerm } from './matter.ts';

/** What a statement settles of its matter. */
export type Settled =
  | { readonly kind: 'deadline' | 'frequency' | 'retention'; readonly deadline: Deadline; readonly bound: Bound }
  /** `key` names who it is, whatever the words: `@ciso`, `en:head procurement`. */
  | { readonly kind: 'owner' | 'recipient'; readonly key: string }
  | { readonly kind: 'modality'; readonly modality: Modality };

/** Whether a number is the least or the most that is allowed, or the number itself. */
export type Bound = 'least' | 'most' | 'exact';

/** One thing that a statement settles: what about, and how. */
export interface Claim {
  /** Its place in the order of all statements that were read. */
  readonly at: number;
  readonly policy: string;
  readonly statement: PolicyStatement;
  readonly settled: Settled;
  /** The words that settle it. */
  readonly says: string;
  readonly matter: Matter;
  /** The matter in words of the statement. */
  readonly words: string;
  /** Who acts, where the statement names somebody but the bank as a whole. */
  readonly actor?: string;
  /** Who is told, as a party or a name. */
  readonly recipient?: string;
  /** For which kinds of its thing it holds. */
  readonly cases: readonly string[];
  /** Of its headings: they may tell cases apart as well. */
  readonly sectionCases: readonly string[];
  /** What its time runs from. */
  readonly event: readonly MatterTerm[];
  /** Under which conditions it holds. */
  readonly conditions: readonly MatterTerm[];
  /** What it leaves out. */
  readonly exceptions: readonly MatterTerm[];
  /** Of a row: the table that it is in, and its first cell. */
  readonly row?: { readonly table: string; readonly first: string };
}
