/** A place in the list before, and the place in the list after it that says the same. */
export interface Aligned {
  readonly before: number;
  readonly after: number;
}

interface Chain extends Aligned {
  readonly previous: Chain | undefined;
}

/** Of what is repeated more often only the first is held against the first, the second against the second, and so on. */
const MOST_ALIKE = 32;

/**
 * The longest common subsequence of two lists, by the algorithm of Hunt and Szymanski (1977): time and memory go with the
 * pairs that are equal, of which each entry has at most 32.
 *
 * @param before what is compared, as keys
 */
export function longestCommon(before: readonly string[], after: readonly string[]): readonly Aligned[] {
  const candidates = candidatesIn(before, after);
  /** By the length of a common subsequence, less one: the one that ends earliest in `before`. */
  const chains: Chain[] = [];
  for (const [position] of after.entries()) {
    // From the last to the first: a later one must not build on one of the same entry.
    for (const other of candidates(position)) {
      const length = firstNotBefore(chains, other);
      if (chains[length]?.before === other) continue;
      chains[length] = { before: other, after: position, previous: chains[length - 1] };
    }
  }
  const found: Aligned[] = [];
  for (let link = chains.at(-1); link !== undefined; link = link.previous)
    found.push({ before: link.before, after: link.after });
  return found.reverse();
}

/** Pairs what is equal in the order of both lists, wherever it stands. */
export function pairsInOrder(before: readonly string[], after: readonly string[]): readonly Aligned[] {
  const places = placesOf(before);
  const taken = new Map<string, number>();
  return after.flatMap((key, position) => {
    const turn = taken.get(key) ?? 0;
    taken.set(key, turn + 1);
    const other = places.get(key)?.[turn];
    return other === undefined ? [] : [{ before: other, after: position }];
  });
}

/** For each place in `after` those of `before` that it may be held against, the last first. To be asked in order. */
function candidatesIn(before: readonly string[], after: readonly string[]): (position: number) => readonly number[] {
  const places = placesOf(before);
  const counts = new Map<string, number>();
  for (const key of after) counts.set(key, (counts.get(key) ?? 0) + 1);
  const backwards = new Map([...places].map(([key, list]) => [key, list.toReversed()]));
  const turns = new Map<string, number>();
  return (position) => {
    const key = after[position] ?? '';
    const list = places.get(key) ?? [];
    if (list.length <= MOST_ALIKE && (counts.get(key) ?? 0) <= MOST_ALIKE) return backwards.get(key) ?? [];
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return list.slice(turn, turn + 1);
  };
}

function placesOf(keys: readonly string[]): ReadonlyMap<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [position, key] of keys.entries()) {
    const list = places.get(key);
    if (list === undefined) places.set(key, [position]);
    else list.push(position);
  }
  return places;
}

/** Where the first chain stands that ends at this place of `before` or behind it. */
function firstNotBefore(chains: readonly Chain[], place: number): number {
  let low = 0;
  let high = chains.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((chains[middle]?.before ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
