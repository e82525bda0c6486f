import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { AppError } from '../../core/errors.ts';
import { MIGRATIONS } from './migrations.ts';

export type SqliteDatabase = Database.Database;

/** How long a writer waits for another process to finish, in milliseconds. */
const BUSY_TIMEOUT_MS = 15_000;

/**
 * Opens the embedded store, creating and migrating it as needed: write-ahead log, every commit flushed to disk, foreign
 * keys on. The only module that knows which SQLite binding is used.
 *
 * @param file path of the database; its folder is created
 * @throws AppError `misconfigured` where the file cannot be opened, is no database, or is of a newer program
 */
export function openDatabase(file: string): SqliteDatabase {
  const fresh = !existsSync(file);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrate(database);
    return database;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const what = fresh ? 'could not be created' : 'could not be opened';
    throw new AppError(
      'misconfigured',
      `The library file ${file} ${what}: ${error instanceof Error ? error.message : String(error)}. ` +
        'Check that COMPLIANCE_DATA names a folder you may write to and that the disk is not full; if the file is damaged, ' +
        'move it away and add the acts again.',
      { cause: error },
    );
  }
}

/** Numbered steps, each in a transaction of its own; two processes starting at once do no harm, the second waits. */
function migrate(database: SqliteDatabase): void {
  for (const [position, sql] of MIGRATIONS.entries()) {
    const step = position + 1;
    // Looked at first without the write lock: opening an up-to-date library must not wait for another's import.
    if (schemaVersion(database) >= step) continue;
    inTransaction(database, () => {
      if (schemaVersion(database) >= step) return;
      database.exec(sql);
      database.exec(`PRAGMA user_version = ${step}`);
    });
  }
  const found = schemaVersion(database);
  if (found > MIGRATIONS.length) {
    throw new AppError(
      'misconfigured',
      `The library was written by a newer version of this program (schema ${found}, this one knows ${MIGRATIONS.length}). ` +
        'Update the program, or name another folder in COMPLIANCE_DATA.',
    );
  }
}

function schemaVersion(database: SqliteDatabase): number {
  const row = database.prepare('SELECT user_version AS version FROM pragma_user_version').get();
  return (row as { version: number }).version;
}

/** One write transaction; the write lock is taken at once, so that a reader never has to be upgraded and fail. */
export function inTransaction<T>(database: SqliteDatabase, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
