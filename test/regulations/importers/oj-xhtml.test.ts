import { describe, expect, it } from 'vitest';
import { importOjXhtml } from '../../../src/regulations/importers/oj-xhtml.ts';
import { law, outline } from './law-fixtures.ts';

const page = law('lantern-oj.html');
const read = () => importOjXhtml(page, 'lantern-oj.html');
const of = (top: string) => outline(read().nodes.filter(({ place }) => place.split('/')[0] === top));

describe('importOjXhtml', () => {
  it('recognises the format and names the act', () => {
    expect(read()).toMatchObject({
      act: {
        id: '32031R0077',
        kind: 'regulation',
        authority: 'EU',
        name: 'Regulation (EU) 2031/77',
        eli: 'http://data.europa.eu/eli/reg/2031/77/oj',
        dates: { document: '2031-03-03', published: '2031-03-04' },
      },
      language: 'en',
      format: 'oj-xhtml',
      warnings: [],
    });
    expect(read().act.title).toMatch(/on lanterns in harbours$/);
  });

  it('drops the calls of notes with the blank in front of them, and the notes', () => {
    expect(of('rct_1')).toEqual(['rct_1 [(1)] Lanterns guide vessels at night, and fog hides them.']);
    expect(read().nodes.find(({ place }) => place === 'art_1/par_2')?.text).toMatch(/of the Guild\.$/);
    expect(JSON.stringify(read().nodes)).not.toContain('OJ L');
  });

  it('reads two-column tables as lists, nested at will, introduced by the block in front of them', () => {
    expect(of('art_1')).toEqual([
      'art_1 [Article 1] {Duties}',
      'art_1/par_1 [1.]',
      'art_1/par_1/sub_1 The harbour master shall keep:',
      'art_1/par_1/pnt_a [(a)] a lantern for each pier, being: ← art_1/par_1/sub_1',
      'art_1/par_1/pnt_a/pnt_i [(i)] red at port;',
      'art_1/par_1/pnt_a/pnt_ii [(ii)] green at starboard;',
      'art_1/par_1/pnt_b [(b)] a store of oil. ← art_1/par_1/sub_1',
      'art_1/par_1/sub_2 The store shall be dry.',
      'art_1/par_2 [2.] Oil shall conform to Regulation (EU) 2030/5 of the Guild.',
    ]);
  });

  it('keeps a quoted article as text of the article that quotes it', () => {
    expect(of('art_9a')).toEqual([]);
    expect(of('art_2').at(-1)).toContain('‘Article 9a Wicks Wicks shall be of cotton.’');
  });

  it('tells the divisions around each article, and leaves out the closing formula', () => {
    expect(
      read()
        .nodes.filter(({ divisions }) => divisions)
        .map(({ place, divisions }) => [place, divisions]),
    ).toEqual([
      ['art_1', ['CHAPTER I — KEEPING OF LANTERNS']],
      ['art_2', ['CHAPTER II — FINAL PROVISIONS']],
    ]);
    expect(JSON.stringify(read().nodes)).not.toMatch(/binding in its entirety|For the Council/);
  });

  it('reads the sections of an annex and the rows of its tables', () => {
    expect(of('anx_1')).toEqual([
      'anx_1 [ANNEX I] {Lists of lanterns}',
      'anx_1/sec_a [Section A] {Small lanterns}',
      'anx_1/sec_a/par_1 [1.] Hand lanterns.',
      'anx_1/sec_b [Section B] {Large lanterns}',
      'anx_1/sec_b/par_1 [1.] Tower lanterns.',
      'anx_1/sec_b/idt_1 Height | Oil | Crew',
      'anx_1/sec_b/idt_2 10 m | 5 l | 2',
    ]);
  });
});
