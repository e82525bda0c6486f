import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/assistant/answer.ts';
import { type Desk, openDesk } from '../../../src/compose.ts';
import type { ActKind } from '../../../src/regulations/act.ts';
import { buildProvision } from '../../../src/regulations/importers/provision-builder.ts';
import type { ImportedText } from '../../../src/regulations/provision.ts';
import { definitionElsewhere } from '../../../src/regulations/terms-used.ts';
import { asking } from '../../asking.ts';
import { fixedClock } from '../../fixed-clock.ts';
import { item, paragraph, text } from '../blocks.ts';

type Article = readonly [string, string, ...Parameters<typeof buildProvision>[0]['blocks']];

function act(
  id: string,
  title: string,
  articles: readonly Article[],
  more: { kind?: ActKind; consolidatedTo?: string; name?: string } = {},
): ImportedText {
  const name = more.name ?? title;
  return {
    act: { id, kind: more.kind ?? 'regulation', authority: 'EU', title, name, dates: { document: '2031-01-01' } },
    language: 'en',
    format: 'formex',
    source: 'official',
    ...(more.consolidatedTo === undefined ? {} : { consolidatedTo: more.consolidatedTo }),
    nodes: articles.flatMap(
      ([number, heading, ...blocks]) =>
        buildProvision({ place: `art_${number}`, marker: `Article ${number}`, heading, blocks }).nodes,
    ),
    warnings: [],
  };
}

const definitions = (...entries: readonly string[]): Article => [
  '1',
  'Definitions',
  text('For the purposes of this Regulation:'),
  ...entries.map((entry, at) => item(`(${at + 1})`, entry)),
];
const long = (count: number): string =>
  `The harbour ledger shall be kept for each of the ${count} wharves of the town and shown to all who ask. `;

const harbour = (fathoms: number, consolidatedTo?: string): ImportedText =>
  act(
    '32031R0001',
    'Regulation (EU) 2031/1 on harbours',
    [
      definitions(
        `‘heavy barge collision’ means a collision at a speed of more than ${fathoms} fathoms a minute;`,
        '‘barge’ means a vessel with a flat bottom;',
        '‘lock keeper’ means a lock keeper as defined in Article 1, point (1), of Regulation (EU) 2031/2;',
      ),
      [
        '2',
        'Reporting',
        paragraph(
          '1.',
          text(
            'The harbour master shall report every heavy barge collision to the coast guard in accordance with Article 4(2), subject to the conditions laid down in Article 3(1).',
          ),
          text(long(1)),
          text(long(2)),
          text(long(3)),
          text(long(4)),
          text(long(5)),
          text(long(6)),
          text(long(7)),
          text(long(8)),
          text(long(9)),
        ),
        paragraph('2.', text('The report is made in writing within six hours of the bell.')),
      ],
      [
        '3',
        'Conditions',
        paragraph('1.', text('A report is due only where a barge took in water or a person was hurt.')),
        paragraph('2.', text('The coast guard answers each report.')),
      ],
      [
        '4',
        'Dues',
        paragraph(
          '1.',
          text('Barges pay dues to every lock keeper in accordance with the rules laid down in Article 5.'),
        ),
        paragraph('2.', text('Letters are written in green ink and sealed twice.')),
      ],
      ['5', 'Rules', paragraph('1.', text(long(10))), paragraph('2.', text(long(11))), paragraph('3.', text(long(12)))],
    ],
    consolidatedTo === undefined ? {} : { consolidatedTo },
  );
const LOCKS = act('32031R0002', 'Regulation (EU) 2031/2 on locks', [
  definitions(
    '‘lock keeper’ means a person who opens the gates of a lock for a vessel;',
    '‘heavy barge collision’ means any bump at all;',
  ),
  ['2', 'Gates', text('Gates are opened by day.')],
]);
const FORMS = act(
  '32031R0003',
  'Commission Delegated Regulation (EU) 2031/3 supplementing Regulation (EU) 2031/1 with regard to forms',
  [['1', 'Forms', text('The form for a heavy barge collision is green, and lock keepers sign it.')]],
  { kind: 'delegated_regulation', name: 'Commission Delegated Regulation (EU) 2031/3' },
);

let desk: Desk;
const folder = mkdtempSync(join(tmpdir(), 'compliance-along-'));
beforeAll(async () => {
  desk = await openDesk({ dataFolder: folder }, { starter: false, clock: fixedClock('2034-01-01') });
  for (const each of [harbour(20), harbour(30, '2033-01-01'), LOCKS, FORMS]) await desk.library.add(each);
  await desk.library.reconcile();
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('terms where they are used', () => {
  const used = (actId: string, words: string, asOf?: string) => {
    const view = desk.reader.at(asOf === undefined ? {} : { asOf });
    const version = view.version(actId);
    return version
      ? view
          .glossary(version)
          .usedIn(words)
          .map(({ term, id, own }) => [term, id, own])
      : [];
  };

  it('are the act’s own, whatever another act says, the longest that fits, in every number', () => {
    expect(used('32031R0001', 'Heavy barge collisions, and a barge.')).toEqual([
      ['heavy barge collision', '32031R0001#art_1/pnt_1', true],
      ['barge', '32031R0001#art_1/pnt_2', true],
    ]);
    expect(used('32031R0002', 'A heavy barge collision.')).toEqual([
      ['heavy barge collision', '32031R0002#art_1/pnt_2', true],
    ]);
    expect(used('32031R0001', 'A bargeman of collisions.')).toEqual([]);
  });

  it('are those of the basic act in an act that supplements it', () => {
    expect(used('32031R0003', 'A heavy barge collision before a lock keeper.')).toEqual([
      ['heavy barge collision', '32031R0001#art_1/pnt_1', false],
      ['lock keeper', '32031R0001#art_1/pnt_3', false],
    ]);
    expect(used('32031R0002', 'A barge.')).toEqual([]);
  });

  it('say where they begin and end', () => {
    const view = desk.reader.at({});
    const version = view.version('32031R0001');
    const words = 'Of a heavy barge collision.';
    const [use] = version ? view.glossary(version).usedIn(words) : [];
    expect(words.slice(use?.start, use?.end)).toBe('heavy barge collision');
  });

  it('are followed to the act that spells them out', () => {
    const view = desk.reader.at({});
    const version = view.version('32031R0001');
    if (version === undefined) throw new Error('it was added');
    expect(definitionElsewhere(view, version, 'art_1/pnt_3')).toEqual({ act: '32031R0002', place: 'art_1/pnt_1' });
    expect(definitionElsewhere(view, version, 'art_1/pnt_1')).toBeUndefined();
  });
});

describe('what an answer brings along', () => {
  const ask = (question: string, asOf?: string): Promise<Answer> =>
    asking(desk).ask({ text: question, acts: ['32031R0001'], ...(asOf === undefined ? {} : { asOf }) });
  const along = ({ answer }: Answer) => answer.filter(({ role }) => role !== undefined);
  const QUESTION =
    'When shall the harbour master report every heavy barge collision to the coast guard, and subject to what?';

  it('is the definition that question and answer turn on, and the conditions that a sentence refers to', async () => {
    const answer = await ask(QUESTION);
    expect(answer.answer[0]?.text).toMatch(/^The harbour master shall report every heavy barge collision/);
    expect(
      along(answer).map(({ role, text: words, citations }) => [role, words, citations.map(({ id }) => id)]),
    ).toEqual([
      [
        'definition',
        '(1) ‘heavy barge collision’ means a collision at a speed of more than 30 fathoms a minute;',
        ['32031R0001#art_1/pnt_1'],
      ],
      ['condition', '2. Letters are written in green ink and sealed twice.', ['32031R0001#art_4/par_2']],
      [
        'condition',
        '1. A report is due only where a barge took in water or a person was hurt.',
        ['32031R0001#art_3/par_1'],
      ],
    ]);
    for (const { citations } of along(answer))
      for (const { act: id, place, quote } of citations) {
        const view = desk.reader.at({});
        const version = view.version(id);
        expect(version && view.tree(version).node(place)?.text).toContain(quote);
      }
  });

  it('is the definition of the day asked for', async () => {
    const [definition] = along(await ask(QUESTION, '2032-01-01'));
    expect(definition?.text).toMatch(/more than 20 fathoms/);
    expect(definition?.citations[0]?.version.date).toBe('2031-01-01');
  });

  it('stands behind the answer and is never all of it', async () => {
    const { answer } = await ask(QUESTION);
    const roles = answer.map(({ role }) => role);
    expect(roles[0]).toBeUndefined();
    expect(roles.slice(roles.findIndex((role) => role !== undefined))).not.toContain(undefined);
  });

  it('is the definition of the other act, where the own one only points there', async () => {
    const answer = await ask('What dues do barges pay to a lock keeper?');
    expect(along(answer).map(({ citations }) => citations[0]?.id)).toEqual(['32031R0002#art_1/pnt_1']);
  });

  it('is nothing where the question asks for the definition itself, for a term of one word, or for what is long', async () => {
    expect(along(await ask('What is a heavy barge collision?'))).toEqual([]);
    expect(along(await ask('Who answers each report of a barge?'))).toEqual([]);
    // Article 5 is a whole article of three paragraphs.
    const dues = await ask('What do barges pay?');
    expect(along(dues).map(({ role }) => role)).not.toContain('condition');
  });
});
