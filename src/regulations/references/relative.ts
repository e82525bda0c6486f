import { Cursor } from '../mentions/cursor.ts';
import { namedSteps } from '../mentions/named-steps.ts';
import { ORDINAL_PATTERN } from '../mentions/ordinals.ts';
import { candidatesOf, type PlaceCandidate, type Step } from '../mentions/place-request.ts';
import { type Chain, stepsBehind } from '../mentions/read-steps.ts';
import { parentPlace, parsePlace, topPlace } from '../place.ts';
import type { Place } from '../provision.ts';
import type { ProvisionTree } from '../provision-tree.ts';

/** A place written without its article: "paragraph 1", "point (b) of the first subparagraph", "el apartado anterior". */
export interface RelativePlace {
  readonly start: number;
  readonly end: number;
  /** What is written, from the outside in; a list is several. Empty where it is the one before. */
  readonly chains: readonly Chain[];
  /** "the preceding paragraph": the kind of what stands before. */
  readonly before?: 'art' | 'par' | 'sub' | 'pnt';
}

const ANCHOR = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:sub-?)?paragraphs?|points?|indents?|apartados?|letras?|parrafos?|guion(?:es)?|${ORDINAL_PATTERN}(?:(?:,|\\s+and|\\s+y)\\s+(?:the\\s+)?${ORDINAL_PATTERN})*\\s+(?:sub-?paragraphs?|indents?|paragraphs?|parrafos?))(?![\\p{L}\\p{N}])`,
  'gu',
);
const OF = /\s+(?:of|in|de|del)\s+(?:the\s+|la\s+|el\s+|los\s+|las\s+)?/;
const NEXT = /\s*,?\s*(?:(?:of|in|de|del)\s+)?(?:the\s+|la\s+|el\s+)?/;
const BEFORE =
  /(?<![\p{L}])(?:(?:the\s+)?(?:preceding|previous)\s+(article|paragraph|subparagraph|point)|(articulo|norma|apartado|parrafo|letra)\s+(?:inmediatamente\s+)?(?:anterior|precedente))(?![\p{L}])/gu;
const KINDS: Readonly<Record<string, RelativePlace['before']>> = {
  article: 'art',
  articulo: 'art',
  norma: 'art',
  paragraph: 'par',
  apartado: 'par',
  subparagraph: 'sub',
  parrafo: 'sub',
  point: 'pnt',
  letra: 'pnt',
};
/** From the outside in. */
const DEPTHS: readonly string[] = ['par', 'sub', 'pnt', 'idt'];
const MOST_LEVELS = 5;

/** @param folded a sentence as `foldInPlace` gives it, with what was read already blanked out */
export function readRelativePlaces(folded: string): readonly RelativePlace[] {
  const found: RelativePlace[] = [];
  for (const anchor of folded.matchAll(ANCHOR)) {
    if (found.some(({ end }) => anchor.index < end)) continue;
    const read = readAt(folded, anchor.index);
    if (read) found.push(read);
  }
  for (const match of folded.matchAll(BEFORE)) {
    const before = KINDS[match[1] ?? match[2] ?? ''];
    const [start, end] = [match.index, match.index + match[0].length];
    if (before !== undefined && !found.some((each) => start < each.end && end > each.start))
      found.push({ start, end, chains: [], before });
  }
  return found.sort((a, b) => a.start - b.start);
}

function readAt(folded: string, start: number): RelativePlace | undefined {
  const cursor = new Cursor(folded, start);
  const first = levelAt(cursor);
  if (first === undefined) return undefined;
  let chains = first;
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    const outer = cursor.attempt(() => (cursor.take(OF) ? outerLevel(cursor, chains) : undefined));
    if (outer) {
      chains = outer.flatMap((above) => chains.map((below) => [...above, ...below]));
      continue;
    }
    const inner = cursor.attempt(() => (cursor.take(NEXT) ? innerLevel(cursor, chains) : undefined));
    if (inner === undefined) break;
    chains = chains.flatMap((above) => inner.map((below) => [...above, ...below]));
  }
  return { start, end: cursor.at, chains };
}

/** One level with the brackets behind it: "paragraph 2(b)", "points (a) and (b)", "apartado 1.a)". */
function levelAt(cursor: Cursor): readonly Chain[] | undefined {
  const named = namedSteps(cursor);
  if (named.length === 0) return undefined;
  if (named.length > 1) return named.map((step) => [step]);
  const deeper = cursor.attempt(() => {
    // Only what is grown onto the number: what stands behind a comma is another level, read by the caller.
    const behind = /^[(.]/.test(cursor.text.slice(cursor.at, cursor.at + 1)) ? stepsBehind(cursor) : [];
    return behind.length > 0 && behind.every((chain) => chain.every(isReadable)) ? behind : undefined;
  });
  return (deeper ?? [[]]).map((chain) => [...named, ...chain]);
}

function isReadable({ readings }: Step): boolean {
  return readings.every((reading) => !reading.endsWith('_0'));
}

function outerLevel(cursor: Cursor, inner: readonly Chain[]): readonly Chain[] | undefined {
  const level = levelAt(cursor);
  return level && depthOf(level) < depthOf(inner) ? level : undefined;
}

function innerLevel(cursor: Cursor, outer: readonly Chain[]): readonly Chain[] | undefined {
  const level = levelAt(cursor);
  return level && depthOf(level) > lastDepthOf(outer) ? level : undefined;
}

function kindOf(step: Step | undefined): string {
  return step?.readings[0]?.slice(0, 3) ?? '';
}

function depthOf([chain]: readonly Chain[]): number {
  return DEPTHS.indexOf(kindOf(chain?.[0]));
}

function lastDepthOf([chain]: readonly Chain[]): number {
  return DEPTHS.indexOf(kindOf(chain?.at(-1)));
}

/**
 * Where a relative place is, read from the provision that holds its words: in the nearest provision around it that has
 * such a place. `undefined` where none has.
 */
export function resolveRelative(
  tree: ProvisionTree,
  from: Place,
  chain: Chain,
  exists: (candidate: PlaceCandidate) => boolean,
): Place | undefined {
  const depth = DEPTHS.indexOf(kindOf(chain[0]));
  for (const base of basesOf(from)) {
    // A subparagraph is no part of another one; only points and indents stand within their like.
    const own = DEPTHS.indexOf(parsePlace(base)?.at(-1)?.kind ?? '');
    if (own >= depth && depth < DEPTHS.indexOf('pnt')) continue;
    const found = candidatesOf(base, chain).find((candidate) => tree.has(candidate.place) && exists(candidate));
    if (found) return found.place;
  }
  return undefined;
}

/** From the inside out; the words of a point mean its neighbours before what stands below it. */
function basesOf(from: Place): readonly Place[] {
  const around: Place[] = [];
  for (let place = parentPlace(from); place !== undefined; place = parentPlace(place)) around.push(place);
  return /\/(?:pnt|idt)_[^/]+$/.test(from) ? [...around, from] : [from, ...around];
}

/** What stands before the provision, of the kind given; `undefined` before the first. */
export function placeBefore(
  tree: ProvisionTree,
  from: Place,
  kind: NonNullable<RelativePlace['before']>,
): Place | undefined {
  if (kind === 'art')
    return neighbour(
      tree.tops().filter((place) => place.startsWith('art_')),
      topPlace(from),
    );
  for (let place: Place | undefined = from; place !== undefined; place = parentPlace(place)) {
    if (parsePlace(place)?.at(-1)?.kind !== kind) continue;
    const parent = parentPlace(place);
    const sisters = parent === undefined ? [] : tree.children(parent).map((child) => child.place);
    return neighbour(
      sisters.filter((each) => parsePlace(each)?.at(-1)?.kind === kind),
      place,
    );
  }
  return undefined;
}

function neighbour(places: readonly Place[], place: Place): Place | undefined {
  const at = places.indexOf(place);
  return at > 0 ? places[at - 1] : undefined;
}
