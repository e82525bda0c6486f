import { AppError } from '../../core/errors.ts';
import type { Embedder } from '../embedder.ts';
import type { Passage } from '../regulation-index.ts';
import { decodeBlocks, encodeBlocks } from './blocks.ts';
import { PROFILE } from './profile.ts';

/**
 * Under what name vectors are kept: the model's, and the languages that it is used for, so that a language that is added
 * makes what it lacks.
 */
export function vectorsName({ id, languages }: Embedder): string {
  return `${id} for ${[...languages].sort().join(',')}`;
}

/** Vectors of a version's passages, one after the other, `dimensions` numbers each. */
export type VectorRows = Float32Array;

/** Passages of which vectors are made at once. */
const AT_ONCE = 64;

/**
 * The vectors of passages in order; one without words keeps a row of zeros, which is near to nothing.
 *
 * @throws what the embedder throws
 */
export async function embedPassages(embedder: Embedder, passages: readonly Passage[]): Promise<VectorRows> {
  const rows = new Float32Array(passages.length * embedder.dimensions);
  const withWords = [...passages.entries()].filter(([, { text }]) => text.trim() !== '');
  for (let start = 0; start < withWords.length; start += AT_ONCE) {
    const batch = withWords.slice(start, start + AT_ONCE);
    const vectors = await inTime(PATIENCE.passages, (signal) =>
      embedder.embed(
        batch.map(([, { text }]) => text),
        'passage',
        signal,
      ),
    );
    for (const [which, [position]] of batch.entries())
      rows.set(checkedVector(embedder, vectors[which]), position * embedder.dimensions);
  }
  return rows;
}

/** The vector of a query. */
export async function embedQuery(embedder: Embedder, text: string): Promise<Float32Array> {
  const [vector] = await inTime(PATIENCE.query, (signal) => embedder.embed([text], 'query', signal));
  return checkedVector(embedder, vector);
}

/** Milliseconds that an embedder is waited for: somebody is waiting for an answer, and the words alone give one. */
const PATIENCE = { query: 8_000, passages: 60_000 } as const;

async function inTime<T>(patience: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(patience);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(new AppError('upstream_unavailable', `The embedder did not answer within ${patience / 1_000} seconds.`)),
    );
  });
  return Promise.race([work(signal), late]);
}

function checkedVector({ id, dimensions }: Embedder, vector: Float32Array | undefined): Float32Array {
  if (vector?.length === dimensions) return vector;
  throw new AppError(
    'misconfigured',
    `The embedder gave a vector of ${vector?.length ?? 0} numbers where ${dimensions} are expected (${id}). Set its dimensions to what the model gives.`,
  );
}

export interface Nearest {
  readonly document: number;
  /** Cosine of the angle between passage and query. */
  readonly nearness: number;
}

/**
 * The vector arm's scores: the nearest gets 1, the last of those looked at 0, and so does everything that is not among
 * them. So the scale is the search's own, whatever range of cosines a model gives.
 *
 * @param nearest the nearest first
 */
export function scaleNearness<T extends { readonly nearness: number }>(
  nearest: readonly T[],
): readonly (T & { readonly scaled: number })[] {
  const best = nearest[0]?.nearness ?? 0;
  const floor = nearest.at(-1)?.nearness ?? 0;
  const range = best - floor || 1;
  return nearest.map((each) => ({ ...each, scaled: nearest.length === 1 ? 1 : (each.nearness - floor) / range }));
}

/** Documents with their vectors, from the number `start` on. */
export interface VectorSpan {
  readonly start: number;
  readonly rows: VectorRows;
}

/** Looks at every vector: exact, and at a hundred thousand passages still some tens of milliseconds. */
export function nearestIn(
  spans: readonly VectorSpan[],
  query: Float32Array,
  wanted = PROFILE.vectors.candidates,
): readonly Nearest[] {
  const size = query.length;
  const kept = new NearestKept(wanted);
  for (const { start, rows } of spans) {
    for (let row = 0, offset = 0; offset < rows.length; row += 1, offset += size) {
      let nearness = 0;
      for (let at = 0; at < size; at += 1) nearness += (rows[offset + at] as number) * (query[at] as number);
      // Exactly nothing is the row of a passage without words.
      if (nearness !== 0) kept.offer(start + row, nearness);
    }
  }
  return kept.inOrder();
}

/** The best so many of a stream, in a heap with the worst on top. */
class NearestKept {
  readonly #wanted: number;
  readonly #heap: Nearest[] = [];

  constructor(wanted: number) {
    this.#wanted = wanted;
  }

  offer(document: number, nearness: number): void {
    const heap = this.#heap;
    if (heap.length < this.#wanted) {
      heap.push({ document, nearness });
      this.#up(heap.length - 1);
    } else if (nearness > (heap[0]?.nearness ?? 0)) {
      heap[0] = { document, nearness };
      this.#down(0);
    }
  }

  inOrder(): readonly Nearest[] {
    return [...this.#heap].sort((a, b) => b.nearness - a.nearness || a.document - b.document);
  }

  #up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfLess(at, parent)) return;
      at = parent;
    }
  }

  #down(from: number): void {
    for (let at = from; ; ) {
      const left = 2 * at + 1;
      const least = this.#nearness(left + 1) < this.#nearness(left) ? left + 1 : left;
      if (!this.#swapIfLess(least, at)) return;
      at = least;
    }
  }

  #nearness(at: number): number {
    return this.#heap[at]?.nearness ?? Number.POSITIVE_INFINITY;
  }

  /** Puts the lesser one above; tells whether it had to. */
  #swapIfLess(below: number, above: number): boolean {
    const [low, high] = [this.#heap[below], this.#heap[above]];
    if (low === undefined || high === undefined || low.nearness >= high.nearness) return false;
    this.#heap[below] = high;
    this.#heap[above] = low;
    return true;
  }
}

const MAGIC = 'RLVECT01';

export function encodeVectors(embedder: Embedder, rows: VectorRows): Uint8Array {
  return encodeBlocks(MAGIC, { embedder: vectorsName(embedder), dimensions: embedder.dimensions }, { rows });
}

/** `undefined` for bytes that are damaged or hold vectors of another embedder: they must be made again. */
export function decodeVectors(embedder: Embedder, bytes: Uint8Array): VectorRows | undefined {
  const blocks = decodeBlocks(MAGIC, bytes);
  if (blocks === undefined) return undefined;
  const header = blocks.header as { embedder: string; dimensions: number };
  return header.embedder === vectorsName(embedder) && header.dimensions === embedder.dimensions
    ? blocks.f32('rows')
    : undefined;
}
