import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seamOf, vocabularyOf } from '../../src/documents/pages/line-joins.ts';
import { pageBlocks } from '../../src/documents/pages/page-blocks.ts';
import type { PlacedText } from '../../src/documents/pages/page-text.ts';
import { statementsOf } from '../../src/documents/statements.ts';
import { at, lines, page, read } from './placed.ts';
import { missing, sentence, word } from './words.ts';

/** Cuts a text into lines of so many characters. */
function wrapped(text: string, width: number): readonly string[] {
  const cut: string[] = [''];
  for (const each of text.split(' ')) {
    const last = cut.at(-1) ?? '';
    if (last !== '' && last.length + each.length + 1 > width) cut.push(each);
    else cut[cut.length - 1] = `${last} ${each}`.trim();
  }
  return cut;
}

const LONG =
  'The warden lights each lamp at dusk and the clerk notes it in the ledger of lamps which the guild reads every year before the feast of keys, when all the bells of the bank are rung and every vault is opened to be counted by three of them. ';

describe('pages', () => {
  it('are read paragraph by paragraph: by gaps, by indents, by what opens a line', () => {
    expect(
      read([
        ...lines(50, 100, ['1. Purpose'], 10),
        ...lines(50, 124, wrapped(LONG, 80)),
        ...lines(50, 190, ['(a) lamps that', '(b) bells and', 'keys']),
      ]),
    ).toEqual([`1. Purpose | ${LONG.trim()}`, '1. Purpose | (a) lamps that', '1. Purpose | (b) bells and keys']);
  });

  it('put words together that were set in pieces, and raised signs with their line', () => {
    expect(
      read(
        [
          [at(50, 100, 'Lam'), at(65, 100, 'ps'), at(78, 100, 'burn'), at(98, 97, '2', 6), at(105, 100, 'at dusk.')],
        ].flat() as never,
      ),
    ).toEqual(['Lamps burn2 at dusk.']);
  });

  it('keep the blank that a piece ends in', () => {
    const pieces = [
      { text: 'Lamps ', x: 50, y: 100, width: 30, size: 10 },
      { text: 'burn at', x: 80, y: 100, width: 35, size: 10 },
      { text: ' dusk.', x: 115, y: 100, width: 30, size: 10 },
    ];
    expect(read(pieces)).toEqual(['Lamps burn at dusk.']);
  });

  it('are read in time, however much stands on them', () => {
    const started = performance.now();
    const many = Array.from({ length: 20_000 }, (_, index) => at(50, 100 + index * 3, 'a-'));
    const long = [
      at(50, 100, 'a-'.repeat(200_000)),
      at(50, 112, `${'b '.repeat(100_000)}1`),
      at(50, 780, '1 '.repeat(100_000)),
    ];
    read(many);
    read(long);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('with two columns are read one after the other, between the lines that go across', () => {
    const left = wrapped(`Left ${LONG}`, 48);
    const right = wrapped(`Right ${LONG}`, 48);
    const texts = [
      at(50, 60, 'Lamps of the bank', 18),
      ...lines(50, 100, left),
      ...lines(320, 100, right),
      ...lines(50, 300, wrapped(`Across ${LONG}`, 100)),
    ];
    expect(read(texts)).toEqual(
      ['Left', 'Right', 'Across'].map((begin) => `Lamps of the bank | ${begin} ${LONG.trim()}`),
    );
  });

  it('let a sentence go on in the next column and on the next page', () => {
    const all = wrapped(LONG, 48);
    const texts = [...lines(50, 100, wrapped(`Begun. ${LONG}`, 48).slice(0, 6)), ...lines(50, 400, ['x'])];
    expect(texts.length).toBeGreaterThan(3);
    const first = [...lines(50, 500, all.slice(0, 3))];
    const second = [...lines(50, 100, all.slice(3))];
    expect(read(first, second)).toEqual([LONG.trim()]);
  });

  it('with a table are read row by row under its headers, cells of several lines whole', () => {
    const row = (y: number, cells: readonly string[]): readonly PlacedText[] =>
      cells.flatMap((cell, column) => (cell === '' ? [] : [at(50 + column * 180, y, cell)]));
    expect(
      read([
        at(50, 80, 'These are the deadlines.'),
        ...row(110, ['Kind', 'Deadline', 'Who']),
        ...row(126, ['major', 'four hours after', 'warden']),
        ...row(138, ['', 'dusk', '']),
        ...row(154, ['minor', 'one day', 'clerk']),
        at(50, 200, 'They hold.'),
      ]),
    ).toEqual([
      'These are the deadlines.',
      'Kind: major; Deadline: four hours after dusk; Who: warden',
      'Kind: minor; Deadline: one day; Who: clerk',
      'They hold.',
    ]);
  });

  it('lose the lines that run through them, tell which, and keep what only looks like one', () => {
    const pages = [1, 2, 3, 4].map((number) =>
      page(number, [
        at(50, 30, 'Bank of Lanterns – internal'),
        at(50, 42, number % 2 === 0 ? 'Lamp policy' : 'Version 3'),
        ...lines(50, 300, [`Lamp ${number} burns.`, 'It is the law of lamps.']),
        at(280, 780, `Page ${number} of 4`),
      ]),
    );
    const { blocks, notes } = pageBlocks(pages);
    expect(notes).toEqual([{ kind: 'running_lines', lines: ['Bank of Lanterns – internal'] }]);
    const texts = statementsOf(blocks, 99).map(({ text }) => text);
    expect(texts.filter((text) => /Page|internal/.test(text))).toEqual([]);
    expect(texts.filter((text) => text === 'It is the law of lamps.')).toHaveLength(4);
    // The same lines and nothing else: short pages, not running lines.
    expect(read(...[1, 2, 3].map((number) => [at(50, 100, `Lamp ${number} burns.`)]))).toHaveLength(3);
  });

  it('rank headings by their size and by their number', () => {
    const { blocks, title } = pageBlocks([
      page(1, [
        at(50, 50, 'Lamps of the bank', 20),
        at(50, 90, '1. Purpose', 14),
        ...lines(50, 110, wrapped(LONG, 80)),
        at(50, 200, '1.1 Dusk', 14),
        ...lines(50, 220, wrapped(LONG, 80)),
        at(50, 310, '2. Duties', 14),
        ...lines(50, 330, wrapped(LONG, 80)),
      ]),
    ]);
    expect(title).toBe('Lamps of the bank');
    expect(blocks.flatMap((block) => (block.kind === 'heading' ? [[block.level, block.text]] : []))).toEqual([
      [1, 'Lamps of the bank'],
      [2, '1. Purpose'],
      [3, '1.1 Dusk'],
      [2, '2. Duties'],
    ]);
  });

  it('lose no word, wherever it stands, and are read the same twice', () => {
    const placed = fc.record({
      x: fc.integer({ min: 0, max: 580 }),
      y: fc.integer({ min: 170, max: 620 }),
      text: fc.oneof(word, sentence),
      size: fc.constantFrom(8, 10, 10, 10, 14),
    });
    fc.assert(
      fc.property(fc.array(fc.array(placed, { maxLength: 25 }), { minLength: 1, maxLength: 4 }), (pages) => {
        const texts = pages.map((all, index) =>
          page(
            index + 1,
            all.map(({ x, y, text, size }) => at(x, y, text, size)),
          ),
        );
        const statements = statementsOf(pageBlocks(texts).blocks, 10_000);
        const held = statements
          .map(({ text, section, row }) => [text, ...section, ...(row?.headers ?? [])].join(' '))
          .join(' ')
          .toLowerCase();
        // Texts may be set one upon the other; then they are one word to anybody.
        for (const all of pages)
          for (const { text } of all)
            for (const each of text.toLowerCase().match(/\p{L}+/gu) ?? []) expect(held).toContain(each);
        expect(statementsOf(pageBlocks(texts).blocks, 10_000)).toEqual(statements);
      }),
      { numRuns: 150 },
    );
  });

  it('lose no word of paragraphs set in lines, in one column or two', () => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 3, maxLength: 40 }), fc.boolean(), (sentences, isTwo) => {
        const all = wrapped(sentences.join(' '), isTwo ? 48 : 95);
        const half = Math.ceil(all.length / 2);
        const texts = isTwo
          ? [...lines(50, 170, all.slice(0, half)), ...lines(320, 170, all.slice(half))]
          : lines(50, 170, all);
        const statements = statementsOf(pageBlocks([page(1, texts)]).blocks, 10_000);
        expect(missing(sentences.join(' '), statements)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a hyphen at the end of a line', () => {
  const join = (before: string, next: string, elsewhere = ''): string => {
    const { cut, glue } = seamOf(before, next, vocabularyOf([before, elsewhere]));
    return `${before.slice(0, before.length - cut)}${glue}${next}`;
  };
  it.each([
    ['every infor-', 'mation system', '', 'every information system'],
    ['a multi-', 'year plan', '', 'a multi-year plan'],
    ['a risk-', 'based view', '', 'a risk-based view'],
    ['a lamp-', 'lighter works', 'each lamp-lighter sleeps', 'a lamp-lighter works'],
    ['a non-', 'sense rhyme', 'it is nonsense', 'a nonsense rhyme'],
    ['the EU-', 'US shield', '', 'the EU-US shield'],
    ['since 2031-', '2032 they', '', 'since 2031-2032 they'],
    ['they burn -', 'always', '', 'they burn - always'],
    ['la regula-', 'ción vigente', '', 'la regulación vigente'],
    ['el plan socio-', 'económico', '', 'el plan socio-económico'],
    ['soft\u00ad', 'ware', '', 'software'],
    ['no cut', 'here', '', 'no cut here'],
  ])('%j and %j', (before, next, elsewhere, joined) => {
    expect(join(before, next, elsewhere)).toBe(joined);
  });
});
