import { foldText } from '../../core/text.ts';
import type { Place } from '../provision.ts';

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

const SUFFIXES = 'bis|ter|quater|qu[aá]ter|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies|terdecies';
const ARTICLE = new RegExp(
  `^(art[ií]culo|norma)\\s+(\\d+|[a-záéíóú]+(?:\\s+[a-záéíóú]+)?)(?:\\s*[.ºª]+)?(?:\\s+(${SUFFIXES}))?\\s*[.:]?\\s*(.*)$`,
  'i',
);
const DISPOSITION = new RegExp(
  `^disposici[oó]n\\s+(adicional|transitoria|derogatoria|final)(?:\\s+(.*?))?(?:\\s+(${SUFFIXES}))?\\s*(?:[.:]\\s*(.*))?$`,
  'i',
);
const ANNEX = /^(?:anexo|anejo)(?:\s+([ivxlc]+|\d+))?\b\s*[.:]?\s*(.*)$/i;

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
  const [, word = '', number = '', suffix = '', title = ''] = match;
  const value = /^\d+$/.test(number) ? Number(number) : spanishOrdinal(number);
  if (value === undefined) return undefined;
  return {
    place: `art_${value}${foldText(suffix)}`,
    marker: [word, number, suffix].filter((part) => part !== '').join(' '),
    title: title.trim(),
  };
}

function dispositionHeading(text: string): Heading | undefined {
  const match = DISPOSITION.exec(text);
  if (match === null) return undefined;
  const [, kind = '', ordinal = '', suffix = '', title = ''] = match;
  const value = ordinal === '' ? 1 : spanishOrdinal(ordinal);
  if (value === undefined) return undefined;
  return {
    place: `${ELEMENTS[kind.toLowerCase()] ?? 'dad'}_${value}${foldText(suffix)}`,
    marker: ['Disposición', kind.toLowerCase(), ordinal, suffix].filter((part) => part !== '').join(' '),
    title: title.trim(),
  };
}

/** `ANEJO II. Título` → its number (1 where it has none) and title. */
export function annexHeading(
  text: string,
): { readonly number: string | undefined; readonly marker: string; readonly title: string } | undefined {
  const match = ANNEX.exec(text);
  if (match === null) return undefined;
  const [, number, title = ''] = match;
  return { number, marker: text.slice(0, text.length - title.length).replace(/[.:\s]+$/, ''), title: title.trim() };
}
