import { keysOf } from './aims.ts';
import { clauseFrom } from './clause.ts';
import type { Comparison, Finding, Ground } from './finding.ts';
import {
  EXCEPTIONS,
  foundIn,
  type Markers,
  MOST_MARKERS,
  NEGATIONS,
  OTHERS,
  QUALIFIERS,
  RESTRICTIONS,
  THRESHOLDS,
} from './markers.ts';
import { exceptionNovelty, noveltyOf } from './novelty.ts';
import type { Reading } from './readings.ts';
import { demands } from './sense.ts';

const EXCEPTED = 1;
const ONLY = 0.8;
const LEFT_OUT = 0.9;
/** Where the law denies something too, it may be the same. */
const LAW_DENIES = 0.5;
const OVER = 0.7;
const QUALIFIED = 0.7;
/** What is only a little like a word of the law is not what it speaks of. */
const MEANT = 0.8;
/** Where a sentence names whom it is about. */
const OPENING = 32;
/** Words of the law alone still narrow, if less surely than others. */
const LEAST = 0.5;

/** For which cases the policy holds: fewer than the law's, or with an exception that the law does not make. */
export function compareLimits(comparison: Comparison): readonly Finding[] {
  return comparison.cluster.members.flatMap(({ reading, share }) => [
    ...excepted(comparison, reading, share),
    ...narrowed(comparison, reading, share),
  ]);
}

function excepted(comparison: Comparison, reading: Reading, share: number): readonly Finding[] {
  for (const { start } of foundIn(reading.words, EXCEPTIONS[reading.language]).slice(0, MOST_MARKERS)) {
    const clause = clauseFrom(reading.words, start);
    const novelty = exceptionNovelty(comparison, clause, reading);
    if (novelty === 0) continue;
    return [
      {
        kind: 'exception',
        ground: 'excepted',
        against: false,
        strength: EXCEPTED * share * novelty,
        law: null,
        policy: clause,
      },
    ];
  }
  return [];
}

/** What narrows a statement, the surest first. */
function narrowed(comparison: Comparison, reading: Reading, share: number): readonly Finding[] {
  const { paragraph, obligation } = comparison.aim;
  const said = [
    leftOut(comparison, reading),
    foundIn(paragraph, RESTRICTIONS[obligation.language]).length > 0
      ? undefined
      : clauseOf(comparison, reading, RESTRICTIONS, 'only', ONLY),
    foundIn(paragraph, THRESHOLDS[obligation.language]).length > 0
      ? undefined
      : clauseOf(comparison, reading, THRESHOLDS, 'over', OVER),
    qualified(comparison, reading),
  ].flatMap((each) => (each === undefined ? [] : [each]));
  const [surest] = said.sort((a, b) => b.strength - a.strength);
  if (surest === undefined) return [];
  return [
    {
      kind: 'scope',
      ground: surest.ground,
      against: false,
      strength: surest.strength * share,
      law: null,
      policy: surest.clause,
    },
  ];
}

interface Limit {
  readonly ground: Ground;
  readonly clause: string;
  readonly strength: number;
}

function clauseOf(
  comparison: Comparison,
  reading: Reading,
  markers: Markers,
  ground: Ground,
  most: number,
): Limit | undefined {
  const [found] = foundIn(reading.words, markers[reading.language]);
  if (found === undefined) return undefined;
  const clause = clauseFrom(reading.words, found.start);
  return { ground, clause, strength: most * (LEAST + (1 - LEAST) * noveltyOf(comparison, clause, reading)) };
}

/** "…; other incidents are only recorded": what stands behind says what the statement does not hold for. */
function leftOut(comparison: Comparison, reading: Reading): Limit | undefined {
  const { words, language } = reading;
  const { paragraph, obligation } = comparison.aim;
  const lawDenies = foundIn(paragraph, NEGATIONS[obligation.language]).length > 0;
  for (const { start } of foundIn(words, /[.;:]\s|\s[—–-]\s/g).slice(0, MOST_MARKERS)) {
    const second = words.slice(start + 1).trim();
    const next = second.split(/[.;:](?:\s|$)/, 1)[0] ?? '';
    const others = foundIn(next, OTHERS[language]).some((each) => each.start < OPENING);
    const denies = words[start] !== '.' && foundIn(words.slice(0, start), NEGATIONS[language]).length === 0;
    const [denial] = denies ? foundIn(next, NEGATIONS[language]) : [];
    const at = words.length - second.length;
    if (others) return { ground: 'left_out', clause: next, strength: LEFT_OUT };
    if (denial !== undefined && !demands(comparison, reading, at + denial.start))
      return { ground: 'left_out', clause: next, strength: LEFT_OUT * (lawDenies ? LAW_DENIES : 1) };
  }
  return undefined;
}

/** "corporate clients", where the law says clients. */
function qualified({ aim, reader, hearing }: Comparison, { words, terms, language }: Reading): Limit | undefined {
  const law = aim.paragraph.toLowerCase();
  const aimed = new Set(
    aim.terms.flatMap(({ keys }) => keys.flatMap(({ key, value }) => (value >= MEANT ? [key] : []))),
  );
  const familiar = hearing.familiar(aim.around);
  let surest: Limit | undefined;
  for (const { text, start } of foundIn(words, QUALIFIERS[language]).slice(0, MOST_MARKERS)) {
    if (law.includes(text.toLowerCase())) continue;
    // "Material" is no less than the law's "substantial": the same concept, or nearly.
    const known = reader.terms(text, language).flatMap((term) => keysOf(term, language));
    const strength = QUALIFIED * (1 - Math.max(0, ...known.map(familiar)));
    if (strength <= (surest?.strength ?? 0)) continue;
    const end = start + text.length;
    const near = terms.some((term) => {
      const beside = language === 'es' ? start - term.start : term.start - end;
      return beside > 0 && beside <= 16 && keysOf(term, language).some((key) => aimed.has(key));
    });
    if (!near) continue;
    const clause = words.slice(start, Math.min(words.length, end + 24)).replace(/\s\S*$/, '');
    surest = { ground: 'qualified', clause, strength };
  }
  return surest;
}
