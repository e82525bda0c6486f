import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createOpenAiEmbedder,
  type OpenAiEmbedderOptions,
} from '../../../src/adapters/azure-openai/openai-embedder.ts';
import { embedderContract } from '../../contracts/embedder-contract.ts';
import { EMBEDDINGS_KEY, type EmbeddingsServer, startEmbeddingsServer } from '../../fixtures/embeddings-server.ts';

let server: EmbeddingsServer;
beforeAll(async () => {
  server = await startEmbeddingsServer();
});
afterAll(() => server.stop());
const noFault = (): undefined => undefined;
let rightAnswer: EmbeddingsServer['answer'];
beforeAll(() => {
  rightAnswer = server.answer;
});
beforeEach(() => {
  server.fault = noFault;
  server.answer = rightAnswer;
});

const settings = (more: Partial<OpenAiEmbedderOptions> = {}): OpenAiEmbedderOptions => ({
  url: `${server.url}/v1`,
  model: 'small-deployment',
  dimensions: 8,
  apiKey: EMBEDDINGS_KEY,
  retries: 0,
  ...more,
});
const azure = (more: Partial<OpenAiEmbedderOptions> = {}): OpenAiEmbedderOptions =>
  settings({ url: server.url, azure: { apiVersion: '2024-10-21' }, ...more });

embedderContract('OpenAI', () => createOpenAiEmbedder(settings()));
embedderContract('Azure OpenAI', () => createOpenAiEmbedder(azure()));

const embed = async (more: Partial<OpenAiEmbedderOptions> = {}): Promise<readonly Float32Array[]> =>
  (await createOpenAiEmbedder(settings(more))).embed(['a lamp', 'a quay'], 'passage');

describe('an embedding service', () => {
  it('is asked for fewer dimensions only where fewer are wanted', async () => {
    await embed({ model: 'text-embedding-3-small', dimensions: 256 });
    expect(server.requests.at(-1)?.dimensions).toBe(256);
    const { dimensions } = settings();
    expect(dimensions).toBe(8);
    const whole = await createOpenAiEmbedder({
      url: `${server.url}/v1`,
      model: 'text-embedding-3-small',
      apiKey: EMBEDDINGS_KEY,
    });
    await whole.embed(['a lamp'], 'query');
    expect(whole.dimensions).toBe(1_536);
    expect(server.requests.at(-1)?.dimensions).toBeUndefined();
  });

  it('of Azure is signed in to with a token of our own identity', async () => {
    const token = async (): Promise<string> => 'a token of the tests';
    const { apiKey: _, ...keyless } = azure({ azure: { apiVersion: '2024-10-21', token } });
    const embedder = await createOpenAiEmbedder(keyless);
    expect(await embedder.embed(['a lamp'], 'query')).toHaveLength(1);
    expect(server.requests.at(-1)?.path).toMatch(/^\/openai\/deployments\/small-deployment\/embeddings/);
  });

  it('is asked again after a 429, and then serves', async () => {
    let refused = 0;
    server.fault = () => {
      refused += 1;
      return refused === 1
        ? { status: 429, body: { error: { message: 'slow down' } }, headers: { 'retry-after-ms': '1' } }
        : undefined;
    };
    expect(await embed({ retries: 2 })).toHaveLength(2);
  });

  it.each([
    [429, 'rate_limited', /limit/],
    [500, 'upstream_unavailable', /failed \(500\)/],
    [503, 'upstream_unavailable', /failed \(503\)/],
    [401, 'misconfigured', /EMBEDDER_API_KEY/],
    [403, 'misconfigured', /credentials/],
    [404, 'misconfigured', /EMBEDDER_MODEL/],
    [400, 'misconfigured', /EMBEDDER_DIMENSIONS/],
  ])('that answers %i is an error of ours', async (status, code, message) => {
    server.fault = () => ({ status, body: { error: { message: `secret text of ${EMBEDDINGS_KEY}` } } });
    const error = await embed().then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error?.message).not.toContain(EMBEDDINGS_KEY);
    expect(error?.message).not.toContain('lamp');
  });

  it('that is not there, or silent, is away', async () => {
    await expect(embed({ url: 'http://127.0.0.1:9/v1' })).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  it.each<[string, (vectors: number[][]) => unknown, RegExp]>([
    ['no form we know', () => ({ data: 'none' }), /form/],
    ['a vector too few', (all) => ({ data: [{ index: 0, embedding: all[0] }] }), /lacks/],
    [
      'vectors of another length',
      (all) => ({ data: all.map((_, index) => ({ index, embedding: [1, 2] })) }),
      /2 numbers/,
    ],
    [
      'a vector of nothing',
      (all) => ({ data: all.map((each, index) => ({ index, embedding: each.map(() => 0) })) }),
      /no length/,
    ],
  ])('that answers with %s is refused', async (_, answer, message) => {
    server.answer = answer;
    await expect(embed()).rejects.toThrow(message);
  });

  it('is not followed to another address', async () => {
    server.fault = () => ({ status: 307, body: {}, headers: { location: 'http://127.0.0.1:9/v1/embeddings' } });
    await expect(embed()).rejects.toMatchObject({ code: 'misconfigured', message: expect.stringMatching(/redirects/) });
  });

  it('that wants an hour is given up at once', async () => {
    let calls = 0;
    server.fault = () => {
      calls += 1;
      return { status: 429, body: { error: { message: 'slow' } }, headers: { 'retry-after': '3600' } };
    };
    await expect(embed({ retries: 3 })).rejects.toMatchObject({ code: 'rate_limited' });
    expect(calls).toBe(1);
  });

  it('that cannot be signed in to says so', async () => {
    const token = async (): Promise<string> => {
      throw new Error('no identity here');
    };
    const { apiKey: _, ...keyless } = azure({ azure: { apiVersion: '2024-10-21', token } });
    const embedder = await createOpenAiEmbedder(keyless);
    await expect(embedder.embed(['a lamp'], 'query')).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/own identity/),
    });
  });

  it('gives a text the same vector, whatever long text it is sent with', async () => {
    const embedder = await createOpenAiEmbedder(settings());
    const [alone] = await embedder.embed(['a lamp'], 'passage');
    const [beside] = await embedder.embed(['a lamp', 'x '.repeat(12_000)], 'passage');
    expect(beside).toEqual(alone);
  });

  it('that is asked to stop stops', async () => {
    const embedder = await createOpenAiEmbedder(settings());
    await expect(embedder.embed(['a lamp'], 'query', AbortSignal.abort())).rejects.toThrow();
  });
});

describe('settings that cannot work', () => {
  it.each<[string, Partial<OpenAiEmbedderOptions>, RegExp]>([
    ['no address', { url: 'embeddings' }, /EMBEDDER_URL/],
    ['an address that is not encrypted', { url: 'http://embeddings.bank.example/v1' }, /unencrypted/],
    ['a model of fixed dimensions with others', { model: 'text-embedding-ada-002', dimensions: 256 }, /1536/],
  ])('are refused: %s', async (_, more, message) => {
    await expect(createOpenAiEmbedder(settings(more))).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(message),
    });
  });

  it('are refused: a model whose dimensions nobody said, a service elsewhere without a key', async () => {
    const { dimensions: _, ...unknown } = settings();
    await expect(createOpenAiEmbedder(unknown)).rejects.toThrow(/EMBEDDER_DIMENSIONS/);
    const { apiKey: __, ...keyless } = settings({ url: 'https://embeddings.bank.example/v1' });
    await expect(createOpenAiEmbedder(keyless)).rejects.toThrow(/EMBEDDER_API_KEY/);
  });
});
