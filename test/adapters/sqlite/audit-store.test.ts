import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteAuditStore } from '../../../src/adapters/sqlite/audit-store.ts';
import { openDatabase, type SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import type { AuditStore } from '../../../src/audit/audit-store.ts';
import { addErasure, addRow, auditStoreContract, checkpoint, nextRow } from '../../contracts/audit-store-contract.ts';

auditStoreContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-audit-store-'));
  const databases: SqliteDatabase[] = [];
  const open = () => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    databases.push(database);
    return createSqliteAuditStore(database);
  };
  return {
    store: open(),
    reopen: open,
    close: () => {
      for (const database of databases) database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

describe('the guards in the file', () => {
  let folder: string;
  let database: SqliteDatabase;
  let store: AuditStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-audit-guards-'));
    database = openDatabase(join(folder, 'library.sqlite'));
    store = createSqliteAuditStore(database);
    for (const actor of ['p-1', 'p-1', 'p-2']) addRow(store, { actor });
    store.addText({ position: 1, name: 'input', salt: 's', text: 'words', actor: 'p-1' });
    store.addReceipt({ id: 'r-1', position: 1, body: '{}' });
    store.addReceipt({ id: 'r-2', position: 2, body: '{}', signature: 'c2ln' });
    store.addPassage('d-1', 'text');
    store.addCheckpoint(checkpoint(1));
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const contents = () =>
    ['rows', 'texts', 'receipts', 'passages', 'checkpoints'].map((table) =>
      database.prepare(`SELECT * FROM audit_${table} ORDER BY 1`).all(),
    );

  /** Tries a statement as somebody with a shell of SQLite would: told why not, and nothing is changed. */
  function refused(sql: string, why: RegExp): void {
    const before = contents();
    let failure: unknown;
    try {
      database.exec(sql);
    } catch (error) {
      failure = error;
    }
    expect(failure, sql).toMatchObject({ code: 'internal', detail: expect.stringMatching(why) });
    expect(contents(), sql).toEqual(before);
  }

  it.each([
    "UPDATE audit_rows SET body = '{}' WHERE position = 1",
    'UPDATE audit_rows SET position = 9 WHERE position = 3',
    'UPDATE OR REPLACE audit_rows SET position = 1 WHERE position = 3',
    'UPDATE OR IGNORE audit_rows SET hash = hash',
  ])('refuse %s', (sql) => refused(sql, /audit rows are never changed/));

  it.each([
    'DELETE FROM audit_rows',
    'DELETE FROM audit_rows WHERE position = 3',
    'DELETE FROM audit_rows WHERE position = 3 RETURNING *',
  ])('refuse %s', (sql) => refused(sql, /audit rows are never deleted/));

  const COLUMNS = 'conversation, sequence, at, tenant, actor, channel, correlation, type, body, texts, previous, hash';
  it.each([
    `INSERT OR REPLACE INTO audit_rows SELECT * FROM audit_rows WHERE position = 2`,
    `REPLACE INTO audit_rows SELECT 3, ${COLUMNS} FROM audit_rows WHERE position = 1`,
    `INSERT INTO audit_rows SELECT 9, ${COLUMNS} FROM audit_rows WHERE position = 1`,
    `INSERT INTO audit_rows SELECT 0, ${COLUMNS} FROM audit_rows WHERE position = 1`,
    `INSERT INTO audit_rows SELECT 4, ${COLUMNS} FROM audit_rows WHERE position = 3`,
    // In order, and it would take row 1 away: one number in a conversation is there once.
    `INSERT OR REPLACE INTO audit_rows SELECT 4, 'c-1', 1, at, tenant, actor, channel, correlation, type, body, texts,
       hash, 'x' FROM audit_rows WHERE position = 3`,
    `INSERT INTO audit_rows SELECT * FROM audit_rows WHERE position = 3
       ON CONFLICT (position) DO UPDATE SET body = 'x'`,
  ])('refuse a row that is not behind the last one, or takes the place of one: %s', (sql) =>
    refused(sql, /added behind the last one/),
  );

  it.each([
    ["UPDATE audit_receipts SET body = 'x'", /receipts are never changed/],
    ['UPDATE audit_receipts SET signature = NULL', /receipts are never changed/],
    ['DELETE FROM audit_receipts', /receipts are never deleted/],
    ["INSERT OR REPLACE INTO audit_receipts VALUES ('r-1', 3, 'x', NULL)", /receipts are never changed/],
    ["INSERT OR REPLACE INTO audit_receipts VALUES ('r-3', 1, 'x', NULL)", /receipts are never changed/],
    ["UPDATE audit_passages SET text = 'x'", /passages of the audit are never changed/],
    ['DELETE FROM audit_passages', /passages of the audit are never deleted/],
    ["INSERT OR REPLACE INTO audit_passages VALUES ('d-1', 'x')", /passages of the audit are never changed/],
    ["UPDATE audit_checkpoints SET signature = 'x'", /checkpoints are never changed/],
    ['DELETE FROM audit_checkpoints', /checkpoints are never deleted/],
    ["INSERT OR REPLACE INTO audit_checkpoints VALUES (1, 'x', NULL)", /checkpoints are never changed/],
    ["UPDATE audit_texts SET text = 'x'", /texts of the audit are never changed/],
    ["UPDATE audit_texts SET actor = 'p-2'", /texts of the audit are never changed/],
    ["INSERT OR REPLACE INTO audit_texts VALUES (1, 'input', 's', 'x', 'p-1')", /texts of the audit are never changed/],
    ['DELETE FROM audit_texts', /goes only by an erasure that is recorded/],
  ])('refuse %s', (sql, why) => refused(sql, why));

  it('let texts go only by an erasure of that person which was recorded behind them', () => {
    addErasure(store, 'p-2');
    addRow(store, { body: JSON.stringify({ actor: 'p-1' }) });
    refused('DELETE FROM audit_texts', /goes only by an erasure/);
    addErasure(store, 'p-1');
    database.exec('DELETE FROM audit_texts');
    expect(store.texts(1, 9)).toEqual([]);
  });

  it('hold for whoever has the file open, each connection', () => {
    const other = openDatabase(join(folder, 'library.sqlite'));
    expect(() => other.exec('DELETE FROM audit_rows')).toThrow(/refused a step/);
    other.close();
  });

  it('refuse the second of two writers that go on from the same row', () => {
    const other = openDatabase(join(folder, 'library.sqlite'));
    const second = createSqliteAuditStore(other);
    const [mine, theirs] = [nextRow(store), nextRow(second, { conversation: 'c-2' })];
    store.addRow(mine);
    expect(() => second.addRow(theirs)).toThrow(/refused a step/);
    expect(() => second.addRow({ ...theirs, position: theirs.position + 1 })).toThrow(/refused a step/);
    expect(second.head()).toEqual(mine);
    other.close();
  });
});
