import type { Words } from '../norms/norm.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { Term, TermReader } from './terms.ts';

/** One thing that a statement must speak of to bear on an obligation: any of its keys will do, some say it better. */
export interface AimTerm {
  /** Roots (`en:notif`) and concepts (`@report`). */
  readonly keys: readonly { readonly key: string; readonly value: number }[];
  readonly weight: number;
}

/** What an obligation is about, weighed. */
export interface Aim {
  readonly obligation: Obligation;
  readonly terms: readonly AimTerm[];
  /** Sum of the weights. */
  readonly total: number;
  /** What is to be done, and with what: the first terms of its action. */
  readonly act: readonly AimTerm[];
  /** Keys of all obligations of its article: what the law around it speaks of. */
  readonly around: ReadonlySet<string>;
  /** The words of all obligations of its paragraph. */
  readonly paragraph: string;
}

export interface Aims {
  readonly aims: readonly Aim[];
  /** How much a term tells: rare among the obligations is much. */
  weigh(term: Term, language: Obligation['language']): number;
}

/** The same word says it; a word of the same concept nearly so. */
const SAME_WORD = 1;
const SAME_CONCEPT = 0.85;

/** Where a sentence says "it" or "such information", what is meant stands in the one before; headings say it in part. */
const BEFORE = 0.4;
const HEADING = 0.15;
const POINTS_BACK =
  /^(?:it|they|this|these|those|such|that|the same|est[aeo]s?|dich[oa]s?|tales|tal|la misma|el mismo|l[ao]s mism[ao]s)\s/i;
/** Few words are soon found: an obligation of three words is not said by three words. */
const SHORTEST = 0.3;

/** What is to be done weighs most; who is bound is compared by itself. */
const SHARES = {
  action: 1,
  clause: 0.6,
  lead: 0.6,
  recipient: 0.5,
  actor: 0.15,
  exception: 0.15,
  deadline: 0.2,
} as const;

function keyOfRoot(root: string, language: Obligation['language']): string {
  return `${language}:${root}`;
}

function keyOfConcept(concept: string): string {
  return `@${concept}`;
}

/** Reads what obligations are about. The weights come from these obligations alone. */
export function aimsOf(obligations: readonly Obligation[], reader: TermReader): Aims {
  const read = obligations.map((obligation) => reader.terms(obligation.text, obligation.language));
  const having = new Map<string, number>();
  const around = new Map<string, Set<string>>();
  const paragraphs = new Map<string, string>();
  for (const obligation of obligations) {
    const paragraph = paragraphOf(obligation);
    paragraphs.set(paragraph, `${paragraphs.get(paragraph) ?? ''} ${obligation.text}`);
  }
  for (const [at, obligation] of obligations.entries()) {
    const keys = new Set((read[at] ?? []).flatMap((term) => keysOf(term, obligation.language)));
    for (const key of keys) having.set(key, (having.get(key) ?? 0) + 1);
    const article = articleOf(obligation);
    const known = around.get(article) ?? new Set();
    around.set(article, known);
    for (const key of keys) known.add(key);
  }
  const rarity = (key: string): number => Math.log(1 + (obligations.length + 1) / ((having.get(key) ?? 0) + 0.5));
  const weigh = ({ root, concepts }: Term, language: Obligation['language']): number =>
    concepts.length === 0
      ? rarity(keyOfRoot(root, language))
      : Math.min(...concepts.map((concept) => rarity(keyOfConcept(concept))));
  const found = obligations.map((obligation, at) => {
    const own = (read[at] ?? []).map((term) => ({ term, share: shareOf(obligation, term.start) }));
    const before = obligations[at - 1];
    const meant =
      before !== undefined && articleOf(before) === articleOf(obligation) && POINTS_BACK.test(obligation.text)
        ? (read[at - 1] ?? []).map((term) => ({ term, share: BEFORE * shareOf(before, term.start) }))
        : [];
    const heading = reader
      .terms(obligation.headings.at(-1) ?? '', obligation.language)
      .map((term) => ({ term, share: HEADING }));
    return aimTerms([...own, ...meant, ...heading], obligation.language, weigh);
  });
  const sums = found.map((terms) => terms.reduce((sum, { weight }) => sum + weight, 0));
  const least = SHORTEST * ([...sums].sort((a, b) => a - b)[Math.floor(sums.length / 2)] ?? 0);
  const aims = obligations.map((obligation, at): Aim => {
    const terms = found[at] ?? [];
    const total = least + (sums[at] ?? 0) * (1 - SHORTEST);
    return {
      obligation,
      paragraph: paragraphs.get(paragraphOf(obligation)) ?? '',
      terms,
      total,
      act: actOf(obligation, read[at] ?? [], weigh),
      around: around.get(articleOf(obligation)) ?? new Set(),
    };
  });
  return { aims, weigh };
}

function articleOf({ act, place }: Obligation): string {
  return `${act}#${place.split('/', 1)[0] ?? place}`;
}

function paragraphOf({ act, place }: Obligation): string {
  return `${act}#${place.split('/', 2).join('/')}`;
}

export function keysOf({ root, concepts }: Term, language: Obligation['language']): readonly string[] {
  return [keyOfRoot(root, language), ...concepts.map(keyOfConcept)];
}

const ACT_LENGTH = 3;

function actOf(
  obligation: Obligation,
  read: readonly Term[],
  weigh: (term: Term, language: Obligation['language']) => number,
): readonly AimTerm[] {
  const { start, end } = obligation.norm.action;
  const within = read.filter((term) => start <= term.start && term.start < end).slice(0, ACT_LENGTH);
  return within.map((term) => ({
    keys: aimKeys(term, obligation.language),
    weight: weigh(term, obligation.language),
  }));
}

function aimKeys(term: Term, language: Obligation['language']): AimTerm['keys'] {
  return [
    { key: keyOfRoot(term.root, language), value: SAME_WORD },
    ...term.concepts.map((concept) => ({ key: keyOfConcept(concept), value: SAME_CONCEPT })),
  ];
}

function aimTerms(
  read: readonly { readonly term: Term; readonly share: number }[],
  language: Obligation['language'],
  weigh: (term: Term, language: Obligation['language']) => number,
): readonly AimTerm[] {
  const found = new Map<string, AimTerm>();
  for (const { term, share } of read) {
    const weight = weigh(term, language) * share;
    const name = term.concepts.length === 0 ? term.root : `@${term.concepts.join('+')}`;
    const known = found.get(name);
    const keys = aimKeys(term, language);
    if (known === undefined) found.set(name, { keys, weight });
    else {
      const more = keys.filter(({ key }) => known.keys.every((each) => each.key !== key));
      found.set(name, { keys: [...known.keys, ...more], weight: Math.max(known.weight, weight) });
    }
  }
  return [...found.values()];
}

function shareOf({ norm }: Obligation, at: number): number {
  const within = (words: Words | undefined): boolean => words !== undefined && words.start <= at && at < words.end;
  if (norm.deadlines.some(within)) return SHARES.deadline;
  if (norm.exceptions.some(within)) return SHARES.exception;
  if (within(norm.actor)) return SHARES.actor;
  if (within(norm.recipient)) return SHARES.recipient;
  if (norm.triggers.some(within) || norm.conditions.some(within)) return SHARES.clause;
  return within(norm.action) ? SHARES.action : SHARES.lead;
}
