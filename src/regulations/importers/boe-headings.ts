import { foldText } from '../../core/text.ts';
import type { Place } from '../provision.ts';
import { SUFFIX } from '../suffixes.ts';
import { type Behind, behindNumber, isUnknownEnding } from './number-endings.ts';

const UNITS = ['primer', 'segund', 'tercer', 'cuart', 'quint', 'sext', 'septim', 'octav', 'noven'] as const;
const TENS: Readonly<Record<string, number>> = {
  decim: 10,
  undecim: 11,
  duodecim: 12,
  vigesim: 20,
  trigesim: 30,
  cuadragesim: 40,
  quincuagesim: 50,
};

/**
 * The number of a Spanish ordinal in either gender, joined or apart: `primera` 1, `undécima` 11, `decimosexta` 16,
 * `vigésima segunda` 22, `única` 1. `undefined` for any other word.
 */
export function spanishOrdinal(text: string): number | undefined {
  const word = foldText(text).trim().replace(/\s+/g, '');
  if (/^unic[oa]$/.test(word)) return 1;
  const alone = unitOf(word);
  if (alone !== undefined) return alone;
  // The longest tens first, so that "undecim" is not read as "decim".
  const tens = Object.keys(TENS)
    .sort((a, b) => b.length - a.length)
    .find((stem) => word.startsWith(stem));
  if (tens === undefined) return undefined;
  const rest = word.slice(tens.length);
  if (/^[oa]?$/.test(rest)) return TENS[tens];
  // "decimo-sexta" keeps a linking vowel, "decim-octava" shares it.
  const unit = unitOf(rest) ?? unitOf(rest.slice(1));
  return unit === undefined ? undefined : (TENS[tens] ?? 0) + unit;
}

function unitOf(word: string): number | undefined {
  const stem = /^(?:primer|tercer)$/.test(word) ? word : word.replace(/[oa]$/, '');
  const unit = (UNITS as readonly string[]).indexOf(stem);
  return unit < 0 ? undefined : unit + 1;
}

const ARTICLE = /^(art[ií]culo|norma)\s+(?=[\da-záéíóú])(.*)$/i;
const DISPOSITION = /^disposici[oó]n\s+(adicional|transitoria|derogatoria|final)(?![a-záéíóúñ0-9])(.*)$/i;
const ANNEX = new RegExp(`^(?:anexo|anejo)(?:\\s+([ivxlc]+|\\d+)(?=\\b|${SUFFIX}))?\\b`, 'i');

const ELEMENTS: Readonly<Record<string, string>> = {
  adicional: 'dad',
  transitoria: 'dtr',
  derogatoria: 'dde',
  final: 'dfi',
};

export interface Heading {
  readonly place: Place;
  /** As printed, without the title: `Artículo 4 bis`. */
  readonly marker: string;
  readonly title: string;
  /** The number goes on with words that are not known; the place is one of its own, with an x behind the number. */
  readonly isDoubtful?: true;
}

/**
 * What a heading of a Spanish act begins: an article, a norma of a circular, or one of the four kinds of disposition.
 * `undefined` for chapters and everything else.
 */
export function headingOf(text: string): Heading | undefined {
  return articleHeading(text) ?? dispositionHeading(text);
}

function articleHeading(text: string): Heading | undefined {
  const match = ARTICLE.exec(text);
  if (match === null) return undefined;
  const [, word = '', rest = ''] = match;
  const number = numberAhead(rest);
  return number && heading(`art_${number.value}`, [word, number.printed], behindNumber(rest.slice(number.length)));
}

function dispositionHeading(text: string): Heading | undefined {
  const match = DISPOSITION.exec(text);
  if (match === null) return undefined;
  const [, kind = '', rest = ''] = match;
  // Without an ordinal it is the only one of its kind.
  const number = /^\s*(?:[.:]|$)/.test(rest) ? { value: 1, printed: '', length: 0 } : ordinalAhead(rest);
  const place = `${ELEMENTS[kind.toLowerCase()] ?? 'dad'}_${number?.value}`;
  return (
    number &&
    heading(place, ['Disposición', kind.toLowerCase(), number.printed], behindNumber(rest.slice(number.length)))
  );
}

function heading(place: Place, words: readonly string[], { suffix, title, isDoubtful }: Behind): Heading {
  const marker = [...words, suffix].filter((part) => part !== '').join(' ');
  const ended = `${place}${foldText(suffix)}`;
  if (!isDoubtful) return { place: ended, marker, title };
  const [, unknown = title, rest = ''] = /^([^.:]{1,60})(?:[.:]\s*(.*))?$/.exec(title) ?? [];
  return { place: `${ended}x`, marker: `${marker} ${unknown}`, title: rest, isDoubtful: true };
}

interface NumberAhead {
  readonly value: number;
  readonly printed: string;
  /** How many characters it takes. */
  readonly length: number;
}

function numberAhead(text: string): NumberAhead | undefined {
  const digits = /^\d+/.exec(text)?.[0];
  return digits === undefined ? ordinalAhead(text) : { value: Number(digits), printed: digits, length: digits.length };
}

/** An ordinal of two words ("vigésima segunda") before one of one word: "primero bis" is the first with an ending. */
function ordinalAhead(text: string): NumberAhead | undefined {
  const [, blank = '', first = '', second = ''] = /^(\s*)([a-záéíóú]{1,40})(\s+[a-záéíóú]{1,40})?/i.exec(text) ?? [];
  for (const printed of [first + second, first]) {
    const value = spanishOrdinal(printed);
    if (value !== undefined) return { value, printed, length: blank.length + printed.length };
  }
  return undefined;
}

export interface AnnexHeading {
  /** With its ending, as it is printed: `II bis`; `undefined` where the annex has none. */
  readonly number: string | undefined;
  readonly marker: string;
  readonly title: string;
}

/** `ANEJO II. Título` → its number and title. */
export function annexHeading(text: string): AnnexHeading | undefined {
  const match = ANNEX.exec(text);
  if (match === null) return undefined;
  const [head, number] = match;
  const { suffix, title } =
    number === undefined ? bareTitle(text.slice(head.length)) : behindNumber(text.slice(head.length));
  const unknown = isUnknownEnding(title) ? (/^\p{L}+/u.exec(title)?.[0] ?? '') : '';
  const rest = title.slice(unknown.length).replace(/^\s*[.:]?\s*/, '');
  return {
    number: number === undefined ? undefined : [number, suffix, unknown].filter((part) => part !== '').join(' '),
    marker: text.slice(0, text.length - rest.length).replace(/[.:\s]+$/, ''),
    title: rest,
  };
}

function bareTitle(text: string): { readonly suffix: string; readonly title: string } {
  return { suffix: '', title: text.replace(/^\s*[.:]?\s*/, '').trim() };
}
