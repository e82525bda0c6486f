import { keysOf } from './aims.ts';
import { CLAUSES, carriage, clauseFrom, endOfFirst, isAside, PARTS, partAround } from './clause.ts';
import { overlap, saidOfAct } from './clusters.ts';
import type { Comparison, Finding } from './finding.ts';
import { foundIn, MOST_MARKERS, NEGATIONS, WIDE_NEGATIONS } from './markers.ts';
import { exceptionNovelty } from './novelty.ts';
import type { Reading } from './readings.ts';

const DENIED = 0.9;
const OPPOSITE = 0.9;
/** So much of what is forbidden a statement must say for it to demand just that. */
const DONE = 0.45;
/** So much of the obligation must rest on a statement beside the nearest one. */
const CARRIES = 0.7;
/** So much of what the nearest says of what is to be done. */
const AS_MUCH = 0.7;

/** What is done, and what is done in its stead; concepts. */
const OPPOSITES: readonly (readonly [readonly string[], string])[] = [
  [['keep', 'record'], 'erase'],
  [['disclose', 'report'], 'tell_no_one'],
  [['give', 'refund', 'respond', 'execute', 'accept'], 'refuse'],
  [['refund', 'safekeep'], 'abstain'],
];

/** Whether the policy says the contrary: that it is not done, that something else is, or what the law forbids. */
export function compareSense(comparison: Comparison): readonly Finding[] {
  const { aim, cluster } = comparison;
  const act = saidOfAct(aim, cluster.best.reading);
  return cluster.members.flatMap(({ reading, share }) => {
    // What stands beside it and denies something denies it of something else, unless it says what is to be done as well.
    if (reading !== cluster.best.reading && (share < CARRIES || saidOfAct(aim, reading) < act * AS_MUCH)) return [];
    const contrary =
      comparison.aim.obligation.modality === 'must_not' ? allowed(comparison, reading) : denied(comparison, reading);
    return contrary === undefined ? [] : [{ ...contrary, strength: contrary.strength * share }];
  });
}

function denied(comparison: Comparison, reading: Reading): Finding | undefined {
  const { obligation } = comparison.aim;
  const law = obligation.norm.modal.text;
  // The law's own sentence denies something in what it demands: who denies it too says the same.
  const { text } = obligation.norm.action;
  const bothDeny = foundIn(text, NEGATIONS[obligation.language]).some(({ start }) => !isAside(text, start));
  const denial = bothDeny ? undefined : denialIn(comparison, reading);
  if (denial !== undefined)
    return {
      kind: 'modality',
      ground: denial.widely ? 'denied_widely' : 'denied',
      against: true,
      strength: DENIED * carriage(comparison, reading, denial.start, CLAUSES) * deniesIt(comparison, reading, denial),
      law,
      policy: denial.text,
    };
  return opposite(comparison, reading);
}

/** A policy demands, allows or does what the law forbids. */
function allowed(comparison: Comparison, reading: Reading): Finding | undefined {
  const { aim, normOf } = comparison;
  const norm = normOf(reading);
  if (norm === undefined || norm.modality === 'must_not' || forbids(reading)) return undefined;
  if (norm.modality === 'should') return undefined;
  const strength = saidOfAct(aim, reading);
  if (strength < DONE) return undefined;
  return {
    kind: 'modality',
    ground: 'allowed',
    against: true,
    strength,
    law: aim.obligation.norm.modal.text,
    policy: norm.modal.text,
  };
}

/** True where anything in a statement is denied, forbidden or kept to some: it may well forbid what the law does. */
function forbids({ words, language }: Reading): boolean {
  return (
    FORBIDS.test(words) ||
    foundIn(words, NEGATIONS[language]).length > 0 ||
    foundIn(words, WIDE_NEGATIONS[language]).length > 0
  );
}

const FORBIDS =
  /(?<![\p{L}])(?:refus\p{L}*|reject\p{L}*|forbid\p{L}*|prohibit\p{L}*|banned|barred|abstain\p{L}*|refrain\p{L}*|only|solely|secre\p{L}*|confidential|stops?|ceases?|unless|without|rehus\p{L}*|rechaz\p{L}*|prohib\p{L}*|veta\p{L}*|abst[ei]\p{L}*|s[oó]lo|solamente|[uú]nicamente|reserva|salvo|sin|ning[uú]n\p{L}*|nadie)(?![\p{L}])/iu;

/** "A case is not closed until its cause is known": who may not do the one before the other has to do the other. */
const UNTIL =
  /(?<![\p{L}])(?:until|till|before|unless|without|except|other than|but|mientras no|hasta|sin|salvo|antes de)(?![\p{L}])/iu;
/** What is kept from being mixed is kept apart. */
const APART = /(?:mix|blend|commingl|pool|merg|mezcl|confund)/i;

interface Denial {
  readonly text: string;
  readonly start: number;
  readonly widely: boolean;
}

function denialIn(comparison: Comparison, reading: Reading): Denial | undefined {
  const norm = comparison.normOf(reading);
  if (
    norm?.modality === 'must_not' &&
    !isOwnException(comparison, reading, norm.modal.start) &&
    !demands(comparison, reading, norm.modal.start)
  )
    return { ...norm.modal, widely: false };
  const clauses = norm === undefined ? [] : [...norm.triggers, ...norm.conditions, ...norm.exceptions];
  const end = endOfFirst(reading.words);
  for (const widely of [false, true])
    for (const { text, start } of foundIn(reading.words, (widely ? WIDE_NEGATIONS : NEGATIONS)[reading.language]).slice(
      0,
      MOST_MARKERS,
    )) {
      if (start >= end) break;
      if (clauses.some((clause) => clause.start <= start && start < clause.end)) continue;
      if (isAside(reading.words, start) || isOwnException(comparison, reading, start)) continue;
      if (!demands(comparison, reading, start)) return { text, start, widely };
    }
  return undefined;
}

/** "Nobody is sent who does not know the trade" has somebody sent who knows it. */
function deniesTwice(rest: string, language: Reading['language']): boolean {
  return LACKING.test(rest) || foundIn(rest, NEGATIONS[language]).some(({ start }) => start >= LEAST_BETWEEN);
}

const LACKING = /(?<![\p{L}])(?:lacks?|lacking|fails?|carezca|carece)(?![\p{L}])/iu;
const LEAST_BETWEEN = 12;

/** True where what a sentence denies is not what the law wants done, but what comes before it is. */
export function demands({ aim, reader }: Comparison, { words, language }: Reading, start: number): boolean {
  const rest = words.slice(start).split(PARTS, 1)[0] ?? '';
  if (APART.test(rest.slice(0, NEAR)) || deniesTwice(rest, language)) return true;
  const part = partAround(words, start, PARTS);
  const until = UNTIL.exec(part);
  if (until === null) return false;
  const said = (text: string): number => overlap(aim, text, language, reader);
  return said(part.slice(until.index + until[0].length)) >= NEARLY * said(part.slice(0, until.index));
}

/** How surely the words behind a denial, which are what is denied, are the law's: from 0 to 1. */
function deniesIt({ aim }: Comparison, { terms, language }: Reading, { start, text }: Denial): number {
  const denied = terms
    .filter((term) => term.start >= start && term.start < start + text.length + NEAR)
    .slice(0, DENIED_WORDS);
  const keys = new Set(denied.flatMap((term) => keysOf(term, language)));
  const most = Math.max(
    0,
    ...aim.terms.flatMap((term) => term.keys.flatMap(({ key, value }) => (keys.has(key) ? [value] : []))),
  );
  return Math.min(1, most / MEANT);
}

const DENIED_WORDS = 2;
const MEANT = 0.5;

const NEAR = 40;
const NEARLY = 0.6;

function opposite({ aim, reader, normOf }: Comparison, reading: Reading): Finding | undefined {
  const { obligation } = aim;
  const law = reader.concepts(obligation.text, obligation.language);
  const action = reader.concepts(obligation.norm.action.text, obligation.language);
  const said = reader.concepts(reading.statement.text, reading.language);
  const done_ = normOf(reading)?.action.text.slice(0, NEAR) ?? '';
  const doing = reader.concepts(done_, reading.language);
  for (const [done, instead] of OPPOSITES) {
    if (law.has(instead) || !doing.has(instead)) continue;
    const demanded = done.find((concept) => action.has(concept));
    if (demanded === undefined || done.some((concept) => said.has(concept))) continue;
    return {
      kind: 'action',
      ground: 'opposite',
      against: true,
      strength: OPPOSITE,
      law: obligation.norm.action.text,
      policy: reading.statement.text,
    };
  }
  return undefined;
}

/** "No notification is needed where a risk is unlikely": the law lets off in those words too. */
function isOwnException(comparison: Comparison, reading: Reading, start: number): boolean {
  return exceptionNovelty(comparison, clauseFrom(reading.words, start), reading) === 0;
}
