import { createSqliteConfirmationStore } from './adapters/sqlite/confirmation-store.ts';
import type { SqliteDatabase } from './adapters/sqlite/database.ts';
import type { Clock } from './core/clock.ts';
import { randomId } from './core/ids.ts';
import { type Confirmations, createConfirmations } from './tools/confirmations.ts';

/**
 * Confirmations of writes.
 *
 * @param database the audit's own: a confirmation is used in the transaction of the row that tells of it
 */
export function composeConfirmations(database: SqliteDatabase, clock: Clock): Confirmations {
  return createConfirmations({ store: createSqliteConfirmationStore(database), clock, newId: randomId });
}
