import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { TermMeaning } from './actor-terms.ts';
import { ENGLISH_TERMS } from './actor-terms-en.ts';
import { SPANISH_TERMS } from './actor-terms-es.ts';

/** A word as printed, and as it is compared: without case, accents and ending of the plural. */
export interface ActorWord {
  readonly printed: string;
  readonly stem: string;
}

/** A term of the field among the words of an actor. */
export interface TermMatch {
  readonly meanings: readonly TermMeaning[];
  /** Of its first word. */
  readonly start: number;
  /** Behind its last word. */
  readonly end: number;
}

/** Far longer than any actor; what stands behind is not looked at. */
const MOST_CHARACTERS = 2_000;
const WORD = /[\p{L}\p{N}]+|['’]s?(?!\p{L})|[,;()]/gu;
const CAPITAL = /^\p{Lu}/u;
/** They tell nothing: "the issuer of the token" is the issuer of token. */
const ARTICLES: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(['the', 'a', 'an']),
  es: new Set(['el', 'la', 'los', 'las', 'un', 'una', 'unos', 'unas']),
};

/** The words of an actor without its articles; punctuation and the sign of the genitive are words of their own. */
export function actorWords(actor: string, language: Language): readonly ActorWord[] {
  const words: ActorWord[] = [];
  for (const [printed] of actor.slice(0, MOST_CHARACTERS).matchAll(WORD)) {
    // The sign of the plural is told in an abbreviation whatever its length: "CIs".
    const folded = foldText(printed.replace(/(?<=\p{Lu}{2})s$/u, ''));
    if (ARTICLES[language].has(folded)) continue;
    words.push({ printed, stem: stemOf(folded, language) });
  }
  return words;
}

/**
 * A folded word without the ending of its plural. Rougher than grammar: all that counts is that one and several come out
 * alike ("responsable", "responsables"), and that words of the field stay apart.
 */
export function stemOf(folded: string, language: Language): string {
  if (folded.startsWith("'") || folded.startsWith('’')) return "'s";
  if (language === 'es') {
    if (folded === 'del') return 'de';
    if (folded === 'al') return 'a';
    return folded.length > 4 ? folded.replace(/(?:es|e|s)$/, '') : folded;
  }
  if (folded.length <= 3) return folded;
  return folded.replace(/ies$/, 'y').replace(/(?<![sui])s$/, '');
}

interface Term {
  readonly words: readonly TermWord[];
  readonly meaning: TermMeaning;
}

interface TermWord extends ActorWord {
  /** An abbreviation is met in capitals only, but for the sign of its plural; a capitalised word with a capital. */
  readonly written: 'anyhow' | 'capitals' | 'capital';
}

function indexOf(language: Language): ReadonlyMap<string, readonly Term[]> {
  const index = new Map<string, Term[]>();
  const table = language === 'en' ? ENGLISH_TERMS : SPANISH_TERMS;
  for (const [meaning, list] of Object.entries(table) as [TermMeaning, string][]) {
    for (const each of list.split('|')) {
      const words = actorWords(each, language).map((word) => ({ ...word, written: writingOf(word.printed) }));
      const first = words[0]?.stem ?? '';
      index.set(first, [...(index.get(first) ?? []), { words, meaning }]);
    }
  }
  for (const terms of index.values()) terms.sort((a, b) => b.words.length - a.words.length);
  return index;
}

/** Terms by their first word, the longest first. */
const TERMS: Readonly<Record<Language, ReadonlyMap<string, readonly Term[]>>> = {
  en: indexOf('en'),
  es: indexOf('es'),
};

/** The terms among the words, from left to right; of several at one place the longest, and one with a capital first. */
export function termsAmong(words: readonly ActorWord[], language: Language): readonly TermMatch[] {
  const found: TermMatch[] = [];
  for (let at = 0; at < words.length; ) {
    const standing = (TERMS[language].get(words[at]?.stem ?? '') ?? []).filter((term) => stands(term, words, at));
    const length = standing[0]?.words.length ?? 0;
    if (length === 0) {
      at += 1;
      continue;
    }
    const longest = standing.filter(({ words: { length: each } }) => each === length);
    const capital = longest.filter(isCapitalised);
    const meanings = (capital.length > 0 ? capital : longest).map(({ meaning }) => meaning);
    found.push({ meanings, start: at, end: at + length });
    at += length;
  }
  return found;
}

function stands({ words: wanted }: Term, words: readonly ActorWord[], at: number): boolean {
  return wanted.every((want, index) => {
    const word = words[at + index];
    return word !== undefined && word.stem === want.stem && isWrittenAs(word.printed, want);
  });
}

function isWrittenAs(printed: string, { printed: term, written }: TermWord): boolean {
  if (written === 'anyhow') return true;
  return written === 'capital' ? CAPITAL.test(printed) : printed === term || printed === `${term}s`;
}

function writingOf(term: string): TermWord['written'] {
  if (!CAPITAL.test(term)) return 'anyhow';
  return term.length > 1 && term === term.toUpperCase() ? 'capitals' : 'capital';
}

function isCapitalised({ words }: Term): boolean {
  return words[0]?.written !== 'anyhow';
}
