import { Cursor } from './cursor.ts';
import { ORDINAL_PATTERN } from './ordinals.ts';
import { candidatesOf, type PlaceRequest, type Step } from './place-request.ts';
import { type Chain, stepsInFront } from './read-steps.ts';
import { HEADS, isQuantity, numberedTops, oneTop, readTops } from './read-tops.ts';

/** Places read at one spot of a text. */
export interface ReadPlace {
  readonly start: number;
  readonly end: number;
  readonly requests: readonly PlaceRequest[];
  /** True where a range was longer than what is read. */
  readonly cut?: boolean;
}

/** Where a place may begin. One pass over the text; each hit is then read by hand. */
const ANCHOR = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${Object.values(HEADS)
    .map(({ source }) => source)
    .join(
      '|',
    )}|(?:points?|paragraphs?|letters?|letras?|apartados?|puntos?|indent|guion|subparagraph|parrafos?|(?:sections?|secciones?|seccion|parts?|partes?)\\s+[a-z0-9]{1,4}\\s+(?:of|de|del))\\b|${ORDINAL_PATTERN}(?:,|\\s+and|\\s+y)?\\s+(?:subparagraph|paragraph|indent|parrafo|apartado|${ORDINAL_PATTERN})|the\\s+${ORDINAL_PATTERN})`,
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
  const requests = tops.flatMap(({ top, steps, through }) =>
    requestsOf(top, steps, inFront).map((request) => ({ ...request, ...(through && { through }) })),
  );
  const written = original.slice(start, cursor.at).trimEnd();
  const many = requests.length > 1;
  return {
    start,
    end: start + written.length,
    requests: requests.map(({ top, steps, through }) => ({
      text: (many && readable(top, steps)) || written.replace(/[,;:\s]+$/, ''),
      candidates: candidatesOf(top, top.startsWith('anx_') ? steps.map(paragraphFirst) : steps),
      ...(through && { through }),
    })),
    cut: cursor.cut,
  };
}

/** In an annex a numbered item is stored as a paragraph, whatever people call it. */
function paragraphFirst({ readings }: Step): Step {
  return { readings: [...readings].sort((a, b) => Number(b.startsWith('par_')) - Number(a.startsWith('par_'))) };
}

/** Several places read at once are each named by themselves in messages. */
function readable(top: string, steps: Chain): string | undefined {
  const [, kind = '', number = ''] = /^([a-z]{3})_(.+)$/.exec(top) ?? [];
  const word = {
    art: 'Article',
    rct: 'Recital',
    anx: 'Annex',
    dad: 'Disposición adicional',
    dtr: 'Disposición transitoria',
    dde: 'Disposición derogatoria',
    dfi: 'Disposición final',
  }[kind];
  return word && `${word} ${number}${steps.map(({ readings }) => `(${(readings[0] ?? '').slice(4)})`).join('')}`;
}

function requestsOf(
  top: string,
  chains: readonly Chain[],
  inFront: readonly Chain[],
): { top: string; steps: Chain; through?: string }[] {
  const behind = chains.length === 0 ? [[]] : chains;
  const front = inFront.length === 0 ? [[]] : inFront;
  return behind.flatMap((steps) => front.map((more) => ({ top, steps: [...steps, ...more] })));
}

/** Bare places in front of the name of an act, in a text that speaks of places: "7, 8 GDPR", "vs 19 DORA". */
export function readBarePlacesBefore(folded: string, original: string, actStart: number): ReadPlace | undefined {
  const before =
    /(?:^|[\s,]|\bvs\.?\s)(\d{1,3}(?:\([a-z0-9]{1,3}\))*(?:\s?(?:,|and|y|&)\s?\d{1,3}(?:\([a-z0-9]{1,3}\))*)*)\s+(?:of\s+(?:the\s+)?|de\s+(?:la\s+)?|del\s+)?$/.exec(
      folded.slice(Math.max(0, actStart - 60), actStart),
    );
  if (before?.[1] === undefined) return undefined;
  const start = Math.max(0, actStart - 60) + before.index + before[0].indexOf(before[1]);
  const cursor = new Cursor(folded, start);
  const requests = numberedTops(cursor, 'art').flatMap(({ top, steps }) => requestsOf(top, steps, []));
  if (requests.length === 0 || cursor.at < start + before[1].length) return undefined;
  return {
    start,
    end: cursor.at,
    requests: requests.map(({ top, steps }) => ({
      text: readable(top, steps) ?? original.slice(start, cursor.at),
      candidates: candidatesOf(top, steps),
    })),
  };
}

/** A bare place behind the name of an act: "NIS2 20(1)", "DORA 19". */
export function readBarePlace(folded: string, original: string, at: number): ReadPlace | undefined {
  const cursor = new Cursor(folded, at);
  cursor.take(/\s*:\s*|\s+/);
  const start = cursor.at;
  const isYear = /^(?:19|20)\d\d(?!\d)/.test(folded.slice(start, start + 5));
  const top = start === at || isYear ? undefined : oneTop(cursor, 'art');
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
