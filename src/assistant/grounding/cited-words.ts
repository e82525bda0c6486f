import type { Language } from '../../regulations/act.ts';
import type { ReadSentence } from './cited-sentences.ts';
import { contentWords, keysOf } from './word-keys.ts';

/**
 * The share of a sentence's words of content that the cited text must have, where both are of one language. The plainest
 * honest paraphrases of `test/evals/grounding` have 0.5, those of its false citations that are about something else
 * have 0; of sentences of real law held against another sentence of the same act, the checks together let one in
 * twenty pass. The bar stands below the honest ones by a margin: a paraphrase that is stopped is the worse error here,
 * since numbers, places and the rest are checked apart.
 */
const LEAST_SHARE = 0.3;
/** Letters by which two words count as one: "notifying" and "notification". */
const SAME_BEGINNING = 5;

/**
 * Whether a sentence speaks of what it cites. A word counts as cited where the stored sentences, their labels or
 * headings have it, a word of its family, the same concept, or the law's words for it.
 *
 * @param headings of the passages cited, and their labels
 * @returns the reason for the model, or `undefined`; always `undefined` across languages
 */
export function wordsNotCited(
  text: string,
  language: Language,
  cited: readonly ReadSentence[],
  headings: string,
): string | undefined {
  const own = cited.filter(({ passage }) => passage.language === language);
  if (own.length === 0 || own.length < cited.length) return undefined;
  const stored = `${own.map(({ whole }) => whole).join(' ')} ${headings}`;
  const keys = new Set([...keysOf(stored, language), ...contentWords(stored, language).flatMap((word) => word.keys)]);
  const beginnings = new Set([...keys].map((key) => key.slice(0, SAME_BEGINNING)));
  const words = contentWords(text, language);
  const missing = words.filter(({ keys: own, law }) => {
    if (
      own.some((key) => keys.has(key) || (key.length >= SAME_BEGINNING && beginnings.has(key.slice(0, SAME_BEGINNING))))
    )
      return false;
    return law.length === 0 || law.filter((key) => keys.has(key)).length * 2 < law.length;
  });
  const share = words.length === 0 ? 1 : 1 - missing.length / words.length;
  if (share >= LEAST_SHARE) return undefined;
  const named = missing.slice(0, 8).map(({ word }) => word);
  return `The cited text does not speak of what the sentence says: it has nothing of "${named.join('", "')}". Cite the sentence that says this, or say what the cited one says.`;
}
