import type { AuditStore } from '../../audit/audit-store.ts';
import {
  type Limit,
  type Limited,
  type LimitedNames,
  limitApplies,
  measured,
  type PeriodName,
  percentOf,
  periodsOf,
} from './limits.ts';
import type { GroupedUsage, UsageGroup, UsageLedger } from './usage-store.ts';

/** What was used, summed. */
export interface UsageSums {
  readonly questions: number;
  /** Calls of models. */
  readonly calls: number;
  /** Of the calls, those whose end is not known: they count with the most that they can have taken. */
  readonly reserved: number;
  readonly input: number;
  /** Of the input. */
  readonly cached: number;
  readonly output: number;
  /** By currency, in its order; of calls that have a price. */
  readonly costs: readonly Cost[];
  /** Calls that have no price: what they cost is not known. */
  readonly unpriced: number;
  /** Calls of which the service did not tell the tokens. */
  readonly estimated: number;
}

export interface Cost {
  readonly currency: string;
  /** Billionths of its unit. */
  readonly amount: bigint;
}

/** How much of a limit is used. */
export interface LimitShare {
  readonly limit: Limit;
  /** The month, or the day of it on which most was used. */
  readonly period: PeriodName;
  /** In the limit's own unit. */
  readonly used: bigint;
  /** Rounded down. */
  readonly percent: number;
}

export interface UsageRow extends UsageSums {
  readonly tenant: string;
  /** What is grouped by: of people the pseudonym. Empty for what has none, such as a question by model. */
  readonly key: string;
  /** For people to read: of people the name, as long as it is known. */
  readonly name: string;
  readonly limits: readonly LimitShare[];
}

export interface UsageReport {
  readonly month: PeriodName;
  readonly by: UsageGroup;
  readonly rows: readonly UsageRow[];
  /** The sum of the rows, to the last decimal. */
  readonly total: UsageSums & { readonly limits: readonly LimitShare[] };
}

export interface UsageRequest {
  /** `2026-11`, UTC. */
  readonly month: PeriodName;
  readonly by: UsageGroup;
  /** Absent, all tenants of the file. */
  readonly tenant?: string;
  /** Shows the rows of this person alone, by the id that sign-in gives, and those of all others as one. */
  readonly only?: { readonly tenant: string; readonly user: string };
}

/** Reading what was used, for chargeback. */
export interface UsageReading {
  report(request: UsageRequest): UsageReport;
}

export interface UsageReadingOptions {
  readonly ledger: UsageLedger;
  /** Who stands behind a pseudonym, as long as they are not erased. */
  readonly people: Pick<AuditStore, 'person' | 'people'>;
  readonly limits: readonly Limit[];
  /** Of limits on cost. */
  readonly currency?: string;
}

export function createUsageReading(options: UsageReadingOptions): UsageReading {
  const { ledger } = options;
  return {
    report: ({ month, by, tenant, only }) => {
      const filter = { month, ...(tenant === undefined ? {} : { tenant }) };
      const all = ledger.grouped(by, filter);
      const shown = only === undefined ? all : ledger.grouped(by, { ...filter, actor: actorOf(options, only) });
      const rows = [...byKey(shown).values()].map((group) => rowOf(options, group, { month, by }));
      const rest = only === undefined ? [] : othersOf(all, rows);
      return {
        month,
        by,
        rows: [...rows.sort(byUse), ...rest],
        total: {
          ...sumOf(all),
          limits: tenant === undefined ? [] : sharesOf(options, { month, of: 'tenant', key: tenant }, { tenant }),
        },
      };
    },
  };
}

/** The pseudonym of somebody; of whoever is not known one that nobody has. */
function actorOf({ people }: UsageReadingOptions, { tenant, user }: NonNullable<UsageRequest['only']>): string {
  return people.people(user, tenant)[0]?.actor ?? '';
}

/** The name of the row of all others: in brackets, as nothing else is. */
const OTHERS = '(others)';
const NONE = '(none)';

function byKey(groups: readonly GroupedUsage[]): ReadonlyMap<string, readonly GroupedUsage[]> {
  const found = new Map<string, GroupedUsage[]>();
  for (const group of groups) {
    const key = JSON.stringify([group.tenant, group.key]);
    const known = found.get(key);
    if (known === undefined) found.set(key, [group]);
    else known.push(group);
  }
  return found;
}

function rowOf(
  options: UsageReadingOptions,
  group: readonly GroupedUsage[],
  { month, by }: Pick<UsageRequest, 'month' | 'by'>,
): UsageRow {
  const { tenant = '', key = '' } = group[0] ?? {};
  const person = by === 'user' ? options.people.person(key) : undefined;
  // Whoever was erased has the limits that each has, and none by name.
  const names = { tenant, [by]: by === 'user' ? (person?.user ?? '') : key };
  return {
    tenant,
    key,
    name: person === undefined ? key || NONE : person.name || person.user,
    ...sumOf(group),
    limits: by === 'model' || key === '' ? [] : sharesOf(options, { month, of: by, key }, names),
  };
}

/** What is left of the whole when the rows that are shown are taken from it, by tenant. */
function othersOf(all: readonly GroupedUsage[], rows: readonly UsageRow[]): readonly UsageRow[] {
  return [...new Set(all.map(({ tenant }) => tenant))].flatMap((tenant) => {
    const whole = sumOf(all.filter((group) => group.tenant === tenant));
    const rest = rows.filter((row) => row.tenant === tenant).reduce<UsageSums>(less, whole);
    const isNothing = rest.questions === 0 && rest.calls === 0;
    return isNothing ? [] : [{ tenant, key: '', name: OTHERS, ...rest, limits: [] }];
  });
}

const COUNTS = ['questions', 'calls', 'reserved', 'input', 'cached', 'output', 'unpriced', 'estimated'] as const;
type Counts = Pick<UsageSums, (typeof COUNTS)[number]>;

function sumOf(groups: readonly GroupedUsage[]): UsageSums {
  const costs = new Map<string, bigint>();
  for (const { currency, cost } of groups)
    if (currency !== undefined) costs.set(currency, (costs.get(currency) ?? 0n) + cost);
  const counts = COUNTS.map((name) => [name, groups.reduce((sum, group) => sum + group[name], 0)]);
  return { ...(Object.fromEntries(counts) as Counts), costs: costsOf(costs) };
}

function less(whole: UsageSums, part: UsageSums): UsageSums {
  const costs = new Map(whole.costs.map(({ currency, amount }) => [currency, amount]));
  for (const { currency, amount } of part.costs) costs.set(currency, (costs.get(currency) ?? 0n) - amount);
  const counts = COUNTS.map((name) => [name, whole[name] - part[name]]);
  return { ...(Object.fromEntries(counts) as Counts), costs: costsOf(costs) };
}

function costsOf(costs: ReadonlyMap<string, bigint>): readonly Cost[] {
  return [...costs]
    .map(([currency, amount]) => ({ currency, amount }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Tenants by name, and within each whoever used most first. */
function byUse(a: UsageRow, b: UsageRow): number {
  if (a.tenant !== b.tenant) return a.tenant < b.tenant ? -1 : 1;
  return b.input + b.output - (a.input + a.output) || b.questions - a.questions || (a.key < b.key ? -1 : 1);
}

/** What is used of each limit that is on a row; of a daily one on the day on which most was used. */
function sharesOf(
  { ledger, limits, currency }: UsageReadingOptions,
  { month, of, key }: { readonly month: PeriodName; readonly of: Limited; readonly key: string },
  names: LimitedNames,
): readonly LimitShare[] {
  return limits.flatMap((limit) => {
    if (limit.of !== of || !limitApplies(limit, names)) return [];
    const [first, ...more] = periodsOf(month, limit.period).map((period) => ({
      period,
      used: measured(ledger.totals({ tenant: names.tenant, of, name: key, period }, currency), limit.measure),
    }));
    if (first === undefined) return [];
    const most = more.reduce((greatest, each) => (each.used > greatest.used ? each : greatest), first);
    return [{ limit, ...most, percent: percentOf(most.used, limit.most) }];
  });
}
