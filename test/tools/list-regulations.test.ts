import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callContext } from '../asking.ts';
import { text } from '../assistant/blocks.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { failing } from './expect-error.ts';
import { actOf, type ToolDesk, toolDesk } from './invented-law.ts';

const HELD = 230;
const many = Array.from({ length: HELD }, (_, at) =>
  actOf(`3${2031 + Math.floor(at / 100)}R${String(at).padStart(4, '0')}`, `Regulation (EU) 2031/${at} on quill ${at}`, [
    ['1', 'Quills', text('Quills are cut.')],
  ]),
);
const CONTEXT = callContext({ permissions: ['regulations:read'] });

let held: ToolDesk;
let small: ToolDesk;
let full: ToolDesk;
beforeAll(async () => {
  const law = [
    inventedAct({ articles: 3 }),
    inventedAct({ articles: 3, date: '2100-01-01', edition: 'second', consolidated: true }),
    actOf('BOE-A-2031-9', 'Ley 9/2031, de cometas ágiles', [['1', 'Cometas', text('La cometa se vuela.')]], {
      language: 'es',
      name: 'Ley 9/2031',
    }),
    actOf(
      '32031R0008',
      `Regulation (EU) 2031/8 on ${'very '.repeat(200)}long titles`,
      [['1', 'X', text('So be it.')]],
      {
        name: 'Regulation (EU) 2031/8',
      },
    ),
  ];
  held = await toolDesk(law);
  small = await toolDesk(law, { pageCharacters: 2_000 });
  full = await toolDesk(many, { follow: false });
});
afterAll(async () => {
  for (const desk of [held, small, full]) await desk.close();
});

const list = async (input: object, desk: ToolDesk = held) =>
  (await desk.tools.list_regulations.call(input, CONTEXT)).output;

async function pages(desk: ToolDesk) {
  const all: Awaited<ReturnType<typeof list>>[] = [];
  for (let skip: number | undefined = 0; skip !== undefined; ) {
    const page = await list({ skip }, desk);
    all.push(page);
    skip = page.next;
  }
  return all;
}

describe('list_regulations', () => {
  it('lists every version that is held, with the days for which it is read', async () => {
    const { versions, total, cut, next } = await list({});
    expect(total).toBe(4);
    expect([cut, next]).toEqual([undefined, undefined]);
    expect(versions.map(({ act, version }) => [act, version.date])).toEqual(
      expect.arrayContaining([
        ['32099R0001', '2099-01-01'],
        ['32099R0001', '2100-01-01'],
        ['BOE-A-2031-9', '2031-01-01'],
        ['32031R0008', '2031-01-01'],
      ]),
    );
    const of = (date: string) => versions.find(({ version }) => version.date === date && version.source === 'official');
    expect(of('2099-01-01')).toMatchObject({
      name: 'Regulation (EU) 2099/1',
      title: 'Regulation (EU) 2099/1 on the care of guild property',
      authority: 'EU',
      kind: 'regulation',
      language: 'en',
      holds: { from: '2099-01-01', until: '2100-01-01' },
      state: 'as adopted on 2099-01-01',
      provisions: 15,
      lost: [],
    });
    expect(of('2100-01-01')).toMatchObject({ holds: { from: '2100-01-01' }, state: 'consolidated to 2100-01-01' });
    expect(of('2100-01-01')?.holds).not.toHaveProperty('until');
  });

  it('gives no passages: no law is read', async () => {
    expect((await held.tools.list_regulations.call({}, CONTEXT)).passages).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['guild property', ['32099R0001', '32099R0001']],
    ['PROPERTY  guild', ['32099R0001', '32099R0001']],
    ['32099r0001', ['32099R0001', '32099R0001']],
    ['agiles', ['BOE-A-2031-9']],
    ['Cométas', ['BOE-A-2031-9']],
    ['guild cometas', []],
    ['herons', []],
  ])('filters by the words of number, name and title: %s', async (name, acts) => {
    const { versions, total } = await list({ name });
    expect(versions.map(({ act }) => act)).toEqual(acts);
    expect(total).toBe(acts.length);
  });

  it.each<[string, readonly string[]]>([
    ['2098-12-31', []],
    ['2099-01-01', ['2099-01-01']],
    ['2099-12-31', ['2099-01-01']],
    ['2100-01-01', ['2100-01-01']],
    ['9999-12-31', ['2100-01-01']],
  ])('lists what held on a day: %s', async (asOf, dates) => {
    const { versions } = await list({ asOf, name: 'guild' });
    expect(versions.map(({ version }) => version.date)).toEqual(dates);
  });

  it.each<[string, object, RegExp]>([
    ['a name of blanks', { name: '  ' }, /"name"/],
    ['a day that there is not', { asOf: '2031-13-01' }, /"asOf": there is no such day/],
    ['rows before the first', { skip: -1 }, /"skip"/],
    ['a filter that there is not', { kind: 'law' }, /kind/],
  ])('refuses %s', async (_what, input, message) => {
    const error = await failing(list(input));
    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(message) });
  });

  it('lists an empty library as such', async () => {
    const empty = await toolDesk([]);
    try {
      expect(await list({}, empty)).toEqual({ versions: [], total: 0 });
    } finally {
      await empty.close();
    }
  });
});

describe('list_regulations, page by page', () => {
  it('gives each version once and in order', async () => {
    const all = await pages(full);
    expect(all.map(({ versions }) => versions.length)).toEqual([100, 100, 30]);
    expect(all.map(({ total }) => total)).toEqual([HELD, HELD, HELD]);
    expect(all[0]?.cut).toBe(`${HELD - 100} more versions; call again with skip set to next.`);
    expect(all[2]?.cut).toBeUndefined();
    const acts = all.flatMap(({ versions }) => versions.map(({ act }) => act));
    expect(acts).toEqual(full.desk.library.versions().map(({ act }) => act));
    expect(new Set(acts).size).toBe(HELD);
  });

  it('bounds every page on a small one', async () => {
    const tiny = await toolDesk(many.slice(0, 20), { follow: false, pageCharacters: 2_000 });
    try {
      // Twice the page: a row has its share of it, more or less.
      for (const page of await pages(tiny)) expect(JSON.stringify(page).length).toBeLessThanOrEqual(2 * 2_000);
      expect((await pages(tiny)).flatMap(({ versions }) => versions)).toHaveLength(20);
    } finally {
      await tiny.close();
    }
  });

  it('cuts a title that is a page of its own', async () => {
    const [row] = (await list({ name: '32031R0008' })).versions;
    expect(row?.title).toMatch(/^Regulation \(EU\) 2031\/8 on very .*\[…\]$/);
    expect(row?.title.length).toBeLessThan(410);
    for (const page of await pages(small)) expect(JSON.stringify(page).length).toBeLessThanOrEqual(2 * 2_000);
  });

  it('has nothing behind the last', async () => {
    expect(await list({ skip: 1_000 }, full)).toEqual({ versions: [], total: HELD });
  });
});
