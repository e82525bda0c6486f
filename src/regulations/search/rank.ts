import type { Term } from './analysis.ts';
import { gramKeysOf, keyOf, pairKey } from './features.ts';
import type { LanguageImage } from './image.ts';
import { addPostings, bestDocuments, findRow, holdsDocument, maximum } from './scan-postings.ts';

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
}

/** Chosen on ObliQA's development questions alone; `npm run eval:retrieval` shows what it gives. */
const PROFILE: Profile = {
  terms: { k1: 0.5, b: 0.7, pairWeight: 0.6 },
  grams: { k1: 0.5, b: 0.7, weight: 0.5 },
  neighbours: 0.15,
  candidates: 120,
};

/** Share of a query's weight in words that no passage holds, above which it is taken for misspelt. */
const MISSPELT = 0.5;

export interface RankedDocument {
  readonly document: number;
  readonly score: number;
  readonly arms: { readonly terms: number; readonly characters: number; readonly neighbours: number };
}

export interface TermWeight {
  readonly term: Term;
  /** Row in the lexicon, or -1. */
  readonly row: number;
  /** Inverse document frequency; for a term that no passage holds, that of the rarest. */
  readonly rarity: number;
}

/** Ranks the documents of one language; keeps its working arrays between calls, so one call at a time. */
export interface Ranker {
  weigh(terms: readonly Term[]): readonly TermWeight[];
  /** @param allowed one byte a document, 0 where the filter excludes it; absent, all */
  rank(terms: readonly Term[], allowed: Uint8Array | undefined, limit: number): readonly RankedDocument[];
  holds(row: number, document: number): boolean;
}

export function createRanker(image: LanguageImage, profile: Profile = PROFILE): Ranker {
  return new ImageRanker(image, profile);
}

class ImageRanker implements Ranker {
  readonly #image: LanguageImage;
  readonly #profile: Profile;
  /** Passages of the latest versions: what rarity is measured against. */
  readonly #population: number;
  readonly #termNorms: Float32Array;
  readonly #gramNorms: Float32Array;
  readonly #starts: Uint8Array;
  // Working arrays, all zero between calls.
  readonly #scores: Float32Array;
  readonly #gramScores: Float32Array;
  readonly #gramWeights: Float32Array;
  readonly #touched: Uint32Array;

  constructor(image: LanguageImage, profile: Profile) {
    const size = image.places.length;
    this.#image = image;
    this.#profile = profile;
    const latest = image.spans.filter(({ version }) => version.until === undefined);
    this.#population = Math.max(
      latest.reduce((sum, { start, end }) => sum + end - start, 0),
      1,
    );
    this.#termNorms = normsOf(image.lengths, profile.terms.k1, profile.terms.b);
    this.#gramNorms = normsOf(image.gramLengths, profile.grams.k1, profile.grams.b);
    this.#starts = versionStarts(image);
    this.#scores = new Float32Array(size);
    this.#gramScores = new Float32Array(size);
    this.#gramWeights = new Float32Array(image.grams.keys.length);
    this.#touched = new Uint32Array(size);
  }

  weigh(terms: readonly Term[]): readonly TermWeight[] {
    const { terms: postings, termFrequency } = this.#image;
    return terms.map((term) => {
      const row = findRow(postings.keys, keyOf(term.stem));
      return { term, row, rarity: this.#rarity(row < 0 ? 0 : (termFrequency[row] ?? 0)) };
    });
  }

  holds(row: number, document: number): boolean {
    return holdsDocument(this.#image.terms, row, document);
  }

  rank(terms: readonly Term[], allowed: Uint8Array | undefined, limit: number): readonly RankedDocument[] {
    if (terms.length === 0 || this.#scores.length === 0) return [];
    const reached = this.#scoreTerms(terms, allowed);
    const best = maximum(this.#scores, this.#touched, reached);
    const wanted = Math.max(this.#profile.candidates, limit * 2);
    const byTerms = bestDocuments(this.#scores, this.#touched, reached, best, wanted);
    // Words that no passage holds are likely misspelt; then every passage is looked at for their characters.
    const candidates =
      this.#unknownShare(terms) > MISSPELT ? this.#allByGrams(terms, allowed, byTerms, wanted) : byTerms;
    const bestGram = this.#scoreGrams(terms, candidates);
    const ranked = candidates.map((document) => this.#fuse(document, best, bestGram));
    for (let at = 0; at < reached; at += 1) this.#scores[this.#touched[at] ?? 0] = 0;
    for (const document of candidates) this.#gramScores[document] = 0;
    return ranked.sort((a, b) => b.score - a.score || a.document - b.document).slice(0, limit);
  }

  #unknownShare(terms: readonly Term[]): number {
    const weights = this.weigh(terms);
    const total = weights.reduce((sum, { rarity }) => sum + rarity, 0);
    return weights.reduce((sum, { row, rarity }) => sum + (row < 0 ? rarity : 0), 0) / (total || 1);
  }

  /** The candidates of the term arm and, beside them, the best of all allowed documents by their characters. */
  #allByGrams(
    terms: readonly Term[],
    allowed: Uint8Array | undefined,
    byTerms: readonly number[],
    wanted: number,
  ): readonly number[] {
    const all = Array.from(this.#scores.keys()).filter((document) => allowed === undefined || allowed[document] === 1);
    this.#scoreGrams(terms, all);
    const scored = all.filter((document) => (this.#gramScores[document] ?? 0) > 0);
    scored.sort((a, b) => (this.#gramScores[b] ?? 0) - (this.#gramScores[a] ?? 0));
    this.#gramScores.fill(0);
    return [...new Set([...byTerms, ...scored.slice(0, wanted)])];
  }

  #rarity(frequency: number): number {
    return Math.log(1 + (this.#population - frequency + 0.5) / (frequency + 0.5));
  }

  /** Adds the term arm into the scores; returns how many documents it reached. */
  #scoreTerms(terms: readonly Term[], allowed: Uint8Array | undefined): number {
    const { k1, pairWeight } = this.#profile.terms;
    const keys = new Map<number, number>();
    for (const [position, { stem }] of terms.entries()) {
      keys.set(keyOf(stem), 1);
      const before = terms[position - 1];
      if (before) keys.set(pairKey(before.stem, stem), pairWeight);
    }
    const { terms: postings, termFrequency } = this.#image;
    let reached = 0;
    for (const [key, weight] of keys) {
      const row = findRow(postings.keys, key);
      if (row < 0) continue;
      const idf = weight * this.#rarity(termFrequency[row] ?? 0) * (k1 + 1);
      const accumulator = { scores: this.#scores, touched: this.#touched, reached };
      reached = addPostings(postings, row, idf, this.#termNorms, allowed, accumulator);
    }
    return reached;
  }

  /** Scores the candidates by character 4-grams; returns the best score. */
  #scoreGrams(terms: readonly Term[], candidates: readonly number[]): number {
    const used = this.#weighGrams(terms);
    const { offsets, rows, counts } = this.#image.grams;
    let best = 0;
    for (const document of candidates) {
      const norm = this.#gramNorms[document] ?? 1;
      const end = offsets[document + 1] ?? 0;
      let sum = 0;
      for (let at = offsets[document] ?? 0; at < end; at += 1) {
        const weight = this.#gramWeights[rows[at] ?? 0] ?? 0;
        if (weight === 0) continue;
        const count = counts[at] ?? 0;
        sum += (weight * count) / (count + norm);
      }
      this.#gramScores[document] = sum;
      if (sum > best) best = sum;
    }
    for (const row of used) this.#gramWeights[row] = 0;
    return best;
  }

  #weighGrams(terms: readonly Term[]): readonly number[] {
    const { grams, gramFrequency } = this.#image;
    const used: number[] = [];
    for (const key of gramKeysOf(terms.map(({ stem }) => stem))) {
      const row = findRow(grams.keys, key);
      if (row < 0 || this.#gramWeights[row] !== 0) continue;
      this.#gramWeights[row] = this.#rarity(gramFrequency[row] ?? 0) * (this.#profile.grams.k1 + 1);
      used.push(row);
    }
    return used;
  }

  #fuse(document: number, best: number, bestGram: number): RankedDocument {
    const terms = (of: number): number => (best > 0 ? (this.#scores[of] ?? 0) / best : 0);
    const characters = (of: number): number => (bestGram > 0 ? (this.#gramScores[of] ?? 0) / bestGram : 0);
    const own = (of: number): number => terms(of) + this.#profile.grams.weight * characters(of);
    const isLast = document + 1 >= this.#scores.length || this.#starts[document + 1] === 1;
    const neighbours = Math.max(this.#starts[document] === 1 ? 0 : own(document - 1), isLast ? 0 : own(document + 1));
    return {
      document,
      score: own(document) + this.#profile.neighbours * neighbours,
      arms: { terms: terms(document), characters: characters(document), neighbours },
    };
  }
}

function normsOf(lengths: Uint32Array, k1: number, b: number): Float32Array {
  let total = 0;
  for (const length of lengths) total += length;
  const average = Math.max(total / Math.max(lengths.length, 1), 1);
  return Float32Array.from(lengths, (length) => k1 * (1 - b + (b * length) / average));
}

/** 1 at the first document of each version: a neighbour never belongs to another text. */
function versionStarts({ spans, places }: LanguageImage): Uint8Array {
  const starts = new Uint8Array(places.length);
  for (const { start } of spans) if (start < starts.length) starts[start] = 1;
  return starts;
}
