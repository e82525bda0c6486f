import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createSqliteLibraryStore } from '../../../src/adapters/sqlite/library-store.ts';
import { AppError } from '../../../src/core/errors.ts';
import { libraryStoreContract, save, storedVersion } from '../../contracts/library-store-contract.ts';

function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'compliance-store-'));
}

libraryStoreContract('SQLite', () => {
  const folder = temporary();
  const databases = [openDatabase(join(folder, 'library.sqlite'))];
  const open = () => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    databases.push(database);
    return createSqliteLibraryStore(database);
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

describe('the SQLite file', () => {
  it('refuses a file that is no database, and says what to do', () => {
    const folder = temporary();
    const file = join(folder, 'library.sqlite');
    writeFileSync(file, 'this is not a database, it is a letter to the editor of some length'.repeat(40));
    expect(() => openDatabase(file)).toThrow(/could not be opened.*COMPLIANCE_DATA/s);
    rmSync(folder, { recursive: true });
  });

  it('refuses a library of a newer program', () => {
    const folder = temporary();
    const file = join(folder, 'library.sqlite');
    const database = openDatabase(file);
    database.exec('PRAGMA user_version = 999');
    database.close();
    expect(() => openDatabase(file)).toThrow(AppError);
    expect(() => openDatabase(file)).toThrow(/newer version/);
    rmSync(folder, { recursive: true });
  });

  it('keeps every commit of one writer visible to another connection at once', () => {
    const folder = temporary();
    const [one, two] = [openDatabase(join(folder, 'l.sqlite')), openDatabase(join(folder, 'l.sqlite'))];
    const [a, b] = [createSqliteLibraryStore(one), createSqliteLibraryStore(two)];
    const first = storedVersion({ act: '32099R0001' });
    const second = storedVersion({ act: '32099R0002', name: 'Regulation (EU) 2099/2' });
    save(a, first);
    save(b, second);
    expect(a.versions()).toHaveLength(2);
    expect(b.versions()).toHaveLength(2);
    expect(a.revision()).toBe(2);
    one.close();
    two.close();
    rmSync(folder, { recursive: true });
  });

  it('reads the nodes of the version asked for, whatever is replaced between two statements', () => {
    const folder = temporary();
    const [one, two] = [openDatabase(join(folder, 'l.sqlite')), openDatabase(join(folder, 'l.sqlite'))];
    const writer = createSqliteLibraryStore(two);
    const asked = storedVersion({ act: '32099R0001', edition: 'first' });
    const another = storedVersion({ act: '32099R0002', edition: 'second' });
    save(writer, asked);
    // The number of the row that goes is given to the row that comes.
    let replace = () => {
      replace = () => {};
      save(writer, another, asked.key);
    };
    const reader = createSqliteLibraryStore({
      ...one,
      prepare: (sql) => {
        const statement = one.prepare(sql);
        const then = <T>(result: T): T => {
          replace();
          return result;
        };
        return {
          ...statement,
          get: (...values) => then(statement.get(...values)),
          all: (...values) => then(statement.all(...values)),
        };
      },
    });
    expect(reader.nodes(asked.key)).toEqual(asked.nodes);
    expect(reader.nodes(asked.key)).toBeUndefined();
    expect(reader.nodes(another.key)).toEqual(another.nodes);
    one.close();
    two.close();
    rmSync(folder, { recursive: true });
  });
});
