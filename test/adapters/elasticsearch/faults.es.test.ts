import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createElasticsearchIndex } from '../../../src/adapters/elasticsearch/elasticsearch-index.ts';
import { makingOf } from '../../../src/adapters/elasticsearch/layout.ts';
import type { RegulationIndex } from '../../../src/regulations/regulation-index.ts';
import { type FaultyServer, refusal, startFaultyServer } from '../../fixtures/elasticsearch/faulty-server.ts';
import { toyEmbedder } from '../../regulations/toy-embedder.ts';
import { act, lamps } from './lamps.ts';

const url = inject('elasticsearch');

interface Counted {
  readonly count: number;
}

describe.skipIf(url === '')('an Elasticsearch that fails', () => {
  let server: FaultyServer;
  let prefix: string;
  const opened: RegulationIndex[] = [];
  beforeEach(async () => {
    server = await startFaultyServer(url);
    prefix = `faults-${randomUUID()}`;
  });
  afterEach(async () => {
    for (const index of opened.splice(0)) await index.close();
    await server.stop();
  });

  const open = (more: object = {}): RegulationIndex => {
    const index = createElasticsearchIndex({ url: server.url, prefix, retries: 0, sleep: async () => {}, ...more });
    opened.push(index);
    return index;
  };
  const served = async (): Promise<RegulationIndex> => {
    const index = open();
    await index.put(act('held'), lamps(3));
    expect(await index.commit()).toEqual([]);
    return index;
  };
  const expectServed = async (index: RegulationIndex): Promise<void> => {
    expect((await index.search('lamp keeper', { acts: ['held'] }, 5)).hits).toHaveLength(3);
  };
  const documents = async (): Promise<number> => {
    await fetch(`${url}/${prefix}-passages-*/_refresh`, { method: 'POST' });
    const answer = await fetch(`${url}/${prefix}-passages-*/_count?q=record:passage`);
    return ((await answer.json()) as Counted).count;
  };

  it('that cannot be reached is an error and unhealthy, never an empty result', async () => {
    const index = await served();
    server.fault = () => 'break';
    await expect(index.search('lamp', {}, 5)).rejects.toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringMatching(/cannot be reached.*ELASTICSEARCH_URL/),
    });
    await expect(index.held()).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect(await index.health()).toMatchObject({
      status: 'unhealthy',
      problems: [expect.stringMatching(/cannot be reached/)],
    });
    server.fault = () => undefined;
    await expectServed(index);
    expect((await index.health()).status).toBe('healthy');
  });

  it('that does not answer in time is told apart', async () => {
    const index = open({ timeout: 300 });
    server.fault = () => 'silence';
    await expect(index.search('lamp', {}, 5)).rejects.toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringMatching(/does not answer in time/),
    });
  });

  it('that fails in parts of its shards gives no partial result', async () => {
    const index = await served();
    server.fault = ({ path }) =>
      path.includes('_search') ? refusal(503, 'search_phase_execution_exception', 'all shards failed') : undefined;
    await expect(index.search('lamp', {}, 5)).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  it('that is overloaded is asked again, and holds each passage once', async () => {
    const index = await served();
    let refused = 0;
    server.fault = ({ path, body }) => {
      if (!path.includes('_bulk') || refused >= 3) return undefined;
      refused += 1;
      if (refused === 1) return refusal(429, 'es_rejected_execution_exception', 'queue is full');
      const items = body.trimEnd().split('\n').length / 2;
      const item = { index: { status: 429, error: { type: 'es_rejected_execution_exception', reason: 'full' } } };
      return { status: 200, body: { errors: true, took: 1, items: Array.from({ length: items }, () => item) } };
    };
    await index.put(act('more'), lamps(40));
    expect(await index.commit()).toEqual([]);
    expect(refused).toBe(3);
    expect(await documents()).toBe(43);
    expect((await index.search('lamp', { acts: ['more'] }, 50)).hits).toHaveLength(40);
  });

  it('that stays overloaded is an error that says so, and what was held is served', async () => {
    const index = await served();
    server.fault = ({ path }) =>
      path.includes('_bulk') ? refusal(429, 'es_rejected_execution_exception', 'queue is full') : undefined;
    await expect(index.put(act('more'), lamps(2))).rejects.toMatchObject({
      code: 'rate_limited',
      message: expect.stringMatching(/overloaded.*again/),
    });
    await expectServed(index);
  });

  it('whose disk is full says what to do, and what was held is served', async () => {
    const index = await served();
    const reason = 'index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark]';
    server.fault = ({ path, body }) => {
      if (!path.includes('_bulk')) return undefined;
      const item = { index: { status: 429, error: { type: 'cluster_block_exception', reason } } };
      const items = Array.from({ length: body.trimEnd().split('\n').length / 2 }, () => item);
      return { status: 200, body: { errors: true, took: 1, items } };
    };
    await expect(index.put(act('more'), lamps(2))).rejects.toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringMatching(/no room left on its disk.*Make room/),
    });
    await expectServed(index);
  });

  it('that refuses one document of many is not taken for having stored it', async () => {
    const index = await served();
    server.fault = ({ path, body }) => {
      if (!path.includes('_bulk')) return undefined;
      const items = Array.from({ length: body.trimEnd().split('\n').length / 2 }, (_, at) => ({
        index:
          at === 1 ? { status: 400, error: { type: 'document_parsing_exception', reason: 'failed' } } : { status: 201 },
      }));
      return { status: 200, body: { errors: true, took: 1, items } };
    };
    await expect(index.put(act('more'), lamps(3))).rejects.toMatchObject({ code: 'misconfigured' });
    server.fault = () => undefined;
    expect(await index.held()).toEqual(new Set(['held']));
  });

  it('in which somebody else made an index of our name is refused, and left as it is', async () => {
    const index = await served();
    const alias = (await (await fetch(`${url}/_alias/${prefix}-passages`)).json()) as Record<string, unknown>;
    const [name = ''] = Object.keys(alias);
    const stranger = name.replace(/\d+$/, '000009');
    await fetch(`${url}/_index_template/${prefix}-passages-${name.split('-').at(-2)}`, { method: 'DELETE' });
    await fetch(`${url}/${stranger}`, { method: 'PUT' });
    await expect(open().held()).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/did not make.*ELASTICSEARCH_PREFIX/),
    });
    await expectServed(index);
    // What the message says to do can be done.
    const mended = open();
    await mended.renew();
    await mended.put(act('held'), lamps(3));
    expect(await mended.commit()).toEqual([]);
    await expectServed(mended);
  });

  it('refuses passages for an index whose mapping was changed underneath', async () => {
    const index = await served();
    server.fault = ({ path, body }) => {
      if (!path.includes('_bulk')) return undefined;
      const error = {
        type: 'strict_dynamic_mapping_exception',
        reason: 'mapping set to strict, dynamic introduction of [place]',
      };
      const items = body.trimEnd().split('\n').length / 2;
      return {
        status: 200,
        body: {
          errors: true,
          took: 1,
          items: Array.from({ length: items }, () => ({ index: { status: 400, error } })),
        },
      };
    };
    await expect(index.put(act('more'), lamps(2))).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/compliance library reindex/),
    });
    await expectServed(index);
  });

  it('credentials that are refused name the settings', async () => {
    const index = await served();
    server.fault = () => refusal(401, 'security_exception', 'missing authentication credentials');
    await expect(index.search('lamp', {}, 5)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/ELASTICSEARCH_API_KEY/),
    });
  });

  it('reads no index of another version, and takes the place of no newer one', async () => {
    await served();
    const making = makingOf(undefined);
    const told = (change: object) => (answer: { path: string }) =>
      answer.path.includes('_mapping')
        ? {
            status: 200,
            body: {
              [decodeURIComponent(answer.path.split('/')[1] ?? '')]: { mappings: { _meta: { ...making, ...change } } },
            },
          }
        : undefined;
    server.fault = told({ analyser: making.analyser - 1 });
    await expect(open().search('lamp', {}, 5)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/another version.*library reindex/),
    });
    server.fault = told({ analyser: making.analyser + 1 });
    await expect(open({ embedder: toyEmbedder() }).held()).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/newer version of this program/),
    });
  });

  it('serves by words what was made with another embedder, until it is made anew', async () => {
    const before = open({ embedder: toyEmbedder() });
    await before.put(act('held'), lamps(3));
    await before.commit();
    const index = open({ embedder: toyEmbedder({ id: 'other toy' }) });
    const { hits, notes } = await index.search('lamp keeper', {}, 5);
    expect(hits).toHaveLength(3);
    expect(notes.join()).toMatch(/no vectors of the embedder that is set up/);
  });
});
