import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callContext } from '../asking.ts';
import { paragraph, text } from '../assistant/blocks.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { failing } from './expect-error.ts';
import { type Article, actOf, type ToolDesk, toolDesk } from './invented-law.ts';

const article = (number: string, ...words: readonly string[]): Article => [
  number,
  `Rule ${number}`,
  ...words.map((each, at) => paragraph(`${at + 1}.`, text(each))),
];
const long = (word: string) =>
  Array.from({ length: 150 }, (_, at) => `Rope ${at} is ${word} ${at % 7} times.`).join(' ');
const ropes = (consolidatedTo: string, ...articles: readonly Article[]) =>
  actOf('32031R0004', 'Regulation (EU) 2031/4 on ropes', articles, { consolidatedTo });

const LAW = [
  ropes(
    '2032-01-01',
    article('1', 'A rope may be tarred within 5 days.', 'It is coiled.'),
    article('2', 'Knots are tied twice.'),
    article('3', long('wound')),
  ),
  ropes(
    '2033-01-01',
    article('1', 'A rope shall be tarred within 5 days.', 'It is coiled.'),
    article('2', 'Knots are tied twice.'),
    article('3', long('wound')),
  ),
  ropes(
    '2034-01-01',
    article('1', 'A rope shall be tarred within 3 days.', 'It is coiled.', 'It is kept dry.'),
    article('3', long('spliced')),
  ),
  inventedAct({ articles: 40 }),
  inventedAct({ articles: 40, date: '2100-01-01', edition: 'second', consolidated: true }),
  inventedAct({ act: '32099R0002', name: 'Regulation (EU) 2099/2', edition: 'other', articles: 3 }),
  actOf('BOE-A-2031-9', 'Ley 9/2031, de cometas', [['1', 'Cometas', text('La cometa se vuela.')]], {
    language: 'es',
    name: 'Ley 9/2031',
  }),
];
const CONTEXT = callContext({ permissions: ['regulations:read'] });

let held: ToolDesk;
let small: ToolDesk;
beforeAll(async () => {
  held = await toolDesk(LAW);
  small = await toolDesk(LAW, { pageCharacters: 2_000 });
});
afterAll(async () => {
  await held.close();
  await small.close();
});

const compare = async (input: object, desk: ToolDesk = held) =>
  (await desk.tools.compare_provisions.call(input, CONTEXT)).output;
type Output = Awaited<ReturnType<typeof compare>>;

/** The later text, as the words that stayed and came give it. */
const later = (words: Output['changes'][number]['words']) =>
  words.flatMap(({ kind, text: each }) => (kind === 'gone' ? [] : [each])).join('');

describe('compare_provisions over versions', () => {
  it.each(['32031R0004', '32031r0004', 'Regulation (EU) 2031/4'])('compares a whole act: %s', async (provision) => {
    const { kind, left, right, changes, total } = await compare({ provision });
    expect(kind).toBe('versions');
    expect([left, right]).toMatchObject([
      { id: '32031R0004', text: '', version: { date: '2033-01-01', source: 'official' } },
      { id: '32031R0004', text: '', version: { date: '2034-01-01', source: 'official' } },
    ]);
    expect(total).toBe(4);
    const of = (id: string) => changes.find((change) => change.id === `32031R0004#${id}`);
    expect(of('art_1/par_1')).toMatchObject({
      kind: 'reworded',
      label: expect.stringMatching(/^Article 1\(1\)/),
      before: expect.stringContaining('5 days'),
      after: expect.stringContaining('3 days'),
      marks: ['deadline'],
    });
    expect(of('art_1/par_3')).toMatchObject({ kind: 'added', words: [] });
    expect(of('art_1/par_3')).not.toHaveProperty('before');
    expect(changes.filter(({ kind: what }) => what === 'removed').map(({ id }) => id)).toContain('32031R0004#art_2');
    expect(of('art_2')).not.toHaveProperty('after');
  });

  it('compares the versions of the days asked for', async () => {
    const of = async (days: object) => {
      const { left, right, changes } = await compare({ provision: '32031R0004#art_1/par_1', ...days });
      return [left.version.date, right.version.date, changes.flatMap(({ marks }) => marks)];
    };
    expect(await of({})).toEqual(['2033-01-01', '2034-01-01', ['deadline']]);
    expect(await of({ to: '2033-06-01' })).toEqual(['2032-01-01', '2033-01-01', ['modality']]);
    expect(await of({ from: '2032-06-01' })).toEqual(['2032-01-01', '2034-01-01', ['modality', 'deadline']]);
    expect(await of({ from: '2033-06-01', to: '2033-12-31' })).toEqual(['2033-01-01', '2033-01-01', []]);
  });

  it('compares one place, with its text on both sides, and nothing of its neighbours', async () => {
    const { left, right, changes } = await compare({ provision: 'Article 1(1) Regulation (EU) 2031/4' });
    expect(left).toMatchObject({ id: '32031R0004#art_1/par_1', text: expect.stringContaining('within 5 days') });
    expect(right).toMatchObject({ id: '32031R0004#art_1/par_1', text: expect.stringContaining('within 3 days') });
    expect(changes.map(({ id }) => id)).toEqual(['32031R0004#art_1/par_1']);
    const [change] = changes;
    expect(later(change?.words ?? [])).toBe(change?.after);
    expect((await compare({ provision: '32031R0004#art_1' })).changes.map(({ id }) => id)).toEqual([
      '32031R0004#art_1/par_1',
      '32031R0004#art_1/par_3',
    ]);
  });

  it('finds a place that was removed by its id', async () => {
    const { left, right, changes } = await compare({ provision: '32031R0004#art_2' });
    expect(left.text).toContain('Knots are tied twice.');
    expect(right.text).toBe('');
    expect(changes[0]).toMatchObject({ kind: 'removed', before: expect.stringContaining('Knots') });
  });

  it('tells of a paragraph that came', async () => {
    const { left, right } = await compare({ provision: '32031R0004#art_1/par_3' });
    expect([left.text, right.text]).toEqual(['', expect.stringContaining('kept dry')]);
  });

  it('gives the passages of both sides, hash and words', async () => {
    const { passages, output } = await held.tools.compare_provisions.call(
      { provision: '32031R0004#art_1/par_1' },
      CONTEXT,
    );
    expect(passages.map(({ version }) => version.date)).toEqual(['2033-01-01', '2034-01-01']);
    expect(passages.map(({ text: words }) => words)).toEqual([output.left.text, output.right.text]);
    const view = held.desk.reader.at({});
    for (const { versionKey, place, hash } of passages) {
      const version = view.byKey(versionKey);
      expect(version && view.hash(version, place)).toBe(hash);
    }
  });

  it.each<[string, object, string, RegExp]>([
    ['several places', { provision: '32031R0004#art_1, 32031R0004#art_3' }, 'invalid_input', /names several places/],
    ['a place that neither has', { provision: 'Article 9 Regulation (EU) 2031/4' }, 'not_found', /9/],
    [
      'the same by its id',
      { provision: '32031R0004#art_9' },
      'not_found',
      /Neither the version of 2033-01-01 nor that of 2034-01-01 has Article 9/,
    ],
    ['an act that is not held', { provision: '32055R0001' }, 'not_found', /does not hold 32055R0001/],
    ['a place of it', { provision: '32055R0001#art_1' }, 'not_found', /32055R0001/],
    ['words that name nothing', { provision: 'herons' }, 'invalid_input', /"herons" names no one act/],
    [
      'one version alone',
      { provision: '32099R0002' },
      'not_found',
      /two official versions of .+ \(32099R0002\) must be held/,
    ],
    [
      'days the wrong way round',
      { provision: '32031R0004', from: '2034-01-01', to: '2032-01-01' },
      'invalid_input',
      /Exchange/,
    ],
    ['a day before all versions', { provision: '32031R0004', from: '2031-01-01' }, 'not_found', /as old as 2031-01-01/],
    ['another language', { provision: '32031R0004', language: 'es' }, 'not_found', /32031R0004/],
    [
      'a day that there is not',
      { provision: '32031R0004', to: '2033-02-29' },
      'invalid_input',
      /"to": there is no such/,
    ],
    [
      'days beside another place',
      { provision: '32031R0004#art_1', with: '32031R0004#art_3', from: '2032-01-01' },
      'invalid_input',
      /leave "from" and "to" away/,
    ],
    [
      'a later day beside another place',
      { provision: '32031R0004#art_1', with: '32031R0004#art_3', to: '2032-01-01' },
      'invalid_input',
      /leave "from" and "to" away/,
    ],
  ])('says what is wrong with %s', async (_what, input, code, message) => {
    const error = await failing(compare(input));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

describe('compare_provisions side by side', () => {
  it('sets two provisions of two acts beside one another', async () => {
    const { kind, left, right, changes, total, notes } = await compare({
      provision: '32099R0001#art_2/par_2',
      with: 'Article 2(2) Regulation (EU) 2099/2',
    });
    expect([kind, total, notes]).toEqual(['provisions', 1, []]);
    expect(left).toMatchObject({ id: '32099R0001#art_2/par_2', version: { date: '2100-01-01' } });
    expect(right.id).toBe('32099R0002#art_2/par_2');
    expect(changes[0]).toMatchObject({
      id: right.id,
      was: left.id,
      formerly: left.label,
      kind: 'reworded',
      before: left.text,
      after: right.text,
    });
    expect(later(changes[0]?.words ?? [])).toBe(right.text);
    expect(changes[0]?.words).toContainEqual({ kind: 'gone', text: 'second' });
  });

  it('finds no difference between a provision and itself', async () => {
    const { changes, total } = await compare({ provision: '32099R0002#art_1', with: '32099R0002#art_1' });
    expect([changes, total]).toEqual([[], 0]);
  });

  it('says of a digest that it is none of the law', async () => {
    const desk = await toolDesk([], { starter: true });
    try {
      const input = { provision: 'Article 19 DORA', with: 'Article 23 NIS2' };
      const { notes } = (await desk.tools.compare_provisions.call(input, CONTEXT)).output;
      expect(notes).toEqual([
        expect.stringMatching(/^Article 19 DORA: digest, not the official text\./),
        expect.stringMatching(/^Article 23 NIS2: digest, not the official text\./),
      ]);
    } finally {
      await desk.close();
    }
  });

  it('says that words of two languages tell nothing', async () => {
    const { notes } = await compare({ provision: '32099R0002#art_1', with: 'BOE-A-2031-9#art_1' });
    expect(notes).toEqual(['The two are in different languages: words that differ say nothing about the law.']);
  });

  it.each<[string, object, string, RegExp]>([
    [
      'several places on one side',
      { provision: '32099R0002#art_1, 32099R0002#art_2', with: '32099R0002#art_3' },
      'invalid_input',
      /several places/,
    ],
    [
      'several on the other',
      { provision: '32099R0002#art_1', with: '32099R0002#art_1 and 32099R0002#art_2' },
      'invalid_input',
      /several places/,
    ],
    ['a whole act', { provision: '32099R0002', with: '32099R0002#art_1' }, 'invalid_input', /names no place/],
    ['a place that there is not', { provision: '32099R0002#art_1', with: '32099R0002#art_77' }, 'not_found', /77/],
  ])('refuses %s', async (_what, input, code, message) => {
    const error = await failing(compare(input));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

describe('compare_provisions, page by page', () => {
  async function pages(input: object, desk: ToolDesk): Promise<readonly Output[]> {
    const all: Output[] = [];
    for (let skip: number | undefined = 0; skip !== undefined; ) {
      const page: Output = await compare({ ...input, skip }, desk);
      all.push(page);
      skip = page.next;
    }
    return all;
  }

  it('gives each change once and in order, on bounded pages', async () => {
    const all = await pages({ provision: '32099R0001' }, small);
    const whole = await pages({ provision: '32099R0001' }, held);
    const changes = (some: readonly Output[]) => some.flatMap((page) => page.changes);
    expect(all.length).toBeGreaterThan(10);
    expect(changes(all)).toEqual(changes(whole));
    expect(changes(all)).toHaveLength(all[0]?.total ?? 0);
    expect(all[0]?.cut).toBe(
      `${(all[0]?.total ?? 0) - (all[0]?.next ?? 0)} more changes; call again with skip set to next.`,
    );
    expect(all.at(-1)?.cut).toBeUndefined();
    // Three times the page: both sides have a quarter of it, and one change may fill it.
    for (const page of all) expect(JSON.stringify(page).length).toBeLessThanOrEqual(3 * 2_000);
  });

  it('cuts a change that alone would fill many pages, and says so', async () => {
    for (const input of [
      { provision: '32031R0004#art_3' },
      { provision: '32031R0004#art_3', with: '32099R0002#art_1' },
    ]) {
      const page = await compare(input, small);
      expect(JSON.stringify(page).length).toBeLessThanOrEqual(3 * 2_000);
      expect(page.left.text).toMatch(/ \[…\]$/);
      expect(page.cut).toMatch(/^Cut short: .*32031R0004#art_3.*; compare its parts one by one/);
      expect(page.changes[0]?.words.every(({ kind }) => kind !== 'same')).toBe(true);
      expect(page.changes[0]?.words.length).toBeGreaterThan(0);
    }
  });

  it('has nothing behind the last', async () => {
    const page = await compare({ provision: '32031R0004', skip: 999 });
    expect(page.changes).toEqual([]);
    expect(page.next).toBeUndefined();
  });
});
