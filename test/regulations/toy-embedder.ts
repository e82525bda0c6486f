import { AppError } from '../../src/core/errors.ts';
import type { Embedder } from '../../src/regulations/embedder.ts';

/** Words that mean the same to the toy, each group a direction of its own. */
const MEANINGS: readonly (readonly string[])[] = [
  ['ship', 'vessel', 'boat', 'launch'],
  ['crash', 'collision'],
  ['book', 'atlas', 'volume'],
  ['fine', 'fee', 'penalty'],
  ['garment', 'vest', 'clothing'],
  ['sailor', 'pilot', 'pilots'],
];

export interface ToyEmbedder extends Embedder {
  /** Texts embedded so far, by what they were embedded as. */
  readonly calls: { query: number; passage: number };
  /** While set, every call fails with this error. */
  failure: AppError | undefined;
}

/**
 * An embedder that is a list of synonyms: two texts are near where they hold words of one meaning. Deterministic, and as
 * strict as the port allows.
 */
export function toyEmbedder(
  options: { id?: string; dimensions?: number; languages?: Embedder['languages'] } = {},
): ToyEmbedder {
  const dimensions = options.dimensions ?? MEANINGS.length + 1;
  const calls = { query: 0, passage: 0 };
  return {
    id: options.id ?? 'toy',
    dimensions,
    languages: options.languages ?? ['en'],
    calls,
    failure: undefined,
    async embed(texts, as) {
      if (this.failure) throw this.failure;
      if (texts.some((text) => text.trim() === ''))
        throw new AppError('invalid_input', 'The toy embedder takes no empty text.');
      calls[as] += texts.length;
      return texts.map((text) => vectorOf(text, dimensions));
    },
  };
}

function vectorOf(text: string, dimensions: number): Float32Array {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const vector = new Float32Array(dimensions);
  for (const [at, meaning] of MEANINGS.entries()) {
    if (at < dimensions - 1) vector[at] = words.filter((word) => meaning.includes(word)).length;
  }
  // Every text is a little like every other, as with real models.
  vector[dimensions - 1] = 0.5;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
