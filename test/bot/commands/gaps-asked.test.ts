import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saidWord } from '../../../bot/chat/said-word.ts';
import { commandOf } from '../../../bot/commands/commands.ts';
import { type GapsAsked, gapsAsked } from '../../../bot/commands/gaps-asked.ts';
import { type ToolDesk, toolDesk } from '../../tools/invented-law.ts';

let held: ToolDesk;
beforeAll(async () => {
  held = await toolDesk([]);
});
afterAll(() => held.close());
const asked = (text: string) => gapsAsked(text, held.desk.reader);

const DORA = '32022R2554';
const MICA = '32023R1114';

describe('what asks for a gap analysis', () => {
  it.each<[string, GapsAsked]>([
    ['gaps DORA', { acts: [DORA] }],
    ['Gaps dora', { acts: [DORA] }],
    ['/gaps in DORA.', { acts: [DORA] }],
    ['gaps 32022R2554', { acts: [DORA] }],
    ['gaps DORA and MiCA', { acts: [DORA, MICA] }],
    ['gaps DORA articles 17-23, 28', { acts: [DORA], articles: '17-23, 28' }],
    ['gaps articles 17 to 23 and 28 of DORA', { acts: [DORA], articles: '17-23, 28' }],
    ['gaps DORA 17-23, 6(5)', { acts: [DORA], articles: '17-23, 6(5)' }],
    ['gaps Article 19(4) DORA', { acts: [DORA], articles: '19(4)' }],
    ['gap analysis of MiCA chapter V', { acts: [MICA], chapter: 'V' }],
    ['gaps DORA for payment institution, small', { acts: [DORA], profile: 'payment institution, small' }],
    ['gaps for DORA for a credit institution', { acts: [DORA], profile: 'credit institution' }],
    ['gaps DORA about third-party risk', { acts: [DORA], topic: 'third-party risk' }],
    ['Where do we fall short of DORA?', { acts: [DORA] }],
    ['where do our policies fall short under MiCA chapter V?', { acts: [MICA], chapter: 'V' }],
    ["Where don't we comply with DORA?", { acts: [DORA] }],
    ['What are our gaps under DORA?', { acts: [DORA] }],
    ['Do a gap analysis of DORA', { acts: [DORA] }],
    ['carencias DORA', { acts: [DORA] }],
    ['carencias DORA artículos 17 a 23', { acts: [DORA], articles: '17-23' }],
    [
      'carencias MiCA capítulo V para entidad de crédito',
      { acts: [MICA], chapter: 'V', profile: 'entidad de credito' },
    ],
    ['brechas de DORA', { acts: [DORA] }],
    ['análisis de carencias de DORA', { acts: [DORA] }],
    ['¿Dónde no cumplimos con DORA?', { acts: [DORA] }],
    ['¿Qué nos falta para cumplir con MiCA?', { acts: [MICA] }],
    ['carencias del artículo 19.4 de DORA', { acts: [DORA], articles: '19(4)' }],
    ['gaps the Act of Nowhere', { acts: ['Act of Nowhere'] }],
  ])('%s', (text, wanted) => {
    expect(asked(text)).toEqual(wanted);
  });

  it.each([
    'What is a gap analysis under DORA?',
    '¿Qué es un análisis de carencias según DORA?',
    'Does DORA require a gap analysis?',
    'gaps between DORA and MiCA',
    'Where do we fall short of our own hopes?',
    'Where do banks report incidents under DORA?',
    'gap',
    'gaps',
    'carencias',
    'gap analysis',
    'brechas entre DORA y MiCA',
    'What does Article 19 DORA require?',
    'Explain the gaps in DORA',
    '',
  ])('is none, and stays what it is: %s', (text) => {
    expect(asked(text)).toBeUndefined();
  });

  it('alone it is a command that says what to add', () => {
    for (const word of ['gaps', 'Carencias', 'gap analysis', '/gaps', 'análisis de carencias'])
      expect(commandOf(word), saidWord(word)).toBeDefined();
  });

  it('is read at once whatever is written, and never throws', () => {
    const pieces = fc.constantFrom(
      'gaps',
      ' ',
      'DORA',
      '1',
      '-',
      ',',
      '(',
      'for',
      'art. ',
      'chapter ',
      '¿',
      '\u0301',
      'y',
    );
    const begun = performance.now();
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 400 }), (some) => {
        expect(() => asked(`gaps ${some.join('')}`)).not.toThrow();
      }),
      { numRuns: 200 },
    );
    for (const sign of ['1-', '1,', ' ', 'for ', '(1)', 'a', '.'])
      expect(() => asked(`gaps DORA ${sign.repeat(400)}x`)).not.toThrow();
    expect(asked(`gaps DORA ${'1,'.repeat(50_000)}`)).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
