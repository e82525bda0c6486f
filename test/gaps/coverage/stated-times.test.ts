import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statedTimes } from '../../../src/gaps/coverage/stated-times.ts';
import type { Language } from '../../../src/regulations/act.ts';

describe('the times that a statement sets', () => {
  it.each<[string, Language, string]>([
    ['The warden has four hours to write to the council.', 'en', 'PT4H'],
    ['One month after the fog lifted at the very latest the lamps are lit.', 'en', 'P1M'],
    ['The ledger closes on the next business day.', 'en', 'P1D'],
    ['El área dispone de quince días hábiles para contestar.', 'es', 'P15D'],
    ['La respuesta tarda tres semanas.', 'es', 'P3W'],
  ])('are read without the words that a deadline is known by: %s', (text, language, iso) => {
    expect(statedTimes(text, language).map((time) => time.iso)).toContain(iso);
  });

  it('are none where a text speaks of a time that is set elsewhere', () => {
    expect(statedTimes('If the 72 hours have been exceeded, the warden says why.', 'en')).toEqual([]);
  });

  it('tell whether they run towards their event, and are shown as printed', () => {
    const [time] = statedTimes('Dues are announced at least two months before they apply.', 'en');
    expect(time?.text).toMatch(/before$/);
    expect('Dues are announced at least two months before they apply.').toContain(time?.said);
  });

  it('stand in the text, each once', () => {
    const piece = fc.constantFrom(
      '4',
      'four',
      'hours',
      'business days',
      'next',
      'day',
      'at once',
      'within',
      ' ',
      'días',
      'el mismo día',
      'ﬁ',
      'İ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom<Language>('en', 'es'), (pieces, language) => {
        const text = pieces.join(' ');
        const times = statedTimes(text, language);
        for (const { said, start, end } of times) expect(text.slice(start, end)).toBe(said);
        for (const one of times)
          for (const other of times)
            if (one !== other) expect(one.start >= other.end || other.start >= one.end).toBe(true);
      }),
    );
  });
});
