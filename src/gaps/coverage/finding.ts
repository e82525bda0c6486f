import type { Norm } from '../norms/norm.ts';
import type { Aim } from './aims.ts';
import type { Lack } from './assessment.ts';
import type { Cluster } from './clusters.ts';
import type { CueReader } from './cues/cues.ts';
import type { Hearing } from './hearing.ts';
import type { Reading } from './readings.ts';
import type { TermReader } from './terms.ts';

/** By what a shortfall is known; each is weighed by itself (`gap-model.ts`). */
export const GROUNDS = [
  'weak_norm',
  'weak_verb',
  'hedge',
  'denied',
  'denied_widely',
  'opposite',
  'allowed',
  'laxer',
  'time_absent',
  'time_unlike',
  'prompt_absent',
  'afterwards',
  'slow',
  'recipient_wrong',
  'recipient_mention',
  'recipient_absent',
  'not_board',
  'excepted',
  'left_out',
  'only',
  'over',
  'qualified',
  'worded_weakly',
  'worded_as_exception',
  'worded_narrowly',
  'worded_against',
  'worded_late',
  'worded_to_others',
] as const;
export type Ground = (typeof GROUNDS)[number];

/** Where a statement says less, or something else, than an obligation. */
export interface Finding {
  readonly kind: Lack;
  readonly ground: Ground;
  readonly against: boolean;
  /** From 0 to 1: how sure, and how much of the obligation it touches. */
  readonly strength: number;
  readonly law: string | null;
  readonly policy: string | null;
}

/** The exceptions that the law makes in the paragraph of an obligation. */
export interface OwnExceptions {
  /** The keys of their clauses. */
  readonly known: ReadonlySet<string>;
  readonly any: boolean;
}

/** What one obligation and the statements on it give to compare. */
export interface Comparison {
  readonly aim: Aim;
  readonly cluster: Cluster;
  readonly reader: TermReader;
  readonly hearing: Hearing;
  readonly cues: CueReader;
  /** The norm of a statement that is on the obligation; read once. */
  normOf(reading: Reading): Norm | undefined;
  /** Read once, when first asked for. */
  ownExceptions(): OwnExceptions;
}
