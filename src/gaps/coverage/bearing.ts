import type { Aim, Aims } from './aims.ts';
import type { Reading } from './readings.ts';

/** A statement that bears on an obligation. */
export interface Bearing {
  readonly reading: Reading;
  /** How much of the obligation it says, from 0 to 1. */
  readonly recall: number;
  /** How much of it the obligation says, from 0 to 1. */
  readonly precision: number;
  /** Both in one. */
  readonly nearness: number;
  /** Its nearness by that of the obligation that it is nearest to: 1 where it is this one. */
  readonly rank: number;
}

/** Statements that are kept of each obligation. */
const MOST = 5;
const LEAST = 0.06;
/** What nearly every statement says finds nothing, and costs most. */
const COMMON = 0.5;
const COMMON_FROM = 200;

/**
 * For each obligation, in their order, the statements that bear on it, best first. What is kept is bounded: five
 * statements an obligation, and one number a statement.
 */
export function bearings(aims: Aims, readings: readonly Reading[]): readonly (readonly Bearing[])[] {
  const postings = postingsOf(readings);
  const lengths = Float64Array.from(readings, ({ terms, language }) =>
    terms.reduce((sum, term) => sum + aims.weigh(term, language), 0),
  );
  const nearest = new Float64Array(readings.length);
  const scratch = { said: new Float64Array(readings.length), now: new Float64Array(readings.length) };
  const found = aims.aims.map((aim) => scan(aim, postings, lengths, nearest, scratch));
  return found.map((best) =>
    best.flatMap(({ at, recall, precision, nearness }) => {
      const reading = readings[at];
      if (reading === undefined) return [];
      return [{ reading, recall, precision, nearness, rank: nearness / Math.max(nearness, nearest[at] ?? 0) }];
    }),
  );
}

interface Posting {
  readonly at: number;
  readonly value: number;
}

function postingsOf(readings: readonly Reading[]): ReadonlyMap<string, readonly Posting[]> {
  const postings = new Map<string, Posting[]>();
  for (const { at, keys } of readings) {
    for (const [key, value] of keys) {
      const known = postings.get(key);
      if (known === undefined) postings.set(key, [{ at, value }]);
      else known.push({ at, value });
    }
  }
  return postings;
}

interface Hit {
  readonly at: number;
  readonly recall: number;
  readonly precision: number;
  readonly nearness: number;
}

/** A number for each statement, nought between two scans. */
interface Scratch {
  readonly said: Float64Array;
  readonly now: Float64Array;
}

function scan(
  { terms, total }: Aim,
  postings: ReadonlyMap<string, readonly Posting[]>,
  lengths: Float64Array,
  nearest: Float64Array,
  { said, now }: Scratch,
): readonly Hit[] {
  const met: number[] = [];
  const common = lengths.length > COMMON_FROM ? lengths.length * COMMON : Number.POSITIVE_INFINITY;
  for (const { keys, weight } of terms) {
    const having: number[] = [];
    for (const { key, value } of keys) {
      const list = postings.get(key);
      if (list === undefined || list.length > common) continue;
      for (const { at, value: presence } of list) {
        const before = now[at] ?? 0;
        if (before === 0) having.push(at);
        if (before < value * presence) now[at] = value * presence;
      }
    }
    for (const at of having) {
      if (said[at] === 0) met.push(at);
      said[at] = (said[at] ?? 0) + (now[at] ?? 0) * weight;
      now[at] = 0;
    }
  }
  const hits: Hit[] = [];
  for (const at of met) {
    const weight = said[at] ?? 0;
    said[at] = 0;
    const recall = total === 0 ? 0 : weight / total;
    const precision = Math.min(1, weight / Math.max(1, lengths[at] ?? 0));
    const nearness = nearnessOf(recall, precision);
    if (nearness > (nearest[at] ?? 0)) nearest[at] = nearness;
    if (recall >= LEAST) keep(hits, { at, recall, precision, nearness });
  }
  return hits;
}

/** The geometric mean: a long statement says a little of everything, a short obligation is in everything. */
export function nearnessOf(recall: number, precision: number): number {
  return Math.sqrt(recall * precision);
}

/** Best first; at one nearness the earlier statement. */
function keep(hits: Hit[], hit: Hit): void {
  const at = hits.findIndex(
    (each) => each.nearness < hit.nearness || (each.nearness === hit.nearness && each.at > hit.at),
  );
  if (at < 0) hits.push(hit);
  else hits.splice(at, 0, hit);
  if (hits.length > MOST) hits.pop();
}
