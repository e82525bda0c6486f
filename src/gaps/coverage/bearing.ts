import type { Obligation } from '../obligations/obligation.ts';
import type { Aim } from './aims.ts';
import type { Hearing } from './hearing.ts';
import type { Reading } from './readings.ts';

/** A statement that bears on an obligation. */
export interface Bearing {
  readonly reading: Reading;
  /** How much of the obligation it says, from 0 to 1. */
  readonly recall: number;
}

/** What of a policy bears on one obligation. */
export interface Borne {
  /** As the obligation is heard in the words of the policy. */
  readonly aim: Aim;
  /** The statements that say most of it, best first. */
  readonly best: readonly Bearing[];
  /** How much the next six say on the average: what a statement of the policy says of it that was not written for it. */
  readonly next: number;
  /** How much each statement says of it, by its place. */
  readonly recall: Float32Array;
  /** How much a statement says of that other obligation of the article of which it says most. */
  rival(at: number): number;
}

/** Statements that are kept of each obligation, and those that are compared with the first. */
const MOST = 5;
const NEXT = 6;
const LOOKED_AT = 1 + NEXT;
const LEAST = 0.06;
/** What nearly every statement says finds nothing, and costs most. */
const COMMON = 0.5;
const COMMON_FROM = 200;

/**
 * For each obligation, in their order, the statements that bear on it, best first. What is kept is bounded: five
 * statements an obligation, and what each statement says of the obligations of one article.
 *
 * @param only leaves out all other obligations, which are still rivals where they are of the same article
 */
export function* bearings(
  aims: readonly Aim[],
  readings: readonly Reading[],
  hearing: Hearing,
  only?: ReadonlySet<Obligation>,
): Generator<Borne, void, undefined> {
  const postings = postingsOf(readings);
  const scratch = scratchFor(readings.length);
  for (const article of byArticle(aims)) {
    const asked = ({ obligation }: Aim): boolean => only === undefined || only.has(obligation);
    if (!article.some(asked)) continue;
    const scanned = article.map((each) => {
      const aim = hearing.heard(each);
      return { aim, ...scan(aim, postings, scratch) };
    });
    const rivals = rivalsOf(scanned.map(({ recall }) => recall));
    for (const [number, { aim, hits, recall }] of scanned.entries()) {
      if (!asked(aim)) continue;
      const best = hits.slice(0, MOST).flatMap(({ at, recall: says }) => {
        const reading = readings[at];
        return reading === undefined ? [] : [{ reading, recall: says }];
      });
      yield { aim, best, next: nextTo(hits, readings.length), recall, rival: (at) => rivals(number, at) };
    }
  }
}

/** Runs of obligations of one article, in their order; no longer than what is to be kept of them at once. */
function* byArticle(aims: readonly Aim[]): Generator<readonly Aim[], void, undefined> {
  let from = 0;
  for (let at = 1; at <= aims.length; at += 1)
    if (at === aims.length || at - from === MOST_RIVALS || aims[at]?.around !== aims[from]?.around) {
      yield aims.slice(from, at);
      from = at;
    }
}

const MOST_RIVALS = 64;

/** For one obligation of an article and one statement, the most that the statement says of any of the others. */
function rivalsOf(recalls: readonly Float32Array[]): (number: number, at: number) => number {
  const size = recalls[0]?.length ?? 0;
  const first = new Float32Array(size);
  const second = new Float32Array(size);
  const whose = new Int32Array(size).fill(-1);
  for (const [number, recall] of recalls.entries())
    for (let at = 0; at < size; at += 1) {
      const says = recall[at] ?? 0;
      if (says > (first[at] ?? 0)) {
        second[at] = first[at] ?? 0;
        first[at] = says;
        whose[at] = number;
      } else if (says > (second[at] ?? 0)) second[at] = says;
    }
  return (number, at) => (whose[at] === number ? second[at] : first[at]) ?? 0;
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
  { said, now, met, having }: Scratch,
): { readonly hits: readonly Hit[]; readonly recall: Float32Array } {
  const common = said.length > COMMON_FROM ? said.length * COMMON : said.length;
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
  const all = new Float32Array(said.length);
  for (let position = 0; position < meeting; position += 1) {
    const at = met[position] ?? 0;
    const recall = total === 0 ? 0 : (said[at] ?? 0) / total;
    said[at] = 0;
    all[at] = recall;
    if (recall >= LEAST && !(hits.length === LOOKED_AT && recall < (hits[LOOKED_AT - 1]?.recall ?? 0)))
      keep(hits, { at, recall });
  }
  return { hits, recall: all };
}

/**
 * What the six hits behind the first say on the average. A policy of few statements does not tell what is said by chance:
 * those that it has not are taken to say as much as statements mostly do.
 */
function nextTo(hits: readonly Hit[], statements: number): number {
  const wanting = Math.max(0, NEXT - Math.max(0, statements - 1));
  return hits.slice(1).reduce((sum, { recall }) => sum + recall, wanting * MOSTLY) / NEXT;
}

const MOSTLY = 0.17;

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

/** Best first; of two that say as much the earlier statement. */
function keep(hits: Hit[], hit: Hit): void {
  const at = hits.findIndex((each) => each.recall < hit.recall || (each.recall === hit.recall && each.at > hit.at));
  if (at < 0) hits.push(hit);
  else hits.splice(at, 0, hit);
  if (hits.length > LOOKED_AT) hits.pop();
}
