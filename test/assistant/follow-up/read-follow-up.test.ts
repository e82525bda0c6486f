import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PastTurn } from '../../../src/assistant/follow-up/past-turn.ts';
import { readFollowUp } from '../../../src/assistant/follow-up/read-follow-up.ts';
import type { LawView } from '../../../src/regulations/law-view.ts';
import { actOf, type ToolDesk, toolDesk } from '../../tools/invented-law.ts';
import { FAROL, LAMP, lampArticle, lampDesk, ROPE, turn } from './lamps.ts';

let held: ToolDesk;
let view: LawView;
beforeAll(async () => {
  held = await lampDesk();
  view = held.desk.reader.at({});
});
afterAll(() => held.close());

const read = (question: string, ...before: readonly (PastTurn | string)[]) =>
  readFollowUp(
    question,
    before.map((each) => (typeof each === 'string' ? turn(each) : each)),
    view,
  );

describe('a place that leans on the one before', () => {
  it.each<[string, string, string]>([
    ['Article 1 LAMPA', 'and paragraph 2?', 'Article 1(2) LAMPA'],
    ['Article 1(1), point (a), LAMPA', 'what about point (b)?', 'Article 1(1), point (b), LAMPA'],
    ['Article 1(1) LAMPA', 'point b', 'Article 1(1), point (b), LAMPA'],
    ['Article 1(1), point (a), LAMPA', 'and paragraph 3?', 'Article 1(3) LAMPA'],
    ['Article 1(2) LAMPA', 'and 3?', 'Article 1(3) LAMPA'],
    ['Article 1 LAMPA', 'and 3?', 'Article 3 LAMPA'],
    ['Article 1 LAMPA', 'and 2a?', 'Article 2a LAMPA'],
    ['Article 1 LAMPA', 'and (3)?', 'Article 1(3) LAMPA'],
    ['Article 1(1), point (a), LAMPA', 'and b?', 'Article 1(1), point (b), LAMPA'],
    ['Article 1 LAMPA', 'and Article 3?', 'Article 3 LAMPA'],
    ['Article 1 LAMPA', 'What does Article 3 say?', 'Article 3 LAMPA'],
    ['Article 1 LAMPA', 'point (b) of paragraph 1', 'Article 1(1), point (b), LAMPA'],
    ['Article 1 LAMPA', 'and paragraph 1, point (a)?', 'Article 1(1), point (a), LAMPA'],
    ['Article 1 LAMPA', 'what does paragraph 2 of it say', 'Article 1(2) LAMPA'],
    ['Article 1 LAMPA', 'same for Annex II', 'Annex II LAMPA'],
    ['Article 1 LAMPA', 'and recital 12?', 'Recital 12 LAMPA'],
    ['Article 1 LAMPA', 'What does paragraph 2 say about wicks?', 'What does Article 1(2) LAMPA say about wicks?'],
    ['Article 1 LAMPA', 'Must I read Article 3 of this Regulation too?', 'Must I read Article 3 LAMPA too?'],
    ['Artículo 1, LAMPA', '¿y el apartado 3?', 'Artículo 1, apartado 3, LAMPA'],
    ['Artículo 1, apartado 1, LAMPA', 'y la letra b', 'Artículo 1, apartado 1, letra b), LAMPA'],
    ['Artículo 1 de la Ley 7/2031', '¿y el artículo 2?', 'Artículo 2, Ley 7/2031'],
    [`${LAMP}#art_1/par_2`, 'and paragraph 3?', 'Article 1(3) LAMPA'],
  ])('%s – %s', (before, question, text_) => {
    expect(read(question, before)).toEqual({ text: text_, readAs: text_ });
  });

  it('is the one asked for although it does not exist', () => {
    expect(read('and paragraph 9?', 'Article 1 LAMPA').text).toBe('Article 1(9) LAMPA');
    expect(read('and Article 77?', 'Article 1 LAMPA').text).toBe('Article 77 LAMPA');
    expect(read('and point (z)?', 'Article 1(1) LAMPA').text).toBe('Article 1(1), point (z), LAMPA');
  });

  it('has no number put to it where none was given', () => {
    expect(read('and the annex?', 'Article 1 LAMPA').text).toBe('annex of LAMPA');
  });

  it('is found by the order of the text, what was inserted included', () => {
    expect(read('the next article', 'Article 2 LAMPA').text).toBe('Article 2a LAMPA');
    expect(read('the next article', 'Article 2a(1) LAMPA').text).toBe('Article 3 LAMPA');
    expect(read('the one before', 'Article 3 LAMPA').text).toBe('Article 2a LAMPA');
    expect(read('the following paragraph', 'Article 2(1), point (b), LAMPA').text).toBe('Article 2(2) LAMPA');
    expect(read('el artículo siguiente', 'Artículo 3, LAMPA').text).toBe('Artículo 4, LAMPA');
    expect(read('¿y el apartado anterior?', 'Artículo 3, apartado 2, LAMPA').text).toBe(
      'Artículo 3, apartado 1, LAMPA',
    );
  });

  it('is missing behind the last, and nowhere in front of the first', () => {
    expect(read('the next article', 'Article 4 LAMPA').text).toBe('Article 5 LAMPA');
    const first = read('the previous article', 'Article 1 LAMPA');
    expect(first).toEqual({
      text: 'the previous article',
      ambiguous: '"the previous article" leads nowhere from Article 1 LAMPA. Name the place by its number.',
    });
  });

  it('counts where only a digest is held, which may lack the next one', async () => {
    const digest = await toolDesk([
      {
        ...actOf(LAMP, 'Lamp Act', [lampArticle('1'), lampArticle('4')], { shortName: 'LAMPA' }),
        source: 'digest',
        format: 'digest',
      },
    ]);
    const next = readFollowUp('the next article', [turn('Article 1 LAMPA')], digest.desk.reader.at({}));
    expect(next.text).toBe('Article 2 LAMPA');
    await digest.close();
  });

  it('holds through a chain', () => {
    const asked = [
      'Article 1 LAMPA',
      'and paragraph 2?',
      'and 3?',
      'and Article 2?',
      'what about ROPA?',
      'the one before',
    ];
    const before: PastTurn[] = [];
    for (const question of asked) before.push(turn(readFollowUp(question, before, view).text));
    expect(before.map(({ question }) => question)).toEqual([
      'Article 1 LAMPA',
      'Article 1(2) LAMPA',
      'Article 1(3) LAMPA',
      'Article 2 LAMPA',
      'Article 2 ROPA',
      'Article 1 ROPA',
    ]);
  });
});

describe('what was only cited', () => {
  const cited = { acts: [LAMP], cited: [`${LAMP}#art_2/par_1/pnt_a`, `${LAMP}#art_3/par_2`] };
  it('is leaned on, best first, where all of it is of one act', () => {
    expect(read('and paragraph 2?', turn('Who trims wicks?', cited)).text).toBe('Article 2(2) LAMPA');
    expect(read('and Article 4?', turn('Who trims wicks?', cited)).text).toBe('Article 4 LAMPA');
  });

  it('gives way to what the question named', () => {
    expect(read('and paragraph 2?', turn('Article 4 LAMPA', cited)).text).toBe('Article 4(2) LAMPA');
    const elsewhere = { acts: [LAMP, ROPE], cited: [`${ROPE}#art_1`, `${LAMP}#art_3/par_2`] };
    expect(read('and paragraph 1?', turn('Who trims wicks under LAMPA?', elsewhere)).text).toBe('Article 3(1) LAMPA');
  });

  it('is not guessed between acts: the choices are named', () => {
    const two = turn('Who trims wicks?', { acts: [LAMP, ROPE], cited: [`${LAMP}#art_2/par_1`, `${ROPE}#art_1`] });
    expect(read('and paragraph 2?', two)).toEqual({
      text: 'and paragraph 2?',
      ambiguous: 'It is not clear what "paragraph 2" is of: it may be LAMPA or ROPA. Say of which one.',
    });
    expect(read('¿y el artículo 2?', two).ambiguous).toBe(
      'No está claro de qué se trata con «artículo 2»: puede ser de LAMPA o ROPA. Diga de cuál.',
    );
    expect(read('when does it apply?', two).ambiguous).toMatch(/LAMPA or ROPA/);
  });

  it('nor between several articles that were named', () => {
    expect(read('and paragraph 2?', 'Articles 1 and 3 LAMPA').ambiguous).toMatch(/Article 1 LAMPA or Article 3 LAMPA/);
    expect(read('and Article 4?', 'Articles 1 and 3 LAMPA').text).toBe('Article 4 LAMPA');
  });

  it('is looked for behind thanks and behind turns that found nothing', () => {
    expect(
      read('and paragraph 2?', 'Article 1 LAMPA', 'thanks', turn('Is there weather?', { status: 'not_found' })).text,
    ).toBe('Article 1(2) LAMPA');
  });
});

const QUESTION = 'When must a broken lamp be reported under LAMPA?';
describe('a subject that is kept', () => {
  it.each<[string, string, string]>([
    [QUESTION, 'and under ROPA?', 'When must a broken lamp be reported under ROPA?'],
    [QUESTION, 'What about Ley 7/2031?', 'When must a broken lamp be reported under Ley 7/2031?'],
    [QUESTION, 'and for small keepers?', 'When must a broken lamp be reported under LAMPA — for small keepers?'],
    [QUESTION, 'what about stolen lamps?', 'When must stolen lamps be reported under LAMPA?'],
    [QUESTION, 'and the deadline?', 'When must a broken lamp be reported under LAMPA — the deadline?'],
    [QUESTION, 'who must do that?', 'When must a broken lamp be reported under LAMPA — who must do that?'],
    [QUESTION, "what if they don't?", "When must a broken lamp be reported under LAMPA — what if they don't?"],
    [QUESTION, 'why?', 'When must a broken lamp be reported under LAMPA — why?'],
    [QUESTION, 'when does it apply?', 'when does LAMPA apply?'],
    [
      QUESTION,
      'does this apply to harbours?',
      'When must a broken lamp be reported under LAMPA — does this apply to harbours?',
    ],
    ['Article 2 LAMPA', 'does this apply to harbours?', 'does Article 2 LAMPA apply to harbours?'],
    ['Article 2(1), point (a), LAMPA', 'what does that article say?', 'what does Article 2 LAMPA say?'],
    ['What is LAMPA?', 'when does it apply?', 'when does LAMPA apply?'],
    ['Who trims wicks?', 'and under ROPA?', 'Who trims wicks — under ROPA?'],
    [
      '¿Cuándo se avisa de una lámpara rota según LAMPA?',
      '¿y el plazo?',
      '¿Cuándo se avisa de una lámpara rota según LAMPA — el plazo?',
    ],
    [
      '¿Cuándo se avisa de una lámpara rota según LAMPA?',
      '¿y en ROPA?',
      '¿Cuándo se avisa de una lámpara rota según ROPA?',
    ],
    ['¿Qué es LAMPA?', '¿cuándo se aplica?', 'LAMPA — cuándo se aplica?'],
    ['¿Qué es LAMPA?', '¿y cuándo entró en vigor?', 'LAMPA — cuándo entró en vigor?'],
    ['Artículo 2, LAMPA', '¿cuándo entra en vigor?', 'Artículo 2, LAMPA — cuándo entra en vigor?'],
    ['What changed in Article 1 LAMPA since 2032?', 'and Article 2?', 'What changed in Article 2 LAMPA since 2032?'],
    ['What changed in Article 1 LAMPA since 2032?', 'and since 2033?', 'What changed in Article 1 LAMPA since 2033?'],
    ['Article 2 LAMPA', 'and what changed since 2032?', 'what changed since 2032 in Article 2 LAMPA?'],
    ['Artículo 2, LAMPA', '¿qué cambió ahí?', '¿qué cambió en Artículo 2, LAMPA?'],
    ['Article 2 LAMPA', 'what changed there?', 'what changed in Article 2 LAMPA?'],
  ])('%s – %s', (before, question, text_) => {
    expect(read(question, before)).toEqual({ text: text_, readAs: text_ });
  });

  it.each<[string, string]>([
    [
      'and in 2032?',
      '"in 2032" is about the law of another day, which is set when asking: compliance ask "<question>" --as-of 2032-12-31, or compliance chat --as-of 2032-12-31.',
    ],
    [
      '¿y en 2032?',
      '«en 2032» se refiere a la norma de otro día, que se fija al preguntar: compliance ask "<pregunta>" --as-of 2032-12-31, o compliance chat --as-of 2032-12-31.',
    ],
  ])('%s: a day alone is never searched for', (question, ambiguous) => {
    expect(read(question, QUESTION)).toEqual({ text: question, ambiguous });
  });

  it('which acts changed is asked of all that is held', () => {
    for (const question of ['which acts changed in 2033?', '¿qué leyes han cambiado?'])
      expect(read(question, 'Article 2 LAMPA')).toEqual({ text: question });
  });

  it('one that could not be read is not leant on by the next', () => {
    const lost = { question: 'and in 2032?', status: 'not_found', acts: [], cited: [] } as const;
    expect(read('and under ROPA?', QUESTION, lost).text).toBe(read('and under ROPA?', QUESTION).text);
    expect(read('and under ROPA?', QUESTION, lost).text).not.toContain('2032');
  });

  it('what is asked of the same sort takes the former’s place', () => {
    const first = read('and for small keepers?', QUESTION).text;
    const second = read('and the deadline?', first).text;
    expect(second).toBe('When must a broken lamp be reported under LAMPA — for small keepers — the deadline?');
    expect(read('and for harbours?', second).text).toBe(
      'When must a broken lamp be reported under LAMPA — for harbours — the deadline?',
    );
  });

  it('the law of another legislator is told by its acts, although none is held', () => {
    expect(read('and in Spanish law?', QUESTION)).toEqual({
      text: 'When must a broken lamp be reported in Spanish law?',
      readAs: 'When must a broken lamp be reported in Spanish law?',
      acts: [FAROL],
    });
    expect(read('and under French law?', QUESTION).acts).toEqual([]);
    expect(read('and in Spanish law?', 'Article 2(1) LAMPA').text).toBe('Care of lamps 2 in Spanish law');
  });
});
