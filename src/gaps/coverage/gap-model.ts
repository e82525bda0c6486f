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

/** Added to what is compared: a little more than nothing is not many times more. */
const CHANCE = 0.1;

/**
 * What tells whether anything covers an obligation. By chance every policy says something of what any duty speaks of, and
 * more where it is long and near to the law's words: what counts is how many times more the statement says than the next
 * ones (`ahead`, a logarithm), and how much is said at all (`said`, a logarithm).
 */
export function traitsOf({ recall, alone, act, next }: Support): Readonly<Record<keyof typeof SUPPORT, number>> {
  return {
    constant: 1,
    ahead: Math.log((alone + CHANCE) / (next + CHANCE)),
    recall,
    act,
    said: Math.log(alone + CHANCE),
  };
}

/**
 * Log-odds that nothing covers it, by its traits. These and the odds of the grounds come from a regression on texts of which
 * it is known what they cover (`test/evals/gaps/model/fit-gap-model.ts`: the author's own half and those for tuning, the
 * cues read by a model of other people's texts). The paraphrased half was not used. The texts have as many duties that are
 * covered as duties that are not; of an act's duties a policy covers few, so that the constant is higher than the fitted one
 * (2.56) by `RARELY_COVERED`: else a policy of five sentences is said to cover every fifth duty of DORA.
 */
const RARELY_COVERED = 1.14;
const SUPPORT = { constant: 2.56 + RARELY_COVERED, ahead: -5.6, recall: -4.14, act: -0.59, said: -0.42 } as const;

/** Log-odds that what bears on it falls short where nothing was found. */
const SHORT = -2.5;
/** What each ground adds where it is as strong as can be. */
const GROUND_ODDS: Readonly<Record<Ground, number>> = {
  weak_norm: 3.71,
  weak_verb: 3.5,
  hedge: 3.34,
  denied: 2.2,
  denied_widely: 1.4,
  opposite: 2.81,
  allowed: 4.22,
  laxer: 4.51,
  time_absent: 2.63,
  time_unlike: 2.73,
  prompt_absent: 2.83,
  afterwards: 2.48,
  slow: 2.74,
  recipient_wrong: 1.98,
  recipient_mention: 2.04,
  recipient_absent: 1.89,
  not_board: 3.5,
  excepted: 2.96,
  left_out: 2.25,
  only: 2.72,
  over: 4.33,
  qualified: 2.01,
  worded_weakly: 3.41,
  worded_as_exception: 2.98,
  worded_narrowly: 3.22,
  worded_against: 3.1,
  worded_late: 3.01,
  worded_to_others: 3.12,
};

export function supportOdds(support: Support): number {
  const traits = traitsOf(support);
  let odds = 0;
  for (const trait of Object.keys(SUPPORT) as (keyof typeof SUPPORT)[]) odds += SUPPORT[trait] * traits[trait];
  return odds;
}

export function chance(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

function oddsOf({ ground, strength }: Finding): number {
  return strength * GROUND_ODDS[ground];
}

/** How strong each ground is: of its findings the strongest counts, once. */
export function groundsOf(findings: readonly Finding[]): ReadonlyMap<Ground, number> {
  const strongest = new Map<Ground, number>();
  for (const { ground, strength } of findings) strongest.set(ground, Math.max(strongest.get(ground) ?? 0, strength));
  return strongest;
}

function shortfallOdds(findings: readonly Finding[]): number {
  return [...groundsOf(findings)].reduce((sum, [ground, strength]) => sum + GROUND_ODDS[ground] * strength, SHORT);
}

/** There is a gap where nothing covers it, or what covers it falls short. */
export function gapOf(support: Support, findings: readonly Finding[]): number {
  return 1 - (1 - chance(supportOdds(support))) * (1 - chance(shortfallOdds(findings)));
}

/** From this chance on there is said to be a gap: a little above that of what everything is said of. */
const GAP = 0.22;
const TOLD = 0.22;

/** What weighs at least so much may be told, and needs the words of the policy that tell it. */
const TELLABLE = 0.4;

export function isTellable(finding: Finding): boolean {
  return oddsOf(finding) >= TELLABLE;
}

/**
 * The findings that are told: each that makes a gap by itself; where none does and there is a gap by all of them together,
 * the two that weigh most.
 */
export function toldOf(findings: readonly Finding[]): readonly Finding[] {
  const alone = findings.filter((finding) => chance(SHORT + oddsOf(finding)) >= TOLD);
  if (alone.length > 0 || chance(shortfallOdds(findings)) < TOLD) return alone;
  return [...findings]
    .filter(isTellable)
    .sort((a, b) => oddsOf(b) - oddsOf(a))
    .slice(0, 2);
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
const MISSING = { untold: 0.15, told: 0.4, against: 0.5 } as const;

/** The state, and the chances that there is a gap and that the state is right. */
export function judge(support: Support, findings: readonly Finding[]): Judgement {
  const gap = gapOf(support, findings);
  const state = stateOf(chance(supportOdds(support)), gap, findings);
  return { state, gap, confidence: Math.max(0.2, state === 'covered' ? 1 - gap : gap * CONFIDENCE[state]) };
}

function stateOf(none: number, gap: number, findings: readonly Finding[]): Judgement['state'] {
  if (gap < GAP) return 'covered';
  const told = toldOf(findings).filter(({ policy, ground }) => policy !== null && ground !== 'time_unlike');
  const weight = (some: readonly Finding[]): number => some.reduce((sum, each) => sum + oddsOf(each), 0);
  const against = told.length > 0 && weight(told.filter((each) => each.against)) >= AGAINST * weight(told);
  if (none >= MISSING[against ? 'against' : told.length > 0 ? 'told' : 'untold']) return 'missing';
  return against ? 'contradicted' : 'partial';
}

/** It is contradicted where so much of what is told is against it. */
const AGAINST = 0.4;

/** Of the texts with a gap that were given a state, the share for which it was the right one. */
const CONFIDENCE: Readonly<Record<Exclude<Judgement['state'], 'covered'>, number>> = {
  partial: 0.75,
  contradicted: 0.75,
  missing: 0.65,
};
