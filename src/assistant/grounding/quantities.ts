import type { Language } from '../../regulations/act.ts';
import { foldInPlace } from '../../regulations/mentions/cursor.ts';
import { ordinalNumber } from '../../regulations/mentions/ordinals.ts';
import { type AmountToken, amountTokens, isJoined } from './amount-tokens.ts';
import { type Bound, boundOf } from './bounds.ts';
import { datesIn, type ReadDate } from './dates.ts';
import { partAt, signValue } from './fractions.ts';
import { numberInWords, powerOf } from './number-words.ts';
import { numeralValue } from './numerals.ts';
import { currencyOf, isTime, type Unit, unitAt } from './units.ts';

/** A number of a text with what it counts. */
export interface Quantity {
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly text: string;
  /** NaN where figures stand that make no number: it equals nothing. */
  readonly value: number;
  /** Absent where it counts things ("three members") or nothing. */
  readonly unit?: Unit;
  readonly bound?: Bound;
}

/** Everything a text says in numbers. */
export interface Amounts {
  readonly quantities: readonly Quantity[];
  readonly dates: readonly ReadDate[];
}

/** Characters that are read. */
const LONGEST_TEXT = 200_000;

/**
 * Reads the numbers, quantities and dates of a text by value: "tres días", "three days" and "3 days" are one, as are
 * "EUR 5 000 000" and "5 millones de euros". What is only an article ("one of the", "uno de los", "un contrato") is no
 * number; "a month" and "un mes" are one month. Ordinals count only before a time ("the fifth working day"). Units are
 * not converted: 72 hours are not three days. Numbers of places (Article 19) are for the caller to blank out first.
 * Linear in the length of the text; never throws.
 *
 * @param language of the text: it decides between "1,500" and "1.500", and whether "once" is eleven
 */
export function readAmounts(text: string, language: Language): Amounts {
  const original = text.slice(0, LONGEST_TEXT);
  const folded = foldInPlace(original).replaceAll('ñ', 'n');
  const dates = datesIn(folded, original);
  const tokens = amountTokens(blanked(folded, dates));
  const raw = rawQuantities(tokens, language);
  inheritUnits(raw, folded);
  const quantities: Quantity[] = [];
  const years: ReadDate[] = [];
  for (const each of raw) {
    const { start, end, value, unit } = each;
    const written = original.slice(start, end);
    if (each.weak && (unit === undefined || unit === 'times')) continue;
    if (unit === undefined && /^(?:19|20)\d\d$/.test(written)) years.push({ start, end, text: written, year: value });
    else {
      const bound = boundOf(folded, start, end);
      quantities.push({ start, end, text: written, value, ...(unit && { unit }), ...(bound && { bound }) });
    }
  }
  return { quantities, dates: [...dates, ...years].sort((a, b) => a.start - b.start) };
}

/** A text with stretches made unreadable; the offsets stay. */
export function blanked(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let result = '';
  let from = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= from) continue;
    const begin = Math.max(start, from);
    result += text.slice(from, begin) + '\u0001'.repeat(end - begin);
    from = end;
  }
  return result + text.slice(from);
}

interface RawQuantity {
  readonly start: number;
  end: number;
  value: number;
  unit?: Unit | undefined;
  /** "One", "un", "a": a quantity only with a unit behind it. */
  readonly weak: boolean;
  /** True where the currency stands in front: it holds for the numbers behind it as well. */
  readonly currencyInFront: boolean;
}

/** A value read from a token on; `next` is the first token behind it. */
interface ReadValue {
  readonly value: number;
  readonly next: number;
  readonly weak?: boolean;
  readonly times?: true;
  readonly ordinal?: true;
}

function rawQuantities(tokens: readonly AmountToken[], language: Language): RawQuantity[] {
  const found: RawQuantity[] = [];
  for (let at = 0; at < tokens.length; ) {
    const read = valueAt(tokens, at, language);
    if (read === undefined) {
      at += 1;
      continue;
    }
    const quantity = withUnit(tokens, at, read, language);
    const first = at;
    at = Math.max(quantity?.next ?? read.next, at + 1);
    if (quantity !== undefined && !isRate(quantity, found.at(-1), tokens, first, read)) found.push(quantity.raw);
  }
  return found;
}

function valueAt(tokens: readonly AmountToken[], at: number, language: Language): ReadValue | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  const sign = signValue(token.folded);
  if (sign !== undefined) return { value: sign, next: at + 1 };
  if (token.kind === 'numeral') return inFigures(tokens, at, language);
  if (token.kind === 'sign') return undefined;
  const part = partAt(tokens, at, language);
  if (part !== undefined) return part;
  const ordinal = ordinalNumber(token.folded);
  if (ordinal !== undefined && token.gap !== '-') return { value: ordinal, next: at + 1, ordinal: true };
  const inWords = numberInWords(tokens, at, language);
  if (inWords !== undefined) {
    const weak = inWords.value === 1 && inWords.next === at + 1;
    return { ...scaled(tokens, inWords.next, inWords.value, language), weak };
  }
  if (language === 'en' && /^an?$/.test(token.folded)) return { value: 1, next: at + 1, weak: true };
  return undefined;
}

function scaled(tokens: readonly AmountToken[], start: number, value: number, language: Language): ReadValue {
  let [at, result] = [start, value];
  for (let power = powerAt(tokens, at, language); power > 0; power = powerAt(tokens, at, language)) {
    result *= 10 ** power;
    at += 1;
  }
  return { value: result, next: at };
}

function powerAt(tokens: readonly AmountToken[], at: number, language: Language): number {
  const token = tokens[at];
  return token !== undefined && isJoined(token) ? powerOf(token.folded, language) : 0;
}

const SHORT_POWERS: ReadonlyMap<string, number> = new Map([
  ['k', 3],
  ['m', 6],
  ['mn', 6],
  ['mio', 6],
  ['bn', 9],
  ['tn', 12],
]);

function inFigures(tokens: readonly AmountToken[], at: number, language: Language): ReadValue | undefined {
  const token = tokens[at];
  const [before, behind] = [tokens[at - 1], tokens[at + 1]];
  if (token === undefined) return undefined;
  // "NIS2", "T+2", "CET1" are names.
  const grown = before?.kind === 'word' && (token.gap === '' || token.gap === '+');
  if (grown && currencyOf(before.folded) === undefined) return undefined;
  const glued = behind?.gap === '' && behind.kind === 'word' ? behind.folded : undefined;
  if (glued !== undefined && /^(?:st|nd|rd|th)$/.test(glued))
    return { value: Number(token.folded), next: at + 2, ordinal: true };
  if (behind !== undefined && /^\.?[ºª°]\s$/.test(behind.gap))
    return { value: Number(token.folded), next: at + 1, ordinal: true };
  if (behind !== undefined && signValue(behind.folded) !== undefined && behind.gap === '')
    return { value: numeralValue(token.folded, language) + (signValue(behind.folded) ?? 0), next: at + 2 };
  const ratio = behind?.kind === 'numeral' && behind.gap === '/' && /^\d{1,2}$/.test(behind.folded);
  if (ratio && /^\d{1,2}$/.test(token.folded))
    return { value: Number(token.folded) / Number(behind.folded), next: at + 2 };
  let [next, shift] = [at + 1, 0];
  const short = behind !== undefined && /^\s?$/.test(behind.gap) ? SHORT_POWERS.get(behind.folded) : undefined;
  if (short !== undefined && hasCurrency(before, tokens[at + 2])) [next, shift] = [at + 2, short];
  else if (glued !== undefined && unitAt(wordsFrom(tokens, next), next) === undefined && powerOf(glued, language) === 0)
    return undefined;
  for (let power = powerAt(tokens, next, language); power > 0; power = powerAt(tokens, next, language)) {
    shift += power;
    next += 1;
  }
  const negative = /(?:^|[\s(])[-−]$/.test(token.gap);
  const value = numeralValue(token.folded, language, shift);
  return { value: negative ? -value : value, next };
}

function hasCurrency(before: AmountToken | undefined, behind: AmountToken | undefined): boolean {
  return [before, behind].some((token) => token !== undefined && currencyOf(token.folded) !== undefined);
}

/** The folded words from a token on, as far as only blanks and hyphens part them. */
function wordsFrom(tokens: readonly AmountToken[], start: number): (at: number) => string {
  return (at) => {
    for (let each = start; each <= at; each += 1) if (!isJoined(tokens[each])) return '';
    return tokens[at]?.folded ?? '';
  };
}

interface WithUnit {
  readonly raw: RawQuantity;
  readonly next: number;
}

function withUnit(
  tokens: readonly AmountToken[],
  at: number,
  read: ReadValue,
  language: Language,
): WithUnit | undefined {
  let { value, next } = read;
  // "five (5) working days" says it twice.
  const again = / \($/.test(tokens[next]?.gap ?? '') ? valueAt(tokens, next, language) : undefined;
  const repeated = again?.value === value && /^\)\s?$/.test(tokens[again.next]?.gap ?? '');
  if (repeated && again !== undefined) next = again.next;
  if (/^(?:and|y)$/.test(tokens[next]?.folded ?? '')) {
    const half = language === 'en' ? ['a', 'half'] : [/^medi[oa]$/.exec(tokens[next + 1]?.folded ?? '')?.[0]];
    if (half.every((word, offset) => word !== undefined && tokens[next + 1 + offset]?.folded === word)) {
      value += 0.5;
      next += 1 + half.length;
    }
  }
  const words = wordsFrom(tokens, repeated ? next + 1 : next);
  const word = (position: number): string =>
    repeated && position === next ? (tokens[next]?.folded ?? '') : words(position);
  const indefinite = value === 0.5 && /^an?$/.test(word(next)) ? 1 : 0;
  const unit = read.times ? { unit: 'times' as const, next } : unitAt(word, next + indefinite);
  const adverb =
    unit !== undefined && /ly$/.test(tokens[unit.next - 1]?.folded ?? '') && tokens[unit.next - 1]?.gap !== '-';
  const known = adverb ? undefined : unit;
  if (read.ordinal && !isTime(known?.unit)) return undefined;
  if (read.weak && /^an?$/.test(tokens[at]?.folded ?? '') && !isTime(known?.unit)) return undefined;
  const front = tokens[at - 1];
  const inFront = front !== undefined && /^\s?$/.test(tokens[at]?.gap ?? '') ? currencyOf(front.folded) : undefined;
  const halfBehind =
    language === 'es' && known !== undefined && /^y medi[oa]$/.test(`${word(known.next)} ${word(known.next + 1)}`);
  const last = halfBehind ? (known?.next ?? next) + 2 : (known?.next ?? next);
  const start = inFront === undefined ? (tokens[at]?.start ?? 0) : (front?.start ?? 0);
  const raw: RawQuantity = {
    start,
    end: tokens[last - 1]?.end ?? start,
    value: halfBehind ? value + 0.5 : value,
    unit: inFront ?? known?.unit,
    weak: read.weak === true,
    currencyInFront: inFront !== undefined,
  };
  return { raw, next: last };
}

const LEADS_TO_TIME =
  /^(?:within|in|for|of|after|before|by|than|least|most|to|over|under|about|exceeding|exceeds?|lasts?|takes?|from|or|and|is|be|has|have|get|gets|gives?|allows?|until|during|without|but|only|once)$/;

/** "24 hours a day", "twice a year", "a day-to-day": the second is no quantity of its own. */
function isRate(
  { raw, next }: WithUnit,
  before: RawQuantity | undefined,
  tokens: readonly AmountToken[],
  first: number,
  read: ReadValue,
): boolean {
  if (!read.weak) return false;
  if (tokens[next]?.gap === '-') return true;
  const previous = tokens[first - 1];
  // "in payments a month": only behind a word that leads to a time is it one month.
  if (
    /^an?$/.test(tokens[first]?.folded ?? '') &&
    previous !== undefined &&
    isJoined(tokens[first]) &&
    !LEADS_TO_TIME.test(previous.folded)
  )
    return true;
  if (/^(?:once|twice|thrice|times|veces|vez)$/.test(previous?.folded ?? '')) return true;
  return tokens[first]?.folded === 'a' && before !== undefined && raw.start - before.end <= 1;
}

const LIST = /^\s*(?:,|and|or|to|y|o|u|a|e|-|–|—|,\s*(?:and|or|y|o))\s*(?:at least |up to |al menos |hasta )?$/;

/** "4, 24 and 72 hours", "EUR 5 000 to 10 000": a unit holds for all numbers of a list. */
function inheritUnits(quantities: readonly RawQuantity[], folded: string): void {
  const linked = (a: RawQuantity, b: RawQuantity): boolean =>
    b.start - a.end <= 16 && LIST.test(folded.slice(a.end, b.start));
  for (let at = quantities.length - 2; at >= 0; at -= 1) {
    const [own, next] = [quantities[at], quantities[at + 1]];
    if (own && next && own.unit === undefined && next.unit !== undefined && !next.currencyInFront && linked(own, next))
      own.unit = next.unit;
  }
  for (const [at, next] of quantities.entries()) {
    const own = quantities[at - 1];
    if (own?.currencyInFront && next.unit === undefined && linked(own, next)) next.unit = own.unit;
  }
}
