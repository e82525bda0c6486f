import type { Norm } from '../norms/norm.ts';
import type { Obligation } from '../obligations/obligation.ts';
import { carriage, endOfFirst, isAside, PARTS } from './clause.ts';
import { saidOfAct } from './clusters.ts';
import type { Comparison, Finding } from './finding.ts';
import { foundIn, HEDGES } from './markers.ts';
import type { Reading } from './readings.ts';

const WEAK_NORM = 1;
const WEAK_WORDS = 0.9;
/** What may be done besides weakens nothing, where the statement that says most of the obligation says what is to be done. */
const SAYS_IT = 0.5;
const BESIDES = 0.15;
/** In a sentence that binds nobody in so many words. */
const WEAK_VERB_ALONE = 0.8;
const WEAK_VERB =
  /(?<![\p{L}])(?:should|may|might|deber[ií]an?|podr[aá]n?|pueden?)(?! (?:not|only|s[oó]lo))(?![\p{L}])/iu;

/** What somebody can do is seldom what is left to them. */
const ABILITY = /^(?:can|pueden?)(?![\p{L}])/iu;
/** The law speaks of what may happen too: "risks that may emerge". */
const MAYBE =
  /(?<![\p{L}])(?:may|might|could|possible|potential|appropriate|applicable|feasible|practicable|pueda[n]?|pudiera[n]?|posibles?|proced[ae])(?![\p{L}])/iu;
const OWN_MAYBE = 0.5;

function withoutModal({ text, norm }: Obligation): string {
  return text.slice(0, norm.modal.start) + text.slice(norm.modal.end);
}

/**
 * Whether the policy recommends, allows or tries what the law demands. That it forbids it is `compareSense`'s.
 */
export function compareForce(comparison: Comparison): readonly Finding[] {
  const { aim, cluster } = comparison;
  const act = saidOfAct(aim, cluster.best.reading);
  return cluster.members.flatMap(({ reading, share }) => {
    const weak = weakened(comparison, reading);
    if (weak === undefined) return [];
    const besides = reading !== cluster.best.reading && act >= SAYS_IT;
    return [{ ...weak, strength: weak.strength * share * (besides ? BESIDES : 1) }];
  });
}

function weakened(comparison: Comparison, reading: Reading): Finding | undefined {
  const { obligation } = comparison.aim;
  if (obligation.modality === 'should') return undefined;
  const law = obligation.norm.modal.text;
  const norm = comparison.normOf(reading);
  const weak =
    norm !== undefined &&
    !ABILITY.test(norm.modal.text) &&
    (norm.modality === 'should' || (norm.modality === 'may' && obligation.modality === 'must'));
  if (
    weak &&
    !isCondition(reading.words, norm.modal.start) &&
    !restricts(reading.words, norm) &&
    !isAside(reading.words, norm.modal.start) &&
    !isRight(comparison, reading, norm)
  )
    return {
      kind: 'modality',
      ground: 'weak_norm',
      against: false,
      strength:
        WEAK_NORM *
        carriage(comparison, reading, norm.modal.start, PARTS) *
        (MAYBE.test(withoutModal(obligation)) ? OWN_MAYBE : 1),
      law,
      policy: norm.modal.text,
    };
  const verb = norm === undefined ? WEAK_VERB.exec(reading.words.slice(0, endOfFirst(reading.words))) : null;
  if (verb !== null && !isAside(reading.words, verb.index) && !isCondition(reading.words, verb.index))
    return { kind: 'modality', ground: 'weak_verb', against: false, strength: WEAK_VERB_ALONE, law, policy: verb[0] };
  const text = obligation.text.toLowerCase();
  const hedge = foundIn(reading.words, HEDGES[reading.language]).find(
    (each) => !text.includes(each.text.toLowerCase()),
  );
  if (hedge === undefined) return undefined;
  const strength =
    WEAK_WORDS *
    carriage(comparison, reading, hedge.start, PARTS) *
    (MAYBE.test(withoutModal(obligation)) ? OWN_MAYBE : 1);
  return { kind: 'modality', ground: 'hedge', against: false, strength, law, policy: hedge.text };
}

/** "Should a ship sink, …": a condition, whatever its verb. */
function isCondition(words: string, start: number): boolean {
  return /(?:^|[.;:]\s)$/.test(words.slice(0, start)) && /^(?:should|might|may)\s/i.test(words.slice(start));
}

/** Who may do what they like to. */
const THEIRS = ['client', 'data_subject', 'authority', 'executive_service', 'esa'];

/** What clients and authorities may do is a right of theirs, and weakens no duty of the bank's. */
function isRight(
  { aim: { obligation }, reader }: Comparison,
  { language }: Reading,
  { actor, modality }: Norm,
): boolean {
  if (actor === undefined || modality !== 'may') return false;
  const theirs = (concepts: ReadonlySet<string>): boolean => THEIRS.some((each) => concepts.has(each));
  if (!theirs(reader.concepts(actor.text, language))) return false;
  return obligation.actor === null || !theirs(reader.concepts(obligation.actor, obligation.language));
}

/** "May only" and "solo puede" bind: whatever else is forbidden. */
function restricts(words: string, { modal }: Norm): boolean {
  return (
    /(?:only|s[oó]lo|[uú]nicamente)\s{0,2}$/i.test(words.slice(Math.max(0, modal.start - 16), modal.start)) ||
    /^\s{0,2}(?:\p{L}{2,14}\s){0,2}(?:only|s[oó]lo|[uú]nicamente)/iu.test(words.slice(modal.end, modal.end + 40))
  );
}
