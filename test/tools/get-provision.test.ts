import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callContext } from '../asking.ts';
import { item, paragraph, text } from '../assistant/blocks.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { failing } from './expect-error.ts';
import { type Article, actOf, type ToolDesk, toolDesk } from './invented-law.ts';

const LONG = Array.from({ length: 300 }, (_, at) => `Sail ${at} is hemmed 𝔸t dusk.`).join(' ');
const LAW = [
  inventedAct(),
  inventedAct({ date: '2100-01-01', edition: 'second', consolidated: true }),
  actOf('32031R0007', 'Regulation (EU) 2031/7 on sails', [
    ['1', 'Definitions', text('For the purposes of this Regulation:'), item('(1)', '‘sail’ means a cloth;')],
    [
      '2',
      'Mending',
      paragraph('1.', text('A sail is mended as laid down in Article 3. Article 1 of Regulation (EU) 2099/1 applies.')),
      paragraph('2.', text('See Article 88 of Regulation (EU) 2055/1.')),
    ],
    ['3', 'Hemming', text(LONG)],
    ...Array.from({ length: 60 }, (_, at): Article => [`${at + 4}`, 'Cross', text('Article 2 applies to every sail.')]),
    [
      '64',
      'Lists',
      text(Array.from({ length: 150 }, (_, at) => `Article ${at + 1} of Regulation (EU) 2055/1 applies.`).join(' ')),
    ],
  ]),
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

const get = async (input: object, desk: ToolDesk = held) =>
  (await desk.tools.get_provision.call(input, CONTEXT)).output;

type Got = Awaited<ReturnType<typeof get>>;

/** Every page that `next` leads through; `next` is passed as it is, and nothing else. */
async function pages(input: object, desk: ToolDesk = small): Promise<readonly Got[]> {
  const all: Got[] = [];
  for (let next: object | undefined = input; next !== undefined; ) {
    const page: Got = await get(next, desk);
    all.push(page);
    expect(all.length).toBeLessThan(200);
    expect(page.cut === undefined || page.next !== undefined || /not shown|at once/.test(page.cut)).toBe(true);
    next = page.next;
  }
  return all;
}

/** The texts of all pages joined, by provision. */
function joined(all: readonly Got[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { provisions } of all)
    for (const { id, text: part } of provisions) texts.set(id, (texts.get(id) ?? '') + part);
  return texts;
}

function stored(id: string, asOf?: string): string {
  const view = held.desk.reader.at(asOf === undefined ? {} : { asOf });
  const [act = '', place = ''] = id.split('#');
  const version = view.version(act);
  return version === undefined ? '' : view.tree(version).readableText(place);
}

describe('get_provision', () => {
  it.each(['NOPE#art_64', '32031R00077#art_64', '"52020PC0595#art_64"', 'see x://y/NOPE#art_64'])(
    'looks for the place of an act that nobody knows in no other: %s',
    async (provision) => {
      const error = await failing(get({ provision }));
      expect(error).toMatchObject({ code: 'not_found', reason: 'act_not_held' });
      expect(error.message).toMatch(/No act called "\S+" is known here/);
    },
  );

  it.each(['Regulation (EU) 2031/7#art_64', '32031R0007#art_64', '32031R0007: #art_64'])(
    'finds the place of an act that is named in front of it, however it is named: %s',
    async (provision) => {
      expect((await get({ provision })).provisions.map(({ id }) => id)).toEqual(['32031R0007#art_64']);
    },
  );

  it('reads a place with its words, citation, headings, version and standing', async () => {
    const { provisions, assumed, cut, next } = await get({ provision: 'Article 2(1) Regulation (EU) 2099/1' });
    expect(provisions).toHaveLength(1);
    expect(provisions[0]).toMatchObject({
      id: '32099R0001#art_2/par_1',
      act: '32099R0001',
      place: 'art_2/par_1',
      label: expect.stringMatching(/^Article 2\(1\)/),
      url: expect.stringMatching(/^https:/),
      breadcrumb: ['CHAPTER I — Care', 'Care of couriers 2'],
      version: { date: '2100-01-01', source: 'official' },
      standing: 'consolidated to 2100-01-01',
      text: stored('32099R0001#art_2/par_1'),
      notes: [expect.stringContaining('consolidated to 2100-01-01')],
    });
    expect(provisions[0]?.left).toBeUndefined();
    expect([assumed, cut, next]).toEqual([[], undefined, undefined]);
  });

  it('tells the terms that it uses, what it refers to and what refers to it', async () => {
    const [provision] = (await get({ provision: '32031R0007#art_2' })).provisions;
    expect(provision?.terms).toEqual([
      { term: 'sail', id: '32031R0007#art_1/pnt_1', label: expect.stringContaining('Article 1') },
    ]);
    expect(provision?.references).toMatchObject([
      { id: '32031R0007#art_3', resolved: true, label: expect.stringContaining('Article 3') },
      { id: '32099R0001#art_1', resolved: true },
      { id: '32055R0001#art_88', resolved: false },
    ]);
    expect(provision?.references[2]).not.toHaveProperty('label');
    expect(provision?.referencedByTotal).toBe(60);
    expect(provision?.referencedBy).toHaveLength(50);
  });

  it.each(['Article 2 Regulation (EU) 2099/1', '32099R0001#art_2', '32099r0001#art_2', ' art. 2 of 32099R0001 '])(
    'takes a place as people write it: %s',
    async (provision) => {
      expect((await get({ provision })).provisions.map(({ id }) => id)).toEqual(['32099R0001#art_2']);
    },
  );

  it('takes the act from beside the place, by number or name', async () => {
    for (const act of ['32099R0001', 'Regulation (EU) 2099/1'])
      expect((await get({ provision: 'Article 2(2)', acts: [act] })).provisions[0]?.id).toBe('32099R0001#art_2/par_2');
    const error = await failing(get({ provision: 'Article 2', acts: ['32099R0001', '32031R0007'] }));
    expect(error).toMatchObject({ code: 'not_found', reason: 'ambiguous' });
    expect(error.message).toMatch(/does not say of which act/);
  });

  it('reads the law of the day asked for, and tells so', async () => {
    const on = async (asOf: string) => (await get({ provision: '32099R0001#art_3/par_2', asOf })).provisions[0];
    expect(await on('2099-12-31')).toMatchObject({
      text: expect.stringContaining('(first)'),
      version: { date: '2099-01-01' },
    });
    expect(await on('2100-01-01')).toMatchObject({ text: expect.stringContaining('(second)') });
    expect(await failing(get({ provision: '32099R0001#art_3', asOf: '2098-12-31' }))).toMatchObject({
      code: 'not_found',
    });
  });

  it.each<[string, object, string, RegExp]>([
    ['an article that there is not', { provision: 'Article 13 Regulation (EU) 2099/1' }, 'not_found', /13/],
    ['a paragraph that there is not', { provision: '32099R0001#art_2/par_3' }, 'not_found', /Article 2/],
    ['one that exists and one that does not', { provision: '32099R0001#art_2, 32099R0001#art_99' }, 'not_found', /99/],
    [
      'an act that is not held',
      { provision: 'Article 1 of Regulation (EU) 2055/1' },
      'not_found',
      /32055R0001 is not in the library/,
    ],
    ['an act that is not held, beside', { provision: 'Article 1', acts: ['32055R0001'] }, 'not_found', /2055/],
    ['no place', { provision: 'the care of sails' }, 'invalid_input', /names no place\. Write it as in "Article 19/],
    ['words that name no act', { provision: 'Article 1', acts: ['herons'] }, 'invalid_input', /names no one act/],
    ['another language than is held', { provision: '32099R0001#art_2', language: 'es' }, 'not_found', /2099/],
    ['a beginning before the text', { provision: '32099R0001#art_2', from: -1 }, 'invalid_input', /"from"/],
    ['half a character', { provision: '32099R0001#art_2', from: 0.5 }, 'invalid_input', /"from"/],
    ['a day that there is not', { provision: '32099R0001#art_2', asOf: '2099-02-29' }, 'invalid_input', /"asOf"/],
    ['too many words', { provision: 'x'.repeat(2_001) }, 'invalid_input', /"provision": Too big/],
  ])('says what is wrong with %s', async (_what, input, code, message) => {
    const error = await failing(get(input));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('names the nearest places where one does not exist', async () => {
    const error = await failing(get({ provision: '32099R0001#art_2/par_3' }));
    expect(error).toMatchObject({ code: 'not_found', reason: 'no_such_paragraph' });
    expect(error.suggestions.length).toBeGreaterThan(0);
  });

  it('is not flooded by places that there are not: some are told of, and how many more', async () => {
    const ranges = Array.from({ length: 20 }, (_, at) => `Articles ${900 + at * 60} to ${940 + at * 60} 32099R0001`);
    const error = await failing(get({ provision: ranges.join('; ') }));
    expect(error.code).toBe('not_found');
    expect(error.message).toMatch(/So it is with \d+ more of the places named\.$/);
    expect(error.message.length).toBeLessThan(4_000);
    expect(error.suggestions.length).toBeLessThanOrEqual(100);
  });

  it('gives the passage with its hash and exactly its words', async () => {
    const { passages } = await held.tools.get_provision.call({ provision: '32099R0001#art_2' }, CONTEXT);
    const view = held.desk.reader.at({});
    const version = view.version('32099R0001');
    expect(passages).toEqual([
      expect.objectContaining({
        id: '32099R0001#art_2',
        text: stored('32099R0001#art_2'),
        hash: version && view.hash(version, 'art_2'),
        versionKey: version?.key,
      }),
    ]);
  });
});

describe('get_provision, page by page', () => {
  it('puts a long text together again, character by character', async () => {
    const all = await pages({ provision: '32031R0007#art_3' });
    expect(all.length).toBeGreaterThan(3);
    expect(joined(all)).toEqual(new Map([['32031R0007#art_3', stored('32031R0007#art_3')]]));
    expect(all[0]?.cut).toMatch(/call again with the arguments in next/);
    expect(all.at(-1)?.cut).toBeUndefined();
    // No page ends within a character.
    for (const { provisions } of all) expect(provisions[0]?.text.isWellFormed()).toBe(true);
    const lefts = all.map(({ provisions }) => provisions[0]?.left ?? 0);
    expect(lefts).toEqual([...lefts].sort((a, b) => b - a));
  });

  it('keeps to the day asked for, though only next is passed', async () => {
    const all = await pages({
      provision: 'Articles 1 to 12 Regulation (EU) 2099/1',
      asOf: '2099-06-01',
      language: 'en',
    });
    expect(all.length).toBeGreaterThan(1);
    const texts = joined(all);
    expect([...texts.keys()]).toEqual(Array.from({ length: 12 }, (_, at) => `32099R0001#art_${at + 1}`));
    for (const [id, words] of texts) expect(words).toBe(stored(id, '2099-06-01'));
  });

  it('keeps to the act asked for beside the places', async () => {
    const texts = joined(await pages({ provision: 'Articles 1 to 12', acts: ['Regulation (EU) 2099/1'] }));
    expect([...texts.keys()]).toEqual(Array.from({ length: 12 }, (_, at) => `32099R0001#art_${at + 1}`));
    for (const [id, words] of texts) expect(words).toBe(stored(id));
  });

  it('says so where more places are named than are read at once', async () => {
    const all = await pages({ provision: 'Articles 4 to 60 of 32031R0007' }, held);
    expect(joined(all).size).toBeLessThan(57);
    expect(joined(all).size).toBeGreaterThanOrEqual(50);
    expect(all.map(({ cut }) => cut ?? '').join(' ')).toMatch(/It names more places than are read at once/);
    const fewer = await pages({ provision: 'Articles 4 to 40 of 32031R0007' }, held);
    expect(fewer.map(({ cut }) => cut ?? '').join(' ')).not.toMatch(/at once/);
  });

  it('bounds every page', async () => {
    // Three times the page: one text may fill it, and what stands around the text is told on every page.
    for (const provision of [
      '32031R0007#art_3',
      '32031R0007#art_2',
      '32031R0007#art_64',
      'Articles 1 to 40 of 32031R0007',
    ])
      for (const page of await pages({ provision })) expect(JSON.stringify(page).length).toBeLessThanOrEqual(3 * 2_000);
  });

  it('says how many references it does not show', async () => {
    const { provisions, cut } = await get({ provision: '32031R0007#art_64' });
    expect(provisions[0]?.references).toHaveLength(100);
    expect(cut).toMatch(/^50 terms and references of 32031R0007#art_64 are not shown; read its parts one by one/);
  });

  it('has nothing behind the end', async () => {
    const [only] = (await get({ provision: '32099R0001#art_2', from: 1_000_000 })).provisions;
    expect(only).toMatchObject({ text: '' });
    expect(await get({ provision: '32099R0001#art_2', skip: 1 })).toEqual({ provisions: [], assumed: [] });
  });
});
