import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpending } from '../../../src/assistant/budgets/create-spending.ts';
import type { Limit } from '../../../src/assistant/budgets/limits.ts';
import type { Reservation } from '../../../src/assistant/budgets/spending.ts';
import { limit, NOON, pricesOf, spender, spendingDesk, took } from './spending-desk.ts';

const MONTH = { tenant: 't-1', of: 'tenant', name: 't-1', period: '2031-11' } as const;
const UNIT = 1_000_000_000n;

describe('a hard limit', () => {
  it.each<[string, Partial<Limit>]>([
    ['tokens', { measure: 'tokens', most: 1_000n }],
    ['cost', { measure: 'cost', most: 1_000_000n }],
    ['requests', { measure: 'requests', most: 10n }],
  ])('on %s is never passed by calls at the same time', (_measure, more) => {
    const { spending, store, spend } = spendingDesk([limit(more)]);
    const held = Array.from({ length: 20 }, () => spending.reserve(spender(), { input: 90, output: 10 }, ['lamp']));
    expect(held.filter((each) => each !== undefined)).toHaveLength(10);
    expect(store.totals(MONTH, 'EUR')).toEqual({ requests: 10, tokens: 1_000, counted: 1_000_000n });
    // What was held back too much is free again.
    for (const each of held) if (each !== undefined) spending.settle(each, took(40, 10));
    expect(spend(90, 10)).toBe(more.measure !== 'requests');
  });

  it('on cost holds a call back at the price of the dearest deployment that it may spill over to', () => {
    const prices = pricesOf({ provisioned: 0, paygo: 5 });
    const { spending, store } = spendingDesk([limit({ measure: 'cost', most: 10_000_000n })], { prices });
    const reserve = (deployments: readonly string[]) =>
      spending.reserve(spender(), { input: 900, output: 100 }, deployments);
    const held = reserve(['provisioned', 'paygo']);
    expect(store.entry(held?.id ?? '')).toMatchObject({ counted: 5_000_000n, deployment: 'provisioned' });
    expect(reserve(['provisioned', 'paygo'])).toBeDefined();
    expect(reserve(['provisioned', 'paygo'])).toBeUndefined();
    expect(reserve(['provisioned'])).toBeDefined();
  });

  it('is never passed however calls begin and end between one another', () => {
    const steps = fc.array(
      fc.record({ begins: fc.boolean(), input: fc.nat(400), used: fc.double({ min: 0, max: 1, noNaN: true }) }),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const { spending, store } = spendingDesk([limit(), limit({ of: 'user', most: 700n })]);
        const open: { readonly held: Reservation; readonly input: number }[] = [];
        for (const { begins, input, used } of all) {
          const last = open.at(-1);
          if (begins || last === undefined) {
            const held = spending.reserve(spender({ user: `u-${input % 3}` }), { input, output: 0 }, ['lamp']);
            if (held !== undefined) open.push({ held, input });
          } else {
            open.pop();
            spending.settle(last.held, used === 0 ? undefined : took(Math.floor(last.input * used), 0));
          }
          expect(store.totals(MONTH, 'EUR').tokens).toBeLessThanOrEqual(1_000);
          for (const user of ['u-0', 'u-1', 'u-2'])
            expect(
              store.totals({ ...MONTH, of: 'user', name: `p of ${user} in t-1` }, 'EUR').tokens,
            ).toBeLessThanOrEqual(700);
        }
      }),
      { seed: 45, numRuns: 60 },
    );
  });

  it('lets a call that does not fit be made smaller, and fills up to the last token', () => {
    const { spend } = spendingDesk([limit()]);
    expect(spend(900, 0)).toBe(true);
    expect(spend(101, 0)).toBe(false);
    expect(spend(50, 50)).toBe(true);
    expect(spend(0, 1)).toBe(false);
  });

  it('of nothing lets nothing through', () => {
    const { spend, spending } = spendingDesk([limit({ of: 'tool', measure: 'requests', most: 0n })]);
    expect(spend(0, 0)).toBe(false);
    expect(spending.standing(spender(), 'en').exhausted).toMatch(
      /limit of 0 calls of the model for ask_compliance is used up/,
    );
  });

  it('of each counts each for itself; of one only that one; of one tenant only there', () => {
    const limits = [
      limit({ of: 'user' }),
      limit({ of: 'department', name: 'Risk', most: 100n }),
      limit({ tenant: 't-2', most: 0n }),
    ];
    const { spend } = spendingDesk(limits);
    expect(spend(1_000, 0, spender({ user: 'u-1' }))).toBe(true);
    expect(spend(1, 0, spender({ user: 'u-1' }))).toBe(false);
    expect(spend(1_000, 0, spender({ user: 'u-2' }))).toBe(true);
    expect(spend(101, 0, spender({ user: 'u-3', department: 'Risk' }))).toBe(false);
    expect(spend(101, 0, spender({ user: 'u-3', department: 'Treasury' }))).toBe(true);
    expect(spend(1, 0, spender({ user: 'u-1', tenant: 't-2' }))).toBe(false);
  });

  it('of one tenant does not see what another uses, with the same people, departments and conversations', () => {
    const limits = (['user', 'department', 'tool', 'conversation', 'tenant'] as const).map((of) => limit({ of }));
    const { spend, spending } = spendingDesk(limits);
    const there = spender({ tenant: 't-2', department: 'Risk' });
    const here = spender({ tenant: 't-1', department: 'Risk' });
    expect(spend(1_000, 0, there)).toBe(true);
    expect(spending.standing(there, 'en').exhausted).toBeDefined();
    expect(spending.standing(here, 'en')).toEqual({ warnings: [] });
    expect(spend(1_000, 0, here)).toBe(true);
  });
});

describe('where limits stand', () => {
  it('is nothing to tell below 80 of a hundred', () => {
    const { spend, spending } = spendingDesk([limit()]);
    spend(799, 0);
    expect(spending.standing(spender(), 'en')).toEqual({ warnings: [] });
    spend(1, 0);
    expect(spending.standing(spender(), 'en')).toEqual({
      warnings: ['80 % of the monthly limit of 1,000 tokens for your organisation is used.'],
    });
    expect(spending.standing(spender(), 'es').warnings).toEqual([
      'Se ha usado el 80 % del límite mensual de 1000 tokens para su organización.',
    ]);
  });

  it('names the limit that is used up, when it is free again, and that answers go on', () => {
    const treasury = limit({ of: 'department', name: 'Tesorería', measure: 'cost', most: UNIT / 2n });
    const { spend, spending } = spendingDesk([treasury]);
    const by = spender({ department: 'Tesorería' });
    spend(500_000, 0, by);
    expect(spending.standing(by, 'en')).toEqual({
      exhausted:
        'The monthly limit of 0.5 EUR for the department Tesorería is used up. It is free again on 2031-12-01 at 00:00 UTC; until then answers go on without the model.',
      warnings: [],
    });
    expect(spending.standing(by, 'es')).toEqual({
      exhausted:
        'El límite mensual de 0,5 EUR para el departamento Tesorería está agotado. Vuelve a estar disponible el 2031-12-01 a las 00:00 UTC; hasta entonces las respuestas siguen sin el modelo.',
      warnings: [],
    });
    expect(spending.standing(spender({ department: 'Riesgos' }), 'en')).toEqual({ warnings: [] });
  });

  it('tells of several used up the one that is free last, and what else is near', () => {
    const limits = [
      limit({ of: 'user', period: 'day', most: 100n }),
      limit({ most: 100n }),
      limit({ of: 'conversation', measure: 'requests', most: 1n, hard: false }),
      limit({ of: 'tool', most: 120n, hard: false }),
    ];
    const { spend, spending } = spendingDesk(limits);
    spend(100, 0);
    const { exhausted, warnings } = spending.standing(spender(), 'en');
    expect(exhausted).toMatch(/^The monthly limit of 100 tokens for your organisation is used up/);
    expect(warnings).toEqual([
      '100 % of the monthly limit of 1 call of the model for this conversation is used.',
      '83 % of the monthly limit of 120 tokens for ask_compliance is used.',
    ]);
  });

  it('goes on at a soft limit, and says so', () => {
    const { spend, spending } = spendingDesk([limit({ of: 'user', period: 'day', hard: false })]);
    expect([spend(900, 0), spend(900, 0)]).toEqual([true, true]);
    expect(spending.standing(spender(), 'en')).toEqual({
      warnings: ['The daily limit of 1,000 tokens for you is passed (180 % used); answers go on with the model.'],
    });
    expect(spending.standing(spender(), 'es').warnings).toEqual([
      'Se ha superado el límite diario de 1000 tokens para usted (usado el 180 %); las respuestas siguen con el modelo.',
    ]);
  });

  it('tells nobody of what is on others', () => {
    const { spend, spending } = spendingDesk([limit({ of: 'user' }), limit({ of: 'conversation' })]);
    spend(1_000, 0, spender({ user: 'u-1', conversation: 'c-1' }));
    expect(spending.standing(spender({ user: 'u-2', conversation: 'c-2' }), 'en')).toEqual({ warnings: [] });
  });
});

describe('time', () => {
  it('frees a limit at the border of the month, in UTC', () => {
    const { spend, spending, clock } = spendingDesk([limit()]);
    clock.time = Date.parse('2031-11-30T23:59:59.999Z');
    expect(spend(1_000, 0)).toBe(true);
    expect(spend(1, 0)).toBe(false);
    clock.time += 1;
    expect(spending.standing(spender(), 'en')).toEqual({ warnings: [] });
    expect(spend(1_000, 0)).toBe(true);
    expect(spend(1, 0)).toBe(false);
  });

  it('frees a daily limit at midnight, and not the month’s', () => {
    const { spend, clock } = spendingDesk([limit({ period: 'day', most: 600n }), limit()]);
    expect([spend(600, 0), spend(1, 0)]).toEqual([true, false]);
    clock.time = Date.parse('2031-11-27T00:00:00.000Z');
    expect([spend(400, 0), spend(1, 0)]).toEqual([true, false]);
  });

  it('leaves a call in the period in which it began, whenever it ends', () => {
    const { spending, store, clock } = spendingDesk();
    clock.time = Date.parse('2031-11-30T23:59:59.000Z');
    const held = spending.reserve(spender(), { input: 500, output: 500 }, ['lamp']) as Reservation;
    clock.time = Date.parse('2031-12-01T00:00:09.000Z');
    spending.settle(held, took(300, 10));
    expect(store.totals(MONTH, 'EUR')).toEqual({ requests: 1, tokens: 310, counted: 310_000n });
    expect(store.totals({ ...MONTH, period: '2031-12' }, 'EUR').requests).toBe(0);
    expect(store.totals({ ...MONTH, period: '2031-11-30' }, 'EUR').requests).toBe(1);
  });

  it('that goes back neither loses nor doubles anything, and frees nothing', () => {
    const { spend, spending, store, clock } = spendingDesk([limit()]);
    spend(400, 0);
    clock.time = Date.parse('2031-12-01T00:00:01.000Z');
    const held = spending.reserve(spender(), { input: 700, output: 0 }, ['lamp']) as Reservation;
    clock.time = Date.parse('2031-11-30T23:59:58.000Z');
    spending.settle(held, took(650, 0));
    expect([spend(600, 0), spend(1, 0)]).toEqual([true, false]);
    clock.time = Date.parse('2031-12-01T00:00:02.000Z');
    expect([spend(350, 0), spend(1, 0)]).toEqual([true, false]);
    expect(store.totals(MONTH, 'EUR').tokens).toBe(1_000);
    expect(store.totals({ ...MONTH, period: '2031-12' }, 'EUR').tokens).toBe(1_000);
  });

  it('keeps what a crash left until the period ends', () => {
    const { spending, options, clock } = spendingDesk([limit()]);
    spending.reserve(spender(), { input: 900, output: 0 }, ['lamp']);
    const next = createSpending({ ...options, newId: () => `next-${clock.time}` });
    expect(next.reserve(spender(), { input: 101, output: 0 }, ['lamp'])).toBeUndefined();
    clock.time = NOON + 5 * 86_400_000;
    expect(next.reserve(spender(), { input: 1_000, output: 0 }, ['lamp'])).toBeDefined();
  });
});
