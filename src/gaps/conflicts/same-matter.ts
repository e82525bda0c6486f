import type { Claim } from './claim.ts';
import { compareMatters, overlap, type Weigh } from './matter.ts';
import { maybeSame, tierOf } from './parties.ts';
import { compareTimes } from './values.ts';

/** So much of each matter the other must say. */
const LEAST = { deadline: 0.66, frequency: 0.66, retention: 0.66, owner: 0.7, recipient: 0.8, modality: 0.8 } as const;
const EVENTS = 0.5;

/** How sure it is, from 0 to 1, that two claims settle the same of one matter; 0 where they do not. */
export function sameness(one: Claim, other: Claim, weigh: Weigh): number {
  if (one.row !== undefined && one.row.table === other.row?.table && one.row.first !== other.row.first) return 0;
  if (!sameCases(one, other) || !sameParties(one, other) || !sameCircumstances(one, other)) return 0;
  const { score, apart } = compareMatters(one.matter, other.matter, weigh);
  const least = LEAST[one.settled.kind];
  if (score < least || (apart && score < 0.9)) return 0;
  const across = one.matter.language === other.matter.language ? 1 : 0.85;
  const event = (one.event.length === 0) === (other.event.length === 0) ? 1 : 0.95;
  return (0.5 + 0.45 * score) * across * event;
}

/** A rule for a kind of a thing and one for another kind, or for all, stand beside each other. */
function sameCases(one: Claim, other: Claim): boolean {
  if (one.cases.join() !== other.cases.join()) return false;
  const [a, b] = [one.sectionCases, other.sectionCases];
  const samePolicy = one.policy === other.policy;
  return samePolicy ? a.join() === b.join() : a.length === 0 || b.length === 0 || a.some((each) => b.includes(each));
}

/** Two who each do their own, or tell somebody else, do not contradict each other. */
function sameParties(one: Claim, other: Claim): boolean {
  const { kind } = one.settled;
  const sameLanguage = one.matter.language === other.matter.language;
  const { recipient: a, actor: x } = one;
  const { recipient: b, actor: y } = other;
  if (kind !== 'recipient' && kind !== 'owner') {
    if (a !== undefined && b !== undefined && !maybeSame(a, b, sameLanguage)) return false;
    // One tells somebody, the other does not say whom: it may be anybody.
    if ((a === undefined) !== (b === undefined) && tierOf(a ?? b ?? '') !== 'authority') return false;
  }
  if (kind === 'retention' || kind === 'owner') return true;
  const outward = kind === 'deadline' && a !== undefined && b !== undefined && tierOf(a) !== 'office';
  return outward || x === undefined || y === undefined || maybeSame(x, y, sameLanguage);
}

function sameCircumstances(one: Claim, other: Claim): boolean {
  if (overlap(one.event, other.event) < EVENTS) return false;
  const said = (from: Claim, to: Claim): boolean =>
    from.conditions.length === 0 ||
    (overlap(from.conditions, [...to.matter.core, ...to.matter.around, ...to.conditions]) >= EVENTS &&
      [...to.matter.core, ...to.matter.around].length > 0);
  if (!said(one, other) || !said(other, one)) return false;
  return !leftOut(one, other) && !leftOut(other, one);
}

/** The other statement is about what this one leaves out. */
function leftOut({ exceptions, matter }: Claim, other: Claim): boolean {
  const own = new Set(matter.core.map(({ key }) => key));
  return exceptions.some(
    ({ key, generic }) =>
      !generic && !own.has(key) && [...other.matter.core, ...other.conditions].some((term) => term.key === key),
  );
}

/** Whether two claims on one matter can both be followed. */
export function disagree(one: Claim, other: Claim): boolean {
  const [a, b] = [one.settled, other.settled];
  if (a.kind === 'modality' || b.kind === 'modality') {
    if (a.kind !== b.kind || a.kind !== 'modality' || b.kind !== 'modality') return false;
    const both = [a.modality, b.modality];
    return both.includes('must_not') && (both.includes('must') || both.includes('may')) && unconditional(one, other);
  }
  if (a.kind === 'owner' || a.kind === 'recipient') {
    if (b.kind !== a.kind) return false;
    if (maybeSame(a.key, b.key, one.matter.language === other.matter.language)) return false;
    return a.kind === 'owner' || (tierOf(a.key) === tierOf(b.key) && tierOf(a.key) !== 'client');
  }
  return 'deadline' in b && b.kind === a.kind && compareTimes(a, b) === 'differs';
}

function unconditional(one: Claim, other: Claim): boolean {
  return [one, other].every((each) => each.conditions.length === 0 && each.exceptions.length === 0);
}

/** Whether two claims on one matter set the very same. */
export function agree(one: Claim, other: Claim): boolean {
  const [a, b] = [one.settled, other.settled];
  if ('deadline' in a && 'deadline' in b) return ['same', 'fits'].includes(compareTimes(a, b));
  return 'key' in a && 'key' in b && maybeSame(a.key, b.key, one.matter.language === other.matter.language);
}
