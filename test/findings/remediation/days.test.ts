import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedCalendar, daysBetween, daysLater, dueAfter, isDay } from '../../../src/findings/remediation/days.ts';
import type { WorkingCalendar } from '../../../src/findings/remediation/workflow.ts';
import { thrown } from './remediation-desk.ts';

const WEEKDAYS: WorkingCalendar = { workingDays: [1, 2, 3, 4, 5], holidays: [] };

const day = fc
  .date({ min: new Date('1999-01-01T00:00:00Z'), max: new Date('2400-12-31T00:00:00Z'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10));
const calendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  holidays: fc.array(day, { maxLength: 12 }),
});

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
    expect(daysLater(from, days)).toBe(to);
    expect(dueAfter(from, days)).toBe(to);
    expect(daysBetween(from, to)).toBe(days);
  });

  it('has no day that is longer or shorter, where clocks are set forward or back', () => {
    const zone = process.env['TZ'];
    try {
      for (const place of ['Europe/Madrid', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu']) {
        process.env['TZ'] = place;
        expect(daysLater('2026-03-28', 2)).toBe('2026-03-30');
        expect(daysLater('2026-10-24', 2)).toBe('2026-10-26');
        expect(dueAfter('2026-03-27', 1, WEEKDAYS)).toBe('2026-03-30');
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
    expect(thrown(() => daysLater(words, 1))?.code).toBe('invalid_input');
    expect(thrown(() => daysBetween('2027-01-01', words))?.code).toBe('invalid_input');
  });

  it('end with the last year of four digits', () => {
    expect(daysLater('9999-12-30', 1)).toBe('9999-12-31');
    expect(thrown(() => daysLater('9999-12-31', 1))?.code).toBe('invalid_input');
    expect(thrown(() => dueAfter('9999-12-31', 1, WEEKDAYS))?.code).toBe('invalid_input');
  });

  it('count one after another', () => {
    fc.assert(
      fc.property(day, fc.nat(4_000), fc.nat(4_000), (from, some, more) => {
        const to = daysLater(from, some + more);
        expect(to).toBe(daysLater(daysLater(from, some), more));
        expect(daysBetween(from, to)).toBe(some + more);
        expect(daysBetween(to, from)).toBe(some + more === 0 ? 0 : -(some + more));
      }),
    );
  });
});

describe('working days', () => {
  it.each([
    ['2026-11-27', 1, '2026-11-30'],
    ['2026-11-27', 5, '2026-12-04'],
    ['2026-11-28', 1, '2026-11-30'],
    ['2026-11-29', 0, '2026-11-29'],
  ])('from %s, %i of them, by a bank’s week, end on %s', (from, days, to) => {
    expect(dueAfter(from, days, WEEKDAYS)).toBe(to);
  });

  it('leave holidays out, one that falls on a Sunday once', () => {
    const holidays = ['2026-12-25', '2026-12-27', '2027-01-01', '2027-01-06'];
    expect(dueAfter('2026-12-24', 3, { ...WEEKDAYS, holidays })).toBe('2026-12-30');
    expect(dueAfter('2026-12-31', 3, { ...WEEKDAYS, holidays })).toBe('2027-01-07');
  });

  it('may be other days than elsewhere', () => {
    expect(dueAfter('2026-11-27', 3, { workingDays: [7, 1, 2, 3, 4], holidays: [] })).toBe('2026-12-01');
    expect(dueAfter('2026-11-27', 3, { workingDays: [3], holidays: ['2026-12-02'] })).toBe('2026-12-23');
  });

  it('come to an end however many holidays there are', () => {
    const holidays = Array.from({ length: 3_000 }, (_none, at) => daysLater('2026-11-28', at));
    expect(dueAfter('2026-11-27', 1, { workingDays: [5], holidays })).toBe('2035-02-16');
  });

  it.each([
    ['no working day', { workingDays: [], holidays: [] }, 'no working day'],
    ['an eighth day of the week', { workingDays: [1, 8], holidays: [] }, '8'],
    ['a day of the week of nothing', { workingDays: [0], holidays: [] }, '0'],
    ['half a day', { workingDays: [1.5], holidays: [] }, '1.5'],
    ['a holiday that no year has', { workingDays: [1], holidays: ['2027-02-29'] }, '2027-02-29'],
    ['a holiday in other words', { workingDays: [1], holidays: ['Christmas'] }, 'Christmas'],
  ])('a calendar with %s is refused, and told why', (_what, wrong, named) => {
    const error = thrown(() => checkedCalendar(wrong));
    expect(error?.code).toBe('misconfigured');
    expect(error?.message).toContain(named);
    expect(thrown(() => dueAfter('2026-11-27', 1, wrong))?.code).toBe('misconfigured');
  });

  it('end on a working day, with exactly so many of them on the way', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), calendar, (from, days, by) => {
        const to = dueAfter(from, days, by);
        const counts = (each: string) =>
          by.workingDays.includes(new Date(`${each}T00:00:00Z`).getUTCDay() || 7) && !by.holidays.includes(each);
        expect(counts(to)).toBe(true);
        const between = Array.from({ length: daysBetween(from, to) }, (_none, at) => daysLater(from, at + 1));
        expect(between.filter(counts)).toHaveLength(days);
      }),
    );
  });
});
