import { AppError } from '../core/errors.ts';
import type { ActId, Language, VersionLabel } from './act.ts';
import type { LawView } from './law-view.ts';
import type { VersionSummary } from './library-store.ts';
import { provisionId } from './place.ts';
import type { Place } from './provision.ts';
import { provisionHash } from './provision-tree.ts';

/** A provision as it was read for somebody: exactly these words of exactly this version. */
export interface ReadPassage {
  /** `act#place`. */
  readonly id: string;
  readonly act: ActId;
  readonly place: Place;
  readonly label: string;
  readonly version: VersionLabel;
  readonly versionKey: string;
  readonly language: Language;
  /** The library's own hash of the provision's whole text: what tells whether a later version says the same. */
  readonly hash: string;
  /** The provision with its lead-in, as it was read. */
  readonly text: string;
}

/**
 * `undefined` for a place that the version does not have.
 *
 * @throws AppError `internal` where the words are not those that were added
 */
export function readPassage(view: LawView, version: VersionSummary, place: Place): ReadPassage | undefined {
  const tree = view.tree(version);
  const node = tree.node(place);
  if (node === undefined) return undefined;
  const hash = view.hash(version, place) ?? '';
  // Nobody may be given words that are not those that were added, whoever changed them.
  if (provisionHash(`${node.heading}\n${tree.wholeText(place)}`) !== hash)
    throw new AppError(
      'internal',
      `The words held of ${view.label(version, place)} are not those that were added: the library was altered. Nothing of it is quoted. Remove ${version.act} and add it again; "compliance library check" looks for more.`,
    );
  return {
    id: provisionId(version.act, place),
    act: version.act,
    place,
    label: view.label(version, place),
    version: { date: version.date, source: version.source },
    versionKey: version.key,
    language: version.language,
    hash,
    text: tree.readableText(place),
  };
}
