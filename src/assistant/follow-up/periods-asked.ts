import { foldText } from '../../core/text.ts';
import type { IsoDate } from '../../regulations/act.ts';
import { foldInPlace } from '../../regulations/mentions/cursor.ts';

/** The days between which somebody asks: the law as it stood on the one, and on the other. */
export interface Period {
  readonly from?: IsoDate;
  readonly to?: IsoDate;
}

const MONTHS = [
  ['january', 'enero'],
  ['february', 'febrero'],
  ['march', 'marzo'],
  ['april', 'abril'],
  ['may', 'mayo'],
  ['june', 'junio'],
  ['july', 'julio'],
  ['august', 'agosto'],
  ['september', 'septiembre', 'setiembre'],
  ['october', 'octubre'],
  ['november', 'noviembre'],
  ['december', 'diciembre'],
] as const;
const MONTH = MONTHS.flat().join('|');
const YEAR = '(?:19|20)\\d\\d';
const TIME = [
  `(?<iso>${YEAR}-\\d{1,2}-\\d{1,2})`,
  `(?<numeric>\\d{1,2}[/.]\\d{1,2}[/.]${YEAR})`,
  `(?<day>\\d{1,2})(?:st|nd|rd|th|[.]?[ºo])?\\s+(?:of\\s+|de\\s+)?(?<dayMonth>${MONTH}),?\\s+(?:of\\s+|del?\\s+)?(?<dayYear>${YEAR})`,
  `(?<monthFirst>${MONTH})\\s+(?<dayBehind>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<yearBehind>${YEAR})`,
  `(?<month>${MONTH}),?\\s+(?:of\\s+|del?\\s+)?(?<monthYear>${YEAR})`,
  `(?<year>${YEAR})`,
].join('|');
const RELATION =
  'since|from|starting(?: in| from| on)?|after|between|until|till?|up to|through|to|before|as of|in|during|over|on|at|and|desde|a partir de|despues de|tras|entre|hasta|antes de|en|durante|al?|y|del?';
const SAID = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?<relation>${RELATION})\\s+(?:(?:the|el|la|los|ano|year|mes|month)\\s+(?:de\\s+|of\\s+)?)*)?(?:${TIME})(?![\\p{L}\\p{N}/])`,
  'gu',
);

interface Span {
  readonly relation: string;
  readonly first: IsoDate;
  readonly last: IsoDate;
}

/**
 * The period that words name, in English or Spanish: "since 2023", "between March 2024 and 2 June 2025", "desde el 15 de
 * enero de 2024", "in 2024" (the law before that year and at its end). A day that no calendar has is not read.
 *
 * @param words without the names of acts, whose numbers hold years
 */
export function periodAsked(words: string): Period {
  const spans = [...foldText(words).matchAll(SAID)].flatMap((match) => spanOf(match) ?? []);
  let [from, to]: [IsoDate?, IsoDate?] = [];
  for (const [at, { relation, first, last }] of spans.entries()) {
    const second = at > 0 && /^(?:and|y|to|al?|through)$/.test(relation);
    if (second || /^(?:until|till?|up to|through|to|hasta|as of|al?)$/.test(relation)) to ??= last;
    else if (/^(?:before|antes de)$/.test(relation)) to ??= dayBefore(first);
    else if (/^(?:after|tras|despues de)$/.test(relation)) from ??= last;
    else if (/^(?:since|from|starting|between|desde|a partir|entre|del?$)/.test(relation)) from ??= first;
    else {
      from ??= dayBefore(first);
      to ??= last;
    }
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** The words without those that name a period, as typed. */
export function withoutPeriods(words: string): string {
  let rest = '';
  let from = 0;
  for (const { 0: said, index } of foldInPlace(words).matchAll(SAID)) {
    rest += `${words.slice(from, index).trim()} `;
    from = index + said.length;
  }
  return (rest + words.slice(from).trim()).trim();
}

function spanOf({ groups = {} }: RegExpMatchArray): Span | undefined {
  const relation = groups['relation'] ?? '';
  const numeric = /^(\d+)[/.](\d+)[/.](\d+)$/.exec(groups['numeric'] ?? '');
  const iso = /^(\d+)-(\d+)-(\d+)$/.exec(groups['iso'] ?? '');
  const { day, dayMonth, dayYear, monthFirst, dayBehind, yearBehind, month, monthYear, year } = groups;
  if (iso) return dayOf(relation, iso[1], Number(iso[2]), iso[3]);
  if (numeric) return dayOf(relation, numeric[3], Number(numeric[2]), numeric[1]);
  if (dayMonth !== undefined) return dayOf(relation, dayYear, monthNumber(dayMonth), day);
  if (monthFirst !== undefined) return dayOf(relation, yearBehind, monthNumber(monthFirst), dayBehind);
  if (month !== undefined) {
    const number = monthNumber(month);
    const first = isoOf(Number(monthYear), number, 1);
    const last = new Date(Date.UTC(Number(monthYear), number, 0)).toISOString().slice(0, 10);
    return first === undefined ? undefined : { relation, first, last };
  }
  return year === undefined ? undefined : { relation, first: `${year}-01-01`, last: `${year}-12-31` };
}

function dayOf(relation: string, year = '', month: number, day = ''): Span | undefined {
  const date = isoOf(Number(year), month, Number(day));
  return date === undefined ? undefined : { relation, first: date, last: date };
}

function monthNumber(name: string): number {
  return MONTHS.findIndex((names) => (names as readonly string[]).includes(name)) + 1;
}

/** `undefined` for the thirtieth of February. */
function isoOf(year: number, month: number, day: number): IsoDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : undefined;
}

function dayBefore(day: IsoDate): IsoDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
