import type { ActId } from '../act.ts';
import { topPlace } from '../place.ts';
import type { Place } from '../provision.ts';
import type { RegisterEntry } from '../register/register-entry.ts';
import type { PlaceMention, PlaceRequest } from './place-request.ts';
import type { FoundPlace, MissingPlace, PlaceSource, Resolution } from './place-source.ts';
import {
  consolidationNotRead,
  noSuchArticle,
  noSuchParagraph,
  notHeld,
  notInDigest,
  oneOfSeveral,
  sameKind,
  severalActs,
  severalPlaces,
  unknownAct,
} from './why-missing.ts';

/** Resolves every place of a mention; a bare mention of an act resolves to nothing, or says that it is not held. */
export function resolveMention(mention: PlaceMention, source: PlaceSource): readonly Resolution[] {
  if (mention.unknownAct !== undefined && mention.acts.length === 0) return [unknownAct(mention.unknownAct, source)];
  const other = anotherConsolidation(mention, source);
  if (other) return [other];
  if (mention.requests.length === 0)
    return mention.group && mention.acts.some((act) => source.text(act)) ? [] : bareAct(mention.acts, source);
  return mention.requests.flatMap((request) => [
    resolveRequest(request, mention.acts, source),
    ...insertedIn(request, mention, source),
  ]);
}

function bareAct(acts: readonly ActId[], source: PlaceSource): readonly Resolution[] {
  if (acts.length > 1) return [severalActs(acts, source)];
  const [act] = acts;
  return act === undefined || source.text(act) ? [] : [notHeld(act, source)];
}

/** `02014R0910-20140917` names one text; another one is not read in its stead. */
function anotherConsolidation({ acts, consolidatedTo }: PlaceMention, source: PlaceSource): MissingPlace | undefined {
  const [act] = acts;
  if (consolidatedTo === undefined || act === undefined || source.text(act)?.date === consolidatedTo) return undefined;
  return consolidationNotRead(act, consolidatedTo, source);
}

/** Articles 4 to 5 hold 4 bis and 4 ter, although nobody names them. */
function insertedIn(
  { candidates, through }: PlaceRequest,
  { acts }: PlaceMention,
  source: PlaceSource,
): readonly FoundPlace[] {
  const [act] = acts;
  const from = candidates[0]?.place;
  const tops = acts.length === 1 && act !== undefined ? (source.text(act)?.tree.tops() ?? []) : [];
  const [start, end] = [tops.indexOf(from ?? ''), tops.indexOf(through ?? '')];
  if (act === undefined || start < 0 || end <= start) return [];
  return tops
    .slice(start + 1, end)
    .filter((place) => /_\d+[a-z]+$/.test(place))
    .map((place) => ({ kind: 'found', act, place }));
}

function resolveRequest(request: PlaceRequest, acts: readonly ActId[], source: PlaceSource): Resolution {
  if (acts.length === 0) return withoutAct(request, source);
  const inHeld = acts.flatMap((act) => findIn(request, act, source) ?? []);
  const [only] = inHeld;
  if (inHeld.length === 1 && only)
    return acts.length === 1 || acts.every((act) => source.text(act)) ? only : severalActs(acts, source);
  if (inHeld.length > 1) return severalPlaces(request, inHeld, source);
  const [act] = acts;
  if (acts.length > 1 || act === undefined) return severalActs(acts, source);
  return missingIn(request, act, source);
}

function findIn(request: PlaceRequest, act: ActId, source: PlaceSource): FoundPlace | undefined {
  const tree = source.text(act)?.tree;
  const match = request.candidates.find(
    ({ place, leadIn, sole }) =>
      tree?.has(place) &&
      (leadIn === undefined || tree.node(place)?.leadIn === leadIn) &&
      (!sole || sameKind(topPlace(place), tree).length === 1),
  );
  return match && { kind: 'found', act, place: match.place };
}

/** With no act named, one held act would be an obvious choice; of several none is picked silently. */
function withoutAct(request: PlaceRequest, source: PlaceSource): Resolution {
  const held = source.heldActs();
  const [only] = held;
  if (held.length === 1 && only !== undefined) return findIn(request, only, source) ?? missingIn(request, only, source);
  const matches = held.flatMap((act) => findIn(request, act, source) ?? []);
  return severalPlaces(request, matches, source);
}

function missingIn(request: PlaceRequest, act: ActId, source: PlaceSource): MissingPlace {
  const text = source.text(act);
  const top = topPlace(request.candidates[0]?.place ?? '');
  const entry = source.entry(act);
  if (pastTheEnd(top, entry)) return noSuchArticle(request, act, source, text);
  if (text === undefined) return notHeld(act, source);
  if (request.candidates[0]?.sole && sameKind(top, text.tree).length > 1) return oneOfSeveral(request, text, source);
  if (text.tree.has(top))
    return text.complete ? noSuchParagraph(request, text, source) : notInDigest(request, text, source);
  return text.complete ? noSuchArticle(request, act, source, text) : notInDigest(request, text, source);
}

function pastTheEnd(top: Place, entry: RegisterEntry | undefined): boolean {
  const number = Number(/^art_(\d+)$/.exec(top)?.[1]);
  return entry?.lastArticle !== undefined && !entry.amended && number > entry.lastArticle;
}
