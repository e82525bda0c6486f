import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Language } from '../../regulations/act.ts';
import type { Embedder } from '../../regulations/embedder.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { checkEndpoint, createClient, type Endpoint } from './clients.ts';
import { fromEmbeddingService, isTooLong } from './embedding-errors.ts';

/** Which service embeds, and with what. Texts of the library and questions are sent to it. */
export interface OpenAiEmbedderOptions extends Endpoint {
  /** Needed where the model's own dimensions are not known here, or fewer are wanted than it gives. */
  readonly dimensions?: number;
  readonly languages?: readonly Language[];
  /** Milliseconds; 30,000 by default. */
  readonly timeout?: number;
  readonly retries?: number;
}

/** Dimensions of the models that the services name so; the text-embedding-3 models can give fewer. */
const KNOWN: ReadonlyMap<string, number> = new Map([
  ['text-embedding-3-small', 1_536],
  ['text-embedding-3-large', 3_072],
  ['text-embedding-ada-002', 1_536],
]);
const CAN_SHORTEN = /^text-embedding-3-/;
/** The API takes up to 2,048 texts; fewer keep a request's tokens within what small deployments take. */
const TEXTS_AT_ONCE = 96;
const CHARACTERS_AT_ONCE = 200_000;
/** About 8,000 tokens of English; what is longer is cut. */
const LONGEST = 24_000;
/** A text that the service still finds too long is halved down to this. */
const SHORTEST_CUT = 500;
const TIMEOUT = 30_000;

/**
 * An embedder over OpenAI's embeddings API (https://platform.openai.com/docs/api-reference/embeddings) or Azure OpenAI's.
 *
 * @throws AppError `misconfigured` for settings that cannot work
 */
export async function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Promise<Embedder> {
  checkEndpoint(options, 'EMBEDDER', 'embedding service');
  const { model } = options;
  const known = KNOWN.get(model);
  const dimensions = options.dimensions ?? known;
  if (dimensions === undefined)
    throw new AppError(
      'misconfigured',
      `How many numbers the vectors of ${model} have is not known here. Set EMBEDDER_DIMENSIONS.`,
    );
  const shortened = known !== undefined && dimensions !== known;
  if (shortened && !CAN_SHORTEN.test(model))
    throw new AppError(
      'misconfigured',
      `${model} gives vectors of ${known} numbers and no others. Leave EMBEDDER_DIMENSIONS away, or set it to ${known}.`,
    );
  const { timeout = TIMEOUT, retries = 3 } = options;
  const client = await createClient(options, { timeout, retries, fetch: boundedFetch(timeout) });
  const ask: Ask = (input, signal) =>
    client.embeddings.create(
      { model, input: [...input], encoding_format: 'float', ...(shortened ? { dimensions } : {}) },
      signal === undefined ? {} : { signal },
    );
  return {
    id: `openai ${new URL(options.url).host} ${model} ${dimensions} cut ${LONGEST}`,
    dimensions,
    languages: options.languages ?? ['en', 'es'],
    embed: async (texts, _as, signal) => {
      const vectors: Float32Array[] = [];
      for (const batch of batchesOf(texts.map(prepared)))
        vectors.push(...(await embedBatch(ask, batch, dimensions, signal)));
      return vectors;
    },
  };
}

type Ask = (input: readonly string[], signal: AbortSignal | undefined) => Promise<unknown>;

/** The service refuses an empty text; a full stop stands for one. */
function prepared(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' ? '.' : cut(trimmed, LONGEST);
}

/** Never between the two halves of a character. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function* batchesOf(texts: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const text of texts) {
    if (batch.length >= TEXTS_AT_ONCE || (batch.length > 0 && characters + text.length > CHARACTERS_AT_ONCE)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(text);
    characters += text.length;
  }
  if (batch.length > 0) yield batch;
}

/** A batch that is too long is halved until the one text that is stands alone, and is cut: no text changes for another's sake. */
async function embedBatch(
  ask: Ask,
  batch: readonly string[],
  dimensions: number,
  signal: AbortSignal | undefined,
): Promise<readonly Float32Array[]> {
  try {
    return vectorsIn(await ask(batch, signal), batch.length, dimensions);
  } catch (error) {
    const [text = ''] = batch;
    if (!isTooLong(error) || (batch.length === 1 && text.length <= SHORTEST_CUT)) throw fromEmbeddingService(error);
    if (batch.length === 1) return embedBatch(ask, [cut(text, Math.ceil(text.length / 2))], dimensions, signal);
    const half = Math.ceil(batch.length / 2);
    return [
      ...(await embedBatch(ask, batch.slice(0, half), dimensions, signal)),
      ...(await embedBatch(ask, batch.slice(half), dimensions, signal)),
    ];
  }
}

const Embeddings = z.object({ data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()) })) });

/** The vectors in the order of the texts, each checked and brought to unit length. */
function vectorsIn(answer: unknown, count: number, dimensions: number): readonly Float32Array[] {
  const parsed = Embeddings.safeParse(answer);
  if (!parsed.success) throw unusable('is in no form that is known');
  const byIndex = new Map(parsed.data.data.map(({ index, embedding }) => [index, embedding]));
  return Array.from({ length: count }, (_, at) => {
    const embedding = byIndex.get(at);
    if (embedding === undefined) throw unusable('lacks some of the vectors');
    if (embedding.length !== dimensions)
      throw new AppError(
        'misconfigured',
        `The embedding service gives vectors of ${embedding.length} numbers; EMBEDDER_DIMENSIONS says ${dimensions}.`,
      );
    const length = Math.hypot(...embedding);
    if (!Number.isFinite(length) || length === 0) throw unusable('holds a vector of no length');
    return Float32Array.from(embedding, (value) => value / length);
  });
}

function unusable(why: string): AppError {
  return new AppError('upstream_unavailable', `The answer of the embedding service ${why}.`);
}
