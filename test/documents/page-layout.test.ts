import { describe, expect, it } from 'vitest';
import type { PlacedText } from '../../src/documents/pages/page-text.ts';
import { at, lines, read } from './placed.ts';

/** A text of a font, in its place. */
function set(x: number, y: number, text: string, font = 'plain'): PlacedText {
  return { ...at(x, y, text), font };
}

const LEFT = [
  'The warden lights each lamp of the',
  'tower at dusk, and the clerk notes',
  'it in the ledger of lamps which is',
  'read by the guild at each feast of',
  'keys, when all bells of the bank',
  'are rung.',
];
const RIGHT = [
  'Where a lamp goes out, the warden',
  'tells the master of the harbour in',
  'four hours. The master then writes',
  'to the guild, and asks the keepers',
  'of the other towers for lamps that',
  'they can spare.',
];
const JOINED = [LEFT.join(' '), ...RIGHT.join(' ').split(/(?<=\.) /)];

describe('columns', () => {
  it('are told though little white is between them and their lines stand on other heights', () => {
    for (const [gap, lower] of [
      [8, 5],
      [8, 3],
      [8, 0],
      [30, 7],
    ] as const) {
      const right = 50 + 34 * 5 + gap;
      expect(read([...lines(50, 100, LEFT), ...lines(right, 100 + lower, RIGHT)])).toEqual(JOINED);
    }
  });

  it('are told beside what stands aslant or runs up the page', () => {
    const stamp: PlacedText = { text: 'Copy of the guild', x: 0, y: 20_300, width: 90, size: 10 };
    expect(read([...lines(250, 100, LEFT), ...lines(440, 104, RIGHT), stamp])).toEqual([
      ...JOINED,
      'Copy of the guild',
    ]);
  });

  it('are not made of words that happen to stand apart', () => {
    const texts = LEFT.concat(RIGHT).flatMap((line, row) => {
      const words = line.split(' ');
      let x = 50;
      return words.map((word) => {
        const placed = at(x, 100 + row * 12, word);
        x += placed.width + 7;
        return placed;
      });
    });
    expect(read(texts)).toEqual(JOINED);
  });
});

describe('tables of pages', () => {
  it('are told though little white is between their cells, headers of several lines whole', () => {
    const row = (y: number, cells: readonly (string | undefined)[], font?: string) =>
      cells.flatMap((cell, column) => (cell === undefined ? [] : [set([50, 120, 250][column]!, y, cell, font)]));
    expect(
      read([
        set(50, 80, 'These are the deadlines of the bank for what happens to its lamps and bells.'),
        ...row(110, ['Kind of', 'Deadline', 'Who'], 'bold'),
        ...row(122, ['happening'], 'bold'),
        ...row(138, ['major', 'four hours after dusk', 'the warden']),
        ...row(154, ['significant', 'one day after it was', 'the clerk, and in']),
        ...row(166, [undefined, 'noticed by anybody', 'his absence I']),
        ...row(182, ['minor', '3 days']),
        set(50, 220, 'They hold.'),
      ]),
    ).toEqual([
      'These are the deadlines of the bank for what happens to its lamps and bells.',
      'Kind of happening: major; Deadline: four hours after dusk; Who: the warden',
      'Kind of happening: significant; Deadline: one day after it was noticed by anybody; Who: the clerk, and in his absence I',
      'Kind of happening: minor; Deadline: 3 days',
      'They hold.',
    ]);
  });

  it('of names and values have no headers, those with a row of its own font have', () => {
    const table = (font: string) => [
      ...[set(50, 100, 'Owner', font), set(200, 100, 'Head of Lamps', font)],
      ...[set(50, 116, 'Version'), set(200, 116, '3.1')],
      ...[set(50, 132, 'Date'), set(200, 132, 'today')],
    ];
    expect(read(table('plain'))).toEqual(['Owner; Head of Lamps', 'Version; 3.1', 'Date; today']);
    expect(read(table('bold'))).toEqual(['Owner: Version; Head of Lamps: 3.1', 'Owner: Date; Head of Lamps: today']);
  });
});

describe('lines of pages', () => {
  it('that are names and values stand for themselves', () => {
    expect(
      read([...lines(50, 100, ['Version: 3.1', 'Owner: Head of Lamps', 'Date: today']), ...lines(50, 150, LEFT)]).slice(
        0,
        3,
      ),
    ).toEqual(['Version: 3.1', 'Owner: Head of Lamps', 'Date: today']);
  });

  it('of a list without bullets are its items', () => {
    const texts = [...lines(50, 100, LEFT), ...lines(70, 172, ['light the lamp;', 'put it out.'])];
    expect(read(texts)).toEqual([LEFT.join(' '), 'light the lamp;', 'put it out.']);
  });
});
