import type { Lack } from '../assessment.ts';
import { CLAUSES, clauseFrom } from '../clause.ts';
import type { Comparison, Finding, Ground } from '../finding.ts';
import { isTellable } from '../gap-model.ts';
import { EXCEPTIONS, foundIn, MOST_MARKERS } from '../markers.ts';
import { exceptionNovelty } from '../novelty.ts';
import type { Reading } from '../readings.ts';
import { CUE_KINDS, type CueKind } from './cues.ts';
import { type LawWords, lawWordsOf, wordingOf } from './wording.ts';

/** What a way of wording is a shortfall of, and whether it is against the law. */
const SHORTFALLS: Readonly<
  Record<CueKind, { readonly ground: Ground; readonly kind: Lack; readonly against: boolean }>
> = {
  weakened: { ground: 'worded_weakly', kind: 'modality', against: false },
  excepted: { ground: 'worded_as_exception', kind: 'exception', against: false },
  narrowed: { ground: 'worded_narrowly', kind: 'scope', against: false },
  contradicted: { ground: 'worded_against', kind: 'action', against: true },
  later: { ground: 'worded_late', kind: 'deadline', against: false },
  misdirected: { ground: 'worded_to_others', kind: 'recipient', against: false },
};

/** A wording counts that is more likely than not, and in full from these log-odds on. */
const COUNTS_FROM = 0;
const IN_FULL = 8;
/** A clause of fewer letters tells nobody what is meant. */
const SHORTEST_CLAUSE = 12;
const MOST_CLAUSES = 12;

/** How the statements are worded that bear on an obligation: as those are that fall short, by what of them is not the law's. */
export function compareCues(comparison: Comparison): readonly Finding[] {
  const { aim, cluster, cues } = comparison;
  const law = lawOf(aim.paragraph, aim.obligation.language);
  const strongest = new Map<CueKind, { readonly odds: number; readonly reading: Reading }>();
  for (const { reading, share } of cluster.members) {
    const odds = cues(reading.wording(), law);
    for (const [at, kind] of CUE_KINDS.entries()) {
      if (kind === 'excepted' && makesOnlyTheLaws(comparison, reading)) continue;
      const chance = share / (1 + Math.exp(-(odds[at] ?? 0)));
      const shared = Math.log(chance / (1 - chance));
      if (shared > (strongest.get(kind)?.odds ?? COUNTS_FROM)) strongest.set(kind, { odds: shared, reading });
    }
  }
  return [...strongest].map(([kind, { odds, reading }]) => {
    const strength = Math.min(1, (odds - COUNTS_FROM) / (IN_FULL - COUNTS_FROM));
    const finding: Finding = { ...SHORTFALLS[kind], strength, law: null, policy: null };
    return isTellable(finding) ? { ...finding, policy: clauseOf(comparison, reading, kind, law) } : finding;
  });
}

/** True where all exceptions of a statement are the law's own. */
function makesOnlyTheLaws(comparison: Comparison, reading: Reading): boolean {
  if (!comparison.ownExceptions().any) return false;
  const made = foundIn(reading.words, EXCEPTIONS[reading.language]).slice(0, MOST_MARKERS);
  return (
    made.length > 0 &&
    made.every(({ start }) => exceptionNovelty(comparison, clauseFrom(reading.words, start), reading) === 0)
  );
}

/** The clause of a statement that is most worded so, as printed. */
function clauseOf({ cues }: Comparison, { words, language }: Reading, kind: CueKind, law: LawWords): string {
  const at = CUE_KINDS.indexOf(kind);
  const ends = foundIn(words, CLAUSES).map(({ start }) => start);
  const clauses = [0, ...ends.map((end) => end + 1)]
    .map((start, number) => words.slice(start, ends[number] ?? words.length).trim())
    .filter((clause) => clause.length >= SHORTEST_CLAUSE)
    .slice(0, MOST_CLAUSES);
  let most: { readonly clause: string; readonly odds: number } | undefined;
  for (const clause of clauses) {
    const odds = clauses.length === 1 ? 0 : (cues(wordingOf(clause, language), law)[at] ?? 0);
    if (odds > (most?.odds ?? Number.NEGATIVE_INFINITY)) most = { clause, odds };
  }
  return most?.clause ?? words;
}

/** The law's words of the paragraphs that were last asked for: an act's obligations come paragraph by paragraph. */
const known = new Map<string, LawWords>();
const MOST_KNOWN = 64;

function lawOf(paragraph: string, language: Reading['language']): LawWords {
  const key = `${language} ${paragraph}`;
  let law = known.get(key);
  if (law === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    law = lawWordsOf(paragraph, language);
    known.set(key, law);
  }
  return law;
}
