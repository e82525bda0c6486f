import type { ActId } from '../act.ts';
import type { ActNames } from '../mentions/act-names.ts';
import { foldInPlace } from '../mentions/cursor.ts';
import { findMentions } from '../mentions/find-mentions.ts';
import type { PlaceMention, PlaceRequest } from '../mentions/place-request.ts';
import { topPlace } from '../place.ts';
import type { Place, ProvisionNode } from '../provision.ts';
import type { ProvisionTree } from '../provision-tree.ts';
import { sentenceSpans } from '../sentences.ts';
import { belongingOf, belongingOfRelative, isAmending, POINTING_HERE, placeIn, TOLD_CHANGE } from './belonging.ts';
import type { Link, PlacedLink } from './link.ts';
import { placeBefore, type RelativePlace, readRelativePlaces, resolveRelative } from './relative.ts';

/** What the reading of links must know of the text around. */
interface Reading {
  readonly act: ActId;
  readonly tree: ProvisionTree;
  readonly names: ActNames;
}

/** Words without which a sentence points nowhere; most sentences have none, and are not looked at further. */
const POINTER =
  /art[ií]c|\bart\.|\bnormas?\b|paragraph|\bpoints?\b|\bindent|annex|recital|apartado|letra|p[aá]rrafo|gui[oó]n|anexo|considerando|disposici[oó]n|precedente|\banterior/i;

/**
 * The links of a provision and of all below it, in reading order. A place with an act beside it belongs to that act. One
 * belongs to the provision's own act where the words say so ("of this Regulation"), or where nothing around it points to
 * another: no act in the sentence, no "of", no name behind it, no new wording for another act. A place without an article
 * is looked for around the words. Everything else is given without an act rather than with a guess.
 *
 * @param place all of the text where absent
 */
export function linksIn(act: ActId, tree: ProvisionTree, names: ActNames, place?: Place): readonly PlacedLink[] {
  const reading = { act, tree, names };
  const amending = new Map<Place, boolean>();
  const nodes = place === undefined ? tree.nodes : tree.within(place);
  return nodes.flatMap((node) => {
    if (!POINTER.test(node.text)) return [];
    const top = topPlace(node.place);
    const known = amending.get(top) ?? isAmending(tree, top);
    amending.set(top, known);
    return sentenceSpans(node.text).flatMap(({ start, end }) => {
      const sentence = node.text.slice(start, end);
      if (!POINTER.test(sentence)) return [];
      const found = inSentence(reading, node, sentence, known ? undefined : top);
      return found.map(({ link, start: at }) => ({ ...link, start: start + at }));
    });
  });
}

/** @param here the article or annex around the sentence; absent where it gives another act new words */
function inSentence(
  reading: Reading,
  node: ProvisionNode,
  sentence: string,
  here: Place | undefined,
): readonly Positioned[] {
  const { mentions } = findMentions(sentence, reading.names);
  const placed = mentions.filter(({ requests }) => requests.length > 0);
  const absolute = placed.flatMap((mention, at) =>
    absoluteLinks(reading, node, { sentence, placed, at }, here).map((link) => ({
      link,
      start: mention.start,
    })),
  );
  const relative = here === undefined ? [] : relativeLinks(reading, node, sentence, mentions);
  return [...absolute, ...relative].sort((a, b) => a.start - b.start);
}

/** A mention of places in its sentence. */
interface Spot {
  readonly sentence: string;
  /** All that name places, and which of them it is. */
  readonly placed: readonly PlaceMention[];
  readonly at: number;
}

function absoluteLinks(
  { act: own, tree, names }: Reading,
  { place: from }: ProvisionNode,
  { sentence, placed, at }: Spot,
  here: Place | undefined,
): readonly Link[] {
  const mention = placed[at];
  if (mention === undefined) return [];
  const belonging = here === undefined ? 'other' : belongingOf(sentence, placed, at);
  const told = here?.startsWith('pre_') && TOLD_CHANGE.test(sentence);
  // Only circulars have normas; no law or act of the Union that the sentence names can be meant.
  const alone = mention.actFrom === 'none' || (mention.actFrom === 'elsewhere' && isOwnNorma(mention.text, tree, from));
  const isOwn = belonging === 'own' || (belonging === 'open' && alone && !told);
  const named = mention.actFrom === 'beside' && mention.assumed === undefined ? mention.acts : [];
  const beside = named.length > 0 || here === undefined ? named : actPointedBackTo(sentence, mention, names);
  const [act, ...others] = isOwn ? [own] : beside;
  const within = isOwn && POINTING_HERE.test(sentence.slice(0, mention.start)) ? here : undefined;
  // As printed: what each of several is called alone is in its place.
  const { text } = mention;
  return mention.requests.flatMap((request): readonly Link[] => {
    const unclear = { text, from, candidates: [] };
    if (act === undefined || others.length > 0) return [unclear];
    const { through } = request;
    if (act !== own) return [{ text, from, act, candidates: request.candidates, ...(through && { through }) }];
    const place = placeIn(tree, request, within);
    return place === undefined
      ? [unclear]
      : [place, ...insertedIn(tree, place, through)].map((each) => ({
          text,
          from,
          act,
          candidates: [{ place: each }],
        }));
  });
}

function isOwnNorma(text: string, tree: ProvisionTree, from: Place): boolean {
  return /^normas?\b/i.test(text) && /^norma/i.test(tree.node(topPlace(from))?.marker ?? '');
}

const POINTING_BACK =
  /^[\s,]*(?:(?:of|in|under|to)\s+(?:that|the\s+said)\s+|(?:del?|al?|en)\s+(?:(?:el|la)\s+)?(?:mencionad|citad|referid|dich)[oa]\s+)(regulation|directive|decision|reglamento|directiva|decisi[oó]n|ley|real\s+decreto)(?!\p{L})/iu;
const LETTERS: Readonly<Record<string, string>> = { r: 'R', d: 'L' };

/** "Article 5 of that Directive": the only act of that sort that the sentence has named before. */
function actPointedBackTo(sentence: string, mention: PlaceMention, names: ActNames): readonly ActId[] {
  const word = POINTING_BACK.exec(sentence.slice(mention.end))?.[1]?.toLowerCase();
  if (word === undefined) return [];
  const letter = /^deci/.test(word) ? 'D' : (LETTERS[word.charAt(0)] ?? '');
  const isOfSort = (act: ActId): boolean =>
    /^(?:ley|real)/.test(word) ? act.startsWith('BOE-') : act.charAt(5) === letter && !act.startsWith('BOE-');
  const before = names.find(sentence.slice(0, mention.start)).flatMap(({ acts }) => acts.filter(isOfSort));
  return new Set(before).size === 1 ? before.slice(0, 1) : [];
}

/** Articles 4 to 5 hold 4 bis and 4 ter, although nobody names them. */
export function insertedIn(tree: ProvisionTree, from: Place, through: Place | undefined): readonly Place[] {
  if (through === undefined) return [];
  const tops = tree.tops();
  const [start, end] = [tops.indexOf(from), tops.indexOf(through)];
  return start < 0 || end <= start ? [] : tops.slice(start + 1, end).filter((place) => /_\d+[a-z]+$/.test(place));
}

interface Positioned {
  readonly link: Link;
  readonly start: number;
}

/** Places without an article, in what the reading of articles and acts has left. */
function relativeLinks(
  { act, tree }: Reading,
  { place: from }: ProvisionNode,
  sentence: string,
  mentions: readonly PlaceMention[],
): readonly Positioned[] {
  if (/^(?:rct|pre)_/.test(from)) return [];
  const folded = foldInPlace(sentence);
  let rest = folded;
  for (const { start, end } of mentions)
    rest = `${rest.slice(0, start)}${'\u0001'.repeat(end - start)}${rest.slice(end)}`;
  return readRelativePlaces(rest).flatMap((read): readonly Positioned[] => {
    if (isPartOfArticle(rest, read)) return [];
    const text = sentence.slice(read.start, read.end).trim();
    if (belongingOfRelative(sentence.slice(read.end)) === 'other')
      return [{ start: read.start, link: { text, from, candidates: [] } }];
    return placesOf(tree, from, read)
      .filter((place) => place !== from)
      .map((place) => ({ start: read.start, link: { text, from, act, candidates: [{ place }] } }));
  });
}

/** Grown onto an article that was read, or onto an act: "Article 5, second sentence of point (b)". */
function isPartOfArticle(rest: string, { start, end }: RelativePlace): boolean {
  return (
    /\u0001\s*,?\s*(?:(?:and|or|y|o|e)\s+)?$/.test(rest.slice(Math.max(0, start - 12), start)) ||
    /^\s*,?\s*(?:of|in|de|del)?\s*(?:the\s+|la\s+|el\s+)?\u0001/.test(rest.slice(end, end + 16))
  );
}

function placesOf(tree: ProvisionTree, from: Place, { chains, before }: RelativePlace): readonly Place[] {
  if (before !== undefined) {
    const place = placeBefore(tree, from, before);
    return place === undefined ? [] : [place];
  }
  const request = (candidates: PlaceRequest['candidates']): boolean =>
    placeIn(tree, { text: '', candidates }) !== undefined;
  return chains.flatMap((chain) => resolveRelative(tree, from, chain, (candidate) => request([candidate])) ?? []);
}
