import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { createElasticsearchIndex } from '../../../src/adapters/elasticsearch/elasticsearch-index.ts';
import { startFaultyServer } from '../../fixtures/elasticsearch/faulty-server.ts';
import { act, lamps } from './lamps.ts';

const url = inject('elasticsearch');

interface Counted {
  readonly count: number;
}

describe.skipIf(url === '')('what an interrupted process leaves in Elasticsearch', () => {
  it('is not seen, is gone on with, and leaves nothing twice', async () => {
    const prefix = `left-${randomUUID()}`;
    const server = await startFaultyServer(url);
    const interrupted = createElasticsearchIndex({ url: server.url, prefix, retries: 0, sleep: async () => {} });
    await interrupted.put(act('held'), lamps(3));
    await interrupted.commit();
    let bulks = 0;
    server.fault = ({ path }) => {
      if (!path.includes('_bulk')) return undefined;
      bulks += 1;
      return bulks > 1 ? 'break' : undefined;
    };
    // The first 500 are stored, then the connection breaks.
    await expect(interrupted.put(act('big'), lamps(1_200))).rejects.toMatchObject({ code: 'upstream_unavailable' });
    const next = createElasticsearchIndex({ url, prefix });
    expect(await next.held()).toEqual(new Set(['held']));
    expect((await next.search('lamp', {}, 2_000)).hits).toHaveLength(3);
    await next.put(act('big'), lamps(1_200));
    await next.describe([act('held'), act('big')]);
    expect(await next.commit()).toEqual([]);
    const { hits } = await next.search('lamp keeper', {}, 5_000);
    expect(hits).toHaveLength(1_203);
    expect(new Set(hits.map(({ versionKey, place }) => `${versionKey}#${place}`)).size).toBe(1_203);
    await interrupted.close();
    await next.close();
    await server.stop();
  });

  it('of passages too many is mended by putting the version again', async () => {
    const prefix = `left-${randomUUID()}`;
    const index = createElasticsearchIndex({ url, prefix });
    await index.put(act('held'), lamps(3));
    await index.commit();
    const [name = ''] = Object.keys((await (await fetch(`${url}/_alias/${prefix}-passages`)).json()) as object);
    const stray = { record: 'passage', version: 'held', position: 99, place: 'art_99', stems_en: 'lamp' };
    await fetch(`${url}/${name}/_doc/stray?refresh=true`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(stray),
    });
    const next = createElasticsearchIndex({ url, prefix });
    await next.put(act('more'), lamps(2));
    await next.describe([act('held'), act('more')]);
    expect(await next.commit()).toEqual(['held']);
    await next.put(act('held'), lamps(3));
    expect(await next.commit()).toEqual([]);
    expect((await next.search('lamp', { acts: ['held'] }, 50)).hits).toHaveLength(3);
    await index.close();
    await next.close();
  });

  it('of a version that nobody wants any more is removed', async () => {
    const prefix = `left-${randomUUID()}`;
    const first = createElasticsearchIndex({ url, prefix });
    await first.put(act('held'), lamps(3));
    await first.put(act('unwanted'), lamps(700));
    const second = createElasticsearchIndex({ url, prefix });
    for (const key of await second.held()) if (key !== 'held') await second.drop(key);
    await second.describe([act('held')]);
    expect(await second.commit()).toEqual([]);
    await fetch(`${url}/${prefix}-passages-*/_refresh`, { method: 'POST' });
    const left = (await (await fetch(`${url}/${prefix}-passages-*/_count?q=record:passage`)).json()) as Counted;
    expect(left.count).toBe(3);
    await first.close();
    await second.close();
  });
});

describe.skipIf(url === '')('a re-index in Elasticsearch', () => {
  it('fails no search and empties none, in this process and in others', async () => {
    const prefix = `swap-${randomUUID()}`;
    const [builder, other] = [0, 1].map(() => createElasticsearchIndex({ url, prefix }));
    if (builder === undefined || other === undefined) throw new Error('two were opened');
    const fill = async (): Promise<void> => {
      for (const key of ['a', 'b', 'c']) await builder.put(act(key), lamps(120));
      expect(await builder.commit()).toEqual([]);
    };
    await fill();
    let searches = 0;
    let running = true;
    const searching = [builder, other, other].map(async (index) => {
      while (running) {
        expect((await index.search('lamp keeper', {}, 10)).hits).toHaveLength(10);
        searches += 1;
      }
    });
    for (let round = 0; round < 3; round += 1) {
      await builder.renew();
      await fill();
    }
    running = false;
    await Promise.all(searching);
    expect(searches).toBeGreaterThan(20);
    const indices = (await (await fetch(`${url}/${prefix}-passages-*`)).json()) as Record<string, unknown>;
    expect(Object.keys(indices)).toHaveLength(1);
    await builder.close();
    await other.close();
  });
});
