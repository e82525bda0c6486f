import { describe, expect, it } from 'vitest';
import { definedTerms } from '../../src/regulations/definitions.ts';
import { buildProvision } from '../../src/regulations/importers/provision-builder.ts';
import { passagesOf } from '../../src/regulations/passages.ts';
import { faultOf, provisionHash, provisionTree } from '../../src/regulations/provision-tree.ts';

const text = (words: string) => ({ kind: 'text' as const, text: words });
const item = (marker: string, ...words: string[]) => ({ kind: 'item' as const, marker, blocks: words.map(text) });

const article = buildProvision({
  place: 'art_1',
  marker: 'Article 1',
  heading: 'Owls',
  blocks: [
    {
      kind: 'paragraph',
      marker: '1.',
      blocks: [
        text('Keepers shall:'),
        item('(a)', 'count owls;'),
        item('(b)', 'feed owls.'),
        text('They may also:'),
        item('(a)', 'name owls.'),
        text('Nothing else.'),
      ],
    },
    { kind: 'paragraph', marker: '2.', blocks: [text('Owls are free.')] },
  ],
});
const tree = provisionTree(article.nodes);

describe('places of a paragraph with two lists', () => {
  it('keeps the points of the first list under the paragraph, and those that would clash under their subparagraph', () => {
    expect(article.nodes.map(({ place }) => place)).toEqual([
      'art_1',
      'art_1/par_1',
      'art_1/par_1/sub_1',
      'art_1/par_1/pnt_a',
      'art_1/par_1/pnt_b',
      'art_1/par_1/sub_2',
      'art_1/par_1/sub_2/pnt_a',
      'art_1/par_1/sub_3',
      'art_1/par_2',
    ]);
    expect(tree.node('art_1/par_1/pnt_b')?.leadIn).toBe('art_1/par_1/sub_1');
    expect(faultOf(article.nodes)).toBeUndefined();
  });

  it('reads each place alone, with its lead-in', () => {
    expect(tree.readableText('art_1/par_1/pnt_b')).toBe('Keepers shall:\n(b) feed owls.');
    expect(tree.readableText('art_1/par_1/sub_2/pnt_a')).toBe('They may also:\n(a) name owls.');
    expect(tree.wholeText('art_1/par_1/sub_1')).toBe('Keepers shall:\n(a) count owls;\n(b) feed owls.');
    expect(tree.wholeText('art_1')).toBe(
      '1. Keepers shall:\n(a) count owls;\n(b) feed owls.\nThey may also:\n(a) name owls.\nNothing else.\n2. Owls are free.',
    );
  });

  it('makes passages that lose no words', () => {
    const words = (list: readonly string[]) => new Set(list.join(' ').match(/\p{L}+/gu));
    const passages = passagesOf(tree);
    expect(passages.map(({ place }) => place)).toEqual(['art_1/par_1', 'art_1/par_2']);
    expect(words(passages.map((passage) => passage.text))).toEqual(words(['Owls', tree.wholeText('art_1')]));
  });

  it('splits a very long list point by point', () => {
    const long = buildProvision({
      place: 'art_2',
      marker: 'Article 2',
      heading: '',
      blocks: [
        {
          kind: 'paragraph',
          marker: '1.',
          blocks: [
            text('Keepers shall:'),
            ...Array.from({ length: 26 }, (_, at) =>
              item(`(${String.fromCharCode(97 + at)})`, `do ${'thing '.repeat(15)}${at};`),
            ),
          ],
        },
      ],
    });
    const places = passagesOf(provisionTree(long.nodes)).map(({ place }) => place);
    expect(places).toContain('art_2/par_1/pnt_z');
    expect(places).toHaveLength(27);
  });
});

describe('faults and hashes', () => {
  it('names what makes nodes no tree', () => {
    const node = (place: string, leadIn?: string) => ({
      place,
      marker: '',
      heading: '',
      text: 'x',
      ...(leadIn ? { leadIn } : {}),
    });
    expect(faultOf([node('art_1'), node('art_1')])).toMatch(/twice/);
    expect(faultOf([node('art_1/par_1')])).toMatch(/before its parent/);
    expect(faultOf([node('chapter 1')])).toMatch(/not a place/);
    expect(faultOf([node('art_1', 'art_9')])).toMatch(/does not exist/);
  });

  it('a change of typography is no change, a change of words is', () => {
    expect(provisionHash('It’s “fine” – really.')).toBe(provisionHash("IT'S  'fine' — really."));
    expect(provisionHash('within 4 hours')).not.toBe(provisionHash('within 24 hours'));
    expect(provisionHash('Keepers may')).not.toBe(provisionHash('Keepers shall'));
  });
});

describe('defined terms', () => {
  const node = (words: string, heading = '', place = 'art_3/pnt_1') => [
    { place: 'art_3', marker: 'Article 3', heading, text: '' },
    { place, marker: '(1)', heading: '', text: words },
  ];
  it.each([
    ['‘night owl’ means an owl that flies at night;', ['night owl']],
    ['‘home perch’ or ‘perch’ means where an owl sleeps;', ['home perch', 'perch']],
    ['an owl means trouble', []],
    ['‘owls’ are not defined here', []],
  ])('finds in %j', (words, terms) => {
    expect(definedTerms(node(words)).map(({ term }) => term)).toEqual(terms);
  });
  it('reads the entries of a Spanish article on definitions, and only there', () => {
    expect(
      definedTerms(node('Búho nocturno: el que vuela de noche.', 'Definiciones.')).map(({ term }) => term),
    ).toEqual(['Búho nocturno']);
    expect(definedTerms(node('Búho nocturno: el que vuela de noche.', 'Objeto.'))).toEqual([]);
  });
});
