import { z } from 'zod';
import { foldText } from '../../core/text.ts';
import type { Act } from '../../regulations/act.ts';
import type { DefinitionHit, LibraryStore, StoredVersion, VersionSummary } from '../../regulations/library-store.ts';
import type { ProvisionNode, SourceFormat } from '../../regulations/provision.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';

/** The law library in SQLite. Every change is one transaction that also raises the revision. */
export function createSqliteLibraryStore(database: SqliteDatabase): LibraryStore {
  const statements = prepare(database);
  const change = (work: () => void): void =>
    inTransaction(database, () => {
      work();
      statements.raiseRevision.run();
    });
  return {
    versions: () => statements.versions.all().map((row) => summaryOf(VersionRow.parse(row))),
    nodes: (key) => {
      const found = statements.versionId.get(key);
      if (found === undefined) return undefined;
      return statements.nodes.all(IdRow.parse(found).id).map((row) => nodeOf(row as NodeRow));
    },
    hash: (key, place) => {
      const found = statements.hash.get(key, place);
      return found === undefined ? undefined : HashRow.parse(found).hash;
    },
    definitions: (folded, keys) =>
      statements.definitions.all(JSON.stringify(folded), JSON.stringify(keys)).map((row) => row as DefinitionHit),
    save: (version, replaces) => change(() => saveVersion(statements, version, replaces)),
    remove: (keys) =>
      change(() => {
        for (const key of keys) statements.remove.run(key);
      }),
    revision: () => Number(NoteRow.parse(statements.note.get('revision')).value),
    note: (name) => {
      const found = statements.note.get(name);
      return found === undefined ? undefined : NoteRow.parse(found).value;
    },
    setNote: (name, value) => {
      statements.setNote.run(name, value);
    },
    integrity: () =>
      database
        .prepare('SELECT integrity_check AS message FROM pragma_integrity_check')
        .all()
        .map((row) => MessageRow.parse(row).message)
        .filter((message) => message !== 'ok'),
  };
}

type Statements = ReturnType<typeof prepare>;

function prepare(database: SqliteDatabase) {
  return {
    versions: database.prepare('SELECT * FROM versions ORDER BY act, language, date'),
    versionId: database.prepare('SELECT id FROM versions WHERE key = ?'),
    nodes: database.prepare('SELECT * FROM provisions WHERE version = ? ORDER BY position'),
    hash: database.prepare(
      'SELECT hash FROM provisions JOIN versions ON versions.id = version WHERE key = ? AND place = ?',
    ),
    definitions: database.prepare(
      `SELECT terms.term, terms.place, versions.key AS versionKey, versions.act
       FROM terms JOIN versions ON versions.id = terms.version
       WHERE folded IN (SELECT value FROM json_each(?)) AND versions.key IN (SELECT value FROM json_each(?))
       ORDER BY versions.act, terms.rowid`,
    ),
    remove: database.prepare('DELETE FROM versions WHERE key = ?'),
    insertVersion: database.prepare(
      `INSERT INTO versions (key, act, language, date, source, format, consolidated, about, provisions, lost)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    insertNode: database.prepare('INSERT INTO provisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    insertTerm: database.prepare('INSERT INTO terms VALUES (?, ?, ?, ?)'),
    raiseRevision: database.prepare(
      "UPDATE notes SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'revision'",
    ),
    note: database.prepare('SELECT value FROM notes WHERE name = ?'),
    setNote: database.prepare(
      'INSERT INTO notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ),
  };
}

function saveVersion(statements: Statements, version: StoredVersion, replaces: readonly string[]): void {
  for (const key of replaces) statements.remove.run(key);
  const { lastInsertRowid } = statements.insertVersion.run(
    version.key,
    version.act,
    version.language,
    version.date,
    version.source,
    version.format,
    version.consolidated ? 1 : 0,
    JSON.stringify(version.about),
    version.provisions,
    JSON.stringify(version.lost),
  );
  for (const [position, node] of version.nodes.entries()) {
    statements.insertNode.run(
      lastInsertRowid,
      position,
      node.place,
      node.marker,
      node.heading,
      node.text,
      node.leadIn ?? null,
      node.divisions ? JSON.stringify(node.divisions) : null,
      node.lost ? 1 : 0,
      version.hashes[position] ?? '',
    );
  }
  for (const { term, place } of version.terms) statements.insertTerm.run(lastInsertRowid, foldText(term), term, place);
}

const IdRow = z.object({ id: z.number() });
const HashRow = z.object({ hash: z.string() });
const NoteRow = z.object({ value: z.string() });
const MessageRow = z.object({ message: z.string() });
const VersionRow = z.object({
  key: z.string(),
  act: z.string(),
  language: z.enum(['en', 'es']),
  date: z.string(),
  source: z.enum(['official', 'digest']),
  format: z.string(),
  consolidated: z.number(),
  about: z.string(),
  provisions: z.number(),
  lost: z.string(),
});

function summaryOf(row: z.infer<typeof VersionRow>): VersionSummary {
  return {
    ...row,
    format: row.format as SourceFormat,
    consolidated: row.consolidated === 1,
    about: JSON.parse(row.about) as Act,
    lost: JSON.parse(row.lost) as string[],
  };
}

/** Rows of a table with a STRICT schema of our own; parsing each of thousands again would only cost time. */
interface NodeRow {
  place: string;
  marker: string;
  heading: string;
  text: string;
  lead_in: string | null;
  divisions: string | null;
  lost: number;
}

function nodeOf(row: NodeRow): ProvisionNode {
  return {
    place: row.place,
    marker: row.marker,
    heading: row.heading,
    text: row.text,
    ...(row.lead_in === null ? {} : { leadIn: row.lead_in }),
    ...(row.divisions === null ? {} : { divisions: JSON.parse(row.divisions) as string[] }),
    ...(row.lost === 1 ? { lost: true as const } : {}),
  };
}
