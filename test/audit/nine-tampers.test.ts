import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditEvidence } from '../../src/adapters/sqlite/audit-evidence.ts';
import { AUDIT_TRIGGERS } from '../../src/adapters/sqlite/audit-schema.ts';
import { createSqliteAuditStore } from '../../src/adapters/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createAudit } from '../../src/audit/audit.ts';
import { type AuditRow, NO_HASH, rowHash } from '../../src/audit/audit-row.ts';
import { createSigner, type SignedCheckpoint } from '../../src/audit/checkpoint.ts';
import { createCheckpoints } from '../../src/audit/checkpoints.ts';
import type { Verification } from '../../src/audit/verification.ts';
import { verifyAudit } from '../../src/audit/verify-audit.ts';
import { randomId } from '../../src/core/ids.ts';
import { fixedClock } from '../fixed-clock.ts';

const ROWS = 40;
const { privateKey } = generateKeyPairSync('ed25519');
const SIGNER = createSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
const KEYS = [createPublicKey(SIGNER.publicKey)];
const COLUMNS =
  'position conversation sequence at tenant actor channel correlation type body texts previous hash'.split(
    ' ',
  ) as (keyof AuditRow)[];

const folder = mkdtempSync(join(tmpdir(), 'compliance-tampers-'));
const original = join(folder, 'original.sqlite');
let copies: readonly SignedCheckpoint[] = [];

/** Forty rows of four conversations, with checkpoints after 20 and 40. */
beforeAll(() => {
  const database = openDatabase(original);
  const clock = fixedClock('2032-03-01');
  const audit = createAudit({ store: createSqliteAuditStore(database), clock, newId: randomId, owner: 'test' });
  const checkpoints = createCheckpoints(audit, { clock, signer: SIGNER });
  for (let made = audit.store.head()?.position ?? 0; made < ROWS; made = audit.store.head()?.position ?? 0) {
    audit.record(
      { type: 'tool_call', body: { tool: 'x', n: made }, personal: { input: `question ${made}` } },
      {
        tenant: 't',
        user: { id: 'u', name: 'Ana' },
        conversation: `c-${made % 4}`,
        channel: 'terminal',
        correlation: 'r',
      },
    );
    if (audit.store.head()?.position === ROWS / 2) checkpoints.take();
  }
  checkpoints.take();
  copies = audit.store.checkpoints();
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Tampering {
  readonly row: (position: number) => AuditRow;
  readonly sql: (text: string, ...values: readonly unknown[]) => void;
  /** Writes a row as it is given. */
  readonly put: (row: AuditRow) => void;
  /** Computes links and hashes anew from a position on. */
  readonly recompute: (from: number) => void;
  /** Adds to the numbers of all rows from a position on. */
  readonly shift: (from: number, by: number) => void;
}

let number = 0;

/** Tampers with a copy as whoever owns the file can: triggers dropped, and put back. */
function tampered(
  work: (with_: Tampering) => void,
  options: { keepTriggers?: boolean; withCopies?: boolean } = {},
): Verification {
  number += 1;
  const file = join(folder, `${number}.sqlite`);
  copyFileSync(original, file);
  const database = new Database(file);
  for (const name of Object.keys(AUDIT_TRIGGERS)) database.exec(`DROP TRIGGER ${name}`);
  const row = (position: number) => {
    const { _metadata: _, ...found } = database
      .prepare('SELECT * FROM audit_rows WHERE position = ?')
      .get(position) as AuditRow & { _metadata: unknown };
    return found;
  };
  const put = (each: AuditRow) => {
    database.prepare('DELETE FROM audit_rows WHERE position = ?').run(each.position);
    database
      .prepare(`INSERT INTO audit_rows (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`)
      .run(...COLUMNS.map((column) => each[column]));
  };
  const last = () => (database.prepare('SELECT max(position) AS last FROM audit_rows').get() as { last: number }).last;
  work({
    row,
    put,
    sql: (text, ...values) => {
      database.prepare(text).run(...values);
    },
    recompute: (from) => {
      for (let position = from; position <= last(); position += 1) {
        const previous = position === 1 ? NO_HASH : row(position - 1).hash;
        const each = { ...row(position), previous };
        put({ ...each, hash: rowHash(previous, each) });
      }
    },
    shift: (from, by) => {
      database.prepare('UPDATE audit_rows SET position = -(position + ?) WHERE position >= ?').run(by, from);
      database.prepare('UPDATE audit_rows SET position = -position WHERE position < 0').run();
    },
  });
  if (options.keepTriggers !== false) for (const sql of Object.values(AUDIT_TRIGGERS)) database.exec(sql);
  database.close();
  const evidence = openAuditEvidence(file);
  try {
    return verifyAudit(evidence, { publicKeys: KEYS, ...(options.withCopies === false ? {} : { copies }) });
  } finally {
    evidence.close();
  }
}

const first = ({ problems }: Verification) => problems[0] && { row: problems[0].row, kind: problems[0].kind };
const PLACES = [2, 11, 21, 39];

describe('tampering is found, named and placed', () => {
  it('an audit that nobody touched is whole', () => {
    expect(tampered(() => {})).toMatchObject({ ok: true, rows: ROWS, checkpoints: 2, problems: [], notes: [] });
  });

  it.each(PLACES)('a changed row: %i', (at) => {
    for (const column of COLUMNS.filter((each) => each !== 'position')) {
      const found = tampered(({ row, put }) => {
        const old = row(at);
        const value = column === 'sequence' ? 900 + at : `${old[column]}x`;
        put({ ...old, [column]: value } as AuditRow);
      });
      expect(first(found), column).toEqual({ row: at, kind: 'edited' });
    }
  });

  it.each(PLACES)('a changed row with its hash computed anew: %i', (at) => {
    const found = tampered(({ row, put }) => {
      const changed = { ...row(at), body: '{"n":"another"}' };
      put({ ...changed, hash: rowHash(changed.previous, changed) });
    });
    expect(first(found)).toEqual({ row: at, kind: 'edited' });
  });

  it.each(PLACES)('a deleted row: %i', (at) => {
    expect(first(tampered(({ sql }) => sql('DELETE FROM audit_rows WHERE position = ?', at)))).toEqual({
      row: at,
      kind: 'deleted',
    });
    const closed = tampered(({ sql, shift }) => {
      sql('DELETE FROM audit_rows WHERE position = ?', at);
      shift(at + 1, -1);
    });
    expect(first(closed)).toEqual({ row: at, kind: 'deleted' });
  });

  it.each([
    [2, 3],
    [11, 12],
    [11, 30],
    [38, 39],
  ])('rows that changed places: %i and %i', (one, other) => {
    const found = tampered(({ row, put, sql }) => {
      const [a, b] = [row(one), row(other)];
      sql('DELETE FROM audit_rows WHERE position IN (?, ?)', one, other);
      put({ ...a, position: other });
      put({ ...b, position: one });
    });
    expect(first(found)).toEqual({ row: one, kind: 'reordered' });
  });

  it.each(PLACES)('a row put in: %i', (at) => {
    const forged = (good: AuditRow): AuditRow => ({ ...good, conversation: 'forged', sequence: at });
    const linked = tampered(({ row, put, shift }) => {
      const [before, model] = [row(at - 1), row(at)];
      shift(at, 1);
      const added = { ...forged(model), position: at, previous: before.hash };
      put({ ...added, hash: rowHash(added.previous, added) });
    });
    expect(first(linked)).toEqual({ row: at, kind: 'inserted' });
    const crude = tampered(({ row, put, shift }) => {
      const model = row(at);
      shift(at, 1);
      put({ ...forged(model), position: at });
    });
    expect(first(crude)).toEqual({ row: at, kind: 'inserted' });
  });

  it('a row put behind the last one', () => {
    const found = tampered(({ row, put }) =>
      put({ ...row(12), position: ROWS + 1, conversation: 'forged', sequence: 1 }),
    );
    expect(first(found)).toEqual({ row: ROWS + 1, kind: 'inserted' });
  });

  it.each([39, 30, 19, 1])('the end cut off behind row %i, checkpoints and all', (keep) => {
    const cut = (with_: Tampering) => {
      with_.sql('DELETE FROM audit_rows WHERE position > ?', keep);
    };
    expect(first(tampered(cut))).toEqual({ row: keep + 1, kind: 'truncated' });
    const found = tampered((with_) => {
      cut(with_);
      with_.sql('DELETE FROM audit_checkpoints');
    });
    expect(found.problems.map(({ kind }) => kind)).toContain('truncated');
  });

  it.each(PLACES)('the chain computed anew from row %i on', (at) => {
    const anew = (with_: Tampering) => {
      with_.put({ ...with_.row(at), body: '{"n":"another"}' });
      with_.recompute(at);
    };
    const found = tampered(anew);
    expect(first(found)).toEqual({ row: at > 20 ? 21 : 1, kind: 'recomputed' });
    // The checkpoints of the file are gone as well: the copies tell.
    const bare = tampered((with_) => {
      anew(with_);
      with_.sql('DELETE FROM audit_checkpoints');
    });
    expect(bare.problems.map(({ kind }) => kind)).toContain('recomputed');
    // Without any checkpoint it cannot be told, which is said.
    const lost = tampered(
      (with_) => {
        anew(with_);
        with_.sql('DELETE FROM audit_checkpoints');
      },
      { withCopies: false },
    );
    expect(lost.notes.join(' ')).toMatch(/Rows 1 to 40 are not covered by a signed checkpoint/);
  });

  it('a trigger dropped', () => {
    const found = tampered(() => {}, { keepTriggers: false });
    expect(found.problems).toHaveLength(Object.keys(AUDIT_TRIGGERS).length);
    expect(first(found)).toEqual({ row: null, kind: 'trigger_dropped' });
  });

  it('a clock turned back', () => {
    const found = tampered(
      ({ row, put, recompute, sql }) => {
        put({ ...row(30), at: '2031-01-01T00:00:00.000Z' });
        recompute(30);
        sql('DELETE FROM audit_checkpoints WHERE number = 2');
      },
      { withCopies: false },
    );
    expect(first(found)).toEqual({ row: 30, kind: 'clock_rollback' });
  });
});
