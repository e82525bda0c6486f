import { foldText } from '../../core/text.ts';
import { durationHours, isAdvance } from '../norms/durations.ts';
import type { Deadline } from '../norms/norm.ts';
import type { Bound } from './claim.ts';

const LEAST =
  /\b(?:at (?:a |the )?(?:least|minimum)|minimum|min|no(?:t)? less(?: often)? than|not before|al menos|como minimo|minim[oa]|por lo menos|no inferior|no menos de)\b/;
const MOST =
  /\b(?:at (?:the )?most|maximum|max|no(?:t)? (?:longer|more|later) than|not exceed\w{0,4}|up to|como maximo|maxim[oa]|a lo sumo|no superior|hasta|no mas (?:de|tarde))\b/;

/** How the words of a time, with those beside it, limit its number. */
export function boundOf(kind: Deadline['kind'], words: string): Bound {
  const folded = foldText(words);
  // Whoever acts sooner keeps a deadline as well: it always is the most.
  if (kind === 'within' || kind === 'by') return 'most';
  if (LEAST.test(folded)) return 'least';
  return MOST.test(folded) ? 'most' : 'exact';
}

interface Timed {
  readonly deadline: Deadline;
  readonly bound: Bound;
}

export type Relation = 'same' | 'fits' | 'differs' | 'unlike';
/** Thirty days and a month, 52 weeks and a year are one. */
const TOLERANCE = 0.04;

/** Whether two times can both be kept, and whether policies that set both say one thing. */
export function compareTimes(one: Timed, other: Timed): Relation {
  const [first, second] = [one.deadline, other.deadline];
  if (first.kind !== second.kind || first.iso === null || second.iso === null) return 'unlike';
  if (first.kind === 'by') return first.iso === second.iso ? 'same' : 'differs';
  if (first.kind === 'within' && isAdvance(first) !== isAdvance(second)) return 'unlike';
  const [a, b] = [durationHours(first.iso, first.working), durationHours(second.iso, second.working)];
  if (a === undefined || b === undefined) return 'unlike';
  const days = Math.max(a, b) >= 24 * 28;
  if (Math.abs(a - b) <= Math.max(a, b) * (days ? TOLERANCE : 0.001)) return 'same';
  if (first.working !== second.working && sameCount(first.iso, second.iso)) return 'differs';
  if (one.bound === other.bound) return 'differs';
  // Of what recurs a shorter period is more of it.
  const [x, y] = first.kind === 'recurring' ? [-a, -b] : [a, b];
  return meets(x, one.bound, y, other.bound) ? 'fits' : 'differs';
}

function sameCount(one: string, other: string): boolean {
  return one === other;
}

function meets(one: number, first: Bound, other: number, second: Bound): boolean {
  if (first === 'least') return other >= one;
  if (first === 'most') return other <= one;
  return second === 'least' ? one >= other : one <= other;
}
