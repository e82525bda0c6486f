import { foldText } from '../../core/text.ts';
import { ENGLISH_WORDS } from './english-words.ts';
import { SPANISH_WORDS } from './spanish-words.ts';

/** Words of the longest phrase that is looked up. */
const LONGEST_PHRASE = 5;

/** Phrases, folded, their words joined by blanks, and the law's words for them. */
const LAW_WORDS: ReadonlyMap<string, string> = new Map(
  [...ENGLISH_WORDS, ...SPANISH_WORDS].flatMap(([phrases, law]) =>
    phrases.split(',').map((phrase) => [wordsIn(phrase).join(' '), law] as const),
  ),
);

function wordsIn(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map(foldText);
}

/**
 * What the law says for the everyday words of a question, by folded word. Each word of a phrase ("clearing house") has
 * what stands for the whole; the longest phrase that fits is taken.
 */
export function lawWordsIn(question: string): ReadonlyMap<string, string> {
  const words = wordsIn(question);
  const found = new Map<string, string>();
  for (let at = 0; at < words.length; ) {
    const length = longestPhrase(words, at);
    const law = LAW_WORDS.get(words.slice(at, at + length).join(' '));
    if (law !== undefined) for (const word of words.slice(at, at + length)) found.set(word, law);
    at += Math.max(length, 1);
  }
  return found;
}

function longestPhrase(words: readonly string[], at: number): number {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length >= 1; length -= 1)
    if (LAW_WORDS.has(words.slice(at, at + length).join(' '))) return length;
  return 0;
}

/** A question with the law's words behind it, those left out that it already holds. */
export function inTheLawsWords(question: string): string {
  const present = new Set(wordsIn(question));
  const added = new Set<string>();
  for (const law of lawWordsIn(question).values())
    for (const word of law.split(' ')) if (!present.has(foldText(word))) added.add(word);
  return added.size === 0 ? question : `${question} ${[...added].join(' ')}`;
}
