import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callContext } from '../asking.ts';
import { item, paragraph, text } from '../assistant/blocks.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { failing } from './expect-error.ts';
import { actOf, type ToolDesk, toolDesk } from './invented-law.ts';

const LAW = [
  inventedAct(),
  inventedAct({ date: '2100-01-01', edition: 'second', consolidated: true }),
  inventedAct({ act: '32099R0002', name: 'Regulation (EU) 2099/2', edition: 'other', articles: 30 }),
  actOf('32031R0009', 'Regulation (EU) 2031/9 on kites', [
    ['1', 'Kites', paragraph('1.', text('A kite is flown at noon.')), paragraph('2.', text('Kites are blue.'))],
    ['2', 'Long strings', paragraph('1.', text(`Strings ${'of kites are waxed and wound, '.repeat(400)}each.`))],
  ]),
  actOf(
    'BOE-A-2031-9',
    'Ley 9/2031, de cometas',
    [['1', 'Cometas', text('La cometa se vuela a mediodía.'), item('a)', 'La cometa será azul.')]],
    { language: 'es', name: 'Ley 9/2031' },
  ),
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

const search = async (input: object, desk: ToolDesk = held) =>
  (await desk.tools.search_regulations.call(input, CONTEXT)).output;

/** Every result by the pages that `next` leads through. */
async function paged(input: object, desk: ToolDesk = held) {
  const hits: Awaited<ReturnType<typeof search>>['hits'] = [];
  const pages: Awaited<ReturnType<typeof search>>[] = [];
  for (let skip: number | undefined = 0; skip !== undefined; ) {
    const page = await search({ ...input, skip }, desk);
    pages.push(page);
    hits.push(...page.hits);
    expect(page.next ?? 999).toBeGreaterThan(skip);
    skip = page.next;
  }
  return { hits, pages };
}

describe('search_regulations', () => {
  it('finds by words, best first, each with its text, citation, version and reason', async () => {
    const { hits, missing, actsSearched } = await search({ query: 'kite flown at noon' });
    expect(hits[0]).toMatchObject({
      id: '32031R0009#art_1/par_1',
      act: '32031R0009',
      place: 'art_1/par_1',
      label: expect.stringMatching(/^Article 1\(1\)/),
      url: expect.stringMatching(/^https:\/\/eur-lex\.europa\.eu\//),
      text: '1. A kite is flown at noon.',
      matched: expect.arrayContaining(['kite', 'noon']),
      breadcrumb: [expect.stringContaining('2031/9'), 'CHAPTER I', 'Kites'],
      version: { date: '2031-01-01', source: 'official' },
      why: expect.stringContaining('words'),
    });
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
    expect(missing).toEqual([]);
    expect(actsSearched).toBe(4);
  });

  it('puts the exact place first, whatever else matches better', async () => {
    const { hits } = await search({ query: 'Article 7(2) Regulation (EU) 2099/2 ledgers vaults couriers' });
    expect(hits[0]).toMatchObject({ id: '32099R0002#art_7/par_2', why: 'the exact place named' });
    expect(hits.slice(1).map(({ why }) => why)).not.toContain('the exact place named');
    expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
    const [first] = (await search({ query: '32099R0002#art_7/par_2' })).hits;
    expect(first).toMatchObject({ id: '32099R0002#art_7/par_2', matched: [] });
  });

  it('tells of a place that there is not, and answers with no neighbour in its stead', async () => {
    const { hits, missing } = await search({ query: 'Article 99 Regulation (EU) 2099/2' });
    expect(missing).toMatchObject([{ message: expect.stringMatching(/99/), suggestions: expect.any(Array) }]);
    expect(hits.every(({ why }) => why !== 'the exact place named')).toBe(true);
  });

  it('says so where it found nothing but what is spelled alike', async () => {
    const { hits, notes } = await search({ query: 'kitte skyline zzqx' });
    expect(hits.every(({ matched }) => matched.length === 0)).toBe(true);
    expect(hits.length).toBeGreaterThan(0);
    expect(notes[0]).toMatch(/^No provision searched holds any of the words/);
    expect((await search({ query: 'kite flown at noon' })).notes.join(' ')).not.toContain('spelled');
  });

  it('tells what must be known of each version that it shows, once, as of the day asked for', async () => {
    const { notes } = await search({ query: 'ledgers', acts: ['32099R0001'], asOf: '2100-06-01' });
    expect(notes).toEqual(['Regulation (EU) 2099/1 was read consolidated to 2100-01-01.']);
  });

  it('calls a digest a digest', async () => {
    const desk = await toolDesk([], { starter: true });
    try {
      const { hits, notes } = await search({ query: 'major incident report' }, desk);
      expect(hits.length).toBeGreaterThan(1);
      for (const name of new Set(hits.map(({ breadcrumb }) => breadcrumb[0])))
        expect(notes.filter((note) => note.startsWith(`${name}: digest, not the official text.`))).toHaveLength(1);
    } finally {
      await desk.close();
    }
  });

  it('reads the law of the day asked for', async () => {
    const query = 'Article 3(2) Regulation (EU) 2099/1';
    const wordsOn = async (asOf?: string) =>
      (await search({ query, ...(asOf === undefined ? {} : { asOf }) })).hits[0]?.text;
    expect(await wordsOn()).toContain('(second)');
    expect(await wordsOn('2100-01-01')).toContain('(second)');
    expect(await wordsOn('2099-12-31')).toContain('(first)');
    const before = await search({ query, asOf: '2098-12-31' });
    expect(before.missing).toHaveLength(1);
    expect(before.hits.filter(({ act }) => act === '32099R0001')).toEqual([]);
  });

  it('searches the acts that are named, by number or by name', async () => {
    for (const name of ['32099R0002', '32099r0002', 'Regulation (EU) 2099/2', ' 32099R0002 ']) {
      const { hits, actsSearched } = await search({ query: 'ledgers', acts: [name], limit: 50 });
      expect(new Set(hits.map(({ act }) => act)), name).toEqual(new Set(['32099R0002']));
      expect(actsSearched).toBe(1);
    }
  });

  it('tells of an act that is not held, and asks back about words that name none', async () => {
    const { hits, missing } = await search({ query: 'ledgers', acts: ['32055R0001'] });
    expect(hits).toEqual([]);
    expect(missing[0]?.message).toMatch(/32055R0001|2055\/1/);
    const error = await failing(search({ query: 'ledgers', acts: ['the law of herons'] }));
    expect(error.code).toBe('invalid_input');
    expect(error.message).toMatch(/"the law of herons" names no one act\. Give a CELEX number/);
  });

  it('searches texts of one language', async () => {
    const spanish = await search({ query: 'cometa azul', language: 'es' });
    expect(spanish.hits.map(({ act }) => act)).toEqual(expect.arrayContaining(['BOE-A-2031-9']));
    expect(spanish.hits.every(({ act }) => act.startsWith('BOE'))).toBe(true);
    expect((await search({ query: 'kite', language: 'es' })).hits.every(({ act }) => act.startsWith('BOE'))).toBe(true);
  });

  it('gives passages with the hash of the library and exactly the words that it holds', async () => {
    const { output, passages } = await held.tools.search_regulations.call({ query: 'ledgers', limit: 5 }, CONTEXT);
    expect(passages.map(({ id }) => id)).toEqual(output.hits.map(({ id }) => id));
    for (const [at, passage] of passages.entries()) {
      const view = held.desk.reader.at({});
      const version = view.byKey(passage.versionKey);
      expect(version && view.hash(version, passage.place)).toBe(passage.hash);
      expect(passage.hash).toMatch(/^[0-9a-f]{64}$/);
      expect(passage.text).toBe(output.hits[at]?.text);
    }
  });

  it.each<[string, object, RegExp]>([
    ['nothing', { query: ' \n ' }, /"query"/],
    ['only signs that nobody sees', { query: '\u200b\u00ad' }, /The query is empty/],
    ['too much', { query: 'x'.repeat(8_001) }, /"query": Too big/],
    ['no results', { query: 'x', limit: 0 }, /"limit"/],
    ['too many results', { query: 'x', limit: 201 }, /"limit"/],
    ['a day that there is not', { query: 'x', asOf: '2031-02-30' }, /"asOf": there is no such day/],
    ['a day in other words', { query: 'x', asOf: '1 March 2031' }, /written YYYY-MM-DD/],
    ['another language', { query: 'x', language: 'fr' }, /"language"/],
    ['no act', { query: 'x', acts: [] }, /"acts"/],
    ['a filter that there is not', { query: 'x', tenant: 't-2' }, /tenant/],
  ])('refuses %s', async (_what, input, message) => {
    const error = await failing(search(input));
    expect(error.code).toBe('invalid_input');
    expect(error.message).toMatch(message);
  });
});

describe('search_regulations, page by page', () => {
  it.each([1, 3, 10, 77])('gives each result once and in order: %i at a time', async (limit) => {
    const ids = (await paged({ query: 'guild ledgers rule edition', limit })).hits.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // Forty-two articles in force, with two passages each.
    expect(ids).toHaveLength(84);
    expect(ids).toEqual((await paged({ query: 'guild ledgers rule edition', limit: 200 })).hits.map(({ id }) => id));
  });

  it('ends: behind the last result there is nothing', async () => {
    const { hits } = await paged({ query: 'kite', acts: ['32031R0009'] });
    const last = await search({ query: 'kite', acts: ['32031R0009'], skip: hits.length });
    expect(last.hits).toEqual([]);
    expect(last.next).toBeUndefined();
    expect((await search({ query: 'kite', skip: 200, limit: 200 })).next).toBeUndefined();
  });

  it('bounds every page on a small one, and leads through them all', async () => {
    const { hits, pages } = await paged({ query: 'guild ledgers rule edition', limit: 40 }, small);
    // Twice the page: the first result is shown however long what stands around its text is.
    for (const page of pages) expect(JSON.stringify(page).length).toBeLessThanOrEqual(2 * 2_000);
    expect(pages[0]?.cut).toMatch(/\d+ results did not fit; call again with skip set to next\./);
    expect(pages[0]?.next).toBe(pages[0]?.hits.length);
    const whole = await paged({ query: 'guild ledgers rule edition', limit: 200 });
    expect(hits.map(({ id }) => id)).toEqual(whole.hits.map(({ id }) => id));
  });

  it('cuts a text that alone would fill the page, and says where the whole is read', async () => {
    const { hits, cut } = await search({ query: 'Article 2(1) Regulation (EU) 2031/9', limit: 1 }, small);
    const whole = (await search({ query: '32031R0009#art_2/par_1', limit: 1 })).hits[0];
    expect(hits[0]?.text).toHaveLength(1_000);
    expect(whole?.text.startsWith(hits[0]?.text ?? 'x')).toBe(true);
    expect(1_000 + (hits[0]?.left ?? 0)).toBe((whole?.text.length ?? 0) + (whole?.left ?? 0));
    expect(cut).toContain('Cut short: 32031R0009#art_2/par_1; get_provision reads the whole.');
  });

  it('is not flooded by places that there are not: some are told of, and how many more', async () => {
    const query = Array.from(
      { length: 20 },
      (_, at) => `Articles ${900 + at * 60} to ${940 + at * 60} 32099R0002`,
    ).join('; ');
    const { missing, cut } = await search({ query });
    expect(missing).toHaveLength(10);
    expect(cut).toMatch(/\d+ more of the places named are missing as well\.$/);
  });

  it('is not flooded by a query of pages: of its words some are named', async () => {
    const query = `32099R0002#art_1 ${'ledger '.repeat(1_000)}`;
    for (const { matched } of (await search({ query })).hits) expect(matched.length).toBeLessThanOrEqual(50);
  });
});
