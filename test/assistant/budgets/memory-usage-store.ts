import { dayAfter, periodAt } from '../../../src/assistant/budgets/limits.ts';
import type {
  GroupedUsage,
  UsageEntry,
  UsageFilter,
  UsageGroup,
  UsageScope,
  UsageStore,
} from '../../../src/assistant/budgets/usage-store.ts';

/** A ledger in memory that sums its entries anew each time: what running totals must agree with. */
export function createMemoryUsageStore(entries = new Map<string, UsageEntry>()): UsageStore {
  let isOpen = false;
  const transaction = <T>(work: () => T): T => {
    if (isOpen) return work();
    const before = [...entries];
    isOpen = true;
    try {
      return work();
    } catch (error) {
      entries.clear();
      for (const [id, entry] of before) entries.set(id, entry);
      throw error;
    } finally {
      isOpen = false;
    }
  };
  const must = (id: string, isThere: boolean): void => {
    if (entries.has(id) !== isThere) throw new Error(`${id} ${isThere ? 'is not there' : 'is there'}`);
  };
  return {
    transaction,
    add: (entry) => {
      must(entry.id, false);
      entries.set(entry.id, entry);
    },
    replace: (entry) => {
      must(entry.id, true);
      entries.set(entry.id, entry);
    },
    remove: (id) => {
      must(id, true);
      entries.delete(id);
    },
    entry: (id) => entries.get(id),
    totals: (scope, currency) => {
      const found = [...entries.values()].filter((entry) => isIn(entry, scope));
      return {
        requests: found.length,
        tokens: found.reduce((sum, { input, output }) => sum + input + output, 0),
        counted: found
          .filter((entry) => (entry.currency ?? '') === (currency ?? ''))
          .reduce((sum, { counted }) => sum + counted, 0n),
      };
    },
    grouped: (by, filter) => groupedOf([...entries.values()], by, filter),
  };
}

function isIn(entry: UsageEntry, { tenant, of, name, period }: UsageScope): boolean {
  const own = { ...entry, user: entry.actor }[of];
  return entry.kind === 'call' && entry.tenant === tenant && own === name && entry.at.startsWith(period);
}

function keyOf(entry: UsageEntry, by: UsageGroup): string {
  if (by === 'model') return entry.model === '' ? entry.deployment : entry.model;
  if (by === 'user') return entry.actor;
  return entry[by] ?? '';
}

function groupedOf(
  all: readonly UsageEntry[],
  by: UsageGroup,
  { month, tenant, actor }: UsageFilter,
): readonly GroupedUsage[] {
  const groups = new Map<string, UsageEntry[]>();
  for (const entry of all) {
    if (periodAt(entry.at, 'month') !== month || entry.at >= dayAfter(month)) continue;
    if ((tenant ?? entry.tenant) !== entry.tenant || (actor ?? entry.actor) !== entry.actor) continue;
    const id = JSON.stringify([entry.tenant, keyOf(entry, by), entry.currency ?? '']);
    groups.set(id, [...(groups.get(id) ?? []), entry]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, group]) => {
      const [own = '', key = '', currency = ''] = JSON.parse(id) as readonly string[];
      const count = (test: (entry: UsageEntry) => boolean) => group.filter(test).length;
      const sum = (of: 'input' | 'cached' | 'output') => group.reduce((whole, entry) => whole + entry[of], 0);
      return {
        tenant: own,
        key,
        ...(currency === '' ? {} : { currency }),
        questions: count(({ kind }) => kind === 'question'),
        calls: count(({ kind }) => kind === 'call'),
        reserved: count(({ state }) => state === 'reserved'),
        input: sum('input'),
        cached: sum('cached'),
        output: sum('output'),
        cost: group.reduce((whole, { cost = 0n }) => whole + cost, 0n),
        unpriced: count(({ kind, cost }) => kind === 'call' && cost === undefined),
        estimated: count(({ estimated, state }) => estimated && state === 'settled'),
      };
    });
}
