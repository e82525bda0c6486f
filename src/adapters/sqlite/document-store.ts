import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Document } from '../../documents/document.ts';
import { DOCUMENT_KINDS } from '../../documents/document-kind.ts';
import type {
  DocumentListing,
  DocumentOwner,
  DocumentStore,
  Forgotten,
  KeptDocument,
} from '../../documents/document-store.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';

const LISTED = 'tenant, conversation, person, id, chat, name, kind, sha256, bytes, statements, characters, received';
const OF_OWNER = 'tenant = ? AND conversation = ? AND person = ?';

/** Documents that people sent, in the audit's own file. */
export function createSqliteDocumentStore(database: SqliteDatabase): DocumentStore {
  const add = database.prepare(
    `INSERT INTO sent_documents (${LISTED}, used, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const list = database.prepare(`SELECT ${LISTED} FROM sent_documents WHERE ${OF_OWNER} ORDER BY sequence`);
  const find = database.prepare(`SELECT ${LISTED}, used, content FROM sent_documents WHERE ${OF_OWNER} AND id = ?`);
  const isThere = database.prepare(`SELECT 1 FROM sent_documents WHERE ${OF_OWNER} LIMIT 1`);
  const touch = database.prepare(`UPDATE sent_documents SET used = ? WHERE ${OF_OWNER}`);
  const write = <T>(work: () => T): T => inTransaction(database, work);
  return {
    transaction: write,
    add: ({ owner, id, chat, document, characters, received, used }) => {
      const { name, kind, sha256, bytes, statements, notes, title } = document;
      const content = JSON.stringify({ ...(title === undefined ? {} : { title }), statements, notes });
      write(() =>
        add.run(
          ...valuesOf(owner),
          ...[id, chat, name, kind, sha256, bytes, statements.length, characters, received, used, content],
        ),
      );
    },
    list: (owner) => list.all(...valuesOf(owner)).map((row) => listingOf(Listed.parse(row))),
    find: (owner, id) => {
      const found = find.get(...valuesOf(owner), id);
      return found === undefined ? undefined : keptOf(Whole.parse(found));
    },
    touch: (owner, at) => {
      // Looked at first without the write lock: most messages are about no document.
      if (isThere.get(...valuesOf(owner)) === undefined) return false;
      write(() => touch.run(at, ...valuesOf(owner)));
      return true;
    },
    forget: (which) => {
      const { sql, values } = conditions(which);
      const matches = `SELECT ${LISTED} FROM sent_documents WHERE ${sql} ORDER BY sequence`;
      if (database.prepare(`${matches} LIMIT 1`).get(...values) === undefined) return [];
      return write(() => {
        const found = database.prepare(matches).all(...values);
        database.prepare(`DELETE FROM sent_documents WHERE ${sql}`).run(...values);
        return found.map((row) => listingOf(Listed.parse(row)));
      });
    },
    scrub: () => {
      const [done] = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      return Emptied.parse(done).busy === 0;
    },
  };
}

const Emptied = z.object({ busy: z.int() });

function valuesOf({ tenant, conversation, person }: DocumentOwner): readonly string[] {
  return [tenant, conversation, person];
}

function conditions({ usedBefore, ...which }: Forgotten) {
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['tenant = ?', which.tenant],
    ['conversation = ?', which.conversation],
    ['person = ?', which.person],
    ['chat = ?', which.chat],
    ['id = ?', which.id],
    ['used < ?', usedBefore],
  ];
  const given = parts.filter(([, value]) => value !== undefined);
  // A mistake in a caller must not empty the table.
  if (given.length === 0) throw new AppError('internal', 'Nothing says which documents are to be forgotten.');
  return { sql: given.map(([sql]) => sql).join(' AND '), values: given.map(([, value]) => value) };
}

const Listed = z.object({
  tenant: z.string(),
  conversation: z.string(),
  person: z.string(),
  id: z.string(),
  chat: z.string(),
  name: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  sha256: z.string(),
  bytes: z.int(),
  statements: z.int(),
  characters: z.int(),
  received: z.string(),
});
const Whole = Listed.extend({ used: z.string(), content: z.string() });

function listingOf(row: z.output<typeof Listed>): DocumentListing {
  const { tenant, conversation, person, id, chat, characters, received, ...document } = row;
  return { owner: { tenant, conversation, person }, id, chat, characters, received, document };
}

function keptOf({ content, used, ...row }: z.output<typeof Whole>): KeptDocument {
  const { document, ...kept } = listingOf(row);
  // Written by ourselves from the very type; what is large is not looked through again at each question.
  const words = JSON.parse(content) as Pick<Document, 'title' | 'statements' | 'notes'>;
  return { ...kept, used, document: { ...document, ...words } };
}
