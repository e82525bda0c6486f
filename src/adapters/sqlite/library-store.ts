import { z } from 'zod';
import { foldText } from '../../core/text.ts';
import type { Act } from '../../regulations/act.ts';
import type {
  DefinitionHit,
  LibraryDecision,
  LibraryStore,
  StoredLink,
  StoredVersion,
  VersionSummary,
} from '../../regulations/library-store.ts';
import { topPlace } from '../../regulations/place.ts';
import type { ProvisionNode, SourceFormat } from '../../regulations/provision.ts';
import type { Link } from '../../regulations/references/link.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';

/** The law library in SQLite. Every change is one transaction that also raises the revision. */
export function createSqliteLibraryStore(database: SqliteDatabase): LibraryStore {
  const statements = prepare(database);
  const versions = () => statements.versions.all().map((row) => summaryOf(VersionRow.parse(row)));
  return {
    versions,
    nodes: (key) => {
      const rows = statements.nodes.all(key) as readonly (NodeRow | EmptyRow)[];
      return rows.length === 0 ? undefined : rows.filter(isNode).map(nodeOf);
    },
    hash: (key, place) => {
      const found = statements.hash.get(key, place);
      return found === undefined ? undefined : HashRow.parse(found).hash;
    },
    terms: (key) => statements.terms.all(key).map((row) => TermRow.parse(row)),
    definitions: (folded, keys) =>
      statements.definitions.all(JSON.stringify(folded), JSON.stringify(keys)).map((row) => row as DefinitionHit),
    withoutLinks: (extractor) => statements.withoutLinks.all(extractor).map((row) => KeyRow.parse(row).key),
    saveLinks: (key, extractor, links) => {
      inTransaction(database, () => saveLinks(statements, key, extractor, links));
    },
    linksTo: (act, top, keys) =>
      statements.linksTo.all(act, top, JSON.stringify(keys)).map((row) => linkOf(LinkRow.parse(row))),
    change: (decide) =>
      inTransaction(database, () => {
        const decision = decide(versions());
        carryOut(statements, decision);
        return decision.outcome;
      }),
    revision: () => Number(NoteRow.parse(statements.note.get('revision')).value),
    note: (name) => {
      const found = statements.note.get(name);
      return found === undefined ? undefined : NoteRow.parse(found).value;
    },
    setNote: (name, value) => {
      inTransaction(database, () => statements.setNote.run(name, value));
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
    // One statement, so one state of the file: ids are used again, and between two statements another act can take one.
    nodes: database.prepare(
      `SELECT provisions.* FROM versions LEFT JOIN provisions ON provisions.version = versions.id
       WHERE versions.key = ? ORDER BY position`,
    ),
    hash: database.prepare(
      'SELECT hash FROM provisions JOIN versions ON versions.id = version WHERE key = ? AND place = ?',
    ),
    terms: database.prepare(
      `SELECT terms.term, terms.place FROM terms JOIN versions ON versions.id = terms.version
       WHERE versions.key = ? ORDER BY terms.rowid`,
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
    withoutLinks: database.prepare('SELECT key FROM versions WHERE links <> ? ORDER BY key'),
    versionId: database.prepare('SELECT id FROM versions WHERE key = ?'),
    removeLinks: database.prepare('DELETE FROM links WHERE version = ?'),
    insertLink: database.prepare('INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    markLinks: database.prepare('UPDATE versions SET links = ? WHERE id = ?'),
    linksTo: database.prepare(
      `SELECT versions.key, links.place, links.text, links.act, links.candidates, links.through
       FROM links JOIN versions ON versions.id = links.version
       WHERE links.act = ? AND (links.top = ? OR links.through IS NOT NULL)
         AND versions.key IN (SELECT value FROM json_each(?))
       ORDER BY versions.act, versions.key, links.position`,
    ),
    raiseRevision: database.prepare(
      "UPDATE notes SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'revision'",
    ),
    note: database.prepare('SELECT value FROM notes WHERE name = ?'),
    setNote: database.prepare(
      'INSERT INTO notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ),
  };
}

function carryOut(statements: Statements, { remove = [], save, notes = {} }: LibraryDecision<unknown>): void {
  for (const key of remove) statements.remove.run(key);
  if (save) saveVersion(statements, save);
  for (const [name, value] of Object.entries(notes)) statements.setNote.run(name, value);
  if (remove.length > 0 || save) statements.raiseRevision.run();
}

function saveVersion(statements: Statements, version: StoredVersion): void {
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

function saveLinks(statements: Statements, key: string, extractor: number, links: readonly Link[]): void {
  const found = statements.versionId.get(key);
  if (found === undefined) return;
  const { id } = IdRow.parse(found);
  statements.removeLinks.run(id);
  for (const [position, { from, text, act, candidates, through }] of links.entries()) {
    const top = candidates[0] && topPlace(candidates[0].place);
    if (act === undefined || top === undefined) continue;
    statements.insertLink.run(id, position, from, text, act, top, JSON.stringify(candidates), through ?? null);
  }
  statements.markLinks.run(extractor, id);
}

const TermRow = z.object({ term: z.string(), place: z.string() });
const KeyRow = z.object({ key: z.string() });
const IdRow = z.object({ id: z.number() });
const LinkRow = z.object({
  key: z.string(),
  place: z.string(),
  text: z.string(),
  act: z.string(),
  candidates: z.string(),
  through: z.string().nullable(),
});

function linkOf({ key, place, text, act, candidates, through }: z.infer<typeof LinkRow>): StoredLink {
  const link: Link = {
    from: place,
    text,
    act,
    candidates: JSON.parse(candidates) as Link['candidates'],
    ...(through === null ? {} : { through }),
  };
  return { versionKey: key, link };
}

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

/** What the join gives for a version without a node. */
interface EmptyRow {
  place: null;
}

function isNode(row: NodeRow | EmptyRow): row is NodeRow {
  return row.place !== null;
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
