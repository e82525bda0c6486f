import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createElasticsearchAuditReplica } from '../../../src/adapters/elasticsearch/audit-replica.ts';
import { createSqliteAuditStore } from '../../../src/adapters/sqlite/audit-store.ts';
import { openDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createAudit, systemContext } from '../../../src/audit/audit.ts';
import { chainOf } from '../../../src/audit/checkpoints.ts';
import { createReplicaFollower } from '../../../src/audit/follow-replica.ts';
import type { AuditReplica } from '../../../src/audit/replica.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { auditReplicaContract, chainRows, hashesOf, otherRows } from '../../contracts/audit-replica-contract.ts';
import { type FaultyServer, refusal, startFaultyServer } from '../../fixtures/elasticsearch/faulty-server.ts';

const url = inject('elasticsearch');

describe.skipIf(url === '')('with a real server', () => {
  auditReplicaContract('Elasticsearch', () => {
    const prefix = `test-${randomUUID()}`;
    return () => createElasticsearchAuditReplica({ url, prefix });
  });

  describe('the index of an audit replica', () => {
    let server: FaultyServer;
    let prefix: string;
    const opened: AuditReplica[] = [];
    beforeEach(async () => {
      server = await startFaultyServer(url);
      prefix = `replica-${randomUUID()}`;
    });
    afterEach(async () => {
      for (const replica of opened.splice(0)) await replica.close();
      await server.stop();
    });

    const open = (): AuditReplica => {
      const replica = createElasticsearchAuditReplica({ url: server.url, prefix, retries: 0, sleep: async () => {} });
      opened.push(replica);
      return replica;
    };
    const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
      const answer = await fetch(`${url}/${path}`, {
        method,
        ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      });
      return answer.json();
    };

    it('is not made by reading', async () => {
      const replica = open();
      expect(await replica.head('chain')).toBeUndefined();
      expect(await replica.hashes('chain', 1, 5)).toEqual(new Map());
      expect(await ask('GET', `${prefix}-audit`)).toMatchObject({ status: 404 });
    });

    it('is made once by two processes at once, with a mapping that takes nothing else', async () => {
      const rows = chainRows(20);
      await Promise.all(Array.from({ length: 4 }, () => open().add('chain', rows)));
      expect(await open().hashes('chain', 1, 20)).toEqual(hashesOf(rows));
      const found = (await ask('GET', `${prefix}-audit/_mapping`)) as Record<string, unknown>;
      expect(Object.keys(found)).toEqual([`${prefix}-audit`]);
      expect(found[`${prefix}-audit`]).toMatchObject({ mappings: { dynamic: 'strict' } });
      expect(await ask('PUT', `${prefix}-audit/_doc/stray`, { name: 'somebody' })).toMatchObject({ status: 400 });
    });

    it('holds the columns of the rows and nothing else, one document a row', async () => {
      const rows = chainRows(3).map((row) => ({ ...row, text: 'what somebody wrote', salt: 'salt' }));
      await open().add('chain', rows);
      const answer = (await ask('GET', `${prefix}-audit/_search?sort=position`)) as {
        hits: { hits: { _id: string; _source: object }[] };
      };
      expect(answer.hits.hits.map(({ _id, _source }) => ({ _id, _source }))).toEqual(
        chainRows(3).map((row) => ({ _id: `chain-${row.position}`, _source: { chain: 'chain', ...row } })),
      );
    });

    it('is searched by who, when and what', async () => {
      await open().add('chain', otherRows(30, 11));
      const filter = [
        { term: { tenant: 't-2' } },
        { range: { at: { gte: '2026-01-01T00:00:20.000Z' } } },
        { match: { body: 'light_lamp' } },
      ];
      const found = await ask('POST', `${prefix}-audit/_count`, { query: { bool: { filter } } });
      expect(found).toMatchObject({ count: 10 });
    });

    it('shows a row that was altered, moved or removed in it', async () => {
      const replica = open();
      const rows = chainRows(10);
      await replica.add('chain', rows);
      const doc = { chain: 'chain', ...rows[3] };
      await ask('PUT', `${prefix}-audit/_doc/chain-4?refresh=true`, { ...doc, actor: 'p-9' });
      await ask('PUT', `${prefix}-audit/_doc/chain-6?refresh=true`, { ...doc });
      await ask('PUT', `${prefix}-audit/_doc/chain-7?refresh=true`, { chain: 'chain', position: 7 });
      await ask('DELETE', `${prefix}-audit/_doc/chain-9?refresh=true`);
      const held = await replica.hashes('chain', 1, 10);
      expect([...held].filter(([, hash]) => hash === '').map(([position]) => position)).toEqual([4, 6, 7]);
      expect(held.has(9)).toBe(false);
      await expect(replica.add('chain', rows)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/another row 4 /),
      });
    });

    it('shows rows that another process wrote and whose request broke before it made them visible', async () => {
      const replica = open();
      const rows = chainRows(10);
      await replica.add('chain', rows.slice(0, 2));
      await ask('PUT', `${prefix}-audit/_settings`, { index: { refresh_interval: '-1' } });
      for (const row of rows.slice(2))
        await ask('PUT', `${prefix}-audit/_create/chain-${row.position}`, { chain: 'chain', ...row });
      expect(await replica.hashes('chain', 1, 10)).toEqual(hashesOf(rows));
      await replica.add('chain', rows.slice(2));
      expect(await replica.head('chain')).toEqual({ position: 10, hash: rows[9]?.hash });
    });

    it('that somebody removes does not come back by a late write, and is made anew', async () => {
      const replica = open();
      const rows = chainRows(10);
      await replica.add('chain', rows.slice(0, 5));
      await ask('DELETE', `${prefix}-audit`);
      await expect(replica.add('chain', rows.slice(5))).rejects.toMatchObject({
        code: 'upstream_unavailable',
        message: expect.stringMatching(/was removed from the search server/),
      });
      expect(await ask('GET', `${prefix}-audit`)).toMatchObject({ status: 404 });
      expect(await replica.head('chain')).toBeUndefined();
      await replica.add('chain', rows);
      expect(await replica.head('chain')).toEqual({ position: 10, hash: rows[9]?.hash });
      expect(await ask('PUT', `${prefix}-audit/_doc/stray`, { name: 'somebody' })).toMatchObject({ status: 400 });
    });

    it('that is of somebody else, or whose mapping was loosened, is not written to', async () => {
      await ask('PUT', `${prefix}-audit`, { mappings: { properties: { name: { type: 'keyword' } } } });
      const refused = { code: 'misconfigured', message: expect.stringMatching(/did not make.*ELASTICSEARCH_PREFIX/) };
      await expect(open().add('chain', chainRows(1))).rejects.toMatchObject(refused);
      await ask('DELETE', `${prefix}-audit`);
      await open().add('chain', chainRows(1));
      await ask('PUT', `${prefix}-audit/_mapping`, { dynamic: true });
      await expect(open().add('chain', chainRows(1))).rejects.toMatchObject(refused);
    });

    it('is gone on with where a connection breaks in the middle, although the server wrote the rows', async () => {
      const rows = chainRows(1_200);
      const [torn, next] = [open(), open()];
      let bulks = 0;
      server.fault = ({ path, body }) => {
        if (!path.includes('_bulk')) return undefined;
        bulks += 1;
        if (bulks !== 2) return undefined;
        // The second half of the second part arrives, and the answer does not.
        const lines = body.trimEnd().split('\n');
        void fetch(`${url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-ndjson' },
          body: `${lines.slice(lines.length / 2).join('\n')}\n`,
        });
        return 'break';
      };
      await expect(torn.add('chain', rows)).rejects.toMatchObject({ code: 'upstream_unavailable' });
      await expect.poll(async () => (await next.hashes('chain', 1, 1_200)).size).toBe(750);
      expect(await next.head('chain')).toEqual({ position: 500, hash: rows[499]?.hash });
      await next.add('chain', rows.slice(500));
      expect(await next.head('chain')).toEqual({ position: 1_200, hash: rows[1_199]?.hash });
      expect(await next.hashes('chain', 1, 1_200)).toEqual(hashesOf(rows));
    });

    it('takes all rows of a server that is overloaded at first', async () => {
      let bulks = 0;
      server.fault = ({ path }) => {
        if (!path.includes('_bulk')) return undefined;
        bulks += 1;
        return bulks < 3 ? refusal(429, 'es_rejected_execution_exception', 'queue is full') : undefined;
      };
      await open().add('chain', chainRows(10));
      expect((await open().hashes('chain', 1, 10)).size).toBe(10);
    });

    it('is followed: a file of thousands of rows is copied past a broken connection, and a cut is found', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'replica-'));
      const database = openDatabase(join(folder, 'library.db'));
      const store = createSqliteAuditStore(database);
      const audit = createAudit({ store, clock: systemClock, newId: randomUUID, owner: 'test' });
      audit.within(() => {
        for (let each = 1; each < 5_000; each += 1)
          audit.record({ type: 'configuration', body: { each } }, systemContext('r-1'));
      });
      const follower = createReplicaFollower({ reading: store, replica: open(), pause: () => 0 });
      let bulks = 0;
      server.fault = ({ path }) => {
        if (!path.includes('_bulk')) return undefined;
        bulks += 1;
        return bulks === 5 ? 'break' : undefined;
      };
      await follower.keepUp();
      expect(follower.behind).toMatch(/could not be copied.*cannot be reached/);
      expect(await open().head(chainOf(store))).toMatchObject({ position: 2_000 });
      await follower.keepUp();
      expect(follower.behind).toBe('');
      expect(await open().head(chainOf(store))).toMatchObject({ position: 5_000, hash: store.head()?.hash });
      expect(await follower.compare()).toEqual([]);
      database.exec('DROP TRIGGER audit_rows_never_go; DELETE FROM audit_rows WHERE position > 4800');
      await expect(follower.follow()).rejects.toMatchObject({ code: 'conflict' });
      expect(await follower.compare()).toEqual([{ row: 4_801, message: expect.stringMatching(/^Rows 4801 to 5000/) }]);
      database.close();
      rmSync(folder, { recursive: true, force: true });
    });
  });
});
