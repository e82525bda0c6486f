import type { LawView } from '../regulations/law-view.ts';
import { type ReadPassage, readPassage } from '../regulations/read-passage.ts';
import type { SearchHit } from '../regulations/search-regulations.ts';
import { standingNotes } from '../regulations/standing.ts';

/** What must be known of the versions shown, each version once: that it is a digest, not in force, or amended since. */
export function standingOf(view: LawView, hits: readonly SearchHit[], today: string): readonly string[] {
  return [...new Set(hits.map(({ versionKey }) => versionKey))].flatMap((key) => {
    const version = view.byKey(key);
    const places = hits.filter(({ versionKey }) => versionKey === key).map(({ place }) => place);
    return version === undefined ? [] : standingNotes(version, places, view.entry(version.act), today);
  });
}

/** The passage that a hit shows, for the audit. */
export function passageOfHit(view: LawView, hit: SearchHit): readonly ReadPassage[] {
  const version = view.byKey(hit.versionKey);
  const passage = version && readPassage(view, version, hit.place);
  return passage === undefined ? [] : [passage];
}
