import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import { DOCUMENT_KINDS_SCHEMA, DOCUMENT_SCHEMA } from '../../../src/adapters/sqlite/document-schema.ts';
import { createSqliteDocumentStore } from '../../../src/adapters/sqlite/document-store.ts';
import { MIGRATIONS } from '../../../src/adapters/sqlite/migrations.ts';
import { openAudit } from '../../audit/sample-audit.ts';
import {
  documentStoreContract,
  inventedDocument,
  keptDocument,
  OWNER,
} from '../../contracts/document-store-contract.ts';
import { asBefore, asBeforeStep } from './earlier-library.ts';

documentStoreContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-document-store-'));
  const databases: SqliteDatabase[] = [];
  const open = () => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    databases.push(database);
    return createSqliteDocumentStore(database);
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

describe('documents in the file of the audit', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-documents-'));
    file = join(folder, 'library.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('come with the row that tells of it, or neither is there', () => {
    const { audit, database, close } = openAudit(file);
    const store = createSqliteDocumentStore(database);
    const by = { tenant: 't-1', user: 'system', conversation: 'c-1', channel: 'teams', correlation: 'r-1' } as const;
    const both = (fails: boolean) =>
      audit.within(() => {
        store.add(keptDocument());
        audit.record({ type: 'document', body: { what: 'received' } }, by);
        if (fails) throw new Error('after all');
      });
    expect(() => both(true)).toThrow('after all');
    expect([audit.store.head(), store.list(OWNER)]).toEqual([undefined, []]);
    both(false);
    expect(audit.store.head()?.type).toBe('document');
    expect(store.list(OWNER)).toHaveLength(1);
    close();
  });

  it('leave nothing of their words in any file once they were forgotten, in whatever order they came and went', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 60 })), { maxLength: 60 }), (steps) => {
        rmSync(folder, { recursive: true, force: true });
        const database = openDatabase(file);
        const store = createSqliteDocumentStore(database);
        const alive = new Set<number>();
        for (const [which, size] of steps) {
          const owner = { ...OWNER, conversation: `c-${which}` };
          if (alive.delete(which)) store.forget(owner);
          else {
            const statements = Array.from({ length: size }, (_, at) => ({
              id: `s${at + 1}`,
              section: [],
              text: `Secret-${which}-${at} ${'of the harbour '.repeat(size % 7)}`,
            }));
            store.add(keptDocument({ owner, document: inventedDocument('', { statements }) }));
            alive.add(which);
          }
        }
        expect(store.scrub()).toBe(true);
        const left = readdirSync(folder)
          .map((name) => readFileSync(join(folder, name)).toString('latin1'))
          .flatMap((bytes) => [...bytes.matchAll(/Secret-(\d+)-/g)].map(([, which]) => Number(which)));
        database.close();
        expect(new Set(left)).toEqual(alive);
      }),
      { seed: 11, numRuns: 25 },
    );
  });

  it('are found by their owner, their chat and their last use without a walk through all', () => {
    const database = openDatabase(file);
    const plan = (sql: string) => JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    const table = 'FROM sent_documents WHERE';
    expect(plan(`SELECT id ${table} tenant = 1 AND conversation = 2 AND person = 3`)).toMatch(/SEARCH .*person=\?/);
    expect(plan(`DELETE ${table} tenant = 1 AND chat = 2`)).toMatch(/sent_documents_by_chat/);
    expect(plan(`DELETE ${table} used < 1`)).toMatch(/sent_documents_by_use/);
    database.close();
  });

  it('come to a library that was made before there were any, and leave what is in it', () => {
    const { audit, database, close } = openAudit(file);
    audit.record(
      { type: 'configuration', body: {} },
      { tenant: 't-1', user: 'system', conversation: 'c-1', channel: 'system', correlation: 'r-1' },
    );
    const head = audit.store.head();
    asBefore(database, 'sent_documents');
    close();
    const opened = openAudit(file);
    expect(createSqliteDocumentStore(opened.database).list(OWNER)).toEqual([]);
    expect(opened.audit.store.head()).toEqual(head);
    opened.close();
  });

  it('stay as they are, in their order, in a library from before web pages were documents', () => {
    const before = openDatabase(file);
    before.exec('DROP TABLE sent_documents');
    asBeforeStep(before, MIGRATIONS.indexOf(DOCUMENT_KINDS_SCHEMA));
    before.exec(DOCUMENT_SCHEMA);
    const store = createSqliteDocumentStore(before);
    const kinds = ['pdf', 'docx', 'markdown', 'text'] as const;
    for (const kind of kinds)
      store.add(keptDocument({ id: `d-${kind}`, document: inventedDocument('Lamps', { kind }) }));
    store.forget({ ...OWNER, id: 'd-docx' });
    const kept = (of: ReturnType<typeof createSqliteDocumentStore>) =>
      of.list(OWNER).map(({ id }) => of.find(OWNER, id));
    const all = kept(store);
    expect(all).toHaveLength(3);
    expect(() => store.add(keptDocument({ id: 'd-html', document: inventedDocument('', { kind: 'html' }) }))).toThrow();
    before.close();

    const after = openDatabase(file);
    const migrated = createSqliteDocumentStore(after);
    expect(kept(migrated)).toEqual(all);
    migrated.add(keptDocument({ id: 'd-html', document: inventedDocument('', { kind: 'html' }) }));
    expect(migrated.list(OWNER).map(({ id }) => id)).toEqual(['d-pdf', 'd-markdown', 'd-text', 'd-html']);
    expect(() => migrated.add(keptDocument({ id: 'd-html' }))).toThrow();
    const indexes = after.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'sent_documents' AND sql IS NOT NULL ORDER BY name",
    );
    expect(indexes.all()).toEqual([{ name: 'sent_documents_by_chat' }, { name: 'sent_documents_by_use' }]);
    after.close();
  });
});
