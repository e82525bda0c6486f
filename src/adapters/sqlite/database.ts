import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { AppError } from '../../core/errors.ts';
import { MIGRATIONS } from './migrations.ts';
import { fromVendor, notOpened } from './vendor-errors.ts';

export interface SqliteStatement {
  get(...values: readonly unknown[]): unknown;
  all(...values: readonly unknown[]): readonly unknown[];
  /** As `all`, each row as a list of its columns: a third faster, for what is read by the million. */
  lists(...values: readonly unknown[]): readonly (readonly unknown[])[];
  run(...values: readonly unknown[]): { readonly lastInsertRowid: number | bigint };
}

/** The open file. Everything that the binding throws comes out as an `AppError`, see `vendor-errors.ts`. */
export interface SqliteDatabase {
  prepare(sql: string): SqliteStatement;
  exec(sql: string): void;
  readonly inTransaction: boolean;
  close(): void;
}

/** How long a writer waits for another process to finish, in milliseconds. */
const BUSY_TIMEOUT_MS = 15_000;

/**
 * Opens the embedded store, creating and migrating it as needed: write-ahead log, every commit flushed to disk, foreign
 * keys on. The only module that knows which SQLite binding is used.
 *
 * @param file path of the database; its folder is created
 * @throws AppError `misconfigured` where the file cannot be opened, is no database, or is of a newer program;
 * `conflict` where another process does not let go of it
 */
export function openDatabase(file: string): SqliteDatabase {
  const what = existsSync(file) ? 'could not be opened' : 'could not be created';
  try {
    mkdirSync(dirname(file), { recursive: true });
    // What people asked stands in it: a new file is its owner's alone, and SQLite gives the log beside it the same mode.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    const binding = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    const opening = guarded(binding, file, what);
    opening.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    writeAhead(opening);
    opening.exec('PRAGMA synchronous = FULL');
    opening.exec('PRAGMA foreign_keys = ON');
    // What is erased must not be found in the file's free space.
    opening.exec('PRAGMA secure_delete = ON');
    migrate(opening);
    return guarded(binding, file, 'cannot be used');
  } catch (error) {
    const known = fromVendor(error, file, what);
    throw known instanceof AppError ? known : notOpened(known, file, what);
  }
}

/** The binding behind its own edge: what it throws is told in our words. */
export function guarded(binding: Database.Database, file: string, what: string): SqliteDatabase {
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw fromVendor(error, file, what);
    }
  };
  return {
    prepare: (sql) => {
      const statement = guard(() => binding.prepare(sql));
      let listed: Database.Statement | undefined;
      return {
        lists: (...values) =>
          guard(() => {
            listed ??= binding.prepare(sql).raw();
            return listed.all(...values) as readonly (readonly unknown[])[];
          }),
        get: (...values) => withoutTiming(guard(() => statement.get(...values))),
        all: (...values) => guard(() => statement.all(...values)),
        run: (...values) => guard(() => statement.run(...values)),
      };
    },
    exec: (sql) => {
      guard(() => binding.exec(sql));
    },
    get inTransaction() {
      return binding.inTransaction;
    },
    close: () => {
      binding.close();
    },
  };
}

/** The binding adds how long the query took to a single row, as if it were a column. */
function withoutTiming(row: unknown): unknown {
  if (row !== null && typeof row === 'object') delete (row as { _metadata?: unknown })._metadata;
  return row;
}

/**
 * Switches a fresh file to the write-ahead log; nothing to do for one that has it. Where two processes switch at once
 * SQLite refuses both without waiting, each being in the other's way, so it is tried again here.
 */
function writeAhead(database: SqliteDatabase): void {
  for (const deadline = Date.now() + BUSY_TIMEOUT_MS; ; ) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      const busy = error instanceof AppError && error.code === 'conflict';
      if (!busy || Date.now() > deadline) throw error;
      // Of unequal length, so that the same two do not meet again; the binding is synchronous, and so is this.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 + Math.random() * 20);
    }
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

/**
 * One write transaction, or a part of the one that is running: whoever opened it commits it, or undoes all of it where
 * the work throws. The write lock is taken at once, so that a reader never has to be upgraded and fail. Single
 * writes run in one too: the binding leaves a statement that met another's lock unfinished, and the connection could
 * commit nothing after it.
 */
export function inTransaction<T>(database: SqliteDatabase, work: () => T): T {
  if (database.inTransaction) return work();
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
