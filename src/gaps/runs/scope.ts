import { AppError } from '../../core/errors.ts';
import { foldText } from '../../core/text.ts';
import type { ActId } from '../../regulations/act.ts';
import type { LawView, Reading } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import { namedActs } from '../../regulations/named-acts.ts';
import { isWithin, parsePlace } from '../../regulations/place.ts';
import type { Place } from '../../regulations/provision.ts';
import type { ProvisionTree } from '../../regulations/provision-tree.ts';
import { createAnalyser } from '../../regulations/search/analysis.ts';
import { placesNamed } from '../../regulations/shown-provision.ts';
import type { EntityProfile } from '../applicability/profile.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { PolicyId } from '../policies/policy.ts';
import type { GapScope } from './gap-run.ts';

/** What somebody wants compared, in their words. */
export interface ScopeRequest extends Reading {
  /** Numbers or names of acts, one at least. */
  readonly acts: readonly string[];
  /** Articles of the one act: `17-23, 28, 6(5), annex 1`, or places. */
  readonly articles?: string;
  /** A chapter, title or section of the one act, by its number or heading: `III`, `chapter II`, `ICT-related incident`. */
  readonly chapter?: string;
  /** Words: only what is about it. */
  readonly topic?: string;
  readonly profile?: EntityProfile;
  readonly policies?: readonly PolicyId[];
}

export interface ResolvedScope {
  readonly scope: GapScope;
  /** The versions of law that hold for it, one for each act, in the order in which the acts were named. */
  readonly versions: readonly VersionSummary[];
}

/**
 * Finds the acts and places that somebody names.
 *
 * @throws AppError `not_found` for an act that is not held, an article or a chapter that is not there (with those that
 *   are); `invalid_input` for words that name no one act, or for articles where several acts are named
 */
export function resolveScope(view: LawView, request: ScopeRequest): ResolvedScope {
  const { acts: words, articles, chapter, topic, profile, policies, asOf, language } = request;
  const acts = namedActs(view, words);
  const versions = acts.map((act) => heldVersion(view, act));
  const [only, ...others] = versions;
  if (only === undefined) throw new AppError('invalid_input', 'Name an act: its number or name, such as DORA.');
  if (others.length > 0 && (articles !== undefined || chapter !== undefined))
    throw new AppError('invalid_input', 'Articles and chapters are those of one act: name one, or leave them out.');
  const places = [
    ...(articles === undefined ? [] : articlesNamed(view, only, articles)),
    ...(chapter === undefined ? [] : chapterNamed(view.tree(only), chapter, view.shortName(only))),
  ];
  const scope: GapScope = {
    acts,
    ...(places.length === 0 ? {} : { places: [...new Set(places)] }),
    ...(topic === undefined ? {} : { topic }),
    ...(profile === undefined ? {} : { profile }),
    ...(policies === undefined ? {} : { policies: [...new Set(policies)].sort() }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(language === undefined ? {} : { language }),
  };
  return { scope, versions };
}

function heldVersion(view: LawView, act: ActId): VersionSummary {
  const version = view.version(act);
  if (version !== undefined) return version;
  throw new AppError(
    'not_found',
    `The library holds no text of ${act} for that day and language. "compliance library list" shows what it holds; "compliance library add ${act}" fetches it.`,
    { reason: 'act_not_held' },
  );
}

/** More than any act has articles. */
const MOST_PARTS = 500;

function articlesNamed(view: LawView, version: VersionSummary, words: string): readonly Place[] {
  const tree = view.tree(version);
  const parts = words
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0 || parts.length > MOST_PARTS)
    throw new AppError('invalid_input', 'Name articles as in "17-23, 28, 6(5)".');
  return parts.flatMap((part) => rangeNamed(tree, part) ?? placeNamed(view, version, tree, part));
}

/** "17-23", "Articles 17 to 23": all articles of the text from the one to the other. */
function rangeNamed(tree: ProvisionTree, part: string): readonly Place[] | undefined {
  const range =
    /^(?:art(?:icle|iculo|ículo)?s?\.?\s{0,3})?(\d{1,4}[a-z]{0,8})\s{0,3}(?:-|–|—|to|a|al|hasta)\s{0,3}(\d{1,4}[a-z]{0,8})$/i.exec(
      part,
    );
  if (range === null) return undefined;
  const [from, to] = [`art_${range[1]?.toLowerCase()}`, `art_${range[2]?.toLowerCase()}`];
  const tops = tree.tops().filter((top) => top.startsWith('art_'));
  const [first, last] = [tops.indexOf(from), tops.indexOf(to)];
  const missing = first < 0 ? from : last < 0 ? to : undefined;
  // A digest has a few articles of many: those between the two numbers are meant all the same.
  const number = (place: string): number => Number(/\d+/.exec(place)?.[0] ?? 0);
  const within = tops.filter((top) => number(top) >= number(from) && number(top) <= number(to));
  if (missing !== undefined && within.length > 0) return within;
  if (missing !== undefined || last < first)
    throw new AppError('not_found', `The text has no articles ${part.slice(0, 40)}.`, {
      reason: 'no_such_article',
      suggestions: tops.slice(0, 10),
    });
  return tops.slice(first, last + 1);
}

function placeNamed(view: LawView, version: VersionSummary, tree: ProvisionTree, part: string): readonly Place[] {
  const place = part.includes('#') ? part.slice(part.indexOf('#') + 1) : part.toLowerCase();
  if (parsePlace(place) !== undefined && tree.has(place)) return [place];
  const article = /^\d{1,4}[a-z]{0,8}$/i.test(part) ? `art_${part.toLowerCase()}` : undefined;
  if (article !== undefined && tree.has(article)) return [article];
  const words = /^\d/.test(part) ? `Article ${part}` : part;
  return placesNamed(view, words, [version.act]).found.map((found) => found.place);
}

/** The articles below a division whose number or heading is the one that is named. */
function chapterNamed(tree: ProvisionTree, words: string, name: string): readonly Place[] {
  const asked = foldText(words).trim();
  const numbered = /^(?:(chapter|title|section|part|capitulo|titulo|seccion)\s+)?([ivxlcdm]+|\d{1,3})$/.exec(asked);
  const fits = (division: string): boolean => {
    const folded = foldText(division);
    if (numbered === null) return asked.length > 2 && folded.includes(asked);
    const own = /^(\p{L}+)\s+([ivxlcdm]+|\d{1,3})\b/u.exec(folded);
    const kind = numbered[1] ?? (/^(?:capitulo|chapter)$/.test(own?.[1] ?? '') ? own?.[1] : 'chapter');
    return own?.[1] === kind && own?.[2] === numbered[2];
  };
  const tops = tree.tops().filter((top) => tree.node(top)?.divisions?.some(fits));
  if (tops.length > 0) return tops;
  if (!tree.tops().some((top) => (tree.node(top)?.divisions?.length ?? 0) > 0))
    throw new AppError(
      'not_found',
      `The text of ${name} that is held has no chapters, as digests have none. Name articles instead ("5-16"), or add the official text: compliance library add <file>`,
      { reason: 'no_such_article' },
    );
  const divisions = new Set(tree.tops().flatMap((top) => tree.node(top)?.divisions?.slice(0, 1) ?? []));
  throw new AppError('not_found', `${name} has no chapter "${words.slice(0, 80)}" in the text that is held.`, {
    reason: 'no_such_article',
    suggestions: [...divisions].slice(0, 20),
  });
}

/** Share of a topic's words that an obligation or its headings must have. */
const ABOUT = 0.6;

/**
 * The obligations of a scope.
 *
 * @throws AppError `not_found` where none is left of those that there are
 */
export function withinScope(
  obligations: readonly Obligation[],
  { places, topic }: Pick<GapScope, 'places' | 'topic'>,
): readonly Obligation[] {
  const placed = obligations.filter(({ place }) => places?.some((each) => isWithin(place, each)) ?? true);
  const about = topic === undefined ? placed : placed.filter(isAbout(topic));
  if (about.length > 0) return about;
  const where = [
    ...(places === undefined ? [] : [`in ${places.slice(0, 5).join(', ')}${places.length > 5 ? ', …' : ''}`]),
    ...(topic === undefined ? [] : [`about "${topic.slice(0, 80)}"`]),
  ];
  throw new AppError(
    'not_found',
    `No obligation was found ${where.join(' ')}: of ${obligations.length} in the acts that were looked through. Definitions, scope and empowerments are none.${topic === undefined ? '' : ' Try other words, in the language of the law that is held, or leave the topic out.'}`,
  );
}

function isAbout(topic: string): (obligation: Obligation) => boolean {
  const analysers = { en: createAnalyser('en'), es: createAnalyser('es') };
  return ({ language, text, headings }) => {
    const asked = [...new Set(analysers[language].stems(topic))];
    const has = new Set(analysers[language].stems(`${headings.join(' ')} ${text}`));
    return asked.length > 0 && asked.filter((stem) => has.has(stem)).length / asked.length >= ABOUT;
  };
}
