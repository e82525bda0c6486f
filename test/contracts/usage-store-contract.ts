import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Limited } from '../../src/assistant/budgets/limits.ts';
import {
  USAGE_GROUPS,
  type UsageEntry,
  type UsageScope,
  type UsageStore,
} from '../../src/assistant/budgets/usage-store.ts';
import { createMemoryUsageStore } from '../assistant/budgets/memory-usage-store.ts';

/** A settled call; the rest is what a test is about. */
export function call(id: string, more: Partial<UsageEntry> = {}): UsageEntry {
  return {
    id,
    kind: 'call',
    at: '2031-04-05T06:07:08.000Z',
    tenant: 't-1',
    actor: 'p-1',
    department: 'Treasury',
    tool: 'ask_compliance',
    conversation: 'c-1',
    model: 'lamp-2-2031-01-01',
    deployment: 'lamp',
    input: 100,
    cached: 40,
    output: 10,
    cost: 5_000n,
    currency: 'EUR',
    counted: 5_000n,
    state: 'settled',
    estimated: false,
    ...more,
  };
}

/** A question: nothing of it is counted but that it was asked. */
export function question(id: string, more: Partial<UsageEntry> = {}): UsageEntry {
  const { cost: _cost, currency: _currency, ...entry } = call(id);
  return {
    ...entry,
    kind: 'question',
    model: '',
    deployment: '',
    input: 0,
    cached: 0,
    output: 0,
    counted: 0n,
    ...more,
  };
}

const APRIL: UsageScope = { tenant: 't-1', of: 'tenant', name: 't-1', period: '2031-04' };
const NONE = { requests: 0, tokens: 0, counted: 0n };

/** What every ledger must do. `reopen` gives the same one as another process would see it. */
export function usageStoreContract(
  name: string,
  create: () => { store: UsageStore; reopen: () => UsageStore; close: () => void },
): void {
  describe(`usage store: ${name}`, () => {
    let opened: ReturnType<typeof create> | undefined;
    const open = () => {
      opened = create();
      return opened;
    };
    afterEach(() => {
      opened?.close();
      opened = undefined;
    });

    it('gives back what was added, to the last digit, also to others', () => {
      const { store, reopen } = open();
      const whole = call('u-1', { cost: 2n ** 62n, counted: 2n ** 53n + 1n, estimated: true });
      const { department: _department, cost: _cost, currency: _currency, ...bare } = call('u-2', { counted: 0n });
      for (const entry of [whole, bare, question('u-3')]) store.add(entry);
      for (const seen of [store, reopen()]) {
        expect(seen.entry('u-1')).toEqual(whole);
        expect(seen.entry('u-2')).toEqual(bare);
        expect(seen.entry('u-3')).toEqual(question('u-3'));
        expect(seen.entry('u-4')).toBeUndefined();
      }
    });

    it('counts a call for everybody whom it belongs to, by day and by month; a question for none', () => {
      const { store } = open();
      store.add(call('u-1'));
      store.add(question('u-2'));
      const scopes: readonly (readonly [Limited, string])[] = [
        ['tenant', 't-1'],
        ['department', 'Treasury'],
        ['user', 'p-1'],
        ['tool', 'ask_compliance'],
        ['conversation', 'c-1'],
      ];
      for (const [of, own] of scopes)
        for (const period of ['2031-04', '2031-04-05']) {
          const scope = { tenant: 't-1', of, name: own, period };
          expect(store.totals(scope, 'EUR'), of).toEqual({ requests: 1, tokens: 110, counted: 5_000n });
          expect(store.totals({ ...scope, tenant: 't-2' }, 'EUR')).toEqual(NONE);
          expect(store.totals({ ...scope, name: 'other' }, 'EUR')).toEqual(NONE);
          expect(store.totals({ ...scope, period: '2031-05' }, 'EUR')).toEqual(NONE);
        }
    });

    it('never adds amounts of two currencies; requests and tokens are of all', () => {
      const { store } = open();
      const { cost: _cost, currency: _currency, ...unpriced } = call('u-3', { counted: 0n });
      for (const entry of [call('u-1'), call('u-2', { currency: 'USD', counted: 7n }), unpriced]) store.add(entry);
      expect(store.totals(APRIL, 'EUR')).toEqual({ requests: 3, tokens: 330, counted: 5_000n });
      expect(store.totals(APRIL, 'USD')).toEqual({ requests: 3, tokens: 330, counted: 7n });
      expect(store.totals(APRIL, undefined)).toEqual({ requests: 3, tokens: 330, counted: 0n });
    });

    it('lets totals follow what is replaced and removed, in the currency and the period that they were counted in', () => {
      const { store } = open();
      store.add(call('u-1', { state: 'reserved', counted: 9_000n }));
      store.add(call('u-2'));
      store.replace(call('u-1', { input: 50, cached: 0, output: 0, counted: 1_000n, currency: 'USD' }));
      expect(store.totals(APRIL, 'EUR')).toEqual({ requests: 2, tokens: 160, counted: 5_000n });
      expect(store.totals(APRIL, 'USD')).toEqual({ requests: 2, tokens: 160, counted: 1_000n });
      store.remove('u-1');
      store.remove('u-2');
      expect(store.totals(APRIL, 'EUR')).toEqual(NONE);
      expect(store.totals(APRIL, 'USD')).toEqual(NONE);
      expect(store.grouped('tenant', { month: '2031-04' })).toEqual([]);
    });

    it('refuses an id that is there, and to change what is not, and changes nothing then', () => {
      const { store } = open();
      store.add(call('u-1'));
      expect(() => store.add(call('u-1', { input: 999 }))).toThrow();
      expect(() => store.replace(call('u-9'))).toThrow();
      expect(() => store.remove('u-9')).toThrow();
      expect(store.totals(APRIL, 'EUR')).toEqual({ requests: 1, tokens: 110, counted: 5_000n });
      expect(store.entry('u-1')).toEqual(call('u-1'));
    });

    it('undoes all of a transaction that throws, and is part of one that runs', () => {
      const { store } = open();
      store.add(call('u-1'));
      const failing = () =>
        store.transaction(() => {
          store.transaction(() => store.add(call('u-2')));
          store.remove('u-1');
          throw new Error('after all');
        });
      expect(failing).toThrow('after all');
      expect(store.entry('u-1')).toEqual(call('u-1'));
      expect(store.entry('u-2')).toBeUndefined();
      expect(store.totals(APRIL, 'EUR')).toEqual({ requests: 1, tokens: 110, counted: 5_000n });
      expect(store.transaction(() => 'given')).toBe('given');
    });

    it('groups a month from its first millisecond to its last', () => {
      const { store } = open();
      const times = [
        '2031-03-31T23:59:59.999Z',
        '2031-04-01T00:00:00.000Z',
        '2031-04-30T23:59:59.999Z',
        '2031-05-01T00:00:00.000Z',
      ];
      for (const [at, time] of times.entries()) store.add(call(`u-${at}`, { at: time, input: 40 + 10 ** at }));
      expect(store.grouped('tenant', { month: '2031-04' }).map(({ input }) => input)).toEqual([190]);
      expect(store.grouped('tenant', { month: '2031-03' }).map(({ input }) => input)).toEqual([41]);
      expect(store.grouped('tenant', { month: '2031-05' }).map(({ input }) => input)).toEqual([1_040]);
      expect(store.grouped('tenant', { month: '2031-12' })).toEqual([]);
    });

    it('groups by each thing, with what is not priced, not told and not ended counted apart', () => {
      const { store } = open();
      const { cost: _cost, ...unpriced } = call('u-2', { department: 'Risk', estimated: true });
      const { department: _department, ...nowhere } = question('u-3');
      for (const entry of [call('u-1'), unpriced, nowhere, call('u-4', { tenant: 't-2', actor: 'p-2' })])
        store.add(entry);
      store.add(call('u-5', { state: 'reserved', model: '', estimated: true, cost: 70n }));
      const zero = { questions: 0, calls: 0, reserved: 0, input: 0, cached: 0, output: 0, unpriced: 0, estimated: 0 };
      const one = { ...zero, calls: 1, input: 100, cached: 40, output: 10 };
      const inFirst = { month: '2031-04', tenant: 't-1' };
      expect(store.grouped('department', inFirst)).toEqual([
        { ...zero, tenant: 't-1', key: '', questions: 1, cost: 0n },
        { ...one, tenant: 't-1', key: 'Risk', currency: 'EUR', unpriced: 1, estimated: 1, cost: 0n },
        {
          ...{ ...one, calls: 2, input: 200, cached: 80, output: 20, reserved: 1 },
          ...{ tenant: 't-1', key: 'Treasury', currency: 'EUR', cost: 5_070n },
        },
      ]);
      expect(store.grouped('model', inFirst).map(({ key, calls, questions }) => [key, calls, questions])).toEqual([
        ['', 0, 1],
        ['lamp', 1, 0],
        ['lamp-2-2031-01-01', 2, 0],
      ]);
      expect(store.grouped('user', { month: '2031-04' }).map(({ tenant, key }) => [tenant, key])).toEqual([
        ['t-1', 'p-1'],
        ['t-1', 'p-1'],
        ['t-2', 'p-2'],
      ]);
      expect(store.grouped('conversation', { month: '2031-04', actor: 'p-2' })).toEqual([
        { ...one, tenant: 't-2', key: 'c-1', currency: 'EUR', cost: 5_000n },
      ]);
      expect(store.grouped('user', { month: '2031-04', actor: "p-1' OR '1'='1" })).toEqual([]);
    });

    it('says of any history what summing all entries anew says', () => {
      fc.assert(
        fc.property(history, (steps) => {
          const { store, close } = create();
          const plain = createMemoryUsageStore();
          try {
            for (const step of steps) for (const each of [store, plain]) apply(each, step);
            for (const scope of everyScope)
              for (const currency of ['EUR', 'USD', undefined])
                expect(store.totals(scope, currency)).toEqual(plain.totals(scope, currency));
            for (const by of USAGE_GROUPS)
              for (const month of ['2031-01', '2031-02'])
                for (const more of [{}, { tenant: 't-1' }, { actor: 'p-1' }, { tenant: 't-2', actor: 'p-1' }])
                  expect(store.grouped(by, { month, ...more })).toEqual(plain.grouped(by, { month, ...more }));
          } finally {
            close();
          }
        }),
        { seed: 41, numRuns: 25 },
      );
    });
  });
}

interface Step {
  readonly act: 'put' | 'remove';
  readonly entry: UsageEntry;
}

function apply(store: UsageStore, { act, entry }: Step): void {
  const isThere = store.entry(entry.id) !== undefined;
  if (act === 'remove') isThere && store.remove(entry.id);
  else if (isThere) store.replace(entry);
  else store.add(entry);
}

const MONTH_ENDS = ['2031-01-31T23:59:59.999Z', '2031-02-01T00:00:00.000Z', '2031-01-01T12:00:00.000Z'];

const history: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom('put', 'put', 'put', 'remove'),
    entry: fc
      .record({
        id: fc.constantFrom('u-1', 'u-2', 'u-3', 'u-4', 'u-5'),
        kind: fc.constantFrom('call', 'call', 'question'),
        at: fc.constantFrom(...MONTH_ENDS),
        tenant: fc.constantFrom('t-1', 't-2'),
        actor: fc.constantFrom('p-1', 'p-2'),
        input: fc.integer({ min: 40, max: 1_000_000 }),
        currency: fc.constantFrom('EUR', 'USD'),
        counted: fc.bigInt({ min: 0n, max: 2n ** 55n }),
        state: fc.constantFrom('reserved', 'settled'),
        estimated: fc.boolean(),
        isBare: fc.boolean(),
      })
      .map(({ isBare, kind, ...more }) => {
        const { id, at, tenant, actor } = more;
        if (kind === 'question') return question(id, { at, tenant, actor });
        const { cost: _cost, department: _department, ...bare } = call(id, more);
        return isBare ? bare : call(id, { ...more, cost: more.counted });
      }),
  }),
  { maxLength: 25 },
) as fc.Arbitrary<readonly Step[]>;

const everyScope: readonly UsageScope[] = ['t-1', 't-2'].flatMap((tenant) =>
  ['2031-01', '2031-01-31', '2031-02', '2031-02-01'].flatMap((period) => [
    { tenant, of: 'tenant' as const, name: tenant, period },
    { tenant, of: 'user' as const, name: 'p-1', period },
    { tenant, of: 'department' as const, name: 'Treasury', period },
  ]),
);
