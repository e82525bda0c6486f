import type { IndexHit } from '../regulation-index.ts';

/** The ranking profile: part of the index's contract, the same in every engine. */
export interface Profile {
  /** BM25 over stems and pairs of stems. */
  readonly terms: { readonly k1: number; readonly b: number; readonly pairWeight: number };
  /** BM25 over character 4-grams, added with this weight, both arms scaled to their best hit. */
  readonly grams: { readonly k1: number; readonly b: number; readonly weight: number };
  /** Share of the better neighbour's score (the passages before and after) that a passage is given. */
  readonly neighbours: number;
  /** Passages that the character arm looks at: the best of the term arm. */
  readonly candidates: number;
  /** Nearness in meaning, where there is an embedder: the nearest so many passages, added with this weight. */
  readonly vectors: { readonly weight: number; readonly candidates: number };
}

/** Chosen on ObliQA's development questions alone; `npm run eval:retrieval` shows what it gives. */
export const PROFILE: Profile = {
  terms: { k1: 0.5, b: 0.7, pairWeight: 0.6 },
  grams: { k1: 0.5, b: 0.7, weight: 0.5 },
  neighbours: 0.15,
  candidates: 120,
  vectors: { weight: 0.5, candidates: 200 },
};

/** Share of a query's weight in words that no passage holds, above which it is taken for misspelt. */
export const MISSPELT = 0.5;

/** What a passage's own words give, each arm scaled to its best of the search. */
export interface OwnScores {
  readonly terms: number;
  readonly characters: number;
}

/** Puts the arms together; a neighbour lends of its words alone. */
export function fusedScore(
  own: OwnScores,
  neighbours: readonly OwnScores[],
  vectors: number,
  profile: Profile = PROFILE,
): Pick<IndexHit, 'score' | 'arms'> {
  const words = ({ terms, characters }: OwnScores): number => terms + profile.grams.weight * characters;
  const lent = Math.max(0, ...neighbours.map(words));
  return {
    score: words(own) + profile.neighbours * lent + profile.vectors.weight * vectors,
    arms: { ...own, neighbours: lent, vectors },
  };
}

/** No fused score is above this. */
export const HIGHEST_SCORE = (1 + PROFILE.grams.weight) * (1 + PROFILE.neighbours) + PROFILE.vectors.weight;
