import type { GapResult } from '../runs/gap-run.ts';
import { isGap, WORST_FIRST } from './gap-sentences.ts';

/**
 * The gaps of a run, those first that are most likely to be one; of two that are as likely the worse state, then the
 * order of the law.
 */
export function gapsWorstFirst(results: readonly GapResult[]): readonly GapResult[] {
  return results.filter(({ assessment }) => isGap(assessment.state)).sort(byChance);
}

function byChance({ assessment: a }: GapResult, { assessment: b }: GapResult): number {
  return b.gap - a.gap || WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state);
}
