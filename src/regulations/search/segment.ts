import type { Language } from '../act.ts';
import type { Passage } from '../regulation-index.ts';
import { ANALYSER_VERSION, type Analyser } from './analysis.ts';
import { type BlockArray, decodeBlocks, encodeBlocks } from './blocks.ts';
import { type Counts, featuresOf } from './features.ts';

/**
 * Postings in columns: row `r` (a key of the sorted lexicon) has the documents and counts from `offsets[r]` up to
 * `offsets[r + 1]`, documents ascending.
 */
export interface Postings {
  readonly keys: Float64Array;
  readonly offsets: Uint32Array;
  readonly documents: Uint32Array;
  readonly counts: Uint8Array;
}

/** The other way round: document `d` has the keys `keys[rows[i]]`, `counts[i]` times, for `i` from `offsets[d]` up to `offsets[d + 1]`. */
export interface Forward {
  readonly keys: Float64Array;
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
  readonly counts: Uint8Array;
}

/** The analysed passages of one version of an act. */
export interface Segment {
  readonly language: Language;
  readonly places: readonly string[];
  readonly lengths: Uint32Array;
  readonly gramLengths: Uint32Array;
  readonly terms: Postings;
  readonly grams: Forward;
}

const MAGIC = 'RLSEGM01';

/** Analyses passages once; what is stored of them afterwards is numbers. */
export function buildSegment(language: Language, passages: readonly Passage[], analyser: Analyser): Segment {
  const features = passages.map(({ text }) => featuresOf(analyser.stems(text)));
  return {
    language,
    places: passages.map(({ place }) => place),
    lengths: Uint32Array.from(features, ({ length }) => length),
    gramLengths: Uint32Array.from(features, ({ gramLength }) => gramLength),
    terms: invert(features.map(({ terms }) => terms)),
    grams: list(features.map(({ grams }) => grams)),
  };
}

/** All keys of all passages, ascending, each once. */
function lexiconOf(parts: readonly Counts[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { keys }) => sum + keys.length, 0));
  let at = 0;
  for (const { keys } of parts) {
    all.set(keys, at);
    at += keys.length;
  }
  all.sort();
  let kept = 0;
  for (let position = 0; position < all.length; position += 1) {
    if (position > 0 && all[position] === all[position - 1]) continue;
    all[kept] = all[position] as number;
    kept += 1;
  }
  return all.slice(0, kept);
}

/** The rows of ascending keys in an ascending lexicon that holds them all. */
function rowsOf(keys: Float64Array, rowOf: ReadonlyMap<number, number>): Uint32Array {
  return Uint32Array.from(keys, (key) => rowOf.get(key) ?? 0);
}

function rowMap(lexicon: Float64Array): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  for (let row = 0; row < lexicon.length; row += 1) rows.set(lexicon[row] as number, row);
  return rows;
}

function invert(parts: readonly Counts[]): Postings {
  const keys = lexiconOf(parts);
  const rowOf = rowMap(keys);
  const rows = parts.map((part) => rowsOf(part.keys, rowOf));
  const offsets = new Uint32Array(keys.length + 1);
  for (const list of rows) for (const row of list) offsets[row + 1] = (offsets[row + 1] as number) + 1;
  for (let row = 0; row < keys.length; row += 1)
    offsets[row + 1] = (offsets[row + 1] as number) + (offsets[row] as number);
  const next = offsets.slice();
  const documents = new Uint32Array(offsets[keys.length] ?? 0);
  const counts = new Uint8Array(documents.length);
  for (const [document, list] of rows.entries()) {
    const own = parts[document]?.counts ?? new Uint8Array();
    for (let at = 0; at < list.length; at += 1) {
      const row = list[at] as number;
      const target = next[row] as number;
      documents[target] = document;
      counts[target] = own[at] as number;
      next[row] = target + 1;
    }
  }
  return { keys, offsets, documents, counts };
}

function list(parts: readonly Counts[]): Forward {
  const keys = lexiconOf(parts);
  const rowOf = rowMap(keys);
  const offsets = new Uint32Array(parts.length + 1);
  for (const [document, part] of parts.entries())
    offsets[document + 1] = (offsets[document] as number) + part.keys.length;
  const rows = new Uint32Array(offsets[parts.length] ?? 0);
  const counts = new Uint8Array(rows.length);
  for (const [document, part] of parts.entries()) {
    rows.set(rowsOf(part.keys, rowOf), offsets[document] as number);
    counts.set(part.counts, offsets[document] as number);
  }
  return { keys, offsets, rows, counts };
}

export function encodeSegment({ language, places, lengths, gramLengths, terms, grams }: Segment): Uint8Array {
  return encodeBlocks(
    MAGIC,
    { analyser: ANALYSER_VERSION, language, places },
    {
      lengths,
      gramLengths,
      ...columns('terms', terms),
      ...columns('grams', grams),
    },
  );
}

/** `undefined` for bytes that are damaged or were written by another analyser: the version must be analysed again. */
export function decodeSegment(bytes: Uint8Array): Segment | undefined {
  const blocks = decodeBlocks(MAGIC, bytes);
  if (blocks === undefined) return undefined;
  const header = blocks.header as { analyser: number; language: Language; places: string[] };
  if (header.analyser !== ANALYSER_VERSION) return undefined;
  return {
    language: header.language,
    places: header.places,
    lengths: blocks.u32('lengths'),
    gramLengths: blocks.u32('gramLengths'),
    terms: {
      keys: blocks.f64('terms.keys'),
      offsets: blocks.u32('terms.offsets'),
      documents: blocks.u32('terms.documents'),
      counts: blocks.u8('terms.counts'),
    },
    grams: {
      keys: blocks.f64('grams.keys'),
      offsets: blocks.u32('grams.offsets'),
      rows: blocks.u32('grams.rows'),
      counts: blocks.u8('grams.counts'),
    },
  };
}

function columns(name: string, arrays: Postings | Forward): Record<string, BlockArray> {
  return Object.fromEntries(
    Object.entries(arrays).map(([column, array]) => [`${name}.${column}`, array as BlockArray]),
  );
}
