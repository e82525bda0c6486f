import type { IsoDate } from '../../regulations/act.ts';

/** A date as a text tells it: some of its parts may be left out. */
export interface ReadDate {
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly text: string;
  readonly year?: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly day?: number;
}

const MONTHS = [
  ['january', 'jan', 'enero', 'ene'],
  ['february', 'feb', 'febrero'],
  ['march', 'mar', 'marzo'],
  ['april', 'apr', 'abril', 'abr'],
  ['may', 'mayo'],
  ['june', 'jun', 'junio'],
  ['july', 'jul', 'julio'],
  ['august', 'aug', 'agosto', 'ago'],
  ['september', 'sept', 'sep', 'septiembre', 'setiembre'],
  ['october', 'oct', 'octubre'],
  ['november', 'nov', 'noviembre'],
  ['december', 'dec', 'diciembre', 'dic'],
] as const;
const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, at) => names.map((name) => [name, at + 1] as const)),
);

const MONTH = `(${[...MONTH_NUMBERS.keys()].sort((a, b) => b.length - a.length).join('|')})\\.?`;
const YEAR = '((?:19|20)\\d\\d)(?!\\d)';
const DAY = '(\\d{1,2}|primero|uno)(?:st|nd|rd|th|\\.?[ºo](?!\\p{L}))?';
const LIMIT = '(?<![\\p{L}\\p{N}/.-])';
const OF = '(?:\\s+of)?(?:\\s+de)?\\s+';

/** The forms of a date, fullest first, over folded text; each with the parts its groups are. */
const FORMS: readonly (readonly [RegExp, readonly ('day' | 'month' | 'year')[]])[] = [
  [new RegExp(`${LIMIT}((?:19|20)\\d\\d)-(\\d\\d)-(\\d\\d)(?!\\d)`, 'gu'), ['year', 'month', 'day']],
  [new RegExp(`${LIMIT}(\\d{1,2})([./-])(\\d{1,2})\\2((?:19|20)\\d\\d)(?!\\d)`, 'gu'), ['day', 'month', 'year']],
  [
    new RegExp(`${LIMIT}${DAY}${OF}${MONTH}(?!\\p{L})(?:,?\\s+(?:de\\s+|del\\s+)?(?:year\\s+|ano\\s+)?${YEAR})?`, 'gu'),
    ['day', 'month', 'year'],
  ],
  [
    new RegExp(`${LIMIT}${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d|[.,]\\d)(?:,?\\s+${YEAR})?`, 'gu'),
    ['month', 'day', 'year'],
  ],
  [new RegExp(`${LIMIT}${MONTH},?\\s+(?:of\\s+|de\\s+|del\\s+)?${YEAR}`, 'gu'), ['month', 'year']],
];

/**
 * Finds dates by value, whatever the language: "17 January 2025", "January 17, 2025", "17.1.2025", "17/01/2025" (the day
 * first), "2025-01-17", "17 de enero de 2025", "enero de 2025", "17 January". A bare year is a number until its
 * surroundings tell (`quantities.ts`). What is no day of the calendar is no date.
 *
 * @param folded the text, lower case without accents, of the same length as `original`
 */
export function datesIn(folded: string, original: string): readonly ReadDate[] {
  const dates: ReadDate[] = [];
  for (const [form, parts] of FORMS) {
    for (const match of folded.matchAll(form)) {
      const start = match.index;
      const end = start + match[0].length;
      const groups = match.slice(1).filter((group) => !/^[./-]$/.test(group ?? ''));
      const date = verbNotMonth(match[0], original.slice(start, end)) ? undefined : dateOf(parts, groups);
      if (date === undefined || dates.some((other) => start < other.end && end > other.start)) continue;
      dates.push({ start, end, text: original.slice(start, end), ...date });
    }
  }
  return dates.sort((a, b) => a.start - b.start);
}

/** "Institutions may 10 days later": in English the months are written with a capital. */
function verbNotMonth(folded: string, written: string): boolean {
  const month = /(?<!\p{L})(?:may|march|mar)(?!\p{L})/u.exec(folded);
  return month !== null && /^\p{Ll}/u.test(written.slice(month.index));
}

type DateParts = Pick<ReadDate, 'year' | 'month' | 'day'>;

function dateOf(
  parts: readonly ('day' | 'month' | 'year')[],
  groups: readonly (string | undefined)[],
): DateParts | undefined {
  const date: { year?: number; month?: number; day?: number } = {};
  for (const [at, part] of parts.entries()) {
    const group = groups[at];
    if (group === undefined) continue;
    date[part] = MONTH_NUMBERS.get(group) ?? (/^(?:primero|uno)$/.test(group) ? 1 : Number(group));
  }
  const { year = 2024, month = 1, day } = date;
  const longest = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month < 1 || month > 12 || (day !== undefined && (day < 1 || day > longest)) ? undefined : date;
}

/** True where everything that the first date tells is what the second tells: "January 2025" of "17 January 2025". */
export function isTold(date: DateParts, by: DateParts): boolean {
  return (['year', 'month', 'day'] as const).every((part) => date[part] === undefined || date[part] === by[part]);
}

/** The parts of a calendar day. */
export function partsOf(day: IsoDate): DateParts {
  const [year, month, date] = day.split('-').map(Number);
  return { ...(year && { year }), ...(month && { month }), ...(date && { day: date }) };
}
