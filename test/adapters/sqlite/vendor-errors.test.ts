import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createSqliteLibraryStore } from '../../../src/adapters/sqlite/library-store.ts';
import { createSqliteSegmentStore } from '../../../src/adapters/sqlite/segment-store.ts';
import { AppError, type ErrorCode } from '../../../src/core/errors.ts';
import { save, storedVersion } from '../../contracts/library-store-contract.ts';

describe('what SQLite refuses, in our words', () => {
  let folder: string;
  let file: string;
  let opened: SqliteDatabase[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-refused-'));
    file = join(folder, 'library.sqlite');
    opened = [];
  });
  afterEach(() => {
    for (const database of opened) database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const open = (): SqliteDatabase => {
    const database = openDatabase(file);
    opened.push(database);
    return database;
  };
  const refused = (work: () => unknown, code: ErrorCode, message: RegExp): void => {
    let caught: unknown;
    try {
      work();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(AppError);
    expect((caught as AppError).code).toBe(code);
    expect((caught as AppError).message).toMatch(message);
    expect((caught as AppError).message).not.toMatch(/SQLITE|undefined/);
    expect((caught as AppError).cause).toBeInstanceOf(Error);
  };

  it('a lock that another process does not let go of is a conflict, and nothing is changed', () => {
    const [one, two] = [open(), open()];
    const store = createSqliteLibraryStore(two);
    two.exec('PRAGMA busy_timeout = 20');
    one.exec('BEGIN IMMEDIATE');
    for (const work of [
      () => save(store, storedVersion()),
      () => store.setNote('colour', 'red'),
      () => createSqliteSegmentStore(two).write('k', Uint8Array.from([1])),
    ])
      refused(work, 'conflict', /^Another process is writing to the library; try again\.$/);
    one.exec('ROLLBACK');
    save(store, storedVersion());
    expect(store.versions()).toHaveLength(1);
  });

  it('a full disk, and the library as it was', () => {
    const database = open();
    const store = createSqliteLibraryStore(database);
    save(store, storedVersion());
    const { pages } = database.prepare('SELECT page_count AS pages FROM pragma_page_count').get() as { pages: number };
    database.exec(`PRAGMA max_page_count = ${pages + 1}`);
    const large = storedVersion({ act: '32099R0002', articles: 400 });
    refused(() => save(store, large), 'misconfigured', /cannot be used: the disk is full\. Make room/);
    expect(store.versions()).toHaveLength(1);
    expect(store.integrity()).toEqual([]);
  });

  it('a file that may only be read', () => {
    const database = open();
    database.exec('PRAGMA query_only = 1');
    refused(
      () => save(createSqliteLibraryStore(database), storedVersion()),
      'misconfigured',
      /library\.sqlite cannot be used: it can be read but not written\..*COMPLIANCE_DATA/,
    );
  });

  it('a damaged file, when it is read', () => {
    const database = openDatabase(file);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const schema = readFileSync(file).length;
    save(createSqliteLibraryStore(database), storedVersion({ articles: 300 }));
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(file);
    // Every page but those of the schema, which opening reads.
    for (let at = schema; at < bytes.length; at += 1) bytes[at] = at % 7;
    writeFileSync(file, bytes);
    const store = createSqliteLibraryStore(open());
    const key = `k-${JSON.stringify({ articles: 300 })}`;
    refused(() => store.nodes(key), 'misconfigured', /cannot be used: it is damaged\. Move it away/);
  });

  it('a file that is no database, and a folder where the file should be', () => {
    writeFileSync(file, 'a letter to the editor of some length, and no database '.repeat(40));
    refused(() => openDatabase(file), 'misconfigured', /could not be opened: it is no database\. Move it away/);
    refused(() => openDatabase(folder), 'misconfigured', /could not be opened: there is no file.*COMPLIANCE_DATA/);
    refused(() => openDatabase(join(file, 'below')), 'misconfigured', /could not be created.*COMPLIANCE_DATA/);
  });

  it('any other refusal is ours to mend', () => {
    const database = open();
    refused(() => database.exec('INSERT INTO notes VALUES (NULL, NULL)'), 'internal', /compliance doctor/);
    refused(() => database.prepare('SELECT * FROM nowhere'), 'internal', /compliance doctor/);
  });
});
