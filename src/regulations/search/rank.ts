import type { IndexHit } from '../regulation-index.ts';
import type { Term } from './analysis.ts';
import { gramKeysOf, keyOf, pairKey } from './features.ts';
import type { LanguageImage } from './image.ts';
import { fusedScore, MISSPELT, type OwnScores, PROFILE, type Profile } from './profile.ts';
import { addPostings, bestDocuments, findRow, holdsDocument, maximum } from './scan-postings.ts';
import { normsOf, ownersOf, rarityOf, type View, viewsOf } from './views.ts';

export interface RankedDocument {
  readonly document: number;
  readonly score: number;
  readonly arms: IndexHit['arms'];
}

/** What one search may look at. */
export interface Scope {
  /** One byte a document, 0 where the filter excludes it; absent, all. */
  readonly allowed?: Uint8Array;
  /** Whose texts are counted beside the public ones. */
  readonly tenant?: string;
}

export interface TermWeight {
  readonly term: Term;
  /** Row in the lexicon, or -1 where no text that the asker may see holds the term. */
  readonly row: number;
  /** Inverse document frequency; for a term that no passage holds, that of the rarest. */
  readonly rarity: number;
}

/** By document its scaled score, 0 to 1. */
export type VectorArm = ReadonlyMap<number, number>;

const NO_VECTORS: VectorArm = new Map();

/** Ranks the documents of one language; keeps its working arrays between calls, so one call at a time. */
export interface Ranker {
  weigh(terms: readonly Term[], scope: Scope): readonly TermWeight[];
  /** @param vectors the vector arm, scaled, of the documents that it reached; all of them within the scope */
  rank(terms: readonly Term[], scope: Scope, limit: number, vectors?: VectorArm): readonly RankedDocument[];
  holds(row: number, document: number): boolean;
  /** Whether any document that the scope allows holds the term of a row. */
  heldByAny(row: number, scope: Scope): boolean;
}

export function createRanker(image: LanguageImage, profile: Profile = PROFILE): Ranker {
  return new ImageRanker(image, profile);
}

class ImageRanker implements Ranker {
  readonly #image: LanguageImage;
  readonly #profile: Profile;
  readonly #views: (tenant: string | undefined) => View;
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
    const owners = ownersOf(image);
    this.#views = viewsOf(image, owners);
    this.#termNorms = normsOf(image.lengths, owners, profile.terms.k1, profile.terms.b);
    this.#gramNorms = normsOf(image.gramLengths, owners, profile.grams.k1, profile.grams.b);
    this.#starts = versionStarts(image);
    this.#scores = new Float32Array(size);
    this.#gramScores = new Float32Array(size);
    this.#gramWeights = new Float32Array(image.grams.keys.length);
    this.#touched = new Uint32Array(size);
  }

  weigh(terms: readonly Term[], { tenant }: Scope): readonly TermWeight[] {
    const view = this.#views(tenant);
    return terms.map((term) => {
      const found = findRow(this.#image.terms.keys, keyOf(term.stem));
      const row = found >= 0 && view.sees(found) ? found : -1;
      return { term, row, rarity: rarityOf(view, row < 0 ? 0 : view.terms(row)) };
    });
  }

  holds(row: number, document: number): boolean {
    return holdsDocument(this.#image.terms, row, document);
  }

  heldByAny(row: number, { allowed }: Scope): boolean {
    if (row < 0 || allowed === undefined) return row >= 0;
    const { offsets, documents } = this.#image.terms;
    const end = offsets[row + 1] ?? 0;
    for (let at = offsets[row] ?? 0; at < end; at += 1) if (allowed[documents[at] as number] === 1) return true;
    return false;
  }

  rank(terms: readonly Term[], scope: Scope, limit: number, vectors = NO_VECTORS): readonly RankedDocument[] {
    if (terms.length === 0 || this.#scores.length === 0) return [];
    const view = this.#views(scope.tenant);
    const reached = this.#scoreTerms(terms, scope.allowed, view);
    const best = maximum(this.#scores, this.#touched, reached);
    const wanted = Math.max(this.#profile.candidates, limit * 2);
    const byTerms = bestDocuments(this.#scores, this.#touched, reached, best, wanted);
    // Words that no passage holds are likely misspelt; then every passage is looked at for their characters.
    const byWords =
      this.#unknownShare(terms, scope) > MISSPELT ? this.#allByGrams(terms, scope, byTerms, wanted) : byTerms;
    const candidates = vectors.size === 0 ? byWords : [...new Set([...byWords, ...vectors.keys()])];
    const bestGram = this.#scoreGrams(terms, candidates, view);
    const ranked = candidates.map((document) => this.#fuse(document, best, bestGram, vectors.get(document) ?? 0));
    for (let at = 0; at < reached; at += 1) this.#scores[this.#touched[at] ?? 0] = 0;
    for (const document of candidates) this.#gramScores[document] = 0;
    return ranked.sort((a, b) => b.score - a.score || a.document - b.document).slice(0, limit);
  }

  #unknownShare(terms: readonly Term[], scope: Scope): number {
    const weights = this.weigh(terms, scope);
    const total = weights.reduce((sum, { rarity }) => sum + rarity, 0);
    return weights.reduce((sum, { row, rarity }) => sum + (row < 0 ? rarity : 0), 0) / (total || 1);
  }

  /** The candidates of the term arm and, beside them, the best of all allowed documents by their characters. */
  #allByGrams(
    terms: readonly Term[],
    { allowed, tenant }: Scope,
    byTerms: readonly number[],
    wanted: number,
  ): readonly number[] {
    const all = Array.from(this.#scores.keys()).filter((document) => allowed === undefined || allowed[document] === 1);
    this.#scoreGrams(terms, all, this.#views(tenant));
    const scored = all.filter((document) => (this.#gramScores[document] ?? 0) > 0);
    scored.sort((a, b) => (this.#gramScores[b] ?? 0) - (this.#gramScores[a] ?? 0));
    this.#gramScores.fill(0);
    return [...new Set([...byTerms, ...scored.slice(0, wanted)])];
  }

  /** Adds the term arm into the scores; returns how many documents it reached. */
  #scoreTerms(terms: readonly Term[], allowed: Uint8Array | undefined, view: View): number {
    const { k1, pairWeight } = this.#profile.terms;
    const keys = new Map<number, number>();
    for (const [position, { stem }] of terms.entries()) {
      keys.set(keyOf(stem), 1);
      const before = terms[position - 1];
      if (before) keys.set(pairKey(before.stem, stem), pairWeight);
    }
    const { terms: postings } = this.#image;
    let reached = 0;
    for (const [key, weight] of keys) {
      const row = findRow(postings.keys, key);
      if (row < 0) continue;
      const idf = weight * rarityOf(view, view.terms(row)) * (k1 + 1);
      const accumulator = { scores: this.#scores, touched: this.#touched, reached };
      reached = addPostings(postings, row, idf, this.#termNorms, allowed, accumulator);
    }
    return reached;
  }

  /** Scores the candidates by character 4-grams; returns the best score. */
  #scoreGrams(terms: readonly Term[], candidates: readonly number[], view: View): number {
    const used = this.#weighGrams(terms, view);
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

  #weighGrams(terms: readonly Term[], view: View): readonly number[] {
    const { grams } = this.#image;
    const used: number[] = [];
    for (const key of gramKeysOf(terms.map(({ stem }) => stem))) {
      const row = findRow(grams.keys, key);
      if (row < 0 || this.#gramWeights[row] !== 0) continue;
      this.#gramWeights[row] = rarityOf(view, view.grams(row)) * (this.#profile.grams.k1 + 1);
      used.push(row);
    }
    return used;
  }

  #fuse(document: number, best: number, bestGram: number, vectors: number): RankedDocument {
    const own = (of: number): OwnScores => ({
      terms: best > 0 ? (this.#scores[of] ?? 0) / best : 0,
      characters: bestGram > 0 ? (this.#gramScores[of] ?? 0) / bestGram : 0,
    });
    const isLast = document + 1 >= this.#scores.length || this.#starts[document + 1] === 1;
    const neighbours = [
      ...(this.#starts[document] === 1 ? [] : [own(document - 1)]),
      ...(isLast ? [] : [own(document + 1)]),
    ];
    return { document, ...fusedScore(own(document), neighbours, vectors, this.#profile) };
  }
}

/** 1 at the first document of each version: a neighbour never belongs to another text. */
function versionStarts({ spans, places }: LanguageImage): Uint8Array {
  const starts = new Uint8Array(places.length);
  for (const { start } of spans) if (start < starts.length) starts[start] = 1;
  return starts;
}
