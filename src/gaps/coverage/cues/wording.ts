import { foldText } from '../../../core/text.ts';
import type { Language } from '../../../regulations/act.ts';
import { NUMBER_PATTERN } from '../../norms/number-words.ts';
import {
  EXCEPTIONS,
  foundIn,
  HEDGES,
  type Markers,
  NEGATIONS,
  OTHERS,
  QUALIFIERS,
  RESTRICTIONS,
  THRESHOLDS,
  WIDE_NEGATIONS,
} from '../markers.ts';
import { COMMON_WORDS, WORD_SETS } from './common-words.ts';

/** What the law says around an obligation, as far as it tells which words of a policy are its own. */
export interface LawWords {
  /** Its words and signs, and each two that follow one another. */
  readonly grams: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
  /** Its text with one blank between words and signs, and around. */
  readonly spaced: string;
  /** It denies or forbids something: who denies it too need not be against it. */
  readonly denies: boolean;
}

/** How a statement is worded: what of it does not depend on the law that it is compared with. */
export interface Wording {
  readonly language: Language;
  readonly tokens: readonly string[];
  /** Markers that were found: their names, and their own tokens. */
  readonly markers: readonly { readonly name: string; readonly spaced: string }[];
}

const TOKEN = /[a-z]+(?:'[a-z]+)?|\d+|[;:,.!?—–-]/g;
const NUMBERS: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(`^(?:${NUMBER_PATTERN.en})$`),
  es: new RegExp(`^(?:${NUMBER_PATTERN.es})$`),
};
const ARTICLE = /^(?:an?|una?|un)$/;
/** Letters by which two forms of a word are known as one. */
const BEGINNING = 5;
/** What is beyond so many words of a statement does not change how it is worded. */
const LONGEST = 400;

/** Words without case and accents, numbers as one sign, and the signs between them. */
function tokensOf(words: string, language: Language): readonly string[] {
  const tokens = foldText(words).replaceAll('’', "'").match(TOKEN) ?? [];
  return tokens.slice(0, LONGEST).map((token) => (NUMBERS[language].test(token) && !ARTICLE.test(token) ? '#' : token));
}

export function lawWordsOf(paragraph: string, language: Language): LawWords {
  const tokens = tokensOf(paragraph, language);
  return {
    grams: new Set([...tokens, ...tokens.slice(1).map((token, at) => `${tokens[at]} ${token}`)]),
    beginnings: new Set(tokens.map((token) => token.slice(0, BEGINNING))),
    spaced: ` ${tokens.join(' ')} `,
    denies: [NEGATIONS, WIDE_NEGATIONS].some((markers) => foundIn(paragraph, markers[language]).length > 0),
  };
}

const MARKERS: readonly (readonly [string, Markers])[] = [
  ['hedge', HEDGES],
  ['restrict', RESTRICTIONS],
  ['except', EXCEPTIONS],
  ['negate', NEGATIONS],
  ['negate_widely', WIDE_NEGATIONS],
  ['others', OTHERS],
  ['over', THRESHOLDS],
  ['qualify', QUALIFIERS],
];

export function wordingOf(words: string, language: Language): Wording {
  return {
    language,
    tokens: ['<s>', ...tokensOf(words, language), '</s>'],
    markers: MARKERS.flatMap(([name, markers]) =>
      foundIn(words, markers[language]).map(({ text }) => ({
        name,
        spaced: ` ${tokensOf(text, language).join(' ')} `,
      })),
    ),
  };
}

/**
 * The names of what may tell of a gap in a statement, each once: words and pairs of words that are not the law's (and the
 * beginnings of longer ones), how common words stand around the law's and other ones, the markers of `markers.ts`, and
 * which kinds of common words come after which.
 */
export function cuesIn({ language, tokens, markers }: Wording, law: LawWords): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string): void => void found.add(name);
  for (const [at, token] of tokens.entries()) {
    if (!law.grams.has(token)) {
      add(token);
      if (token.length > BEGINNING) add(`S:${token.slice(0, BEGINNING)}`);
    }
    const pair = `${token} ${tokens[at + 1]}`;
    if (at + 1 < tokens.length && !law.grams.has(pair)) add(pair);
  }
  const outline = outlineOf(tokens, language, law);
  for (const [at, part] of outline.entries()) {
    const [next, last] = [outline[at + 1], outline[at + 2]];
    if (next !== undefined) add(`A:${part} ${next}`);
    if (next !== undefined && last !== undefined) add(`A:${part} ${next} ${last}`);
  }
  for (const { name, spaced } of markers) if (!law.spaced.includes(spaced)) add(`M:${denying(name, law)}`);
  for (const name of orderOf(tokens, language, law)) add(`P:${name}`);
  return found;
}

/** What the law denies too is another sign than what is denied of what it demands. */
function denying(name: string, { denies }: LawWords): string {
  return denies && /^neg/.test(name) ? `${name}!` : name;
}

/** Common words as they stand; runs of the law's words are one `L`, runs of others one `N`. */
function outlineOf(tokens: readonly string[], language: Language, { beginnings }: LawWords): readonly string[] {
  const outline: string[] = [];
  for (const token of tokens) {
    const plain = !/^[a-z]/.test(token) || COMMON_WORDS[language].has(token);
    const part = plain ? token : beginnings.has(token.slice(0, BEGINNING)) ? 'L' : 'N';
    if (plain || outline.at(-1) !== part) outline.push(part);
  }
  return outline;
}

/** Which kinds of words there are, and which stands somewhere before which. */
function orderOf(tokens: readonly string[], language: Language, law: LawWords): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  for (const token of tokens) {
    const kinds = WORD_SETS[language].filter(([, set]) => set.has(token)).map(([name]) => name);
    for (const kind of kinds) {
      found.add(denying(kind, law));
      for (const before of seen) found.add(`${before}>${kind}`);
    }
    for (const kind of token === ';' ? [token] : kinds) seen.add(kind);
  }
  return found;
}
