import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../../src/core/days.ts';
import type { WorkingCalendar } from '../../../src/findings/remediation/workflow.ts';
import { checkedCalendar, dueAfter } from '../../../src/findings/remediation/working-days.ts';
import { thrown } from './remediation-desk.ts';

const WEEKDAYS: WorkingCalendar = { workingDays: [1, 2, 3, 4, 5], holidays: [] };

const day = fc
  .date({ min: new Date('1999-01-01T00:00:00Z'), max: new Date('2400-12-31T00:00:00Z'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10));
const calendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  holidays: fc.array(day, { maxLength: 12 }),
});

describe('working days', () => {
  it('are all days where nobody says otherwise', () => {
    expect(dueAfter('2028-02-28', 3)).toBe('2028-03-02');
    expect(dueAfter('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('are the same wherever the machine stands', () => {
    const zone = process.env['TZ'];
    try {
      for (const place of ['Europe/Madrid', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu']) {
        process.env['TZ'] = place;
        expect(dueAfter('2026-03-27', 1, WEEKDAYS)).toBe('2026-03-30');
        expect(dueAfter('2026-10-23', 1, WEEKDAYS)).toBe('2026-10-26');
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

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
    const holidays = Array.from({ length: 3_000 }, (_none, at) => addDays('2026-11-28', at));
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
        const between = Array.from({ length: daysBetween(from, to) }, (_none, at) => addDays(from, at + 1));
        expect(between.filter(counts)).toHaveLength(days);
      }),
    );
  });
});
