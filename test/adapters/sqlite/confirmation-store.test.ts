import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteConfirmationStore } from '../../../src/adapters/sqlite/confirmation-store.ts';
import { openDatabase, type SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import { openAudit } from '../../audit/sample-audit.ts';
import { confirmationStoreContract, waiting } from '../../contracts/confirmation-store-contract.ts';
import { asBefore } from './earlier-library.ts';

confirmationStoreContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-confirmation-store-'));
  const databases: SqliteDatabase[] = [];
  const open = () => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    databases.push(database);
    return createSqliteConfirmationStore(database);
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

describe('confirmations in the file of the audit', () => {
  const AT = '2031-04-05T06:07:08.000Z';
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-confirmations-'));
    file = join(folder, 'library.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are used with the row that tells of it, or neither is there', () => {
    const { audit, database, close } = openAudit(file);
    const store = createSqliteConfirmationStore(database);
    store.add(waiting('k-1'));
    const by = { tenant: 't-1', user: 'system', conversation: 'c-1', channel: 'system', correlation: 'r-1' } as const;
    const both = (fails: boolean) =>
      audit.within(() => {
        audit.record({ type: 'tool_call', body: {} }, by);
        store.use('k-1', AT);
        if (fails) throw new Error('after all');
      });
    expect(() => both(true)).toThrow('after all');
    expect(audit.store.head()).toBeUndefined();
    expect(store.find('k-1')?.used).toBeUndefined();
    both(false);
    expect(audit.store.head()?.type).toBe('tool_call');
    expect(store.find('k-1')?.used).toBe(AT);
    close();
  });

  it.each([
    ['made unused again', 'UPDATE confirmations SET used = NULL'],
    ['used at another time', "UPDATE confirmations SET used = '2032'"],
    ['bound to something else', "UPDATE confirmations SET binding = 'other'"],
    ['prolonged', "UPDATE confirmations SET expires = '2099'"],
    ['ended otherwise', "UPDATE confirmations SET outcome = 'failed'"],
    ['ended in no way that there is', "UPDATE confirmations SET outcome = 'perhaps'"],
  ])('are never %s, whatever is written to the file', (_what, sql) => {
    const database = openDatabase(file);
    const store = createSqliteConfirmationStore(database);
    store.add(waiting('k-1'));
    store.use('k-1', AT);
    store.settle('k-1', 'done');
    expect(() => database.exec(sql)).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(store.find('k-1')).toEqual({ ...waiting('k-1'), used: AT, outcome: 'done' });
    database.close();
  });

  it('are found by their key, and forgotten by their end, without a walk through all', () => {
    const database = openDatabase(file);
    const plan = (sql: string) => JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    expect(plan('SELECT * FROM confirmations WHERE key = 1')).toMatch(/USING PRIMARY KEY \(key=\?\)/);
    expect(plan('DELETE FROM confirmations WHERE expires < 1')).toMatch(/confirmations_by_end \(expires<\?\)/);
    database.close();
  });

  it('come to a library that was made before there were any, and leave what is in it', () => {
    const { audit, database, close } = openAudit(file);
    audit.record(
      { type: 'configuration', body: {} },
      { tenant: 't-1', user: 'system', conversation: 'c-1', channel: 'system', correlation: 'r-1' },
    );
    const head = audit.store.head();
    asBefore(database, 'confirmations');
    close();
    const opened = openAudit(file);
    expect(createSqliteConfirmationStore(opened.database).count()).toBe(0);
    expect(opened.audit.store.head()).toEqual(head);
    opened.close();
  });
});
