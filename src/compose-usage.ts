import type { SqliteDatabase } from './adapters/sqlite/database.ts';
import { createSqliteUsageStore } from './adapters/sqlite/usage-store.ts';
import { createSpending } from './assistant/budgets/create-spending.ts';
import type { Spending } from './assistant/budgets/spending.ts';
import { createUsageReading, type UsageReading } from './assistant/budgets/usage-report.ts';
import { type Audit, recordedAs } from './audit/audit.ts';
import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import { randomId } from './core/ids.ts';

/**
 * What models use and may use.
 *
 * @param database the audit's own: what is used is written in the transaction of the row that tells of it
 * @throws AppError `misconfigured` for a limit on cost that no price is set for
 */
export function composeUsage(
  database: SqliteDatabase,
  { prices, limits = [], model }: Partial<Pick<Config, 'prices' | 'limits' | 'model'>>,
  audit: Audit,
  clock: Clock,
): { readonly usage: UsageReading; readonly spending: Spending } {
  const store = createSqliteUsageStore(database);
  const spending = createSpending({
    store,
    limits,
    clock,
    newId: randomId,
    actorOf: (context) => audit.actorOf(recordedAs(context)),
    // A deployment of Azure can have any name; a model that is asked for by its own must have a price.
    models: model?.kind === 'openai' ? model.endpoints.map(({ name }) => name) : [],
    ...(prices === undefined ? {} : { prices }),
  });
  const usage = createUsageReading({
    ledger: store,
    people: audit.store,
    limits,
    ...(prices === undefined ? {} : { currency: prices.currency }),
  });
  return { usage, spending };
}
