import type { Language } from '../act.ts';
import type { QueryTerm, SearchOutcome } from '../regulation-index.ts';
import type { Term } from './analysis.ts';
import { guessLanguage } from './language.ts';

/** Characters of a query that are looked at; a question is never longer, a pasted document is. */
const LONGEST_QUERY = 4_000;

/** The part of a query that is looked at. */
export function queryOf(text: string): string {
  return text.slice(0, LONGEST_QUERY);
}

/** The languages to search for a query: its own where texts in it are open to the search, else all that are. */
export function languagesAsked(query: string, open: readonly Language[]): readonly Language[] {
  const guess = guessLanguage(query);
  return guess !== undefined && open.includes(guess) ? [guess] : open;
}

/** What a search knows of a term of its query. */
export interface WeighedTerm {
  readonly term: Term;
  readonly rarity: number;
  /** Whether any passage that the filter admits holds it. */
  readonly known: boolean;
}

/** The terms of a query, each stem once, with their shares of its weight. */
export function queryTerms(weights: readonly WeighedTerm[]): readonly QueryTerm[] {
  const total = totalWeight(weights);
  return weights.map(({ term, rarity, known }) => ({ word: term.word, weight: rarity / total, known }));
}

/** The words of the query that a passage holds, and their share of the query's weight. */
export function holding(
  weights: readonly WeighedTerm[],
  holds: (weight: WeighedTerm) => boolean,
): { matched: readonly string[]; coverage: number } {
  const held = weights.filter(holds);
  return {
    matched: held.map(({ term }) => term.word),
    coverage: held.reduce((sum, { rarity }) => sum + rarity, 0) / totalWeight(weights),
  };
}

function totalWeight(weights: readonly WeighedTerm[]): number {
  return weights.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
}

/**
 * Scores of two languages are not comparable; each language's are weighed by how much of the question its best passage
 * holds, so that the language that knows the words comes first and the other still shows.
 */
export function mergeOutcomes(outcomes: readonly SearchOutcome[], limit: number): SearchOutcome {
  const [only] = outcomes;
  if (only === undefined) return { hits: [], terms: [], notes: [] };
  if (outcomes.length === 1) return only;
  const confidence = outcomes.map(({ hits }) => Math.max(0, ...hits.slice(0, 3).map(({ coverage }) => coverage)));
  // Where neither knows a word, misspelt ones say, neither comes first.
  const knowing = Math.max(...confidence) > 0;
  const hits = outcomes.flatMap((outcome, which) =>
    outcome.hits.map((hit) => ({ ...hit, score: hit.score * (knowing ? (confidence[which] ?? 0) : 1) })),
  );
  const best = outcomes[confidence.indexOf(Math.max(...confidence))] ?? only;
  return {
    hits: hits.sort((a, b) => b.score - a.score).slice(0, limit),
    terms: best.terms,
    notes: [...new Set(outcomes.flatMap(({ notes }) => notes))],
  };
}
