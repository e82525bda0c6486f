import type { Language } from '../act.ts';
import type { Embedder } from '../embedder.ts';
import type { IndexedVersion, Passage } from '../regulation-index.ts';
import { type Attempt, createEmbeddingFaults, vectorNotes } from './embedding-faults.ts';
import type { VersionSpan } from './image.ts';
import type { SegmentStore } from './segment-store.ts';
import {
  decodeVectors,
  embedPassages,
  embedQuery,
  encodeVectors,
  nearestIn,
  scaleNearness,
  type VectorRows,
  vectorsName,
} from './vectors.ts';

/** What the vector arm gave, and what of it is to be said. */
export interface VectorSearch {
  readonly arm: ReadonlyMap<number, number>;
  readonly notes: readonly string[];
}

/** The vectors of the embedded engine: one block a version, beside its segment, under the embedder's own name. */
export interface EmbeddedVectors {
  /** Whether a version has its vectors; one in a language that the embedder does not speak has none, and that is all. */
  complete(key: string): boolean;
  /** Makes the vectors that a version lacks; where the embedder fails, it stays without. */
  put(version: IndexedVersion, passages: readonly Passage[]): Promise<void>;
  drop(key: string): void;
  /** Takes in what is described; vectors of other texts and of other embedders go. */
  commit(versions: readonly IndexedVersion[]): void;
  clear(): void;
  /** The query's vector, or why there is none; `undefined` where the embedder speaks none of the languages. */
  locate(query: string, languages: readonly Language[]): Promise<Attempt<Float32Array> | undefined>;
  /** Scores the passages of the spans given, which are those that the filter admits. */
  near(point: Attempt<Float32Array> | undefined, spans: readonly VersionSpan[]): VectorSearch;
  readonly fault: string | undefined;
}

export function createEmbeddedVectors(store: SegmentStore, embedder: Embedder): EmbeddedVectors {
  return new StoredVectors(store, embedder);
}

class StoredVectors implements EmbeddedVectors {
  readonly #store: SegmentStore;
  readonly #embedder: Embedder;
  readonly #faults = createEmbeddingFaults();
  readonly #rows = new Map<string, VectorRows>();
  #stored: Set<string>;

  constructor(store: SegmentStore, embedder: Embedder) {
    this.#store = store;
    this.#embedder = embedder;
    this.#stored = new Set(store.keys());
  }

  get fault(): string | undefined {
    return this.#faults.last;
  }

  #name(key: string): string {
    return `${vectorsName(this.#embedder)}\n${key}`;
  }

  #speaks({ language }: Pick<IndexedVersion, 'language'>): boolean {
    return this.#embedder.languages.includes(language);
  }

  complete(key: string): boolean {
    return this.#stored.has(this.#name(key));
  }

  async put(version: IndexedVersion, passages: readonly Passage[]): Promise<void> {
    if (this.complete(version.key)) return;
    const made = this.#speaks(version)
      ? await this.#faults.attempt(() => embedPassages(this.#embedder, passages))
      : { value: new Float32Array() };
    if ('failure' in made) return;
    const rows = made.value;
    this.#store.write(this.#name(version.key), encodeVectors(this.#embedder, rows));
    this.#stored.add(this.#name(version.key));
    this.#rows.set(version.key, rows);
  }

  drop(key: string): void {
    this.#store.remove(this.#name(key));
    this.#stored.delete(this.#name(key));
    this.#rows.delete(key);
  }

  commit(versions: readonly IndexedVersion[]): void {
    this.#faults.forget();
    const wanted = new Set(versions.map(({ key }) => this.#name(key)));
    this.#stored = new Set(this.#store.keys());
    for (const name of this.#stored) {
      if (wanted.has(name)) continue;
      this.#store.remove(name);
      this.#stored.delete(name);
    }
    const keys = new Set(versions.map(({ key }) => key));
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
  }

  clear(): void {
    for (const name of this.#store.keys()) this.#store.remove(name);
    this.#stored.clear();
    this.#rows.clear();
  }

  async locate(query: string, languages: readonly Language[]): Promise<Attempt<Float32Array> | undefined> {
    if (!languages.some((language) => this.#embedder.languages.includes(language))) return undefined;
    this.#faults.forget();
    return this.#faults.attempt(() => embedQuery(this.#embedder, query));
  }

  near(point: Attempt<Float32Array> | undefined, spans: readonly VersionSpan[]): VectorSearch {
    const spoken = spans.filter(({ version }) => this.#speaks(version));
    if (spoken.length === 0 || point === undefined) return { arm: new Map(), notes: [] };
    if ('failure' in point)
      return { arm: new Map(), notes: vectorNotes({ failure: point.failure, without: 0, versions: spoken.length }) };
    const held = spoken.flatMap(({ version, start, end }) => {
      const rows = this.#rowsOf(version.key);
      return rows?.length === (end - start) * this.#embedder.dimensions ? [{ start, rows }] : [];
    });
    const nearest = scaleNearness(nearestIn(held, point.value));
    return {
      arm: new Map(nearest.map(({ document, scaled }) => [document, scaled])),
      notes: vectorNotes({ failure: undefined, without: spoken.length - held.length, versions: spoken.length }),
    };
  }

  /** Read when first needed; damaged ones are forgotten, so that the next reconciliation makes them again. */
  #rowsOf(key: string): VectorRows | undefined {
    const known = this.#rows.get(key);
    if (known) return known;
    const name = this.#name(key);
    const bytes = this.#stored.has(name) ? this.#store.read(name) : undefined;
    const rows = bytes && decodeVectors(this.#embedder, bytes);
    if (rows) this.#rows.set(key, rows);
    else if (bytes) this.drop(key);
    return rows;
  }
}
