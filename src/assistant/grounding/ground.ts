import type { Language } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { officialUrl } from '../../regulations/mentions/official-url.ts';
import { topPlace } from '../../regulations/place.ts';
import type { ReadPassage } from '../../regulations/read-passage.ts';
import type { CitablePassage, DraftSentence, Grounded } from './draft.ts';
import { groundSentence } from './ground-sentence.ts';

/** Holds a drafted sentence against what it cites; see `groundSentence`. */
export type Ground = (draft: DraftSentence, passages: readonly CitablePassage[]) => Grounded;

/**
 * Grounding for one turn.
 *
 * @param language that the answer is to be in
 */
export function groundIn(view: LawView, language: Language): Ground {
  return (draft, passages) =>
    groundSentence(draft, passages, {
      names: view.names,
      language,
      allowedUrls: new Set(draft.text.includes('://') ? passages.flatMap(({ passage }) => urlOf(view, passage)) : []),
      headingsOf: (passage) => headingsOf(view, passage),
    });
}

function urlOf(view: LawView, { versionKey, place }: ReadPassage): readonly string[] {
  const version = view.byKey(versionKey);
  return version === undefined ? [] : [officialUrl(version, place)];
}

/** The headings from the act down to the provision. */
function headingsOf(view: LawView, { versionKey, place }: ReadPassage): string {
  const version = view.byKey(versionKey);
  if (version === undefined) return '';
  const tree = view.tree(version);
  const top = tree.node(topPlace(place));
  return [...(top?.divisions ?? []), top?.heading ?? '', tree.node(place)?.heading ?? ''].join(' ');
}
