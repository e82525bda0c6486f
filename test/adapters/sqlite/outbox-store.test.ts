import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createSqliteOutboxStore } from '../../../src/adapters/sqlite/outbox-store.ts';
import { openAudit } from '../../audit/sample-audit.ts';
import { message } from '../../contracts/outbox-messages.ts';
import { outboxStoreContract } from '../../contracts/outbox-store-contract.ts';
import { asBefore } from './earlier-library.ts';
import { twiceOpenedFile } from './twice-opened-file.ts';

outboxStoreContract('SQLite', () => twiceOpenedFile(createSqliteOutboxStore));

describe('the outbox in the file of the audit', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-outbox-'));
    file = join(folder, 'library.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has a message with the row that tells of it, or neither', () => {
    const { audit, database, close } = openAudit(file);
    const store = createSqliteOutboxStore(database);
    const by = { tenant: 't-1', user: 'system', conversation: 'c-1', channel: 'system', correlation: 'r-1' } as const;
    const both = (fails: boolean) =>
      audit.within(() => {
        audit.record({ type: 'delivery', body: {} }, by);
        store.add(message('c-1/a'), 100);
        if (fails) throw new Error('after all');
      });
    expect(() => both(true)).toThrow('after all');
    expect([audit.store.head(), store.find('c-1/a')]).toEqual([undefined, undefined]);
    both(false);
    expect([audit.store.head()?.type, store.find('c-1/a')?.state]).toEqual(['delivery', 'waiting']);
    close();
  });

  it('finds what is next, what is open and what was delivered without a walk through all', () => {
    const database = openDatabase(file);
    const plan = (sql: string) => JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    const open = "tenant = 1 AND conversation = 1 AND state IN ('waiting', 'sending')";
    const due = plan("SELECT * FROM outbox WHERE next = 1 AND kind = 'a' AND due <= 5 ORDER BY due, sequence LIMIT 5");
    expect(due).toMatch(/outbox_next_by_kind \(kind=\? AND due<\?\)"/);
    expect(due).not.toMatch(/TEMP B-TREE/);
    expect(plan("SELECT min(due) AS due FROM outbox WHERE next = 1 AND kind = 'a'")).toMatch(
      /SEARCH outbox USING .*outbox_next_by_kind \(kind=\?\)/,
    );
    expect(plan(`SELECT min(sequence) FROM outbox WHERE ${open} AND state = 'waiting'`)).toMatch(
      /outbox_open \(tenant=\? AND conversation=\?\)/,
    );
    expect(plan("DELETE FROM outbox WHERE state = 'delivered' AND due < 5")).toMatch(
      /outbox_by_state \(state=\? AND due<\?\)/,
    );
    database.close();
  });

  it('never has two of a conversation on their way, whatever is written to the file', () => {
    const database = openDatabase(file);
    const store = createSqliteOutboxStore(database);
    for (const key of ['c-1/a', 'c-1/b']) store.add(message(key), 100);
    store.take('p-1', 100, 1);
    const taking = "UPDATE outbox SET state = 'sending', owner = 'p-2', taken = 1, next = 0 WHERE key = 'c-1/b'";
    expect(() => database.exec(taking)).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(() => database.exec("UPDATE outbox SET state = 'delivered' WHERE key = 'c-1/b'")).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
    database.close();
  });

  it('comes to a library that was made before there was one, and leaves what is in it', () => {
    const { audit, database, close } = openAudit(file);
    audit.record(
      { type: 'configuration', body: {} },
      { tenant: 't-1', user: 'system', conversation: 'c-1', channel: 'system', correlation: 'r-1' },
    );
    const head = audit.store.head();
    asBefore(database, 'outbox');
    close();
    const opened = openAudit(file);
    expect(createSqliteOutboxStore(opened.database).count().waiting).toBe(0);
    expect(opened.audit.store.head()).toEqual(head);
    opened.close();
  });
});
