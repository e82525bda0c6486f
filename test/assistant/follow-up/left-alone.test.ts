import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namedIn } from '../../../src/assistant/follow-up/named-places.ts';
import type { PastTurn } from '../../../src/assistant/follow-up/past-turn.ts';
import { readFollowUp } from '../../../src/assistant/follow-up/read-follow-up.ts';
import { routeQuestion } from '../../../src/assistant/follow-up/route-question.ts';
import type { LawView } from '../../../src/regulations/law-view.ts';
import type { ToolDesk } from '../../tools/invented-law.ts';
import { LAMP, lampDesk, turn } from './lamps.ts';

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

describe('a question that stands by itself', () => {
  it.each([
    'What is DORA?',
    'Article 2 ROPA',
    'and Article 2 of ROPA?',
    'When must a major ICT incident be reported under DORA?',
    'When a bank outsources a function, must it tell the supervisor?',
    'And what is a wick?',
    'Who pays and who is paid under ROPA?',
    'Is it allowed to light a lamp before dusk?',
    'How long does it take to get a licence?',
    'Is there a letter of credit for ropes?',
    '¿Qué obligaciones hay para que los faros no se apaguen?',
    'Cuando un banco externaliza una función, ¿debe comunicarlo al supervisor?',
    'Article 5 of the Companies Act',
    'Hello, what is a rope?',
    'thanks',
    'gracias',
    'ok',
    'Which acts do you have?',
    '',
    '   ',
    '?',
  ])('is left exactly alone: %s', (question) => {
    expect(read(question, turn('Article 1 LAMPA', { acts: [LAMP], cited: [`${LAMP}#art_1/par_1`] }))).toEqual({
      text: question,
    });
  });

  it.each([
    'english',
    'spanish',
    'cross-language',
    'unanswerable',
    'invented',
    'paraphrased-english',
    'paraphrased-spanish',
  ])('is each of the questions that answers are evaluated with: %s', (set) => {
    const file = join(import.meta.dirname, '..', '..', 'evals', 'answers', `${set}.json`);
    const questions = JSON.parse(readFileSync(file, 'utf8')) as readonly { readonly question: string }[];
    const before = turn('Article 1(1), point (a), LAMPA', { acts: [LAMP], cited: [`${LAMP}#art_1/par_1/pnt_a`] });
    for (const { question } of questions) {
      expect(read(question, before)).toEqual({ text: question });
      expect(routeQuestion(question, view).kind).toBe('law');
    }
  });

  it('is every question where nothing was said before', () => {
    for (const question of ['and paragraph 2?', 'why?', 'what about ROPA?']) {
      expect(readFollowUp(question, [], view)).toEqual({ text: question });
      expect(read(question, 'hello')).toEqual({ text: question });
    }
  });
});

describe('whatever is typed', () => {
  const before = [turn('Article 1(2) LAMPA', { acts: [LAMP], cited: [`${LAMP}#art_1/par_2`] })];

  it('is read without an error, and told where it is read otherwise', () => {
    const words = fc.constantFrom(
      'and',
      'y',
      'paragraph',
      'apartado',
      '2',
      '(a)',
      'it',
      'what about',
      'LAMPA',
      'ROPA',
      'next',
      'article',
      '—',
      '¿',
      '?',
      ')',
      '(',
      '#art_1',
      'of',
      'since 2032',
      '😀',
      'ñ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(words, { maxLength: 12 }).map((each) => each.join(' ')),
        ),
        (question) => {
          const result = readFollowUp(question, before, view);
          expect(result.readAs).toBe(result.text === question && result.acts === undefined ? undefined : result.text);
          if (result.ambiguous !== undefined) expect(result.text).toBe(question);
          expect(readFollowUp(question, before, view)).toEqual(result);
        },
      ),
      { seed: 7, numRuns: 600 },
    );
  });

  it('never leads to another place than the one named', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('1', '2', '2a', '3', '9'),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom<[string, string]>(
          ['and paragraph N?', 'par_'],
          ['¿y el apartado N?', 'par_'],
          ['what does paragraph N say?', 'par_'],
        ),
        (number, paragraphNumber, [form, kind]) => {
          const result = read(form.replace('N', String(paragraphNumber)), `Article ${number} LAMPA`);
          expect(namedIn(result.text, view).places).toEqual([
            { act: LAMP, place: `art_${number}/${kind}${paragraphNumber}` },
          ]);
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });
});
