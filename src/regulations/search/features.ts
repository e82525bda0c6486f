/** Keys with their counts, in columns; keys ascending, each once. */
export interface Counts {
  readonly keys: Float64Array;
  readonly counts: Uint8Array;
}

/** What a passage is ranked by: numeric keys with their counts. Keys need no lexicon of strings, so an image loads without building one. */
export interface Features {
  /** Stems and pairs of neighbouring stems. */
  readonly terms: Counts;
  /** Character 4-grams of the stems' text. */
  readonly grams: Counts;
  /** Stems, for length normalisation. */
  readonly length: number;
  /** 4-grams, likewise. */
  readonly gramLength: number;
}

const HIGHEST_COUNT = 255;
const GRAM = 4;

/**
 * A 53-bit key of a string (two 32-bit multiplicative hashes). With a million different terms the chance that any two
 * collide is about one in 20,000, and a collision would only blur one term's weight.
 */
export function keyOf(text: string): number {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let position = 0; position < text.length; position += 1) {
    const unit = text.charCodeAt(position);
    low = Math.imul(low ^ unit, 2_654_435_761);
    high = Math.imul(high ^ unit, 1_597_334_677);
  }
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & high) + (low >>> 0);
}

export function pairKey(first: string, second: string): number {
  return keyOf(`${first} ${second}`);
}

/** Counts the features of a sequence of stems. */
export function featuresOf(stems: readonly string[]): Features {
  const terms = new Float64Array(Math.max(stems.length * 2 - 1, 0));
  let used = 0;
  let previous: string | undefined;
  for (const stem of stems) {
    terms[used] = keyOf(stem);
    used += 1;
    if (previous !== undefined) {
      terms[used] = pairKey(previous, stem);
      used += 1;
    }
    previous = stem;
  }
  const grams = gramKeysOf(stems);
  return { terms: countKeys(terms), grams: countKeys(grams), length: stems.length, gramLength: grams.length };
}

/** Sorts the keys and counts how often each stands there; counts stop at 255. */
function countKeys(keys: Float64Array): Counts {
  keys.sort();
  const counts = new Uint8Array(keys.length);
  let kept = -1;
  for (let at = 0; at < keys.length; at += 1) {
    if (at === 0 || keys[at] !== keys[kept]) {
      kept += 1;
      keys[kept] = keys[at] as number;
    }
    if ((counts[kept] as number) < HIGHEST_COUNT) counts[kept] = (counts[kept] as number) + 1;
  }
  return { keys: keys.subarray(0, kept + 1), counts: counts.subarray(0, kept + 1) };
}

/** The 4-grams of the stems joined by spaces, packed into numbers below 2^28, in order. */
export function gramKeysOf(stems: readonly string[]): Float64Array {
  const text = ` ${stems.join(' ')} `;
  const keys = new Float64Array(Math.max(text.length - GRAM + 1, 0));
  let key = 0;
  for (let at = 0; at < text.length; at += 1) {
    key = ((key << 7) | (text.charCodeAt(at) & 127)) & 0xfffffff;
    if (at >= GRAM - 1) keys[at - GRAM + 1] = key;
  }
  return keys;
}
