import type { CoverageState } from './assessment.ts';
import type { Finding, Ground } from './finding.ts';

/** How much the statements of a policy say of an obligation; each from 0 to 1. */
export interface Support {
  /** What of the obligation the statements of the cluster say together, and the one that says most alone. */
  readonly recall: number;
  readonly alone: number;
  /** As `Cluster.act`. */
  readonly act: number;
  /** As `Borne.next`. */
  readonly next: number;
}

export const NO_SUPPORT: Support = { recall: 0, alone: 0, act: 0, next: 0 };

/**
 * Log-odds that nothing covers it. By chance every policy says something of what any duty speaks of, and more where it is
 * long and near to the law's words: what counts is how many times more the statement says than the next ones
 * (`ahead`, a logarithm), and how much is said at all.
 *
 * These coefficients come from logistic regression on texts of which it is known what they cover: the author's own half
 * of `npm run eval:gaps` and those for tuning (`test/evals/gaps/own`, `tuning`; as written, and with what covers taken
 * out) and what is planted in the demo policies, each set counted alike; the constant was then set lower until telling
 * the other gaps did not suffer. The paraphrased half was not used.
 */
const SUPPORT = { constant: 4, ahead: -9, recall: -7, act: -1.5 } as const;
/** Added to what is compared: a little more than nothing is not many times more. */
const CHANCE = 0.1;

/** Log-odds that what bears on it falls short; without a finding, the constant. */
const SHORT = -2.5;
/**
 * What each ground adds where it is as strong as can be; likewise, by how much oftener it is found where there is such a
 * gap than where there is none. Grounds that are found as often without a gap are left out.
 */
const GROUND_ODDS: Readonly<Record<Ground, number>> = {
  weak_norm: 6,
  weak_verb: 5,
  hedge: 5,
  denied: 4,
  denied_widely: 2,
  opposite: 4,
  allowed: 6,
  laxer: 6,
  time_absent: 2.5,
  time_unlike: 4,
  prompt_absent: 4,
  afterwards: 4,
  slow: 4,
  recipient_wrong: 2.5,
  recipient_mention: 3,
  recipient_absent: 2,
  not_board: 5,
  excepted: 6,
  left_out: 5,
  only: 4,
  over: 6,
  qualified: 3,
};

export function supportOdds({ recall, alone, act, next }: Support): number {
  const ahead = Math.log((alone + CHANCE) / (next + CHANCE));
  return SUPPORT.constant + SUPPORT.ahead * ahead + SUPPORT.recall * recall + SUPPORT.act * act;
}

export function chance(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

function oddsOf({ ground, strength }: Finding): number {
  return strength * GROUND_ODDS[ground];
}

/** Of each ground the strongest counts, once; as far as what was compared is on the matter at all. */
function shortfallOdds(findings: readonly Finding[], onTheMatter: number): number {
  const strongest = new Map<Ground, number>();
  for (const finding of findings)
    strongest.set(finding.ground, Math.max(strongest.get(finding.ground) ?? 0, oddsOf(finding)));
  return [...strongest.values()].reduce((sum, odds) => sum + odds * onTheMatter, SHORT);
}

/** There is a gap where nothing covers it, or what covers it falls short. */
export function gapOf(support: Support, findings: readonly Finding[]): number {
  const onTheMatter = 1 - chance(supportOdds(support));
  return 1 - onTheMatter * (1 - chance(shortfallOdds(findings, onTheMatter)));
}

/** From this chance on there is said to be a gap: a little above that of what everything is said of. */
const GAP = 0.15;
const TOLD = 0.2;

/** True of a finding that makes a gap by itself: weaker ones are not told. */
export function isTold(finding: Finding): boolean {
  return chance(SHORT + oddsOf(finding)) >= TOLD;
}

export interface Judgement {
  readonly state: Exclude<CoverageState, 'not_applicable'>;
  readonly gap: number;
  readonly confidence: number;
}

/**
 * From these chances on that nothing covers it, it is missing: where no words of the policy fall short, where some do, and
 * where some are against it. What a policy does not say tells nothing of whether it is on the matter.
 */
const MISSING = { untold: 0.1, told: 0.4, against: 0.5 } as const;

/** The state, and the chances that there is a gap and that the state is right. */
export function judge(support: Support, findings: readonly Finding[]): Judgement {
  const gap = gapOf(support, findings);
  const state = stateOf(chance(supportOdds(support)), gap, findings);
  return { state, gap, confidence: Math.max(0.2, state === 'covered' ? 1 - gap : gap * CONFIDENCE[state]) };
}

function stateOf(none: number, gap: number, findings: readonly Finding[]): Judgement['state'] {
  if (gap < GAP) return 'covered';
  const told = findings.filter(
    (finding) => finding.policy !== null && finding.ground !== 'time_unlike' && isTold(finding),
  );
  const against = told.some((finding) => finding.against);
  if (none >= MISSING[against ? 'against' : told.length > 0 ? 'told' : 'untold']) return 'missing';
  return against ? 'contradicted' : 'partial';
}

/** Of the texts with a gap that were given a state, the share for which it was the right one. */
const CONFIDENCE: Readonly<Record<Exclude<Judgement['state'], 'covered'>, number>> = {
  partial: 0.8,
  contradicted: 0.75,
  missing: 0.85,
};
