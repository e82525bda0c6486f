import type { NotFoundReason } from '../../core/errors.ts';
import type { Act, ActId, Language } from '../act.ts';
import { parentPlace, parsePlace, topPlace } from '../place.ts';
import type { Place } from '../provision.ts';
import type { ProvisionTree } from '../provision-tree.ts';
import type { RegisterEntry } from '../register/register-entry.ts';
import { placeLabel, placeName } from './label.ts';
import type { PlaceMention, PlaceRequest } from './place-request.ts';

/** An act's text as the resolver sees it: the version that holds for the question. */
export interface HeldText {
  readonly act: Act;
  readonly language: Language;
  readonly tree: ProvisionTree;
  /** False for a digest: an article that is not in it may exist all the same. */
  readonly complete: boolean;
  /** True for the text as first published of an act that was amended since: it lacks what was inserted. */
  readonly outdated?: boolean;
}

/** What the resolver asks of the library and the register. */
export interface PlaceSource {
  heldActs(): readonly ActId[];
  text(act: ActId): HeldText | undefined;
  /** Days of the versions held of an act, of which none may hold on the day asked for. */
  heldDates(act: ActId): readonly string[];
  entry(act: ActId): RegisterEntry | undefined;
  /** Names like the one given, for "did you mean". */
  near(name: string): readonly string[];
}

export interface FoundPlace {
  readonly kind: 'found';
  readonly act: ActId;
  readonly place: Place;
  /** What was taken for granted in finding the act. */
  readonly assumed?: string;
}

/** Why a place was not answered. Never another place's text in its stead. */
export interface MissingPlace {
  readonly kind: 'missing';
  readonly reason: NotFoundReason;
  readonly message: string;
  readonly suggestions: readonly string[];
}

export type Resolution = FoundPlace | MissingPlace;

/** Where a person gets the official text of an act that is not held, and the command that adds it. */
function howToAdd(act: ActId): string {
  const address = act.startsWith('BOE-')
    ? `https://www.boe.es/buscar/act.php?id=${act}`
    : `https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:${act}`;
  return `compliance library add <file> --act ${act} (official text: ${address})`;
}

/** Resolves every place of a mention; a bare mention of an act resolves to nothing, or says that it is not held. */
export function resolveMention(mention: PlaceMention, source: PlaceSource): readonly Resolution[] {
  if (mention.unknownAct !== undefined && mention.acts.length === 0) return [unknownAct(mention.unknownAct, source)];
  if (mention.requests.length === 0)
    return mention.group && mention.acts.some((act) => source.text(act)) ? [] : bareAct(mention.acts, source);
  return mention.requests
    .map((request) => resolveRequest(request, mention.acts, source))
    .map((each) =>
      each.kind === 'found' && mention.assumed !== undefined ? { ...each, assumed: mention.assumed } : each,
    );
}

function nameOf(act: ActId, source: PlaceSource): string {
  const entry = source.entry(act);
  const held = source.text(act)?.act;
  const name = entry?.name ?? held?.name ?? act;
  const short = entry?.shortName ?? held?.shortName;
  return short === undefined ? name : `${short} (${name})`;
}

function unknownAct(words: string, source: PlaceSource): MissingPlace {
  const near = source.near(words);
  return {
    kind: 'missing',
    reason: 'act_not_held',
    message:
      `No act called "${words}" is known here, so nothing can be said about it. If it exists, add its official text: ` +
      'compliance library add <file> --act <CELEX or BOE identifier>.',
    suggestions: near,
  };
}

function notHeld(act: ActId, source: PlaceSource): MissingPlace {
  const dates = source.heldDates(act);
  if (dates.length > 0) {
    return {
      kind: 'missing',
      reason: 'act_not_held',
      message: `Of ${nameOf(act, source)} the library holds no version for that day and language; it holds ${dates.join(', ')}. Add an earlier text: ${howToAdd(act)}.`,
      suggestions: [`compliance library add <file> --act ${act}`],
    };
  }
  return {
    kind: 'missing',
    reason: 'act_not_held',
    message: `${nameOf(act, source)} is not in the library. Add it: ${howToAdd(act)}.`,
    suggestions: [`compliance library add <file> --act ${act}`],
  };
}

function bareAct(acts: readonly ActId[], source: PlaceSource): readonly Resolution[] {
  if (acts.length > 1) return [severalActs(acts, source)];
  const [act] = acts;
  return act === undefined || source.text(act) ? [] : [notHeld(act, source)];
}

function severalActs(acts: readonly ActId[], source: PlaceSource): MissingPlace {
  return {
    kind: 'missing',
    reason: 'ambiguous',
    message: `Several acts bear this name: ${acts.map((act) => `${nameOf(act, source)} [${act}]`).join('; ')}. Say which one, by its issuer or its number in brackets.`,
    suggestions: acts,
  };
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

/** The annexes beside an annex, the additional dispositions beside one of them, in the order of the text. */
function sameKind(top: Place, tree: ProvisionTree | undefined): readonly Place[] {
  return (tree?.tops() ?? []).filter((place) => place.startsWith(top.slice(0, 4)));
}

/** With no act named, one held act would be an obvious choice; of several none is picked silently. */
function withoutAct(request: PlaceRequest, source: PlaceSource): Resolution {
  const held = source.heldActs();
  const [only] = held;
  if (held.length === 1 && only !== undefined) return findIn(request, only, source) ?? missingIn(request, only, source);
  const matches = held.flatMap((act) => findIn(request, act, source) ?? []);
  return severalPlaces(request, matches, source);
}

const MOST_SUGGESTIONS = 8;

function severalPlaces(request: PlaceRequest, matches: readonly FoundPlace[], source: PlaceSource): MissingPlace {
  const labels = matches.map(({ act, place }) => labelIn(act, place, source));
  return {
    kind: 'missing',
    reason: 'ambiguous',
    message:
      labels.length === 0
        ? `"${request.text}" names no act, and no act in the library has such a place. Name the act, as in "${request.text} DORA".`
        : `"${request.text}" does not say of which act. ${labels.length} acts in the library have such a place: ${labels.slice(0, MOST_SUGGESTIONS).join('; ')}${labels.length > MOST_SUGGESTIONS ? '; …' : ''}.`,
    suggestions: labels.slice(0, MOST_SUGGESTIONS),
  };
}

function labelIn(act: ActId, place: Place, source: PlaceSource): string {
  const text = source.text(act);
  if (text === undefined) return `${act}#${place}`;
  return placeLabel(place, text.language, namesOf(text, source), text.tree.node(topPlace(place))?.marker);
}

function namesOf(text: HeldText, source: PlaceSource): Pick<Act, 'name' | 'shortName'> {
  const entry = source.entry(text.act.id);
  const shortName = entry?.shortName ?? text.act.shortName;
  return { name: entry?.name ?? text.act.name, ...(shortName === undefined ? {} : { shortName }) };
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

function notInDigest(request: PlaceRequest, { act }: HeldText, source: PlaceSource): MissingPlace {
  return {
    kind: 'missing',
    reason: 'act_not_held',
    message:
      `Of ${nameOf(act.id, source)} only a digest is held, and it does not cover ${request.text}. ` +
      `Add the official text: ${howToAdd(act.id)}.`,
    suggestions: [`compliance library add <file> --act ${act.id}`],
  };
}

function noSuchArticle(
  request: PlaceRequest,
  act: ActId,
  source: PlaceSource,
  text: HeldText | undefined,
): MissingPlace {
  const top = topPlace(request.candidates[0]?.place ?? '');
  const kind = top.slice(0, 3);
  const same = sameKind(top, text?.tree);
  const last =
    kind === 'art' && !text?.complete && source.entry(act)?.lastArticle
      ? `art_${source.entry(act)?.lastArticle}`
      : same.at(-1);
  const near = nearPlaces(top, same);
  const label = (place: Place): string => labelIn(act, place, source);
  const end =
    last === undefined
      ? `${nameOf(act, source)} has no such part`
      : `${nameOf(act, source)} ends at ${placeName(last, text?.language ?? 'en', text?.tree.node(last)?.marker)}`;
  const inserted = same.length > 0 && near.length > 0 ? ` Did you mean ${near.map(label).join(' or ')}?` : '';
  const outdated = text?.outdated
    ? ' That is the text as first published: the act has been amended since, and what was inserted is not in it. Add the consolidated text to be sure.'
    : '';
  return {
    kind: 'missing',
    reason: 'no_such_article',
    message: text?.outdated
      ? `The text held has no ${request.text}: ${end}.${outdated}${inserted}`
      : `There is no ${request.text} in it: ${end}.${inserted}`,
    suggestions: near.map(label),
  };
}

/** "The Annex" of an act that has three of them. */
function oneOfSeveral(request: PlaceRequest, { act, tree }: HeldText, source: PlaceSource): MissingPlace {
  const places = sameKind(topPlace(request.candidates[0]?.place ?? ''), tree);
  const labels = places.slice(0, MOST_SUGGESTIONS).map((place) => labelIn(act.id, place, source));
  return {
    kind: 'missing',
    reason: 'ambiguous',
    message: `"${request.text}" has no number, and ${nameOf(act.id, source)} has ${places.length} such parts: ${labels.join('; ')}${places.length > labels.length ? '; …' : ''}. Say which one.`,
    suggestions: labels,
  };
}

/** Existing places whose number looks like the one asked for: "5a" near "5", "112" near "12". */
function nearPlaces(wanted: Place, existing: readonly Place[]): readonly Place[] {
  const number = wanted.slice(4);
  const digits = number.replace(/\D/g, '');
  return existing
    .filter((place) => {
      const candidate = place.slice(4);
      return (
        candidate.replace(/\D/g, '') === digits ||
        (digits.length > 2 && (candidate === digits.slice(1) || candidate === digits.slice(0, -1))) ||
        (digits.length === 2 && candidate === `${digits[1]}${digits[0]}`)
      );
    })
    .slice(0, 3);
}

function noSuchParagraph(request: PlaceRequest, text: HeldText, source: PlaceSource): MissingPlace {
  const wanted = request.candidates[0]?.place ?? '';
  let known = parentPlace(wanted);
  while (known !== undefined && !text.tree.has(known)) known = parentPlace(known);
  const parent = known ?? topPlace(wanted);
  const label = labelIn(text.act.id, parent, source);
  const children = text.tree.children(parent);
  const list = describeChildren(children.map(({ place }) => place));
  return {
    kind: 'missing',
    reason: 'no_such_paragraph',
    message: `There is no ${request.text} in ${text.outdated ? 'the text held of ' : ''}${nameOf(text.act.id, source)}: ${label} ${list}.${text.outdated ? ' That is the text as first published; the act has been amended since.' : ''}`,
    suggestions: children.slice(0, 6).map(({ place }) => labelIn(text.act.id, place, source)),
  };
}

function describeChildren(places: readonly Place[]): string {
  const names = new Map([
    ['par', 'paragraphs'],
    ['pnt', 'points'],
    ['sub', 'unnumbered subparagraphs'],
    ['idt', 'indents'],
    ['sec', 'sections'],
    ['prt', 'parts'],
  ]);
  const groups = [...names].flatMap(([kind, word]) => {
    const numbers = places
      .map((place) => parsePlace(place)?.at(-1))
      .filter((element) => element?.kind === kind)
      .map((element) => element?.number ?? '');
    if (numbers.length === 0) return [];
    const range = numbers.length > 2 ? `${numbers[0]} to ${numbers.at(-1)}` : numbers.join(' and ');
    return [`${numbers.length === 1 ? word.slice(0, -1) : word} ${range}`];
  });
  return groups.length === 0 ? 'has no paragraphs or points of its own' : `has ${groups.join(', ')}`;
}
