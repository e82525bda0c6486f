import { romanToArabic } from '../importers/annex.ts';
import { SUFFIX } from '../suffixes.ts';
import { bareNumber, type Cursor, inBetween, LONGEST_RANGE } from './cursor.ts';
import { ORDINAL_PATTERN, ordinalNumber } from './ordinals.ts';
import type { Step } from './place-request.ts';

const NAMED: readonly (readonly [RegExp, (number: string) => Step])[] = [
  [
    /(?:paragraphs?|paras?\.?|pars?\.|apartados?|aptdos?\.?|apdos?\.?|aps?\.|ap(?=\s*\d)|par(?=\s*\d)|al(?:ineas?|\.)|abs(?:atz)?\.?|§{1,2})\s*/,
    (number) => ({ readings: [`par_${number}`] }),
  ],
  [
    /(?:points?|puntos?|pts?\.|definitions?|definicion(?:es)?)\s*/,
    (number) => ({ readings: /^\d/.test(number) ? [`pnt_${number}`, `par_${number}`] : [`pnt_${number}`] }),
  ],
  [
    /(?:numbers?|numeros?|nums?\.?|nrs?\.?|nos?\.|no(?=\s*\d)|n\s?[ºo°]\.?|n\.\s?[ºo°])\s*(?=\(?\d)/,
    (number) => ({ readings: [`par_${number}`, `pnt_${number}`] }),
  ],
  [/(?:letters?|letras?|subpoints?|let\.|lit(?:era|t)?\.?)\s*/, (number) => ({ readings: [`pnt_${number}`] })],
  [/(?:indents?|guion(?:es)?)\s+(?=\d)/, (number) => ({ readings: [`idt_${number}`] })],
  [/(?:sub-?paragraphs?|parrafos?|sub(?:par)?\.?)\s+(?=\d)/, (number) => ({ readings: [`sub_${number}`] })],
  // A word each, so that "inciso 2, subinciso i)" is no list.
  [/subincisos?\s+/, (number) => ({ readings: [`pnt_${number}`] })],
  [/incisos?\s+/, (number) => ({ readings: [`pnt_${number}`] })],
  [
    /(?:sections?|seccion(?:es)?)\s+(?=[a-z0-9]\b|[ivxl]{1,5}\b)/,
    (number) => ({ readings: [`sec_${number}`, `sec_${romanToArabic(number) ?? number}`] }),
  ],
  [
    /(?:parts?|partes?)\s+(?=[a-z0-9]{1,4}\b)/,
    (number) => ({ readings: [`prt_${romanToArabic(number) ?? number}`, `prt_${number}`] }),
  ],
];

/** One level named in words; several where a list is given. */
export function namedSteps(cursor: Cursor): readonly Step[] {
  const ordinals = ordinalSteps(cursor);
  if (ordinals.length > 0) return ordinals;
  for (const [word, step] of NAMED) {
    const numbers = cursor.attempt(() => {
      const listed = cursor.take(word) ? listedNumbers(cursor, word) : [];
      return listed.length > 0 ? listed : undefined;
    });
    if (numbers !== undefined) return numbers.map(step);
  }
  return [];
}

const ITEM = new RegExp(
  `\\(?\\s?(\\d{1,3}(?:\\s?${SUFFIX}|[a-z]{1,2}\\b)?|[a-zñ]\\s?${SUFFIX}|[ivxl]{1,8}|[a-zñ]{1,3})\\s?\\)?(?![\\d/%\\p{L}])`,
  'u',
);
const JOINT =
  '\\s*(,\\s*(?:and\\s+|y\\s+|or\\s+|o\\s+)?|and\\s+|y\\s+|or\\s+|o\\s+|to\\s+|a\\s+|through\\s+|[-–—]\\s*)';

/** What must stand at the next number of a list: behind a repeated word, or with the word left out. */
const NEXT_NAMED = `(?=\\(|[a-zñ](?:\\s?${SUFFIX})?\\)|\\d{1,3}\\)|\\d{1,3}\\s+(?:of|de|del)\\b)`;
const NEXT_UNNAMED =
  '(?=\\d{1,3}\\s*(?:[\\u0001,;.?]|$|(?:and|y|or|o|of|to|in|on|for|by|the|that|which|where|when|with|above|below|shall|should|may|must|are|is|do|does|have|has|apply|applies|del?|en|se|no|que|son|seran|podran?|deberan?|anteriores)\\b))';

/** Words that a bare letter or two may be, and then is no number. */
const NO_NUMBER = /^(?:of|de|del|the|la|el|to|in|and|y|is)$/;

/** "points (a), (b) and point (d)": the word may stand again, another word begins another level. */
function listedNumbers(cursor: Cursor, word: RegExp): readonly string[] {
  const numbers: string[] = [];
  const next = new RegExp(`${JOINT}(?:(?:${word.source})?${NEXT_NAMED}|${NEXT_UNNAMED})`);
  for (;;) {
    const before = cursor.at;
    const joint = numbers.length > 0 ? cursor.take(next) : undefined;
    if (numbers.length > 0 && joint === undefined) return numbers;
    const item = cursor.take(ITEM);
    if (item?.[1] === undefined || (!/[()]/.test(item[0]) && NO_NUMBER.test(item[1]))) {
      cursor.at = before;
      return numbers;
    }
    const number = bareNumber(item[1]);
    if (/^(?:(?:to|a|through)\s|[-–—])/.test(joint?.[1] ?? ''))
      numbers.push(...inBetween(numbers.at(-1) ?? '', number));
    numbers.push(number);
    if (numbers.length >= LONGEST_RANGE) return numbers;
  }
}

const UNIT = '(subparagraphs?|sub-paragraphs?|paragraphs?|indents?|parrafos?|guion(?:es)?)';

/** "second subparagraph", "second and third subparagraphs", "párrafo segundo", "first indent". */
function ordinalSteps(cursor: Cursor): readonly Step[] {
  const before = cursor.at;
  const english = cursor.take(
    new RegExp(`(${ORDINAL_PATTERN}(?:(?:,|\\s+and|\\s+y)\\s+(?:the\\s+)?${ORDINAL_PATTERN}){0,8})\\s+${UNIT}\\b`),
  );
  const spanish =
    english ??
    cursor.take(
      new RegExp(
        `${UNIT}\\s+((?:${ORDINAL_PATTERN}|\\d{1,3}\\.?[oº])(?:(?:,|\\s+y)\\s+${ORDINAL_PATTERN}){0,8})(?![a-z])`,
      ),
    );
  const [words, unit] = english ? [english[1], english[2]] : [spanish?.[2], spanish?.[1]];
  const numbers = (words ?? '')
    .split(/,|\s+and\s+|\s+y\s+/)
    .flatMap((word) => ordinalNumber(word.replace(/^\s*the\s+/, '').trim()) ?? []);
  if (numbers.length === 0 || unit === undefined) {
    cursor.at = before;
    return [];
  }
  return numbers.map((number) => ({ readings: [/^(?:indent|guion)/.test(unit) ? `idt_${number}` : `sub_${number}`] }));
}
