import type { ActId } from '../act.ts';
import type { LawView } from '../law-view.ts';
import type { VersionSummary } from '../library-store.ts';
import { isWithin, provisionId, topPlace } from '../place.ts';
import type { Place } from '../provision.ts';
import { placeIn } from './belonging.ts';
import type { Link } from './link.ts';
import { insertedIn, linksIn } from './links-in.ts';

/** A place of law that a provision refers to. */
export interface Reference {
  /** The words of the reference. */
  readonly text: string;
  /** `act#place`; null where the words do not tell for sure which place is meant, or the act has no such place. */
  readonly id: string | null;
  /** True where the place stands in a text that is held; false for one of an act that is not, too. */
  readonly resolved: boolean;
  readonly act?: ActId;
  readonly place?: Place;
  /** The provision that holds the words. */
  readonly from: Place;
}

/** The places that a provision, with all below it, refers to; each once for the same words. */
export function referencesOf(view: LawView, version: VersionSummary, place: Place): readonly Reference[] {
  const found = linksIn(version.act, view.tree(version), view.names, place).flatMap((link) => resolved(view, link));
  return [...new Map(found.map((reference) => [`${reference.text}|${reference.id ?? ''}`, reference])).values()];
}

function resolved(view: LawView, link: Link): readonly Reference[] {
  const { text, from, act, candidates, through } = link;
  if (act === undefined) return [{ text, id: null, resolved: false, from }];
  const tree = view.text(act)?.tree;
  if (tree === undefined) {
    const place = candidates[0]?.place;
    return place === undefined
      ? [{ text, id: null, resolved: false, act, from }]
      : [{ text, id: provisionId(act, place), resolved: false, act, place, from }];
  }
  const place = placeIn(tree, { text, candidates });
  // A digest has a few articles of many.
  if (place === undefined) {
    const known = view.version(act)?.source === 'digest' ? candidates[0]?.place : undefined;
    return known === undefined
      ? [{ text, id: null, resolved: false, act, from }]
      : [{ text, id: provisionId(act, known), resolved: false, act, place: known, from }];
  }
  return [place, ...insertedIn(tree, place, through)].map((each) => ({
    text,
    id: provisionId(act, each),
    resolved: true,
    act,
    place: each,
    from,
  }));
}

/** A provision that refers to another one. */
export interface BackReference {
  readonly act: ActId;
  readonly from: Place;
  readonly id: string;
  readonly text: string;
  /** The place that its words name: the one asked for, one within it, or the whole that it is part of. */
  readonly to: Place;
}

/**
 * The provisions, of the versions that hold for the view, that refer to a place, to something within it, or to the whole
 * of which it is part; by act, in the order of the text, each once.
 */
export function referencesTo(view: LawView, act: ActId, place: Place): readonly BackReference[] {
  const top = topPlace(place);
  // "Disposición adicional única" is the first where the text does not call it so.
  const stored = [top, ...(top.endsWith('_unica') ? [top.replace(/_unica$/, '_1')] : [])];
  const links = stored.flatMap((each) => view.linksTo(act, each));
  const found = links.flatMap(({ version, link }): readonly BackReference[] =>
    resolved(view, link).flatMap(({ act: target, place: to }) => {
      if (target !== act || to === undefined || !(isWithin(to, place) || isWithin(place, to))) return [];
      // A paragraph that speaks of its own points, or of its own article, tells nobody anything new.
      if (version.act === act && isWithin(link.from, place)) return [];
      return [{ act: version.act, from: link.from, id: provisionId(version.act, link.from), text: link.text, to }];
    }),
  );
  const ids = new Set<string>();
  return found.filter(({ id }) => !ids.has(id) && ids.add(id));
}
