import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUDIT_TRIGGERS } from '../../src/adapters/sqlite/audit-schema.ts';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import type { ProblemKind } from '../../src/audit/verification.ts';
import { by, newKey, openAudit, SAMPLE_ROWS, temporaryFolder, writeSample } from './sample-audit.ts';
import { rechained, type Tamperer, tamper, verifyFile } from './tampered.ts';

const { folder, remove } = temporaryFolder();
const file = join(folder, 'audit.sqlite');
const key = newKey();
beforeAll(() => writeSample(file, { signer: key.signer }));
afterAll(remove);

type Found = readonly { readonly kind: ProblemKind; readonly row: number | null }[];

function found(work: (tamperer: Tamperer) => void, publicKeys = [key.publicKey]): Found {
  const { ok, problems } = verifyFile(tamper(file, work), { publicKeys });
  expect(ok).toBe(problems.length === 0);
  return problems.map(({ kind, row }) => ({ kind, row }));
}

const named = (kind: ProblemKind, row: number | null): Found => [{ kind, row }];

/** One statement, which changes something. */
const statement =
  (sql: string, ...values: readonly unknown[]) =>
  ({ run }: Tamperer) =>
    run(sql, ...values);

describe('what is no text any more', () => {
  it.each<[string, Found, string]>([
    ['a row', named('edited', 6), "UPDATE audit_rows SET body = CAST(x'61ff62' AS TEXT) WHERE position = 6"],
    [
      'a text',
      named('text_altered', 6),
      "UPDATE audit_texts SET text = CAST(x'eda080' AS TEXT) WHERE position = 6 AND name = 'input'",
    ],
    [
      'a text, behind its end',
      named('text_altered', 6),
      "UPDATE audit_texts SET text = text || char(0) || 'more' WHERE position = 6 AND name = 'input'",
    ],
    [
      'a row, behind its end',
      named('edited', 6),
      'UPDATE audit_rows SET correlation = correlation || char(0) WHERE position = 6',
    ],
    [
      'a person',
      named('person_altered', null),
      "UPDATE audit_people SET name = CAST(x'ff' AS TEXT) WHERE user = 'u-ana'",
    ],
    [
      'a receipt',
      named('receipt_altered', 8),
      "UPDATE audit_receipts SET body = CAST(x'ff' AS TEXT) WHERE position = 8",
    ],
    [
      'a passage',
      named('passage_altered', null),
      "UPDATE audit_passages SET text = CAST(x'c3' AS TEXT) WHERE rowid = 2",
    ],
    [
      'a checkpoint',
      named('checkpoint_forged', null),
      "UPDATE audit_checkpoints SET body = CAST(x'ff' AS TEXT) WHERE number = 2",
    ],
  ])('is told, and nothing else is read: %s', (_, expected, sql) => {
    expect(found(statement(sql))).toEqual(expected);
  });
});

describe('guards', () => {
  const guarded = (work: (database: ReturnType<typeof openDatabase>) => void) => {
    const copy = tamper(file, () => undefined);
    const database = openDatabase(copy);
    work(database);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    return verifyFile(copy, { publicKeys: [key.publicKey] }).problems;
  };

  it.each(Object.keys(AUDIT_TRIGGERS))('that were dropped are named: %s', (name) => {
    const problems = guarded((database) => database.exec(`DROP TRIGGER ${name}`));
    expect(problems).toEqual([
      { row: null, kind: 'trigger_dropped', message: expect.stringContaining(`The trigger ${name} was dropped`) },
    ]);
  });

  it('that were altered, or put in, are named', () => {
    const altered = guarded((database) => {
      database.exec('DROP TRIGGER audit_rows_never_go');
      database.exec(
        'CREATE TRIGGER audit_rows_never_go BEFORE DELETE ON audit_rows WHEN OLD.position < 5 BEGIN SELECT 1; END',
      );
    });
    expect(altered).toMatchObject([
      { kind: 'trigger_dropped', message: expect.stringMatching(/never_go was altered/) },
    ]);
    const strange = guarded((database) =>
      database.exec(
        'CREATE TRIGGER helper AFTER INSERT ON "AUDIT_ROWS" BEGIN DELETE FROM audit_pending WHERE position = 1; END',
      ),
    );
    expect(strange).toMatchObject([
      { kind: 'trigger_dropped', message: expect.stringMatching(/helper.*not the program's/) },
    ]);
  });

  it('of other tables are nobody’s business', () => {
    expect(
      guarded((database) => database.exec('CREATE TRIGGER mine AFTER INSERT ON notes BEGIN SELECT 1; END')),
    ).toEqual([]);
  });
});

describe('times and numbers', () => {
  it('tells where the clock was turned back, and the row', () => {
    const { folder: own, remove: removeOwn } = temporaryFolder();
    const clocked = join(own, 'audit.sqlite');
    const { audit, clock, close } = openAudit(clocked);
    audit.record({ type: 'tool_call', body: {} }, by('u-1', 'c-1'));
    clock.time -= 60_000;
    audit.record({ type: 'tool_call', body: {} }, by('u-1', 'c-1'));
    audit.record({ type: 'tool_call', body: {} }, by('u-1', 'c-1'));
    close();
    expect(verifyFile(clocked).problems).toEqual([
      { row: 4, kind: 'clock_rollback', message: expect.stringMatching(/^Row 4 says .*06:06:.* before it .*06:07:/) },
    ]);
    removeOwn();
  });

  it('tells a conversation that is not numbered without gaps, though the chain was computed anew', () => {
    const problems = found((tamperer) => {
      tamperer.run('DELETE FROM audit_checkpoints');
      const rows = tamperer.rows().map((row) => (row.position === 46 ? { ...row, sequence: 99 } : row));
      tamperer.replaceFrom(1, rechained(undefined, rows));
    }, []);
    expect(problems).toContainEqual({ kind: 'sequence_broken', row: null });
  });

  it('does not take a long list of faults for an end that was cut off', () => {
    const { folder: own, remove: removeOwn } = temporaryFolder();
    const long = join(own, 'audit.sqlite');
    const { audit, checkpoints, close } = openAudit(long);
    audit.within(() => {
      for (let made = 0; made < 2_500; made += 1)
        audit.record({ type: 'tool_call', body: {}, personal: { input: 'x' } }, by('u-1', `c-${made % 9}`));
    });
    checkpoints.take();
    audit.store.scrub();
    close();
    const { problems, rows } = verifyFile(
      tamper(long, statement("UPDATE audit_texts SET text = 'y' WHERE name = 'input'")),
    );
    expect(rows).toBe(2_502);
    expect(problems).toHaveLength(50);
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['text_altered']));
    expect(problems[0]?.row).toBe(3);
    // Rows that were exchanged over a distance that nobody would look at by chance.
    const far = tamper(long, (tamperer) => {
      const all = [...tamperer.rows()];
      const [one, other] = [tamperer.row(100), tamperer.row(2_400)];
      all[99] = { ...other, position: 100 };
      all[2_399] = { ...one, position: 2_400 };
      tamperer.replaceFrom(1, all);
    });
    expect(verifyFile(far).problems[0]).toMatchObject({ kind: 'reordered', row: 100 });
    removeOwn();
  });

  it('knows the sample', () => {
    expect(verifyFile(file, { publicKeys: [key.publicKey] })).toMatchObject({ ok: true, rows: SAMPLE_ROWS });
  });
});
