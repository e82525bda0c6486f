import { type Aim, keysOf } from './aims.ts';
import { clauseFrom } from './clause.ts';
import type { Comparison, OwnExceptions } from './finding.ts';
import { EXCEPTIONS, foundIn } from './markers.ts';
import type { Reading } from './readings.ts';
import type { TermReader } from './terms.ts';

/** Words without a term say neither that they are the law's nor that they are not. */
const UNTOLD = 0.5;
const OWN_EXCEPTION = 0.6;
const LEAST = 0.5;
/** Beside an exception of the law's own another one is told less surely: it may be the same in other words. */
const BESIDE_THE_LAWS = 0.7;

/** How much of some words of a policy the law around the obligation does not speak of, from 0 to 1. */
export function noveltyOf(comparison: Comparison, text: string, reading: Reading): number {
  return strangeness(comparison, text, reading, comparison.aim.around);
}

/**
 * How surely a clause lets somebody off whom the law does not: nought where the law, or what stands around it in its
 * paragraph, has an exception in like words.
 */
export function exceptionNovelty(comparison: Comparison, clause: string, reading: Reading): number {
  const { known, any } = comparison.ownExceptions();
  const novelty = strangeness(comparison, clause, reading, known);
  if (!any) return LEAST + (1 - LEAST) * novelty;
  return novelty <= OWN_EXCEPTION ? 0 : BESIDE_THE_LAWS * novelty;
}

export function ownExceptionsOf({ obligation: { language }, paragraph }: Aim, reader: TermReader): OwnExceptions {
  const law = foundIn(paragraph, EXCEPTIONS[language]).map(({ start }) => clauseFrom(paragraph, start));
  const terms = law.flatMap((each) => reader.terms(each, language));
  return { known: new Set(terms.flatMap((term) => keysOf(term, language))), any: law.length > 0 };
}

function strangeness(
  { reader, hearing }: Comparison,
  text: string,
  { language }: Reading,
  known: ReadonlySet<string>,
): number {
  const terms = reader.terms(text, language);
  if (terms.length === 0) return UNTOLD;
  const familiar = hearing.familiar(known);
  const strange = terms.map((term) => 1 - Math.max(...keysOf(term, language).map(familiar)));
  return strange.reduce((sum, each) => sum + each, 0) / terms.length;
}
