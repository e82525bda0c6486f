import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpending } from '../../../src/assistant/budgets/create-spending.ts';
import type { Reservation } from '../../../src/assistant/budgets/spending.ts';
import { limit, pricesOf, served, spender, spendingDesk, took } from './spending-desk.ts';

const MONTH = { tenant: 't-1', of: 'tenant', name: 't-1', period: '2031-11' } as const;

describe('the ledger', () => {
  it('has an entry for a question, by pseudonym', () => {
    const { spending, store } = spendingDesk();
    spending.question(spender({ department: 'Treasury' }));
    expect(store.entry('u-1')).toEqual({
      id: 'u-1',
      kind: 'question',
      at: '2031-11-26T12:00:00.000Z',
      tenant: 't-1',
      actor: 'p of u-1 in t-1',
      department: 'Treasury',
      tool: 'ask_compliance',
      conversation: 'c-1',
      model: '',
      deployment: '',
      input: 0,
      cached: 0,
      output: 0,
      counted: 0n,
      state: 'settled',
      estimated: false,
    });
  });

  it('holds the most that a call can take, then what it took', () => {
    const { spending, store } = spendingDesk();
    const held = spending.reserve(spender(), { input: 1_000, output: 500 }, ['lamp']) as Reservation;
    expect(store.entry(held.id)).toMatchObject({
      state: 'reserved',
      deployment: 'lamp',
      model: '',
      input: 1_000,
      output: 500,
      cost: 1_500_000n,
      counted: 1_500_000n,
      currency: 'EUR',
      estimated: true,
    });
    expect(store.totals(MONTH, 'EUR')).toEqual({ requests: 1, tokens: 1_500, counted: 1_500_000n });
    spending.settle(held, took(900, 20, { cached: 300, served: served('lamp-2031-01-01', 'spare') }));
    expect(store.entry(held.id)).toMatchObject({
      state: 'settled',
      deployment: 'spare',
      model: 'lamp-2031-01-01',
      input: 900,
      cached: 300,
      output: 20,
      cost: 920_000n,
      estimated: false,
    });
    expect(store.totals(MONTH, 'EUR')).toEqual({ requests: 1, tokens: 920, counted: 920_000n });
  });

  it('has nothing of a call that was never made', () => {
    const { spending, store } = spendingDesk();
    const held = spending.reserve(spender(), { input: 1_000, output: 500 }, ['lamp']) as Reservation;
    spending.settle(held, undefined);
    expect(store.entry(held.id)).toBeUndefined();
    expect(store.totals(MONTH, 'EUR')).toEqual({ requests: 0, tokens: 0, counted: 0n });
  });

  it('settles once, and only what was held back', () => {
    const { spending, store } = spendingDesk();
    const held = spending.reserve(spender(), { input: 10, output: 5 }, ['lamp']) as Reservation;
    spending.settle(held, took(10, 5));
    for (const wrong of [held, { id: 'u-99' }]) {
      expect(() => spending.settle(wrong, took(999, 999))).toThrow(expect.objectContaining({ code: 'internal' }));
      expect(() => spending.settle(wrong, undefined)).toThrow(expect.objectContaining({ code: 'internal' }));
    }
    expect(store.totals(MONTH, 'EUR').tokens).toBe(15);
  });

  it('takes what a call really took, also where that is more than was held back', () => {
    const { spending, store } = spendingDesk([limit()]);
    const held = spending.reserve(spender(), { input: 500, output: 500 }, ['lamp']) as Reservation;
    spending.settle(held, took(700, 900));
    expect(store.totals(MONTH, 'EUR').tokens).toBe(1_600);
    expect(spending.standing(spender(), 'en').exhausted).toMatch(/is used up/);
  });

  it.each([
    ['tokens below nothing', took(-5, -1), { input: 0, cached: 0, output: 0 }],
    ['no number', took(Number.NaN, Number.POSITIVE_INFINITY), { input: 0, cached: 0, output: 0 }],
    ['more in the cache than was read', took(10, 2, { cached: 99 }), { input: 10, cached: 10, output: 2 }],
    ['half a token', took(1.5, 0.2), { input: 2, cached: 0, output: 1 }],
    ['more than there can be', took(1e300, 1), { input: 100_000_000, cached: 0, output: 1 }],
  ])('reads a service that tells %s', (_what, taken, entry) => {
    const { spending, store } = spendingDesk();
    const held = spending.reserve(spender(), { input: 10, output: 5 }, ['lamp']) as Reservation;
    spending.settle(held, taken);
    expect(store.entry(held.id)).toMatchObject({ ...entry, state: 'settled' });
  });
});

describe('prices', () => {
  it('of today do not change what was spent yesterday', () => {
    const first = spendingDesk();
    first.spend(1_000, 0);
    const dearer = createSpending({ ...first.options, prices: pricesOf({ lamp: 7 }), newId: () => 'later' });
    const held = dearer.reserve(spender(), { input: 1_000, output: 0 }, ['lamp']) as Reservation;
    dearer.settle(held, took(1_000, 0));
    expect(first.store.entry('u-1')?.cost).toBe(1_000_000n);
    expect(first.store.entry('later')?.cost).toBe(7_000_000n);
    expect(first.store.totals(MONTH, 'EUR').counted).toBe(8_000_000n);
  });

  it('in another currency begin anew: two are never added', () => {
    const first = spendingDesk([limit({ measure: 'cost', most: 1_000_000n })]);
    expect(first.spend(1_000, 0)).toBe(true);
    expect(first.spend(1, 0)).toBe(false);
    const other = spendingDesk(first.options.limits, {
      store: first.store,
      prices: pricesOf({ lamp: 1 }, 'USD'),
      newId: () => 'later',
    });
    expect(other.spend(1_000, 0)).toBe(true);
    expect(first.store.totals(MONTH, 'EUR').counted).toBe(1_000_000n);
    expect(first.store.totals(MONTH, 'USD').counted).toBe(1_000_000n);
  });

  it('that are not known leave a cost that is not known, and limits are held by the dearest', () => {
    const { spending, store } = spendingDesk([], { prices: pricesOf({ lamp: 1, sun: 50 }) });
    const held = spending.reserve(spender(), { input: 100, output: 0 }, ['chat']) as Reservation;
    expect(store.entry(held.id)).toMatchObject({ counted: 5_000_000n });
    spending.settle(held, took(100, 0, { served: served('moon', 'chat') }));
    const entry = store.entry(held.id);
    expect(entry).toMatchObject({ counted: 5_000_000n, currency: 'EUR', state: 'settled' });
    expect(entry).not.toHaveProperty('cost');
  });

  it('of a deployment are those of the model that replied there, also for a reply that was cut off', () => {
    const { spending, store } = spendingDesk([], { prices: pricesOf({ lamp: 1, sun: 50 }) });
    const reserve = () => spending.reserve(spender(), { input: 100, output: 0 }, ['chat']) as Reservation;
    spending.settle(reserve(), took(100, 0, { served: served('lamp-2031-01-01', 'chat') }));
    const held = reserve();
    expect(store.entry(held.id)?.counted).toBe(100_000n);
    spending.settle(held, took(80, 0, { estimated: true, served: served('chat') }));
    expect(store.entry(held.id)).toMatchObject({ model: 'lamp-2031-01-01', cost: 80_000n, estimated: true });
  });

  it('that are not set leave no cost at all', () => {
    const { spend, store } = spendingDesk([], { unpriced: true });
    expect(spend(100, 10)).toBe(true);
    const entry = store.entry('u-1');
    expect(entry).toMatchObject({ counted: 0n, input: 100 });
    expect(entry).not.toHaveProperty('cost');
    expect(entry).not.toHaveProperty('currency');
  });

  it('must be there for a limit on cost: of every model that is asked by its name', () => {
    const costly = [limit({ measure: 'cost' })];
    expect(() => spendingDesk(costly, { unpriced: true })).toThrow(
      expect.objectContaining({
        code: 'misconfigured',
        message: expect.stringMatching(/COMPLIANCE_PRICES sets no price/),
      }),
    );
    expect(() => spendingDesk(costly, { prices: pricesOf({}) })).toThrow(/sets no price/);
    expect(() => spendingDesk(costly, { models: ['lamp-2031-01-01', 'moon'] })).toThrow(/no price of moon/);
    expect(() => spendingDesk(costly, { models: ['lamp-2031-01-01'] })).not.toThrow();
    expect(() => spendingDesk([limit()], { unpriced: true, models: ['moon'] })).not.toThrow();
  });
});

describe('sums', () => {
  it('are exact whatever the calls, their order and their prices', () => {
    const use = fc.record({ input: fc.nat(200_000), cached: fc.nat(200_000), output: fc.nat(50_000) });
    fc.assert(
      fc.property(fc.array(use, { maxLength: 30 }), fc.integer({ min: 1, max: 999_999_999 }), (calls, price) => {
        const each = { input: BigInt(price), cached: BigInt(price) / 3n, output: BigInt(price) * 4n };
        const { spending, store } = spendingDesk([], {
          prices: { currency: 'EUR', models: new Map([['lamp', each]]) },
        });
        let exact = 0n;
        for (const { input, cached, output } of calls) {
          const held = spending.reserve(spender(), { input, output }, ['lamp']) as Reservation;
          spending.settle(held, took(input, output, { cached }));
          const inCache = Math.min(input, cached);
          const parts =
            BigInt(input - inCache) * each.input + BigInt(inCache) * each.cached + BigInt(output) * each.output;
          exact += (parts + 500n) / 1_000n;
        }
        expect(store.totals(MONTH, 'EUR').counted).toBe(exact);
        expect(store.grouped('tenant', { month: '2031-11' }).reduce((sum, { cost }) => sum + cost, 0n)).toBe(exact);
      }),
      { seed: 44, numRuns: 60 },
    );
  });
});
