import type { Language } from '../../regulations/act.ts';
import { type Grammar, grammarOf } from './actor-grammar.ts';
import { kindsOf } from './actor-terms.ts';
import { type ActorWord, type TermMatch, termsAmong } from './actor-words.ts';

/**
 * The terms that words are about, from left to right, without those that only tell more of another: of "competent
 * authorities of the issuer" the authorities, of "the payer's payment service provider" the provider. An organ stands for
 * the firm or authority that it is of, where that is a term.
 */
export function headsOf(words: readonly ActorWord[], language: Language): readonly TermMatch[] {
  const grammar = grammarOf(language);
  const heads: TermMatch[] = [];
  let before: TermMatch | undefined;
  let isHead = false;
  for (const match of termsAmong(words, language)) {
    const gap = words.slice(before?.end ?? 0, match.start).map(({ stem }) => stem);
    const relation = before === undefined ? 'first' : relationOf(gap, grammar);
    if (before === undefined) isHead = leads(match, withoutMarks(gap), grammar);
    else if (relation === 'owned') {
      const owner = isHead ? heads.pop() : undefined;
      if (owner !== undefined) heads.push(isOrgan(match) && hasKinds(owner) ? owner : match);
    } else if (isHead && isOrgan(before) && gap.every((word) => word === grammar.of)) {
      if (hasKinds(match) || isAuthority(match)) heads.splice(-1, 1, match);
    } else if (relation === 'also') {
      isHead ||= classOf(match) !== classOf(before);
      if (isHead) heads.push(match);
    } else {
      isHead = isSize(match) && gap.some((word) => grammar.be.has(word));
      if (isHead) heads.push(match);
    }
    if (relation === 'first' && isHead) heads.push(match);
    before = match;
  }
  return heads;
}

type Relation = 'first' | 'owned' | 'also' | 'more';

function relationOf(gap: readonly string[], { and, links }: Grammar): Relation {
  const linked = gap.some((word) => links.has(word));
  const listed = gap.some((word) => and.has(word));
  if (gap[0] === "'s" && !linked && !listed) return 'owned';
  return listed && !linked ? 'also' : 'more';
}

/**
 * Whether the first term is whom the words are about. Behind "of" and "by" it is where it is a firm, as what a firm has or
 * does is its own; an authority is where the words before it name a part of one.
 */
function leads(match: TermMatch, before: readonly string[], { links, owners, parts }: Grammar): boolean {
  const linked = before.filter((word) => links.has(word));
  if (linked.length === 0) return true;
  if (linked.some((word) => !owners.has(word))) return false;
  if (isAuthority(match)) return before.some((word) => parts.has(word));
  return hasKinds(match) || isOrgan(match) || match.meanings.includes('every_firm');
}

/** Words in front of an actor without what numbers it or points to it: "(b)", "that". */
function withoutMarks(before: readonly string[]): readonly string[] {
  const unnumbered = before[0] === '(' && before[2] === ')' ? before.slice(3) : before;
  return unnumbered[0] === 'that' ? unnumbered.slice(1) : unnumbered;
}

function isOrgan({ meanings }: TermMatch): boolean {
  return meanings.includes('organ');
}

function isAuthority({ meanings }: TermMatch): boolean {
  return meanings.includes('authority');
}

function isSize({ meanings }: TermMatch): boolean {
  return meanings.some((meaning) => meaning.startsWith('size_'));
}

function hasKinds({ meanings }: TermMatch): boolean {
  return meanings.some((meaning) => kindsOf(meaning).length > 0);
}

function classOf(match: TermMatch): string {
  if (isAuthority(match)) return 'authority';
  return match.meanings.includes('person') ? 'person' : 'firm';
}
