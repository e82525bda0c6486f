import { afterEach, describe, expect, it } from 'vitest';
import { type AuditRow, NO_HASH, rowHash } from '../../src/audit/audit-row.ts';
import { type AuditReplica, checkChain, checkCopied, checkRange, otherHistory } from '../../src/audit/replica.ts';
import { AppError } from '../../src/core/errors.ts';

/** Rows of an invented chain, each behind the one before. */
export function chainRows(count: number, more: (position: number) => Partial<AuditRow> = () => ({})): AuditRow[] {
  let previous = NO_HASH;
  return Array.from({ length: count }, (_, at): AuditRow => {
    const content = {
      position: at + 1,
      conversation: 'c-1',
      sequence: at + 1,
      at: new Date(Date.UTC(2026, 0, 1) + at * 1_000).toISOString(),
      tenant: 't-1',
      actor: 'p-1',
      channel: 'terminal',
      correlation: `r-${at + 1}`,
      type: 'tool_call' as const,
      body: `{"tool":"light_lamp","at":${at + 1}}`,
      texts: '{}',
      ...more(at + 1),
    };
    const row = { ...content, previous, hash: rowHash(previous, content) };
    previous = row.hash;
    return row;
  });
}

/** The same chain up to a row, and another history from there on. */
export function otherRows(count: number, from: number): AuditRow[] {
  return chainRows(count, (position) => (position < from ? {} : { tenant: 't-2' }));
}

export function hashesOf(rows: readonly AuditRow[]): ReadonlyMap<number, string> {
  return new Map(rows.map(({ position, hash }) => [position, hash]));
}

/** Chains by name, rows by position: what several in-memory replicas share as processes share a server. */
export type MemoryRows = Map<string, Map<number, AuditRow>>;

/** A replica in memory that refuses what a real one refuses. */
export function createMemoryReplica(held: MemoryRows = new Map()): AuditReplica {
  return {
    add: async (chain, rows) => {
      checkCopied(chain, rows);
      const own = held.get(chain) ?? new Map<number, AuditRow>();
      held.set(chain, own);
      const other = rows.filter(({ position, hash }) => own.has(position) && own.get(position)?.hash !== hash);
      // As a server does: the rows beside one that is refused are taken.
      for (const row of rows) if (!own.has(row.position)) own.set(row.position, row);
      const [first] = other.sort((a, b) => a.position - b.position);
      if (first !== undefined) throw otherHistory(first.position);
    },
    head: async (chain) => {
      checkChain(chain);
      const own = held.get(chain);
      let position = 0;
      while (own?.has(position + 1)) position += 1;
      return position === 0 ? undefined : { position, hash: own?.get(position)?.hash ?? '' };
    },
    hashes: async (chain, from, to) => {
      checkRange(chain, from, to);
      const own = [...(held.get(chain)?.values() ?? [])];
      return hashesOf(own.filter(({ position }) => position >= from && position <= to));
    },
    close: async () => {},
  };
}

/** A replica to which rows cannot be added as it is told: before any was, after every other one was, or after all were. */
export function failingReplica(
  replica: AuditReplica,
  fails: (call: number) => 'before' | 'half' | 'after' | undefined,
): AuditReplica {
  let call = 0;
  return {
    ...replica,
    add: async (chain, rows) => {
      call += 1;
      const when = fails(call);
      if (when !== 'before')
        await replica.add(chain, when === 'half' ? rows.filter(({ position }) => position % 2 === 0) : rows);
      if (when !== undefined) throw new AppError('upstream_unavailable', 'The search server cannot be reached.');
    },
  };
}

/** What every replica of the audit must do. `open` opens an empty one; each call of what it gives is one more process. */
export function auditReplicaContract(name: string, open: () => () => AuditReplica): void {
  describe(`audit replica: ${name}`, () => {
    const opened: AuditReplica[] = [];
    const place = (): (() => AuditReplica) => {
      const next = open();
      return () => {
        const replica = next();
        opened.push(replica);
        return replica;
      };
    };
    afterEach(async () => {
      for (const replica of opened.splice(0)) await replica.close();
    });

    it('holds nothing of a chain that it does not know', async () => {
      const replica = place()();
      expect(await replica.head('chain')).toBeUndefined();
      expect(await replica.hashes('chain', 1, 10)).toEqual(new Map());
      await replica.add('chain', chainRows(1));
      expect(await replica.head('another')).toBeUndefined();
      expect(await replica.hashes('another', 1, 10)).toEqual(new Map());
    });

    it('shows what it acknowledged at once, to other processes too', async () => {
      const process = place();
      const replica = process();
      const rows = chainRows(30);
      for (const row of rows.slice(0, 3)) {
        await replica.add('chain', [row]);
        for (const each of [replica, process()])
          expect(await each.head('chain')).toEqual({ position: row.position, hash: row.hash });
      }
      await replica.add('chain', rows.slice(3));
      expect(await process().hashes('chain', 1, 30)).toEqual(hashesOf(rows));
    });

    it('gives the hashes between two positions, both inclusive', async () => {
      const replica = place()();
      const rows = chainRows(12);
      await replica.add('chain', rows);
      expect(await replica.hashes('chain', 9, 11)).toEqual(hashesOf(rows.slice(8, 11)));
      expect(await replica.hashes('chain', 12, 500)).toEqual(hashesOf(rows.slice(11)));
      expect(await replica.hashes('chain', 13, 500)).toEqual(new Map());
      expect(await replica.hashes('chain', 5, 4)).toEqual(new Map());
    });

    it('takes rows in any order; its head is the last row up to which it has all', async () => {
      const replica = place()();
      const rows = chainRows(40);
      const headAfter = async (added: readonly AuditRow[]): Promise<number | undefined> => {
        await replica.add('chain', added);
        const head = await replica.head('chain');
        expect(head?.hash).toBe(rows.at((head?.position ?? 0) - 1)?.hash);
        return head?.position;
      };
      await replica.add('chain', rows.slice(1, 3));
      expect(await replica.head('chain')).toBeUndefined();
      expect(await headAfter(rows.slice(0, 1))).toBe(3);
      expect(await headAfter(rows.slice(20, 30).reverse())).toBe(3);
      expect(await headAfter(rows.slice(32))).toBe(3);
      expect(await headAfter(rows.slice(3, 19))).toBe(19);
      expect(await headAfter(rows.slice(19, 20))).toBe(30);
      expect(await headAfter(rows.slice(30, 32))).toBe(40);
    });

    it('takes rows again that it has', async () => {
      const replica = place()();
      const rows = chainRows(20);
      await replica.add('chain', rows.slice(0, 10));
      await replica.add('chain', rows.slice(0, 10));
      await replica.add('chain', rows.slice(5));
      await replica.add('chain', []);
      expect(await replica.head('chain')).toEqual({ position: 20, hash: rows[19]?.hash });
      expect(await replica.hashes('chain', 1, 100)).toEqual(hashesOf(rows));
    });

    it('refuses another history, names where it begins, and overwrites nothing', async () => {
      const process = place();
      const replica = process();
      const rows = chainRows(10);
      await replica.add('chain', rows);
      for (const [each, other] of [
        [replica, otherRows(10, 7)],
        [process(), otherRows(10, 7).reverse()],
      ] as const)
        await expect(each.add('chain', other)).rejects.toMatchObject({
          name: 'AppError',
          code: 'conflict',
          message: expect.stringMatching(/another row 7 than the file.*Nothing was overwritten/),
        });
      expect(await replica.hashes('chain', 1, 100)).toEqual(hashesOf(rows));
    });

    it('takes the same rows from two writers at once', async () => {
      const process = place();
      const rows = chainRows(1_200);
      await Promise.all([
        process().add('chain', rows),
        process().add('chain', rows.slice(0, 900)),
        process().add('chain', rows.slice(300)),
      ]);
      expect(await process().head('chain')).toEqual({ position: 1_200, hash: rows.at(-1)?.hash });
      expect(await process().hashes('chain', 1, 2_000)).toEqual(hashesOf(rows));
    });

    it('lets one of two histories win that are written at once, row by row', async () => {
      const process = place();
      const [one, two] = [chainRows(50), otherRows(50, 1)];
      const outcomes = await Promise.allSettled([process().add('chain', one), process().add('chain', two)]);
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused.length).toBeGreaterThan(0);
      for (const { reason } of refused) expect(reason).toMatchObject({ code: 'conflict' });
      const held = await process().hashes('chain', 1, 50);
      expect(held.size).toBe(50);
      for (const [at, { position, hash }] of one.entries()) expect([hash, two[at]?.hash]).toContain(held.get(position));
    });

    it('holds thousands of rows', async () => {
      const replica = place()();
      const rows = chainRows(5_000);
      await replica.add('chain', rows);
      expect(await replica.head('chain')).toEqual({ position: 5_000, hash: rows.at(-1)?.hash });
      expect(await replica.hashes('chain', 1, 10_000)).toEqual(hashesOf(rows));
    });

    it('keeps chains apart, however alike their names are', async () => {
      const replica = place()();
      const chains = { a: chainRows(5), 'a-1': otherRows(25, 1), A: otherRows(9, 3), 'á 1/2': otherRows(3, 2) };
      for (const [chain, rows] of Object.entries(chains)) await replica.add(chain, rows);
      for (const [chain, rows] of Object.entries(chains)) {
        expect(await replica.head(chain)).toEqual({ position: rows.length, hash: rows.at(-1)?.hash });
        expect(await replica.hashes(chain, 1, 100)).toEqual(hashesOf(rows));
      }
    });

    it('takes every row that can be in a chain, however odd', async () => {
      const replica = place()();
      const rows = chainRows(5, (position) => ({
        conversation: 'c'.repeat(position * 20_000),
        tenant: position === 2 ? '' : 'Löschen 消\u0000\n"quoted"\u2028',
        at: position === 3 ? 'yesterday' : '2026-01-01T00:00:00.000Z',
        body: JSON.stringify({ long: '消 '.repeat(position * 30_000), '@odd.name': [1, { deep: null }] }),
        texts: JSON.stringify({ question: 'f'.repeat(40_000) }),
      }));
      await replica.add('chain', rows);
      expect(await replica.hashes('chain', 1, 5)).toEqual(hashesOf(rows));
      expect(await replica.head('chain')).toEqual({ position: 5, hash: rows[4]?.hash });
    });

    it('refuses what can be no row, and what can be no question', async () => {
      const replica = place()();
      const rows = chainRows(3);
      const [first] = rows;
      if (first === undefined) throw new Error('no row');
      const refused = { name: 'AppError', code: 'invalid_input' };
      const edited = [...rows.slice(0, 2), { ...chainRows(3).at(-1), actor: 'p-2' } as AuditRow];
      await expect(replica.add('chain', edited)).rejects.toMatchObject(refused);
      await expect(replica.add('', rows)).rejects.toMatchObject(refused);
      await expect(replica.add('é'.repeat(201), rows)).rejects.toMatchObject(refused);
      for (const position of [0, -1, 1.5, 2 ** 53])
        await expect(replica.add('chain', [{ ...first, position }])).rejects.toMatchObject(refused);
      await expect(replica.head('')).rejects.toMatchObject(refused);
      await expect(replica.hashes('chain', 0, 5)).rejects.toMatchObject(refused);
      await expect(replica.hashes('chain', 1, 10_001)).rejects.toMatchObject(refused);
      expect(await replica.head('chain')).toBeUndefined();
    });
  });
}
