import { romanToArabic } from '../importers/annex.ts';
import { spanishOrdinal } from '../importers/boe-headings.ts';
import { SUFFIX } from '../suffixes.ts';
import { BARE_NUMBER, bareNumber, type Cursor, inBetween, LONGEST_RANGE, NUMBER } from './cursor.ts';
import { type Chain, stepsBehind } from './read-steps.ts';

/** An article, recital, annex or disposition, and the places within it. */
export interface TopWithSteps {
  readonly top: string;
  readonly steps: readonly Chain[];
  /** The last of a range that begins here; what was inserted in between belongs to it. */
  readonly through?: string;
}

/** The words in front of a number, as patterns over folded text. */
export const HEADS = {
  article: /(?:articles?|artic?les?|articulos?|arts?\.?|§{1,2}|normas?)\s*/,
  recital: /(?:recitals?|rec\.|considerandos?|cdos?\.|whereas)\s*/,
  annex: /(?:annex(?:es)?|anexos?|anejos?)\b\s*/,
  disposition:
    /(?:disp(?:osicion(?:es)?|\.)\s*(?:adicional(?:es)?|transitorias?|derogatorias?|final(?:es)?)|(?:additional|transitional|derogatory|final|adicional|transitoria|derogatoria)\s+provision|d\.?\s?[atdf]\.?(?=\s*\d))\s*/,
  preamble: /(?:preamble|preambulo)\b/,
} as const;

/** Reads what stands at the cursor: one article or several, recitals, an annex, dispositions; none where it is no place. */
export function readTops(cursor: Cursor): readonly TopWithSteps[] {
  if (cursor.take(HEADS.preamble)) return [{ top: 'pre_1', steps: stepsBehind(cursor) }];
  const disposition = cursor.take(HEADS.disposition);
  if (disposition) return dispositionTops(cursor, disposition[0]);
  if (cursor.take(HEADS.annex)) return annexTops(cursor);
  const recital = cursor.take(HEADS.recital);
  const head = recital ?? cursor.take(HEADS.article);
  if (head === undefined) return [];
  const kind = recital ? 'rct' : 'art';
  const tops = numberedTops(cursor, kind);
  if (tops.length > 0 || kind === 'rct') return tops;
  return romanArticle(cursor) ?? (/^(?:articulo|norma)/.test(head[0]) ? ordinalArticle(cursor) : []);
}

/** `artículo primero`, `norma quincuagésima`, `norma trigésima quinta bis`. */
function ordinalArticle(cursor: Cursor): readonly TopWithSteps[] {
  const number = cursor.attempt(() => dispositionNumber(cursor));
  return number === undefined || !/^\d/.test(number) ? [] : [{ top: `art_${number}`, steps: stepsBehind(cursor) }];
}

/** `Article XIX`; a single letter is too little to be sure. */
function romanArticle(cursor: Cursor): readonly TopWithSteps[] | undefined {
  return cursor.attempt(() => {
    const number = cursor.take(/([ivxlc]{2,7})(?![a-z0-9])/)?.[1];
    const value = number === undefined ? undefined : romanToArabic(number);
    return value === undefined ? undefined : [{ top: `art_${value}`, steps: stepsBehind(cursor) }];
  });
}

const LIST_NEXT = new RegExp(
  `\\s*(?:,\\s*(?:and\\s+|y\\s+|or\\s+|o\\s+)?|and\\s+|y\\s+|or\\s+|o\\s+|&\\s*)(?:art(?:icle|iculo)?s?\\.?\\s*)?(?=${BARE_NUMBER}(?![\\d/%]|\\.\\d{3}))`,
);
const RANGE_NEXT = new RegExp(
  `\\s*(?:to|a|al|through|until|hasta|[-–—])\\s*(?:art(?:icle|iculo)?s?\\.?\\s*)?(?=${BARE_NUMBER}(?![\\d/%]|\\.\\d{3}))`,
);

/** One number or several, each with everything behind it. */
export function numberedTops(cursor: Cursor, kind: string): readonly TopWithSteps[] {
  const first = oneTop(cursor, kind);
  if (first === undefined) return [];
  const tops: TopWithSteps[] = [first];
  while (tops.length < LONGEST_RANGE) {
    const more = cursor.attempt(() => {
      const range = cursor.take(RANGE_NEXT)?.[0];
      const isRange = range !== undefined;
      if (!isRange && !cursor.take(LIST_NEXT)) return undefined;
      const next = oneTop(cursor, kind);
      if (next === undefined || isQuantity(cursor) || ofAnotherAct(cursor)) return undefined;
      // "art. 42-2" is paragraph 2: a range does not run downwards.
      if (/^-$/.test(range ?? '') && numberOf(next.top) <= numberOf(tops.at(-1)?.top ?? ''))
        return [paragraphOf(tops.pop(), next)];
      if (!isRange) return [next];
      const from = tops.pop();
      return from ? [{ ...from, through: next.top }, ...between(from.top, next.top, cursor), next] : [next];
    });
    if (more === undefined) break;
    tops.push(...more);
  }
  return tops;
}

/** "artículo 2 y artículo 301 del Código Penal": the second is of an act that is not known, the first is not. */
function ofAnotherAct(cursor: Cursor): boolean {
  return /^\s*,?\s*(?:of|de|del)\s+(?:the\s+|la\s+|el\s+)?(?:codigo|constituci?on|charter|carta|treaty|tratado|estatuto|tfeu|teu|tfue|tue|echr)\b/.test(
    cursor.text.slice(cursor.at, cursor.at + 48),
  );
}

function numberOf(top: string): number {
  return Number.parseInt(top.slice(4), 10);
}

function paragraphOf(article: TopWithSteps | undefined, { top, steps }: TopWithSteps): TopWithSteps {
  const paragraph = { readings: [`par_${top.slice(4)}`] };
  return {
    top: article?.top ?? top,
    steps: steps.length === 0 ? [[paragraph]] : steps.map((chain) => [paragraph, ...chain]),
  };
}

const UNITS =
  /^\s*(?:hours?|days?|weeks?|months?|years?|%|per cent|eur|euros?|horas?|dias?|meses|a[nñ]os?|(?:main\s+|key\s+|core\s+)?(?:pillars?|principles?|requirements?|obligations?|chapters?|steps?|deadlines?|rules?|areas?|levels?|phases?|reports?|articles?|acts?|pilares|principios|requisitos|obligaciones|capitulos|pasos|plazos|reglas|areas|niveles|fases|articulos))\b/;
const MONTHS =
  /^\s*(?:de\s+)?(?:january|february|april|june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|(?:march|may)(?=\s+\d{4}|\s*(?:$|[,.;?])))\b/;

/** "Articles 5 and 10 days", "DORA 14 December 2022", "GDPR 6 principles": a number that counts something is no article. */
export function isQuantity(cursor: Cursor): boolean {
  const behind = cursor.text.slice(cursor.at, cursor.at + 32);
  return UNITS.test(behind) || MONTHS.test(behind);
}

function between(from: string, to: string, cursor: Cursor): readonly TopWithSteps[] {
  const [kind, first = ''] = from.split('_');
  const last = to.slice(4);
  const numbers = inBetween(first, last);
  cursor.cut ||= Number(last) - Number(first) - 1 > numbers.length;
  return numbers.map((number) => ({ top: `${kind}_${number}`, steps: [] }));
}

/** A number with everything behind it; for recitals the number may stand in brackets. */
export function oneTop(cursor: Cursor, kind: string): TopWithSteps | undefined {
  const number =
    cursor.take(new RegExp(`(?:n\\.?\\s?o\\.?\\s*)?(${NUMBER})(?![\\d/%])`)) ??
    (kind === 'rct' ? cursor.take(/\((\d{1,3})\)/) : undefined);
  if (number?.[1] === undefined) return undefined;
  return { top: `${kind}_${bareNumber(number[1])}`, steps: stepsBehind(cursor) };
}

function annexTops(cursor: Cursor): readonly TopWithSteps[] {
  const number = cursor.take(new RegExp(`([ivxlc]{1,7}|\\d{1,2})(?:\\s?(${SUFFIX}))?\\b`));
  if (number?.[1] === undefined) {
    const sole = /^\s*(?:$|[,.;?)]|of\b|to\b|de\b|del\b|\u0001)/.test(cursor.text.slice(cursor.at, cursor.at + 24));
    return sole ? [{ top: 'anx_unica', steps: stepsBehind(cursor) }] : [];
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
const DISPOSITION_NEXT = /\s*(,\s*(?:y\s+)?|y\s+|e\s+|a\s+)(?:la\s+)?/;

/** "adicionales segunda y tercera", "transitorias primera a cuarta"; without a number only a sole one is meant. */
function dispositionTops(cursor: Cursor, head: string): readonly TopWithSteps[] {
  const element = ELEMENTS.find(([pattern]) => pattern.test(head))?.[1] ?? 'dad';
  const first = dispositionNumber(cursor);
  if (first === undefined)
    return /^disposiciones/.test(head) ? [] : [{ top: `${element}_unica`, steps: stepsBehind(cursor) }];
  const tops: TopWithSteps[] = [{ top: `${element}_${first}`, steps: stepsBehind(cursor) }];
  while (tops.length < LONGEST_RANGE) {
    const more = cursor.attempt(() => {
      const joint = cursor.take(DISPOSITION_NEXT);
      const number = joint && dispositionNumber(cursor);
      if (joint === undefined || number === undefined) return undefined;
      const next = { top: `${element}_${number}`, steps: stepsBehind(cursor) };
      return joint[1]?.startsWith('a') ? [...between(tops.at(-1)?.top ?? '', next.top, cursor), next] : [next];
    });
    if (more === undefined) break;
    tops.push(...more);
  }
  return tops;
}

/** `1.ª`, `segunda`, `vigésima tercera`, `primera bis`, `única`. */
function dispositionNumber(cursor: Cursor): string | undefined {
  return cursor.attempt(() => {
    const digits = cursor.take(new RegExp(`(\\d{1,2})\\s?\\.?[oaºª]?(?:\\.(?!\\s?[\\da-z]))?(?:\\s*(${SUFFIX}))?`));
    if (digits?.[1] !== undefined) return `${digits[1]}${digits[2] ?? ''}`;
    const number = spelledOrdinal(cursor);
    const suffix = cursor.take(new RegExp(`\\s+(${SUFFIX})`))?.[1] ?? '';
    return number === undefined ? undefined : `${number}${suffix}`;
  });
}

function spelledOrdinal(cursor: Cursor): string | undefined {
  const two = cursor.attempt(() => {
    const words = cursor.take(/([a-z]+)\s+([a-z]+)/);
    return words && spanishOrdinal(`${words[1]} ${words[2]}`);
  });
  if (two !== undefined) return String(two);
  const word = cursor.take(/[a-z]+/)?.[0] ?? '';
  if (/^unic[oa]$/.test(word)) return 'unica';
  const number = spanishOrdinal(word);
  return number === undefined ? undefined : String(number);
}
