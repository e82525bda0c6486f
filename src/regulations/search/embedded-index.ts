import { createHash } from 'node:crypto';
import type { Language } from '../act.ts';
import type {
  IndexedVersion,
  IndexFilter,
  IndexHit,
  Passage,
  QueryTerm,
  RegulationIndex,
  SearchOutcome,
} from '../regulation-index.ts';
import { ANALYSER_VERSION, type Analyser, createAnalyser, type Term } from './analysis.ts';
import { decodeImages, encodeImages, type LanguageImage, mergeSegments } from './image.ts';
import { guessLanguage } from './language.ts';
import { createRanker, type RankedDocument, type Ranker, type Scope } from './rank.ts';
import { buildSegment, decodeSegment, encodeSegment, type Segment } from './segment.ts';

/** Where analysed versions are kept between runs. A table will do; each call stands for itself. */
export interface SegmentStore {
  keys(): readonly string[];
  read(key: string): Uint8Array | undefined;
  write(key: string, bytes: Uint8Array): void;
  remove(key: string): void;
}

/** A cache of the merged image: may vanish or be of other versions at any time, then it is made again. */
export interface ImageFile {
  read(): Uint8Array | undefined;
  write(bytes: Uint8Array): void;
}

/** Characters of a query that are looked at; a question is never longer, a pasted document is. */
const LONGEST_QUERY = 4_000;
const LANGUAGES: readonly Language[] = ['en', 'es'];

interface Loaded {
  readonly image: LanguageImage;
  readonly ranker: Ranker;
}

/**
 * The embedded engine: BM25 over stems and pairs, character 4-grams, neighbours, in memory over typed arrays. Segments
 * (one a version, analysed once) are the stored truth; the image is a cache sealed with the exact set of versions.
 */
export function createEmbeddedIndex(options: { segments: SegmentStore; image?: ImageFile }): RegulationIndex {
  const { segments, image: file } = options;
  const analysers: Record<Language, Analyser> = { en: createAnalyser('en'), es: createAnalyser('es') };
  const fresh = new Map<string, Segment>();
  let described: readonly IndexedVersion[] = [];
  let loaded: readonly Loaded[] = [];
  let sealed = '';

  const segmentOf = (key: string): Segment | undefined => readSegment(key, segments, fresh);

  const load = (images: readonly LanguageImage[], seal: string): void => {
    loaded = images.map((image) => ({ image, ranker: createRanker(image) }));
    sealed = seal;
    fresh.clear();
  };

  const merge = (): readonly LanguageImage[] =>
    LANGUAGES.map((language) =>
      mergeSegments(
        language,
        described.flatMap((version) => {
          const segment = version.language === language ? segmentOf(version.key) : undefined;
          return segment ? [{ version, segment }] : [];
        }),
      ),
    );

  return {
    held: async () => new Set(segments.keys()),
    put: async (version: IndexedVersion, passages: readonly Passage[]) => {
      const segment = buildSegment(version.language, passages, analysers[version.language]);
      segments.write(version.key, encodeSegment(segment));
      fresh.set(version.key, segment);
      described = [...described.filter(({ key }) => key !== version.key), version];
    },
    drop: async (key) => {
      segments.remove(key);
      fresh.delete(key);
      described = described.filter((version) => version.key !== key);
    },
    describe: async (versions) => {
      described = [...versions];
    },
    commit: async () => {
      described = inOrder(described);
      const missing = notStored(described, segments);
      if (missing.length > 0) return missing;
      const seal = sealOf(described);
      if (seal === sealed) return [];
      const bytes = file?.read();
      const cached = bytes && decodeImages(seal, bytes);
      if (cached) {
        load(cached, seal);
        return [];
      }
      const damaged = described.filter(({ key }) => segmentOf(key) === undefined).map(({ key }) => key);
      for (const key of damaged) segments.remove(key);
      if (damaged.length > 0) return damaged;
      const merged = merge();
      file?.write(encodeImages(seal, merged));
      load(merged, seal);
      return [];
    },
    search: async (text, filter, limit) => searchImages(loaded, analysers, text, filter, limit),
    close: async () => {
      loaded = [];
      sealed = '';
    },
  };
}

function readSegment(key: string, segments: SegmentStore, fresh: Map<string, Segment>): Segment | undefined {
  const known = fresh.get(key);
  if (known) return known;
  const bytes = segments.read(key);
  const segment = bytes && decodeSegment(bytes);
  if (segment) fresh.set(key, segment);
  return segment;
}

/** The order of the documents: by act, then by key. */
function inOrder(versions: readonly IndexedVersion[]): readonly IndexedVersion[] {
  return [...versions].sort((a, b) => (a.act === b.act ? (a.key < b.key ? -1 : 1) : a.act < b.act ? -1 : 1));
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

function searchImages(
  loaded: readonly Loaded[],
  analysers: Readonly<Record<Language, Analyser>>,
  text: string,
  filter: IndexFilter,
  limit: number,
): SearchOutcome {
  const query = text.slice(0, LONGEST_QUERY);
  const open = loaded
    .map(({ image, ranker }) => ({ image, ranker, allowed: allowedDocuments(image, filter) }))
    .filter(({ allowed }) => allowed !== 'none');
  const guess = guessLanguage(query);
  const asked = open.some(({ image }) => image.language === guess)
    ? open.filter(({ image }) => image.language === guess)
    : open;
  const outcomes = asked.map(({ image, ranker, allowed }) => {
    const terms = analysers[image.language].terms(query);
    const scope: Scope = {
      ...(allowed instanceof Uint8Array ? { allowed } : {}),
      ...(filter.tenant === undefined ? {} : { tenant: filter.tenant }),
    };
    return describeHits(image, ranker, terms, scope, ranker.rank(terms, scope, limit));
  });
  return mergeOutcomes(outcomes, limit);
}

function allowedDocuments(image: LanguageImage, filter: IndexFilter): Uint8Array | 'all' | 'none' {
  const chosen = image.spans.filter(({ version }) => admits(version, filter));
  if (chosen.length === 0) return 'none';
  if (chosen.length === image.spans.length) return 'all';
  const allowed = new Uint8Array(image.places.length);
  for (const { start, end } of chosen) allowed.fill(1, start, end);
  return allowed;
}

function admits(version: IndexedVersion, filter: IndexFilter): boolean {
  const among = <T>(list: readonly T[] | undefined, value: T): boolean => list === undefined || list.includes(value);
  const holds =
    filter.asOf === undefined
      ? version.until === undefined
      : version.from <= filter.asOf && (version.until === undefined || filter.asOf < version.until);
  return (
    holds &&
    (version.tenant === undefined || version.tenant === filter.tenant) &&
    among(filter.acts, version.act) &&
    among(filter.kinds, version.kind) &&
    among(filter.authorities, version.authority) &&
    among(filter.languages, version.language)
  );
}

function describeHits(
  image: LanguageImage,
  ranker: Ranker,
  terms: readonly Term[],
  scope: Scope,
  ranked: readonly RankedDocument[],
): SearchOutcome {
  const byStem = new Map(ranker.weigh(terms, scope).map((weight) => [weight.term.stem, weight]));
  const weights = [...byStem.values()];
  const total = weights.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
  const hits = ranked.flatMap(({ document, score, arms }): IndexHit[] => {
    const span = image.spans.find(({ start, end }) => document >= start && document < end);
    const place = image.places[document];
    if (span === undefined || place === undefined) return [];
    const held = weights.filter(({ row }) => row >= 0 && ranker.holds(row, document));
    return [
      {
        versionKey: span.version.key,
        act: span.version.act,
        place,
        score,
        arms,
        matched: held.map(({ term }) => term.word),
        coverage: held.reduce((sum, { rarity }) => sum + rarity, 0) / total,
      },
    ];
  });
  return {
    hits,
    terms: weights.map(
      ({ term, row, rarity }): QueryTerm => ({
        word: term.word,
        weight: rarity / total,
        known: ranker.heldByAny(row, scope),
      }),
    ),
  };
}

/**
 * Scores of two languages are not comparable; each language's are weighed by how much of the question its best passage
 * holds, so that the language that knows the words comes first and the other still shows.
 */
function mergeOutcomes(outcomes: readonly SearchOutcome[], limit: number): SearchOutcome {
  const [only] = outcomes;
  if (only === undefined) return { hits: [], terms: [] };
  if (outcomes.length === 1) return only;
  const confidence = outcomes.map(({ hits }) => Math.max(0, ...hits.slice(0, 3).map(({ coverage }) => coverage)));
  const hits = outcomes.flatMap((outcome, which) =>
    outcome.hits.map((hit) => ({ ...hit, score: hit.score * (confidence[which] ?? 0) })),
  );
  const best = outcomes[confidence.indexOf(Math.max(...confidence))] ?? only;
  return { hits: hits.sort((a, b) => b.score - a.score).slice(0, limit), terms: best.terms };
}
