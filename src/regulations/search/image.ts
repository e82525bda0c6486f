import type { Language } from '../act.ts';
import type { IndexedVersion } from '../regulation-index.ts';
import { type BlockArray, type Blocks, decodeBlocks, encodeBlocks } from './blocks.ts';
import type { Forward, Postings, Segment } from './segment.ts';

/** All passages of one language, ready to be ranked. Document numbers run through the versions in the order of `spans`. */
export interface LanguageImage {
  readonly language: Language;
  /** The versions in order and the documents of each: from `start` up to, not including, `end`. */
  readonly spans: readonly VersionSpan[];
  readonly places: readonly string[];
  readonly terms: Postings;
  /** Documents of the latest versions that hold the key of the row; rarity is judged by these alone. */
  readonly termFrequency: Uint32Array;
  readonly grams: Forward;
  readonly gramFrequency: Uint32Array;
  readonly lengths: Uint32Array;
  readonly gramLengths: Uint32Array;
}

export interface VersionSpan {
  readonly version: IndexedVersion;
  readonly start: number;
  readonly end: number;
}

const MAGIC = 'RLIMAGE1';

/**
 * Puts segments of one language together. Nothing is analysed again: lexicons are merged and postings copied. An older
 * version of an act does not make a term look common: document frequencies count the latest versions only.
 */
export function mergeSegments(
  language: Language,
  members: readonly { readonly version: IndexedVersion; readonly segment: Segment }[],
): LanguageImage {
  let start = 0;
  const spans = members.map(({ version, segment }) => {
    const span = { version, start, end: start + segment.places.length };
    start = span.end;
    return span;
  });
  const segments = members.map(({ segment }) => segment);
  const latest = members.map(({ version }) => version.until === undefined);
  return {
    language,
    spans,
    places: segments.flatMap(({ places }) => places),
    ...mergeTerms(segments, spans, latest),
    ...mergeGrams(segments, start, latest),
    lengths: concat(segments.map(({ lengths }) => lengths)),
    gramLengths: concat(segments.map(({ gramLengths }) => gramLengths)),
  };
}

function concat(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function unionOf(lexicons: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lexicons.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const lexicon of lexicons) {
    all.set(lexicon, at);
    at += lexicon.length;
  }
  all.sort();
  let kept = 0;
  for (let position = 0; position < all.length; position += 1) {
    if (position > 0 && all[position] === all[position - 1]) continue;
    all[kept] = all[position] ?? 0;
    kept += 1;
  }
  return all.slice(0, kept);
}

/** For each row of a sorted lexicon, its row in a sorted lexicon that contains it. */
function rowsIn(union: Float64Array, lexicon: Float64Array): Uint32Array {
  const rows = new Uint32Array(lexicon.length);
  let row = 0;
  for (let position = 0; position < lexicon.length; position += 1) {
    while ((union[row] ?? Infinity) < (lexicon[position] ?? 0)) row += 1;
    rows[position] = row;
  }
  return rows;
}

function mergeTerms(
  segments: readonly Segment[],
  spans: readonly VersionSpan[],
  latest: readonly boolean[],
): { terms: Postings; termFrequency: Uint32Array } {
  const keys = unionOf(segments.map(({ terms }) => terms.keys));
  const mapped = segments.map(({ terms }) => rowsIn(keys, terms.keys));
  const offsets = new Uint32Array(keys.length + 1);
  const termFrequency = new Uint32Array(keys.length);
  const sizeOf = (terms: Postings, row: number): number => (terms.offsets[row + 1] ?? 0) - (terms.offsets[row] ?? 0);
  for (const [which, { terms }] of segments.entries()) {
    for (const [local, row] of (mapped[which] ?? new Uint32Array()).entries()) {
      const size = sizeOf(terms, local);
      offsets[row + 1] = (offsets[row + 1] ?? 0) + size;
      if (latest[which]) termFrequency[row] = (termFrequency[row] ?? 0) + size;
    }
  }
  for (let row = 0; row < keys.length; row += 1) offsets[row + 1] = (offsets[row + 1] ?? 0) + (offsets[row] ?? 0);
  const next = offsets.slice();
  const documents = new Uint32Array(offsets[keys.length] ?? 0);
  const counts = new Uint8Array(documents.length);
  for (const [which, { terms }] of segments.entries()) {
    const base = spans[which]?.start ?? 0;
    for (const [local, row] of (mapped[which] ?? new Uint32Array()).entries()) {
      let at = next[row] ?? 0;
      for (let from = terms.offsets[local] ?? 0; from < (terms.offsets[local + 1] ?? 0); from += 1) {
        documents[at] = base + (terms.documents[from] ?? 0);
        counts[at] = terms.counts[from] ?? 0;
        at += 1;
      }
      next[row] = at;
    }
  }
  return { terms: { keys, offsets, documents, counts }, termFrequency };
}

function mergeGrams(
  segments: readonly Segment[],
  size: number,
  latest: readonly boolean[],
): { grams: Forward; gramFrequency: Uint32Array } {
  const keys = unionOf(segments.map(({ grams }) => grams.keys));
  const gramFrequency = new Uint32Array(keys.length);
  const offsets = new Uint32Array(size + 1);
  const rows = new Uint32Array(segments.reduce((sum, { grams }) => sum + grams.rows.length, 0));
  const counts = new Uint8Array(rows.length);
  let document = 0;
  let at = 0;
  for (const [which, { grams }] of segments.entries()) {
    const mapped = rowsIn(keys, grams.keys);
    counts.set(grams.counts, at);
    for (let own = 0; own + 1 < grams.offsets.length; own += 1) {
      offsets[document + 1] = at + (grams.offsets[own + 1] ?? 0);
      document += 1;
    }
    for (const local of grams.rows) {
      const row = mapped[local] ?? 0;
      rows[at] = row;
      if (latest[which]) gramFrequency[row] = (gramFrequency[row] ?? 0) + 1;
      at += 1;
    }
  }
  return { grams: { keys, offsets, rows, counts }, gramFrequency };
}

const COLUMNS = {
  terms: ['keys', 'offsets', 'documents', 'counts'],
  grams: ['keys', 'offsets', 'rows', 'counts'],
} as const;

/** @param seal names the exact set of versions that the image was made of, see `embedded-index.ts` */
export function encodeImages(seal: string, images: readonly LanguageImage[]): Uint8Array {
  const header = { seal, images: images.map(({ language, spans, places }) => ({ language, spans, places })) };
  const arrays: Record<string, BlockArray> = {};
  for (const image of images) {
    for (const column of COLUMNS.terms) arrays[`${image.language}.terms.${column}`] = image.terms[column];
    for (const column of COLUMNS.grams) arrays[`${image.language}.grams.${column}`] = image.grams[column];
    for (const name of ['termFrequency', 'gramFrequency', 'lengths', 'gramLengths'] as const) {
      arrays[`${image.language}.${name}`] = image[name];
    }
  }
  return encodeBlocks(MAGIC, header, arrays);
}

/** `undefined` for damaged bytes or an image of another set of versions. */
export function decodeImages(seal: string, bytes: Uint8Array): readonly LanguageImage[] | undefined {
  const blocks = decodeBlocks(MAGIC, bytes);
  if (blocks === undefined) return undefined;
  const header = blocks.header as {
    seal: string;
    images: { language: Language; spans: VersionSpan[]; places: string[] }[];
  };
  if (header.seal !== seal) return undefined;
  return header.images.map((image) => ({ ...image, ...arraysOf(blocks, image.language) }));
}

function arraysOf(blocks: Blocks, language: Language) {
  return {
    terms: {
      keys: blocks.f64(`${language}.terms.keys`),
      offsets: blocks.u32(`${language}.terms.offsets`),
      documents: blocks.u32(`${language}.terms.documents`),
      counts: blocks.u8(`${language}.terms.counts`),
    },
    termFrequency: blocks.u32(`${language}.termFrequency`),
    grams: {
      keys: blocks.f64(`${language}.grams.keys`),
      offsets: blocks.u32(`${language}.grams.offsets`),
      rows: blocks.u32(`${language}.grams.rows`),
      counts: blocks.u8(`${language}.grams.counts`),
    },
    gramFrequency: blocks.u32(`${language}.gramFrequency`),
    lengths: blocks.u32(`${language}.lengths`),
    gramLengths: blocks.u32(`${language}.gramLengths`),
  };
}
