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
  const scratch = scratchFor(readings.length);
  const found = aims.aims.map((aim) => scan(aim, postings, lengths, nearest, scratch));
  return found.map((best) =>
    best.flatMap(({ at, recall, precision, nearness }) => {
      const reading = readings[at];
      if (reading === undefined) return [];
      return [{ reading, recall, precision, nearness, rank: nearness / Math.max(nearness, nearest[at] ?? 0) }];
    }),
  );
}

/** The statements that say something of a key, and how much. */
interface Posting {
  readonly at: Int32Array;
  readonly value: Float32Array;
}

function postingsOf(readings: readonly Reading[]): ReadonlyMap<string, Posting> {
  const lists = new Map<string, { at: number[]; value: number[] }>();
  for (const { at, keys } of readings) {
    for (const [key, value] of keys) {
      let list = lists.get(key);
      if (list === undefined) {
        list = { at: [], value: [] };
        lists.set(key, list);
      }
      list.at.push(at);
      list.value.push(value);
    }
  }
  return new Map(
    [...lists].map(([key, { at, value }]) => [key, { at: Int32Array.from(at), value: Float32Array.from(value) }]),
  );
}

interface Hit {
  readonly at: number;
  readonly recall: number;
  readonly precision: number;
  readonly nearness: number;
}

/** Room for one scan after the other, a number for each statement: sums, nought between two scans, and whom they are of. */
interface Scratch {
  readonly said: Float64Array;
  readonly now: Float64Array;
  readonly met: Int32Array;
  readonly having: Int32Array;
}

function scratchFor(statements: number): Scratch {
  return {
    said: new Float64Array(statements),
    now: new Float64Array(statements),
    met: new Int32Array(statements),
    having: new Int32Array(statements),
  };
}

function scan(
  { terms, total }: Aim,
  postings: ReadonlyMap<string, Posting>,
  lengths: Float64Array,
  nearest: Float64Array,
  { said, now, met, having }: Scratch,
): readonly Hit[] {
  const common = lengths.length > COMMON_FROM ? lengths.length * COMMON : lengths.length;
  let meeting = 0;
  for (const { keys, weight } of terms) {
    let number = 0;
    for (const { key, value } of keys) {
      const list = postings.get(key);
      if (list === undefined || list.at.length > common) continue;
      number = gather(list, value, now, having, number);
    }
    for (let position = 0; position < number; position += 1) {
      const at = having[position] ?? 0;
      if (said[at] === 0) {
        met[meeting] = at;
        meeting += 1;
      }
      said[at] = (said[at] ?? 0) + (now[at] ?? 0) * weight;
      now[at] = 0;
    }
  }
  const hits: Hit[] = [];
  for (let position = 0; position < meeting; position += 1) {
    const at = met[position] ?? 0;
    const weight = said[at] ?? 0;
    said[at] = 0;
    const recall = total === 0 ? 0 : weight / total;
    const precision = Math.min(1, weight / Math.max(1, lengths[at] ?? 0));
    const nearness = nearnessOf(recall, precision);
    if (nearness > (nearest[at] ?? 0)) nearest[at] = nearness;
    if (recall >= LEAST && !(hits.length === MOST && nearness < (hits[MOST - 1]?.nearness ?? 0)))
      keep(hits, { at, recall, precision, nearness });
  }
  return hits;
}

/** Notes for each statement of a list how well it says a term, the best of its keys; returns how many have it by now. */
function gather(list: Posting, value: number, now: Float64Array, having: Int32Array, before: number): number {
  const { at: places, value: values } = list;
  let number = before;
  for (let position = 0; position < places.length; position += 1) {
    const at = places[position] ?? 0;
    const saying = value * (values[position] ?? 0);
    const known = now[at] ?? 0;
    if (known === 0) {
      having[number] = at;
      number += 1;
    }
    if (known < saying) now[at] = saying;
  }
  return number;
}

/** The geometric mean: a long statement says a little of everything, a short obligation is in everything. */
function nearnessOf(recall: number, precision: number): number {
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
