import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callContext } from '../asking.ts';
import { item, text } from '../assistant/blocks.ts';
import { failing } from './expect-error.ts';
import { type Article, actOf, type ToolDesk, toolDesk } from './invented-law.ts';

const definitions = (...entries: readonly string[]): Article => [
  '1',
  'Definitions',
  text('For the purposes of this Regulation:'),
  ...entries.map((entry, at) => item(`(${at + 1})`, entry)),
];
const LONG = `‘mainsail’ means a sail that ${'is hoisted and lowered and '.repeat(200)}kept;`;
const harbour = (depth: number, consolidatedTo?: string) =>
  actOf(
    '32031R0001',
    'Regulation (EU) 2031/1 on harbours',
    [
      definitions(
        `‘deep barge’ means a barge that draws ${depth} fathoms;`,
        '‘lock keeper’ means a lock keeper as defined in Article 1, point (1), of Regulation (EU) 2031/2;',
        '‘ferry company’ means whoever runs a ferry;',
        '‘signal flag’ or ‘signal pennant’ means a flag that is read from afar;',
        LONG,
      ),
    ],
    consolidatedTo === undefined ? {} : { consolidatedTo },
  );
const LAW = [
  harbour(3),
  harbour(5, '2035-01-01'),
  actOf('32031R0002', 'Regulation (EU) 2031/2 on locks', [
    definitions('‘lock keeper’ means whoever opens the gates;', '‘deep barge’ means any barge with two decks;'),
  ]),
  actOf(
    'BOE-A-2031-9',
    'Ley 9/2031, de cometas',
    [['1', 'Definiciones', text('A efectos de esta ley:'), item('a)', '«cometa ágil»: la que vuela sin hilo;')]],
    { language: 'es', name: 'Ley 9/2031' },
  ),
  ...Array.from({ length: 40 }, (_, at) =>
    actOf(`32032R${String(at + 1).padStart(4, '0')}`, `Regulation (EU) 2032/${at + 1} on kites`, [
      definitions(`‘common kite’ means the kite of town ${at + 1};`),
    ]),
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

const explain = async (input: object, desk: ToolDesk = held) =>
  (await desk.tools.explain_term.call(input, CONTEXT)).output;

describe('explain_term', () => {
  it('gives the definitions of two acts, word for word', async () => {
    const { definitions: found, actsSearched, notes, cut } = await explain({ term: 'deep barge' });
    expect(found).toMatchObject([
      {
        term: 'deep barge',
        act: '32031R0001',
        id: '32031R0001#art_1/pnt_1',
        label: expect.stringContaining('Article 1'),
        url: expect.stringMatching(/^https:/),
        text: expect.stringContaining('‘deep barge’ means a barge that draws 5 fathoms;'),
        version: { date: '2035-01-01', source: 'official' },
      },
      { act: '32031R0002', id: '32031R0002#art_1/pnt_2', text: expect.stringContaining('two decks') },
    ]);
    expect(actsSearched).toBe(43);
    expect(notes).toEqual(expect.arrayContaining([expect.stringContaining('consolidated to 2035-01-01')]));
    expect(cut).toBeUndefined();
  });

  it.each(['deep barges', 'Deep Barge', ' “deep barge” ', '‘DEEP  BARGES’', 'deep\u00ad barge'])(
    'takes a term as people write it: %s',
    async (term) => {
      expect((await explain({ term })).definitions.map(({ act }) => act)).toEqual(['32031R0001', '32031R0002']);
    },
  );

  it('takes a plural in -ies, and any of several names of one thing', async () => {
    expect((await explain({ term: 'ferry companies' })).definitions[0]?.term).toBe('ferry company');
    for (const term of ['signal flag', 'signal pennants'])
      expect((await explain({ term })).definitions[0]?.id).toBe('32031R0001#art_1/pnt_4');
  });

  it('follows a definition that only points elsewhere', async () => {
    const { definitions: found } = await explain({ term: 'lock keeper', acts: ['32031R0001'] });
    expect(found).toHaveLength(1);
    expect(found[0]?.elsewhere).toMatchObject({
      id: '32031R0002#art_1/pnt_1',
      text: expect.stringContaining('whoever opens the gates'),
      version: { date: '2031-01-01', source: 'official' },
    });
    const own = await explain({ term: 'lock keeper', acts: ['Regulation (EU) 2031/2'] });
    expect(own.definitions[0]).not.toHaveProperty('elsewhere');
  });

  it('reads Spanish law, accents or none', async () => {
    for (const term of ['cometa ágil', 'Cometa agil', '«cometa ágil»'])
      expect((await explain({ term, language: 'es' })).definitions).toMatchObject([
        { term: 'cometa ágil', act: 'BOE-A-2031-9', text: expect.stringContaining('vuela sin hilo') },
      ]);
    expect(await failing(explain({ term: 'deep barge', language: 'es' }))).toMatchObject({ code: 'not_found' });
  });

  it('reads the law of the day asked for', async () => {
    const on = async (asOf: string) =>
      (await explain({ term: 'deep barge', acts: ['32031R0001'], asOf })).definitions[0];
    expect((await on('2034-12-31'))?.text).toContain('3 fathoms');
    expect((await on('2035-01-01'))?.text).toContain('5 fathoms');
    const error = await failing(explain({ term: 'deep barge', asOf: '2030-12-31' }));
    expect(error).toMatchObject({ code: 'not_found', reason: 'act_not_held' });
    expect(error.message).toMatch(/holds no act for this reading/);
  });

  it('fails with terms that are near where no act defines it', async () => {
    const error = await failing(explain({ term: 'barge' }));
    expect(error).toMatchObject({ code: 'not_found', suggestions: ['deep barge'] });
    expect(error.message).toBe(
      'None of the 43 acts searched defines "barge". Terms that are near: deep barge. A search finds where the words are used.',
    );
    expect((await failing(explain({ term: 'lock kepeer' }))).suggestions).toEqual(['lock keeper']);
    const strange = await failing(explain({ term: 'x'.repeat(200) }));
    expect(strange.message).toBe(
      `None of the 43 acts searched defines "${'x'.repeat(80)}". A search finds where the words are used.`,
    );
  });

  it('tells of acts that are not held', async () => {
    const error = await failing(explain({ term: 'deep barge', acts: ['32055R0001'] }));
    expect(error).toMatchObject({ code: 'not_found', reason: 'act_not_held' });
    expect(error.message).toMatch(/^The library does not hold 32055R0001 for this reading\. list_regulations/);
    const { notes } = await explain({ term: 'deep barge', acts: ['32055R0001', '32031R0002'] });
    expect(notes[0]).toMatch(/^Not searched, for the library does not hold them for this reading: 32055R0001\.$/);
    const neither = await failing(explain({ term: 'heron', acts: ['32055R0001', '32031R0002'] }));
    expect(neither.message).toMatch(/^None of the 1 acts searched defines "heron"\. Not searched, .*32055R0001/);
  });

  it.each<[string, object, string, RegExp]>([
    ['words that name no act', { term: 'x', acts: ['herons'] }, 'invalid_input', /"herons" names no one act/],
    ['no term', { term: ' ' }, 'invalid_input', /"term"/],
    ['a page for a term', { term: 'x'.repeat(201) }, 'invalid_input', /"term": Too big/],
    ['a pattern for a term', { term: '%' }, 'not_found', /None of the 43/],
    ['signs of a query language', { term: "' OR 1=1 --" }, 'not_found', /None of the 43/],
    ['signs that nobody sees', { term: '\u200b' }, 'not_found', /None of the 43/],
  ])('says what is wrong with %s', async (_what, input, code, message) => {
    const error = await failing(explain(input));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('gives the passages of the definitions and of those they point to, hash and words', async () => {
    const { passages } = await held.tools.explain_term.call({ term: 'lock keeper', acts: ['32031R0001'] }, CONTEXT);
    expect(passages.map(({ id }) => id)).toEqual(['32031R0001#art_1/pnt_2', '32031R0002#art_1/pnt_1']);
    const view = held.desk.reader.at({});
    for (const { act, place, hash, text: words } of passages) {
      const version = view.version(act);
      expect(version && view.hash(version, place)).toBe(hash);
      expect(version && view.tree(version).readableText(place)).toBe(words);
    }
  });
});

describe('explain_term, page by page', () => {
  it('gives each definition once and in order, on bounded pages', async () => {
    const found: string[] = [];
    for (let skip: number | undefined = 0; skip !== undefined; ) {
      const page: Awaited<ReturnType<typeof explain>> = await explain({ term: 'common kites', skip }, small);
      // Twice the page: the notes on what was read stand beside the definitions.
      expect(JSON.stringify(page).length).toBeLessThanOrEqual(2 * 2_000);
      expect(page.cut === undefined).toBe(page.next === undefined);
      found.push(...page.definitions.map(({ act }) => act));
      skip = page.next;
    }
    expect(found).toEqual((await explain({ term: 'common kites' })).definitions.map(({ act }) => act));
    expect(new Set(found).size).toBe(40);
  });

  it('cuts a definition that is too long, says so, and its passage is whole', async () => {
    const { output, passages } = await small.tools.explain_term.call({ term: 'mainsail' }, CONTEXT);
    expect(output.definitions[0]?.text).toMatch(/ \[…\]$/);
    expect(output.definitions[0]?.text).toHaveLength(500 + ' […]'.length);
    expect(output.cut).toBe('Cut short: 32031R0001#art_1/pnt_5; get_provision reads the whole.');
    expect(passages[0]?.text).toContain(LONG);
  });

  it('has nothing behind the last', async () => {
    expect(await explain({ term: 'deep barge', skip: 9 })).toMatchObject({ definitions: [], notes: [] });
  });
});
