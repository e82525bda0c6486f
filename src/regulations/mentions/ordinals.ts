import type { Language } from '../act.ts';

const ENGLISH =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
const SPANISH =
  'primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo undecimo duodecimo decimotercero decimocuarto decimoquinto decimosexto decimoseptimo decimoctavo decimonoveno vigesimo'.split(
    ' ',
  );
const SPANISH_PRINTED: Readonly<Record<string, string>> = {
  septimo: 'séptimo',
  decimo: 'décimo',
  undecimo: 'undécimo',
  duodecimo: 'duodécimo',
  decimoseptimo: 'decimoséptimo',
  vigesimo: 'vigésimo',
};

/** `second`, `segundo`; beyond twenty `21st` and `21.º`. */
export function ordinalWord(number: number, language: Language): string {
  const word = (language === 'en' ? ENGLISH : SPANISH)[number - 1];
  if (word !== undefined) return SPANISH_PRINTED[word] ?? word;
  if (language === 'es') return `${number}.º`;
  const ending = number % 100 >= 11 && number % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}

/** The number of an ordinal in either language, in either gender, folded; `undefined` for another word. */
export function ordinalNumber(folded: string): number | undefined {
  const digits = /^(\d{1,3})(?:st|nd|rd|th|\.?[ºª°]|\.o|\.a)$/.exec(folded);
  if (digits) return Number(digits[1]);
  const english = ENGLISH.indexOf(folded);
  if (english >= 0) return english + 1;
  const masculine = folded
    .replace(/a$/, 'o')
    .replace(/^primer$/, 'primero')
    .replace(/^tercer$/, 'tercero');
  const spanish = SPANISH.indexOf(masculine);
  return spanish < 0 ? undefined : spanish + 1;
}

/** A pattern that matches any ordinal of `ordinalNumber`, in folded text. */
export const ORDINAL_PATTERN = `(?:${[...ENGLISH].join('|')}|${SPANISH.map((word) => `${word.slice(0, -1)}[oa]`).join('|')}|primer|tercer|\\d{1,3}(?:st|nd|rd|th))`;

const ROMAN: readonly (readonly [number, string])[] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

export function toRoman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, letters] of ROMAN) {
    while (rest >= value) {
      text += letters;
      rest -= value;
    }
  }
  return text;
}
