import type { Language } from '../../../regulations/act.ts';
import { glossesOf } from './spanish-words.ts';
import { DIMENSIONS, vectorOf } from './word-vectors.ts';

/** Directions nearer than this are alike by chance. */
const LEAST = 0.3;
/** Makes the middle of the scale count for less than the nearest words. */
const POWER = 1.25;
/** No other word says as much as the word itself. */
const MOST = 0.85;
/** So many words, the likest, are heard for one. */
const HEARD = 48;

/** A root as terms have it (`Term.root`), one word or several with blanks between, and the language it was read in. */
export interface SpokenRoot {
  readonly root: string;
  readonly language: Language;
}

/** The roots of a text or of many, and which of them stand for a root of another. */
export interface Vocabulary {
  /**
   * The roots in which this one is heard, itself among them, the likest first, with how much of it each says (above 0,
   * at most 1). At most 48; none where nothing is like it. Kept: whoever holds texts by their roots asks once a root.
   */
  heardBy(word: SpokenRoot): ReadonlyMap<string, number>;
}

export interface Likeness {
  /**
   * How much of one root another says, from 0 (nothing) to 1 (the same root); the order does not matter. Spanish roots
   * mean what their glosses do, the likest pair counts. A root that is not known is like itself alone.
   */
  of(one: SpokenRoot, other: SpokenRoot): number;
  /** A vocabulary of roots of one language; a root that is given twice is one. */
  vocabulary(roots: Iterable<string>, language: Language): Vocabulary;
}

/** Compares roots by what they mean; it keeps the meanings of the roots that it met. One serves any number of texts. */
export function createLikeness(): Likeness {
  const known: Record<Language, Map<string, readonly Float32Array[]>> = { en: new Map(), es: new Map() };
  const meaningsOf = ({ root, language }: SpokenRoot): readonly Float32Array[] => {
    let meanings = known[language].get(root);
    if (meanings === undefined) {
      meanings = meaningsOfWords(root.split(' '), language);
      known[language].set(root, meanings);
    }
    return meanings;
  };
  const of = (one: SpokenRoot, other: SpokenRoot): number => {
    const [mine, others] = [meaningsOf(one), meaningsOf(other)];
    // What one of two languages does not know and both write alike is a name: the same authority, the same act.
    const isSame = one.language === other.language || mine.length === 0 || others.length === 0;
    if (one.root === other.root && isSame) return 1;
    return shareOf(Math.max(0, ...mine.flatMap((a) => others.map((b) => cosine(a, b, 0)))));
  };
  return { of, vocabulary: (roots, language) => vocabularyOf([...new Set(roots)], language, meaningsOf, of) };
}

function vocabularyOf(
  roots: readonly string[],
  language: Language,
  meaningsOf: (word: SpokenRoot) => readonly Float32Array[],
  of: (one: SpokenRoot, other: SpokenRoot) => number,
): Vocabulary {
  const meanings = roots.map((root) => meaningsOf({ root, language }));
  // All meanings lie in one row of numbers: a root is compared with thousands.
  const places = Int32Array.from(meanings.flatMap((each, place) => each.map(() => place)));
  const numbers = new Float32Array(places.length * DIMENSIONS);
  for (const [at, meaning] of meanings.flat().entries()) numbers.set(meaning, at * DIMENSIONS);
  const placeOf = new Map(roots.map((root, place) => [root, place]));
  const kept: Record<Language, Map<string, ReadonlyMap<string, number>>> = { en: new Map(), es: new Map() };

  const listen = (word: SpokenRoot): ReadonlyMap<string, number> => {
    const shares = new Float64Array(roots.length);
    for (const meaning of meaningsOf(word))
      for (let at = 0, start = 0; at < places.length; at += 1, start += meaning.length) {
        const near = cosine(meaning, numbers, start);
        const place = places[at] as number;
        if (near > LEAST) shares[place] = Math.max(shares[place] as number, shareOf(near));
      }
    const itself = placeOf.get(word.root);
    if (itself !== undefined) shares[itself] = of(word, { root: word.root, language });
    return likest(roots, shares);
  };
  return {
    heardBy: (word) => {
      let heard = kept[word.language].get(word.root);
      if (heard === undefined) {
        heard = listen(word);
        kept[word.language].set(word.root, heard);
      }
      return heard;
    },
  };
}

/**
 * The directions of a term: an English one has one, a Spanish one those of its glosses; the words of a phrase are added
 * up. None where no word of it is known.
 */
function meaningsOfWords(roots: readonly string[], language: Language): readonly Float32Array[] {
  const words = roots
    .map((root) => (language === 'en' ? [root] : glossesOf(root)).flatMap((english) => unitOf(english) ?? []))
    .filter((meanings) => meanings.length > 0);
  const [first, ...others] = words;
  if (first === undefined) return [];
  return others.length === 0 ? first : [unit(words.map((meanings) => meanings[0] ?? new Float32Array(DIMENSIONS)))];
}

function unitOf(english: string): Float32Array | undefined {
  const vector = vectorOf(english);
  return vector === undefined ? undefined : unit([Float32Array.from(vector)]);
}

function unit(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(DIMENSIONS);
  for (const vector of vectors) for (const [at, value] of vector.entries()) sum[at] = (sum[at] ?? 0) + value;
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return length === 0 ? sum : sum.map((value) => value / length);
}

/** Of a direction and the one that begins at a place among numbers; both are as long as 1. */
function cosine(one: Float32Array, numbers: Float32Array, start: number): number {
  const { length } = one;
  let sum = 0;
  for (let at = 0; at < length; at += 1) sum += (one[at] as number) * (numbers[start + at] as number);
  return sum;
}

/** How much of a word another says whose direction is so near. */
function shareOf(near: number): number {
  return near <= LEAST ? 0 : Math.min(MOST, ((near - LEAST) / (1 - LEAST)) ** POWER);
}

/** Roots with a share, the largest first; among equals the one that was given first. */
function likest(roots: readonly string[], shares: Float64Array): ReadonlyMap<string, number> {
  const heard: [string, number][] = [];
  for (const [place, root] of roots.entries()) {
    const share = shares[place] ?? 0;
    if (share > 0) heard.push([root, share]);
  }
  return new Map(heard.sort(([, one], [, other]) => other - one).slice(0, HEARD));
}
