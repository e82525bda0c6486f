import type { AuditRow, PersonalText, RowType } from '../../audit/audit-row.ts';
import type {
  AuditReading,
  AuditStore,
  PendingIntent,
  Person,
  RowFilter,
  Standing,
  StoredReceipt,
} from '../../audit/audit-store.ts';
import { type Checkpoint, checkpointText, type SignedCheckpoint } from '../../audit/checkpoint.ts';
import { AppError } from '../../core/errors.ts';
import { inTransaction, type SqliteDatabase, type SqliteStatement } from './database.ts';

/** The audit in the library's own file, so that an action and its row are one transaction. */
export function createSqliteAuditStore(database: SqliteDatabase): AuditStore {
  const statements = prepare(database);
  const write = <T>(work: () => T): T => inTransaction(database, work);
  return {
    ...readAuditIn(database),
    transaction: write,
    standing: (conversation, tenant, user) =>
      standingOf(statements.standing.get(conversation, conversation, tenant, user ?? null) as StandingRow),
    addRow: (row) => {
      write(() => statements.addRow.run(...ROW_COLUMNS.map((column) => row[column])));
    },
    addText: ({ position, name, salt, text, actor }) => {
      write(() => statements.addText.run(position, name, salt, text, actor));
    },
    addPassage: (digest, text) => {
      write(() => statements.addPassage.run(digest, text));
    },
    addReceipt: ({ id, position, body, signature }) => {
      write(() => statements.addReceipt.run(id, position, body, signature ?? null));
    },
    addCheckpoint: ({ checkpoint, signature }) => {
      write(() => statements.addCheckpoint.run(checkpoint.number, checkpointText(checkpoint), signature ?? null));
    },
    people: (user, tenant) => statements.people.all(user, tenant ?? null, tenant ?? null) as readonly Person[],
    savePerson: ({ actor, tenant, user, name }) => {
      write(() => statements.savePerson.run(actor, tenant, user, name));
    },
    erase: (actor) =>
      write(() => {
        const { count } = statements.countTexts.get(actor) as { count: number };
        statements.eraseTexts.run(actor);
        statements.erasePerson.run(actor);
        statements.wantScrub.run(SCRUB_WANTED);
        return count;
      }),
    unscrubbed: () => statements.scrubWanted.get(SCRUB_WANTED) !== undefined,
    scrub: () => {
      const wanted = statements.scrubWanted.get(SCRUB_WANTED) as { readonly value: string } | undefined;
      if (wanted !== undefined) database.exec('VACUUM');
      emptyLog(database);
      // Another erasure since then has another mark, and is not covered by what was done here.
      if (wanted !== undefined) write(() => statements.scrubbed.run(SCRUB_WANTED, wanted.value));
    },
    addPending: ({ position, owner }) => {
      write(() => statements.addPending.run(position, owner));
    },
    removePending: (position) => {
      write(() => statements.removePending.run(position));
    },
    pending: () => statements.pending.all() as readonly PendingIntent[],
  };
}

/** The note under which is kept that something was erased which may still be read in the file. */
const SCRUB_WANTED = 'audit: erased, not yet scrubbed';

/**
 * Empties the log. What is deleted is overwritten (`secure_delete`), but SQLite leaves copies of what it moved from page to
 * page in their free space, which no setting reaches: for those the file is written anew before (`VACUUM`).
 */
function emptyLog(database: SqliteDatabase): void {
  const [result] = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all() as readonly { readonly busy: number }[];
  if (result?.busy !== 0)
    throw new AppError(
      'conflict',
      'What was erased is gone from the library, and is still in the log beside it, which another process reads. Let the other processes end, then erase again: the log is emptied, though nobody of that id is known any more. The next start sees to it as well.',
    );
}

/** What the audit's tables hold; nothing is written. */
export function readAuditIn(database: SqliteDatabase): AuditReading {
  const head = database.prepare(`${SELECT_ROWS} ORDER BY position DESC LIMIT 1`);
  const row = database.prepare(`${SELECT_ROWS} WHERE position = ?`);
  const texts = database.prepare(
    'SELECT position, name, salt, text, actor FROM audit_texts WHERE position BETWEEN ? AND ? ORDER BY position, name',
  );
  const passage = database.prepare('SELECT text FROM audit_passages WHERE digest = ?');
  const receipt = database.prepare('SELECT * FROM audit_receipts WHERE id = ?');
  const receipts = database.prepare('SELECT * FROM audit_receipts WHERE position BETWEEN ? AND ? ORDER BY position');
  const checkpoints = database.prepare('SELECT body, signature FROM audit_checkpoints ORDER BY number');
  const lastCheckpoint = database.prepare('SELECT body, signature FROM audit_checkpoints ORDER BY number DESC LIMIT 1');
  const person = database.prepare('SELECT * FROM audit_people WHERE actor = ?');
  const filtered = new Map<string, SqliteStatement>();
  const select = (conditioned: string, order: string): SqliteStatement => {
    const sql = `${conditioned} ORDER BY ${order}`;
    const known = filtered.get(sql) ?? database.prepare(`${SELECT_ROWS} ${sql} LIMIT ?`);
    filtered.set(sql, known);
    return known;
  };
  return {
    head: () => head.get() as AuditRow | undefined,
    row: (position) => row.get(position) as AuditRow | undefined,
    rows: (filter, limit) => {
      const { sql, values } = conditions(filter);
      // Within a conversation both orders are one, and its own index has the last rows without a walk through the tenant's.
      const backwards = filter.conversation === undefined ? 'position DESC' : 'sequence DESC';
      const rows = select(sql, filter.latest === true ? backwards : 'position')
        .lists(...values, limit)
        .map(rowOf);
      return filter.latest === true ? rows.reverse() : rows;
    },
    texts: (from, to) => texts.lists(from, to).map(textOf),
    passage: (digest) => (passage.get(digest) as { text: string } | undefined)?.text,
    receipt: (id) => {
      const found = receipt.get(id) as ReceiptRow | undefined;
      return found && receiptOf(found);
    },
    receipts: (from, to) => (receipts.all(from, to) as readonly ReceiptRow[]).map(receiptOf),
    lastCheckpoint: () => {
      const found = lastCheckpoint.get() as CheckpointRow | undefined;
      return found === undefined ? undefined : checkpointOf(found)[0];
    },
    checkpoints: () => (checkpoints.all() as readonly CheckpointRow[]).flatMap(checkpointOf),
    person: (actor) => person.get(actor) as Person | undefined,
  };
}

const ROW_COLUMNS = [
  'position',
  'conversation',
  'sequence',
  'at',
  'tenant',
  'actor',
  'channel',
  'correlation',
  'type',
  'body',
  'texts',
  'previous',
  'hash',
] as const satisfies readonly (keyof AuditRow)[];
const SELECT_ROWS = `SELECT ${ROW_COLUMNS.join(', ')} FROM audit_rows`;

function rowOf(columns: readonly unknown[]): AuditRow {
  const [position, conversation, sequence, at, tenant, actor, channel, correlation, type, body, texts, previous, hash] =
    columns as readonly [number, string, number, string, string, string, string, string, RowType, ...string[]];
  return {
    position,
    conversation,
    sequence,
    at,
    tenant,
    actor,
    channel,
    correlation,
    type,
    body: body ?? '',
    texts: texts ?? '',
    previous: previous ?? '',
    hash: hash ?? '',
  };
}

function textOf(columns: readonly unknown[]): PersonalText {
  const [position, name, salt, text, actor] = columns as readonly [number, string, string, string, string];
  return { position, name, salt, text, actor };
}

function prepare(database: SqliteDatabase) {
  return {
    standing: database.prepare(
      `SELECT last.position, last.hash, last.at, own.sequence, own.tenant, person.actor, person.name
       FROM (SELECT 1)
       LEFT JOIN (SELECT position, hash, at FROM audit_rows ORDER BY position DESC LIMIT 1) AS last
       LEFT JOIN (SELECT max(sequence) AS sequence,
                         (SELECT tenant FROM audit_rows WHERE conversation = ? AND sequence = 1) AS tenant
                  FROM audit_rows WHERE conversation = ?) AS own
       LEFT JOIN (SELECT actor, name FROM audit_people WHERE tenant = ? AND user = ?) AS person`,
    ),
    addRow: database.prepare(
      `INSERT INTO audit_rows (${ROW_COLUMNS.join(', ')}) VALUES (${ROW_COLUMNS.map(() => '?').join(', ')})`,
    ),
    addText: database.prepare('INSERT INTO audit_texts (position, name, salt, text, actor) VALUES (?, ?, ?, ?, ?)'),
    addPassage: database.prepare('INSERT OR IGNORE INTO audit_passages (digest, text) VALUES (?, ?)'),
    addReceipt: database.prepare('INSERT INTO audit_receipts (id, position, body, signature) VALUES (?, ?, ?, ?)'),
    addCheckpoint: database.prepare('INSERT INTO audit_checkpoints (number, body, signature) VALUES (?, ?, ?)'),
    people: database.prepare('SELECT * FROM audit_people WHERE user = ? AND (? IS NULL OR tenant = ?) ORDER BY actor'),
    savePerson: database.prepare(
      `INSERT INTO audit_people (actor, tenant, user, name) VALUES (?, ?, ?, ?)
       ON CONFLICT (actor) DO UPDATE SET name = excluded.name`,
    ),
    countTexts: database.prepare('SELECT count(*) AS count FROM audit_texts WHERE actor = ?'),
    eraseTexts: database.prepare('DELETE FROM audit_texts WHERE actor = ?'),
    erasePerson: database.prepare('DELETE FROM audit_people WHERE actor = ?'),
    wantScrub: database.prepare(
      `INSERT INTO notes (name, value) VALUES (?, hex(randomblob(16)))
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    ),
    scrubWanted: database.prepare('SELECT value FROM notes WHERE name = ?'),
    scrubbed: database.prepare('DELETE FROM notes WHERE name = ? AND value = ?'),
    addPending: database.prepare('INSERT INTO audit_pending (position, owner) VALUES (?, ?)'),
    removePending: database.prepare('DELETE FROM audit_pending WHERE position = ?'),
    pending: database.prepare('SELECT position, owner FROM audit_pending ORDER BY position'),
  };
}

function conditions(filter: RowFilter): { readonly sql: string; readonly values: readonly unknown[] } {
  const parts: readonly (readonly [string, unknown])[] = [
    ['position > ?', filter.after],
    ['tenant = ?', filter.tenant],
    ['conversation = ?', filter.conversation],
    ['actor = ?', filter.actor],
    ['type IN (SELECT value FROM json_each(?))', filter.types && JSON.stringify(filter.types)],
    ['at >= ?', filter.from],
    ['at < ?', filter.until],
  ];
  const given = parts.filter(([, value]) => value !== undefined);
  return {
    sql: given.length === 0 ? '' : `WHERE ${given.map(([sql]) => sql).join(' AND ')}`,
    values: given.map(([, value]) => value),
  };
}

interface StandingRow {
  readonly position: number | null;
  readonly hash: string | null;
  readonly at: string | null;
  readonly sequence: number | null;
  readonly tenant: string | null;
  readonly actor: string | null;
  readonly name: string | null;
}

function standingOf({ position, hash, at, sequence, tenant, actor, name }: StandingRow): Standing {
  return {
    ...(position === null || hash === null || at === null ? {} : { head: { position, hash, at } }),
    sequence: sequence ?? 0,
    ...(tenant === null ? {} : { tenant }),
    ...(actor === null || name === null ? {} : { person: { actor, name } }),
  };
}

interface ReceiptRow {
  readonly id: string;
  readonly position: number;
  readonly body: string;
  readonly signature: string | null;
}

function receiptOf({ id, position, body, signature }: ReceiptRow): StoredReceipt {
  return { id, position, body, ...(signature === null ? {} : { signature }) };
}

interface CheckpointRow {
  readonly body: string;
  readonly signature: string | null;
}

function checkpointOf({ body, signature }: CheckpointRow): readonly SignedCheckpoint[] {
  const checkpoint = checkpointIn(body);
  return checkpoint === undefined ? [] : [{ checkpoint, ...(signature === null ? {} : { signature }) }];
}

/** A checkpoint as it is kept, byte for byte; `undefined` for anything else, which is left out as if it were gone. */
export function checkpointIn(body: string): Checkpoint | undefined {
  try {
    const checkpoint = JSON.parse(body) as Checkpoint;
    return checkpointText(checkpoint) === body ? checkpoint : undefined;
  } catch {
    return undefined;
  }
}
