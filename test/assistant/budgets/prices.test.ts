import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, dearestOf, mostCostOf, type Prices, priceOf } from '../../../src/assistant/budgets/prices.ts';
import { pricesOf } from './spending-desk.ts';

const PRICES = pricesOf({ lamp: 1, 'lamp-2': 2, 'lamp-2-mini': 3, desk: 4 });

/** The price that is found, by the number that it was set with. */
const found = (deployment: string, model: string, prices: Prices = PRICES) =>
  Number(priceOf(prices, { deployment, model })?.input ?? -1_000_000n) / 1_000_000;

describe('the price of a call', () => {
  it.each([
    ['by its deployment, whatever the model', 'desk', 'lamp-2', 4],
    ['by its deployment in any case', 'DESK', 'lamp-2', 4],
    ['by the model', 'chat', 'lamp-2', 2],
    ['by the model without its date', 'chat', 'lamp-2-2031-08-06', 2],
    ['by the longest name', 'chat', 'lamp-2-mini-2031-08-06', 3],
    ['by a name with a number for its version', 'chat', 'lamp-0613', 1],
    ['by a name with another sign before the version', 'chat', 'LAMP-2@20310806', 2],
    ['by a deployment that has the name of a model', 'lamp-2-2031-08-06', 'lamp-2-2031-08-06', 2],
  ])('is found %s', (_how, deployment, model, price) => {
    expect(found(deployment, model)).toBe(price);
  });

  it.each([
    ['another model that begins alike', 'lamp-large'],
    ['a model with another number', 'lamp-3'],
    ['a model with a decimal in its name', 'lamp-2.5'],
    ['a longer word', 'lamplight'],
    ['the other way round', 'lam'],
    ['a kind behind the version', 'lamp-2-1106-preview'],
    ['no name', ''],
    ['a name that objects have', 'constructor'],
  ])('is not that of %s', (_what, model) => {
    expect(found('chat', model)).toBe(-1);
  });

  it('is of each kind of token the dearest where the model is not known', () => {
    const prices: Prices = {
      currency: 'EUR',
      models: new Map([
        ['a', { input: 5n, cached: 1n, output: 7n }],
        ['b', { input: 2n, cached: 2n, output: 9n }],
      ]),
    };
    expect(dearestOf(prices)).toEqual({ input: 5n, cached: 2n, output: 9n });
    expect(dearestOf({ currency: 'EUR', models: new Map() })).toEqual({ input: 0n, cached: 0n, output: 0n });
  });
});

describe('the cost of a call', () => {
  const price = { input: 2_500_000n, cached: 1_250_000n, output: 10_000_000n };

  it('is what its tokens cost, those in the cache less', () => {
    // (600 × 2.5 + 400 × 1.25 + 300 × 10) / 1,000,000 = 0.005
    expect(costOf(price, { input: 1_000, cached: 400, output: 300 })).toBe(5_000_000n);
    expect(costOf(price, { input: 0, cached: 0, output: 0 })).toBe(0n);
    expect(mostCostOf(price, { input: 1_000, output: 300 })).toBe(5_500_000n);
    expect(mostCostOf({ ...price, cached: 5_000_000n }, { input: 1_000, output: 0 })).toBe(5_000_000n);
  });

  it('is rounded once, half up, to a billionth', () => {
    const tiny = { input: 1n, cached: 1n, output: 1n };
    expect(costOf(tiny, { input: 499, cached: 0, output: 0 })).toBe(0n);
    expect(costOf(tiny, { input: 400, cached: 0, output: 100 })).toBe(1n);
    expect(costOf(tiny, { input: 1_499, cached: 700, output: 0 })).toBe(1n);
  });

  it('is never off by more than half a billionth, nor ever above what was held back', () => {
    const tokens = fc.integer({ min: 0, max: 2_000_000 });
    const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(
        fc.record({ input: amount, cached: amount, output: amount }),
        tokens,
        tokens,
        tokens,
        (own, fresh, cached, output) => {
          const use = { input: fresh + cached, cached, output };
          const exact = BigInt(fresh) * own.input + BigInt(cached) * own.cached + BigInt(output) * own.output;
          const off = costOf(own, use) * 1_000n - exact;
          expect(off > -500n && off <= 500n).toBe(true);
          expect(costOf(own, use) <= mostCostOf(own, use)).toBe(true);
        },
      ),
      { seed: 43, numRuns: 500 },
    );
  });
});
