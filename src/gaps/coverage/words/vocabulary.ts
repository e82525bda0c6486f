import { DIMENSIONS, vectorOf } from './word-vectors.ts';

/** A word of a vocabulary, and how like it is to another: above 0 and at most `MOST`. */
export interface Heard {
  readonly word: string;
  readonly likeness: number;
}

/** The words of some texts, to find those that mean nearly the same as another. */
export interface Vocabulary {
  /** The words that are like a key (`en:notif`, `es:comunic`), the likest first; never the key itself. */
  like(key: string): readonly Heard[];
}

const LEAST = 0.3;
const POWER = 1.25;
const MOST = 0.85;
const HEARD = 48;

/** Reads the meanings of keys once; what is asked again is remembered. */
export function createVocabulary(keys: ReadonlySet<string>): Vocabulary {
  const words: string[] = [];
  const rows: Float32Array[] = [];
  for (const key of keys)
    for (const meaning of meaningsOf(key)) {
      words.push(key);
      rows.push(meaning);
    }
  const table = new Float32Array(rows.length * DIMENSIONS);
  for (const [at, row] of rows.entries()) table.set(row, at * DIMENSIONS);
  const known = new Map<string, readonly Heard[]>();
  return {
    like(key) {
      let found = known.get(key);
      if (found === undefined) {
        found = search(key, words, table);
        known.set(key, found);
      }
      return found;
    },
  };
}

function search(key: string, words: readonly string[], table: Float32Array): readonly Heard[] {
  const best = new Map<string, number>();
  for (const meaning of meaningsOf(key))
    for (const [at, word] of words.entries()) {
      const likeness = likenessOf(product(meaning, table, at * DIMENSIONS));
      if (likeness > 0 && word !== key && likeness > (best.get(word) ?? 0)) best.set(word, likeness);
    }
  return [...best]
    .map(([word, likeness]) => ({ word, likeness }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, HEARD);
}

function product(meaning: Float32Array, table: Float32Array, from: number): number {
  let sum = 0;
  for (let at = 0; at < DIMENSIONS; at += 1) sum += (meaning[at] ?? 0) * (table[from + at] ?? 0);
  return sum;
}

function likenessOf(cosine: number): number {
  return cosine <= LEAST ? 0 : Math.min(MOST, ((cosine - LEAST) / (1 - LEAST)) ** POWER);
}

/** The directions of what a key may mean, each of length 1; of a phrase the sum of its words. Concepts have none. */
export function meaningsOf(key: string): readonly Float32Array[] {
  if (!key.startsWith('en:')) return [];
  const sum = new Float32Array(DIMENSIONS);
  for (const root of key.slice(3).split(' ')) {
    const vector = vectorOf(root);
    if (vector === undefined) continue;
    const length = Math.hypot(...vector);
    for (let at = 0; at < DIMENSIONS; at += 1) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0) / length;
  }
  const length = Math.hypot(...sum);
  return length === 0 ? [] : [sum.map((each) => each / length)];
}
