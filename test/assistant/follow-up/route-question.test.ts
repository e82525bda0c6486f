import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { periodAsked, withoutPeriods } from '../../../src/assistant/follow-up/periods-asked.ts';
import { routeQuestion } from '../../../src/assistant/follow-up/route-question.ts';
import type { LawView } from '../../../src/regulations/law-view.ts';
import { actOf, type ToolDesk, toolDesk } from '../../tools/invented-law.ts';
import { text } from '../blocks.ts';

const LAMP = '32031R0011';
const MIFID = '32014L0065';

let held: ToolDesk;
let view: LawView;
beforeAll(async () => {
  held = await toolDesk([actOf(LAMP, 'Lamp Act', [['1', 'Lamps', text('Lamps are lit.')]], { shortName: 'LAMPA' })]);
  view = held.desk.reader.at({});
});
afterAll(() => held.close());

describe('what kind of answer a question asks for', () => {
  it.each([
    'hi',
    'Hello there!',
    'Good morning',
    'Thanks a lot, that is very helpful',
    'ok, perfect',
    'who are you?',
    'What can you do for me?',
    'help',
    'Hola, buenos días',
    '¡Muchas gracias por la ayuda!',
    '¿Quién eres?',
    '¿Qué puedes hacer?',
    'ayuda',
  ])('small talk: %s', (question) => expect(routeQuestion(question, view)).toEqual({ kind: 'small_talk' }));

  it.each<[string, readonly string[]]>([
    ['Which acts do you have?', []],
    ['what laws are in the library', []],
    ['List the regulations', []],
    ['What do you have?', []],
    ['which version of LAMPA do you have?', [LAMP]],
    ['Do you have MiFID II?', [MIFID]],
    ['¿Qué normas tienes?', []],
    ['¿Qué leyes hay en la biblioteca?', []],
    ['¿qué versión de LAMPA tienes?', [LAMP]],
    ['¿Tienes LAMPA?', [LAMP]],
    ['lista las normas', []],
  ])('held: %s', (question, acts) => expect(routeQuestion(question, view)).toEqual({ kind: 'held', acts }));

  it.each<[string, object]>([
    [
      'What changed in Article 1 of LAMPA since 2033?',
      { acts: [LAMP], places: [{ act: LAMP, place: 'art_1' }], from: '2033-01-01' },
    ],
    ['what changed in Article 9 LAMPA', { acts: [LAMP], places: [{ act: LAMP, place: 'art_9' }] }],
    ['Has LAMPA been amended?', { acts: [LAMP], places: [] }],
    [
      'changes to LAMPA between March 2032 and 2 June 2033',
      { acts: [LAMP], places: [], from: '2032-03-01', to: '2033-06-02' },
    ],
    ['What changed since 2033?', { acts: [], places: [], from: '2033-01-01' }],
    ['Which acts changed in 2033?', { acts: [], places: [], from: '2032-12-31', to: '2033-12-31' }],
    ['which laws have been amended since 2033', { acts: [], places: [], from: '2033-01-01' }],
    ['¿Qué normas se modificaron desde 2033?', { acts: [], places: [], from: '2033-01-01' }],
    ['¿Qué leyes han cambiado?', { acts: [], places: [] }],
    ['¿Qué cambió ahí en el artículo 1 de LAMPA?', { acts: [LAMP], places: [{ act: LAMP, place: 'art_1' }] }],
    ['What has changed about wicks in LAMPA?', { acts: [LAMP], places: [] }],
    [
      '¿Qué ha cambiado en el artículo 1 de LAMPA desde el 15 de enero de 2033?',
      { acts: [LAMP], places: [{ act: LAMP, place: 'art_1' }], from: '2033-01-15' },
    ],
    ['modificaciones de LAMPA entre 2032 y 2033', { acts: [LAMP], places: [], from: '2032-01-01', to: '2033-12-31' }],
  ])('changes: %s', (question, asked) => expect(routeQuestion(question, view)).toEqual({ kind: 'changes', ...asked }));

  it.each([
    'hello, what is LAMPA?',
    'What laws do you have to follow?',
    'Do you have to report incidents?',
    '¿Qué normas tienes que cumplir?',
    'What changes must be reported under LAMPA?',
    'What changes to wicks must be tested under LAMPA?',
    '¿Qué cambios debe notificar un farero según LAMPA?',
    'What was amended by LAMPA?',
    'Does LAMPA cover lamps?',
    'Article 1 LAMPA',
    'Which acts hold keepers liable?',
    'Which acts changed the duties of keepers?',
    'Which acts have been amended by LAMPA?',
    '¿Qué normas han modificado los deberes del farero?',
    'help desk duties under LAMPA',
    'What changed in Article 1?'.replace('in Article 1', 'my mind'),
    '',
    `what changed in LAMPA ${'x'.repeat(500)}`,
  ])('the law: %s', (question) => expect(routeQuestion(question, view)).toEqual({ kind: 'law' }));
});

describe('days, months and years', () => {
  it.each<[string, object]>([
    ['since 2023', { from: '2023-01-01' }],
    ['since March 2024', { from: '2024-03-01' }],
    ['since 15 January 2024', { from: '2024-01-15' }],
    ['since January 15th, 2024', { from: '2024-01-15' }],
    ['since the 15th of January 2024', { from: '2024-01-15' }],
    ['since 2024-03-05', { from: '2024-03-05' }],
    ['since 5/3/2024', { from: '2024-03-05' }],
    ['after 2023', { from: '2023-12-31' }],
    ['before 2024', { to: '2023-12-31' }],
    ['until February 2024', { to: '2024-02-29' }],
    ['in 2024', { from: '2023-12-31', to: '2024-12-31' }],
    ['from 2022 to 2024', { from: '2022-01-01', to: '2024-12-31' }],
    ['desde el 1 de marzo de 2024', { from: '2024-03-01' }],
    ['desde marzo de 2024 hasta el 2 de abril de 2025', { from: '2024-03-01', to: '2025-04-02' }],
    ['entre 2022 y 2024', { from: '2022-01-01', to: '2024-12-31' }],
    ['en 2024', { from: '2023-12-31', to: '2024-12-31' }],
    ['since 30 February 2024', {}],
    ['since 2024-13-01', {}],
    ['since the beginning', {}],
    ['100000', {}],
  ])('%s', (words, period) => expect(periodAsked(words)).toEqual(period));

  it('the rest of the words stays as typed', () => {
    expect(withoutPeriods('What Changed since 15 January 2024 in Málaga until 2025')).toBe('What Changed in Málaga');
  });
});
