import { z } from 'zod';
import type { Delivery, InboxStore } from '../../conversations/inbox.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';

/** What channels delivered, in the audit's own file: it is known after a restart, and by every process that uses it. */
export function createSqliteInboxStore(database: SqliteDatabase): InboxStore {
  const accept = database.prepare(
    `INSERT INTO channel_inbox (tenant, conversation, id, kind, at, owner, waiting, ended) VALUES (?, ?, ?, ?, ?, ?, ?, 0)
     ON CONFLICT DO NOTHING RETURNING id`,
  );
  const find = database.prepare(
    'SELECT ended, reply FROM channel_inbox WHERE tenant = ? AND conversation = ? AND id = ?',
  );
  // What is needed to tell a person that it was not finished is of no use any more.
  const finish = database.prepare(
    `UPDATE channel_inbox SET ended = 1, waiting = NULL, reply = ?
     WHERE tenant = ? AND conversation = ? AND id = ? AND ended = 0`,
  );
  const running = database.prepare('SELECT * FROM channel_inbox WHERE ended = 0 ORDER BY at, tenant, conversation, id');
  const sweep = database.prepare('DELETE FROM channel_inbox WHERE ended = 1 AND at < ? RETURNING id');

  const end = (delivery: Pick<Delivery, 'tenant' | 'conversation' | 'id'>, reply: string | null): void => {
    finish.run(reply, delivery.tenant, delivery.conversation, delivery.id);
  };
  return {
    accept: ({ tenant, conversation, id, kind, at, owner, waiting }) =>
      inTransaction(database, () => {
        if (accept.all(tenant, conversation, id, kind, at, owner, waiting ?? null).length === 1) return { kind: 'new' };
        const { ended, reply } = Known.parse(find.get(tenant, conversation, id));
        return { kind: 'known', ended: ended === 1, ...(reply === null ? {} : { reply }) };
      }),
    finish: (delivery, reply) => inTransaction(database, () => end(delivery, reply ?? null)),
    takeOrphans: (lives, before) => {
      const orphans = (): readonly Delivery[] =>
        running
          .all()
          .map(deliveryOf)
          .filter(({ owner, at }) => (before !== undefined && at < before) || !lives(owner));
      // Looked at first without the write lock: a start must not wait where nothing was left.
      if (orphans().length === 0) return [];
      return inTransaction(database, () => {
        const left = orphans();
        for (const each of left) end(each, null);
        return left;
      });
    },
    sweep: (before) => inTransaction(database, () => sweep.all(before).length),
  };
}

const Known = z.object({ ended: z.int(), reply: z.string().nullable() });
const Row = z.object({
  tenant: z.string(),
  conversation: z.string(),
  id: z.string(),
  kind: z.string(),
  at: z.string(),
  owner: z.string(),
  waiting: z.string().nullable(),
});

function deliveryOf(row: unknown): Delivery {
  const { waiting, ...delivery } = Row.parse(row);
  return { ...delivery, ...(waiting === null ? {} : { waiting }) };
}
