import { createSpending, type SpendingOptions } from '../../../src/assistant/budgets/create-spending.ts';
import type { Limit } from '../../../src/assistant/budgets/limits.ts';
import type { Prices } from '../../../src/assistant/budgets/prices.ts';
import type { Spender } from '../../../src/assistant/budgets/spending.ts';
import type { UsageStore } from '../../../src/assistant/budgets/usage-store.ts';
import type { Served, TokenUse } from '../../../src/assistant/chat-model.ts';
import { callContext } from '../../asking.ts';
import { createMemoryUsageStore } from './memory-usage-store.ts';

export const NOON = Date.parse('2031-11-26T12:00:00.000Z');

/** A price list: so much of the unit for a million tokens of any kind. */
export function pricesOf(models: Readonly<Record<string, number>>, currency = 'EUR'): Prices {
  const listed = Object.entries(models).map(([name, price]) => {
    const each = BigInt(price * 1_000_000);
    return [name, { input: each, cached: each, output: each }] as const;
  });
  return { currency, models: new Map(listed) };
}

export function limit(more: Partial<Limit> = {}): Limit {
  return { of: 'tenant', measure: 'tokens', period: 'month', most: 1_000n, hard: true, ...more };
}

export interface By {
  readonly user?: string;
  readonly tenant?: string;
  readonly department?: string;
  readonly conversation?: string;
  readonly tool?: string;
}

export function spender({ department, tool = 'ask_compliance', ...more }: By = {}): Spender {
  const context = callContext(more);
  return {
    tool,
    context: { ...context, user: { ...context.user, ...(department === undefined ? {} : { department }) } },
  };
}

export const served = (model = 'lamp', deployment = model): Served => ({
  service: 'lamps',
  host: 'lamps.example',
  deployment,
  model,
  spilledOver: false,
});

export function took(input: number, output: number, more: Partial<TokenUse> & { served?: Served } = {}) {
  const { served: by = served(), ...use } = more;
  return { use: { input, cached: 0, output, estimated: false, ...use }, served: by };
}

/** Spending over a ledger in memory, with a clock that is set. A thousand tokens of the lamp cost a thousandth. */
export function spendingDesk(
  limits: readonly Limit[] = [],
  more: Partial<SpendingOptions> & { readonly store?: UsageStore; readonly unpriced?: true } = {},
) {
  const { unpriced, ...options } = more;
  const clock = { time: NOON, now: () => clock.time };
  const store = more.store ?? createMemoryUsageStore();
  let ids = 0;
  const all: SpendingOptions = {
    store,
    ...(unpriced === true ? {} : { prices: pricesOf({ lamp: 1 }) }),
    limits,
    clock,
    newId: () => {
      ids += 1;
      return `u-${ids}`;
    },
    actorOf: ({ tenant, user }) => `p of ${user.id} in ${tenant}`,
    ...options,
  };
  const spending = createSpending(all);
  return {
    spending,
    store,
    clock,
    options: all,
    /** A call from its beginning to its end; `false` where it was not allowed. */
    spend: (input: number, output: number, by = spender()): boolean => {
      const held = spending.reserve(by, { input, output }, ['lamp']);
      if (held !== undefined) spending.settle(held, took(input, output));
      return held !== undefined;
    },
  };
}
