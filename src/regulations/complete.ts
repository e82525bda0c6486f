import { foldText } from '../core/text.ts';
import type { ActId, IsoDate } from './act.ts';
import type { LawView } from './law-view.ts';
import type { Place } from './provision.ts';

/**
 * The acts held that somebody may mean who has typed so much: by number, short name, name or title, in any case and
 * without accents. Those whose number or name begins with it come first.
 *
 * @returns numbers of acts
 */
export function completeActs(view: LawView, typed: string): readonly ActId[] {
  const words = foldText(typed).trim();
  const rated = view.heldActs().flatMap((act) => {
    const version = view.version(act);
    if (version === undefined) return [];
    const names = [act, view.shortName(version), version.about.name, version.about.title].map(foldText);
    const rank = rankOf(names, words);
    return rank === undefined ? [] : [{ act, rank }];
  });
  return rated.sort((a, b) => a.rank - b.rank || (a.act < b.act ? -1 : 1)).map(({ act }) => act);
}

/** Lower is nearer: names that begin with the words by the order of the names, then those that hold them all. */
function rankOf(names: readonly string[], words: string): number | undefined {
  const begins = names.findIndex((name) => name.startsWith(words));
  if (begins >= 0) return begins;
  const all = names.join(' ');
  return words.split(/\s+/).every((word) => all.includes(word)) ? names.length : undefined;
}

/** What people write before a number, by the kind of place that it is. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [/^(?:articles?|art[ií]culos?|arts?)\.?\s*/i, 'art_'],
  [/^(?:recitals?|considerandos?)\.?\s*/i, 'rct_'],
  [/^(?:annex(?:es)?|anexos?)\.?\s*/i, 'anx_'],
  [/^(?=\d)/, 'art_'],
];

/**
 * The places of an act that somebody may mean who has typed so much, in the order in which people count: as they are
 * stored (`art_5/par_`) or said (`5`, `Article 5`). Below a place its parts come once the place itself stands there.
 */
export function completePlaces(view: LawView, act: ActId, typed: string): readonly Place[] {
  const version = view.version(act);
  if (version === undefined) return [];
  const begun = beginningOf(typed.trim());
  const depth = begun.split('/').length;
  const tree = view.tree(version);
  const parent = begun.slice(0, Math.max(0, begun.lastIndexOf('/')));
  const candidates = depth === 1 ? tree.tops() : tree.children(parent).map(({ place }) => place);
  const fitting = candidates.filter((place) => place.toLowerCase().startsWith(begun));
  const exact = candidates.includes(begun) ? tree.children(begun).map(({ place }) => place) : [];
  return [...fitting.sort(asPeopleCount), ...exact];
}

function beginningOf(typed: string): string {
  const lower = typed.toLowerCase();
  if (/^[a-z]{3}_/.test(lower)) return lower;
  const [form, kind] = SPOKEN.find(([each]) => each.test(typed)) ?? [];
  return form === undefined ? lower : `${kind}${typed.replace(form, '').toLowerCase()}`;
}

const COUNTING = new Intl.Collator('en', { numeric: true });

function asPeopleCount(a: Place, b: Place): number {
  return COUNTING.compare(a, b);
}

/** Days of the versions of an act that are held, latest first. */
export function completeDays(view: LawView, act: ActId, typed: string): readonly IsoDate[] {
  return [...new Set(view.heldDates(act))]
    .filter((date) => date.startsWith(typed.trim()))
    .sort()
    .reverse();
}
