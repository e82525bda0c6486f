import type { Language } from '../../regulations/act.ts';

/** A word of a text, folded, with what stands between it and the word before. */
export interface NumberToken {
  readonly folded: string;
  /** The characters between the token before and this one. */
  readonly gap: string;
}

/** A number in words, read up to and without the token `next`. */
export interface NumberInWords {
  readonly value: number;
  readonly next: number;
}

const numbered = (words: string, from: number, step = 1): readonly (readonly [string, number])[] =>
  words.split(' ').map((word, at) => [word, from + at * step] as const);

const ENGLISH = new Map<string, number>([
  ...numbered(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    0,
  ),
  ...numbered('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10),
]);
const ENGLISH_SCALES = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

const SPANISH = new Map<string, number>([
  ...numbered(
    'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
    0,
  ),
  ['un', 1],
  ['una', 1],
  ['veintiun', 21],
  ['veintiuna', 21],
  ...numbered('treinta cuarenta cincuenta sesenta setenta ochenta noventa', 30, 10),
]);
const SPANISH_HUNDREDS = new Map<string, number>([
  ['cien', 100],
  ['ciento', 100],
  ...['doscient', 'trescient', 'cuatrocient', 'quinient', 'seiscient', 'setecient', 'ochocient', 'novecient'].flatMap(
    (stem, at) => [[`${stem}os`, (at + 2) * 100] as const, [`${stem}as`, (at + 2) * 100] as const],
  ),
]);

/** Powers of ten of the words that multiply a number in front of them: "5 million", "1,5 mil millones". */
const POWERS: Readonly<Record<Language, ReadonlyMap<string, number>>> = {
  en: new Map([
    ['hundred', 2],
    ['thousand', 3],
    ['million', 6],
    ['millions', 6],
    ['billion', 9],
    ['billions', 9],
    ['trillion', 12],
  ]),
  es: new Map([
    ['mil', 3],
    ['miles', 3],
    ['millon', 6],
    ['millones', 6],
    ['millardo', 9],
    ['millardos', 9],
    ['billon', 12],
    ['billones', 12],
  ]),
};

/** The power of ten that a word behind a number multiplies it by; 0 for any other word. */
export function powerOf(folded: string, language: Language): number {
  return POWERS[language].get(folded) ?? 0;
}

/**
 * Reads a cardinal number in words at a token, up to trillions: "seventy-two", "one hundred and five", "treinta y un",
 * "dos mil quinientos". `undefined` where none begins. "One", "un" and "una" are read as 1: whether they count anything
 * is for the caller to tell.
 */
export function numberInWords(
  tokens: readonly NumberToken[],
  at: number,
  language: Language,
): NumberInWords | undefined {
  return language === 'en' ? englishNumber(tokens, at) : spanishNumber(tokens, at);
}

const joined = (token: NumberToken | undefined): boolean => token !== undefined && /^(?:\s+|-|‑)$/.test(token.gap);

function englishNumber(tokens: readonly NumberToken[], start: number): NumberInWords | undefined {
  const word = (at: number): string => tokens[at]?.folded ?? '';
  const isScale = (at: number): boolean => word(at) === 'hundred' || ENGLISH_SCALES.has(word(at));
  let [total, current, smallest, read] = [0, 0, Number.POSITIVE_INFINITY, false];
  let at = start;
  if (/^an?$/.test(word(at)) && joined(tokens[at + 1]) && isScale(at + 1)) {
    current = 1;
    at += 1;
  }
  for (; at === start || joined(tokens[at]); at += 1) {
    const small = ENGLISH.get(word(at));
    const scale = ENGLISH_SCALES.get(word(at));
    if (small !== undefined) {
      const rest = current % 100;
      const fits = rest === 0 ? small > 0 || !read : rest >= 20 && rest % 10 === 0 && small > 0 && small < 10;
      if (!fits) break;
      current += small;
    } else if (word(at) === 'hundred' && current > 0 && current < 100) current *= 100;
    else if (scale !== undefined && current > 0 && scale < smallest) {
      [total, current, smallest] = [total + current * scale, 0, scale];
    } else if (word(at) === 'and' && read && isScale(at - 1) && joined(tokens[at + 1])) {
      const next = ENGLISH.get(word(at + 1));
      // "between one hundred and two hundred" are two numbers, "one hundred and two thousand" is one.
      const after = next !== undefined && next >= 20 && ENGLISH.has(word(at + 2)) ? at + 3 : at + 2;
      const apart = word(after) === 'hundred' || (isScale(after) && /^(?:between|from)$/.test(word(start - 1)));
      if (next === undefined || next === 0 || apart) break;
    } else break;
    read = true;
  }
  return read ? { value: total + current, next: at } : undefined;
}

function spanishNumber(tokens: readonly NumberToken[], start: number): NumberInWords | undefined {
  const word = (at: number): string => (at === start || joined(tokens[at]) ? (tokens[at]?.folded ?? '') : '');
  let [total, at, read] = [0, start, false];
  const million = thousands(word, at);
  if (million !== undefined && /^mill(?:on|ones)$/.test(word(million.next))) {
    [total, at, read] = [million.value * 1e6, million.next + 1, true];
  }
  const rest = read ? thousands(word, at) : million;
  if (rest !== undefined && rest.value > 0 && rest.value < 1e6) return { value: total + rest.value, next: rest.next };
  if (rest !== undefined && !read) return rest;
  return read ? { value: total, next: at } : undefined;
}

/** Up to 999 999: hundreds, "mil", hundreds. */
function thousands(word: (at: number) => string, start: number): NumberInWords | undefined {
  const first = hundreds(word, start);
  const at = first?.next ?? start;
  if (word(at) !== 'mil' || first?.value === 0) return first;
  const base = (first?.value ?? 1) * 1e3;
  const rest = hundreds(word, at + 1);
  return rest === undefined || rest.value === 0
    ? { value: base, next: at + 1 }
    : { value: base + rest.value, next: rest.next };
}

function hundreds(word: (at: number) => string, start: number): NumberInWords | undefined {
  const hundred = SPANISH_HUNDREDS.get(word(start));
  const at = hundred === undefined ? start : start + 1;
  const small = SPANISH.get(word(at));
  if (small === undefined || (hundred !== undefined && small === 0))
    return hundred === undefined ? undefined : { value: hundred, next: at };
  const value = (hundred ?? 0) + small;
  const unit = SPANISH.get(word(at + 2));
  const takesUnit = small >= 30 && small % 10 === 0 && word(at + 1) === 'y';
  if (takesUnit && unit !== undefined && unit > 0 && unit < 10) return { value: value + unit, next: at + 3 };
  return { value, next: at + 1 };
}
