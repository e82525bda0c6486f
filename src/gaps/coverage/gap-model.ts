import type { CoverageState, Lack } from './assessment.ts';
import { type Finding, TOLD } from './finding.ts';

/** How much the statements of a policy say of an obligation; each from 0 to 1. */
export interface Support {
  /** What of the obligation the statements of the cluster say together, and the one that says most alone. */
  readonly recall: number;
  readonly alone: number;
  /** As `Cluster.act`. */
  readonly act: number;
  /** As `Bearing.nearness` and `Bearing.rank`, of the best of them. */
  readonly nearness: number;
  readonly rank: number;
}

export const NO_SUPPORT: Support = { recall: 0, alone: 0, act: 0, nearness: 0, rank: 0 };

/**
 * Log-odds that nothing covers it. These coefficients and those below were fitted together, by gradient descent with a
 * little ridge, on the thirty texts of the author's own half of `npm run eval:gaps` (`test/evals/gaps/own`; each as written
 * and with each of its gaps, both sides counted alike) and, counting little, on every tenth obligation of
 * other articles that one of their statements came near; then rounded. The paraphrased half was not used.
 */
const SUPPORT = { constant: 6, recall: -3.4, alone: -2.5, act: -2.1, nearness: -4, rank: -2.3 } as const;

type Counted = `${Lack}` | `${Lack}_against`;

/** Likewise: log-odds that what bears on it falls short; without a finding, the constant. */
const SHORT = -3;
const FINDINGS: Readonly<Partial<Record<Counted, number>>> = {
  modality: 6.5,
  modality_against: 6.5,
  action_against: 6.5,
  deadline: 6,
  deadline_against: 7,
  recipient: 4,
  recipient_against: 6,
  scope: 6.7,
  exception: 6.7,
  actor: 4,
};

export function supportOdds({ recall, alone, act, nearness, rank }: Support): number {
  return (
    SUPPORT.constant +
    SUPPORT.recall * recall +
    SUPPORT.alone * alone +
    SUPPORT.act * act +
    SUPPORT.nearness * nearness +
    SUPPORT.rank * rank
  );
}

export function chance(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** Of each kind the strongest counts, once. */
function shortfallOdds(findings: readonly Finding[]): number {
  const strongest = new Map<Counted, number>();
  for (const { kind, against, strength } of findings) {
    const counted: Counted = against ? `${kind}_against` : kind;
    strongest.set(counted, Math.max(strongest.get(counted) ?? 0, strength));
  }
  let odds = SHORT;
  for (const [counted, strength] of strongest) odds += strength * (FINDINGS[counted] ?? 0);
  return odds;
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
