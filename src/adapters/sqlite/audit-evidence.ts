import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import type { Person } from '../../audit/audit-store.ts';
import type { AuditEvidence } from '../../audit/verification.ts';
import { AppError } from '../../core/errors.ts';
import { damageIn } from './audit-damage.ts';
import { AUDIT_TABLES, AUDIT_TRIGGERS } from './audit-schema.ts';
import { checkpointIn, readAuditIn } from './audit-store.ts';
import { guarded, type SqliteDatabase } from './database.ts';
import { fromVendor } from './vendor-errors.ts';

/**
 * Opens the file of an audit to read it and nothing more: nothing is migrated, mended or written.
 *
 * @throws AppError `not_found` where there is no such file, `invalid_input` where it holds no audit
 */
export function openAuditEvidence(file: string): AuditEvidence & { close(): void } {
  if (!existsSync(file)) throw new AppError('not_found', `There is no file ${file}.`);
  const database = openReadOnly(file);
  const found = new Set(
    (database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as readonly { name: string }[]).map(
      ({ name }) => name,
    ),
  );
  const missing = AUDIT_TABLES.filter((table) => !found.has(table));
  if (missing.length > 0) {
    database.close();
    throw new AppError(
      'invalid_input',
      missing.length === AUDIT_TABLES.length
        ? `${file} holds no audit.`
        : `${file} was tampered with: its tables ${missing.join(', ')} were dropped. Keep it as it is, and compare it with a backup.`,
    );
  }
  const count = database.prepare('SELECT count(*) AS count FROM audit_rows');
  const people = database.prepare('SELECT * FROM audit_people ORDER BY actor');
  const broken = database.prepare(
    `SELECT conversation FROM audit_rows GROUP BY conversation
     HAVING count(*) <> max(sequence) OR min(sequence) <> 1 LIMIT 20`,
  );
  return {
    ...readAuditIn(database),
    rowCount: () => (count.get() as { count: number }).count,
    damage: () => damageIn(database),
    damagedCheckpoints: () => damagedCheckpoints(database),
    guardFaults: () => guardFaults(database),
    brokenConversations: () =>
      (broken.all() as readonly { conversation: string }[]).map(({ conversation }) => conversation),
    people: () => people.all() as readonly Person[],
    close: () => database.close(),
  };
}

function openReadOnly(file: string): SqliteDatabase {
  const what = 'cannot be read';
  try {
    // Without a log beside it nobody is writing, and a file on read-only media can be read as it is.
    const binding = new Database(
      `${pathToFileURL(file).href}?mode=ro${existsSync(`${file}-wal`) ? '' : '&immutable=1'}`,
    );
    const database = guarded(binding, file, what);
    database.exec('PRAGMA busy_timeout = 15000');
    // One state of the file from the first look to the last, whatever others write meanwhile.
    database.exec('BEGIN');
    return {
      ...database,
      get inTransaction() {
        return database.inTransaction;
      },
      close: () => {
        // A transaction left open would outlive the closing, and keep the log from being emptied.
        database.exec('COMMIT');
        database.close();
      },
    };
  } catch (error) {
    throw fromVendor(error, file, what);
  }
}

/** Checkpoints whose row is not written as the program writes it. */
function damagedCheckpoints(database: SqliteDatabase): readonly number[] {
  const rows = database.prepare('SELECT number, body FROM audit_checkpoints ORDER BY number').all();
  return (rows as readonly { number: number; body: string }[])
    .filter(({ number, body }) => checkpointIn(body)?.number !== number)
    .map(({ number }) => number);
}

function guardFaults(database: SqliteDatabase): readonly string[] {
  const rows = database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all();
  const held = new Map((rows as readonly { name: string; sql: string }[]).map(({ name, sql }) => [name, sql]));
  const known = Object.entries(AUDIT_TRIGGERS).flatMap(([name, sql]) => {
    const found = held.get(name);
    if (found === undefined) return [`The trigger ${name} was dropped`];
    return withoutSpacing(found) === withoutSpacing(sql) ? [] : [`The trigger ${name} was altered`];
  });
  const strange = [...held].filter(([name, sql]) => !Object.hasOwn(AUDIT_TRIGGERS, name) && /\baudit_/i.test(sql));
  return [...known, ...strange.map(([name]) => `The trigger ${name}, which touches the audit, is not the program's`)];
}

function withoutSpacing(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim();
}
