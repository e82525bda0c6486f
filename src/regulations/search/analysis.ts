import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { foldText } from '../../core/text.ts';
import type { Language } from '../act.ts';
import { isStopWord } from './stop-words.ts';

/** Raised whenever the same text would be analysed differently: stored segments of another version are made anew. */
export const ANALYSER_VERSION = 2;

/** A word of a text that counts for ranking. */
export interface Term {
  /** As written. */
  readonly word: string;
  readonly stem: string;
}

const WORD = /[\p{L}\p{N}]+/gu;
const LONGEST_WORD = 64;
const STEM_CACHE_LIMIT = 200_000;

export interface Analyser {
  /** The terms of a text in order: alphanumeric words, accents folded, stop words out, stemmed. */
  terms(text: string): readonly Term[];
  /** The stems alone. */
  stems(text: string): readonly string[];
}

/** An analyser with a cache of its own; one serves any number of texts of its language. */
export function createAnalyser(language: Language): Analyser {
  const cache = new Map<string, string>();
  const stemOf = (folded: string): string => {
    const known = cache.get(folded);
    if (known !== undefined) return known;
    if (cache.size >= STEM_CACHE_LIMIT) cache.clear();
    const stem = language === 'en' ? english(folded) : spanish(folded);
    cache.set(folded, stem);
    return stem;
  };
  const terms = (text: string): readonly Term[] => {
    const found: Term[] = [];
    for (const [word] of text.matchAll(WORD)) {
      if (word.length > LONGEST_WORD) continue;
      const folded = foldText(word);
      if (!isStopWord(folded, language)) found.push({ word, stem: stemOf(folded) });
    }
    return found;
  };
  return { terms, stems: (text) => terms(text).map(({ stem }) => stem) };
}
