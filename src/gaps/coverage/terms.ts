import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import { isStopWord } from '../../regulations/search/stop-words.ts';
import { CONCEPT_TABLE } from './concept-table.ts';
import { createRootReader } from './words/roots.ts';

/** A word or phrase that says what a text is about. */
export interface Term {
  /** Its root, in its own language. */
  readonly root: string;
  /** The concepts that it stands for, in any language; none for most words. */
  readonly concepts: readonly string[];
  /** Where it begins in the text. */
  readonly start: number;
}

export interface TermReader {
  /** The terms of a text, in order: function words, numbers, periods and the law's own furniture are none. */
  terms(text: string, language: Language): readonly Term[];
  /** The concepts that a text speaks of. */
  concepts(text: string, language: Language): ReadonlySet<string>;
}

const WORD = /[\p{L}\p{N}]+/gu;
const LONGEST_WORD = 64;
const LONGEST_PHRASE = 4;
/** Texts whose terms are kept at once. */
const MOST_KNOWN = 5_000;

/** What every provision is made of, and what is compared by itself: places, numbers, periods, words that bind. */
const FURNITURE = new Set(
  (
    'article articles paragraph paragraphs point points subparagraph chapter section annex regulation directive act law accordance pursuant refer referred ' +
    'following thereof therein hereof herein respectively particular including include included least within later hour hours day days week weeks month months year years ' +
    'working business annual annually yearly quarterly monthly daily calendar two three four five six seven eight nine ten twelve one once twice shall must should may can case cases ' +
    'without undue immediately promptly latest eu ec no not need needs where such eur euro euros eea union deadline period related relating concerning regard regards respect relevant necessary whether available possible manner way behalf context addition well together either another other view extent make made take taken within basis matter matters respectively ' +
    'articulo articulos apartado apartados letra letras capitulo seccion anexo reglamento directiva ley real decreto conforme virtud referido referida referidos previsto prevista ' +
    'siguiente siguientes particular incluido menos dentro hora horas dia dias semana semanas mes meses ano anos habil habiles natural naturales anual anualmente plazo periodo ' +
    'dos tres cuatro cinco seis siete ocho nueve diez doce una vez debera deberan debe deben podra podran caso casos sin inmediatamente inmediato euro euros presente'
  ).split(' '),
);

/** Porter makes one stem of "inform" and "information"; what is informed of is no report. */
const ITSELF = new Set(['information', 'informacion', 'informations']);

interface Phrases {
  readonly next: Map<string, Phrases>;
  concepts?: string[];
}

/** Reads terms; it keeps the roots of the words that it met. One serves any number of texts. */
export function createTermReader(): TermReader {
  const stems = { en: createRootReader('en'), es: createRootReader('es') };
  const phrases = { en: phrasesOf('en', stems.en), es: phrasesOf('es', stems.es) };
  const read = (text: string, language: Language): readonly Term[] => {
    const stemOf = stems[language];
    const words = wordsOf(text, language, stemOf);
    const found: Term[] = [];
    for (let at = 0; at < words.length; ) {
      const match = longest(words, at, phrases[language]);
      const word = words[at];
      if (word === undefined) break;
      if (match.length > 1)
        found.push({
          root: words
            .slice(at, at + match.length)
            .map(({ stem }) => stem)
            .join(' '),
          concepts: match.concepts,
          start: word.start,
        });
      else if (word.content)
        found.push({ root: word.stem, concepts: ITSELF.has(word.folded) ? [] : match.concepts, start: word.start });
      at += Math.max(1, match.length);
    }
    return found;
  };
  const known = { en: new Map<string, readonly Term[]>(), es: new Map<string, readonly Term[]>() };
  // The same clauses and sentences are compared with many others.
  const terms = (text: string, language: Language): readonly Term[] => {
    let found = known[language].get(text);
    if (found === undefined) {
      found = read(text, language);
      if (known[language].size >= MOST_KNOWN) known[language].clear();
      known[language].set(text, found);
    }
    return found;
  };
  return {
    terms,
    concepts: (text, language) => new Set(terms(text, language).flatMap(({ concepts }) => concepts)),
  };
}

interface Word {
  readonly folded: string;
  readonly stem: string;
  readonly start: number;
  readonly content: boolean;
}

function wordsOf(text: string, language: Language, stemOf: (folded: string) => string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const [word] = match;
    if (word.length > LONGEST_WORD) continue;
    // "IT" is a department, "it" a pronoun.
    const folded = word === 'IT' && language === 'en' ? 'ict' : foldText(word);
    const content =
      folded.length > 1 && !/^\p{N}/u.test(folded) && !isStopWord(folded, language) && !FURNITURE.has(folded);
    words.push({ folded, stem: stemOf(folded), start: match.index, content });
  }
  return words;
}

function longest(
  words: readonly Word[],
  at: number,
  phrases: Phrases,
): { readonly length: number; readonly concepts: readonly string[] } {
  let node: Phrases | undefined = phrases;
  let best: { length: number; concepts: readonly string[] } = { length: 0, concepts: [] };
  for (let length = 1; length <= LONGEST_PHRASE; length += 1) {
    const word = words[at + length - 1];
    node = word === undefined ? undefined : node.next.get(word.stem);
    if (node === undefined) break;
    if (node.concepts !== undefined) best = { length, concepts: node.concepts };
  }
  return best;
}

function phrasesOf(language: Language, stemOf: (folded: string) => string): Phrases {
  const root: Phrases = { next: new Map() };
  for (const line of CONCEPT_TABLE.trim().split('\n')) {
    const [concept = '', rest = ''] = split(line, ':');
    const [english = '', spanish = ''] = split(rest, '|');
    for (const phrase of (language === 'en' ? english : spanish).split(',')) {
      let node = root;
      for (const [word] of foldText(phrase).matchAll(WORD)) {
        const stem = stemOf(word);
        const next = node.next.get(stem) ?? { next: new Map() };
        node.next.set(stem, next);
        node = next;
      }
      if (node === root) continue;
      node.concepts ??= [];
      if (!node.concepts.includes(concept)) node.concepts.push(concept);
    }
  }
  return root;
}

function split(text: string, sign: string): readonly string[] {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
