import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limit } from '../../../src/assistant/budgets/limits.ts';
import { usageCsv } from '../../../src/assistant/budgets/usage-csv.ts';
import { usageJson, usageNotes } from '../../../src/assistant/budgets/usage-json.ts';
import { createUsageReading, type UsageReport } from '../../../src/assistant/budgets/usage-report.ts';
import { USAGE_GROUPS, type UsageEntry } from '../../../src/assistant/budgets/usage-store.ts';
import { call, question } from '../../contracts/usage-store-contract.ts';
import { createMemoryUsageStore } from './memory-usage-store.ts';
import { limit } from './spending-desk.ts';

const ANA = { actor: 'p-1', tenant: 't-1', user: 'u-ana', name: 'Ana Quill' };
const BO = { actor: 'p-2', tenant: 't-1', user: 'u-bo', name: '' };
/** Somebody else who has the same id elsewhere. */
const FAR = { actor: 'p-3', tenant: 't-2', user: 'u-ana', name: 'Ana Far' };

function reading(entries: readonly UsageEntry[], limits: readonly Limit[] = [], people = [ANA, BO, FAR]) {
  const ledger = createMemoryUsageStore();
  for (const entry of entries) ledger.add(entry);
  return createUsageReading({
    ledger,
    limits,
    currency: 'EUR',
    people: {
      person: (actor) => people.find((each) => each.actor === actor),
      people: (user, tenant) => people.filter((each) => each.user === user && (tenant ?? each.tenant) === each.tenant),
    },
  });
}

const ENTRIES = [
  question('q-1'),
  question('q-2', { actor: 'p-2', department: 'Risk', conversation: 'c-2' }),
  call('u-1'),
  call('u-2', { actor: 'p-2', department: 'Risk', conversation: 'c-2', input: 1_000, cost: 70n, counted: 70n }),
  call('u-3', { actor: 'p-9', currency: 'USD', cost: 3n, counted: 3n, conversation: 'c-3' }),
  call('u-4', { actor: 'p-3', tenant: 't-2', conversation: 'c-4' }),
  call('u-5', { at: '2031-05-01T00:00:00.000Z', input: 99_999 }),
];
const APRIL = { month: '2031-04', tenant: 't-1' } as const;

/** A row in short: by name, what was asked, called and read. */
const inShort = ({ rows }: UsageReport) =>
  rows.map(({ tenant, key, name, questions, calls, input }) => [tenant, key, name, questions, calls, input]);

describe('a report', () => {
  it('is of one month and one tenant, whoever used most first', () => {
    const { report } = reading(ENTRIES);
    expect(inShort(report({ ...APRIL, by: 'department' }))).toEqual([
      ['t-1', 'Risk', 'Risk', 1, 1, 1_000],
      ['t-1', 'Treasury', 'Treasury', 1, 2, 200],
    ]);
    expect(report({ ...APRIL, by: 'department' }).rows[1]?.costs).toEqual([
      { currency: 'EUR', amount: 5_000n },
      { currency: 'USD', amount: 3n },
    ]);
    expect(report({ ...APRIL, month: '2031-06', by: 'department' })).toMatchObject({
      rows: [],
      total: { questions: 0, calls: 0, costs: [] },
    });
  });

  it('names people as long as they are known, by their id where they have no name, else by pseudonym', () => {
    const { report } = reading(ENTRIES);
    expect(inShort(report({ ...APRIL, by: 'user' })).map(([, key, name]) => [key, name])).toEqual([
      ['p-2', 'u-bo'],
      ['p-1', 'Ana Quill'],
      ['p-9', 'p-9'],
    ]);
  });

  it('is of all tenants where none is named, each apart', () => {
    const { report } = reading(ENTRIES);
    expect(inShort(report({ month: '2031-04', by: 'tool' }))).toEqual([
      ['t-1', 'ask_compliance', 'ask_compliance', 2, 3, 1_200],
      ['t-2', 'ask_compliance', 'ask_compliance', 0, 1, 100],
    ]);
  });

  it('by model names what has none', () => {
    const { report } = reading(ENTRIES);
    expect(inShort(report({ ...APRIL, by: 'model' }))).toEqual([
      ['t-1', 'lamp-2-2031-01-01', 'lamp-2-2031-01-01', 0, 3, 1_200],
      ['t-1', '', '(none)', 2, 0, 0],
    ]);
  });

  it('shows one person alone their own, and all others as one', () => {
    const { report } = reading(ENTRIES, [limit({ of: 'user', most: 200n })]);
    const own = report({ ...APRIL, by: 'conversation', only: { tenant: 't-1', user: 'u-ana' } });
    expect(inShort(own)).toEqual([
      ['t-1', 'c-1', 'c-1', 1, 1, 100],
      ['t-1', '', '(others)', 1, 2, 1_100],
    ]);
    expect(own.rows[1]).toMatchObject({ limits: [], costs: [{ amount: 70n }, { amount: 3n }] });
    expect(JSON.stringify(usageJson(own))).not.toMatch(/p-2|c-2|u-bo|c-3/);
    expect(report({ ...APRIL, by: 'user', only: { tenant: 't-1', user: 'u-ana' } }).rows[0]?.limits).toHaveLength(1);
    const nobody = report({ ...APRIL, by: 'user', only: { tenant: 't-1', user: 'u-nobody' } });
    expect(inShort(nobody)).toEqual([['t-1', '', '(others)', 2, 3, 1_200]]);
    // The same id in another tenant is somebody else.
    expect(inShort(report({ ...APRIL, by: 'user', only: { tenant: 't-2', user: 'u-ana' } }))).toEqual([
      ['t-1', '', '(others)', 2, 3, 1_200],
    ]);
  });

  it('tells how much of each limit is used: of a daily one on its fullest day', () => {
    const limits = [
      limit({ of: 'department', most: 2_000n, hard: false }),
      limit({ of: 'department', name: 'Risk', measure: 'cost', most: 100n }),
      limit({ of: 'department', measure: 'requests', period: 'day', most: 4n }),
      limit({ measure: 'requests', most: 2n }),
      limit({ tenant: 't-2' }),
    ];
    const later = call('u-7', { at: '2031-04-07T00:00:00.000Z' });
    const { report } = reading([...ENTRIES, later, { ...later, id: 'u-8' }], limits);
    const { rows, total } = usageJson(report({ ...APRIL, by: 'department' }));
    expect(rows.map(({ key, limits: on }) => [key, on])).toEqual([
      [
        'Risk',
        [
          { measure: 'tokens', period: '2031-04', limit: '2000', used: '1010', percent: 50, hard: false },
          { measure: 'cost', period: '2031-04', limit: '0.0000001', used: '0.00000007', percent: 70, hard: true },
          { measure: 'requests', period: '2031-04-05', limit: '4', used: '1', percent: 25, hard: true },
        ],
      ],
      [
        'Treasury',
        [
          { measure: 'tokens', period: '2031-04', limit: '2000', used: '440', percent: 22, hard: false },
          { measure: 'requests', period: '2031-04-05', limit: '4', used: '2', percent: 50, hard: true },
        ],
      ],
    ]);
    expect(total.limits).toEqual([
      { measure: 'requests', period: '2031-04', limit: '2', used: '5', percent: 250, hard: true },
    ]);
  });

  it('tells limits by a person’s id, and of whoever was erased those that each has', () => {
    const limits = [limit({ of: 'user', name: 'u-ana', most: 1n }), limit({ of: 'user', most: 2n })];
    const most = (people: (typeof ANA)[]) =>
      reading(ENTRIES, limits, people)
        .report({ ...APRIL, by: 'user' })
        .rows.find(({ key }) => key === 'p-1')
        ?.limits.map((share) => share.limit.most);
    expect(most([ANA])).toEqual([1n, 2n]);
    expect(most([])).toEqual([2n]);
  });

  it('says what its sums do not know', () => {
    const { cost: _cost, ...unpriced } = call('u-6', { estimated: true });
    const open = call('u-7', { state: 'reserved', model: '', estimated: true });
    const { report } = reading([unpriced, open, { ...open, id: 'u-8' }]);
    expect(usageNotes(report({ ...APRIL, by: 'tenant' }))).toEqual([
      '1 call of models without a price: what they cost is not in the sums. COMPLIANCE_PRICES sets prices.',
      '2 calls under way, or left by a process that ended: they count with the most that they can have taken.',
      '1 call of which the service did not tell the tokens: they are reckoned.',
    ]);
    expect(usageNotes(reading(ENTRIES).report({ ...APRIL, by: 'tenant' }))).toEqual([]);
  });

  it('has a total that is the sum of its rows, by whatever it is, also of one person', () => {
    const entries = fc.array(
      fc.record({
        actor: fc.constantFrom('p-1', 'p-2', 'p-3'),
        tenant: fc.constantFrom('t-1', 't-2'),
        conversation: fc.constantFrom('c-1', 'c-2'),
        department: fc.constantFrom('Risk', 'Treasury'),
        currency: fc.constantFrom('EUR', 'USD'),
        cost: fc.bigInt({ min: 0n, max: 2n ** 60n }),
        input: fc.integer({ min: 40, max: 1_000_000 }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(entries, fc.constantFrom(...USAGE_GROUPS), fc.boolean(), (all, by, isOwn) => {
        const { report } = reading(all.map((more, at) => call(`u-${at}`, more)));
        const only = isOwn ? { only: { tenant: 't-1', user: 'u-ana' } } : {};
        const { rows, total } = report({ month: '2031-04', by, ...only });
        for (const name of ['questions', 'calls', 'input', 'cached', 'output'] as const)
          expect(rows.reduce((sum, row) => sum + row[name], 0)).toBe(total[name]);
        for (const { currency, amount } of total.costs) {
          const own = rows.map(({ costs }) => costs.find((each) => each.currency === currency)?.amount ?? 0n);
          expect(own.reduce((sum, each) => sum + each, 0n)).toBe(amount);
        }
      }),
      { seed: 46, numRuns: 100 },
    );
  });
});

/** Cells of CSV by RFC 4180, read without our own code. */
function cellsOf(csv: string): readonly (readonly string[])[] {
  expect(csv.endsWith('\r\n')).toBe(true);
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('a report as CSV', () => {
  it('has a header, a line a row and the total, each currency in a column of its own', () => {
    const csv = usageCsv(reading(ENTRIES, [limit({ most: 2_000n })]).report({ ...APRIL, by: 'department' }));
    expect(csv).toBe(
      [
        'line,month,tenant,department,name,questions,calls,reserved_calls,input_tokens,cached_tokens,output_tokens,cost_EUR,cost_USD,unpriced_calls,estimated_calls,limits',
        'row,2031-04,t-1,Risk,Risk,1,1,0,1000,40,10,0.00000007,0,0,0,',
        'row,2031-04,t-1,Treasury,Treasury,1,2,0,200,80,20,0.000005,0.000000003,0,0,',
        'total,2031-04,,,,2,3,0,1200,120,30,0.00000507,0.000000003,0,0,hard tokens 2031-04: 1230 of 2000 (61 %)',
        '',
      ].join('\r\n'),
    );
  });

  it('has no column for a cost where there is none', () => {
    expect(cellsOf(usageCsv(reading([question('q-1')]).report({ ...APRIL, by: 'tenant' })))[0]).not.toContain(
      'cost_EUR',
    );
  });

  it.each([
    ['=cmd|calc', "'=cmd|calc"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    ['Risk, "new"\r\nline', 'Risk, "new"\r\nline'],
    ['=1,"2"', '\'=1,"2"'],
    ['Tesorería', 'Tesorería'],
  ])('never begins a cell of words as a formula, and quotes what must be: %j', (department, cell) => {
    const csv = usageCsv(reading([call('u-1', { department })]).report({ ...APRIL, by: 'department' }));
    const [header, row] = cellsOf(csv);
    expect(row?.[3]).toBe(cell);
    expect(row).toHaveLength(header?.length ?? 0);
  });

  it('is read back cell by cell whatever departments are called', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 6 }), (departments) => {
        const entries = departments.map((department, at) => call(`u-${at}`, { department, input: 100 + at }));
        const cells = cellsOf(usageCsv(reading(entries).report({ ...APRIL, by: 'department' })));
        expect(new Set(cells.map(({ length }) => length)).size).toBe(1);
        const named = cells.slice(1, -1).map((row) => row[3]?.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''));
        expect([...named].sort()).toEqual([...departments].sort());
        const sum = cells.slice(1, -1).reduce((whole, row) => whole + Number(row[8]), 0);
        expect(cells.at(-1)?.[8]).toBe(String(sum));
      }),
      { seed: 47, numRuns: 200 },
    );
  });
});
