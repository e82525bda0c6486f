import { foldText } from '../core/text.ts';
import type { ActId, ActKind, Authority, VersionLabel } from './act.ts';
import { inTheLawsWords } from './everyday-words/everyday-words.ts';
import type { LawReader } from './law-reader.ts';
import type { LawView, Reading } from './law-view.ts';
import type { VersionSummary } from './library-store.ts';
import { divisionAsked } from './mentions/divisions.ts';
import { findMentions } from './mentions/find-mentions.ts';
import { officialUrl } from './mentions/official-url.ts';
import type { PlaceMention } from './mentions/place-request.ts';
import type { FoundPlace, MissingPlace, Resolution } from './mentions/place-source.ts';
import { resolveMention } from './mentions/resolve-mentions.ts';
import { topPlace } from './place.ts';
import type { Place } from './provision.ts';
import type { IndexHit, QueryTerm } from './regulation-index.ts';
import { HIGHEST_SCORE } from './search/profile.ts';
import { excerptOf } from './sentences.ts';

export interface SearchRequest extends Reading {
  readonly text: string;
  /** At least 1. */
  readonly limit: number;
  readonly acts?: readonly ActId[];
  readonly kinds?: readonly ActKind[];
  readonly authorities?: readonly Authority[];
  readonly tenant?: string;
}

/** A provision that was found, with all that a person needs to judge it. */
export interface SearchHit {
  readonly id: string;
  readonly act: ActId;
  readonly place: Place;
  readonly label: string;
  readonly url: string;
  /** The provision with its lead-in, exactly as stored. */
  readonly text: string;
  /** The sentences of it that matched best. */
  readonly excerpt: string;
  /** Words of the query that it holds. */
  readonly matched: readonly string[];
  /** Headings from the act down to the provision. */
  readonly breadcrumb: readonly string[];
  readonly score: number;
  /** Why it was found, in words. */
  readonly why: string;
  readonly version: VersionLabel;
  readonly versionKey: string;
  readonly coverage: number;
}

export interface SearchOutcome {
  readonly hits: readonly SearchHit[];
  readonly terms: readonly QueryTerm[];
  /** Places that the query names but that do not exist or are not held. */
  readonly missing: readonly MissingPlace[];
  /** What was taken for granted in finding the acts. */
  readonly assumed: readonly string[];
  /** Acts that were searched. */
  readonly acts: readonly ActId[];
  /** What must be known of the search itself. */
  readonly notes: readonly string[];
}

const EXCERPT_LENGTH = 360;
/** Above every fused score, so that an exact place always stands first. */
const EXACT_SCORE = Math.ceil(HIGHEST_SCORE + 0.1);

/** Why a hit was found that holds none of the words: a reader must not take it for one that does. */
export const SPELLED_ALIKE = 'similar spelling';

/** Share of the nearest passage's score in the vector arm, from which nearness is a reason to name. */
const NEAR = 0.5;

/** What a question names, and what is left of it to search for. */
export interface UnderstoodQuery {
  readonly found: readonly FoundPlace[];
  readonly missing: readonly MissingPlace[];
  /** True where one of the missing is a place, not only an act: nothing else may answer in its stead. */
  readonly placeMissing: boolean;
  /** Acts that the words name and that are held. */
  readonly namedActs: readonly ActId[];
  /** The query without the names of acts and places. */
  readonly words: string;
  readonly cut: boolean;
  /** What was taken for granted in finding the acts, in words for the person who asked. */
  readonly assumed: readonly string[];
}

/**
 * Finds and resolves what a question names.
 *
 * @param acts the acts asked for beside the question: a place without an act belongs to them, one of another act is
 *   left out and said to be, and one of them that is not held is missing
 */
export function understandQuery(text: string, view: LawView, acts?: readonly ActId[]): UnderstoodQuery {
  const { mentions: all, cut } = findMentions(text, view.names);
  const mentions = all.map((mention) =>
    acts !== undefined && mention.actFrom === 'none' && mention.unknownAct === undefined
      ? { ...mention, acts }
      : mention,
  );
  const resolve = (each: PlaceMention): readonly Resolution[] =>
    resolveMention(each, view).map((resolution) => withinActs(resolution, view, acts));
  const places = mentions.filter(({ requests }) => requests.length > 0).flatMap(resolve);
  const bare = [...(acts ?? []).map(bareMention), ...mentions.filter(({ requests }) => requests.length === 0)];
  const resolutions = [...bare.flatMap(resolve), ...places];
  const isFound = (each: Resolution): each is FoundPlace => each.kind === 'found';
  const named = mentions
    .flatMap(({ acts, group }) => (acts.length === 1 || group ? acts : []))
    .filter((act) => view.version(act) !== undefined);
  const words = withoutMentions(text, mentions, view);
  const missing = resolutions.filter((each): each is MissingPlace => each.kind === 'missing');
  return {
    found: distinct(resolutions.filter(isFound)),
    missing: [...missing, ...(resolutions.length === 0 ? divisionsMissing(words, named, view) : [])],
    placeMissing: places.some(({ kind }) => kind === 'missing'),
    namedActs: [...new Set(named)],
    words,
    cut,
    assumed: [...new Set(mentions.flatMap(({ assumed }) => assumed ?? []))],
  };
}

function bareMention(act: ActId): PlaceMention {
  return { text: act, start: 0, end: 0, acts: [act], actFrom: 'beside', requests: [] };
}

function withinActs(resolution: Resolution, view: LawView, acts: readonly ActId[] | undefined): Resolution {
  if (resolution.kind === 'missing' || acts === undefined || acts.includes(resolution.act)) return resolution;
  const version = view.version(resolution.act);
  const label = version ? view.label(version, resolution.place) : `${resolution.act}#${resolution.place}`;
  return {
    kind: 'missing',
    reason: 'ambiguous',
    message: `${label} is not of the act asked for (${acts.join(', ')}) and was left out.`,
    suggestions: [label],
  };
}

function divisionsMissing(words: string, acts: readonly ActId[], view: LawView): readonly MissingPlace[] {
  const [act] = acts;
  const version = acts.length === 1 && act !== undefined ? view.version(act) : undefined;
  const asked = version && divisionAsked(words, version.act, view, (place) => view.label(version, place));
  return asked ? [asked] : [];
}

function distinct(places: readonly FoundPlace[]): readonly FoundPlace[] {
  return [...new Map(places.map((place) => [`${place.act}#${place.place}`, place])).values()];
}

/** The names of acts are not words of the law's text; they would only make every passage look incomplete. */
function withoutMentions(text: string, mentions: readonly PlaceMention[], view: LawView): string {
  const spans = [
    ...mentions.map(({ start, end }) => ({ start, end })),
    ...mentions.flatMap((mention) => strangerSpan(text, mention)),
    ...view.names.find(text).filter(({ doubtful }) => !doubtful),
  ];
  let rest = '';
  let from = 0;
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    if (start > from) rest += `${text.slice(from, start)} `;
    from = Math.max(from, end);
  }
  return (rest + text.slice(from)).trim();
}

/** The name of an act that nobody knows is no word of the law either. */
function strangerSpan(text: string, { unknownAct, end }: PlaceMention): readonly { start: number; end: number }[] {
  const start = unknownAct === undefined ? -1 : text.indexOf(unknownAct, end);
  return unknownAct === undefined || start < 0 ? [] : [{ start, end: start + unknownAct.length }];
}

/**
 * Searches the library: places named in the query first, then the ranking. Every filter applies inside the ranking.
 *
 * @param understood the request's text as understood, where the caller has done so already
 */
export async function searchRegulations(
  reader: LawReader,
  request: SearchRequest,
  understood?: UnderstoodQuery,
): Promise<SearchOutcome> {
  const view = reader.at(request);
  const query = understood ?? understandQuery(request.text, view, request.acts);
  const acts = request.acts ?? (query.namedActs.length > 0 ? query.namedActs : undefined);
  const exact = query.found.flatMap((place) => exactHit(view, place, query.words) ?? []);
  const ranked = await reader.library.index.search(
    inTheLawsWords(query.words),
    {
      ...(acts === undefined ? {} : { acts }),
      ...(request.kinds === undefined ? {} : { kinds: request.kinds }),
      ...(request.authorities === undefined ? {} : { authorities: request.authorities }),
      ...(request.language === undefined ? {} : { languages: [request.language] }),
      ...(request.asOf === undefined ? {} : { asOf: request.asOf }),
      ...(request.tenant === undefined ? {} : { tenant: request.tenant }),
    },
    request.limit,
  );
  const hits = ranked.hits
    .flatMap((hit) => rankedHit(view, hit) ?? [])
    .filter(({ id }) => !exact.some((other) => other.id === id));
  return {
    hits: [...exact, ...hits].slice(0, request.limit),
    terms: ranked.terms,
    missing: query.missing,
    assumed: query.assumed,
    acts: acts ?? view.heldActs(),
    notes: ranked.notes,
  };
}

function exactHit(view: LawView, { act, place }: FoundPlace, words: string): SearchHit | undefined {
  const version = view.version(act);
  return (
    version &&
    hitOf(view, version, place, {
      score: EXACT_SCORE,
      why: 'the exact place named',
      matched: words.split(/\s+/).filter((word) => word !== ''),
      coverage: 1,
    })
  );
}

function rankedHit(view: LawView, hit: IndexHit): SearchHit | undefined {
  const version = view.byKey(hit.versionKey);
  return (
    version &&
    hitOf(view, version, hit.place, { score: hit.score, why: whyOf(hit), matched: hit.matched, coverage: hit.coverage })
  );
}

function whyOf({ matched, arms }: IndexHit): string {
  const words = matched.length === 0 ? [] : [`words: ${matched.slice(0, 8).join(', ')}`];
  const meaning = arms.vectors > NEAR ? ['near in meaning'] : [];
  const own = [...words, ...meaning];
  return [
    ...(own.length === 0 ? [arms.characters > 0 ? SPELLED_ALIKE : 'near in meaning'] : own),
    ...(arms.neighbours > 0.8 ? ['the provisions beside it match as well'] : []),
  ].join('; ');
}

function hitOf(
  view: LawView,
  version: VersionSummary,
  place: Place,
  rank: { score: number; why: string; matched: readonly string[]; coverage: number },
): SearchHit | undefined {
  const tree = view.tree(version);
  const top = tree.node(topPlace(place));
  if (!tree.has(place) || top === undefined) return undefined;
  const text = tree.readableText(place);
  return {
    id: `${version.act}#${place}`,
    act: version.act,
    place,
    label: view.label(version, place),
    url: officialUrl(version, place),
    text,
    excerpt: excerptOf(text, EXCERPT_LENGTH, (sentence) => overlap(sentence, rank.matched)),
    matched: rank.matched,
    breadcrumb: [view.shortName(version), ...(top.divisions ?? []), ...(top.heading === '' ? [] : [top.heading])],
    score: Number(rank.score.toFixed(4)),
    why: rank.why,
    version: { date: version.date, source: version.source },
    versionKey: version.key,
    coverage: rank.coverage,
  };
}

/** How many of the words begin a word of the sentence. */
function overlap(sentence: string, words: readonly string[]): number {
  const folded = foldText(sentence);
  return words.filter(
    (word) => word.length > 2 && folded.includes(foldText(word).slice(0, Math.max(4, word.length - 3))),
  ).length;
}
