import type { ActId } from './act.ts';
import type { LawView } from './law-view.ts';
import type { VersionSummary } from './library-store.ts';
import { provisionId } from './place.ts';
import type { Place } from './provision.ts';

/** A line of an act's table of contents: an article, a recital, an annex. */
export interface ContentsLine {
  readonly id: string;
  readonly place: Place;
  readonly label: string;
  readonly heading: string;
  /** Headings of the divisions that it stands in, outermost first. */
  readonly divisions: readonly string[];
}

/** The top-level provisions of a version in the order of its text; recitals and the preamble last: they bind nobody. */
export function contentsOf(view: LawView, version: VersionSummary): readonly ContentsLine[] {
  const tree = view.tree(version);
  const lines = tree.tops().map((place) => ({ place, node: tree.node(place) }));
  const binding = lines.filter(({ place }) => !isPreliminary(place));
  const preliminary = lines.filter(({ place }) => isPreliminary(place));
  return [...binding, ...preliminary].map(({ place, node }) => lineOf(view, version, place, node));
}

function lineOf(
  view: LawView,
  version: VersionSummary,
  place: Place,
  node: { readonly heading: string; readonly divisions?: readonly string[] | undefined } | undefined,
): ContentsLine {
  return {
    id: provisionId(version.act as ActId, place),
    place,
    label: view.label(version, place),
    heading: node?.heading ?? '',
    divisions: node?.divisions ?? [],
  };
}

function isPreliminary(place: Place): boolean {
  return place.startsWith('rct_') || place.startsWith('pre_');
}
