import type { IsoDate, Language } from '../../regulations/act.ts';
import type { DeadlinePattern } from './deadline-patterns.ts';
import { ENGLISH_DEADLINES, ENGLISH_MONTHS } from './english-deadlines.ts';
import type { Deadline } from './norm.ts';
import { numberOf } from './number-words.ts';
import { folded, type Stretch } from './sentence.ts';
import { SPANISH_DEADLINES, SPANISH_MONTHS } from './spanish-deadlines.ts';

const DEADLINE_PATTERNS: Readonly<Record<Language, readonly DeadlinePattern[]>> = {
  en: ENGLISH_DEADLINES,
  es: SPANISH_DEADLINES,
};
const MONTHS: Readonly<Record<Language, readonly string[]>> = { en: ENGLISH_MONTHS, es: SPANISH_MONTHS };

/** A text without one of these has no deadline; most have none, and are not looked at further. */
const TIME =
  /\d ?(?:h|hrs?|bd|yrs?|t)\b|\bt ?\+|minut|hour|day|week|month|quarter|year|annual|yearly|fortnight|daily|nightly|delay|immediate|prompt|soon|timely|time|forthwith|at once|straight|right away|instant|swift|expedit|eod|cob|close of|periodic|regular|continuous|interval|planned|\d{4}|hora|dia|semana|quincena|mes(?:es)?\b|mensual|trimestr|semestr|bimestr|año|anual|bienal|trienal|ejercicio|demora|dilacion|inmediat|retraso|brevedad|antes posible|cuanto antes|pronto|prontitud|oportun|plazo|earliest/;

/** Words by which a time tells how long something is kept. */
const KEEPING: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:keep|kept|retain|retention|stor|maintain|preserv|record|archiv|hold|held|available|delet|destroy|erase|safeguard)/,
  es: /\b(?:conserv|manten|mantien|mantuv|guard|almacen|archiv|custodi|retencion|retener|retend|disposicion|elimin|suprim|destru)/,
};

/**
 * The times that a text sets, in its order; where readings overlap the one that begins first and is longest stands. Kinds
 * and values are those of `Deadline`.
 */
export function deadlinesIn(text: string, language: Language): readonly Deadline[] {
  return deadlinesWithin(text, folded(text), language, { start: 0, end: text.length });
}

/** The same for a stretch of a text that is folded already; offsets are in the whole text. */
export function deadlinesWithin(
  text: string,
  all: string,
  language: Language,
  { start, end }: Stretch,
): readonly Deadline[] {
  const part = all.slice(start, end);
  if (!TIME.test(part)) return [];
  const keeping = KEEPING[language].test(part);
  const found = DEADLINE_PATTERNS[language]
    .flatMap((reading) => read(reading, part, language))
    .filter(({ kind }) => kind !== 'retention' || keeping)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Found[] = [];
  for (const each of found) if (each.start >= (kept.at(-1)?.end ?? 0)) kept.push(each);
  return kept.map(({ kind, iso, working, ...place }) => ({
    text: text.slice(start + place.start, start + place.end),
    start: start + place.start,
    end: start + place.end,
    kind,
    iso,
    ...(working ? { working: true as const } : {}),
  }));
}

interface Found extends Stretch {
  readonly kind: Deadline['kind'];
  readonly iso: string | null;
  readonly working: boolean;
}

function read({ kind, pattern, iso, working }: DeadlinePattern, part: string, language: Language): Found[] {
  return [...part.matchAll(pattern)].flatMap((match): Found[] => {
    const before = part.charAt(match.index - 1);
    if (/[\p{L}\d.,]/u.test(before) && /[\p{L}\d]/u.test(match[0].charAt(0))) return [];
    const value = iso === undefined ? isoOf(match, kind, language) : iso(match as RegExpExecArray);
    if (value === undefined) return [];
    const trimmed = match[0].trimEnd();
    const from = match.index + (match[0].length - match[0].trimStart().length);
    const isWorking = working === true || match.groups?.['work'] !== undefined || match.groups?.['unit'] === 'bd';
    return [{ kind, iso: value, working: isWorking, start: from, end: match.index + trimmed.length }];
  });
}

function isoOf(match: RegExpMatchArray, kind: Deadline['kind'], language: Language): string | undefined {
  const { n, unit, times, date } = match.groups ?? {};
  if (date !== undefined) return isoDate(date, language);
  if (unit === undefined) return undefined;
  const number = n === undefined ? 1 : numberOf(n, language);
  if (number === undefined) return undefined;
  if (kind !== 'recurring') return durationOf(number, unit);
  const often = times === undefined ? 1 : timesOf(times, language);
  const period = often === 1 ? durationOf(number, unit) : partOf(number, unit, often ?? 0);
  return period === undefined ? undefined : `R/${period}`;
}

function timesOf(words: string, language: Language): number | undefined {
  if (/^(?:once|one time|una vez)/.test(words)) return 1;
  if (/^(?:twice|dos veces)/.test(words)) return 2;
  return numberOf(words.replace(/ (?:times|veces)$/, ''), language);
}

function durationOf(number: number, unit: string): string | undefined {
  if (number <= 0) return undefined;
  if (/^min/.test(unit)) return `PT${number}M`;
  if (/^h/.test(unit)) return `PT${number}H`;
  if (/^(?:day|dia|bd)/.test(unit)) return `P${number}D`;
  if (/^(?:week|semana)/.test(unit)) return `P${number}W`;
  if (/^fortnight/.test(unit)) return `P${number * 2}W`;
  if (/^quincena/.test(unit)) return `P${number * 15}D`;
  if (/^(?:month|mes)/.test(unit)) return `P${number}M`;
  if (/^(?:quarter|trimestre)/.test(unit)) return `P${number * 3}M`;
  if (/^semestre/.test(unit)) return `P${number * 6}M`;
  return `P${number}Y`;
}

/** "Twice a year": the period between two of them, where it is a whole number of smaller units. */
function partOf(number: number, unit: string, times: number): string | undefined {
  if (times <= 0) return undefined;
  const units: readonly (readonly [RegExp, number, (size: number) => string])[] = [
    [/^(?:year|yr|año|ejercicio)/, 12, (size) => `P${size}M`],
    [/^(?:quarter|trimestre)/, 90, (size) => `P${size}D`],
    [/^semestre/, 6, (size) => `P${size}M`],
    [/^(?:month|mes)/, 30, (size) => `P${size}D`],
    [/^(?:week|semana)/, 168, (size) => `PT${size}H`],
    [/^(?:day|dia)/, 24, (size) => `PT${size}H`],
  ];
  const [, whole = 0, form] = units.find(([pattern]) => pattern.test(unit)) ?? [];
  const size = (whole * number) / times;
  return form !== undefined && size >= 1 ? form(Math.floor(size)) : undefined;
}

/** `undefined` for a day that no calendar has. */
function isoDate(words: string, language: Language): IsoDate | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(words);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(words);
  const month = MONTHS[language].findIndex((name) => words.replace('setiembre', 'septiembre').includes(name)) + 1;
  const digits = words.match(/\d+/g) ?? [];
  const [year, months, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : slashed
      ? [slashed[3], slashed[2], slashed[1]]
      : [digits[1], String(month), digits[0]];
  const date = `${year ?? ''}-${(months ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : undefined;
}
