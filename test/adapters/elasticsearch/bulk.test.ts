import { describe, expect, it } from 'vitest';
import { type Change, makeChanges } from '../../../src/adapters/elasticsearch/bulk.ts';
import { createClient } from '../../../src/adapters/elasticsearch/client.ts';
import {
  type Answer,
  type FaultyServer,
  refusal,
  startFaultyServer,
} from '../../fixtures/elasticsearch/faulty-server.ts';

/** A server of our own that answers bulk requests item by item, as the real one does. */
async function withBulk(
  itemOf: (id: string, call: number) => { status: number; error?: { type: string; reason: string } },
  run: (send: (changes: readonly Change[]) => Promise<void>, server: FaultyServer, waits: number[]) => Promise<void>,
): Promise<void> {
  const server = await startFaultyServer();
  let call = 0;
  server.fault = ({ body }): Answer => {
    call += 1;
    const heads = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, { _id?: string }>)
      .flatMap((line) => Object.entries(line).filter(([name]) => name === 'index' || name === 'delete'));
    const items = heads.map(([name, { _id = '' }]) => ({ [name]: itemOf(_id, call) }));
    return { status: 200, body: { took: 1, errors: items.some((item) => Object.values(item)[0]?.error), items } };
  };
  const client = createClient({ url: server.url, retries: 0 });
  const waits: number[] = [];
  try {
    await run(
      (changes) => makeChanges(client, 'index', changes, async (milliseconds) => void waits.push(milliseconds)),
      server,
      waits,
    );
  } finally {
    await client.close();
    await server.stop();
  }
}

const document = (id: string): Change => ({ id, document: { text: id } });
const full = { status: 429, error: { type: 'es_rejected_execution_exception', reason: 'queue is full' } };

describe('changes in bulk', () => {
  it('are sent in portions', async () => {
    const changes = Array.from({ length: 1_100 }, (_, at) => document(`d${at}`));
    await withBulk(
      () => ({ status: 201 }),
      async (send, server) => {
        await send(changes);
        expect(server.requests).toHaveLength(3);
      },
    );
  });

  it('that an overloaded server refuses are sent again, they alone, after growing pauses', async () => {
    await withBulk(
      (id, call) => (id === 'b' && call < 4 ? full : { status: 201 }),
      async (send, server, waits) => {
        await send(['a', 'b', 'c'].map(document));
        expect(server.requests.map(({ body }) => body.trimEnd().split('\n').length / 2)).toEqual([3, 1, 1, 1]);
        expect(waits).toEqual([100, 200, 400]);
      },
    );
  });

  it('that stay refused are an error in the end', async () => {
    await withBulk(
      () => full,
      async (send, server) => {
        await expect(send([document('a')])).rejects.toMatchObject({ code: 'rate_limited' });
        expect(server.requests).toHaveLength(7);
      },
    );
  });

  it('of which one fails are an error, although the request succeeds', async () => {
    await withBulk(
      (id) =>
        id === 'b' ? { status: 400, error: { type: 'document_parsing_exception', reason: 'no' } } : { status: 201 },
      async (send) => {
        await expect(send(['a', 'b'].map(document))).rejects.toMatchObject({
          code: 'misconfigured',
          detail: expect.stringMatching(/document_parsing_exception/),
        });
      },
    );
  });

  it('of which the server forgets one are an error', async () => {
    await withBulk(
      () => ({ status: 201 }),
      async (send, server) => {
        const answer = server.fault;
        server.fault = (asked) => {
          const given = answer(asked);
          if (given === undefined || typeof given === 'string') return given;
          const body = given.body as { items: unknown[] };
          return { ...given, body: { ...body, items: body.items.slice(1) } };
        };
        await expect(send(['a', 'b'].map(document))).rejects.toMatchObject({ code: 'upstream_unavailable' });
      },
    );
  });

  it('that remove what is not there are done', async () => {
    await withBulk(
      () => ({ status: 404 }),
      async (send) => {
        await expect(send([{ id: 'gone', remove: true }])).resolves.toBeUndefined();
      },
    );
  });

  it('that are refused as a whole for overload are sent again as a whole', async () => {
    await withBulk(
      () => ({ status: 201 }),
      async (send, server) => {
        const answer = server.fault;
        let calls = 0;
        server.fault = (asked) => {
          calls += 1;
          return calls === 1 ? refusal(429, 'es_rejected_execution_exception', 'busy') : answer(asked);
        };
        await send(['a', 'b'].map(document));
        expect(calls).toBe(2);
      },
    );
  });
});
