import { AppError } from '../core/errors.ts';
import type { IsoDate, Language } from './act.ts';
import type { ProvisionChange } from './changes/compare-versions.ts';
import { changesIn } from './changes/library-changes.ts';
import { type WordChange, wordDiff } from './changes/word-diff.ts';
import type { LawReader } from './law-reader.ts';
import type { LawView } from './law-view.ts';
import type { VersionSummary } from './library-store.ts';
import type { FoundPlace } from './mentions/place-source.ts';
import { namedAct } from './named-acts.ts';
import { isWithin, provisionId } from './place.ts';
import type { Place } from './provision.ts';
import { understandQuery } from './search-regulations.ts';
import { placesNamed } from './shown-provision.ts';

/** One of the two things compared. */
export interface ComparedSide {
  readonly id: string;
  readonly label: string;
  /** As stored; empty for a whole act, and for a provision that the version does not have. */
  readonly text: string;
  readonly version: VersionSummary;
  readonly view: LawView;
  readonly place?: Place;
}

/** A change with its name. */
export type ComparedChange = Omit<ProvisionChange, 'place'> & {
  readonly label: string;
  /** What it was called before, where it has another number now. */
  readonly formerly?: string;
};

export interface Compared {
  readonly kind: 'versions' | 'provisions';
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  readonly changes: readonly ComparedChange[];
  readonly notes: readonly string[];
}

export interface ComparisonDays {
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly language?: Language;
}

/**
 * What changed between two versions: in a whole act, or in one place of it.
 *
 * @param words an act by number or name, or one place
 * @throws AppError as `changesIn`; `not_found` for a place that neither version has; `invalid_input` for several places
 */
export function changesAt(reader: LawReader, words: string, days: ComparisonDays): Compared {
  const now = reader.at(days.language === undefined ? {} : { language: days.language });
  const named = actOrPlace(now, words);
  const found = changesIn(reader.library, { act: named.act, ...days });
  const { from, to } = found;
  const place = named.place;
  if (place !== undefined && ![from, to].some((version) => now.tree(version).has(place)))
    throw new AppError(
      'not_found',
      `Neither the version of ${from.date} nor that of ${to.date} has ${now.label(to, place)}.`,
    );
  const changes = found.changes.filter(
    (change) =>
      place === undefined ||
      touches(change.place, place) ||
      (change.was !== undefined && touches(placeOf(change.was), place)),
  );
  return {
    kind: 'versions',
    left: sideOf(now, from, place),
    right: sideOf(now, to, place),
    changes: changes.map(({ place: at, ...change }) => ({
      ...change,
      label: now.label(change.kind === 'removed' ? from : to, at),
      ...(change.was === undefined ? {} : { formerly: now.label(from, placeOf(change.was)) }),
    })),
    notes: found.lost
      .filter((lost) => place === undefined || touches(lost, place))
      .map(
        (lost) =>
          `${now.label(now.tree(to).has(lost) ? to : from, lost)} cannot be compared in full: a source lost some of its words.`,
      ),
  };
}

/** A change of the place, of something within it, or of the whole that it is part of. */
function touches(changed: Place, place: Place): boolean {
  return isWithin(changed, place) || isWithin(place, changed);
}

function placeOf(id: string): Place {
  return id.slice(id.indexOf('#') + 1);
}

function actOrPlace(view: LawView, words: string): { readonly act: string; readonly place?: Place } {
  const query = understandQuery(words, view);
  const [found, ...more] = query.found;
  if (more.length > 0) throw tooMany(words);
  if (found !== undefined) return { act: found.act, place: found.place };
  // A place that the latest text does not have may have been removed: its own words tell which it was.
  const gone = /^(\S+)#(\S+)$/.exec(words.trim());
  if (gone?.[1] !== undefined && gone[2] !== undefined) return { act: gone[1].toUpperCase(), place: gone[2] };
  if (query.placeMissing) placesNamed(view, words, undefined);
  return { act: namedAct(view, words) };
}

function tooMany(words: string): AppError {
  return new AppError(
    'invalid_input',
    `"${words.slice(0, 80)}" names several places. Compare one at a time, or give the other one as "with".`,
  );
}

function sideOf(view: LawView, version: VersionSummary, place: Place | undefined): ComparedSide {
  if (place === undefined) return { id: version.act, label: view.shortName(version), text: '', version, view };
  const tree = view.tree(version);
  const held = tree.has(place);
  return {
    id: provisionId(version.act, place),
    label: view.label(version, place),
    text: held ? tree.readableText(place) : '',
    version,
    view,
    ...(held ? { place } : {}),
  };
}

/**
 * Two provisions side by side, as they stand now.
 *
 * @throws AppError `not_found` or `invalid_input` where one of them is no single place that is held
 */
export function sideBySide(
  reader: LawReader,
  words: string,
  other: string,
  { language }: Pick<ComparisonDays, 'language'>,
): Compared {
  const view = reader.at(language === undefined ? {} : { language });
  const [left, right] = [onePlace(view, words), onePlace(view, other)];
  const same = left.text === right.text;
  const diff: readonly WordChange[] = same ? [] : wordDiff(left.text, right.text);
  const change = {
    id: right.id,
    ...(left.id === right.id ? {} : { was: left.id, formerly: left.label }),
    kind: 'reworded' as const,
    label: right.label,
    before: left.text,
    after: right.text,
    marks: [],
    words: diff,
  };
  const languages = new Set([left.version.language, right.version.language]);
  const digests = [left, right].filter(({ version }) => version.source === 'digest');
  return {
    kind: 'provisions',
    left,
    right,
    changes: same ? [] : [change],
    notes: [
      ...(languages.size > 1
        ? ['The two are in different languages: words that differ say nothing about the law.']
        : []),
      ...digests.map(
        ({ label }) =>
          `${label}: digest, not the official text. Words that it lacks may stand in the law, and words that differ say nothing about it.`,
      ),
    ],
  };
}

function onePlace(view: LawView, words: string): ComparedSide {
  const { found } = placesNamed(view, words, undefined);
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) throw tooMany(words);
  return sideOf(view, versionOf(view, first), first.place);
}

function versionOf(view: LawView, { act }: FoundPlace): VersionSummary {
  const version = view.version(act);
  if (version === undefined) throw new AppError('not_found', `The library does not hold ${act}.`);
  return version;
}
