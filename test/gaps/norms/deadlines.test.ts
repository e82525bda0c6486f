import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlinesIn } from '../../../src/gaps/norms/deadlines.ts';

const short = (text: string, language: 'en' | 'es'): readonly string[] =>
  deadlinesIn(text, language).map(({ kind, iso, working }) => `${kind} ${iso ?? '-'}${working ? ' working' : ''}`);

describe('times in English', () => {
  it.each([
    ['within 4 hours of classification', 'within PT4H'],
    ['no later than 24 hours from the moment', 'within PT24H'],
    ['at the latest within two months', 'within P2M'],
    ['Within a period of up to eight weeks of receipt', 'within P8W'],
    ['within 25 working days of receipt', 'within P25D working'],
    ['within five (5) business days', 'within P5D working'],
    ['within max. 24h', 'within PT24H'],
    ['not exceeding three months', 'within P3M'],
    ['by the end of the following business day', 'within P1D working'],
    ['settled by T+2', 'within P2D working'],
    ['reconciled by EOD', 'within P1D'],
    ['at least seven working days before their publication', 'within P7D working'],
    ['within the time limits to be laid down by the warden', 'within -'],
    ['by 17 January 2041', 'by 2041-01-17'],
    ['no later than January 17, 2041', 'by 2041-01-17'],
    ['before 2041-02-28', 'by 2041-02-28'],
    ['at least once a year', 'recurring R/P1Y'],
    ['twice a year', 'recurring R/P6M'],
    ['at least once every three years', 'recurring R/P3Y'],
    ['annually', 'recurring R/P1Y'],
    ['at least yearly', 'recurring R/P1Y'],
    ['on a quarterly basis', 'recurring R/P3M'],
    ['every two weeks', 'recurring R/P2W'],
    ['no later than 31 March each year', 'recurring R/P1Y'],
    ['on a regular basis', 'recurring -'],
    ['kept for a period of at least five years', 'retention P5Y'],
    ['retain the logs for 10 years', 'retention P10Y'],
    ['stored for no longer than six months', 'retention P6M'],
    ['without undue delay', 'prompt -'],
    ['immediately', 'prompt -'],
    ['in a timely manner', 'prompt -'],
    ['as soon as possible', 'prompt -'],
  ])('"%s"', (text, expected) => {
    expect(short(text, 'en')).toEqual([expected]);
  });

  it.each([
    'available 24/7',
    'annual turnover of the guild',
    'immediately accessible to staff',
    'a period of reflection',
    'for 18 year olds',
    'valid for two years',
    'Article 5 days',
    'by 31 February 2041',
    'the year of the flood',
  ])('reads none in "%s"', (text) => {
    expect(short(text, 'en')).toEqual([]);
  });

  it('reads several in their order', () => {
    expect(
      short('without undue delay and in any event within 72 hours of noticing, and at least once a month', 'en'),
    ).toEqual(['prompt -', 'within PT72H', 'recurring R/P1M']);
  });
});

describe('times in Spanish', () => {
  it.each([
    ['en un plazo máximo de quince días', 'within P15D'],
    ['en el plazo de diez días hábiles', 'within P10D working'],
    ['dentro de los dos meses siguientes', 'within P2M'],
    ['a más tardar en 24 horas', 'within PT24H'],
    ['antes del 31 de marzo de 2041', 'by 2041-03-31'],
    ['a más tardar el 5/6/2041', 'by 2041-06-05'],
    ['conservarán durante un período de diez años', 'retention P10Y'],
    ['se guardará por un plazo de 10 años', 'retention P10Y'],
    ['anualmente', 'recurring R/P1Y'],
    ['al menos una vez al año', 'recurring R/P1Y'],
    ['cada dos años', 'recurring R/P2Y'],
    ['con periodicidad trimestral', 'recurring R/P3M'],
    ['de forma inmediata', 'prompt -'],
    ['sin demora', 'prompt -'],
    ['sin dilación indebida', 'prompt -'],
  ])('"%s"', (text, expected) => {
    expect(short(text, 'es')).toEqual([expected]);
  });

  it.each(['durante el año', 'el día de la fecha', 'inmediatamente anterior', 'artículo 15 días'])(
    'reads none in "%s"',
    (text) => {
      expect(short(text, 'es')).toEqual([]);
    },
  );
});

describe('whatever the text', () => {
  it('gives words of the text itself', () => {
    const parts = fc.constantFrom(
      'within ',
      '24 ',
      'hours',
      ' of ',
      'İ',
      '𝒳',
      'five',
      ' years',
      'kept for ',
      'ñ',
      ' el plazo de ',
      '\u0301',
      '.',
      '9'.repeat(9),
    );
    fc.assert(
      fc.property(
        fc.array(parts, { maxLength: 30 }),
        fc.constantFrom('en' as const, 'es' as const),
        (list, language) => {
          const text = list.join('');
          return deadlinesIn(text, language).every(
            ({ start, end, text: words }) => text.slice(start, end) === words && words !== '',
          );
        },
      ),
    );
  });

  it('is quick with hostile text', () => {
    const began = performance.now();
    for (const piece of [
      'within a period of ',
      'at least once a ',
      'no later than ',
      '9',
      'in any event ',
      'twenty-',
      'plazo máximo de ',
    ])
      for (const language of ['en', 'es'] as const) deadlinesIn(piece.repeat(4_000), language);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
