import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { ConfirmationStore, StoredConfirmation } from '../../tools/confirmation-store.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';

/** Confirmations in the audit's own file, so that a confirmation is used in the transaction of the row that tells of it. */
export function createSqliteConfirmationStore(database: SqliteDatabase): ConfirmationStore {
  const add = database.prepare('INSERT INTO confirmations (key, binding, expires) VALUES (?, ?, ?)');
  const find = database.prepare('SELECT key, binding, expires, used, outcome FROM confirmations WHERE key = ?');
  const use = database.prepare('UPDATE confirmations SET used = ? WHERE key = ? AND used IS NULL RETURNING key');
  const settle = database.prepare('UPDATE confirmations SET outcome = ? WHERE key = ? RETURNING key');
  const sweep = database.prepare('DELETE FROM confirmations WHERE expires < ? RETURNING key');
  const count = database.prepare('SELECT count(*) AS kept FROM confirmations');
  const write = <T>(work: () => T): T => inTransaction(database, work);
  return {
    transaction: write,
    add: ({ key, binding, expires }) => write(() => void add.run(key, binding, expires)),
    find: (key) => {
      const found = find.get(key);
      return found === undefined ? undefined : confirmationOf(Row.parse(found));
    },
    use: (key, at) => write(() => use.all(at, key).length === 1),
    settle: (key, outcome) =>
      write(() => {
        if (settle.all(outcome, key).length === 0)
          throw new AppError('internal', 'There is no such confirmation to be settled.', { detail: key });
      }),
    sweep: (before) => write(() => sweep.all(before).length),
    count: () => Count.parse(count.get()).kept,
  };
}

const Row = z.object({
  key: z.string(),
  binding: z.string(),
  expires: z.string(),
  used: z.string().nullable(),
  outcome: z.enum(['done', 'failed', 'declined']).nullable(),
});
const Count = z.object({ kept: z.int() });

function confirmationOf({ used, outcome, ...confirmation }: z.output<typeof Row>): StoredConfirmation {
  return { ...confirmation, ...(used === null ? {} : { used }), ...(outcome === null ? {} : { outcome }) };
}
