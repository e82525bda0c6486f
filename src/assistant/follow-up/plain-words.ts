import { foldText } from '../../core/text.ts';

/** A question's words alone: folded, without punctuation, one blank between them. Apostrophes stay: "don't". */
export function plainWords(text: string): string {
  return foldText(text)
    .replace(/[’‘`´]/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
}

/** The same, without every word of a set. */
export function wordsWithout(text: string, left: ReadonlySet<string>): readonly string[] {
  return plainWords(text)
    .split(' ')
    .filter((word) => word !== '' && !left.has(word));
}

/** Splits a written list of words, for sets. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter((word) => word !== ''));
}
