import type { CoverageState } from './assessment.ts';
import type { Others } from './bearing.ts';
import { type Finding, type Ground, TOLD } from './finding.ts';

/** How much the statements of a policy say of an obligation; each from 0 to 1. */
export interface Support extends Others {
  /** What of the obligation the statements of the cluster say together, and the one that says most alone. */
  readonly recall: number;
  readonly alone: number;
  /** As `Cluster.act`. */
  readonly act: number;
}

export const NO_SUPPORT: Support = { recall: 0, alone: 0, act: 0, count: 0, mean: 0, spread: 0, next: 0 };

/** Log-odds that nothing covers it. */
const SUPPORT = { constant: 2, recall: -4.8, alone: -7, act: -2, next: 7 } as const;

/** Likewise: log-odds that what bears on it falls short; without a finding, the constant. */
const SHORT = -3;
const GROUND_ODDS: Readonly<Partial<Record<Ground, number>>> = {
  weak_norm: 7, weak_verb: 5, hedge: 6, denied: 3.2, denied_widely: 2, slow: 3, weak_can: 1, allowed: 6.7, opposite: 6.5, laxer: 7.9, time_absent: 2.3, prompt_absent: 3,
  time_unlike: 5.1, afterwards: 6.4, recipient_wrong: 3.4, recipient_mention: 4.3, recipient_absent: 3.2, not_board: 5.6, excepted: 7.5,
  left_out: 4.7, only: 2.9, over: 6, qualified: 4,
};

export function supportOdds({ recall, alone, act, next }: Support): number {
  return SUPPORT.constant + SUPPORT.recall * recall + SUPPORT.alone * alone + SUPPORT.act * act + SUPPORT.next * next;
}

export function chance(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** Of each ground the strongest counts, once. */
function shortfallOdds(findings: readonly Finding[]): number {
  const strongest = new Map<Ground, number>();
  for (const { ground, strength } of findings) strongest.set(ground, Math.max(strongest.get(ground) ?? 0, strength));
  return [...strongest].reduce((sum, [ground, strength]) => sum + strength * (GROUND_ODDS[ground] ?? 0), SHORT);
}

/** There is a gap where nothing covers it, or what covers it falls short. */
export function gapOf(support: Support, findings: readonly Finding[]): number {
  return 1 - (1 - chance(supportOdds(support))) * (1 - chance(shortfallOdds(findings)));
}

export interface Judgement {
  readonly state: Exclude<CoverageState, 'not_applicable'>;
  readonly gap: number;
  readonly confidence: number;
}

/** From this chance on that nothing covers it, it is missing; what is against it must be on the matter a little less surely. */
const MISSING = 0.5;
const MISSING_THOUGH_AGAINST = 0.75;
const SURELY_AGAINST = 0.8;

/** The state, and the chances that there is a gap and that the state is right. */
export function judge(support: Support, findings: readonly Finding[]): Judgement {
  const gap = gapOf(support, findings);
  const state = stateOf(chance(supportOdds(support)), gap, findings);
  return { state, gap, confidence: Math.max(0.2, state === 'covered' ? 1 - gap : gap * CONFIDENCE[state]) };
}

function stateOf(none: number, gap: number, findings: readonly Finding[]): Judgement['state'] {
  const told = findings.filter(({ strength }) => strength >= TOLD);
  const against = told.filter((finding) => finding.against);
  const surely = against.some(({ strength }) => strength >= SURELY_AGAINST);
  if (none >= (surely ? MISSING_THOUGH_AGAINST : MISSING)) return 'missing';
  if (against.length > 0) return 'contradicted';
  return told.length > 0 || gap >= 0.5 ? 'partial' : 'covered';
}

/** Of the texts with a gap that were given a state, the share for which it was the right one. */
const CONFIDENCE: Readonly<Record<Exclude<Judgement['state'], 'covered'>, number>> = {
  partial: 0.8,
  contradicted: 0.75,
  missing: 0.85,
};
