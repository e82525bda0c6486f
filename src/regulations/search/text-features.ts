import type { Analyser, Term } from './analysis.ts';
import { gramKeysOf } from './features.ts';

/**
 * The features of `features.ts` as words, for engines that keep words and not numbers: a pair is two stems joined by
 * `+`, a 4-gram has `_` for the blank between stems. Stems are letters and digits, so neither can be mistaken.
 */
export function pairsOf(stems: readonly string[]): readonly string[] {
  return stems.slice(1).map((stem, at) => `${stems[at] ?? ''}+${stem}`);
}

const GRAM = 4;

/** The character 4-grams of the stems' text, in order, as often as they stand in it. */
export function gramsOf(stems: readonly string[]): readonly string[] {
  const text = `_${stems.join('_')}_`;
  return Array.from({ length: Math.max(text.length - GRAM + 1, 0) }, (_, at) => text.slice(at, at + GRAM));
}

/** The number under which `features.ts` counts a 4-gram. */
export function gramKey(gram: string): number {
  return gramKeysOf([gram.replaceAll('_', ' ')])[1] ?? 0;
}

/** A query, analysed for one language. */
export interface AnalysedQuery {
  readonly terms: readonly Term[];
  /** Each once. */
  readonly stems: readonly string[];
  readonly pairs: readonly string[];
  readonly grams: readonly string[];
}

export function analyseQuery(query: string, analyser: Analyser): AnalysedQuery {
  const terms = analyser.terms(query);
  const stems = terms.map(({ stem }) => stem);
  return {
    terms,
    stems: [...new Set(stems)],
    pairs: [...new Set(pairsOf(stems))],
    grams: stems.length === 0 ? [] : [...new Set(gramsOf(stems))],
  };
}
