import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type SqliteDatabase } from '../../../src/adapters/sqlite/database.ts';
import type { TwiceOpened } from '../../contracts/twice-opened.ts';

/** A store over a file of its own, each time over a connection of its own, as another process has one. */
export function twiceOpenedFile<S>(create: (database: SqliteDatabase) => S): TwiceOpened<S> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-store-'));
  const databases: SqliteDatabase[] = [];
  const open = (): S => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    databases.push(database);
    return create(database);
  };
  return {
    store: open(),
    reopen: open,
    close: () => {
      for (const database of databases) database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
