import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createLocalEmbedder, type TransformersPackage } from '../../../src/adapters/local-embedder/local-embedder.ts';
import { embedderContract } from '../../contracts/embedder-contract.ts';

const root = mkdtempSync(join(tmpdir(), 'compliance-model-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function modelFolder(name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(root, name);
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  const all = {
    'config.json': '{"hidden_size":6}',
    'tokenizer.json': '{}',
    'tokenizer_config.json': '{"model_max_length":512}',
    'onnx/model_quantized.onnx': 'model',
    ...files,
  };
  for (const [file, text] of Object.entries(all)) writeFileSync(join(folder, file), text);
  return folder;
}

/** Strict in what it is asked, as the package is in how it is called: nothing remote, pooled, of unit length. */
function fakePackage(seen: string[] = []): TransformersPackage {
  const env = { localModelPath: '', allowRemoteModels: true, allowLocalModels: false };
  return {
    env,
    pipeline: async (task, model, options) => {
      if (env.allowRemoteModels || !env.allowLocalModels) throw new Error('would download');
      if (task !== 'feature-extraction' || options.dtype !== 'q8' || !options.local_files_only)
        throw new Error('wrong call');
      if (env.localModelPath === '' || model.includes('/')) throw new Error('no local model');
      return async (texts, { pooling, normalize }) => {
        if (pooling !== 'mean' || !normalize) throw new Error('wrong options');
        if (texts.length > 16) throw new Error('too many at once');
        seen.push(...texts);
        return { dims: [texts.length, 6], data: texts.flatMap(vectorOf) };
      };
    },
  };
}

function vectorOf(text: string): number[] {
  const vector = Array.from(
    { length: 6 },
    (_, at) => 0.01 + [...text].filter((c) => c.charCodeAt(0) % 6 === at).length,
  );
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const plain = modelFolder('a-model');
embedderContract('local, over a strict stand-in', () =>
  createLocalEmbedder({ folder: plain, loadPackage: async () => fakePackage() }),
);

describe('a local embedder', () => {
  it('puts the words in front that E5 models want, and none before others', async () => {
    const seen: string[] = [];
    const loadPackage = async (): Promise<TransformersPackage> => fakePackage(seen);
    const e5 = await createLocalEmbedder({ folder: modelFolder('e5-small-v2'), loadPackage });
    await e5.embed(['a lamp'], 'query');
    await e5.embed(['a lamp'], 'passage');
    await (await createLocalEmbedder({ folder: plain, loadPackage })).embed(['a lamp'], 'passage');
    expect(seen).toEqual(['query: a lamp', 'passage: a lamp', 'a lamp']);
  });

  it('has another id for another model, another file of the same name, and other words in front', async () => {
    const idOf = async (folder: string, more = {}): Promise<string> =>
      (await createLocalEmbedder({ folder, loadPackage: async () => fakePackage(), ...more })).id;
    const ids = [
      await idOf(plain),
      await idOf(modelFolder('other-model')),
      await idOf(plain, { prefixes: { query: 'q ', passage: 'p ' } }),
    ];
    writeFileSync(join(plain, 'onnx', 'model_quantized.onnx'), 'changed');
    ids.push(await idOf(plain));
    expect(new Set(ids).size).toBe(4);
  });

  it.each([
    ['config.json', /config\.json is missing/],
    ['tokenizer.json', /tokenizer\.json is missing/],
    ['onnx/model_quantized.onnx', /model_quantized\.onnx is missing/],
  ])('says what is missing in a folder: %s', async (file, message) => {
    const folder = modelFolder(`lacking-${file.replace(/\W/g, '-')}`);
    rmSync(join(folder, file));
    await expect(createLocalEmbedder({ folder })).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(message),
    });
  });

  it.each(['{', '{"hidden_size":"many"}', '[]'])('refuses a config.json that says nothing: %s', async (config) => {
    await expect(createLocalEmbedder({ folder: modelFolder('odd', { 'config.json': config }) })).rejects.toThrow(
      /hidden_size/,
    );
  });

  it('refuses a tokenizer that sets no limit', async () => {
    const folder = modelFolder('endless', { 'tokenizer_config.json': '{}' });
    await expect(createLocalEmbedder({ folder })).rejects.toThrow(/model_max_length/);
  });

  it('tries again what failed to load', async () => {
    let tries = 0;
    const embedder = await createLocalEmbedder({
      folder: modelFolder('c-model'),
      loadPackage: async () => {
        tries += 1;
        if (tries === 1) throw new Error('not yet');
        return fakePackage();
      },
    });
    await expect(embedder.embed(['a lamp'], 'query')).rejects.toThrow('not yet');
    expect(await embedder.embed(['a lamp'], 'query')).toHaveLength(1);
  });

  it('says what to install where the package is not there', async () => {
    const absent = await createLocalEmbedder({ folder: modelFolder('b-model') });
    const here = createRequire(import.meta.url);
    const installed = ((): boolean => {
      try {
        return here.resolve('@huggingface/transformers') !== '';
      } catch {
        return false;
      }
    })();
    const message = installed ? /could not be opened/ : /npm install --no-save @huggingface\/transformers/;
    await expect(absent.embed(['a lamp'], 'query')).rejects.toThrow(message);
  });

  it('refuses a model that is not what its config says', async () => {
    const folder = modelFolder('liar', { 'config.json': '{"hidden_size":7}' });
    const liar = await createLocalEmbedder({ folder, loadPackage: async () => fakePackage() });
    await expect(liar.embed(['a lamp'], 'query')).rejects.toThrow(/6 numbers.*says 7/);
  });
});

/** Folder with the models of the tests' peers, and where the optional package is installed. */
const models = process.env['EMBEDDINGS_MODELS'] ?? '';
const packages = process.env['EMBEDDINGS_PACKAGES'] ?? '';
const real =
  models === '' || packages === ''
    ? []
    : readdirSync(models, { withFileTypes: true }).filter((entry) => entry.isDirectory());
if (real.length === 0)
  process.stderr.write(
    'The real embedding models are not here (EMBEDDINGS_MODELS, EMBEDDINGS_PACKAGES): their tests are skipped.\n',
  );
for (const { name } of real) {
  const create = () =>
    createLocalEmbedder({
      folder: join(models, name),
      loadPackage: async () =>
        (await import(
          createRequire(join(packages, 'x.js')).resolve('@huggingface/transformers')
        )) as TransformersPackage,
    });
  embedderContract(`local, ${name}`, create);
  it(`${name} knows what is near in meaning`, async () => {
    const embedder = await create();
    const [question] = await embedder.embed(['How long may a book be borrowed?'], 'query');
    const texts = await embedder.embed(
      ['Readers return an atlas within three weeks.', 'The quay is swept with brooms.'],
      'passage',
    );
    const near = texts.map((text) => text.reduce((sum, value, at) => sum + value * (question?.[at] ?? 0), 0));
    expect(near[0]).toBeGreaterThan(near[1] ?? 1);
  });
}
