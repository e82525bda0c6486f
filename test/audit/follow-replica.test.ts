import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteAuditStore } from '../../src/adapters/sqlite/audit-store.ts';
import { openDatabase, type SqliteDatabase } from '../../src/adapters/sqlite/database.ts';
import { type Audit, createAudit, systemContext } from '../../src/audit/audit.ts';
import { type AuditRow, rowHash } from '../../src/audit/audit-row.ts';
import { createCheckpoints } from '../../src/audit/checkpoints.ts';
import { createReplicaFollower, type ReplicaFollower } from '../../src/audit/follow-replica.ts';
import type { AuditReplica } from '../../src/audit/replica.ts';
import { AppError } from '../../src/core/errors.ts';
import { createMemoryReplica, failingReplica, hashesOf, type MemoryRows } from '../contracts/audit-replica-contract.ts';
import { fixedClock } from '../fixed-clock.ts';

const MOST = 10_000;
const clock = fixedClock('2026-03-01');

describe('following the audit with a replica', () => {
  let folder: string;
  let database: SqliteDatabase;
  let audit: Audit;
  let held: MemoryRows;
  let replica: AuditReplica;
  let follower: ReplicaFollower;
  let ids = 0;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'replica-'));
    database = openDatabase(join(folder, 'library.db'));
    const store = createSqliteAuditStore(database);
    audit = createAudit({ store, clock, newId: () => `id-${++ids}`, owner: 'test' });
    held = new Map();
    replica = createMemoryReplica(held);
    follower = createReplicaFollower({ reading: audit.store, replica });
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (count: number): void =>
    audit.within(() => {
      for (let each = 0; each < count; each += 1)
        audit.record({ type: 'configuration', body: { each } }, systemContext('r-1'));
    });
  const rows = (): readonly AuditRow[] => audit.store.rows({}, MOST);
  const copied = (): Promise<ReadonlyMap<number, string>> => replica.hashes([...held.keys()][0] ?? 'none', 1, MOST);
  /** As somebody does who can write the file. */
  const tamper = (sql: string): void => {
    for (const trigger of ['change', 'go']) database.exec(`DROP TRIGGER IF EXISTS audit_rows_never_${trigger}`);
    database.exec(sql);
  };
  const recomputeFrom = (from: number): void => {
    tamper(`UPDATE audit_rows SET tenant = 'forged' WHERE position = ${from}`);
    let previous = audit.store.row(from - 1)?.hash ?? '';
    for (const row of audit.store.rows({ after: from - 1 }, MOST)) {
      const hash = rowHash(previous, row);
      tamper(`UPDATE audit_rows SET previous = '${previous}', hash = '${hash}' WHERE position = ${row.position}`);
      previous = hash;
    }
  };

  it('copies nothing of an audit without rows', async () => {
    expect(await follower.follow()).toBe(0);
    expect(await follower.compare()).toEqual([]);
    expect(held.size).toBe(0);
  });

  it('copies all rows in pages, then those that are new', async () => {
    write(1_300);
    expect(await follower.follow()).toBe(1_301);
    expect(await copied()).toEqual(hashesOf(rows()));
    expect(await follower.follow()).toBe(0);
    write(3);
    expect(await follower.follow()).toBe(3);
    expect(await copied()).toEqual(hashesOf(rows()));
    expect(follower.behind).toBe('');
    expect(await follower.compare()).toEqual([]);
  });

  it('copies nothing that people wrote', async () => {
    const by = {
      ...systemContext('r-1'),
      tenant: 't-1',
      conversation: 'c-1',
      user: { id: 'u-1', name: 'Ada Lampkeeper' },
    };
    audit.record({ type: 'tool_call', body: {}, personal: { question: 'Is my lamp lawful?' } }, by);
    await follower.follow();
    const kept = JSON.stringify([...held].map(([chain, own]) => [chain, [...own.values()]]));
    expect(kept).toContain('tool_call');
    expect(kept).not.toMatch(/Lampkeeper|lawful|u-1/);
  });

  it.each(['before', 'half', 'after'] as const)(
    'goes on after a crash in the middle, %s a page was added',
    async (when) => {
      write(1_699);
      const crashed = createReplicaFollower({
        reading: audit.store,
        replica: failingReplica(replica, (call) => (call === 3 ? when : undefined)),
      });
      await expect(crashed.follow()).rejects.toMatchObject({ code: 'upstream_unavailable' });
      expect((await copied()).size).toBe({ before: 1_000, half: 1_250, after: 1_500 }[when]);
      expect(await follower.follow()).toBe({ before: 700, half: 700, after: 200 }[when]);
      expect(await copied()).toEqual(hashesOf(rows()));
      expect(await follower.compare()).toEqual([]);
    },
  );

  it('lets two processes follow at once', async () => {
    write(1_400);
    const other = createReplicaFollower({ reading: audit.store, replica: createMemoryReplica(held) });
    await Promise.all([follower.follow(), other.follow()]);
    expect(await copied()).toEqual(hashesOf(rows()));
  });

  it('runs once at a time: who asks meanwhile waits, and finds their row copied', async () => {
    write(600);
    const sizes: number[] = [];
    let heads = 0;
    let late: Promise<number> | undefined;
    const counting: AuditReplica = {
      ...replica,
      head: (chain) => {
        heads += 1;
        return replica.head(chain);
      },
      add: async (chain, given) => {
        sizes.push(given.length);
        await new Promise((resolve) => setTimeout(resolve, 5));
        await replica.add(chain, given);
        if (sizes.length !== 2) return;
        write(1);
        late = one.follow();
      },
    };
    const one = createReplicaFollower({ reading: audit.store, replica: counting });
    expect(await Promise.all([one.follow(), one.follow(), one.keepUp()])).toEqual([602, 602, undefined]);
    expect(await late).toBe(602);
    expect(heads).toBe(1);
    expect(sizes).toEqual([500, 101, 1]);
    expect(await one.follow()).toBe(0);
    expect(heads).toBe(2);
  });

  it('copies a row that is written as it ends, for whoever asks in that moment', async () => {
    write(1);
    let late: Promise<number> | undefined;
    const ask = (): void => {
      write(1);
      late = one.follow();
    };
    const rowsOf: typeof audit.store.rows = (filter, limit) => {
      const page = audit.store.rows(filter, limit);
      if (page.length === 0 && late === undefined) queueMicrotask(ask);
      return page;
    };
    const one = createReplicaFollower({ reading: { ...audit.store, rows: rowsOf }, replica });
    await one.follow();
    await late;
    expect(await copied()).toEqual(hashesOf(rows()));
  });

  it('is not stuck by a file that cannot be read for a while', async () => {
    write(3);
    let locked = true;
    const reading = {
      ...audit.store,
      row: (position: number) => {
        if (locked) throw new AppError('conflict', 'Another process keeps the file locked.');
        return audit.store.row(position);
      },
    };
    const one = createReplicaFollower({ reading, replica });
    await expect(one.follow()).rejects.toMatchObject({ message: expect.stringMatching(/locked/) });
    locked = false;
    expect(await one.follow()).toBe(4);
  });

  describe('by a timer', () => {
    let time: number;
    let down: boolean;
    let tried: number[];
    const timed = (pause?: (failures: number) => number): ReplicaFollower => {
      [time, down, tried] = [0, true, []];
      const noting = failingReplica(replica, () => {
        tried.push(time);
        return down ? 'before' : undefined;
      });
      return createReplicaFollower({ reading: audit.store, replica: noting, now: () => time, ...(pause && { pause }) });
    };

    it('never throws, says why it is behind, and pauses as it is told', async () => {
      write(10);
      const one = timed((failures) => failures * 100);
      for (; time < 1_000; time += 10) await one.keepUp();
      expect(tried).toEqual([0, 100, 300, 600]);
      expect(one.behind).toBe('Rows could not be copied to the replica: The search server cannot be reached.');
      down = false;
      await one.keepUp();
      expect(one.behind).toBe('');
      write(1);
      await one.keepUp();
      expect(await copied()).toEqual(hashesOf(rows()));
    });

    it('pauses a second at first and five minutes at most, by itself', async () => {
      write(1);
      const one = timed();
      for (; time < 1_500_000; time += 1_000) await one.keepUp();
      const seconds = tried.slice(1).map((at, before) => (at - (tried[before] ?? 0)) / 1_000);
      expect(seconds).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    });
  });

  describe('that was tampered with', () => {
    beforeEach(async () => {
      write(1_199);
      await follower.follow();
    });

    const expectRefused = async (message: RegExp): Promise<void> => {
      const before = await copied();
      const patient = createReplicaFollower({ reading: audit.store, replica });
      await patient.keepUp();
      expect(patient.behind).toMatch(message);
      await expect(follower.follow()).rejects.toMatchObject({
        name: 'AppError',
        code: 'conflict',
        message: expect.stringMatching(message),
      });
      expect(await copied()).toEqual(before);
    };

    it('finds that the end was cut off, and that other rows were written in its place', async () => {
      tamper('DELETE FROM audit_rows WHERE position > 900');
      await expectRefused(/The file no longer has row 1200.*cut off.*compliance audit verify/);
      expect(await follower.compare()).toEqual([
        { row: 901, message: 'Rows 901 to 1200 were copied, and are no longer in the file: its end was cut off.' },
      ]);
      write(100);
      expect(await follower.compare()).toEqual([
        { row: 901, message: expect.stringMatching(/^Rows 901 to 1000 of the file are not what was copied/) },
        { row: 1_001, message: expect.stringMatching(/^Rows 1001 to 1200 were copied, and are no longer/) },
      ]);
      write(500);
      await expectRefused(/Row 1200 of the file is not the row that was copied/);
    });

    it('finds that the chain was computed anew', async () => {
      recomputeFrom(700);
      await expectRefused(/Row 1200 of the file is not the row that was copied: one of the two was changed/);
      expect(await follower.compare()).toEqual([
        { row: 700, message: expect.stringMatching(/^Rows 700 to 1200 of the file are not what was copied/) },
      ]);
    });

    it('finds a row that was edited without its hash, a hash without its row, and one that was deleted', async () => {
      tamper(`UPDATE audit_rows SET actor = 'p-other' WHERE position = 600`);
      tamper(`UPDATE audit_rows SET hash = '${'0'.repeat(64)}' WHERE position = 700`);
      tamper('DELETE FROM audit_rows WHERE position = 800');
      expect(await follower.compare()).toEqual([
        { row: 600, message: expect.stringMatching(/^Row 600 of the file is not what was copied/) },
        { row: 700, message: expect.stringMatching(/^Row 700 of the file is not what was copied/) },
        { row: 800, message: 'Row 800 was copied, and is no longer in the file: deleted there.' },
      ]);
    });

    it('copies nothing behind a row that is broken before it was copied', async () => {
      write(5);
      tamper(`UPDATE audit_rows SET actor = 'p-other' WHERE position = 1203`);
      await expect(follower.follow()).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/nothing behind row 1202 is copied\. Row 1203 was changed/),
      });
      expect(await copied()).toEqual(hashesOf(rows().slice(0, 1_202)));
    });

    it('finds a first row that was changed, and a file of which only checkpoints are left', async () => {
      createCheckpoints(audit, { clock }).take();
      tamper(`UPDATE audit_rows SET body = 'null' WHERE position = 1`);
      await expectRefused(/Row 1 of the file was changed/);
      tamper('DELETE FROM audit_rows');
      await expect(follower.follow()).rejects.toMatchObject({ message: expect.stringMatching(/cut off/) });
      expect(await follower.compare()).toEqual([
        { row: 1, message: expect.stringMatching(/^Rows 1 to 1200 were copied, and are no longer in the file/) },
      ]);
    });

    it('finds rows that the replica lacks, and copies them anew', async () => {
      const [own] = [...held.values()];
      for (const position of [3, 4, 5, 1_200]) own?.delete(position);
      expect(await follower.compare()).toEqual([
        { row: 3, message: 'Rows 3 to 5 are not in the replica: not copied yet, or removed there.' },
        { row: 1_200, message: 'Row 1200 is not in the replica: not copied yet, or removed there.' },
      ]);
      await follower.follow();
      expect(await follower.compare()).toEqual([]);
    });

    it('names the first 50 of many differences', async () => {
      tamper(`UPDATE audit_rows SET actor = 'p-other' WHERE position % 10 = 0`);
      const differences = await follower.compare();
      expect(differences.map(({ row }) => row)).toEqual(Array.from({ length: 50 }, (_, at) => (at + 1) * 10));
    });

    it('finds no difference where rows are written and copied while it compares', async () => {
      const busy: AuditReplica = {
        ...replica,
        hashes: async (chain, from, to) => {
          write(1);
          const before = await replica.hashes(chain, from, to);
          write(1);
          await follower.follow();
          return before;
        },
      };
      expect(await createReplicaFollower({ reading: audit.store, replica: busy }).compare()).toEqual([]);
    });
  });
});
