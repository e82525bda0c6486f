import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import { LANGUAGES, type Language } from '../act.ts';
import type { Embedder } from '../embedder.ts';
import type {
  IndexedVersion,
  IndexFilter,
  IndexHealth,
  Passage,
  RegulationIndex,
  SearchOutcome,
} from '../regulation-index.ts';
import { inOrder } from './admission.ts';
import { ANALYSER_VERSION, type Analyser, createAnalyser } from './analysis.ts';
import { createEmbeddedVectors, type EmbeddedVectors } from './embedded-vectors.ts';
import { decodeImages, encodeImages, type LanguageImage, mergeSegments } from './image.ts';
import { createRanker } from './rank.ts';
import { type LoadedImage, searchImages } from './search-images.ts';
import { buildSegment, decodeSegment, encodeSegment, type Segment } from './segment.ts';
import type { ImageFile, SegmentStore } from './segment-store.ts';

const NOT_BUILT =
  'The search index is not built yet. Try again in a moment; "compliance library check" builds it, and says how far it is.';

export interface EmbeddedIndexOptions {
  readonly segments: SegmentStore;
  readonly image?: ImageFile;
  readonly vectors?: { readonly store: SegmentStore; readonly embedder: Embedder };
}

/**
 * The embedded engine: BM25 over stems and pairs, character 4-grams, neighbours, in memory over typed arrays. Segments
 * (one a version, analysed once) are the stored truth; the image is a cache sealed with the exact set of versions.
 */
export function createEmbeddedIndex(options: EmbeddedIndexOptions): RegulationIndex {
  return new EmbeddedIndex(options);
}

class EmbeddedIndex implements RegulationIndex {
  readonly #segments: SegmentStore;
  readonly #file: ImageFile | undefined;
  readonly #vectors: EmbeddedVectors | undefined;
  readonly #analysers: Record<Language, Analyser> = { en: createAnalyser('en'), es: createAnalyser('es') };
  readonly #fresh = new Map<string, Segment>();
  #described: readonly IndexedVersion[] = [];
  #loaded: readonly LoadedImage[] = [];
  #sealed = '';
  /** The seal of what is searched; a renewal leaves it. */
  #serves = '';

  constructor({ segments, image, vectors }: EmbeddedIndexOptions) {
    this.#segments = segments;
    this.#file = image;
    this.#vectors = vectors && createEmbeddedVectors(vectors.store, vectors.embedder);
  }

  async held(): Promise<ReadonlySet<string>> {
    return new Set(this.#segments.keys().filter((key) => this.#vectors?.complete(key) ?? true));
  }

  async put(version: IndexedVersion, passages: readonly Passage[]): Promise<void> {
    if (!this.#segments.keys().includes(version.key)) {
      const segment = buildSegment(version.language, passages, this.#analysers[version.language]);
      this.#segments.write(version.key, encodeSegment(segment));
      this.#fresh.set(version.key, segment);
    }
    await this.#vectors?.put(version, passages);
    this.#described = [...this.#described.filter(({ key }) => key !== version.key), version];
  }

  async drop(key: string): Promise<void> {
    this.#segments.remove(key);
    this.#vectors?.drop(key);
    this.#fresh.delete(key);
    this.#described = this.#described.filter((version) => version.key !== key);
  }

  async describe(versions: readonly IndexedVersion[]): Promise<void> {
    this.#described = [...versions];
  }

  async commit(): Promise<readonly string[]> {
    this.#described = inOrder(this.#described);
    this.#vectors?.commit(this.#described);
    const missing = notStored(this.#described, this.#segments);
    if (missing.length > 0) return missing;
    const seal = sealOf(this.#described);
    if (seal === this.#sealed) return [];
    const bytes = this.#file?.read();
    const cached = bytes && decodeImages(seal, bytes);
    if (cached) {
      this.#load(cached, seal);
      return [];
    }
    const damaged = this.#described.filter(({ key }) => this.#segmentOf(key) === undefined).map(({ key }) => key);
    for (const key of damaged) this.#segments.remove(key);
    if (damaged.length > 0) return damaged;
    const merged = this.#merge();
    this.#file?.write(encodeImages(seal, merged));
    this.#load(merged, seal);
    return [];
  }

  async renew(): Promise<void> {
    for (const key of this.#segments.keys()) this.#segments.remove(key);
    this.#vectors?.clear();
    this.#fresh.clear();
    this.#file?.write(new Uint8Array());
    this.#sealed = '';
  }

  async health(): Promise<IndexHealth> {
    if (this.#serves === '') return { status: 'unhealthy', problems: [NOT_BUILT] };
    const fault = this.#vectors?.fault;
    return fault === undefined
      ? { status: 'healthy', problems: [] }
      : { status: 'degraded', problems: [`Searches go by words alone: ${fault}`] };
  }

  async search(text: string, filter: IndexFilter, limit: number): Promise<SearchOutcome> {
    if (this.#serves === '') throw new AppError('conflict', NOT_BUILT);
    return searchImages(this.#loaded, this.#analysers, this.#vectors, { text, filter, limit });
  }

  async close(): Promise<void> {
    this.#loaded = [];
    this.#sealed = '';
  }

  #load(images: readonly LanguageImage[], seal: string): void {
    this.#loaded = images.map((image) => ({ image, ranker: createRanker(image) }));
    this.#sealed = seal;
    this.#serves = seal;
    this.#fresh.clear();
  }

  #merge(): readonly LanguageImage[] {
    return LANGUAGES.map((language) =>
      mergeSegments(
        language,
        this.#described.flatMap((version) => {
          const segment = version.language === language ? this.#segmentOf(version.key) : undefined;
          return segment ? [{ version, segment }] : [];
        }),
      ),
    );
  }

  #segmentOf(key: string): Segment | undefined {
    const known = this.#fresh.get(key);
    if (known) return known;
    const bytes = this.#segments.read(key);
    const segment = bytes && decodeSegment(bytes);
    if (segment) this.#fresh.set(key, segment);
    return segment;
  }
}

/**
 * Keys without a segment: dropped by another process, which knew another state of the library. They stay described, so
 * that they are put again and not forgotten.
 */
function notStored(versions: readonly IndexedVersion[], segments: SegmentStore): readonly string[] {
  const stored = new Set(segments.keys());
  return versions.filter(({ key }) => !stored.has(key)).map(({ key }) => key);
}

/** Names a set of versions with their filters; any difference in them is another seal. */
function sealOf(versions: readonly IndexedVersion[]): string {
  return createHash('sha256')
    .update(JSON.stringify([ANALYSER_VERSION, versions]))
    .digest('hex');
}
