import type { Norm } from '../norms/norm.ts';
import type { Aim } from './aims.ts';
import type { Lack } from './assessment.ts';
import type { Cluster } from './clusters.ts';
import type { Reading } from './readings.ts';
import type { TermReader } from './terms.ts';

/** Where a statement says less, or something else, than an obligation. */
export interface Finding {
  readonly kind: Lack;
  readonly against: boolean;
  /** From 0 to 1: how sure, and how much of the obligation it touches. */
  readonly strength: number;
  readonly law: string | null;
  readonly policy: string | null;
}

/** What one obligation and the statements on it give to compare. */
export interface Comparison {
  readonly aim: Aim;
  readonly cluster: Cluster;
  readonly reader: TermReader;
  /** The norm of a statement that is on the obligation; read once. */
  normOf(reading: Reading): Norm | undefined;
}

/** Weaker ones are not told. */
export const TOLD = 0.4;

/** All that a pattern finds, as printed. The pattern has the flag `g`. */
export function foundIn(text: string, pattern: RegExp): readonly { readonly text: string; readonly start: number }[] {
  return [...text.matchAll(pattern)].map((match) => ({ text: match[0].trim(), start: match.index }));
}
