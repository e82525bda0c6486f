import { z } from 'zod';
import { AUTHORITIES, type Subscription, type SubscriptionStore, TOPICS } from '../../alerts/subscription.ts';
import { LANGUAGES } from '../../regulations/act.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';

/** Subscriptions in the audit's own file, so that one begins and ends with the row that tells of it. */
export function createSqliteSubscriptionStore(database: SqliteDatabase): SubscriptionStore {
  const save = database.prepare(
    `INSERT INTO alert_subscriptions (tenant, conversation, authorities, acts, topics, language, asked_by, since)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (tenant, conversation) DO UPDATE SET
       authorities = excluded.authorities, acts = excluded.acts, topics = excluded.topics,
       language = excluded.language, asked_by = excluded.asked_by, since = excluded.since`,
  );
  const find = database.prepare('SELECT * FROM alert_subscriptions WHERE tenant = ? AND conversation = ?');
  const remove = database.prepare(
    'DELETE FROM alert_subscriptions WHERE tenant = ? AND conversation = ? RETURNING conversation',
  );
  const list = database.prepare(
    'SELECT * FROM alert_subscriptions WHERE ? IS NULL OR tenant = ? ORDER BY tenant, conversation',
  );
  return {
    save: ({ tenant, conversation, filter, by, since }) =>
      inTransaction(database, () => {
        const lists = [filter.authorities, filter.acts, filter.topics].map((each) => JSON.stringify(each));
        save.run(tenant, conversation, ...lists, filter.language, by, since);
      }),
    find: (tenant, conversation) => {
      const found = find.get(tenant, conversation);
      return found === undefined ? undefined : subscriptionOf(found);
    },
    remove: (tenant, conversation) => inTransaction(database, () => remove.all(tenant, conversation).length === 1),
    list: (tenant) => list.all(tenant ?? null, tenant ?? null).map(subscriptionOf),
  };
}

const stored = <T extends z.ZodType>(item: T) =>
  z
    .string()
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(z.array(item));

const Row = z.object({
  tenant: z.string(),
  conversation: z.string(),
  authorities: stored(z.enum(AUTHORITIES)),
  acts: stored(z.string()),
  topics: stored(z.enum(TOPICS)),
  language: z.enum(LANGUAGES),
  asked_by: z.string(),
  since: z.string(),
});

function subscriptionOf(row: unknown): Subscription {
  const { tenant, conversation, authorities, acts, topics, language, asked_by: by, since } = Row.parse(row);
  return { tenant, conversation, filter: { authorities, acts, topics, language }, by, since };
}
