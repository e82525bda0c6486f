import { AppError } from '../core/errors.ts';
import { cleanQuestion } from '../core/text.ts';
import type { ActId, IsoDate, VersionLabel } from './act.ts';
import type { LawView } from './law-view.ts';
import type { VersionSummary } from './library-store.ts';
import { officialUrl } from './mentions/official-url.ts';
import type { FoundPlace } from './mentions/place-source.ts';
import { isWithin, provisionId, topPlace } from './place.ts';
import type { Place } from './provision.ts';
import { referencesOf, referencesTo } from './references/references-of.ts';
import { type UnderstoodQuery, understandQuery } from './search-regulations.ts';
import { standingNotes, versionPhrase } from './standing.ts';

/** A provision with what surrounds it, as it is shown to people. */
export interface ShownProvision {
  readonly id: string;
  readonly act: ActId;
  readonly place: Place;
  readonly label: string;
  readonly url: string;
  /** Headings from the act's divisions down to the article. */
  readonly breadcrumb: readonly string[];
  readonly text: string;
  readonly version: VersionLabel;
  /** What the version is, in one phrase. */
  readonly standing: string;
  /** Defined terms that it uses, but for those that it defines itself. */
  readonly terms: readonly { readonly term: string; readonly id: string; readonly label: string }[];
  /** What it refers to; without an `id` where that cannot be told for sure. */
  readonly references: readonly {
    readonly text: string;
    readonly id?: string;
    readonly resolved: boolean;
    readonly label?: string;
  }[];
  readonly referencedBy: readonly { readonly id: string; readonly label: string; readonly text: string }[];
  /** All that refer to it, of which `referencedBy` has the first. */
  readonly referencedByTotal: number;
  readonly notes: readonly string[];
}

/** Provisions shown that refer to a place: there can be hundreds that refer to a definition. */
const MOST_SHOWN = 50;
const MOST_MISSING_TOLD = 10;

/**
 * The places that words name, all of which exist.
 *
 * @throws AppError `not_found` with the nearest places where one does not exist: never a neighbour in its stead;
 *   `invalid_input` for words that name none
 */
export function placesNamed(view: LawView, words: string, acts: readonly ActId[] | undefined): UnderstoodQuery {
  const query = understandQuery(cleanQuestion(words), view, acts);
  const { found, missing, assumed } = query;
  const [first] = missing;
  if (first)
    throw new AppError('not_found', [...assumed, ...toldOf(missing)].join(' '), {
      reason: first.reason,
      suggestions: missing.slice(0, MOST_MISSING_TOLD).flatMap(({ suggestions }) => suggestions),
    });
  if (found.length === 0)
    throw new AppError(
      'invalid_input',
      `"${words.slice(0, 80)}" names no place. Write it as in "Article 19(4) DORA", "art. 42.2.a) Ley 10/2010", or by its id 32022R2554#art_19/par_4.`,
    );
  return query;
}

/** Words can name thousands of places that do not exist: some are told of, and how many more there are. */
function toldOf(missing: readonly { readonly message: string }[]): readonly string[] {
  const left = missing.length - MOST_MISSING_TOLD;
  return [
    ...missing.slice(0, MOST_MISSING_TOLD).map(({ message }) => message),
    ...(left > 0 ? [`So it is with ${left} more of the places named.`] : []),
  ];
}

/** @param today the day for which it is shown */
export function showProvision(view: LawView, { act, place }: FoundPlace, today: IsoDate): ShownProvision {
  const version = versionOf(view, act);
  const tree = view.tree(version);
  const top = tree.node(topPlace(place));
  const back = referencesTo(view, act, place);
  const labelOf = (target: ActId | undefined, at: Place | undefined): { readonly label?: string } => {
    const held = target === undefined ? undefined : view.version(target);
    return held && at !== undefined ? { label: view.label(held, at) } : {};
  };
  return {
    id: provisionId(act, place),
    act,
    place,
    label: view.label(version, place),
    url: officialUrl(version, place),
    breadcrumb: [...(top?.divisions ?? []), top?.heading ?? ''].filter((part) => part !== ''),
    text: tree.readableText(place),
    version: { date: version.date, source: version.source },
    standing: versionPhrase(version, view.entry(act)),
    terms: termsIn(view, version, place),
    references: referencesOf(view, version, place).map(({ text, id, resolved, act: target, place: at }) => ({
      text,
      ...(id === null ? {} : { id }),
      resolved,
      ...(resolved ? labelOf(target, at) : {}),
    })),
    referencedBy: back
      .slice(0, MOST_SHOWN)
      .map(({ id, text, act: from, from: at }) => ({ id, label: view.label(versionOf(view, from), at), text })),
    referencedByTotal: back.length,
    notes: standingNotes(version, [place], view.entry(act), today),
  };
}

/** Defined terms that the provision uses, but for those that it defines itself. */
function termsIn(view: LawView, version: VersionSummary, place: Place): ShownProvision['terms'] {
  const text = view.tree(version).wholeText(place);
  return view
    .glossary(version)
    .usedIn(text)
    .filter((use) => use.act !== version.act || !(isWithin(use.place, place) || isWithin(place, use.place)))
    .map(({ term, id, act, place: at }) => ({ term, id, label: view.label(versionOf(view, act), at) }));
}

function versionOf(view: LawView, act: ActId): VersionSummary {
  const version = view.version(act);
  if (version === undefined)
    throw new AppError('not_found', `The library holds no version of ${act} for that day.`, { reason: 'act_not_held' });
  return version;
}
