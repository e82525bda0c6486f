import type { Language } from '../../regulations/act.ts';

const ENGLISH_UNITS = 'one two three four five six seven eight nine'.split(' ');
const ENGLISH_TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const ENGLISH_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SPANISH_TO_THIRTY = (
  'uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho ' +
  'diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho ' +
  'veintinueve treinta'
).split(' ');
const SPANISH_TENS = 'treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');

/** Numbers in words as deadlines have them: whole ones up to ninety-nine, folded, `a` and `un` for one. */
const VALUES: Readonly<Record<Language, ReadonlyMap<string, number>>> = {
  en: new Map<string, number>([
    ['a', 1],
    ['an', 1],
    ['hundred', 100],
    ...[...ENGLISH_UNITS, ...ENGLISH_TEENS].map((word, at): [string, number] => [word, at + 1]),
    ...ENGLISH_TENS.map((word, at): [string, number] => [word, (at + 2) * 10]),
  ]),
  es: new Map<string, number>([
    ['un', 1],
    ['una', 1],
    ['cien', 100],
    ...SPANISH_TO_THIRTY.map((word, at): [string, number] => [word, at + 1]),
    ...SPANISH_TENS.map((word, at): [string, number] => [word, (at + 3) * 10]),
  ]),
};

const ENGLISH = `(?:(?:${ENGLISH_TENS.join('|')})[ -](?:${ENGLISH_UNITS.join('|')})|${[...VALUES.en.keys()].sort(longestFirst).join('|')})`;
const SPANISH = `(?:(?:${SPANISH_TENS.join('|')}) y (?:${SPANISH_TO_THIRTY.slice(0, 9).join('|')}|un)|${[...VALUES.es.keys()].sort(longestFirst).join('|')})`;

function longestFirst(a: string, b: string): number {
  return b.length - a.length;
}

/** A number in digits or words, with the digits in brackets behind it as contracts write them: "five (5)". */
export const NUMBER_PATTERN: Readonly<Record<Language, string>> = {
  en: `(?:\\d{1,4}(?![\\d.,]\\d)|${ENGLISH})(?: ?\\(\\d{1,4}\\))?`,
  es: `(?:\\d{1,4}(?![\\d.,]\\d)|${SPANISH})(?: ?\\(\\d{1,4}\\))?`,
};

/** What a match of `NUMBER_PATTERN` says; `undefined` where it is none. */
export function numberOf(folded: string, language: Language): number | undefined {
  const words = folded.replace(/ ?\(\d{1,4}\)$/, '').trim();
  if (/^\d+$/.test(words)) return Number(words);
  const parts = words.split(language === 'en' ? /[ -]/ : / y /).map((part) => VALUES[language].get(part));
  return parts.reduce<number | undefined>(
    (sum, part) => (sum === undefined || part === undefined ? undefined : sum + part),
    0,
  );
}
