import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../src/regulations/changes/compare-versions.ts';
import { wordsAlone } from '../../../src/regulations/changes/same-words.ts';
import { buildProvision } from '../../../src/regulations/importers/provision-builder.ts';
import type { ProvisionNode } from '../../../src/regulations/provision.ts';
import { type ProvisionTree, provisionTree } from '../../../src/regulations/provision-tree.ts';

interface Article {
  readonly number: string;
  readonly heading?: string;
  /** Paragraphs by their texts; a text with points is a pair. */
  readonly paragraphs: readonly (string | readonly [string, readonly string[]])[];
}

function treeOf(
  articles: readonly Article[],
  change: (node: ProvisionNode) => ProvisionNode = (node) => node,
): ProvisionTree {
  const nodes = articles.flatMap(
    ({ number, heading = '', paragraphs }) =>
      buildProvision({
        place: `art_${number}`,
        marker: `Article ${number}`,
        heading,
        divisions: [],
        blocks: paragraphs.map((paragraph, at) => {
          const [text, points] = typeof paragraph === 'string' ? [paragraph, []] : paragraph;
          return {
            kind: 'paragraph' as const,
            marker: `${at + 1}.`,
            blocks: [
              ...text.split('\n').map((line) => ({ kind: 'text' as const, text: line })),
              ...points.map((point, which) => ({
                kind: 'item' as const,
                marker: `(${String.fromCharCode(97 + which)})`,
                blocks: [{ kind: 'text' as const, text: point }],
              })),
            ],
          };
        }),
      }).nodes,
  );
  return provisionTree(nodes.map(change));
}

const short = (before: ProvisionTree, after: ProvisionTree): readonly string[] =>
  compareVersions('act', before, after).changes.map(({ kind, place, was, marks }) =>
    [kind, place, was === undefined ? '' : `was ${was.slice(4)}`, ...marks].filter((part) => part !== '').join(' '),
  );

const SEALS = 'The keeper of the seals shall count them every evening before the bell is rung.';
const QUAYS = 'The quays shall be swept by the porters at dawn, and again after each market day.';
const LAMPS = 'Lamps on the harbour wall may be lit by any member of the guild of lamplighters.';
const BOATS = 'Boats without a lantern shall not leave the inner basin once darkness has fallen.';
const POINTS = ['a brass bell of ten pounds;', 'a rope of forty fathoms;', 'two lanterns with glass.'];

const base: readonly Article[] = [
  { number: '1', heading: 'Seals', paragraphs: [SEALS, QUAYS] },
  { number: '2', heading: 'Lamps', paragraphs: [LAMPS, ['Every boat shall carry the following gear:', POINTS]] },
];
const changed = (at: number, article: Partial<Article>): readonly Article[] =>
  base.map((each, which) => (which === at ? { ...each, ...article } : each));

describe('two versions of an act', () => {
  it('that are the same have no change', () => {
    expect(short(treeOf(base), treeOf(base))).toEqual([]);
  });

  it.each<[string, (text: string) => string]>([
    ['tabs and double blanks', (text) => text.replaceAll(' ', ' \t ')],
    ['no-break spaces', (text) => text.replaceAll(' ', '\u00a0')],
    ['capitals', (text) => text.toUpperCase()],
    ['quotation marks', (text) => text.replace('bell', '«bell»').replace('«', '"').replace('»', '”')],
  ])('that differ in typography alone have none: %s', (name, change) => {
    const plain = treeOf(base, (node) => ({
      ...node,
      text: name === 'quotation marks' ? node.text.replace('bell', "'bell'") : node.text,
    }));
    const other = treeOf(base, (node) => ({ ...node, text: change(node.text), heading: change(node.heading) }));
    expect(short(plain, other)).toEqual([]);
  });

  it.each<[string, readonly Article[], readonly string[]]>([
    ['a paragraph', changed(0, { paragraphs: [SEALS.replace('evening', 'morning'), QUAYS] }), ['reworded art_1/par_1']],
    ['a heading', changed(0, { heading: 'Seals and quays' }), ['reworded art_1']],
    [
      'a duty and its time',
      changed(1, {
        paragraphs: [
          LAMPS.replace('may', 'must').replace('by any', 'within two hours by any'),
          base[1]!.paragraphs[1]!,
        ],
      }),
      ['reworded art_2/par_1 modality deadline'],
    ],
    [
      'one point of a list',
      changed(1, {
        paragraphs: [
          LAMPS,
          ['Every boat shall carry the following gear:', [POINTS[0]!, 'a rope of fifty fathoms;', POINTS[2]!]],
        ],
      }),
      ['reworded art_2/par_2/pnt_b'],
    ],
    [
      'the words in front of a list',
      changed(1, { paragraphs: [LAMPS, ['Every ship and boat shall carry the following gear:', POINTS]] }),
      ['reworded art_2/par_2'],
    ],
  ])('tell what was reworded: %s', (_, after, expected) => {
    expect(short(treeOf(base), treeOf(after))).toEqual(expected);
  });

  it('tell a point that was inserted, and those behind it as renumbered', () => {
    const after = changed(1, {
      paragraphs: [
        LAMPS,
        [
          'Every boat shall carry the following gear:',
          [POINTS[0]!, 'an anchor of wrought iron;', POINTS[1]!, POINTS[2]!],
        ],
      ],
    });
    expect(short(treeOf(base), treeOf(after))).toEqual([
      'added art_2/par_2/pnt_b',
      'renumbered art_2/par_2/pnt_c was art_2/par_2/pnt_b',
      'renumbered art_2/par_2/pnt_d was art_2/par_2/pnt_c',
    ]);
    expect(short(treeOf(after), treeOf(base))).toEqual([
      'removed art_2/par_2/pnt_b',
      'renumbered art_2/par_2/pnt_b was art_2/par_2/pnt_c',
      'renumbered art_2/par_2/pnt_c was art_2/par_2/pnt_d',
    ]);
  });

  it('tell an article inserted between, whole and once', () => {
    const inserted: Article = { number: '1a', heading: 'Boats', paragraphs: [BOATS, 'The warden may exempt a ferry.'] };
    const after = treeOf([base[0]!, inserted, base[1]!]);
    const { changes } = compareVersions('act', treeOf(base), after);
    expect(changes).toMatchObject([{ kind: 'added', id: 'act#art_1a', before: null }]);
    expect(changes[0]?.after).toBe(`Boats\n1. ${BOATS}\n2. The warden may exempt a ferry.`);
  });

  it('tell a paragraph that became another with a word changed, and the old number’s new words as added', () => {
    const after = changed(0, { paragraphs: [BOATS, SEALS.replace('evening', 'night'), QUAYS] });
    const { changes } = compareVersions('act', treeOf(base), treeOf(after));
    expect(changes.map(({ kind, place, was }) => [kind, place, was])).toEqual([
      ['added', 'art_1/par_1', undefined],
      ['renumbered', 'art_1/par_2', 'act#art_1/par_1'],
      ['renumbered', 'art_1/par_3', 'act#art_1/par_2'],
    ]);
    expect(
      changes[1]?.words.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => [kind, text.trim()]),
    ).toEqual([
      ['gone', 'evening'],
      ['new', 'night'],
    ]);
    expect(changes[2]?.words).toEqual([]);
  });

  it('tell a second subparagraph as added, although the first has another place now', () => {
    const after = changed(0, { paragraphs: [`${SEALS}\n${BOATS}`, QUAYS] });
    expect(short(treeOf(base), treeOf(after))).toEqual(['added art_1/par_1/sub_2']);
  });

  it('tell what moved into another paragraph', () => {
    const before = changed(0, { paragraphs: [`${SEALS}\n${BOATS}`, QUAYS] });
    const after = changed(0, { paragraphs: [SEALS, `${QUAYS}\n${BOATS}`] });
    expect(short(treeOf(before), treeOf(after))).toEqual(['renumbered art_1/par_2/sub_2 was art_1/par_1/sub_2']);
  });

  it.each(['(Suprimido)', '(Derogado).', '[repealed]', 'deleted', '…'])(
    'tell what was repealed and left as %s',
    (left) => {
      const after = changed(0, { paragraphs: [left, QUAYS] });
      const { changes } = compareVersions('act', treeOf(base), treeOf(after));
      expect(changes).toMatchObject([{ kind: 'removed', id: 'act#art_1/par_1', before: SEALS, after: null }]);
      expect(short(treeOf(after), treeOf(base))).toEqual(['added art_1/par_1']);
    },
  );

  it('tell an article that was rewritten as itself, and not as one that a paragraph of it became', () => {
    const before = treeOf([{ number: '1', heading: 'Keeping', paragraphs: [SEALS, QUAYS, LAMPS, BOATS] }]);
    const after = treeOf([
      {
        number: '1',
        heading: 'Keeping',
        paragraphs: [SEALS, 'Nets are dried on the wall by the fishers of the town at noon.'],
      },
      {
        number: '1bis',
        heading: 'Quays',
        paragraphs: [QUAYS, 'The porters are paid by the warden each week in silver coin.'],
      },
    ]);
    const found = compareVersions('act', before, after).changes;
    expect(found.find(({ place }) => place === 'art_1bis')).toMatchObject({ kind: 'added' });
    expect(found.filter(({ place, was }) => place === 'art_1' || was === 'act#art_1')).toEqual([]);
  });

  it('tell that a whole article went, although a source had lost a part of it', () => {
    const before = treeOf(base, (node) => (node.place === 'art_1/par_2' ? { ...node, text: '', lost: true } : node));
    const { changes, lost } = compareVersions('act', before, treeOf(base.slice(1)));
    expect(changes).toMatchObject([{ kind: 'removed', place: 'art_1' }]);
    expect(lost).toEqual(['art_1']);
  });

  it('tell a heading by itself', () => {
    const { changes } = compareVersions('act', treeOf(base), treeOf(changed(0, { heading: 'Seals and bells' })));
    expect(changes).toMatchObject([{ kind: 'reworded', place: 'art_1', part: 'heading', after: 'Seals and bells' }]);
  });

  it('never tell words that a source lost as changed', () => {
    const lost = treeOf(base, (node) => (node.place === 'art_1/par_1' ? { ...node, text: '', lost: true } : node));
    expect(compareVersions('act', treeOf(base), lost)).toMatchObject({ changes: [], lost: ['art_1/par_1'] });
    expect(compareVersions('act', lost, treeOf(base))).toMatchObject({ changes: [], lost: ['art_1/par_1'] });
  });

  const word = fc.stringMatching(/^[a-z]{3,9}$/);
  const sentence = fc.array(word, { minLength: 6, maxLength: 14 }).map((words) => `${words.join(' ')}.`);
  const act = fc
    .uniqueArray(sentence, { minLength: 4, maxLength: 16 })
    .map((texts) =>
      texts.flatMap((text, at): readonly Article[] =>
        at % 2 === 0 ? [{ number: `${at / 2 + 1}`, paragraphs: [text, ...texts.slice(at + 1, at + 2)] }] : [],
      ),
    );

  it('words that stayed and came are the later text, words that stayed and went the earlier', () => {
    fc.assert(
      fc.property(act, sentence, (articles, text) => {
        const after = articles.map((each, at) =>
          at === 0
            ? { ...each, paragraphs: [`${each.paragraphs[0] as string} ${text}`, ...each.paragraphs.slice(1)] }
            : each,
        );
        for (const { words, before, after: now } of compareVersions('act', treeOf(articles), treeOf(after)).changes) {
          if (words.length === 0) continue;
          const join = (kind: string): string =>
            words
              .filter((each) => each.kind !== kind)
              .map((each) => each.text)
              .join('');
          expect(join('gone')).toBe(now);
          expect(wordsAlone(join('new'))).toBe(wordsAlone(before ?? ''));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('find exactly the paragraph that was taken out, and read the other way round exactly that it came', () => {
    fc.assert(
      fc.property(act, fc.nat(), (articles, pick) => {
        const at = pick % articles.length;
        const without = articles.filter((_, which) => which !== at);
        const place = `art_${articles[at]?.number}`;
        expect(short(treeOf(articles), treeOf(without))).toEqual([`removed ${place}`]);
        expect(short(treeOf(without), treeOf(articles))).toEqual([`added ${place}`]);
      }),
      { numRuns: 60 },
    );
  });

  it('of thousands of like provisions are compared all the same', () => {
    const many = (word: string): ProvisionTree =>
      treeOf([
        { number: '1', paragraphs: Array.from({ length: 3_000 }, (_, at) => `The ${word} guild ${at} shall pay.`) },
      ]);
    expect(compareVersions('act', many('old'), many('new')).changes).toHaveLength(3_000);
  });
});
