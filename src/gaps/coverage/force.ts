import type { Norm } from '../norms/norm.ts';
import { isAside } from './clause.ts';
import { type Comparison, type Finding, foundIn } from './finding.ts';
import { HEDGES } from './markers.ts';
import type { Reading } from './readings.ts';

const WEAK_NORM = 1;
const WEAK_WORDS = 0.9;

/**
 * Whether the policy recommends, allows or tries what the law demands. That it forbids it is `compareSense`'s.
 */
export function compareForce(comparison: Comparison): readonly Finding[] {
  return comparison.cluster.members.flatMap(({ reading, share }) => {
    const weak = weakened(comparison, reading);
    return weak === undefined ? [] : [{ ...weak, strength: weak.strength * share }];
  });
}

function weakened(comparison: Comparison, reading: Reading): Finding | undefined {
  const { obligation } = comparison.aim;
  if (obligation.modality === 'should') return undefined;
  const law = obligation.norm.modal.text;
  const norm = comparison.normOf(reading);
  const weak =
    norm !== undefined && (norm.modality === 'should' || (norm.modality === 'may' && obligation.modality === 'must'));
  if (
    weak &&
    !restricts(reading.words, norm) &&
    !isAside(reading.words, norm.modal.start) &&
    !isRight(comparison, reading, norm)
  )
    return { kind: 'modality', against: false, strength: WEAK_NORM, law, policy: norm.modal.text };
  const text = obligation.text.toLowerCase();
  const hedge = foundIn(reading.words, HEDGES).find((each) => !text.includes(each.text.toLowerCase()));
  if (hedge === undefined) return undefined;
  return { kind: 'modality', against: false, strength: WEAK_WORDS, law, policy: hedge.text };
}

/** What clients may do is a right of theirs, and weakens no duty of the bank's. */
function isRight(
  { aim: { obligation }, reader }: Comparison,
  { language }: Reading,
  { actor, modality }: Norm,
): boolean {
  if (actor === undefined || modality !== 'may') return false;
  const theirs = (concepts: ReadonlySet<string>): boolean => concepts.has('client') || concepts.has('data_subject');
  if (!theirs(reader.concepts(actor.text, language))) return false;
  return obligation.actor === null || !theirs(reader.concepts(obligation.actor, obligation.language));
}

/** "May only" and "solo puede" bind: whatever else is forbidden. */
function restricts(words: string, { modal }: Norm): boolean {
  return (
    /(?:only|s[oó]lo|[uú]nicamente)\s{0,2}$/i.test(words.slice(Math.max(0, modal.start - 16), modal.start)) ||
    /^\s{0,2}(?:only|s[oó]lo|[uú]nicamente)/i.test(words.slice(modal.end, modal.end + 16))
  );
}
