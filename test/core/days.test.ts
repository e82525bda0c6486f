import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf, daysBetween, isDay } from '../../src/core/days.ts';

const day = fc
  .date({ min: new Date('1999-01-01T00:00:00Z'), max: new Date('2400-12-31T00:00:00Z'), noInvalidDate: true })
  .map((each) => dayOf(each.getTime()));

describe('days', () => {
  it.each([
    ['2027-02-28', 1, '2027-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2028-02-29', 1, '2028-03-01'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2400-02-28', 1, '2400-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-12-31', 0, '2026-12-31'],
    ['2028-02-29', 366, '2029-03-01'],
  ])('%s and %i days are %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
    expect(daysBetween(from, to)).toBe(days);
  });

  it('has no day that is longer or shorter, where clocks are set forward or back', () => {
    const zone = process.env['TZ'];
    try {
      for (const place of ['Europe/Madrid', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu']) {
        process.env['TZ'] = place;
        expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
        expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
        expect(daysBetween('2011-12-29', '2011-12-31')).toBe(2);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it.each([
    '',
    '2027-2-3',
    '2027-02-29',
    '2027-02-30',
    '2027-13-01',
    '2027-00-10',
    '27-01-01',
    '2027-01-01T00:00:00Z',
    '+012027-01-01',
    'today',
  ])('%j is none', (words) => {
    expect(isDay(words)).toBe(false);
  });

  it('count one after another', () => {
    fc.assert(
      fc.property(day, fc.nat(4_000), fc.nat(4_000), (from, some, more) => {
        const to = addDays(from, some + more);
        expect(to).toBe(addDays(addDays(from, some), more));
        expect(daysBetween(from, to)).toBe(some + more);
        expect(daysBetween(to, from)).toBe(some + more === 0 ? 0 : -(some + more));
      }),
    );
  });
});
