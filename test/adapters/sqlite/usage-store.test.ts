import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createSqliteUsageStore } from '../../../src/adapters/sqlite/usage-store.ts';
import { openAudit } from '../../audit/sample-audit.ts';
import { call, usageStoreContract } from '../../contracts/usage-store-contract.ts';

usageStoreContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-usage-store-'));
  const databases: SqliteDatabase[] = [];
  const open = () => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    databases.push(database);
    return createSqliteUsageStore(database);
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

describe('the ledger in the file of the audit', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-usage-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is written with the row that tells of it, or neither is', () => {
    const { audit, database, close } = openAudit(join(folder, 'library.sqlite'));
    const store = createSqliteUsageStore(database);
    const by = { tenant: 't-1', user: 'system', conversation: 'c-1', channel: 'system', correlation: 'r-1' } as const;
    const both = (fails: boolean) =>
      audit.within(() => {
        audit.record({ type: 'tool_call', body: {} }, by);
        store.add(call(fails ? 'u-1' : 'u-2'));
        if (fails) throw new Error('after all');
      });
    expect(() => both(true)).toThrow('after all');
    expect(audit.store.head()).toBeUndefined();
    expect(store.entry('u-1')).toBeUndefined();
    both(false);
    expect(audit.store.head()?.type).toBe('tool_call');
    expect(store.entry('u-2')).toEqual(call('u-2'));
    close();
  });

  it.each([
    ['more of the input in the cache than there is', { cached: 101 }],
    ['tokens below nothing', { output: -1 }],
    ['a cost below nothing', { cost: -1n }],
    ['a question that took something', { kind: 'question' as const }],
  ])('refuses %s', (_what, wrong) => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    const store = createSqliteUsageStore(database);
    expect(() => store.add(call('u-1', wrong))).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(store.grouped('tenant', { month: '2031-04' })).toEqual([]);
    database.close();
  });

  it('finds totals, and one person’s entries, by their keys alone', () => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    const plan = (sql: string) => JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    const totals = 'SELECT sum(input) FROM usage_totals WHERE scope = 1 AND period = 2';
    expect(plan(`${totals} AND tenant = 3 AND name = 4`)).toMatch(
      /SEARCH usage_totals USING PRIMARY KEY \(scope=\? AND period=\? AND tenant=\? AND name=\?\)/,
    );
    expect(plan(totals)).toMatch(/USING PRIMARY KEY \(scope=\? AND period=\?\)/);
    expect(plan('SELECT sum(input) FROM usage_entries WHERE actor = 1 AND at >= 2 AND at < 3')).toMatch(
      /usage_entries_by_actor \(actor=\? AND at>\? AND at<\?\)/,
    );
    database.close();
  });
});
