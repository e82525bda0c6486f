import { z } from 'zod';
import type { ChatStore } from '../../conversations/chat-store.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';
import { storedObject } from './stored-json.ts';

/** What doors keep about their conversations, in the audit's own file. */
export function createSqliteChatStore(database: SqliteDatabase): ChatStore {
  const read = database.prepare(
    'SELECT value, revision FROM channel_kept WHERE tenant = ? AND conversation = ? AND name = ?',
  );
  const revisionOf = database.prepare(
    'SELECT revision FROM channel_kept WHERE tenant = ? AND conversation = ? AND name = ?',
  );
  // The one before goes, and with it its number: what is kept now has a number that nothing had before.
  const keep = database.prepare(
    `INSERT OR REPLACE INTO channel_kept (tenant, conversation, name, value, changed) VALUES (?, ?, ?, ?, ?)
     RETURNING revision`,
  );
  const takeAway = database.prepare('DELETE FROM channel_kept WHERE revision = ?');
  const forget = database.prepare('DELETE FROM channel_kept WHERE tenant = ? AND conversation = ? RETURNING revision');
  const sweep = database.prepare('DELETE FROM channel_kept WHERE changed < ? RETURNING revision');
  const write = <T>(work: () => T): T => inTransaction(database, work);
  return {
    transaction: write,
    read: ({ tenant, conversation, name }) => {
      const found = read.get(tenant, conversation, name);
      return found === undefined ? undefined : Kept.parse(found);
    },
    write: ({ tenant, conversation, name }, value, from, at) =>
      write(() => {
        const found = revisionOf.get(tenant, conversation, name);
        const held = found === undefined ? 0 : Revision.parse(found).revision;
        if (held !== from) return undefined;
        if (value !== undefined)
          return Revision.parse(keep.all(tenant, conversation, name, canonicalJson(value), at)[0]).revision;
        takeAway.run(held);
        return 0;
      }),
    forget: (tenant, conversation) => write(() => forget.all(tenant, conversation).length),
    sweep: (before) => write(() => sweep.all(before).length),
  };
}

const Revision = z.object({ revision: z.int() });
const Kept = Revision.extend({ value: storedObject });
