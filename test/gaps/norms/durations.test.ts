import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlinesIn } from '../../../src/gaps/norms/deadlines.ts';
import { compareDeadlines, durationHours, isAdvance, isMaximum } from '../../../src/gaps/norms/durations.ts';
import type { Deadline } from '../../../src/gaps/norms/norm.ts';

function deadline(text: string, language: 'en' | 'es' = 'en'): Deadline {
  const [first] = deadlinesIn(text, language);
  if (first === undefined) throw new Error(`no deadline in "${text}"`);
  return first;
}

describe('the length of a duration', () => {
  it('counts months and years by their mean, and working days as seven fifths', () => {
    expect(durationHours('PT4H')).toBe(4);
    expect(durationHours('PT90M')).toBe(1.5);
    expect(durationHours('P1D')).toBe(24);
    expect(durationHours('P1D', true)).toBeCloseTo(33.6);
    expect(durationHours('P2W')).toBe(336);
    expect(durationHours('P1M')).toBe(730.5);
    expect(durationHours('P1Y')).toBe(8766);
    expect(durationHours('R/P1Y')).toBe(8766);
    expect(durationHours('P1DT12H')).toBe(36);
  });

  it('is none of a day or of anything else', () => {
    for (const iso of ['2025-01-17', '', 'P', 'PT', 'R/', 'P-1D', 'P1.5D', 'five years', `P${'9'.repeat(40)}Y`])
      expect(durationHours(iso)).toBeUndefined();
  });

  it('takes whatever text without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => ['undefined', 'number'].includes(typeof durationHours(text))));
  });
});

describe('two deadlines compared', () => {
  it.each([
    ['within 24 hours', 'within 24 hours of detection', 'same'],
    ['within one day', 'no later than 24 hours after detection', 'same'],
    ['within one year', 'within 365 days', 'same'],
    ['within 24 hours', 'within 4 hours', 'stricter'],
    ['within five days', 'within five working days', 'laxer'],
    ['within 24 hours', 'within three business days', 'laxer'],
    ['at least once a year', 'every six months', 'stricter'],
    ['at least once a year', 'every three years', 'laxer'],
    ['keep them for at least five years', 'records are kept for 10 years', 'stricter'],
    ['keep them for at least five years', 'records are kept for three years', 'laxer'],
    ['keep them for no longer than five years', 'records are kept for a maximum of 3 years', 'stricter'],
    ['keep them for no longer than five years', 'records are kept for at least seven years', 'unlike'],
    ['by 17 January 2041', 'by 1 January 2041', 'stricter'],
    ['by 17 January 2041', 'by 1 March 2041', 'laxer'],
    ['without undue delay', 'immediately', 'stricter'],
    ['without undue delay', 'in a timely manner', 'laxer'],
    ['without undue delay', 'promptly', 'same'],
    ['without undue delay', 'within 24 hours', 'unlike'],
    ['at least 40 working days before the launch', 'at least 60 working days before the launch', 'stricter'],
    ['at least 40 working days before the launch', '10 working days before the launch', 'laxer'],
    ['periodically', 'every year', 'unlike'],
  ] as const)('"%s" against "%s": %s', (law, policy, outcome) => {
    expect(compareDeadlines(deadline(law), deadline(policy))).toBe(outcome);
  });

  it('compares across languages', () => {
    const law = deadline('conservarán la documentación durante un período de diez años', 'es');
    expect(compareDeadlines(law, deadline('files are kept for 5 years'))).toBe('laxer');
  });

  it('is never stricter both ways', () => {
    const texts = ['within 2 days', 'within 3 hours', 'every month', 'kept for two years', 'promptly', 'by 2 May 2040'];
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.constantFrom(...texts), (a, b) => {
        const [there, back] = [compareDeadlines(deadline(a), deadline(b)), compareDeadlines(deadline(b), deadline(a))];
        const mirror = { same: 'same', unlike: 'unlike', stricter: 'laxer', laxer: 'stricter' } as const;
        return back === mirror[there];
      }),
    );
  });

  it('tells what is at most and what runs back by the words', () => {
    expect(isMaximum({ text: 'durante un plazo máximo de dos años' })).toBe(true);
    expect(isMaximum({ text: 'for at least two years' })).toBe(false);
    expect(isAdvance({ text: 'con una antelación mínima de 30 días' })).toBe(true);
    expect(isAdvance({ text: 'within 30 days' })).toBe(false);
  });
});
