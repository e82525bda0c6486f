import { foldText } from '../../core/text.ts';
import type { TermReader } from '../coverage/terms.ts';
import type { PolicyStatement, PolicyVersion } from '../policies/policy.ts';
import { speaksOfItself } from './clause.ts';

/** What is longer is no sentence. */
export const LONGEST = 1_500;
/** It may set a time, or tell somebody something. */
const SETS =
  /\d ?(?:h|hrs?|bd)\b|hour|\bdays?\b|daily|week|month|quarter|year|annual|fortnight|\d{4}|hora|\bdias?\b|diari|semana|\bmes(?:es)?\b|mensual|trimestr|semestr|\banos?\b|anual|bienal|\b(?:report|notif|inform|submit|escalat|told|tell|communicat|comunic|remit|elev|traslad)/;
const FORBIDS =
  /\b(?:not|never|no|nor|cannot|prohibit\w{0,4}|forbid\w{0,4}|banned|ningun[ao]?|nunca|jamas|prohib\w{1,6})\b/;
/** A word of more statements than this may be in any other: it counts as shared. */
const COMMON = 48;
/** So many of the words of one of two statements must be in the other. */
const PARTNERS = 0.5;

export interface WorthReading {
  /** They may settle something, and another statement speaks of much the same: reading norms takes time. */
  readonly norms: ReadonlySet<PolicyStatement>;
  /** Those that forbid, and those that speak of much the same as one of them. */
  readonly bans: ReadonlySet<PolicyStatement>;
}

interface Gist {
  readonly statement: PolicyStatement;
  readonly forbids: boolean;
  readonly sets: boolean;
  readonly itself: boolean;
  /** Of each term its root and its concepts. */
  readonly terms: readonly (readonly string[])[];
}

/** Which statements are worth reading closely, by the words that they share. */
export function worthReading(policies: readonly PolicyVersion[], reader: TermReader): WorthReading {
  const gists = policies.flatMap(({ statements, facts }) =>
    statements.filter(({ text }) => text.length <= LONGEST).map((each) => gistOf(each, facts.language, reader)),
  );
  const postings = postingsOf(gists);
  const rare = gists.map(({ terms }) => terms.flatMap((keys) => rarePostings(keys, postings)));
  const common = gists.map(({ terms }, at) => terms.length - (rare[at]?.length ?? 0));
  const least = gists.map(({ terms }, at) => PARTNERS * terms.length - (common[at] ?? 0));
  const [norms, bans] = [new Set<PolicyStatement>(), new Set<PolicyStatement>()];
  const shared = new Uint16Array(gists.length);
  const forbids = gists.some((each) => each.forbids);
  for (const [at, gist] of gists.entries()) {
    if (!gist.sets && !forbids) continue;
    const partners = partnersOf(at, rare, least, shared);
    const any = gist.itself || (least[at] ?? 0) <= 0;
    if (!any && partners.length === 0) continue;
    const banned = gist.forbids || (any && forbids) || partners.some((each) => gists[each]?.forbids === true);
    if (banned) bans.add(gist.statement);
    if (gist.sets || banned) norms.add(gist.statement);
  }
  return { norms, bans };
}

/** The statements of a word, by its root or else by what it stands for; none where they are many. */
function rarePostings(
  keys: readonly string[],
  postings: ReadonlyMap<string, readonly number[]>,
): readonly (readonly number[])[] {
  const lists = keys.map((key) => postings.get(key) ?? []);
  const [first = [], ...more] = lists;
  if (lists.some(({ length }) => length > COMMON)) return [];
  return [more.length === 0 ? first : [...new Set(lists.flat())]];
}

function gistOf(statement: PolicyStatement, language: 'en' | 'es', reader: TermReader): Gist {
  const { text, row, leadIn = '', section } = statement;
  const said = row === undefined ? `${leadIn} ${text}` : (row.cells[0] ?? '');
  const folded = foldText(said);
  const spoken = /\b(?:el|la|los|las|del|se|que|de)\b/.test(folded) ? 'es' : language;
  const own = reader.terms(said, spoken);
  const terms = own.length > 2 ? own : [...own, ...reader.terms(section.at(-1) ?? '', language)];
  return {
    statement,
    forbids: FORBIDS.test(folded),
    sets: SETS.test(folded),
    itself: speaksOfItself(said),
    terms: terms.map(({ root, concepts }) => [root, ...concepts.map((each) => `concept ${each}`)]),
  };
}

function postingsOf(gists: readonly Gist[]): ReadonlyMap<string, readonly number[]> {
  const postings = new Map<string, number[]>();
  for (const [at, { terms }] of gists.entries())
    for (const key of new Set(terms.flat())) {
      const list = postings.get(key);
      if (list === undefined) postings.set(key, [at]);
      else list.push(at);
    }
  return postings;
}

/** The statements that share enough words. `shared` counts, and is left at nought. */
function partnersOf(
  at: number,
  rare: readonly (readonly (readonly number[])[])[],
  least: readonly number[],
  shared: Uint16Array,
): readonly number[] {
  const met: number[] = [];
  for (const list of rare[at] ?? [])
    for (const other of list) {
      if (other === at) continue;
      const before = shared[other] ?? 0;
      if (before === 0) met.push(other);
      shared[other] = before + 1;
    }
  const partners = met.filter((other) => {
    const count = shared[other] ?? 0;
    return count >= (least[at] ?? 0) || count >= (least[other] ?? 0);
  });
  for (const other of met) shared[other] = 0;
  return partners;
}
