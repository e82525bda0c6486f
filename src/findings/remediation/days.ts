import { AppError } from '../../core/errors.ts';
import type { IsoDate } from '../../regulations/act.ts';
import type { WorkingCalendar } from './workflow.ts';

const DAY = 86_400_000;
const WEEK = 7;
/** Years have four digits in ISO 8601, unless two parties agree on more. */
const LAST_DAY = Date.parse('9999-12-31T00:00:00Z');

/** So many days later, by the days of UTC: none is longer or shorter than another. @throws AppError `invalid_input` for what is no day */
export function daysLater(from: IsoDate, days: number): IsoDate {
  const then = timeOf(from) + days * DAY;
  if (!(then >= 0 && then <= LAST_DAY))
    throw new AppError('invalid_input', `No day can be named that is ${days} days after ${from.slice(0, 20)}.`);
  return new Date(then).toISOString().slice(0, 10);
}

/** Days from one to the other; less than none where the other was before. @throws AppError `invalid_input` for what is no day */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((timeOf(to) - timeOf(from)) / DAY);
}

/**
 * The day on which so many days are over that begin after `from`: all of them count, or with a calendar its working days
 * that are no holidays. Of 0 days it is `from` itself, whatever day that is.
 *
 * @throws AppError `invalid_input` for what is no day, `misconfigured` for a calendar that has no working day
 */
export function dueAfter(from: IsoDate, days: number, calendar?: WorkingCalendar): IsoDate {
  if (calendar === undefined) return daysLater(from, days);
  const counts = working(checkedCalendar(calendar));
  let day = daysLater(from, 0);
  for (let left = days; left > 0; ) {
    day = daysLater(day, 1);
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

/** True for a day as `2028-02-29`, which the calendar has. */
export function isDay(day: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // The machine's own reading takes 2027-02-30 for 2 March.
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(day);
}

/** Holidays are finitely many: behind the last of them each week has a working day. */
function working({ workingDays, holidays }: WorkingCalendar): (day: IsoDate) => boolean {
  const free = new Set(holidays);
  return (day) => workingDays.includes(weekday(day)) && !free.has(day);
}

/** 1 (Monday) to 7 (Sunday), by ISO 8601. */
function weekday(day: IsoDate): number {
  return ((new Date(timeOf(day)).getUTCDay() + WEEK - 1) % WEEK) + 1;
}

function timeOf(day: IsoDate): number {
  if (!isDay(day))
    throw new AppError('invalid_input', `"${day.slice(0, 40)}" is no day. Days are written as 2026-11-27.`);
  return Date.parse(`${day}T00:00:00Z`);
}
