import type { Words } from '../norms/norm.ts';
import { keysOf } from './aims.ts';
import { endOfFirst } from './clause.ts';
import { type Comparison, type Finding, foundIn } from './finding.ts';
import { EXCEPTIONS, NEGATIONS, OTHERS, QUALIFIERS, RESTRICTIONS, RESTRICTIVE, THRESHOLDS } from './markers.ts';
import type { Reading } from './readings.ts';

const EXCEPTED = 1;
const ONLY = 0.8;
const LEFT_OUT = 0.9;
const OVER = 0.7;
const QUALIFIED = 0.7;
const RESTRICTED = 0.7;
const CONDITIONAL = 0.6;
/** Clauses that are as much in the law are no limits of the policy's own. */
const STRANGE = 0.4;

/** For which cases the policy holds: fewer than the law's, or with an exception that the law does not make. */
export function compareLimits(comparison: Comparison): readonly Finding[] {
  return comparison.cluster.members.flatMap(({ reading, share }) => [
    ...excepted(comparison, reading, share),
    ...narrowed(comparison, reading, share),
  ]);
}

function excepted(comparison: Comparison, reading: Reading, share: number): readonly Finding[] {
  const { text } = comparison.aim.obligation;
  for (const found of foundIn(reading.words, EXCEPTIONS)) {
    const clause = clauseFrom(reading.words, found.start);
    const novelty = noveltyOf(comparison, clause, reading);
    const lawHasOne = foundIn(text, EXCEPTIONS).length > 0;
    if (lawHasOne && novelty <= STRANGE) continue;
    const strength = EXCEPTED * share * (lawHasOne ? novelty : 0.6 + 0.4 * novelty);
    return [{ kind: 'exception', against: false, strength, law: null, policy: clause }];
  }
  return [];
}

/** What narrows a statement, the surest first. */
function narrowed(comparison: Comparison, reading: Reading, share: number): readonly Finding[] {
  const { text } = comparison.aim.obligation;
  const said = [
    leftOut(reading),
    foundIn(text, RESTRICTIONS).length > 0 ? undefined : clauseOf(reading, RESTRICTIONS, ONLY),
    foundIn(text, THRESHOLDS).length > 0 ? undefined : clauseOf(reading, THRESHOLDS, OVER),
    qualified(comparison, reading),
    restricted(comparison, reading),
    conditional(comparison, reading),
  ].flatMap((each) => (each === undefined ? [] : [each]));
  const [surest] = said.sort((a, b) => b.strength - a.strength);
  if (surest === undefined) return [];
  return [{ kind: 'scope', against: false, strength: surest.strength * share, law: null, policy: surest.clause }];
}

interface Limit {
  readonly clause: string;
  readonly strength: number;
}

function clauseOf(reading: Reading, pattern: RegExp, strength: number): Limit | undefined {
  const [found] = foundIn(reading.words, pattern);
  return found === undefined ? undefined : { clause: clauseFrom(reading.words, found.start), strength };
}

/** "…; other incidents are only recorded": what stands behind says what the statement does not hold for. */
function leftOut({ words }: Reading): Limit | undefined {
  const at = endOfFirst(words);
  const [first, second] = [words.slice(0, at), words.slice(at + 1).trim()];
  if (foundIn(first, NEGATIONS).length > 0) return undefined;
  const left = foundIn(second, OTHERS).length > 0 || foundIn(second, NEGATIONS).length > 0;
  return left ? { clause: second, strength: LEFT_OUT } : undefined;
}

/** "corporate clients", where the law says clients. */
function qualified({ aim }: Comparison, { words, terms, language }: Reading): Limit | undefined {
  const law = aim.obligation.text.toLowerCase();
  const aimed = new Set(aim.terms.flatMap(({ keys }) => keys.map(({ key }) => key)));
  for (const { text, start } of foundIn(words, QUALIFIERS)) {
    if (law.includes(text.toLowerCase())) continue;
    const end = start + text.length;
    const near = terms.some((term) => {
      const beside = language === 'es' ? start - term.start : term.start - end;
      return beside > 0 && beside <= 16 && keysOf(term, language).some((key) => aimed.has(key));
    });
    if (near)
      return {
        clause: words.slice(start, Math.min(words.length, end + 24)).replace(/\s\S*$/, ''),
        strength: QUALIFIED,
      };
  }
  return undefined;
}

/** "…that concern payment cards": of a thing that the law speaks of without it. */
function restricted(comparison: Comparison, reading: Reading): Limit | undefined {
  for (const { start } of foundIn(reading.words, RESTRICTIVE)) {
    const clause = clauseFrom(reading.words, start).split(/\s+/).slice(0, 8).join(' ');
    const novelty = noveltyOf(comparison, clause, reading);
    if (novelty > STRANGE) return { clause, strength: RESTRICTED * novelty };
  }
  return undefined;
}

function conditional(comparison: Comparison, reading: Reading): Limit | undefined {
  const norm = comparison.normOf(reading);
  const clauses: readonly Words[] = norm === undefined ? [] : [...norm.conditions, ...norm.triggers];
  for (const { text } of clauses) {
    const novelty = noveltyOf(comparison, text, reading);
    if (novelty > STRANGE) return { clause: text, strength: CONDITIONAL * novelty };
  }
  return undefined;
}

/** From a marker to the end of its clause, as printed. */
function clauseFrom(words: string, start: number): string {
  const rest = words.slice(start);
  const end = rest.search(/[;:.](?:\s|$)|, (?=(?:the|and|but|el|la|los|las|y|pero)\s)/);
  return rest.slice(0, end < 0 ? undefined : end).trim();
}

/** How much of some words the law around the obligation does not speak of, from 0 to 1. */
function noveltyOf({ aim, reader }: Comparison, text: string, { language }: Reading): number {
  const terms = reader.terms(text, language);
  if (terms.length === 0) return 0.5;
  const strange = terms.filter((term) => keysOf(term, language).every((key) => !aim.around.has(key)));
  return strange.length / terms.length;
}
