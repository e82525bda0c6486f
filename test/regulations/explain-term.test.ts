import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainTerm, spellingsOf } from '../../src/regulations/explain-term.ts';
import type { LawView } from '../../src/regulations/law-view.ts';
import { item, text } from '../assistant/blocks.ts';
import { type Article, actOf, type ToolDesk, toolDesk } from '../tools/invented-law.ts';

const definitions = (...entries: readonly string[]): Article => [
  '1',
  'Definitions',
  text('For the purposes of this Regulation:'),
  ...entries.map((entry, at) => item(`(${at + 1})`, entry)),
];

let held: ToolDesk;
let view: LawView;
beforeAll(async () => {
  held = await toolDesk([
    actOf('32031R0001', 'Regulation (EU) 2031/1 on harbours', [
      definitions(
        '‘pilot’ means a pilot as defined in Article 1, point (1), of Regulation (EU) 2031/2;',
        '‘tug’ means a tug as defined in Article 1, point (9), of Regulation (EU) 2055/1;',
        '‘buoy’ means a buoy as defined in Article 1, point (2), and Article 1, point (3), of Regulation (EU) 2031/2;',
        '‘harbour dues’ means money;',
      ),
    ]),
    actOf('32031R0002', 'Regulation (EU) 2031/2 on pilots', [
      definitions(
        '‘pilot’ means whoever knows the rocks;',
        '‘buoy’ means a barrel;',
        '‘light buoy’ means a barrel with a lamp;',
        '‘small light buoy’ means half of that;',
      ),
    ]),
    actOf(
      'BOE-A-2031-9',
      'Ley 9/2031, de cometas',
      [
        ['1', 'Definiciones', text('A efectos de esta ley:')],
        ['2', 'Hilos', text('Se entenderá por hilo fuerte aquel que no se rompe.')],
      ],
      { language: 'es' },
    ),
  ]);
  view = held.desk.reader.at({});
});
afterAll(() => held.close());

const explain = (term: string, acts: readonly string[] = view.heldActs()) => explainTerm(view, term, acts);
const places = (term: string, acts?: readonly string[]) =>
  explain(term, acts).definitions.map(({ version, place }) => `${version.act}#${place}`);

describe('the spellings of a term', () => {
  it.each<[string, readonly string[]]>([
    ['buoys', ['buoys', 'buoy']],
    ['buoy', ['buoys', 'buoy']],
    ['companies', ['companies', 'company']],
    ['losses', ['losses', 'loss']],
    ['', ['']],
  ])('%s', (folded, spellings) => {
    expect(spellingsOf(folded)).toEqual(expect.arrayContaining([...spellings]));
    expect(new Set(spellingsOf(folded)).size).toBe(spellingsOf(folded).length);
  });
});

describe('what acts mean by a term', () => {
  it('is told act by act, in the order of the acts asked for or not', () => {
    expect(places('pilot')).toEqual(['32031R0001#art_1/pnt_1', '32031R0002#art_1/pnt_1']);
    expect(places('PILOTS')).toEqual(places('pilot'));
    expect(places('pilot', ['32031R0002'])).toEqual(['32031R0002#art_1/pnt_1']);
    expect(places('pilot', [])).toEqual([]);
  });

  it('is followed to the act that spells it out, where that is held and told for sure', () => {
    const elsewhere = (term: string) => explain(term, ['32031R0001']).definitions[0]?.elsewhere;
    expect(elsewhere('pilot')).toMatchObject({ version: { act: '32031R0002' }, place: 'art_1/pnt_1' });
    expect(elsewhere('tug')).toBeUndefined();
    // Two places: which of them is meant is not for us to say.
    expect(elsewhere('buoy')).toBeUndefined();
  });

  it('takes the act that is not held for one that is not searched', () => {
    const explained = explain('pilot', ['32055R0001', '32031R0002']);
    expect(explained.acts).toEqual(['32031R0002']);
    expect(explained.definitions).toHaveLength(1);
  });

  it('reads what a Spanish sentence defines in passing', () => {
    expect(explain('hilo fuerte').definitions).toMatchObject([{ term: 'hilo fuerte', place: 'art_2' }]);
    expect(explain('hilos fuertes').definitions.length + explain('hilos fuertes').near.length).toBeGreaterThan(0);
  });
});

describe('terms that are near', () => {
  it('are those that hold the word, the shortest first, then those spelled alike', () => {
    expect(explain('light').near).toEqual(['light buoy', 'small light buoy']);
    expect(explain('pliot').near).toEqual(['pilot']);
    expect(explain('dues').near).toEqual(['harbour dues']);
  });

  it('are none where there is a definition, and at most eight', () => {
    expect(explain('buoy').near).toEqual([]);
    expect(explain('xyzzyx').near).toEqual([]);
    expect(explain('').near.length).toBeLessThanOrEqual(8);
  });

  it('are those of the acts that were searched alone', () => {
    expect(explain('light', ['32031R0001']).near).toEqual([]);
  });

  it.each(['%', '_', "'; DROP TABLE terms", '(', '\\', '\u0000', '𝔸', 'x'.repeat(10_000)])(
    'takes %s for a word',
    (term) => {
      expect(explain(term).definitions).toEqual([]);
    },
  );
});
