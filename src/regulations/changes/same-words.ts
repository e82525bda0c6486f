import { withoutTypography } from '../../core/text.ts';

/**
 * A text as far as it can be law: case, accents, quotation marks, dashes, ordinal signs and spacing do not count, so
 * that a change of typography alone is no change.
 */
export function wordsAlone(text: string): string {
  return withoutTypography(text)
    .replace(/…/g, '...')
    .replace(/[º°]/g, 'o')
    .replace(/ª/g, 'a')
    .replace(/\s+(?=%)/g, '')
    .replace(/[\s.;,]+$/, '');
}

const REPEALED =
  /^[\s([]*(?:\.{3}|deleted|repealed|suppressed|suprimid[oa]s?|derogad[oa]s?|(?:queda\s+)?sin\s+contenido|anulad[oa]s?|no\s+longer\s+in\s+force)[\s)\].]*$/;

/** What publishers leave where a provision was repealed: `(Suprimido)`, `[repealed]`. */
export function isRepealed(text: string): boolean {
  // The heading may say it, and the text again.
  return text.split('\n').every((line) => REPEALED.test(wordsAlone(line)));
}

/** How often each pair of neighbouring words stands in a text; pairs tell texts apart that only share small words. */
export type PairCounts = ReadonlyMap<string, number>;

/** @param words as `wordsAlone` gives them */
export function countPairs(words: string): PairCounts {
  const counts = new Map<string, number>();
  let before = '';
  for (const [word] of words.matchAll(/[\p{L}\p{N}]+/gu)) {
    const pair = `${before} ${word}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
    before = word;
  }
  return counts;
}

/** Fewer pairs than this are found in any longer text by chance. */
const TELLING = 8;

/**
 * How alike two texts are, 0 to 1: Dice's coefficient of their pairs of words, or the share of the shorter one that
 * stands in the longer, where it is long enough to tell: a paragraph that got a second sentence is still itself.
 *
 * @param leastShare how long the shorter one must be beside the longer: a paragraph is no article that it was part of
 */
export function likeness(one: PairCounts, other: PairCounts, leastShare = 0): number {
  let shared = 0;
  for (const [pair, count] of one) shared += Math.min(count, other.get(pair) ?? 0);
  const [size, otherSize] = [sizeOf(one), sizeOf(other)];
  if (size + otherSize === 0) return 1;
  const smaller = Math.min(size, otherSize);
  const share = smaller / Math.max(size, otherSize);
  const contained = smaller < TELLING || share < leastShare ? 0 : (0.9 * shared) / smaller;
  return Math.max((2 * shared) / (size + otherSize), contained);
}

function sizeOf(counts: PairCounts): number {
  let size = 0;
  for (const count of counts.values()) size += count;
  return size;
}
