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

function act(
  id: string,
  name: string,
  date: string,
  articles: readonly Parameters<typeof buildProvision>[0][],
): ImportedText {
  return {
    act: { id, kind: 'regulation', authority: 'EU', title: name, name, shortName: name, dates: { document: date } },
    language: 'en',
    format: 'formex',
    source: 'official',
    nodes: articles.flatMap((article) => buildProvision(article).nodes),
    warnings: [],
  };
}

const HARBOUR = act('32031R0001', 'Harbour Act', '2031-01-01', [
  {
    place: 'art_1',
    marker: 'Article 1',
    heading: 'Definitions',
    blocks: [
      text('In this act:'),
      item('(1)', '‘pilot launch’ means a small vessel that carries pilots;'),
      item('(2)', '‘berth’ means a place where a vessel lies.'),
    ],
  },
  {
    place: 'art_2',
    marker: 'Article 2',
    heading: 'Reporting of collisions',
    blocks: [
      paragraph(
        '1.',
        text('The harbour master shall report a collision to the coast guard within 6 hours of becoming aware of it.'),
      ),
      paragraph(
        '2.',
        text('The report shall contain:'),
        item('(a)', 'the names of the vessels;'),
        item('(b)', 'the damage to the quay;'),
        item('(c)', 'the number of persons injured.'),
      ),
      paragraph('3.', text('Small vessels are exempt. They shall nevertheless keep a logbook for five years.')),
    ],
  },
  {
    place: 'art_3',
    marker: 'Article 3',
    heading: 'Dredging',
    blocks: [text('The basin shall be dredged every spring.')],
  },
]);
const TOLLS = act('32031R0002', 'Toll Act', '2031-02-01', [
  {
    place: 'art_1',
    marker: 'Article 1',
    heading: 'Tolls',
    blocks: [
      paragraph('1.', text('A vessel that enters the lock shall pay a toll of EUR 90.')),
      paragraph('2.', text('Rowing boats pay nothing.')),
    ],
  },
]);

describe('extractive answer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-answer-'));
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ dataFolder: folder }, { starter: false, clock: fixedClock('2032-01-01') });
    await desk.library.add(HARBOUR);
    await desk.library.add(TOLLS);
    await desk.library.reconcile();
  });
  afterAll(async () => {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (question: string, more: { acts?: readonly string[]; asOf?: string } = {}): Promise<Answer> =>
    asking(desk).ask({ text: question, ...more });
  const ids = (answer: Answer): readonly string[] =>
    answer.answer.flatMap(({ citations }) => citations.map(({ id }) => id));

  it('gives the sentence that answers, word for word, with its place', async () => {
    const answer = await ask('How soon must a collision be reported to the coast guard?');
    expect(answer.status).toBe('answered');
    expect(answer.answer[0]?.text).toBe(
      'The harbour master shall report a collision to the coast guard within 6 hours of becoming aware of it.',
    );
    expect(answer.answer[0]?.citations[0]).toMatchObject({
      id: '32031R0001#art_2/par_1',
      label: 'Article 2(1) Harbour Act',
      version: { date: '2031-01-01', source: 'official' },
    });
  });

  it('every quote is in the stored text of the place it cites, and in the sentence shown', async () => {
    for (const question of [
      'What must the collision report contain about injured persons?',
      'How long is the logbook of small vessels kept?',
      'Article 2 Harbour Act',
      'what is a pilot launch?',
      'toll for entering the lock',
    ]) {
      const answer = await ask(question);
      expect(answer.status, question).toBe('answered');
      for (const sentence of answer.answer) {
        expect(sentence.citations.length).toBeGreaterThan(0);
        for (const { act: id, place, quote } of sentence.citations) {
          expect(desk.reader.at({}).text(id)?.tree.node(place)?.text).toContain(quote);
          expect(sentence.text).toContain(quote);
        }
      }
    }
  });

  it('brings a point with its lead-in, each with its own citation', async () => {
    const answer = await ask('Must the report state the number of persons injured in a collision?');
    const sentence = answer.answer.find((each) => each.text.includes('(c) the number of persons injured.'));
    expect(sentence?.text.startsWith('The report shall contain:')).toBe(true);
    expect(sentence?.citations.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['32031R0001#art_2/par_2/pnt_c', '32031R0001#art_2/par_2']),
    );
  });

  it('puts the definition first where one is asked for', async () => {
    expect(ids(await ask('What is a pilot launch?'))[0]).toBe('32031R0001#art_1/pnt_1');
    expect(ids(await ask('meaning of berths'))[0]).toBe('32031R0001#art_1/pnt_2');
  });

  it('answers a named place from that place alone', async () => {
    const answer = await ask('What does Article 1(1) Toll Act say?');
    expect(ids(answer)).toEqual(['32031R0002#art_1/par_1']);
    expect(answer.searched.acts).toEqual(['32031R0002']);
  });

  it('keeps to the act that is named or asked for', async () => {
    expect(new Set(ids(await ask('who pays tolls under the Toll Act?')).map((id) => id.split('#')[0]))).toEqual(
      new Set(['32031R0002']),
    );
    expect((await ask('How soon must a collision be reported?', { acts: ['32031R0002'] })).status).toBe('not_found');
  });

  it.each([
    ['Article 9 Harbour Act', /ends at Article 3/],
    ['What does Article 2(7) of the Harbour Act demand?', /paragraphs 1 to 3/],
    ['Article 2(2)(z) Harbour Act', /points a to c/],
    ['Article 2', /does not say of which act/],
    ['Article 5 of Regulation (EU) 2099/12', /not in the library/],
  ])('never answers %s with a neighbour', async (question, reason) => {
    const answer = await ask(question);
    expect(answer).toMatchObject({ status: 'not_found', answer: [] });
    expect(answer.notes.join(' ')).toMatch(reason);
  });

  it('answers what exists of several places and says what does not', async () => {
    const answer = await ask('Compare Article 3 Harbour Act and Article 44 Toll Act');
    expect(ids(answer)).toEqual(['32031R0001#art_3']);
    expect(answer.notes.join(' ')).toMatch(/no Article 44/);
  });

  it.each(['How do I knit a jumper?', 'weather in Lisbon', 'the of and', '???', 'NOT', '🦜', 'x y z'])(
    'says not found for %j',
    async (question) => {
      expect(await ask(question)).toMatchObject({ status: 'not_found', answer: [] });
    },
  );

  it('tells what it searched', async () => {
    const { searched, notes } = await ask('How do I knit a woollen jumper?');
    expect(searched).toEqual({ acts: ['32031R0001', '32031R0002'], terms: ['knit', 'woollen', 'jumper'] });
    expect(notes[0]).toContain('Searched 2 acts');
  });

  it('refuses the empty and the endless, and nothing else', async () => {
    await expect(ask('  ')).rejects.toThrow(/empty/);
    await expect(ask('a '.repeat(9_000))).rejects.toThrow(/at most/);
    await expect(ask('a\0b "quoted" (bracketed')).resolves.toMatchObject({ status: 'not_found' });
  });

  it('says so when no version holds on that day', async () => {
    const answer = await ask('How soon must a collision be reported?', { asOf: '2030-01-01' });
    expect(answer).toMatchObject({ status: 'not_found', searched: { acts: [] } });
    expect(answer.notes[0]).toContain('2030-01-01');
  });

  it('names the version it read', async () => {
    expect((await ask('When is the basin dredged?')).notes).toContain('Harbour Act was read as adopted on 2031-01-01.');
  });
});
