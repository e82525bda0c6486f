import { z } from 'zod';
import { dayAfter, PERIODS, periodAt } from '../../assistant/budgets/limits.ts';
import {
  USAGE_GROUPS,
  type UsageEntry,
  type UsageFilter,
  type UsageGroup,
  type UsageLedger,
  type UsageStore,
  usageKey,
} from '../../assistant/budgets/usage-store.ts';
import { AppError } from '../../core/errors.ts';
import { inTransaction, type SqliteDatabase } from './database.ts';

/** The ledger in the library's own file, so that what was used and the audit's row of it are one transaction. */
export function createSqliteUsageStore(database: SqliteDatabase): UsageStore {
  const add = database.prepare(
    `INSERT INTO usage_entries (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  const remove = database.prepare('DELETE FROM usage_entries WHERE id = ?');
  const count = database.prepare(
    `INSERT INTO usage_totals (scope, period, tenant, name, currency, ${SUMS.join(', ')})
     VALUES (?, ?, ?, ?, ?, ${SUMS.map(() => '?').join(', ')})
     ON CONFLICT DO UPDATE SET ${SUMS.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
  );
  const ledger = readUsageIn(database);
  const write = <T>(work: () => T): T => inTransaction(database, work);
  /** Counts an entry in every total that it belongs to, or takes it out again. */
  const total = (entry: UsageEntry, sign: 1n | -1n): void => {
    const sums = sumsOf(entry);
    const amounts = SUMS.map((name) => sign * sums[name]);
    for (const scope of USAGE_GROUPS)
      for (const period of PERIODS)
        count.run(
          scope,
          periodAt(entry.at, period),
          entry.tenant,
          usageKey(entry, scope),
          entry.currency ?? '',
          ...amounts,
        );
  };
  const put = (entry: UsageEntry): void => {
    add.run(...valuesOf(entry));
    total(entry, 1n);
  };
  const take = (id: string): void => {
    const entry = ledger.entry(id);
    if (entry === undefined)
      throw new AppError('internal', 'The ledger of what was used has no such entry.', { detail: id });
    remove.run(id);
    total(entry, -1n);
  };
  return {
    ...ledger,
    transaction: write,
    add: (entry) => write(() => put(entry)),
    replace: (entry) =>
      write(() => {
        take(entry.id);
        put(entry);
      }),
    remove: (id) => write(() => take(id)),
  };
}

const SUMS = [
  'questions',
  'calls',
  'reserved',
  'input',
  'cached',
  'output',
  'cost',
  'counted',
  'unpriced',
  'estimated',
] as const;

/** What an entry adds to a total. */
function sumsOf(entry: UsageEntry): Readonly<Record<(typeof SUMS)[number], bigint>> {
  const isCall = entry.kind === 'call';
  const flag = (holds: boolean): bigint => (holds ? 1n : 0n);
  return {
    questions: flag(!isCall),
    calls: flag(isCall),
    reserved: flag(entry.state === 'reserved'),
    input: BigInt(entry.input),
    cached: BigInt(entry.cached),
    output: BigInt(entry.output),
    cost: entry.cost ?? 0n,
    counted: entry.counted,
    unpriced: flag(isCall && entry.cost === undefined),
    estimated: flag(entry.estimated && entry.state === 'settled'),
  };
}

/** What the ledger holds; nothing is written. */
function readUsageIn(database: SqliteDatabase): UsageLedger {
  const entry = database.prepare(`SELECT ${SELECTED} FROM usage_entries WHERE id = ?`);
  const totals = database.prepare(
    `SELECT coalesce(sum(calls), 0) AS requests, coalesce(sum(input + output), 0) AS tokens,
            CAST(coalesce(sum(CASE WHEN currency = ? THEN counted END), 0) AS TEXT) AS counted
     FROM usage_totals WHERE scope = ? AND period = ? AND tenant = ? AND name = ?`,
  );
  const grouped = database.prepare(
    `SELECT tenant, name AS key, currency, questions, calls, reserved, input, cached, output,
            CAST(cost AS TEXT) AS cost, unpriced, estimated
     FROM usage_totals WHERE scope = ? AND period = ? AND (? IS NULL OR tenant = ?) AND questions + calls > 0
     ORDER BY tenant, name, currency`,
  );
  return {
    entry: (id) => {
      const found = entry.get(id);
      return found === undefined ? undefined : entryOf(EntryRow.parse(found));
    },
    totals: ({ tenant, of, name, period }, currency) =>
      TotalsRow.parse(totals.get(currency ?? '', of, period, tenant, name)),
    grouped: (by, { month, tenant, actor }) => {
      const rows =
        actor === undefined
          ? grouped.all(by, month, tenant ?? null, tenant ?? null)
          : groupedEntries(database, by, { month, actor, ...(tenant === undefined ? {} : { tenant }) });
      return rows.map((row) => {
        const { currency, ...sums } = GroupedRow.parse(row);
        return { ...sums, ...(currency === '' ? {} : { currency }) };
      });
    },
  };
}

/** What stands for each group in an entry; as `usageKey`. */
const GROUP_COLUMNS: Readonly<Record<UsageGroup, string>> = {
  tenant: 'tenant',
  department: "coalesce(department, '')",
  user: 'actor',
  tool: 'tool',
  conversation: 'conversation',
  model: "CASE WHEN model = '' THEN deployment ELSE model END",
};

/** The same of one person's entries alone, of which there are no totals. */
function groupedEntries(
  database: SqliteDatabase,
  by: UsageGroup,
  { month, tenant, actor }: UsageFilter,
): readonly unknown[] {
  return database
    .prepare(
      `SELECT tenant, ${GROUP_COLUMNS[by]} AS key, coalesce(currency, '') AS currency,
              sum(kind = 'question') AS questions, sum(kind = 'call') AS calls, sum(state = 'reserved') AS reserved,
              sum(input) AS input, sum(cached) AS cached, sum(output) AS output,
              CAST(coalesce(sum(cost), 0) AS TEXT) AS cost, sum(kind = 'call' AND cost IS NULL) AS unpriced,
              sum(estimated = 1 AND state = 'settled') AS estimated
       FROM usage_entries
       WHERE actor = ? AND at >= ? AND at < ? AND (? IS NULL OR tenant = ?)
       GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    )
    .all(actor, month, dayAfter(month), tenant ?? null, tenant ?? null);
}

const COLUMNS = [
  'id',
  'kind',
  'at',
  'tenant',
  'actor',
  'department',
  'tool',
  'conversation',
  'model',
  'deployment',
  'input',
  'cached',
  'output',
  'cost',
  'currency',
  'counted',
  'state',
  'estimated',
] as const satisfies readonly (keyof UsageEntry)[];
/** The binding reads an integer as a floating-point number: amounts, which can be greater, come as their digits. */
const SELECTED = COLUMNS.map((name) =>
  name === 'cost' || name === 'counted' ? `CAST(${name} AS TEXT) AS ${name}` : name,
).join(', ');

function valuesOf(entry: UsageEntry): readonly unknown[] {
  return COLUMNS.map((name) => (name === 'estimated' ? Number(entry.estimated) : (entry[name] ?? null)));
}

const amount = z.string().transform(BigInt);
const TotalsRow = z.object({ requests: z.int(), tokens: z.int(), counted: amount });
const GroupedRow = z.object({
  tenant: z.string(),
  key: z.string(),
  currency: z.string(),
  questions: z.int(),
  calls: z.int(),
  reserved: z.int(),
  input: z.int(),
  cached: z.int(),
  output: z.int(),
  cost: amount,
  unpriced: z.int(),
  estimated: z.int(),
});
const EntryRow = z.object({
  id: z.string(),
  kind: z.enum(['question', 'call']),
  at: z.string(),
  tenant: z.string(),
  actor: z.string(),
  department: z.string().nullable(),
  tool: z.string(),
  conversation: z.string(),
  model: z.string(),
  deployment: z.string(),
  input: z.int(),
  cached: z.int(),
  output: z.int(),
  cost: amount.nullable(),
  currency: z.string().nullable(),
  counted: amount,
  state: z.enum(['reserved', 'settled']),
  estimated: z.int().transform((flag) => flag === 1),
});

function entryOf({ department, cost, currency, ...entry }: z.output<typeof EntryRow>): UsageEntry {
  return {
    ...entry,
    ...(department === null ? {} : { department }),
    ...(cost === null ? {} : { cost }),
    ...(currency === null ? {} : { currency }),
  };
}
