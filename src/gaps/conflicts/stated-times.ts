import type { Deadline } from '../norms/norm.ts';
import type { Settled } from './claim.ts';
import type { Clause } from './clause.ts';
import { boundOf } from './values.ts';

/** A text without one of these has no number of hours, days or years. */
export const DIGIT =
  /\d|\b(?:one|two|three|five|six|seven|ten|year|month|week|day|annual|uno?|dos|tres|cinco|seis|siete|diez|a[ñn]os?|mes|semana|dia)/i;

/** It lasts so long; nothing is due by then. */
const FOR_A_TIME =
  /\b(?:for|during|lasts?|durante|por)(?: (?:a|the|un|el) (?:period|term|periodo|plazo) (?:of|de))?\s{1,3}$/i;

/** What a time settles; `undefined` without a number, and where it only says how long something lasts. */
export function settledBy(deadline: Deadline, text: string, event: Clause | undefined): Settled | undefined {
  const { kind, iso } = deadline;
  if (iso === null || kind === 'prompt') return undefined;
  if (kind === 'within' && FOR_A_TIME.test(text.slice(Math.max(0, deadline.start - 24), deadline.start)))
    return undefined;
  const before = text.slice(Math.max(0, deadline.start - 24), deadline.end);
  const bound = boundOf(kind, before);
  const toward = event === undefined ? '' : text.slice(event.start, Math.min(event.end, event.start + 12));
  const withEvent = /before|prior|antes/i.test(toward) ? { ...deadline, text: `${deadline.text}${toward}` } : deadline;
  if (kind === 'recurring') return { kind: 'frequency', deadline, bound };
  return kind === 'retention' ? { kind, deadline, bound } : { kind: 'deadline', deadline: withEvent, bound };
}

/** The words of a time, without those that join it to another one. */
export function saysOf(words: string): string {
  return words.replace(/^[\s,]{0,4}(?:and |y )?(?:in any (?:case|event),? |en todo caso,? )?/i, '');
}
