import { Cursor } from '../../regulations/mentions/cursor.ts';
import { namedSteps } from '../../regulations/mentions/named-steps.ts';
import { ORDINAL_PATTERN } from '../../regulations/mentions/ordinals.ts';
import type { Step } from '../../regulations/mentions/place-request.ts';
import { stepsBehind } from '../../regulations/mentions/read-steps.ts';
import { parsePlace } from '../../regulations/place.ts';
import type { Place } from '../../regulations/provision.ts';
import type { ProvisionTree } from '../../regulations/provision-tree.ts';

/** A place below an article, named without its article: "paragraph 4, point (b)". */
export interface InnerPlace {
  readonly start: number;
  readonly end: number;
  /** From the outside in; several for a list. */
  readonly chains: readonly (readonly Step[])[];
}

const UNIT =
  'sub-?paragraphs?|paragraphs?|paras?\\.?(?=\\s*\\(?\\d)|points?|letters?|indents?|apartados?|aptdos?\\.?|apdos?\\.?|letras?|puntos?|parrafos?|incisos?|guion(?:es)?';
const ANCHOR = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:the|its|el|la|los|las|su|sus)\\s+)?(?:(?:${UNIT})(?=[\\s(\\d])|${ORDINAL_PATTERN}\\s+(?:${UNIT}))`,
  'gu',
);
const ARTICLE = /(?:the|its|el|la|los|las|su|sus)\s+/;
const OF = /\s*,?\s*(?:of|de|del|in|en)\s+(?:the\s+|la\s+|el\s+|los\s+|las\s+)?/;

/**
 * The places below an article that a folded text names.
 *
 * @param whole true where the text is nothing but a place, so that a letter needs no brackets: "point b"
 */
export function innerPlacesIn(folded: string, whole: boolean): readonly InnerPlace[] {
  const found: InnerPlace[] = [];
  for (const { index } of folded.matchAll(ANCHOR)) {
    if (index < (found.at(-1)?.end ?? 0)) continue;
    const read = innerAt(folded, index);
    if (read !== undefined && isPlace(folded, read, whole)) found.push(read);
  }
  return found;
}

/** "Point b" is a place where nothing else stands; "para que", "puntos de" and "points a bank must" are none. */
function isPlace(folded: string, { start, end }: InnerPlace, whole: boolean): boolean {
  const words = folded.slice(start, end);
  if (/[\d)]/.test(words) || new RegExp(`(?:^|\\s)${ORDINAL_PATTERN}(?:\\s|$)`).test(words)) return true;
  const letter = /\s(?:[a-zñ]{1,2}|[ivx]{1,5})$/.test(words);
  return letter && (whole || /^\s*(?:$|[,.;?)])/.test(folded.slice(end)));
}

function innerAt(folded: string, start: number): InnerPlace | undefined {
  const cursor = new Cursor(folded, start);
  cursor.take(ARTICLE);
  const first = namedSteps(cursor);
  if (first.length === 0) return undefined;
  const behind = stepsBehind(cursor);
  const outer: (readonly Step[])[] = [];
  for (;;) {
    const more = cursor.attempt(() => {
      const level = cursor.take(OF) ? namedSteps(cursor) : [];
      return level.length > 0 ? level : undefined;
    });
    if (more === undefined) break;
    outer.unshift(more);
  }
  let chains: (readonly Step[])[] = [[]];
  for (const level of [...outer, first]) chains = chains.flatMap((chain) => level.map((step) => [...chain, step]));
  if (behind.length > 0) chains = chains.flatMap((chain) => behind.map((more) => [...chain, ...more]));
  return { start, end: start + folded.slice(start, cursor.at).trimEnd().length, chains };
}

/**
 * The place that steps lead to from where the conversation is: "paragraph 2" is of the article, "point (b)" of the
 * paragraph, or beside the point that was spoken of. Of several readings the one that the text has; where it has none of
 * them the likeliest, which is then missing.
 *
 * @param tree the act's text; without it nothing can be told apart
 */
export function placeFrom(here: Place, steps: readonly Step[], tree: ProvisionTree | undefined): Place {
  const candidates = candidatesFrom(here, steps);
  return candidates.find((place) => tree?.has(place)) ?? candidates[0] ?? here;
}

function candidatesFrom(here: Place, [first, ...rest]: readonly Step[]): readonly Place[] {
  if (first === undefined) return [here];
  let places = first.readings.flatMap((reading) => homesFor(here, reading).map((home) => `${home}/${reading}`));
  for (const { readings } of rest) places = places.flatMap((place) => readings.map((reading) => `${place}/${reading}`));
  return places;
}

/** Where a paragraph, a point, a subparagraph may stand, seen from a place; the likeliest first. */
function homesFor(here: Place, reading: string): readonly Place[] {
  const parts = here.split('/');
  const kind = reading.slice(0, 3);
  const upTo = (at: number): Place => parts.slice(0, at).join('/');
  const top = upTo(1);
  const paragraph = parts.findIndex((part, at) => at > 0 && part.startsWith('par_'));
  if (kind === 'par') return [top];
  const inParagraph = paragraph < 0 ? top : upTo(paragraph + 1);
  if (kind === 'sub') return [inParagraph];
  const points = parts.flatMap((part, at) => (part.startsWith(`${kind}_`) ? [at] : [])).reverse();
  if (points.length === 0) return here === inParagraph ? [here] : [inParagraph, here];
  const beside = points.map((at) => ({ home: upTo(at), alike: alike(parts[at] ?? '', reading) }));
  const ordered = [...beside.filter((each) => each.alike), ...beside.filter((each) => !each.alike)];
  // "Point (i)" behind "point (a)" stands below it.
  const below = beside.some((each) => each.alike) ? [] : [here];
  return [...below, ...ordered.map(({ home }) => home)];
}

/** A letter beside letters, a number beside numbers, "ii" beside "i". */
function alike(one: string, other: string): boolean {
  const sort = (part: string): string => {
    const number = part.slice(4);
    if (/^\d/.test(number)) return 'number';
    return /^[ivx]+$/.test(number) ? 'roman' : 'letter';
  };
  return sort(one) === sort(other);
}

/** The place where the last part that counts in the same way is another one: "3" behind paragraph 2, "c" behind point (b). */
export function siblingOf(here: Place, number: string, tree: ProvisionTree | undefined): Place | undefined {
  const parts = here.split('/');
  const sort = /^\d/.test(number) ? /^[a-z]{3}_\d/ : /^(?:pnt|sec)_[a-zñ]/;
  const places = parts
    .flatMap((part, at) => (sort.test(part) ? [[...parts.slice(0, at), `${part.slice(0, 4)}${number}`].join('/')] : []))
    .reverse();
  const child = /^\d/.test(number) || parsePlace(here)?.at(-1)?.kind !== 'par' ? [] : [`${here}/pnt_${number}`];
  const candidates = [...places, ...child];
  // Of letters the one that the text has: "i" may stand beside "h" or beside "ii". A number is beside the last number.
  return /^\d/.test(number) ? candidates[0] : (candidates.find((place) => tree?.has(place)) ?? candidates[0]);
}
