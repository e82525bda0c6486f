import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Language } from '../../regulations/act.ts';
import type { EmbeddedAs, Embedder } from '../../regulations/embedder.ts';

export interface LocalEmbedderOptions {
  /** Folder of one model: `config.json`, `tokenizer.json`, `onnx/model_quantized.onnx`. */
  readonly folder: string;
  /** What the model was made for; English by default. */
  readonly languages?: readonly Language[];
  /** What stands in front of a text; by default `query: ` and `passage: ` where the folder's name says E5, else nothing. */
  readonly prefixes?: Readonly<Record<EmbeddedAs, string>>;
  /** Brings the package; for tests. */
  readonly loadPackage?: () => Promise<TransformersPackage>;
}

/** What of @huggingface/transformers is used; the package itself is optional, and so are its types. */
export interface TransformersPackage {
  readonly env: { localModelPath: string; allowRemoteModels: boolean; allowLocalModels: boolean };
  pipeline(
    task: 'feature-extraction',
    model: string,
    options: { readonly dtype: 'q8'; readonly local_files_only: true },
  ): Promise<FeatureExtraction>;
}

type FeatureExtraction = (
  texts: string[],
  options: { readonly pooling: 'mean'; readonly normalize: true },
) => Promise<{ readonly data: ArrayLike<number>; readonly dims: readonly number[] }>;

const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', join('onnx', 'model_quantized.onnx')] as const;
const TEXTS_AT_ONCE = 16;
/** Characters that are given to the tokenizer, which cuts at the model's own limit of some 500 tokens. */
const LONGEST = 8_000;
const E5: Readonly<Record<EmbeddedAs, string>> = { query: 'query: ', passage: 'passage: ' };
const PLAIN: Readonly<Record<EmbeddedAs, string>> = { query: '', passage: '' };
const Model = z.object({ hidden_size: z.number().int().positive() });
/** Without a limit a long text would not be cut, and the model would fail on it. */
const Tokenizer = z.object({ model_max_length: z.number().positive().max(1_000_000) });

/**
 * A model on this machine, run by ONNX. Nothing is downloaded and nothing leaves the machine.
 *
 * @throws AppError `misconfigured` where the folder is no model, or the optional package is not installed
 */
export async function createLocalEmbedder(options: LocalEmbedderOptions): Promise<Embedder> {
  const folder = resolve(options.folder);
  const missing = FILES.find((file) => !existsSync(join(folder, file)));
  if (missing !== undefined)
    throw new AppError(
      'misconfigured',
      `The folder ${options.folder} that EMBEDDER_MODEL names is no model: ${missing} is missing in it.`,
    );
  const { hidden_size: dimensions } = readSettings(
    folder,
    'config.json',
    Model,
    "how long the model's vectors are (hidden_size)",
  );
  readSettings(folder, 'tokenizer_config.json', Tokenizer, 'how long a text the model reads (model_max_length)');
  const prefixes = options.prefixes ?? (/(?:^|[-_.])e5(?:[-_.]|$)/i.test(basename(folder)) ? E5 : PLAIN);
  const load = options.loadPackage ?? loadTransformers;
  let extraction: Promise<FeatureExtraction> | undefined;
  return {
    id: `local ${basename(folder)} ${dimensions} ${await fingerprint(folder)} ${JSON.stringify(prefixes)}`,
    dimensions,
    languages: options.languages ?? ['en'],
    embed: async (texts, as, signal) => {
      if (texts.length === 0) return [];
      // The model is read when first needed: a search for an exact place never is.
      extraction ??= load().then((transformers) => openModel(transformers, folder));
      const extract = await extraction.catch((error: unknown) => {
        // What is mended meanwhile is found at the next call.
        extraction = undefined;
        throw error;
      });
      return embedAll(
        extract,
        texts.map((text) => prefixes[as] + text.slice(0, LONGEST)),
        dimensions,
        signal,
      );
    },
  };
}

function readSettings<T>(folder: string, name: string, shape: z.ZodType<T>, what: string): T {
  const file = join(folder, name);
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new AppError('misconfigured', `${file} does not say ${what}.`, { cause: error });
  }
}

/** A model file that was changed is another model. */
async function fingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of FILES)
    for await (const chunk of createReadStream(join(folder, file))) hash.update(chunk as Buffer);
  return hash.digest('hex').slice(0, 12);
}

const PACKAGE = '@huggingface/transformers';

async function loadTransformers(): Promise<TransformersPackage> {
  try {
    // Not a literal: the package is optional, and its types are not here.
    const name: string = PACKAGE;
    return (await import(name)) as TransformersPackage;
  } catch (error) {
    throw new AppError(
      'misconfigured',
      'A local embedder needs two packages that are not installed: npm install --no-save @huggingface/transformers@4.3.1 onnxruntime-node@1.30.0',
      { cause: error },
    );
  }
}

async function openModel(transformers: TransformersPackage, folder: string): Promise<FeatureExtraction> {
  transformers.env.allowRemoteModels = false;
  transformers.env.allowLocalModels = true;
  transformers.env.localModelPath = dirname(folder);
  try {
    return await transformers.pipeline('feature-extraction', basename(folder), { dtype: 'q8', local_files_only: true });
  } catch (error) {
    throw new AppError(
      'misconfigured',
      `The model in ${folder} could not be opened; it is damaged, or of another kind.`,
      {
        cause: error,
      },
    );
  }
}

/** Texts of like length go together, so that little is padded; the vectors come back in the order given. */
async function embedAll(
  extract: FeatureExtraction,
  texts: readonly string[],
  dimensions: number,
  signal: AbortSignal | undefined,
): Promise<readonly Float32Array[]> {
  const byLength = [...texts.entries()].sort(([, a], [, b]) => a.length - b.length);
  const vectors = new Array<Float32Array>(texts.length);
  for (let start = 0; start < byLength.length; start += TEXTS_AT_ONCE) {
    signal?.throwIfAborted();
    const batch = byLength.slice(start, start + TEXTS_AT_ONCE);
    const { data, dims } = await extract(
      batch.map(([, text]) => text),
      { pooling: 'mean', normalize: true },
    ).catch((cause: unknown) => {
      throw new AppError('misconfigured', 'The model failed on a text; it is damaged, or of another kind.', { cause });
    });
    if (dims.at(-1) !== dimensions || data.length !== batch.length * dimensions)
      throw new AppError(
        'misconfigured',
        `The model gives vectors of ${dims.at(-1) ?? 0} numbers, and its config.json says ${dimensions}.`,
      );
    for (const [row, [position]] of batch.entries()) {
      const vector = Float32Array.from({ length: dimensions }, (_, at) => data[row * dimensions + at] ?? 0);
      const length = Math.hypot(...vector);
      if (!Number.isFinite(length) || length === 0)
        throw new AppError('misconfigured', 'The model gives vectors of no length; it is damaged, or of another kind.');
      vectors[position] = vector;
    }
  }
  return vectors;
}
