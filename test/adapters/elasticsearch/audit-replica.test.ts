import { describe, expect, it } from 'vitest';
import { createElasticsearchAuditReplica } from '../../../src/adapters/elasticsearch/audit-replica.ts';
import type { AuditReplica } from '../../../src/audit/replica.ts';
import {
  auditReplicaContract,
  chainRows,
  createMemoryReplica,
  type MemoryRows,
  otherRows,
} from '../../contracts/audit-replica-contract.ts';
import {
  type Answer,
  type FaultyServer,
  refusal,
  startFaultyServer,
} from '../../fixtures/elasticsearch/faulty-server.ts';

type Outcome = { readonly status: number; readonly error?: { readonly type: string; readonly reason: string } };

const INDEX = 'bank-audit';
const MAPPING = { [INDEX]: { mappings: { dynamic: 'strict', _meta: { record: 'audit', layout: 1 } } } };
const CREATED: Outcome = { status: 201 };
const FULL: Outcome = { status: 429, error: { type: 'es_rejected_execution_exception', reason: 'queue is full' } };
const THERE: Outcome = { status: 409, error: { type: 'version_conflict_engine_exception', reason: 'exists' } };
const failed = (status: number, type: string): Outcome => ({ status, error: { type, reason: 'no' } });

interface Behaviour {
  /** What becomes of the document with that id, in the n-th bulk request. */
  readonly outcome?: (id: string, call: number) => Outcome;
  /** What a read by ids gives for each. */
  readonly document?: (id: string) => object;
  /** Answers in the stead of all that. */
  readonly instead?: (method: string, path: string, call: number) => Answer | undefined;
}

function idsIn(body: string): string[] {
  const lines = body.trimEnd().split('\n');
  return lines.filter((_, at) => at % 2 === 0).map((line) => JSON.parse(line).create._id as string);
}

/** A server of our own that answers as the real one does, in front of a replica. */
async function withServer(
  { outcome = () => CREATED, document = () => ({ found: false }), instead }: Behaviour,
  run: (replica: AuditReplica, server: FaultyServer, waits: number[]) => Promise<void>,
): Promise<void> {
  const server = await startFaultyServer();
  let call = 0;
  server.fault = ({ method, path, body }): Answer => {
    if (path.includes('_bulk')) call += 1;
    const told = instead?.(method, path, call);
    if (told !== undefined) return told;
    if (path.includes('_mapping')) return { status: 200, body: MAPPING };
    if (path.includes('_mget')) {
      const { ids } = JSON.parse(body) as { ids: string[] };
      return { status: 200, body: { docs: ids.map((_id) => ({ _index: INDEX, _id, ...document(_id) })) } };
    }
    // `errors` says false, come what may: it is the items that count.
    const items = idsIn(body).map((id) => ({ create: outcome(id, call) }));
    return { status: 200, body: { took: 1, errors: false, items } };
  };
  const waits: number[] = [];
  const replica = createElasticsearchAuditReplica({
    url: server.url,
    prefix: 'bank',
    retries: 0,
    timeout: 500,
    sleep: async (milliseconds) => void waits.push(milliseconds),
  });
  try {
    await run(replica, server, waits);
  } finally {
    await replica.close();
    await server.stop();
  }
}

const bulks = (server: FaultyServer) => server.requests.filter(({ path }) => path.includes('_bulk'));
const source =
  (chain: string, rows = chainRows(9)) =>
  (id: string) => ({
    found: true,
    _source: { chain, ...rows[Number(id.slice(chain.length + 1)) - 1] },
  });

// Beside the real one's run in `audit-replica.es.test.ts`: what the follower is tested with must refuse what that refuses.
auditReplicaContract('in memory', () => {
  const held: MemoryRows = new Map();
  return () => createMemoryReplica(held);
});

describe('copying rows to Elasticsearch', () => {
  it('creates documents, in parts, visible at once, with the columns of the rows alone', async () => {
    await withServer({}, async (replica, server) => {
      const rows = chainRows(1_100).map((row) => ({ ...row, question: 'what somebody asked' }));
      await replica.add('chain', rows);
      expect(bulks(server).map(({ path }) => path)).toEqual(Array(3).fill('/bank-audit/_bulk?refresh=true'));
      const lines = bulks(server).flatMap(({ body }) => body.trimEnd().split('\n'));
      expect(JSON.parse(lines[0] ?? '')).toEqual({ create: { _id: 'chain-1' } });
      expect(JSON.parse(lines[1] ?? '')).toEqual({ chain: 'chain', ...chainRows(1)[0] });
      expect(bulks(server).flatMap(({ body }) => idsIn(body))).toEqual(rows.map((row) => `chain-${row.position}`));
      expect(lines.join('')).not.toContain('somebody asked');
    });
  });

  it('sends no more bytes at once than a server takes', async () => {
    await withServer({}, async (replica, server) => {
      await replica.add(
        'chain',
        chainRows(7, () => ({ body: JSON.stringify('x'.repeat(1_500_000)) })),
      );
      expect(bulks(server).map(({ body }) => idsIn(body).length)).toEqual([2, 2, 2, 1]);
    });
  });

  it('needs no more privileges than to read and create, where the index is there', async () => {
    await withServer({ outcome: () => CREATED }, async (replica, server) => {
      await replica.add('chain', chainRows(2));
      await replica.add('chain', chainRows(2));
      expect(server.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
        'GET /bank-audit/_mapping',
        'POST /bank-audit/_bulk',
        'POST /bank-audit/_bulk',
      ]);
    });
  });

  it('goes on where another process made the index in the same moment', async () => {
    let made = false;
    const instead = (method: string, path: string): Answer | undefined => {
      if (path.includes('_mapping') && !made) return refusal(404, 'index_not_found_exception', 'no such index');
      if (path.includes('_index_template')) return { status: 200, body: { acknowledged: true } };
      if (method !== 'PUT' || path !== '/bank-audit') return undefined;
      made = true;
      return refusal(400, 'resource_already_exists_exception', 'already exists');
    };
    await withServer({ instead }, async (replica) => {
      await expect(replica.add('chain', chainRows(2))).resolves.toBeUndefined();
    });
  });

  it('tries again what an overloaded server refuses, it alone, after growing pauses', async () => {
    const outcome = (id: string, call: number) => (id === 'chain-2' && call < 4 ? FULL : CREATED);
    await withServer({ outcome }, async (replica, server, waits) => {
      await replica.add('chain', chainRows(3));
      expect(bulks(server).map(({ body }) => idsIn(body).length)).toEqual([3, 1, 1, 1]);
      expect(waits).toEqual([100, 200, 400]);
    });
  });

  it('tries again as a whole what is refused as a whole for overload, and gives up in the end', async () => {
    const instead = (_: string, path: string): Answer | undefined =>
      path.includes('_bulk') ? refusal(429, 'es_rejected_execution_exception', 'busy') : undefined;
    await withServer({ instead }, async (replica, server) => {
      await expect(replica.add('chain', chainRows(3))).rejects.toMatchObject({ code: 'rate_limited' });
      expect(bulks(server)).toHaveLength(7);
    });
  });

  it.each([
    [400, 'document_parsing_exception', 'misconfigured'],
    [400, 'strict_dynamic_mapping_exception', 'misconfigured'],
    [403, 'security_exception', 'misconfigured'],
    [404, 'index_not_found_exception', 'upstream_unavailable'],
    [503, 'unavailable_shards_exception', 'upstream_unavailable'],
  ])(
    'never takes an item that fails (%i %s) for success, although the request succeeds',
    async (status, type, code) => {
      const outcome = (id: string) => (id === 'chain-2' ? failed(status, type) : CREATED);
      await withServer({ outcome }, async (replica) => {
        await expect(replica.add('chain', chainRows(3))).rejects.toMatchObject({
          code,
          detail: expect.stringContaining(type),
        });
      });
    },
  );

  it('does not take an item without an error for success where its status says otherwise', async () => {
    await withServer({ outcome: () => ({ status: 500 }) }, async (replica) => {
      await expect(replica.add('chain', chainRows(1))).rejects.toMatchObject({ code: 'upstream_unavailable' });
    });
  });

  it('does not take a row for copied that the server forgets to tell of', async () => {
    await withServer({}, async (replica, server) => {
      const answer = server.fault;
      server.fault = (asked) => {
        const given = answer(asked);
        if (given === undefined || typeof given === 'string' || !asked.path.includes('_bulk')) return given;
        return { ...given, body: { errors: false, items: (given.body as { items: unknown[] }).items.slice(1) } };
      };
      await expect(replica.add('chain', chainRows(3))).rejects.toMatchObject({ code: 'upstream_unavailable' });
    });
  });

  it('reads what is there already: the same row is fine', async () => {
    await withServer({ outcome: () => THERE, document: source('chain') }, async (replica, server) => {
      await expect(replica.add('chain', chainRows(3))).resolves.toBeUndefined();
      expect(server.requests.at(-1)?.path).toBe('/bank-audit/_mget?realtime=true');
    });
  });

  it('tells of another history before it tells of anything else that went wrong', async () => {
    const outcome = (id: string) => (id === 'chain-1' ? failed(503, 'unavailable_shards_exception') : THERE);
    await withServer({ outcome, document: source('chain', otherRows(9, 3)) }, async (replica) => {
      await expect(replica.add('chain', chainRows(5).reverse())).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/another row 3 /),
      });
    });
  });

  it('does not take a row for copied that is said to be there and cannot be read', async () => {
    for (const document of [{ found: false }, { error: { type: 'no_shard_available_action_exception' } }])
      await withServer({ outcome: () => THERE, document: () => document }, async (replica) => {
        await expect(replica.add('chain', chainRows(1))).rejects.toMatchObject({ code: 'upstream_unavailable' });
      });
  });
});

describe('an Elasticsearch with the replica that fails', () => {
  const everything: readonly (readonly [string, (replica: AuditReplica) => Promise<unknown>])[] = [
    ['add', (replica) => replica.add('chain', chainRows(2))],
    ['head', (replica) => replica.head('chain')],
    ['hashes', (replica) => replica.hashes('chain', 1, 5)],
  ];

  it.each(everything)('is an error and not an empty replica: %s', async (_, ask) => {
    const answers: readonly (readonly [Answer, object])[] = [
      ['break', { code: 'upstream_unavailable', message: expect.stringMatching(/cannot be reached/) }],
      ['silence', { code: 'upstream_unavailable', message: expect.stringMatching(/does not answer in time/) }],
      [refusal(401, 'security_exception', 'no such key'), { code: 'misconfigured' }],
      [refusal(503, 'search_phase_execution_exception', 'all shards failed'), { code: 'upstream_unavailable' }],
      [refusal(403, 'cluster_block_exception', 'disk usage exceeded flood-stage'), { code: 'upstream_unavailable' }],
    ];
    for (const [answer, error] of answers)
      await withServer({ instead: () => answer }, async (replica) => {
        await expect(ask(replica)).rejects.toMatchObject({ name: 'AppError', ...error });
      });
  });

  it('is found again by the same replica', async () => {
    let down = true;
    await withServer({ instead: () => (down ? 'break' : undefined) }, async (replica) => {
      await expect(replica.add('chain', chainRows(2))).rejects.toMatchObject({ code: 'upstream_unavailable' });
      down = false;
      await expect(replica.add('chain', chainRows(2))).resolves.toBeUndefined();
    });
  });

  it('is not set up under a prefix that is none', () => {
    expect(() => createElasticsearchAuditReplica({ url: 'http://127.0.0.1:9', prefix: 'Bank*' })).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringMatching(/ELASTICSEARCH_PREFIX/) }),
    );
  });
});
