import type { IsoDate, Language } from '../../regulations/act.ts';

/** The months, each by its names in English and Spanish, short forms included. */
const MONTHS: readonly string[] = [
  'january|jan|enero|ene',
  'february|feb|febrero',
  'march|mar|marzo',
  'april|apr|abril|abr',
  'may|mayo',
  'june|jun|junio',
  'july|jul|julio',
  'august|aug|agosto|ago',
  'september|sept|sep|septiembre|setiembre|set',
  'october|oct|octubre',
  'november|nov|noviembre',
  'december|dec|diciembre|dic',
];
const MONTH = `(${MONTHS.join('|')})\\b\\.?`;
const DAY = '(\\d{1,2})(?:st|nd|rd|th|\\.?º|°)?';
const YEAR = '((?:19|20)\\d{2})(?!\\d)';
/** What stands in front of a day: "from", "a partir del", "Saturday,". */
const BEFORE =
  /^(?:(?:on|from|since|as\s+of|as\s+from|the|desde|a\s+partir|del|de|el|d[ií]a|(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo),?\s{1,3}){0,5}/i;

const YEAR_FIRST = new RegExp(`^${YEAR}([-/.])(\\d{1,2})\\2(\\d{1,2})(?![\\d/.-]*\\d)`);
const DAY_FIRST = new RegExp(
  `^${DAY}(?:\\s{1,3}(?:of\\s{1,3}|de\\s{1,3})?|[-/.])${MONTH}(?:,?\\s{1,3}(?:de[l]?\\s{1,3}|of\\s{1,3})?|[-/.])${YEAR}`,
  'i',
);
const MONTH_FIRST = new RegExp(`^${MONTH}\\s{1,3}${DAY},?\\s{1,3}${YEAR}`, 'i');
const NUMBERS = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2${YEAR}`);

/** A day as it is printed, and what of the text it takes, with what stands in front of it. */
export interface PrintedDate {
  readonly iso: IsoDate;
  readonly length: number;
}

/**
 * The day that a text begins with: by its month's name, with the year first (ISO 8601), or in numbers. In numbers a
 * Spanish text has the day first; an English one may have either first, and is read only where one alone can be the month.
 * A day that no calendar has is none, and a month without a day neither.
 */
export function dateAtStart(text: string, language: Language): PrintedDate | undefined {
  const before = BEFORE.exec(text)?.[0].length ?? 0;
  const rest = text.slice(before, before + 60);
  const read = readDay(rest, language);
  if (read === undefined) return undefined;
  const iso = isoOf(read.year, read.month, read.day);
  return iso === undefined ? undefined : { iso, length: before + read.length };
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly length: number;
}

function readDay(text: string, language: Language): Day | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return dayOf(yearFirst, yearFirst[1], Number(yearFirst[3]), yearFirst[4]);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return dayOf(dayFirst, dayFirst[3], monthOf(dayFirst[2] ?? ''), dayFirst[1]);
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst) return dayOf(monthFirst, monthFirst[3], monthOf(monthFirst[1] ?? ''), monthFirst[2]);
  const numbers = NUMBERS.exec(text);
  if (numbers === null) return undefined;
  const [first, second] = [Number(numbers[1]), Number(numbers[3])];
  if (language === 'es' || first > 12 || first === second) return dayOf(numbers, numbers[4], second, numbers[1]);
  return second > 12 ? dayOf(numbers, numbers[4], first, numbers[3]) : undefined;
}

function dayOf(match: RegExpExecArray, year: string | undefined, month: number, day: string | undefined): Day {
  return { year: Number(year), month, day: Number(day), length: match[0].length };
}

function monthOf(name: string): number {
  const folded = name.toLowerCase();
  return 1 + MONTHS.findIndex((names) => names.split('|').includes(folded));
}

function isoOf(year: number, month: number, day: number): IsoDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}
