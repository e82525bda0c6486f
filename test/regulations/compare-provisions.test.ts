import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesAt, sideBySide } from '../../src/regulations/compare-provisions.ts';
import { paragraph, text } from '../assistant/blocks.ts';
import { type Article, actOf, type ToolDesk, toolDesk } from '../tools/invented-law.ts';

const article = (number: string, ...words: readonly string[]): Article => [
  number,
  `Rule ${number}`,
  ...words.map((each, at) => paragraph(`${at + 1}.`, text(each))),
];
const oars = (consolidatedTo: string, ...articles: readonly Article[]) =>
  actOf('32031R0006', 'Regulation (EU) 2031/6 on oars', articles, { consolidatedTo });
const OLD = 'Every oar of a ferry is measured by the harbour master before the first of May of each year.';

let held: ToolDesk;
beforeAll(async () => {
  held = await toolDesk([
    oars('2032-01-01', article('1', 'Oars are of ash.', 'They float.'), article('2', OLD), article('3', 'They rest.')),
    oars(
      '2033-01-01',
      article('1', 'Oars are of oak.', 'They float.'),
      article('2', 'A new rule on rowlocks stands here.'),
      article('3', 'They rest.'),
      article('4', OLD),
    ),
    actOf('32031R0007', 'Regulation (EU) 2031/7 on rowlocks', [article('1', 'Rowlocks are greased.')]),
  ]);
});
afterAll(() => held.close());

const at = (words: string, days = {}) => changesAt(held.desk.reader, words, days);
const ids = (words: string) => at(words).changes.map(({ id }) => id);

describe('what changed at a place', () => {
  it('is all of an act where an act is named', () => {
    const { left, right, changes, notes } = at('32031R0006');
    expect([left.place, right.place, left.text, right.text]).toEqual([undefined, undefined, '', '']);
    expect(changes.length).toBeGreaterThanOrEqual(3);
    expect(notes).toEqual([]);
  });

  it('is what lies within it, or what it lies within', () => {
    expect(ids('32031R0006#art_1')).toEqual(['32031R0006#art_1/par_1']);
    expect(ids('32031R0006#art_1/par_1')).toEqual(['32031R0006#art_1/par_1']);
    expect(ids('32031R0006#art_1/par_2')).toEqual([]);
    expect(ids('32031R0006#art_3')).toEqual([]);
  });

  it('is told of a place that has another number now, by either number', () => {
    const moved = at('32031R0006#art_4').changes.find(({ was }) => was !== undefined);
    expect(moved).toMatchObject({
      was: expect.stringMatching(/#art_2/),
      formerly: expect.stringMatching(/^Article 2/),
    });
    expect(at('32031R0006#art_2').changes.some(({ was }) => was === moved?.was)).toBe(true);
  });

  it('has both texts as stored, and none where a version has no such place', () => {
    const { left, right } = at('32031R0006#art_4');
    expect(left).toMatchObject({ text: '', id: '32031R0006#art_4' });
    expect(left.place).toBeUndefined();
    expect(right).toMatchObject({ text: expect.stringContaining(OLD), place: 'art_4' });
  });

  it('takes the lower case of a number for the number', () => {
    expect(at('32031r0006#art_1').right.id).toBe('32031R0006#art_1');
  });

  it.each<[string, string, object, string, RegExp]>([
    [
      'a place that neither has',
      '32031R0006#art_77',
      {},
      'not_found',
      /^Neither the version of 2032-01-01 nor that of 2033/,
    ],
    ['the same in words', 'Article 77 Regulation (EU) 2031/6', {}, 'not_found', /77/],
    [
      'two places',
      'Articles 1 and 2 Regulation (EU) 2031/6',
      {},
      'invalid_input',
      /names several places. Compare one at a/,
    ],
    ['one version', '32031R0007', {}, 'not_found', /there is one, of 2031-01-01/],
    ['no act', 'herons', {}, 'invalid_input', /names no one act/],
    ['days the wrong way round', '32031R0006', { from: '2033-01-01', to: '2032-01-01' }, 'invalid_input', /Exchange/],
  ])('fails for %s', (_what, words, days, code, message) => {
    expect(() => at(words, days)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});

describe('two provisions side by side', () => {
  it('differ in one change, from the one asked for to the other', () => {
    const { kind, changes } = sideBySide(held.desk.reader, '32031R0006#art_1/par_1', '32031R0007#art_1', {});
    expect(kind).toBe('provisions');
    expect(changes).toMatchObject([
      { id: '32031R0007#art_1', was: '32031R0006#art_1/par_1', formerly: expect.stringMatching(/^Article 1\(1\)/) },
    ]);
  });

  it('are as they stand now', () => {
    const { left } = sideBySide(held.desk.reader, '32031R0006#art_1/par_1', '32031R0006#art_1/par_2', {});
    expect(left.text).toContain('oak');
  });

  it('are the same where their words are', () => {
    expect(sideBySide(held.desk.reader, '32031R0006#art_3', '32031R0006#art_3', {}).changes).toEqual([]);
  });

  it.each<[string, string, string, RegExp]>([
    ['32031R0006#art_1', 'herons', 'invalid_input', /"herons" names no place/],
    ['32031R0006', '32031R0006#art_1', 'invalid_input', /names no place/],
    ['32031R0006#art_1', 'Articles 1 and 3 Regulation (EU) 2031/6', 'invalid_input', /names several places/],
    ['32031R0006#art_77', '32031R0006#art_1', 'not_found', /77/],
  ])('fail for %s and %s', (words, other, code, message) => {
    expect(() => sideBySide(held.desk.reader, words, other, {})).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
