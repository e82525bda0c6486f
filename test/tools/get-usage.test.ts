import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteUsageStore } from '../../src/adapters/sqlite/usage-store.ts';
import { recordedAs } from '../../src/audit/audit.ts';
import { eraseUser } from '../../src/audit/erasure.ts';
import { libraryFile } from '../../src/compose.ts';
import type { Permission } from '../../src/core/permissions.ts';
import { callContext } from '../asking.ts';
import { call, question } from '../contracts/usage-store-contract.ts';
import { failing } from './expect-error.ts';
import { type ToolDesk, toolDesk } from './invented-law.ts';

const person = (user: string, tenant: string, permissions: readonly Permission[] = ['reports:generate']) =>
  callContext({ user, tenant, conversation: `c of ${user} in ${tenant}`, permissions });
const ANALYST = person('u-ana', 't-1');
const AUDITOR = person('u-eve', 't-1', ['reports:generate', 'audit:read']);
const FAR = person('u-ana', 't-2', ['reports:generate', 'audit:read']);

let held: ToolDesk;
let small: ToolDesk;

/** Entries in the desk's own file, of people whom its audit knows. */
function fill({ desk, folder }: ToolDesk, conversations: number): void {
  const database = openDatabase(libraryFile({ dataFolder: folder }));
  const store = createSqliteUsageStore(database);
  const actorOf = (user: string, tenant: string) => desk.audit.actorOf(recordedAs(person(user, tenant)));
  const base = { at: '2040-06-03T10:00:00.000Z' };
  const own = { ...base, actor: actorOf('u-ana', 't-1'), conversation: 'c-own' };
  // Told before: another connection must not write while this one does.
  const [other, far] = [actorOf('u-bo', 't-1'), actorOf('u-ana', 't-2')];
  store.transaction(() => {
    store.add(question('q-1', own));
    store.add(call('u-1', own));
    for (let at = 0; at < conversations; at += 1)
      store.add(call(`o-${at}`, { ...base, actor: other, conversation: `c-other-${at}`, department: 'Risk' }));
    store.add(call('f-1', { ...base, tenant: 't-2', actor: far, department: 'Secret', input: 777 }));
    store.add(call('e-1', { ...own, at: '2040-05-31T23:59:59.999Z', department: 'May' }));
  });
  database.close();
}

beforeAll(async () => {
  held = await toolDesk([]);
  small = await toolDesk([], { pageCharacters: 2_000 });
  fill(held, 2);
  fill(small, 40);
});
afterAll(async () => {
  await held.close();
  await small.close();
});

const usage = async (input: object, context = ANALYST, desk: ToolDesk = held) =>
  (await desk.tools.get_usage.call(input, context)).output;
type Output = Awaited<ReturnType<typeof usage>>;
const inShort = ({ rows }: Output) => rows.map(({ name, questions, calls, input }) => [name, questions, calls, input]);

describe('get_usage', () => {
  it('tells what this month took, by department', async () => {
    expect(await usage({})).toEqual({
      month: '2040-06',
      by: 'department',
      rows: [
        {
          ...{ key: 'Risk', name: 'Risk', questions: 0, calls: 2, reserved: 0, input: 200, cached: 80, output: 20 },
          ...{ costs: [{ currency: 'EUR', amount: '0.00001' }], unpriced: 0, estimated: 0, limits: [] },
        },
        {
          ...{ key: 'Treasury', name: 'Treasury', questions: 1, calls: 1, reserved: 0, input: 100, cached: 40 },
          ...{ output: 10, costs: [{ currency: 'EUR', amount: '0.000005' }], unpriced: 0, estimated: 0, limits: [] },
        },
      ],
      total: {
        ...{ questions: 1, calls: 3, reserved: 0, input: 300, cached: 120, output: 30 },
        ...{ costs: [{ currency: 'EUR', amount: '0.000015' }], unpriced: 0, estimated: 0, limits: [] },
      },
      notes: [],
    });
    expect(inShort(await usage({ month: '2040-05' }))).toEqual([['May', 0, 1, 100]]);
    expect(inShort(await usage({ month: '2039-05' }))).toEqual([]);
  });

  it('shows of people and their conversations the own alone, and the rest as one sum', async () => {
    for (const [by, name] of [
      ['user', 'User u-ana'],
      ['conversation', 'c-own'],
    ]) {
      const output = await usage({ by });
      expect(inShort(output)).toEqual([
        [name, 1, 1, 100],
        ['(others)', 0, 2, 200],
      ]);
      expect(output.total).toMatchObject({ questions: 1, calls: 3, input: 300 });
      expect(JSON.stringify(output)).not.toMatch(/u-bo|c-other/);
    }
  });

  it('shows all of them to whoever may read the audit', async () => {
    expect(inShort(await usage({ by: 'user' }, AUDITOR))).toEqual([
      ['User u-bo', 0, 2, 200],
      ['User u-ana', 1, 1, 100],
    ]);
    expect(
      inShort(await usage({ by: 'conversation' }, AUDITOR))
        .map(([name]) => name)
        .sort(),
    ).toEqual(['c-other-0', 'c-other-1', 'c-own']);
  });

  it.each(['tenant', 'department', 'user', 'tool', 'conversation', 'model'])(
    'never shows another organisation’s, by %s, nor lets one be named',
    async (by) => {
      for (const context of [ANALYST, AUDITOR])
        expect(JSON.stringify(await usage({ by }, context))).not.toMatch(/t-2|Secret|777/);
      expect(JSON.stringify(await usage({ by }, FAR))).not.toMatch(/t-1|Risk|Treasury|c-own/);
      expect((await usage({ by }, FAR)).total.input).toBe(777);
      expect((await failing(held.tools.get_usage.call({ by, tenant: 't-2' }, ANALYST))).code).toBe('invalid_input');
    },
  );

  it.each(['2040-13', '2040-6', '2040', "2040-06' OR 1=1", '2040-06-01', ''])(
    'does not take %j for a month',
    async (month) => {
      expect((await failing(held.tools.get_usage.call({ month }, ANALYST))).message).toMatch(/YYYY-MM/);
    },
  );

  it('is for whoever may make reports', async () => {
    const viewer = person('u-ana', 't-1', ['regulations:read', 'audit:read']);
    expect((await failing(held.tools.get_usage.call({}, viewer))).code).toBe('not_permitted');
  });

  it('leaves out what does not fit, and says so; the total has it', async () => {
    const output = await usage({ by: 'conversation' }, AUDITOR, small);
    expect(output.rows.length).toBeGreaterThan(2);
    expect(output.cut).toBe(
      `${41 - output.rows.length} rows that used less are left out; "compliance usage --csv" has all.`,
    );
    expect(output.total.calls).toBe(41);
  });

  it('has no name of whoever was erased: their pseudonym stands there', async () => {
    const { desk, tools, close, folder } = await toolDesk([]);
    try {
      fill({ desk, tools, close, folder }, 1);
      const { actors } = eraseUser(desk.audit, 'u-bo', 't-1', recordedAs(AUDITOR));
      const { output } = await tools.get_usage.call({ by: 'user' }, AUDITOR);
      expect(output.rows.map(({ name }) => name).sort()).toEqual(['User u-ana', actors[0]].sort());
      expect(
        JSON.stringify([output, desk.usage.report({ month: '2040-06', by: 'user' })], (_, value) =>
          typeof value === 'bigint' ? String(value) : value,
        ),
      ).not.toMatch(/u-bo/);
      const database = openDatabase(libraryFile({ dataFolder: folder }));
      const ledger = JSON.stringify([
        database.prepare('SELECT * FROM usage_entries').lists(),
        database.prepare('SELECT * FROM usage_totals').lists(),
      ]);
      database.close();
      expect(ledger).toContain(actors[0]);
      expect(ledger).not.toMatch(/u-bo|u-ana/);
    } finally {
      await close();
    }
  });
});
