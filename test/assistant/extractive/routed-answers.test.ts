import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Question } from '../../../src/assistant/answer.ts';
import { asking } from '../../asking.ts';
import { type Article, actOf, type ToolDesk, toolDesk } from '../../tools/invented-law.ts';
import { item, paragraph, text } from '../blocks.ts';

const LAMP = '32031R0011';
const lamps = (consolidatedTo: string, ...articles: readonly Article[]) =>
  actOf(LAMP, 'Lamp Act', articles, { shortName: 'LAMPA', consolidatedTo });
const KEPT: Article = ['3', 'Keepers', paragraph('1.', text('Keepers live in the tower.'))];
const GONE = 'Every lamp on a pier is painted green by the second keeper before the tide turns.';

let held: ToolDesk;
const ask = (question: string, more: Partial<Question> = {}): Promise<Answer> =>
  asking(held.desk).ask({ text: question, ...more });
const ids = ({ answer }: Answer): readonly string[] => answer.flatMap(({ citations }) => citations.map(({ id }) => id));

beforeAll(async () => {
  held = await toolDesk([
    lamps(
      '2032-01-01',
      [
        '1',
        'Lighting',
        paragraph('1.', text('Lamps are lit at dusk.')),
        paragraph('2.', text('Lamps are trimmed daily.')),
      ],
      ['2', 'Paint', text(GONE)],
      KEPT,
    ),
    lamps(
      '2033-01-01',
      [
        '1',
        'Lighting',
        paragraph('1.', text('Lamps are lit one hour before dusk.')),
        paragraph('2.', text('Lamps are trimmed daily.')),
      ],
      KEPT,
      ['4', 'Oil', paragraph('1.', text('The oil shall be:'), item('(a)', 'clear;'), item('(b)', 'cold.'))],
    ),
    actOf('32031R0012', 'Rope Act', [['1', 'Ropes', text('Ropes are coiled.')]], { shortName: 'ROPA' }),
  ]);
});
afterAll(() => held.close());

describe('what changed', () => {
  it('gives the words as they now stand, each cited, and in the notes what was before', async () => {
    const answer = await ask('What changed in Article 1 of LAMPA since 2032?');
    expect(answer.status).toBe('answered');
    expect(answer.answer.map(({ text: words }) => words)).toEqual(['Lamps are lit one hour before dusk.']);
    expect(answer.answer[0]?.citations).toMatchObject([
      {
        id: `${LAMP}#art_1/par_1`,
        quote: 'Lamps are lit one hour before dusk.',
        version: { date: '2033-01-01', source: 'official' },
      },
    ]);
    expect(answer.searched).toEqual({ acts: [LAMP], terms: [] });
    expect(answer.notes).toEqual([
      'One provision of Article 1 LAMPA changed between the text consolidated to 2032-01-01 and the text consolidated to 2033-01-01.',
      'Article 1(1) LAMPA was reworded. Before (2032-01-01): "Lamps are lit at dusk."',
    ]);
  });

  it('of a whole act tells what is new and what is gone', async () => {
    const answer = await ask('¿Qué ha cambiado en LAMPA?');
    expect([...new Set(ids(answer).map((id) => id.split('/')[0]))]).toEqual([`${LAMP}#art_1`, `${LAMP}#art_4`]);
    expect(ids(answer)).toContain(`${LAMP}#art_4/par_1/pnt_b`);
    expect(answer.notes).toContain(`Article 2 LAMPA was removed. Before (2032-01-01): "Paint ${GONE}"`);
    expect(answer.notes).toContain('Article 4 LAMPA is new.');
  });

  it('says plainly that nothing changed', async () => {
    expect(await ask('What changed in Article 3 of LAMPA?')).toMatchObject({
      status: 'answered',
      answer: [],
      notes: [
        'Nothing changed in Article 3 LAMPA between the text consolidated to 2032-01-01 and the text consolidated to 2033-01-01.',
      ],
    });
  });

  it('says plainly that there is only one version', async () => {
    const answer = await ask('What changed in ROPA since 2033?');
    expect(answer).toMatchObject({ status: 'not_found', answer: [], searched: { acts: ['32031R0012'] } });
    expect(answer.notes.join(' ')).toMatch(
      /two official versions of ROPA \(32031R0012\) must be held; there is one, of 2031-01-01/,
    );
    const same = await ask('What changed in LAMPA since 2035?');
    expect(same.notes).toEqual([
      'Of LAMPA only one version of that time is held (consolidated to 2033-01-01): nothing can be compared.',
    ]);
    expect(same.answer).toEqual([]);
  });

  it('compares from the oldest version held where that is younger than asked', async () => {
    const answer = await ask('What changed in Article 1 of LAMPA since 2020?');
    expect(answer.notes[0]).toBe(
      'No version of 2020-01-01 is held; the oldest one, of 2032-01-01, was compared instead.',
    );
    expect(ids(answer)).toEqual([`${LAMP}#art_1/par_1`]);
  });

  it('of a place that was removed tells that, and of one that never was that it is not there', async () => {
    const gone = await ask('What changed in Article 2 of LAMPA?');
    expect(gone.answer).toEqual([]);
    expect(gone.notes).toContain(`Article 2 LAMPA was removed. Before (2032-01-01): "Paint ${GONE}"`);
    const never = await ask('What changed in Article 77 of LAMPA?');
    expect(never.status).toBe('not_found');
    expect(never.notes.join(' ')).toMatch(/Neither the version of 2032-01-01 nor that of 2033-01-01 has Article 77/);
  });

  it('without an act compares all that can be compared', async () => {
    const answer = await ask('What changed since 2032?');
    expect(answer.searched.acts).toEqual([LAMP]);
    expect(ids(answer)).toContain(`${LAMP}#art_1/par_1`);
  });

  it('keeps to the acts that are asked for', async () => {
    const answer = await ask('What changed since 2032?', { acts: ['32031R0012'] });
    expect(answer.searched.acts).toEqual(['32031R0012']);
    expect(answer.status).toBe('not_found');
    expect(ids(await ask('What changed in Article 1?', { acts: [LAMP] }))).toEqual([`${LAMP}#art_1/par_1`]);
  });
});

describe('what is held', () => {
  it('lists the acts with their versions', async () => {
    expect(await ask('Which acts do you have?')).toMatchObject({
      status: 'answered',
      answer: [],
      searched: { acts: [LAMP, '32031R0012'], terms: [] },
      notes: [
        'The library holds 2 acts in 3 versions.',
        'LAMPA (Lamp Act), in English: consolidated to 2033-01-01; consolidated to 2032-01-01.',
        'ROPA (Rope Act), in English: as adopted on 2031-01-01.',
      ],
    });
  });

  it('of one act, of a day, and says where an act is not held', async () => {
    expect((await ask('which version of LAMPA do you have?', { asOf: '2032-06-01' })).notes).toEqual([
      'LAMPA (Lamp Act), in English: consolidated to 2032-01-01.',
    ]);
    const absent = await ask('Do you have MiFID II?');
    expect(absent.status).toBe('not_found');
    expect(absent.notes).toEqual([
      'MiFID II is not in the library. Add it: compliance library add <file> --act 32014L0065.',
    ]);
  });
});

describe('small talk', () => {
  it.each<[string, RegExp]>([
    ['thanks!', /^This desk answers/],
    ['hola', /^Este servicio responde/],
    ['¿quién eres?', /^Este servicio responde/],
    ['who are you?', /^This desk answers/],
  ])('%s is told in its language what the desk can do, and no law is searched', async (question, note) => {
    const answer = await ask(question);
    expect(answer).toMatchObject({ status: 'answered', answer: [], searched: { acts: [], terms: [] } });
    expect(answer.notes).toHaveLength(1);
    expect(answer.notes[0]).toMatch(note);
  });
});
