import type { Norm } from '../norms/norm.ts';
import type { Aim } from './aims.ts';
import { keysOf } from './aims.ts';
import type { Bearing, Borne } from './bearing.ts';
import type { Reading } from './readings.ts';
import type { TermReader } from './terms.ts';

/** A statement's part in what several say together. */
export interface Member {
  readonly reading: Reading;
  /** From 0 to 1: how much of the obligation rests on it; 1 for the one that says most. */
  readonly share: number;
}

/** Statements of one section that may say together what the law demands in one sentence. */
export interface Cluster {
  readonly best: Bearing;
  /** The one that says most first, then the others by how surely they belong to it. */
  readonly members: readonly Member[];
  /** Those beside them, that add no words of the law but may give a time, or let somebody off. */
  readonly beside: readonly Reading[];
  /** How much of the obligation they say together. */
  readonly recall: number;
  /** How much of what is to be done the best of them says in its own words. */
  readonly act: number;
}

const REACH = 4;
const MOST_MEMBERS = 4;

/**
 * Log-odds that a neighbour of the statement that says most says something of the obligation too: by how much it says
 * beside what that one does (`like`), by what it adds, and by whether it stands right beside it or goes on with it. Fitted
 * (logistic regression) on which statements of the texts for tuning were written to cover their provision.
 */
const BELONGS = { constant: -3.2, like: 4.4, adds: 6.5, beside: 1, linked: 1.6 } as const;
const MOST_LIKE = 1.5;
/** What belongs less surely is left beside. */
const LEAST_BELONGING = 0.3;
const LEAST_ODDS = Math.log(LEAST_BELONGING / (1 - LEAST_BELONGING));

/**
 * A statement is compared with the obligations of its article that it says most of: where it says less than this share of
 * what it says of another one, what it says is not said of this obligation; from the second share on it is.
 */
const SERVES = { from: 0.5, inFull: 0.9 } as const;

const LONGEST_OPENING = 12;

/** It goes on with what the sentence before it says. */
const GOES_ON =
  /^(?:it|this|these|that|those|they|such|he|she|the same|both|in (?:that|this|such|these) cases?|in addition|within that|for (?:this|that) purpose|by then|est[aeo]s?|dich[oa]s?|es[aeo]s?|lo|la misma|el mismo|en (?:ese|este|tal|dicho) caso|adem[aá]s|para ello|a tal fin|en ese plazo)\s/i;

/** What several statements say together, begun from one of those that bear on an obligation. */
export function clusterOf({ aim, recall, rival }: Borne, best: Bearing, readings: readonly Reading[]): Cluster {
  const said = aim.terms.map((term) => saying(term, best.reading));
  const near = neighbours(best.reading, readings);
  const belonging = near
    .map((reading) => ({ reading, share: belongingOf(aim, best, said, reading, recall[reading.at] ?? 0) }))
    .filter(({ share }) => share >= LEAST_BELONGING)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_MEMBERS - 1);
  for (const { reading } of belonging)
    for (const [at, term] of aim.terms.entries()) said[at] = Math.max(said[at] ?? 0, saying(term, reading));
  const members = [{ reading: best.reading, share: 1 }, ...belonging];
  const beside = new Set(near);
  for (const { reading } of belonging) beside.delete(reading);
  return {
    best,
    members: members.map(({ reading, share }) => ({
      reading,
      share: share * serving(recall[reading.at] ?? 0, rival(reading.at)),
    })),
    beside: [...beside],
    recall: weighed(aim, said),
    act: Math.max(...members.map(({ reading }) => saidOfAct(aim, reading))),
  };
}

/**
 * @param said how much the best statement says of each term
 * @param recall how much the neighbour says of all
 */
function belongingOf(aim: Aim, best: Bearing, said: readonly number[], reading: Reading, recall: number): number {
  const known =
    BELONGS.constant +
    BELONGS.like * Math.min(MOST_LIKE, recall / best.recall) +
    (Math.abs(reading.at - best.reading.at) === 1 ? BELONGS.beside : 0) +
    (isLinked(best.reading, reading) ? BELONGS.linked : 0);
  // It cannot add more than it says: what stays too little is not looked at.
  if (known + BELONGS.adds * recall < LEAST_ODDS) return 0;
  return 1 / (1 + Math.exp(-known - BELONGS.adds * gainOf(aim, said, reading)));
}

/** How surely what a statement says is said of this obligation, and not of another one of its article; from 0 to 1. */
function serving(recall: number, rival: number): number {
  if (rival === 0) return 1;
  const share = (recall / rival - SERVES.from) / (SERVES.inFull - SERVES.from);
  return Math.min(1, Math.max(0, share));
}

const OPENS = /^(?:the|this|that|these|those|such|its|their|el|la|los|las|est[aeo]s?|dich[oa]s?|su|sus)\s/i;

/** One stands right behind the other and goes on with it, or begins with what the other one speaks of: "The report states …". */
function isLinked(one: Reading, other: Reading): boolean {
  const [first, second] = one.at < other.at ? [one, other] : [other, one];
  if (second.at !== first.at + 1) return false;
  const { text } = second.statement;
  if (GOES_ON.test(text)) return true;
  const [opening] = second.terms;
  if (opening === undefined || opening.start > LONGEST_OPENING || !OPENS.test(text)) return false;
  return first.terms.some(({ root }) => root === opening.root);
}

function neighbours({ at, section }: Reading, readings: readonly Reading[]): readonly Reading[] {
  return readings
    .slice(Math.max(0, at - REACH), at + REACH + 1)
    .filter((reading) => reading.at !== at && reading.section === section);
}

function saying({ keys }: Aim['terms'][number], reading: Reading): number {
  let most = 0;
  for (const { key, value } of keys) most = Math.max(most, value * (reading.keys.get(key) ?? 0));
  return most;
}

function gainOf(aim: Aim, said: readonly number[], reading: Reading): number {
  let gain = 0;
  for (const [at, term] of aim.terms.entries())
    gain += Math.max(0, saying(term, reading) - (said[at] ?? 0)) * term.weight;
  return aim.total === 0 ? 0 : gain / aim.total;
}

/** Where the law's words for what is to be done are none but numbers and the like. */
const UNTOLD = 0.4;

/** How much of what an obligation wants done a statement says, from 0 to 1. */
export function saidOfAct({ act }: Aim, reading: Reading): number {
  const total = act.reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? UNTOLD : act.reduce((sum, term) => sum + saying(term, reading) * term.weight, 0) / total;
}

function weighed(aim: Aim, said: readonly number[]): number {
  const sum = aim.terms.reduce((all, { weight }, at) => all + weight * (said[at] ?? 0), 0);
  return aim.total === 0 ? 0 : sum / aim.total;
}

/** How much of an obligation some words say. */
export function overlap(aim: Aim, text: string, language: Reading['language'], reader: TermReader): number {
  const keys = new Set(reader.terms(text, language).flatMap((term) => keysOf(term, language)));
  let sum = 0;
  for (const term of aim.terms) {
    let most = 0;
    for (const { key, value } of term.keys) if (keys.has(key)) most = Math.max(most, value);
    sum += most * term.weight;
  }
  return aim.total === 0 ? 0 : sum / aim.total;
}

/** The norm of a statement that speaks of what the obligation demands; none where nothing of it does. */
export function normFor(aim: Aim, reading: Reading, reader: TermReader): Norm | undefined {
  const norms = reading.norms();
  if (norms.length < 2) return norms[0];
  let best: { norm: Norm; said: number } | undefined;
  for (const norm of norms) {
    const said = overlap(aim, norm.action.text, reading.language, reader);
    if (best === undefined || said > best.said) best = { norm, said };
  }
  return best?.norm;
}
