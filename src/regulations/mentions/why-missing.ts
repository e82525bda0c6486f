import type { Act, ActId } from '../act.ts';
import { parentPlace, parsePlace, topPlace } from '../place.ts';
import type { Place } from '../provision.ts';
import type { ProvisionTree } from '../provision-tree.ts';
import { placeLabel, placeName } from './label.ts';
import type { PlaceRequest } from './place-request.ts';
import type { FoundPlace, HeldText, MissingPlace, PlaceSource } from './place-source.ts';

/** Where a person gets the official text of an act that is not held, and the command that adds it. */
function howToAdd(act: ActId): string {
  const address = act.startsWith('BOE-')
    ? `https://www.boe.es/buscar/act.php?id=${act}`
    : `https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:${act}`;
  return `compliance library add <file> --act ${act} (official text: ${address})`;
}

function nameOf(act: ActId, source: PlaceSource): string {
  const entry = source.entry(act);
  const held = source.text(act)?.act;
  const name = entry?.name ?? held?.name ?? act;
  const short = entry?.shortName ?? held?.shortName;
  return short === undefined ? name : `${short} (${name})`;
}

export function unknownAct(words: string, source: PlaceSource): MissingPlace {
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

/** The number asked for names a consolidation that is not the one read. */
export function consolidationNotRead(act: ActId, day: string, source: PlaceSource): MissingPlace {
  const dates = source.heldDates(act);
  const what = dates.includes(day)
    ? `It is held: ask for it with --as-of ${day}.`
    : `${dates.length === 0 ? 'No version is held' : `The library holds ${dates.join(', ')}`}. Add it: ${howToAdd(act)}.`;
  return {
    kind: 'missing',
    reason: 'act_not_held',
    message: `The number names the text of ${nameOf(act, source)} as consolidated to ${day}, which was not read. ${what}`,
    suggestions: dates.includes(day) ? [`--as-of ${day}`] : [`compliance library add <file> --act ${act}`],
  };
}

export function notHeld(act: ActId, source: PlaceSource): MissingPlace {
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

export function severalActs(acts: readonly ActId[], source: PlaceSource): MissingPlace {
  return {
    kind: 'missing',
    reason: 'ambiguous',
    message: `Several acts bear this name: ${acts.map((act) => `${nameOf(act, source)} [${act}]`).join('; ')}. Say which one, by its issuer or its number in brackets.`,
    suggestions: acts,
  };
}

/** The annexes beside an annex, the additional dispositions beside one of them, in the order of the text. */
export function sameKind(top: Place, tree: ProvisionTree | undefined): readonly Place[] {
  return (tree?.tops() ?? []).filter((place) => place.startsWith(top.slice(0, 4)));
}

const MOST_SUGGESTIONS = 8;

export function severalPlaces(
  request: PlaceRequest,
  matches: readonly FoundPlace[],
  source: PlaceSource,
): MissingPlace {
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

export function notInDigest(request: PlaceRequest, { act }: HeldText, source: PlaceSource): MissingPlace {
  return {
    kind: 'missing',
    reason: 'act_not_held',
    message:
      `Of ${nameOf(act.id, source)} only a digest is held, and it does not cover ${request.text}. ` +
      `Add the official text: ${howToAdd(act.id)}.`,
    suggestions: [`compliance library add <file> --act ${act.id}`],
  };
}

export function noSuchArticle(
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
  const read = text === undefined ? '' : versionRead(text, source);
  return {
    kind: 'missing',
    reason: 'no_such_article',
    message: text?.outdated
      ? `The text held has no ${request.text}: ${end}.${outdated}${read}${inserted}`
      : `There is no ${request.text} in it: ${end}.${read}${inserted}`,
    suggestions: near.map(label),
  };
}

/** A place that one version lacks may stand in another: nobody may take its absence from one for its absence from the law. */
function versionRead({ act, date }: HeldText, source: PlaceSource): string {
  const others = [...new Set(source.heldDates(act.id))].filter((other) => other !== date);
  return others.length === 0 ? '' : ` The text of ${date} was read; the library also holds ${others.join(', ')}.`;
}

/** "The Annex" of an act that has three of them. */
export function oneOfSeveral(request: PlaceRequest, { act, tree }: HeldText, source: PlaceSource): MissingPlace {
  const places = sameKind(topPlace(request.candidates[0]?.place ?? ''), tree);
  const labels = places.slice(0, MOST_SUGGESTIONS).map((place) => labelIn(act.id, place, source));
  return {
    kind: 'missing',
    reason: 'ambiguous',
    message: `"${request.text}" has no number, and ${nameOf(act.id, source)} has ${places.length} such parts: ${labels.join('; ')}${places.length > labels.length ? '; …' : ''}. Say which one.`,
    suggestions: labels,
  };
}

/** Existing places whose number looks like the one asked for: "5a" near "5", "112" near "12", the last near the next. */
function nearPlaces(wanted: Place, existing: readonly Place[]): readonly Place[] {
  const number = wanted.slice(4);
  const digits = number.replace(/\D/g, '');
  return existing
    .filter((place) => {
      const candidate = place.slice(4);
      return (
        candidate.replace(/\D/g, '') === digits ||
        (digits.length > 2 && (candidate === digits.slice(1) || candidate === digits.slice(0, -1))) ||
        (place === existing.at(-1) && Number(digits) - Number(candidate) === 1)
      );
    })
    .slice(0, 3);
}

export function noSuchParagraph(request: PlaceRequest, text: HeldText, source: PlaceSource): MissingPlace {
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
    message: `There is no ${request.text} in ${text.outdated ? 'the text held of ' : ''}${nameOf(text.act.id, source)}: ${label} ${list}.${text.outdated ? ' That is the text as first published; the act has been amended since.' : ''}${versionRead(text, source)}`,
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
