import type { Postings } from './segment.ts';

/** The row of a key in sorted keys, or -1. */
export function findRow(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = keys[middle] ?? 0;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Whether a row lists a document; its documents are sorted. */
export function holdsDocument({ offsets, documents }: Postings, row: number, document: number): boolean {
  let low = offsets[row] ?? 0;
  let high = (offsets[row + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = documents[middle] ?? 0;
    if (found === document) return true;
    if (found < document) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** Scores by document, and the documents that have one, in `touched[0..reached)`. */
interface Accumulator {
  readonly scores: Float32Array;
  readonly touched: Uint32Array;
  readonly reached: number;
}

/**
 * Adds one row into the scores, BM25 with saturation, and returns how many documents are reached by then. Excluded
 * documents are never touched, so no later step can see them.
 */
export function addPostings(
  { offsets, documents, counts }: Postings,
  row: number,
  idf: number,
  norms: Float32Array,
  allowed: Uint8Array | undefined,
  { scores, touched, reached: before }: Accumulator,
): number {
  let reached = before;
  const end = offsets[row + 1] ?? 0;
  for (let at = offsets[row] ?? 0; at < end; at += 1) {
    const document = documents[at] as number;
    if (allowed !== undefined && allowed[document] === 0) continue;
    const score = scores[document] as number;
    if (score === 0) {
      touched[reached] = document;
      reached += 1;
    }
    const count = counts[at] as number;
    scores[document] = score + (idf * count) / (count + (norms[document] as number));
  }
  return reached;
}

/** The best of the scores reached. */
export function maximum(scores: Float32Array, touched: Uint32Array, reached: number): number {
  let best = 0;
  for (let at = 0; at < reached; at += 1) best = Math.max(best, scores[touched[at] as number] as number);
  return best;
}

const BUCKETS = 2_048;

/** At least the `wanted` best documents, without sorting all: a histogram of the scores gives the bar to pass. */
export function bestDocuments(
  scores: Float32Array,
  touched: Uint32Array,
  reached: number,
  best: number,
  wanted: number,
): readonly number[] {
  const all = touched.subarray(0, reached);
  if (reached <= wanted) return Array.from(all);
  const histogram = new Uint32Array(BUCKETS + 1);
  const scale = BUCKETS / best;
  for (const document of all) {
    const bucket = Math.floor((scores[document] as number) * scale);
    histogram[bucket] = (histogram[bucket] as number) + 1;
  }
  let bar = BUCKETS;
  for (let above = 0; bar > 0; bar -= 1) {
    above += histogram[bar] as number;
    if (above >= wanted) break;
  }
  const chosen: number[] = [];
  for (const document of all) if (Math.floor((scores[document] as number) * scale) >= bar) chosen.push(document);
  return chosen;
}
