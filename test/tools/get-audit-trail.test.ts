import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/audit/audit.ts';
import { ROW_TYPES } from '../../src/audit/audit-row.ts';
import { eraseUser } from '../../src/audit/erasure.ts';
import type { Permission } from '../../src/core/permissions.ts';
import { callContext } from '../asking.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { failing } from './expect-error.ts';
import { TODAY, type ToolDesk, toolDesk } from './invented-law.ts';

const AUDITOR = callContext({ conversation: 'c-audit', user: 'u-auditor', permissions: ['audit:read'] });
const READS: readonly Permission[] = ['regulations:read'];
const reader = (tenant: string, user: string, conversation: string) =>
  callContext({ tenant, user, conversation, permissions: READS });

const FOREIGN = 'The barley of Ottilie Quill';
const LONG = `ferries ${'and granaries '.repeat(400)}`;

/** People of two organisations, one of whom has the same id in both. */
async function fill({ tools }: ToolDesk): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    await tools.search_regulations.call({ query: `ledgers ${turn}` }, reader('t-1', 'u-1', 'c-1'));
    await tools.search_regulations.call({ query: `${FOREIGN} ${turn}` }, reader('t-2', 'u-1', 'c-2'));
  }
  await tools.ask_compliance.call({ question: 'How long are ferries kept dry?' }, reader('t-1', 'u-2', 'c-3'));
  await failing(tools.get_provision.call({ provision: 'Article 99 32099R0001' }, reader('t-1', 'u-2', 'c-3')));
  await failing(tools.get_audit_trail.call({}, reader('t-1', 'u-3', 'c-4')));
  await tools.search_regulations.call({ query: LONG, limit: 200 }, reader('t-1', 'u-3', 'c-4'));
  await tools.list_regulations.call({}, callContext({ tenant: 't-2', user: 'u-9', conversation: 'c-5' }));
}

let held: ToolDesk;
let small: ToolDesk;
beforeAll(async () => {
  held = await toolDesk([inventedAct()]);
  small = await toolDesk([inventedAct()], { pageCharacters: 2_000 });
  await fill(held);
  await fill(small);
});
afterAll(async () => {
  await held.close();
  await small.close();
});

const trail = async (input: object, desk: ToolDesk = held, context = AUDITOR) =>
  (await desk.tools.get_audit_trail.call(input, context)).output;
type Output = Awaited<ReturnType<typeof trail>>;

async function pages(input: object, desk: ToolDesk = held, context = AUDITOR): Promise<readonly Output[]> {
  const all: Output[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Output = await trail({ ...input, after }, desk, context);
    all.push(page);
    after = page.next;
  }
  return all;
}
const rowsOf = (all: readonly Output[]) => all.flatMap(({ rows }) => rows);

describe('get_audit_trail', () => {
  it('tells what was asked, read and answered, with who asked and the words', async () => {
    const { rows } = await trail({ conversation: 'c-3' });
    expect(rows.map(({ type }) => type)).toEqual(['person', 'answer', 'tool_call', 'tool_call']);
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    const [, answer, call, failed] = rows;
    expect(answer).toMatchObject({
      who: 'User u-2',
      channel: 'terminal',
      at: expect.stringContaining(TODAY),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      erased: [],
      texts: expect.arrayContaining([{ name: 'question', text: 'How long are ferries kept dry?' }]),
    });
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ tool: 'ask_compliance', outcome: 'ok' });
    expect(JSON.parse(failed?.body ?? '')).toMatchObject({ tool: 'get_provision', code: 'not_found' });
  });

  it('tells of refusals', async () => {
    const { rows } = await trail({ types: ['refusal'] });
    expect(rows).toHaveLength(1);
    expect(JSON.parse(rows[0]?.body ?? '')).toEqual({ tool: 'get_audit_trail', needs: 'audit:read' });
    expect(rows[0]).toMatchObject({ who: 'User u-3', texts: [{ name: 'input', text: '{}' }] });
  });

  it.each<[string, readonly Permission[]]>([
    ['nothing', []],
    ['the law', ['regulations:read']],
    ['everything of the administrator', ['admin:*', 'admin:audit']],
  ])('needs a permission of its own, which %s is not', async (_what, permissions) => {
    const error = await failing(trail({}, held, callContext({ user: 'u-no', conversation: 'c-no', permissions })));
    expect(error).toMatchObject({ code: 'not_permitted', message: expect.stringContaining('audit:read') });
  });

  it('filters by conversation, person and kind, all together', async () => {
    const own = rowsOf(await pages({ user: 'u-1' }));
    expect(new Set(own.map(({ who }) => who))).toEqual(new Set(['User u-1']));
    expect(new Set(own.map(({ conversation }) => conversation))).toEqual(new Set(['c-1']));
    const both = rowsOf(await pages({ user: 'u-2', types: ['answer', 'person'] }));
    expect(both.map(({ type }) => type)).toEqual(['person', 'answer']);
    expect((await trail({ user: 'u-2', conversation: 'c-1' })).rows).toEqual([]);
    expect((await trail({ user: 'nobody' })).rows).toEqual([]);
    expect((await trail({ conversation: 'nowhere' })).rows).toEqual([]);
  });

  it.each<[object, boolean]>([
    [{ from: TODAY }, true],
    [{ to: TODAY }, true],
    [{ from: TODAY, to: TODAY }, true],
    [{ from: '2040-06-16' }, false],
    [{ to: '2040-06-14' }, false],
    [{ from: '0000-01-01', to: '9999-12-31' }, true],
    [{ from: '2040-06-16', to: '2040-06-14' }, false],
  ])('filters by day, both included: %j', async (days, any) => {
    expect((await trail({ conversation: 'c-1', ...days })).rows.length > 0).toBe(any);
  });

  it('does not tell of its own call before that is done', async () => {
    const before = rowsOf(await pages({ conversation: 'c-self' }));
    expect(before).toEqual([]);
    const context = { ...AUDITOR, conversation: 'c-self' };
    await trail({}, held, context);
    expect((await trail({ conversation: 'c-self' })).rows.map(({ type }) => type)).toEqual(['tool_call']);
  });

  it.each<[string, object, RegExp]>([
    ['a kind that there is not', { types: ['password'] }, /"types/],
    ['no kind', { types: [] }, /"types"/],
    ['more kinds than there are', { types: Array(ROW_TYPES.length + 1).fill('answer') }, /"types"/],
    ['too many rows', { limit: 51 }, /"limit"/],
    ['an organisation', { tenant: 't-2' }, /tenant/],
    ['a day that there is not', { from: '2040-06-31' }, /"from": there is no such day/],
  ])('refuses %s', async (_what, input, message) => {
    const error = await failing(trail(input));
    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(message) });
  });
});

describe('get_audit_trail and other organisations', () => {
  it.each<[string, object]>([
    ['everything', {}],
    ['a conversation of theirs', { conversation: 'c-2' }],
    ['somebody who is known there alone', { user: 'u-9' }],
    ['somebody who is known in both', { user: 'u-1' }],
    ['every kind', { types: [...ROW_TYPES] }],
    ['every day', { from: '0000-01-01', to: '9999-12-31' }],
    ['signs of a query language', { conversation: "c-2' OR '1'='1", user: 'u-1' }],
    ['a pattern', { conversation: '%' }],
    ['a name that others have', { user: 'User u-1' }],
    ['the program itself', { user: 'system' }],
  ])('never shows a row of theirs: %s', async (_what, input) => {
    const all = await pages(input);
    expect(JSON.stringify(all)).not.toContain('Ottilie');
    const own = new Set(held.desk.audit.store.rows({ tenant: 't-1' }, 10_000).map(({ position }) => position));
    for (const { position } of rowsOf(all)) expect(own.has(position)).toBe(true);
  });

  it('shows them theirs, by the same ids', async () => {
    const theirs = callContext({ tenant: 't-2', user: 'u-auditor', conversation: 'c-audit-2' });
    const all = rowsOf(await pages({ user: 'u-1' }, held, theirs));
    expect(new Set(all.map(({ conversation }) => conversation))).toEqual(new Set(['c-2']));
  });
});

describe('get_audit_trail, page by page', () => {
  it.each([1, 7, 50])('gives each row once and in order: %i at a time', async (limit) => {
    // Its own calls go into the chain as well: they are left out by the person.
    for (const user of ['u-1', 'u-2', 'u-3']) {
      const positions = rowsOf(await pages({ user, limit })).map(({ position }) => position);
      const [actor] = held.desk.audit.store.people(user, 't-1').map((person) => person.actor);
      const stored = held.desk.audit.store.rows({ tenant: 't-1', actor: actor ?? '' }, 1_000);
      expect(positions).toEqual(stored.map(({ position }) => position));
    }
  });

  it('bounds every page on a small one, and leads through them all', async () => {
    for (const user of ['u-1', 'u-2', 'u-3']) {
      const all = await pages({ user, limit: 50 }, small);
      // Four times the page: each text of a row may have a quarter of it, the body another, which JSON quotes once more.
      for (const page of all) expect(JSON.stringify(page).length).toBeLessThanOrEqual(4 * 2_000);
      const [actor] = small.desk.audit.store.people(user, 't-1').map((person) => person.actor);
      const stored = small.desk.audit.store.rows({ tenant: 't-1', actor: actor ?? '' }, 1_000);
      expect(rowsOf(all).map(({ position }) => position)).toEqual(stored.map(({ position }) => position));
    }
  });

  it('says which rows it shows by their beginnings, and where they are whole', async () => {
    const { rows, cut } = await trail({ user: 'u-3', types: ['tool_call'] }, small);
    expect(rows[0]?.body).toMatch(/ \[…\]$/);
    expect(rows[0]?.texts[0]?.text).toHaveLength(500 + ' […]'.length);
    expect(cut).toMatch(
      /Shown by their beginnings: rows \d+; the examiner pack of their conversation has them whole\./,
    );
    const { rows: whole } = await trail({ user: 'u-3', types: ['tool_call'] });
    expect(whole[0]?.texts[0]?.text).toHaveLength(2_000 + ' […]'.length);
  });

  it('says that more rows follow', async () => {
    const { rows, cut, next } = await trail({ user: 'u-1', limit: 5 });
    expect(cut).toMatch(/^More rows follow; call again with after set to next\./);
    expect(next).toBe(rows.at(-1)?.position);
  });
});

describe('get_audit_trail after an erasure', () => {
  it('shows a pseudonym, names what was erased, and finds nobody by the id', async () => {
    const desk = await toolDesk([inventedAct({ articles: 2 })]);
    try {
      await fill(desk);
      eraseUser(desk.desk.audit, 'u-2', 't-1', systemContext('r-erase'));
      const { rows } = await trail({ conversation: 'c-3' }, desk);
      expect(rows).toHaveLength(4);
      for (const { who, texts } of rows) {
        expect(who).toMatch(/^p-/);
        expect(texts).toEqual([]);
      }
      expect(rows[1]?.erased.sort()).toEqual(['answer', 'question']);
      expect((await trail({ user: 'u-2' }, desk)).rows).toEqual([]);
      expect(JSON.stringify(rows)).not.toMatch(/u-2|ferries kept dry/);
    } finally {
      await desk.close();
    }
  });
});
