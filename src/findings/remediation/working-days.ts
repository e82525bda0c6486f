import { addDays, isDay } from '../../core/days.ts';
import { AppError } from '../../core/errors.ts';
import type { IsoDate } from '../../regulations/act.ts';
import type { WorkingCalendar } from './workflow.ts';

const WEEK = 7;

/**
 * The day on which so many days are over that begin after `from`: all of them count, or with a calendar its working days
 * that are no holidays. Of 0 days it is `from` itself, whatever day that is.
 *
 * @throws AppError `misconfigured` for a calendar that has no working day
 */
export function dueAfter(from: IsoDate, days: number, calendar?: WorkingCalendar): IsoDate {
  if (calendar === undefined) return addDays(from, days);
  const counts = working(checkedCalendar(calendar));
  let day = from;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (counts(day)) left -= 1;
  }
  return day;
}

/** @throws AppError `misconfigured` for a calendar by which no day can be counted, naming what is wrong with it */
export function checkedCalendar(calendar: WorkingCalendar): WorkingCalendar {
  const { workingDays, holidays } = calendar;
  if (workingDays.length === 0)
    throw new AppError(
      'misconfigured',
      'The calendar has no working day. Name at least one in "workingDays", from 1 (Monday) to 7 (Sunday).',
    );
  const wrong = workingDays.find((day) => !Number.isInteger(day) || day < 1 || day > WEEK);
  if (wrong !== undefined)
    throw new AppError(
      'misconfigured',
      `The calendar names ${wrong} as a working day. Days of the week are 1 (Monday) to 7 (Sunday).`,
    );
  const noDay = holidays.find((day) => !isDay(day));
  if (noDay !== undefined)
    throw new AppError(
      'misconfigured',
      `The calendar names the holiday "${noDay.slice(0, 40)}", which is no day. Write it as 2026-12-25.`,
    );
  return calendar;
}

/** Holidays are finitely many: behind the last of them each week has a working day. */
function working({ workingDays, holidays }: WorkingCalendar): (day: IsoDate) => boolean {
  const free = new Set(holidays);
  return (day) => workingDays.includes(weekday(day)) && !free.has(day);
}

/** 1 (Monday) to 7 (Sunday), by ISO 8601. */
function weekday(day: IsoDate): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + WEEK - 1) % WEEK) + 1;
}
