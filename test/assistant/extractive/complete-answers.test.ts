import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/assistant/answer.ts';
import { type Desk, openDesk } from '../../../src/compose.ts';
import { buildProvision } from '../../../src/regulations/importers/provision-builder.ts';
import type { ImportedText } from '../../../src/regulations/provision.ts';
import { asking } from '../../asking.ts';
import { fixedClock } from '../../fixed-clock.ts';
import { item, paragraph, text } from '../blocks.ts';

/** Words without meaning that make a point long. */
const LONG = 'of the lower basin beside the northern mole '.repeat(12).trim();

const LIGHTHOUSES: ImportedText = {
  act: {
    id: '32031R0003',
    kind: 'regulation',
    authority: 'EU',
    title: 'Lighthouse Act',
    name: 'Lighthouse Act',
    shortName: 'Lighthouse Act',
    dates: { document: '2031-03-01' },
  },
  language: 'en',
  format: 'formex',
  source: 'official',
  nodes: [
    {
      place: 'art_1',
      marker: 'Article 1',
      heading: 'Lamps',
      blocks: [
        paragraph(
          '1.',
          text('A lamp may be dimmed where all of the following conditions are met:'),
          item('(a)', `the keeper has announced the dimming ${LONG};`),
          item('(b)', `no vessel is in sight ${LONG};`),
          item('(c)', `the moon is full ${LONG}.`),
        ),
        paragraph(
          '2.',
          text('The keeper shall carry out the following tasks:'),
          ...'abcdefgh'.split('').map((letter) => item(`(${letter})`, `polishing lens ${letter}${letter} ${LONG};`)),
        ),
        paragraph(
          '3.',
          text('The keeper shall be given:'),
          item('(a)', 'oil for the winter;'),
          item('(b)', 'a warm coat.'),
        ),
      ],
    },
    {
      place: 'art_2',
      marker: 'Article 2',
      heading: 'Definitions',
      blocks: [
        text('The following definitions apply:'),
        item('(1)', '‘foghorn’ means a loud device;'),
        item('(2)', '‘signal mast’ means a tall pole.'),
      ],
    },
    {
      place: 'art_3',
      marker: 'Article 3',
      heading: 'Foghorn duty',
      blocks: [text('The foghorn is sounded every two minutes in fog.')],
    },
    {
      place: 'art_4',
      marker: 'Article 4',
      heading: 'Entry into force and application',
      blocks: [
        text('This act shall enter into force on the day after its publication.'),
        text('It shall apply from 1 May 2031.'),
      ],
    },
    {
      place: 'art_6',
      marker: 'Article 6',
      heading: 'Mole',
      blocks: [
        paragraph('1.', text('The mole may be walked upon.')),
        paragraph('2.', text('Paragraph 1 shall not apply in a storm.')),
      ],
    },
    { place: 'art_5', marker: 'Article 5', heading: 'Lost', blocks: [], lost: true },
  ].flatMap((article) => buildProvision(article as Parameters<typeof buildProvision>[0]).nodes),
  warnings: [],
};

describe('answers that show a law whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-lists-'));
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ dataFolder: folder }, { starter: false, clock: fixedClock('2032-01-01') });
    await desk.library.add(LIGHTHOUSES);
    await desk.library.reconcile();
  });
  afterAll(async () => {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const ask = (question: string, acts?: readonly string[]): Promise<Answer> =>
    asking(desk).ask({ text: question, ...(acts === undefined ? {} : { acts }) });
  const ids = (answer: Answer): readonly string[] =>
    answer.answer.flatMap(({ citations }) => citations.map(({ place }) => place));

  it('never shows one of several cumulative conditions alone', async () => {
    const answer = await ask('May a lamp be dimmed when the moon is full?');
    expect(ids(answer)).toEqual(
      expect.arrayContaining(['art_1/par_1/pnt_a', 'art_1/par_1/pnt_b', 'art_1/par_1/pnt_c', 'art_1/par_1']),
    );
    expect(answer.answer.map((sentence) => sentence.text).join(' ')).not.toContain('[…]');
  });

  it('shows a short list whole', async () => {
    expect(ids(await ask('Is the keeper given oil for the winter?'))).toEqual(
      expect.arrayContaining(['art_1/par_3/pnt_a', 'art_1/par_3/pnt_b']),
    );
  });

  it('marks what a long list leaves out, and says where the whole is', async () => {
    const answer = await ask('Who polishes lens dd?');
    const shown = answer.answer.find((sentence) => sentence.text.includes('polishing lens dd'))?.text ?? '';
    expect(shown).toMatch(/following tasks: \[…\] .*\(d\) polishing lens dd.* \[…\]$/s);
    expect(answer.notes.join('\n')).toContain('compliance show "32031R0003#art_1/par_2"');
    for (const { citations } of answer.answer) for (const { quote } of citations) expect(quote).not.toContain('[…]');
  });

  it('gives a definition alone where a term is asked for, and the rule where more is', async () => {
    expect(ids(await ask('What is a foghorn?'))).toEqual(['art_2/pnt_1', 'art_2']);
    expect(ids(await ask('What is the foghorn duty in fog?'))).toContain('art_3');
  });

  it('knows when an act applies although the question has no other word', async () => {
    for (const question of ['From when does the Lighthouse Act apply?', 'Lighthouse Act entry into force']) {
      const answer = await ask(question);
      expect(answer.answer.map((sentence) => sentence.text).join(' '), question).toContain(
        'It shall apply from 1 May 2031.',
      );
    }
  });

  it('says of an act without a question what is held of it', async () => {
    const answer = await ask('Lighthouse Act');
    expect(answer.status).toBe('not_found');
    expect(answer.notes.join(' ')).toMatch(/holds Lighthouse Act: .*name an article/);
  });

  it('says that a source lost an article, never that the article is empty', async () => {
    const answer = await ask('Article 5 Lighthouse Act');
    expect(answer.status).toBe('not_found');
    expect(answer.notes.join(' ')).toMatch(
      /Article 5 Lighthouse Act has no words in the text held: its source lost them/,
    );
  });

  it('gives a place without an act to the act asked for', async () => {
    expect(ids(await ask('Article 3', ['32031R0003']))).toEqual(['art_3']);
    const stranger = await ask('Article 3 of the Companies Act', ['32031R0003']);
    expect(stranger.answer).toEqual([]);
    expect(stranger.notes.join(' ')).toContain('No act called "Companies Act" is known');
  });

  it('never searches for an answer in the stead of a place that is missing', async () => {
    for (const question of [
      'What does Article 3 of the Companies Act say about the foghorn of the Lighthouse Act?',
      'What does Article 99 Lighthouse Act say about the foghorn in fog?',
    ]) {
      const answer = await ask(question);
      expect(answer.answer, question).toEqual([]);
      expect(answer.notes.length, question).toBe(1);
    }
  });

  it('says that an act asked for is not held, and searches nothing', async () => {
    const answer = await ask('When is the foghorn sounded?', ['32013R0575']);
    expect(answer.status).toBe('not_found');
    expect(answer.notes.join(' ')).toMatch(/CRR .* is not in the library/);
  });

  it('shows a rule with its exception in the next paragraph of a short article', async () => {
    const answer = await ask('May the mole be walked upon?');
    expect(ids(answer)).toEqual(expect.arrayContaining(['art_6/par_1', 'art_6/par_2']));
  });

  it('keeps to the act asked for, and says what it left out', async () => {
    const answer = await ask('Article 3 Lighthouse Act', ['32031R0099']);
    expect(answer.answer).toEqual([]);
    expect(answer.notes.join(' ')).toMatch(/Article 3 Lighthouse Act is not of the act asked for \(32031R0099\)/);
  });

  it.each(['[2]', '%s%s%n', '7', 'x y z'])('answers nothing to %s', async (question) => {
    expect((await ask(question)).status).toBe('not_found');
  });

  it('reads through what copying leaves in a question', async () => {
    const answer = await ask('Art\u00adicle\u200b \uff13 Light\u00adhouse Act');
    expect(ids(answer)).toEqual(['art_3']);
    const plain = await ask('May the mole be walked upon?');
    expect(await ask('May the mo\u00adle be walked\u200b upon?')).toEqual(plain);
    expect(plain.status).toBe('answered');
  });

  it('reads accents that stand apart from their letters', async () => {
    expect(ids(await ask('artículo 3 de Lighthouse Act'.normalize('NFD')))).toEqual(['art_3']);
  });
});
