import type { IndexHit } from '../regulation-index.ts';
import { gramKeysOf } from './features.ts';
import { fusedScore, type OwnScores, PROFILE } from './profile.ts';
import { type AnalysedQuery, gramKey, pairsOf } from './text-features.ts';
import { rarityOf } from './views.ts';

/** What the ranking must know of all passages that the asker may see, to weigh those found. */
export interface Statistics {
  /** Passages of the latest versions. */
  readonly population: number;
  /** Stems and 4-grams of a passage on average. */
  readonly averageLength: number;
  readonly averageGramLength: number;
  /** Passages of the latest versions that hold a stem, a pair or a 4-gram. */
  readonly stems: (stem: string) => number;
  readonly pairs: (pair: string) => number;
  readonly grams: (gram: string) => number;
}

/** Scores passages against one query, as `rank.ts` does from its postings. */
export interface PassageScorer {
  /** By the words alone. */
  terms(stems: readonly string[]): number;
  grams(stems: readonly string[]): number;
}

export function createPassageScorer(query: AnalysedQuery, statistics: Statistics): PassageScorer {
  const { terms, grams } = PROFILE;
  const weigh = (frequency: number, k1: number): number => rarityOf(statistics, frequency) * (k1 + 1);
  const words = new WeighedFeatures<string>([
    ...query.stems.map((stem) => [stem, weigh(statistics.stems(stem), terms.k1)] as const),
    ...query.pairs.map((pair) => [pair, terms.pairWeight * weigh(statistics.pairs(pair), terms.k1)] as const),
  ]);
  const characters = new WeighedFeatures<number>([
    ...new Map(query.grams.map((gram) => [gramKey(gram), weigh(statistics.grams(gram), grams.k1)] as const)),
  ]);
  return {
    terms: (stems) => words.score([...stems, ...pairsOf(stems)], stems.length, statistics.averageLength, terms),
    grams: (stems) => {
      const own = gramKeysOf(stems);
      return characters.score(own, own.length, statistics.averageGramLength, grams);
    },
  };
}

/** Features of a query with their weights, in columns; counts are all zero between passages. */
class WeighedFeatures<K> {
  readonly #rows: ReadonlyMap<K, number>;
  readonly #weights: Float64Array;
  readonly #counts: Uint32Array;

  constructor(weights: readonly (readonly [K, number])[]) {
    this.#rows = new Map(weights.map(([feature], row) => [feature, row]));
    this.#weights = Float64Array.from(weights, ([, weight]) => weight);
    this.#counts = new Uint32Array(weights.length);
  }

  /** BM25: each feature by how often the passage holds it, the more slowly the longer the passage is. */
  score(features: ArrayLike<K>, length: number, average: number, { k1, b }: { k1: number; b: number }): number {
    for (let at = 0; at < features.length; at += 1) {
      const row = this.#rows.get(features[at] as K);
      if (row !== undefined) this.#counts[row] = (this.#counts[row] as number) + 1;
    }
    const norm = k1 * (1 - b + (b * length) / Math.max(average, 1));
    let sum = 0;
    for (let row = 0; row < this.#counts.length; row += 1) {
      const count = this.#counts[row] as number;
      if (count > 0) sum += ((this.#weights[row] as number) * count) / (count + norm);
    }
    this.#counts.fill(0);
    return sum;
  }
}

/** A passage that may be among the best, with its arms. */
export interface Candidate {
  readonly id: string;
  readonly terms: number;
  readonly grams: number;
  /** Scaled, 0 to 1. */
  readonly vectors: number;
  /** Ids of the passages before and after it. */
  readonly neighbours: readonly string[];
}

/** A candidate's own arms, scaled to the best of the search. */
export interface ScaledCandidate extends Candidate {
  readonly own: OwnScores;
}

export function scaleCandidates(candidates: readonly Candidate[]): readonly ScaledCandidate[] {
  const best = Math.max(0, ...candidates.map(({ terms }) => terms));
  const bestGram = Math.max(0, ...candidates.map(({ grams }) => grams));
  return candidates.map((candidate) => ({
    ...candidate,
    own: {
      terms: best > 0 ? candidate.terms / best : 0,
      characters: bestGram > 0 ? candidate.grams / bestGram : 0,
    },
  }));
}

/**
 * Those that can still be among the best `limit`, whatever their neighbours lend: only their neighbours need be read.
 */
export function contenders(candidates: readonly ScaledCandidate[], limit: number): readonly ScaledCandidate[] {
  const alone = (candidate: ScaledCandidate): number => fusedScore(candidate.own, [], candidate.vectors).score;
  const scores = candidates.map(alone).sort((a, b) => b - a);
  const bar = (scores[limit - 1] ?? 0) - PROFILE.neighbours * (1 + PROFILE.grams.weight);
  return candidates.filter((candidate) => alone(candidate) >= bar);
}

/**
 * The contenders with what their neighbours lend; in no order yet.
 *
 * @param lent the term arm, unscaled, of neighbours that are no candidates
 */
export function fuseContenders(
  chosen: readonly ScaledCandidate[],
  candidates: readonly ScaledCandidate[],
  lent: ReadonlyMap<string, number>,
): readonly (Pick<IndexHit, 'score' | 'arms'> & { readonly id: string })[] {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const best = Math.max(0, ...candidates.map(({ terms }) => terms));
  const ownOf = (id: string): OwnScores =>
    byId.get(id)?.own ?? { terms: best > 0 ? (lent.get(id) ?? 0) / best : 0, characters: 0 };
  return chosen.map(({ id, own, vectors, neighbours }) => ({ id, ...fusedScore(own, neighbours.map(ownOf), vectors) }));
}
