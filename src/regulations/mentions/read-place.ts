import { foldText } from '../../core/text.ts';
import { romanToArabic } from '../importers/annex.ts';
import { spanishOrdinal } from '../importers/boe-headings.ts';
import { ORDINAL_PATTERN, ordinalNumber } from './ordinals.ts';
import { candidatesOf, type PlaceRequest, type Step } from './place-request.ts';

/** Places read at one spot of a text. */
export interface ReadPlace {
  readonly start: number;
  readonly end: number;
  readonly requests: readonly PlaceRequest[];
  /** True where a range was longer than what is read. */
  readonly cut?: boolean;
}

const SUFFIX = '(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies|terdecies)';
const NUMBER = `\\d{1,3}(?:\\s?${SUFFIX}\\b|[a-z]{1,2}\\b)?`;
const LONGEST_RANGE = 50;

/** The text folded, offsets kept: every character stays one code unit long. */
export function foldInPlace(text: string): string {
  return [...text].map((character) => (character.length === 1 ? foldUnit(character) : '  ')).join('');
}

function foldUnit(character: string): string {
  // The letter ñ is a letter of its own: "letra ñ)" is not "letra n)".
  if (character === 'ñ' || character === 'Ñ') return 'ñ';
  const folded = foldText(character);
  return folded.length === 1 ? folded : character === '\u00a0' ? ' ' : ' ';
}

/** A reader with a position in a folded text; each `take` moves on only where the pattern fits right there. */
class Cursor {
  readonly text: string;
  at: number;
  /** Set where a range was longer than what is read. */
  cut = false;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.at;
    const match = sticky.exec(this.text);
    if (match === null) return undefined;
    this.at = sticky.lastIndex;
    return match;
  }
}

const HEADS = {
  article: /(?:articles?|artic?les?|articulos?|arts?\.?|§{1,2}|normas?)\s*/,
  recital: /(?:recitals?|rec\.|considerandos?)\s*/,
  annex: /(?:annex(?:es)?|anexos?|anejos?)\b\s*/,
  disposition:
    /(?:disposicion(?:es)?\s+(?:adicional|transitoria|derogatoria|final)|(?:additional|transitional|derogatory|final|adicional|transitoria|derogatoria)\s+provision|d\.?\s?[atdf]\.?(?=\s*\d))\s*/,
  preamble: /(?:preamble|preambulo)\b/,
} as const;

/** Where a place may begin. One pass over the text; each hit is then read by hand. */
const ANCHOR = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${Object.values(HEADS)
    .map(({ source }) => source)
    .join(
      '|',
    )}|(?:points?|paragraphs?|letters?|letras?|apartados?|puntos?|indent|guion|subparagraph|parrafo)\\b|${ORDINAL_PATTERN}(?:,|\\s+and|\\s+y)?\\s+(?:subparagraph|paragraph|indent|parrafo|apartado|${ORDINAL_PATTERN})|the\\s+${ORDINAL_PATTERN})`,
  'gu',
);

const MOST_PLACES = 50;

/**
 * Reads every place in a folded text: articles, normas, recitals, annexes, dispositions, with the paragraphs, points and
 * subparagraphs written behind or in front of them, in English and Spanish.
 *
 * @param folded the text as `foldInPlace` returns it
 * @param original the same text as written, for messages
 */
export function readPlaces(folded: string, original: string): { places: readonly ReadPlace[]; cut: boolean } {
  const places: ReadPlace[] = [];
  let end = 0;
  let cut = false;
  for (const anchor of folded.matchAll(ANCHOR)) {
    if (anchor.index < end) continue;
    const read = readAt(folded, original, anchor.index);
    if (read === undefined) continue;
    if (places.length >= MOST_PLACES) return { places, cut: true };
    places.push(read);
    cut ||= read.cut === true;
    end = read.end;
  }
  return { places, cut };
}

function readAt(folded: string, original: string, start: number): ReadPlace | undefined {
  const cursor = new Cursor(folded, start);
  const inFront = stepsInFront(cursor);
  const tops = readTops(cursor);
  if (tops.length === 0) return undefined;
  const requests = tops.flatMap(({ top, steps }) => requestsOf(top, steps, inFront));
  const text = original
    .slice(start, cursor.at)
    .trim()
    .replace(/[,;:\s]+$/, '');
  const end = start + original.slice(start, cursor.at).trimEnd().length;
  const many = requests.length > 1;
  return {
    start,
    end,
    requests: requests.map(({ top, steps }) => ({
      text: many ? readable(top, steps, text) : text,
      candidates: candidatesOf(top, top.startsWith('anx_') ? steps.map(paragraphFirst) : steps),
    })),
    cut: cursor.cut,
  };
}

/** In an annex a numbered item is stored as a paragraph, whatever people call it. */
function paragraphFirst({ readings }: Step): Step {
  return { readings: [...readings].sort((a, b) => Number(b.startsWith('par_')) - Number(a.startsWith('par_'))) };
}

/** Several places read at once are each named by themselves in messages. */
function readable(top: string, steps: readonly Step[], fallback: string): string {
  const [, kind = '', number = ''] = /^([a-z]{3})_(.+)$/.exec(top) ?? [];
  const word = { art: 'Article', rct: 'Recital', anx: 'Annex' }[kind];
  if (word === undefined) return fallback;
  return `${word} ${number}${steps.map(({ readings }) => `(${(readings[0] ?? '').slice(4)})`).join('')}`;
}

interface TopWithSteps {
  readonly top: string;
  /** Alternatives for the last step: "points (6) and (7)" are two places. */
  readonly steps: readonly (readonly Step[])[];
}

function requestsOf(
  top: string,
  chains: readonly (readonly Step[])[],
  inFront: readonly (readonly Step[])[],
): { top: string; steps: readonly Step[] }[] {
  const behind = chains.length === 0 ? [[]] : chains;
  const front = inFront.length === 0 ? [[]] : inFront;
  return behind.flatMap((steps) => front.map((more) => ({ top, steps: [...steps, ...more] })));
}

const OF = /\s*,?\s*(?:of|de|del|in|en)\s+(?:the\s+|la\s+|el\s+|los\s+|las\s+)?/;

/** "point (b) of the first subparagraph of paragraph 1 of" Article 5: read inside out, so turned round. */
function stepsInFront(cursor: Cursor): readonly (readonly Step[])[] {
  const levels: (readonly Step[])[] = [];
  for (let depth = 0; depth < 5; depth += 1) {
    const before = cursor.at;
    cursor.take(/the\s+|el\s+|la\s+/);
    const level = namedSteps(cursor);
    const deeper = level.length === 1 ? deeperBrackets(cursor) : [];
    if (level.length === 0 || !cursor.take(OF)) {
      cursor.at = before;
      break;
    }
    levels.unshift(level, ...deeper);
  }
  let chains: readonly (readonly Step[])[] = levels.length === 0 ? [] : [[]];
  for (const level of levels) chains = chains.flatMap((chain) => level.map((step) => [...chain, step]));
  return chains;
}

/** "point (a)(i) of": the brackets behind a point lead further down. */
function deeperBrackets(cursor: Cursor): readonly (readonly Step[])[] {
  const levels: (readonly Step[])[] = [];
  for (;;) {
    const bracket = cursor.take(/\s?\(\s?([0-9]{1,3}[a-z]{0,2}|[ivxl]{1,8}|[a-zñ]{1,3})\s?\)/);
    if (bracket?.[1] === undefined || levels.length >= 4) return levels;
    levels.push([bracketStep(bracket[1])]);
  }
}

function readTops(cursor: Cursor): readonly TopWithSteps[] {
  if (cursor.take(HEADS.preamble)) return [{ top: 'pre_1', steps: stepsBehind(cursor) }];
  const disposition = cursor.take(HEADS.disposition);
  if (disposition) return dispositionTops(cursor, disposition[0]);
  if (cursor.take(HEADS.annex)) return annexTops(cursor);
  const recital = cursor.take(HEADS.recital);
  const head = recital ?? cursor.take(HEADS.article);
  if (head === undefined) return [];
  const kind = recital ? 'rct' : 'art';
  const tops = numberedTops(cursor, kind);
  return tops.length === 0 && kind === 'art' && /^(?:articulo|norma)/.test(head[0]) ? ordinalArticle(cursor) : tops;
}

/** `artículo primero`. */
function ordinalArticle(cursor: Cursor): readonly TopWithSteps[] {
  const word = cursor.take(new RegExp(`${ORDINAL_PATTERN}\\b`));
  const number = word && ordinalNumber(word[0]);
  return number === undefined ? [] : [{ top: `art_${number}`, steps: stepsBehind(cursor) }];
}

const LIST_NEXT = new RegExp(
  `\\s*(?:,\\s*(?:and\\s+|y\\s+|or\\s+|o\\s+)?|and\\s+|y\\s+|or\\s+|o\\s+|&\\s*)(?:art(?:icle|iculo)?s?\\.?\\s*)?(?=${NUMBER}(?![\\d/%]|\\.\\d))`,
);
const RANGE_NEXT = new RegExp(
  `\\s*(?:to|a|al|through|until|hasta|[-–—])\\s*(?:art(?:icle|iculo)?s?\\.?\\s*)?(?=${NUMBER}(?![\\d/%]|\\.\\d{3}))`,
);

function numberedTops(cursor: Cursor, kind: string): readonly TopWithSteps[] {
  const first = oneTop(cursor, kind);
  if (first === undefined) return [];
  const tops: TopWithSteps[] = [first];
  while (tops.length < LONGEST_RANGE) {
    const before = cursor.at;
    const isRange = cursor.take(RANGE_NEXT) !== undefined;
    if (!isRange && !cursor.take(LIST_NEXT)) break;
    const next = oneTop(cursor, kind);
    if (next === undefined || isQuantity(cursor)) {
      cursor.at = before;
      break;
    }
    tops.push(...(isRange ? between(tops.at(-1)?.top ?? '', next.top, kind, cursor) : []), next);
  }
  return tops;
}

/** "Articles 5 and 10 days": a number with a unit is no article. */
function isQuantity(cursor: Cursor): boolean {
  return /^\s*(?:hours?|days?|weeks?|months?|years?|%|per cent|eur|euros?|horas?|dias?|meses|a[nñ]os?)\b/.test(
    cursor.text.slice(cursor.at, cursor.at + 12),
  );
}

function between(from: string, to: string, kind: string, cursor: Cursor): readonly TopWithSteps[] {
  const [a, b] = [Number(/^[a-z]{3}_(\d+)$/.exec(from)?.[1]), Number(/^[a-z]{3}_(\d+)$/.exec(to)?.[1])];
  if (!(b > a)) return [];
  const count = Math.min(b - a - 1, LONGEST_RANGE);
  cursor.cut ||= count < b - a - 1;
  return Array.from({ length: count }, (_, offset) => ({ top: `${kind}_${a + 1 + offset}`, steps: [] }));
}

function oneTop(cursor: Cursor, kind: string): TopWithSteps | undefined {
  const number =
    cursor.take(new RegExp(`(?:n\\.?\\s?o\\.?\\s*)?(${NUMBER})(?![\\d/%])`)) ??
    (kind === 'rct' ? cursor.take(/\((\d{1,3})\)/) : undefined);
  if (number?.[1] === undefined) return undefined;
  return { top: `${kind}_${number[1].replace(/\s/g, '')}`, steps: stepsBehind(cursor) };
}

function annexTops(cursor: Cursor): readonly TopWithSteps[] {
  const number = cursor.take(/([ivxlc]{1,7}|\d{1,2})\s?(bis|ter)?\b/);
  if (number?.[1] === undefined) {
    const sole = /^\s*(?:$|[,.;?)]|of\b|to\b|de\b|del\b)/.test(cursor.text.slice(cursor.at));
    return sole ? [{ top: 'anx_1', steps: stepsBehind(cursor) }] : [];
  }
  const value = /^\d/.test(number[1]) ? Number(number[1]) : romanToArabic(number[1]);
  return value === undefined ? [] : [{ top: `anx_${value}${number[2] ?? ''}`, steps: stepsBehind(cursor) }];
}

const ELEMENTS: readonly (readonly [RegExp, string])[] = [
  [/adicional|additional|d\.?\s?a/, 'dad'],
  [/transitori|transitional|d\.?\s?t/, 'dtr'],
  [/derogator|d\.?\s?d/, 'dde'],
  [/final|d\.?\s?f/, 'dfi'],
];

function dispositionTops(cursor: Cursor, head: string): readonly TopWithSteps[] {
  const element = ELEMENTS.find(([pattern]) => pattern.test(head))?.[1] ?? 'dad';
  const digits = cursor.take(/(\d{1,2})\s?\.?[oaºª]?\.?(?:\s+(bis|ter|quater|quinquies))?/);
  if (digits?.[1] !== undefined)
    return [{ top: `${element}_${digits[1]}${digits[2] ?? ''}`, steps: stepsBehind(cursor) }];
  const before = cursor.at;
  const two = cursor.take(/([a-z]+)\s+([a-z]+)/);
  const paired = two && spanishOrdinal(`${two[1]} ${two[2]}`);
  if (!paired) cursor.at = before;
  const word = paired ? undefined : cursor.take(/[a-z]+/);
  const number = paired ?? (word && spanishOrdinal(word[0]));
  if (number === undefined) {
    cursor.at = before;
    return [{ top: `${element}_1`, steps: [] }];
  }
  const suffix = cursor.take(new RegExp(`\\s+(${SUFFIX})\\b`))?.[1] ?? '';
  const sole = word !== undefined && /^unic[oa]$/.test(word[0]);
  const steps = stepsBehind(cursor);
  return sole
    ? [
        { top: `${element}_unica`, steps },
        { top: `${element}_1`, steps },
      ]
    : [{ top: `${element}_${number}${suffix}`, steps }];
}

/** Everything written behind a number: "(1)(c)", ".2.b)", ", paragraph 2", ", second subparagraph", ", points (6) and (7)". */
function stepsBehind(cursor: Cursor): readonly (readonly Step[])[] {
  let chains: (readonly Step[])[] = [[]];
  const extend = (level: readonly Step[]): void => {
    chains = chains.flatMap((chain) => level.map((step) => [...chain, step])).slice(0, LONGEST_RANGE);
  };
  for (let depth = 0; depth < 8; depth += 1) {
    const bracketed = cursor.take(/\s?\(\s?([0-9]{1,3}[a-z]{0,2}|[ivxl]{1,8}|[a-zñ]{1,3})\s?\)/);
    if (bracketed?.[1] !== undefined) {
      extend([bracketed[1], ...bracketsAlongside(cursor, bracketed[1])].map(bracketStep));
      continue;
    }
    const dotted = cursor.take(
      /\.(?:\s?(?=\d|[a-z]{1,2}\)))?(\d{1,3}(?:\s?(?:bis|ter))?|[a-z](?![a-z\d.])|[a-zñ]{1,2}(?=\)))(\))?(?![\d/])/,
    );
    if (dotted?.[1] !== undefined) {
      extend([bracketStep(dotted[1].replace(/\s/g, ''))]);
      continue;
    }
    const level = stepsAfterComma(cursor, /\s*,?\s*/) ?? stepsAfterComma(cursor, BEHIND_THE_ACT);
    if (level === undefined) break;
    extend(level);
  }
  return chains.length === 1 && chains[0]?.length === 0 ? [] : chains;
}

/** "Article 33 of the GDPR, paragraph 1": the act, blanked out by the caller, may stand in between. */
const BEHIND_THE_ACT = /\s*,?\s*(?:(?:of|de|del)\s+)?(?:the\s+|la\s+|el\s+)?\u0001+\s*,\s*/;

function stepsAfterComma(cursor: Cursor, gap: RegExp): readonly Step[] | undefined {
  const before = cursor.at;
  const level = cursor.take(gap) ? namedSteps(cursor) : [];
  if (level.length > 0) return level;
  cursor.at = before;
  return undefined;
}

/** "(2) and (3)", "(a) to (c)": further brackets of the same level. */
function bracketsAlongside(cursor: Cursor, first: string): readonly string[] {
  const numbers: string[] = [];
  for (;;) {
    const next = cursor.take(
      /\s?(,|and|or|y|o|&|to|a|al|through|[-–—])\s?\(\s?([0-9]{1,3}[a-z]{0,2}|[ivxl]{1,8}|[a-zñ]{1,3})\s?\)/,
    );
    if (next?.[2] === undefined || numbers.length >= LONGEST_RANGE) return numbers;
    if (/^(?:to|a|al|through|[-–—])$/.test(next[1] ?? '')) numbers.push(...inBetween(numbers.at(-1) ?? first, next[2]));
    numbers.push(next[2]);
  }
}

/** What a range leaves unsaid: single letters and numbers; "(aa) to (ac)" is not guessed. */
function inBetween(from: string, to: string): readonly string[] {
  const numeric = /^\d+$/.test(from) && /^\d+$/.test(to);
  const lettered = /^[a-z]$/.test(from) && /^[a-z]$/.test(to);
  if (!numeric && !lettered) return [];
  const [a, b] = numeric ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  const count = Math.min(Math.max(b - a - 1, 0), LONGEST_RANGE);
  return Array.from({ length: count }, (_, at) => (numeric ? String(a + 1 + at) : String.fromCharCode(a + 1 + at)));
}

function bracketStep(number: string): Step {
  return { readings: /^\d/.test(number) ? [`par_${number}`, `pnt_${number}`] : [`pnt_${number}`] };
}

const NAMED: readonly (readonly [RegExp, (number: string) => Step])[] = [
  [/(?:paragraphs?|paras?\.?|pars?\.|apartados?|aptdo\.?|apdos?\.?)\s*/, (number) => ({ readings: [`par_${number}`] })],
  [
    /(?:points?|puntos?|pts?\.)\s*/,
    (number) => ({ readings: /^\d/.test(number) ? [`pnt_${number}`, `par_${number}`] : [`pnt_${number}`] }),
  ],
  [/(?:letters?|letras?|subpoints?|let\.)\s*/, (number) => ({ readings: [`pnt_${number}`] })],
  [/subincisos?\s+/, (number) => ({ readings: [`pnt_${number}`] })],
  [/incisos?\s+/, (number) => ({ readings: [`pnt_${number}`] })],
  [/(?:sections?|seccion(?:es)?)\s+(?=[a-z0-9]\b)/, (number) => ({ readings: [`sec_${number}`] })],
  [
    /(?:parts?|partes?)\s+(?=[a-z0-9]{1,4}\b)/,
    (number) => ({ readings: [`prt_${romanToArabic(number) ?? number}`, `prt_${number}`] }),
  ],
];

const ITEM = new RegExp(
  `\\(?\\s?(\\d{1,3}(?:\\s?${SUFFIX}\\b|[a-z]{1,2}\\b)?|[ivxl]{1,8}|[a-zñ]{1,3})\\s?\\)?(?![\\d/%\\p{L}])`,
  'u',
);

/** One level named in words; several where a list is given. */
function namedSteps(cursor: Cursor): readonly Step[] {
  const ordinals = ordinalSteps(cursor);
  if (ordinals.length > 0) return ordinals;
  for (const [word, step] of NAMED) {
    const before = cursor.at;
    if (!cursor.take(word)) continue;
    const numbers = listedNumbers(cursor, word);
    if (numbers.length > 0) return numbers.map(step);
    cursor.at = before;
  }
  return [];
}

const JOINT =
  '\\s*(,\\s*(?:and\\s+|y\\s+|or\\s+|o\\s+)?|and\\s+|y\\s+|or\\s+|o\\s+|to\\s+|a\\s+|through\\s+|[-–—]\\s*)';
const LISTED_NEXT = '(?=\\(|[a-z]\\)|\\d{1,3}\\)|\\d{1,3}\\s+(?:of|de|del)\\b)';

/** Words that a bare letter or two may be, and then is no number. */
const NO_NUMBER = /^(?:of|de|del|the|la|el|to|in|and|y|is)$/;

/** "points (a), (b) and point (d)": the word may stand again, another word begins another level. */
function listedNumbers(cursor: Cursor, word: RegExp): readonly string[] {
  const numbers: string[] = [];
  const next = new RegExp(`${JOINT}(?:${word.source})?${LISTED_NEXT}`);
  for (;;) {
    const before = cursor.at;
    const joint = numbers.length > 0 ? cursor.take(next) : undefined;
    if (numbers.length > 0 && joint === undefined) return numbers;
    const item = cursor.take(ITEM);
    if (item?.[1] === undefined || (!item[0].includes('(') && !item[0].includes(')') && NO_NUMBER.test(item[1]))) {
      cursor.at = before;
      return numbers;
    }
    const number = item[1].replace(/\s/g, '');
    if (/^(?:to|a|through|[-–—])/.test(joint?.[1] ?? '')) numbers.push(...inBetween(numbers.at(-1) ?? '', number));
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
  const spanish = english ?? cursor.take(new RegExp(`${UNIT}\\s+(${ORDINAL_PATTERN}|\\d{1,3}\\.?[oº])(?![a-z])`));
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

/** A bare place behind the name of an act: "NIS2 20(1)", "DORA 19". */
export function readBarePlace(folded: string, original: string, at: number): ReadPlace | undefined {
  const cursor = new Cursor(folded, at);
  cursor.take(/\s+/);
  const start = cursor.at;
  const top = start === at ? undefined : oneTop(cursor, 'art');
  if (top === undefined || isQuantity(cursor) || /^[.,]\d|^\s?%|^\s*\/|^-\d/.test(folded.slice(cursor.at)))
    return undefined;
  const text = original.slice(start, cursor.at).trim();
  return {
    start,
    end: cursor.at,
    requests: requestsOf(top.top, top.steps, []).map(({ top: place, steps }) => ({
      text: `Article ${text}`,
      candidates: candidatesOf(place, steps),
    })),
  };
}
