/** Moments between 0 and 1, the same for the same seed. */
export function scatter(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    // xorshift32: small, seeded, good enough to scatter moments.
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
