import type { Norm } from '../norms/norm.ts';
import type { Aim } from './aims.ts';
import { keysOf } from './aims.ts';
import type { Bearing } from './bearing.ts';
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
  /** The one that says most first, then the others in the order of what they add. */
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
/** What adds less says something else. */
const LEAST_GAIN = 0.05;
/** What adds so much carries the obligation as the first one does. */
const FULL_GAIN = 0.2;

/** What says nearly as much is on the same matter, even where it adds no words. */
const SAME_MATTER = 0.6;
/** Less will do where it says what is to be done, and the best of them does not. */
const SAME_ACT = 0.3;
const AS_WELL = 0.7;

const LINKED = 0.85;
const LONGEST_OPENING = 12;

/** It goes on with what the sentence before it says. */
const GOES_ON =
  /^(?:it|this|these|that|those|they|such|he|she|the same|both|in (?:that|this|such|these) cases?|in addition|within that|for (?:this|that) purpose|by then|est[aeo]s?|dich[oa]s?|es[aeo]s?|lo|la misma|el mismo|en (?:ese|este|tal|dicho) caso|adem[aá]s|para ello|a tal fin|en ese plazo)\s/i;

export function clusterOf(aim: Aim, best: Bearing, readings: readonly Reading[]): Cluster {
  const near = neighbours(best.reading, readings);
  const said = aim.terms.map((term) => saying(term, best.reading));
  const members: Member[] = [{ reading: best.reading, share: 1 }];
  const left = new Set(near);
  while (members.length < MOST_MEMBERS && left.size > 0) {
    let most: { reading: Reading; gain: number } | undefined;
    for (const reading of left) {
      const gain = gainOf(aim, said, reading);
      if (gain > (most?.gain ?? LEAST_GAIN)) most = { reading, gain };
    }
    if (most === undefined) break;
    const { reading, gain } = most;
    left.delete(reading);
    members.push({ reading, share: Math.min(1, gain / FULL_GAIN) });
    for (const [at, term] of aim.terms.entries()) said[at] = Math.max(said[at] ?? 0, saying(term, reading));
  }
  for (const reading of left) {
    if (!isSameMatter(aim, reading, best)) continue;
    left.delete(reading);
    members.push({ reading, share: AS_WELL });
  }
  for (const reading of near) {
    const linked = left.has(reading) ? members.find((member) => isLinked(member.reading, reading)) : undefined;
    if (linked === undefined) continue;
    left.delete(reading);
    members.push({ reading, share: linked.share * LINKED });
  }
  return {
    best,
    members,
    beside: [...left],
    recall: weighed(aim, said),
    act: Math.max(...members.map(({ reading }) => saidOfAct(aim, reading))),
  };
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

function isSameMatter(aim: Aim, reading: Reading, best: Bearing): boolean {
  const said = weighed(
    aim,
    aim.terms.map((term) => saying(term, reading)),
  );
  const act = saidOfAct(aim, reading);
  return (
    said >= SAME_MATTER * best.recall ||
    (said >= SAME_ACT * best.recall && act > 0 && act >= saidOfAct(aim, best.reading))
  );
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
