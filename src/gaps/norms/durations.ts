import { foldText } from '../../core/text.ts';
import type { Deadline, Words } from './norm.ts';

/** Hours of each unit; a month and a year by the Gregorian mean (365.25 days). */
const HOURS = { year: 8766, month: 730.5, week: 168, day: 24, hour: 1, minute: 1 / 60, second: 1 / 3600 } as const;
/** Five of seven days are worked. */
const WORKING_FACTOR = 7 / 5;

const DURATION =
  /^(?:R\d{0,4}\/)?P(?=\d|T\d)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;

/**
 * The length of an ISO 8601 duration in hours: a month is 730.5 hours, a year 8766; of a repeating interval (`R/P1Y`) the
 * length of one period. `undefined` for a day (`2025-01-17`) and for everything else that is no duration.
 *
 * @param working days are working days, of which five make a week: each counts 33.6 hours
 */
export function durationHours(iso: string, working = false): number | undefined {
  const match = DURATION.exec(iso);
  if (match === null) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((digits) => Number(digits ?? 0));
  return (
    (years ?? 0) * HOURS.year +
    (months ?? 0) * HOURS.month +
    (weeks ?? 0) * HOURS.week +
    (days ?? 0) * HOURS.day * (working ? WORKING_FACTOR : 1) +
    (hours ?? 0) * HOURS.hour +
    (minutes ?? 0) * HOURS.minute +
    (seconds ?? 0) * HOURS.second
  );
}

const MAXIMUM =
  /\b(?:no(?:t)? (?:longer|more|later) than|not exceed\w*|at (?:the )?most|up to|max(?:imum)?\b|como maximo|maxim[oa]|no superior|no (?:exced|super|podra exced)\w*|no mas (?:de|alla)|hasta|a lo sumo)/;
const ADVANCE =
  /\b(?:before|prior|advance|ahead|beforehand|earlier|notice|antes|antelacion|anterioridad|previ[oa]s?|preaviso)\b/;

/**
 * Whether a retention is the longest that is allowed ("no longer than five years") and not the shortest: told by the
 * words of the deadline, which hold all that limits its number.
 */
export function isMaximum({ text }: Pick<Words, 'text'>): boolean {
  return MAXIMUM.test(foldText(text));
}

/** Whether a period runs back from an event ("at least seven working days before publication"): longer is earlier. */
export function isAdvance({ text }: Pick<Words, 'text'>): boolean {
  return ADVANCE.test(foldText(text));
}

export type DeadlineComparison = 'same' | 'stricter' | 'laxer' | 'unlike';

/** Lengths that differ by less than this share are the same: a year is 365 days as well. */
const TOLERANCE = 0.005;

/**
 * How a policy's deadline stands to the law's. Of what runs from an event, of days and of what recurs, shorter and earlier
 * is stricter; of a retention longer is, unless both are the longest that is allowed (`isMaximum`); of what runs back from
 * an event (`isAdvance`) longer is. Of two without a number "immediately" is stricter than "without undue delay", and that
 * than "in a timely manner". `unlike` where the kinds differ or one alone has a number: then nothing can be said.
 */
export function compareDeadlines(law: Deadline, policy: Deadline): DeadlineComparison {
  if (law.kind !== policy.kind) return 'unlike';
  if (law.kind === 'prompt') return ofDifference(haste(policy) - haste(law));
  if (law.iso === null || policy.iso === null) return foldText(law.text) === foldText(policy.text) ? 'same' : 'unlike';
  if (law.kind === 'by') return ofDifference(law.iso.localeCompare(policy.iso));
  const [ours, theirs] = [durationHours(policy.iso, policy.working), durationHours(law.iso, law.working)];
  if (ours === undefined || theirs === undefined) return 'unlike';
  const difference = Math.abs(ours - theirs) <= theirs * TOLERANCE ? 0 : ours - theirs;
  if (law.kind === 'retention') {
    if (isMaximum(law) !== isMaximum(policy)) return 'unlike';
    return ofDifference(isMaximum(law) ? -difference : difference);
  }
  if (law.kind === 'recurring') return ofDifference(-difference);
  if (isAdvance(law) !== isAdvance(policy)) return 'unlike';
  return ofDifference(isAdvance(law) ? difference : -difference);
}

/** @param difference above nought where the policy is stricter */
function ofDifference(difference: number): DeadlineComparison {
  if (difference === 0) return 'same';
  return difference > 0 ? 'stricter' : 'laxer';
}

/** How soon words without a number want it. */
function haste({ text }: Pick<Words, 'text'>): number {
  const folded = foldText(text);
  if (/immediate|at once|forthwith|straight|instant|inmediat|real time/.test(folded)) return 3;
  return /delay|prompt|as soon|swift|expeditious|demora|dilacion|brevedad|antes posible|cuanto antes|earliest/.test(
    folded,
  )
    ? 2
    : 1;
}
