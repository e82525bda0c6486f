import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amounts, readAmounts } from '../../../src/assistant/grounding/quantities.ts';
import type { Language } from '../../../src/regulations/act.ts';
import { inWords } from './number-renderer.ts';

const short = ({ quantities, dates }: Amounts): readonly string[] => [
  ...quantities.map(({ value, unit, bound }) => [value, unit, bound].filter((part) => part !== undefined).join(' ')),
  ...dates.map(({ year, month, day }) => [year ?? '?', month, day].filter((part) => part !== undefined).join('-')),
];

describe('quantities in English', () => {
  it.each<[string, readonly string[]]>([
    ['within three days', ['3 day at_most']],
    ['a 72-hour deadline', ['72 hour']],
    ['EUR 5 000 000', ['5000000 EUR']],
    ['€5 million', ['5000000 EUR']],
    ['EUR 5m or 2 %', ['5000000 EUR', '2 percent']],
    ['EUR 1.1 million', ['1100000 EUR']],
    ['USD 1,234.56', ['1234.56 USD']],
    ['two per cent', ['2 percent']],
    ['five (5) working days', ['5 working day']],
    ['10 business days', ['10 working day']],
    ['the fifth working day', ['5 working day']],
    ['a month', ['1 month']],
    ['one of the members', []],
    ['at least one institution', []],
    ['24 hours a day, 7 days a week', ['24 hour', '7 day']],
    ['twice a year', ['2 times']],
    ['once a year', []],
    ['a day-to-day basis', []],
    ['4, 24 and 72 hours', ['4 hour', '24 hour', '72 hour']],
    ['EUR 5 000 to 10 000', ['5000 EUR', '10000 EUR']],
    ['between one hundred and two hundred euros', ['100 EUR', '200 EUR']],
    ['one hundred and five days', ['105 day']],
    ['two thirds of the members', [`${2 / 3}`]],
    ['a third of the capital', [`${1 / 3}`]],
    ['a third country, a third party', []],
    ['half of the amount', ['0.5']],
    ['two and a half years', ['2.5 year']],
    ['25 basis points', ['25 basis point']],
    ['no later than 4 hours', ['4 hour at_most']],
    ['no less than 5 %', ['5 percent at_least']],
    ['five years or more', ['5 year at_least']],
    ['NIS2, CET1 and T+2', []],
    ['17 January 2025', ['2025-1-17']],
    ['January 17, 2025', ['2025-1-17']],
    ['17.1.2025', ['2025-1-17']],
    ['17/01/2025', ['2025-1-17']],
    ['2025-01-17', ['2025-1-17']],
    ['in January 2025', ['2025-1']],
    ['since 2025', ['2025']],
    ['on 17 January', ['?-1-17']],
    ['institutions may 10 days later', ['10 day']],
    ['1.2.3.4', ['NaN']],
    ['31.2.2025', ['NaN']],
  ])('%s', (text, expected) => expect(short(readAmounts(text, 'en'))).toEqual(expected));
});

describe('quantities in Spanish', () => {
  it.each<[string, readonly string[]]>([
    ['tres días', ['3 day']],
    ['5 millones de euros', ['5000000 EUR']],
    ['5.000.000 EUR', ['5000000 EUR']],
    ['1,5 %', ['1.5 percent']],
    ['dos por ciento', ['2 percent']],
    ['treinta y un días hábiles', ['31 working day']],
    ['veintiún días naturales', ['21 day']],
    ['doscientos mil euros', ['200000 EUR']],
    ['dos millones quinientos mil euros', ['2500000 EUR']],
    ['cinco mil millones de euros', ['5000000000 EUR']],
    ['un mes', ['1 month']],
    ['uno de los miembros, un contrato, una vez al año', []],
    ['dos veces al año', ['2 times']],
    ['el doble de la cuantía', ['2 times']],
    ['la mitad de los miembros', ['0.5']],
    ['tres cuartas partes', ['0.75']],
    ['año y medio', []],
    ['un año y medio', ['1.5 year']],
    ['once meses', ['11 month']],
    ['al menos cinco años', ['5 year at_least']],
    ['en un plazo de cuatro horas', ['4 hour at_most']],
    ['el quinto día hábil', ['5 working day']],
    ['tercer país, terceros', []],
    ['17 de enero de 2025', ['2025-1-17']],
    ['1.º de enero de 2025', ['2025-1-1']],
    ['enero de 2025', ['2025-1']],
  ])('%s', (text, expected) => expect(short(readAmounts(text, 'es'))).toEqual(expected));
});

describe('any value in any form is read back', () => {
  const value = fc.integer({ min: 2, max: 9_999_999 }).filter((number) => number < 1900 || number > 2099);
  const grouped = (number: number, mark: string): string => String(number).replace(/\B(?=(\d{3})+$)/g, mark);
  const forms: readonly (readonly [Language, (number: number) => string])[] = [
    ['en', (number) => `${number} days`],
    ['en', (number) => `${grouped(number, ' ')} days`],
    ['en', (number) => `${grouped(number, ',')} days`],
    ['en', (number) => `${inWords(number, 'en')} days`],
    ['es', (number) => `${number} días`],
    ['es', (number) => `${grouped(number, ' ')} días`],
    ['es', (number) => `${grouped(number, '.')} días`],
    ['es', (number) => `${inWords(number, 'es')} días`],
  ];

  it('numbers', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(...forms), (number, [language, render]) => {
        expect(short(readAmounts(`The term of ${render(number)} runs`, language))).toEqual([`${number} day`]);
      }),
      { seed: 41, numRuns: 2_000 },
    );
  });

  it('amounts of money with two decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 99_999_999 }), (cents) => {
        const [whole, rest] = [Math.floor(cents / 100), String(cents % 100).padStart(2, '0')];
        const expected = Number(`${whole}.${rest}`);
        const read = (text: string, language: Language): unknown =>
          readAmounts(text, language).quantities.map((each) => [each.value, each.unit]);
        expect(read(`EUR ${grouped(whole, ',')}.${rest}`, 'en')).toEqual([[expected, 'EUR']]);
        expect(read(`${grouped(whole, '.')},${rest} euros`, 'es')).toEqual([[expected, 'EUR']]);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it('dates', () => {
    const months = 'January February March April May June July August September October November December'.split(' ');
    const meses = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
    const day = fc.date({ min: new Date('1958-01-01'), max: new Date('2098-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const [year, month, dayOf] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const two = (number: number): string => String(number).padStart(2, '0');
        const texts: readonly (readonly [string, Language])[] = [
          [`${dayOf} ${months[month - 1]} ${year}`, 'en'],
          [`${months[month - 1]} ${dayOf}, ${year}`, 'en'],
          [`${dayOf}.${month}.${year}`, 'en'],
          [`${two(dayOf)}/${two(month)}/${year}`, 'es'],
          [`${year}-${two(month)}-${two(dayOf)}`, 'es'],
          [`${dayOf} de ${meses[month - 1]} de ${year}`, 'es'],
        ];
        for (const [text, language] of texts)
          expect(short(readAmounts(text, language))).toEqual([`${year}-${month}-${dayOf}`]);
      }),
      { seed: 43, numRuns: 300 },
    );
  });
});

describe('hostile text', () => {
  const strange = [
    '9',
    '1.',
    '1,',
    '1 111 ',
    'a ',
    'a 1 ',
    'one hundred and ',
    'treinta y ',
    'mil ',
    '1/',
    '5 (',
    '- ',
    'may 1 ',
    'at least ',
    'half of ',
    '€',
    '½',
    '%',
    '1st ',
    '17.1.',
    '\u0000',
    '\ud800',
  ];

  it.each(strange)('20,000 characters of %j', (piece) => {
    const text = piece.repeat(Math.ceil(20_000 / piece.length));
    for (const language of ['en', 'es'] as const) expect(() => readAmounts(text, language)).not.toThrow();
  });

  it('any string is read without a fault, and what is read stands where it says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.constantFrom<Language>('en', 'es'),
        (text, language) => {
          const { quantities, dates } = readAmounts(text, language);
          for (const each of [...quantities, ...dates]) expect(text.slice(each.start, each.end)).toBe(each.text);
        },
      ),
      { seed: 44, numRuns: 1_000 },
    );
  });
});
