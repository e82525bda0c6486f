import { createHash } from 'node:crypto';
import type { Act, Language } from '../act.ts';
import { type Library, removedDigestNote } from '../library.ts';
import { parentPlace, parsePlace } from '../place.ts';
import type { ImportedText, Place, ProvisionNode } from '../provision.ts';
import type { RegisterEntry } from '../register/register-entry.ts';
import type { StarterAct, StarterArticle } from './starter-act.ts';

const NOTE = 'starter';
/** Digests are written in English, and stand in for the English text alone. */
const LANGUAGE: Language = 'en';

/**
 * Loads the digests into a library that lacks them, and renews all where they have changed since: a later edition
 * replaces an earlier one, and its new acts are added. A digest that a person removed is not brought back, and an
 * official text in the digest's language keeps its place; once that is removed, the digest stands in again.
 *
 * @returns true where anything was added
 */
export async function loadStarter(
  library: Library,
  digests: readonly StarterAct[],
  register: readonly RegisterEntry[],
): Promise<boolean> {
  const edition = createHash('sha256').update(JSON.stringify(digests)).digest('hex').slice(0, 16);
  const renewed = library.store.note(NOTE) !== edition;
  // Every start comes by here: without a new edition only the acts that have no text at all are looked at again.
  const held = new Set(library.versions().flatMap(({ act, language }) => (language === LANGUAGE ? [act] : [])));
  let changed = false;
  for (const digest of digests) {
    if (!renewed && held.has(digest.act)) continue;
    const entry = register.find(({ act }) => act === digest.act);
    if (entry === undefined || library.store.note(removedDigestNote(digest.act)) !== undefined) continue;
    const { change } = await library.add(digestText(digest, entry));
    changed ||= change === 'added' || change === 'replaced';
  }
  if (renewed) library.store.setNote(NOTE, edition);
  return changed;
}

/** A digest as a text of its act: each statement at the place that it rests on, headings and markers in between. */
export function digestText(digest: StarterAct, entry: RegisterEntry): ImportedText {
  const act: Act = {
    id: entry.act,
    kind: entry.kind,
    authority: entry.authority,
    title: entry.about,
    name: entry.name,
    ...(entry.shortName === undefined ? {} : { shortName: entry.shortName }),
    ...(entry.eli === undefined ? {} : { eli: entry.eli }),
    dates: { ...entry.dates, document: digest.date },
  };
  return {
    act,
    language: LANGUAGE,
    format: 'digest',
    source: 'digest',
    nodes: digest.articles.flatMap(articleNodes),
    warnings: [],
  };
}

function articleNodes({ place, heading, statements }: StarterArticle): readonly ProvisionNode[] {
  const texts = new Map(statements.map((statement) => [statement.place, statement.text]));
  const places = new Set<Place>([place]);
  for (const statement of statements)
    for (let at: Place | undefined = statement.place; at !== undefined; at = parentPlace(at)) places.add(at);
  return [...places].sort(byPosition).map((each) => ({
    place: each,
    marker: markerOf(each),
    heading: each === place ? heading : '',
    text: texts.get(each) ?? '',
  }));
}

/** The order of the document: by each element's number, letters as letters, paragraphs before what follows them. */
function byPosition(a: Place, b: Place): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let depth = 0; depth < Math.max(left.length, right.length); depth += 1) {
    const [one, two] = [left[depth], right[depth]];
    if (one === undefined) return -1;
    if (two === undefined) return 1;
    const order = layer(one) - layer(two) || one.localeCompare(two, 'en', { numeric: true });
    if (order !== 0) return order;
  }
  return 0;
}

/** The first subparagraph introduces the points beside it; later ones follow them. */
function layer(element: string): number {
  if (element === 'sub_1') return 0;
  return element.startsWith('sub_') ? 2 : 1;
}

function markerOf(place: Place): string {
  const last = parsePlace(place)?.at(-1);
  if (last?.kind === 'art') return `Article ${last.number}`;
  if (last?.kind === 'par') return `${last.number}.`;
  return last?.kind === 'pnt' ? `(${last.number})` : '';
}
