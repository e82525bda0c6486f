import type { ActId } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { ordinalNumber } from '../../regulations/mentions/ordinals.ts';
import type { PlaceRequest } from '../../regulations/mentions/place-request.ts';
import { topPlace } from '../../regulations/place.ts';
import type { Place } from '../../regulations/provision.ts';
import type { ProvisionTree } from '../../regulations/provision-tree.ts';
import { SUFFIX } from '../../regulations/suffixes.ts';
import type { Antecedent } from './antecedent.ts';
import { innerPlacesIn, placeFrom, siblingOf } from './inner-places.ts';
import { isFound, type NamedPlace, placeMeant } from './named-places.ts';
import { neighbourAsked, neighbourOf } from './neighbour.ts';
import { inPlaceOf } from './replace-named.ts';
import type { Spoken } from './spoken.ts';
import { chooseAct, chooseBetween, noneBeside } from './unclear.ts';
import { actName, writePlace } from './write-place.ts';

/** How a question is to be read, or why it cannot be told. */
export type Resolved = { readonly text: string; readonly acts?: readonly ActId[] } | { readonly ambiguous: string };

/**
 * A place that leans on the conversation: "and paragraph 2?", "and Article 20?", "and 3?", "the next article". A place that
 * does not exist is written all the same, so that it is missing and no other is answered in its stead.
 */
export function placeFollowUp(spoken: Spoken, antecedent: Antecedent, view: LawView): Resolved | undefined {
  return (
    innerFollowUp(spoken, antecedent, view) ??
    topFollowUp(spoken, antecedent, view) ??
    bareFollowUp(spoken, antecedent, view) ??
    neighbourFollowUp(spoken, antecedent, view)
  );
}

function treeOf(view: LawView, act: ActId): ProvisionTree | undefined {
  const version = view.version(act);
  return version && view.tree(version);
}

/** "Paragraph 2", with nothing that says of which article. */
function innerFollowUp(spoken: Spoken, antecedent: Antecedent, view: LawView): Resolved | undefined {
  if (spoken.named.mentions.length > 0) return undefined;
  const { folded, core, language } = spoken;
  const [inner, ...others] = innerPlacesIn(folded, true);
  if (inner === undefined || others.length > 0) return undefined;
  const whole = inner.start === 0 && inner.end === folded.trimEnd().length;
  if (!whole && innerPlacesIn(folded, false).length === 0) return undefined;
  const words = core.slice(inner.start, inner.end);
  const here = hereIn(antecedent, words, spoken, view);
  if (here === undefined || 'ambiguous' in here) return here;
  const tree = treeOf(view, here.act);
  const labels = inner.chains.map((chain) => writePlace(view, here.act, placeFrom(here.place, chain, tree), language));
  if (whole) return { text: inPlaceOf(antecedent, joined(labels, spoken), view) };
  const rest = core.slice(inner.end).replace(/^\s+(?:of|in|de|en)\s+(?:it|that|this|ell[oa]|es[eo]|est[eo])\b/u, '');
  const lead = spoken.text.slice(0, spoken.at);
  const mark = /\?\s*$/.test(spoken.text) ? '?' : '';
  return { text: `${lead}${core.slice(0, inner.start)}${joined(labels, spoken)}${rest}`.trim() + mark };
}

/** Where the conversation is: the place that was named, or the best one that was cited where all are of one act. */
function hereIn(
  { places, namedPlaces, acts }: Antecedent,
  words: string,
  { language }: Spoken,
  view: LawView,
): NamedPlace | { readonly ambiguous: string } | undefined {
  if (acts.length > 1) return { ambiguous: chooseAct(view, words, acts, language) };
  const tops = [...new Map(places.map((each) => [`${each.act}#${topPlace(each.place)}`, each])).values()];
  if (!namedPlaces || tops.length <= 1) return namedPlaces ? places.at(-1) : places[0];
  const choices = tops.map(({ act, place }) => writePlace(view, act, topPlace(place), language));
  return { ambiguous: chooseBetween(words, choices, language) };
}

/** "This Regulation", where the act's name now stands. */
const ITSELF =
  /^\s*,?\s*(?:of|in|de|del|en)\s+(?:(?:this|that|the same|the said|the)\s+(?:regulation|directive|act|law|decision)|(?:est[ea]|es[ea]|dich[oa]|el mismo|la misma)\s+(?:reglamento|directiva|ley|norma|circular))\b/iu;

/** "Article 20", with nothing that says of which act. */
function topFollowUp(spoken: Spoken, antecedent: Antecedent, view: LawView): Resolved | undefined {
  const { mentions } = spoken.named;
  const open = mentions.filter(
    ({ requests, actFrom, unknownAct }) => requests.length > 0 && actFrom === 'none' && unknownAct === undefined,
  );
  const [first] = open;
  const [act, ...more] = antecedent.acts;
  if (first === undefined || open.length < mentions.length || act === undefined) return undefined;
  if (more.length > 0) return { ambiguous: chooseAct(view, first.text, antecedent.acts, spoken.language) };
  const { at } = spoken;
  const labels = (mention: typeof first): readonly string[] =>
    mention.requests.map((request) => topLabel(request, act, spoken, view));
  const whole = open.length === 1 && first.start <= at && first.end >= at + spoken.core.trimEnd().length;
  const article = /^(?:the|el|la|los|las)\s+$/iu.test(spoken.text.slice(at, first.start));
  const ends =
    spoken.text
      .slice(first.end, at + spoken.core.length)
      .replace(ITSELF, '')
      .trim() === '';
  if (whole || (open.length === 1 && (first.start <= at || article) && ends))
    return { text: inPlaceOf(antecedent, joined(labels(first), spoken), view) };
  let text = '';
  let from = 0;
  for (const mention of open) {
    text += spoken.text.slice(from, mention.start) + joined(labels(mention), spoken);
    from = mention.end + (ITSELF.exec(spoken.text.slice(mention.end))?.[0].length ?? 0);
  }
  return { text: text + spoken.text.slice(from) };
}

/** "The annex" is the only one there is; where there are several, or none, no number is put to it. */
function topLabel(request: PlaceRequest, act: ActId, { language }: Spoken, view: LawView): string {
  const place = placeMeant(request, act, view);
  const certain = request.candidates[0]?.sole !== true || isFound(request, act, view);
  return certain
    ? writePlace(view, act, place, language)
    : `${request.text} ${language === 'es' ? 'de' : 'of'} ${actName(view, act)}`;
}

const BARE = new RegExp(
  `^(?:(?:the|el|la|los|las)\\s+)?(?:number\\s+|el\\s+)?(?:(\\d{1,3}(?:\\s?${SUFFIX}|[a-z]{1,2})?)|\\((\\d{1,3})\\)|\\(?([a-zñ]|[ivx]{1,5})\\)?)$`,
  'u',
);

/** "And 3?", "y la c": the same sort of place as before. */
function bareFollowUp(spoken: Spoken, antecedent: Antecedent, view: LawView): Resolved | undefined {
  const { folded, core, lead, language } = spoken;
  const word = folded.trim();
  const ordinal = /^(?:the |el |la )?(\S+)(?: one)?$/.exec(word)?.[1];
  const counted = ordinal === undefined ? undefined : ordinalNumber(ordinal);
  const [, number = counted === undefined ? undefined : String(counted), paragraph, letter] = BARE.exec(word) ?? [];
  const bracketed = paragraph !== undefined || (letter !== undefined && word.includes(')'));
  if (!antecedent.namedPlaces || !(lead.joined || lead.about || bracketed)) return undefined;
  const value = number ?? paragraph ?? letter;
  if (value === undefined) return undefined;
  const here = hereIn(antecedent, core, spoken, view);
  if (here === undefined || 'ambiguous' in here) return here;
  const tree = treeOf(view, here.act);
  const place =
    paragraph === undefined
      ? siblingOf(here.place, value.replace(/\s/g, ''), tree)
      : placeFrom(here.place, [{ readings: [`par_${paragraph}`] }], tree);
  return place === undefined
    ? undefined
    : { text: inPlaceOf(antecedent, writePlace(view, here.act, place, language), view) };
}

/** "The next article", "el apartado anterior", "the one before". */
function neighbourFollowUp(spoken: Spoken, antecedent: Antecedent, view: LawView): Resolved | undefined {
  const asked = spoken.named.mentions.length > 0 ? undefined : neighbourAsked(spoken.folded.trim());
  if (asked === undefined) return undefined;
  const here = hereIn(antecedent, spoken.core, spoken, view);
  if (here === undefined || 'ambiguous' in here) return here;
  const label = (place: Place): string => writePlace(view, here.act, place, spoken.language);
  const complete = view.text(here.act)?.complete === true;
  const place = neighbourOf(here.place, asked, complete ? treeOf(view, here.act) : undefined);
  if (place === undefined) return { ambiguous: noneBeside(spoken.core, label(here.place), spoken.language) };
  return { text: inPlaceOf(antecedent, label(place), view) };
}

function joined(labels: readonly string[], { language }: Spoken): string {
  return labels.join(language === 'es' ? ' y ' : ' and ');
}
