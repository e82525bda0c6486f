import type { ActId, Language, VersionLabel } from './act.ts';
import type { LawView } from './law-view.ts';
import type { VersionSummary } from './library-store.ts';
import { provisionId } from './place.ts';
import type { Place } from './provision.ts';

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

/** `undefined` for a place that the version does not have. */
export function readPassage(view: LawView, version: VersionSummary, place: Place): ReadPassage | undefined {
  const tree = view.tree(version);
  if (!tree.has(place)) return undefined;
  return {
    id: provisionId(version.act, place),
    act: version.act,
    place,
    label: view.label(version, place),
    version: { date: version.date, source: version.source },
    versionKey: version.key,
    language: version.language,
    hash: view.hash(version, place) ?? '',
    text: tree.readableText(place),
  };
}
