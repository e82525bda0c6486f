import { deadlinesIn } from '../norms/deadlines.ts';
import type { Deadline, Norm, Words } from '../norms/norm.ts';
import { casesIn } from './cases.ts';
import type { Claim } from './claim.ts';
import { asides, type Clause, eventAfter, without } from './clause.ts';
import { matterTerms } from './matter.ts';
import { partyOf } from './parties.ts';
import { baseOf, type Place, tidy, wordsOf } from './place.ts';
import { DIGIT, saysOf, settledBy } from './stated-times.ts';

const TELLING = new Set(['report', 'give', 'disclose']);
/** What a norm of a statement settles: its times, whom it tells, and where something is banned what it binds to. */
export function claimsOfNorm(place: Place, text: string, norm: Norm, clause: Clause): readonly Claim[] {
  const bans = !CLAUSES.test(text.slice(clause.start, clause.end)) && place.worth.bans.has(place.statement);
  const deadlines = deadlinesOf(place, text, norm, clause);
  const telling = isTelling(norm, place);
  if (deadlines.length === 0 && norm.recipient === undefined && !bans && !telling) return [];
  const parts = partsOf(place, text, norm, clause, deadlines);
  const base = commonOf(place, text, norm, parts);
  const claims = timeClaims(place, text, norm, parts, base);
  const { told, party } = parts;
  const often = deadlines.some(({ kind }) => kind === 'recurring');
  if (told !== undefined && party !== undefined && norm.modality === 'must' && !often && telling) {
    const words = wordsOf(text, clause, [...parts.aside, told], place);
    const event = matterTerms(uponOf(norm), place.language, place.reader);
    claims.push({ ...base, words, settled: { kind: 'recipient', key: party }, says: told.text, event });
  }
  if (bans) {
    const words = tidy(norm.action.text.replace(/^be /, ''));
    const settled = { kind: 'modality', modality: norm.modality } as const;
    claims.push({ ...base, words, settled, says: norm.modal.text, event: [] });
  }
  return claims;
}

function deadlinesOf({ language }: Place, text: string, norm: Norm, clause: Clause): readonly Deadline[] {
  const within = (stretch: Clause): boolean => stretch.start >= clause.start && stretch.end <= clause.end;
  const stated = norm.deadlines.filter(within);
  return stated.length > 0 || !DIGIT.test(text) ? stated : deadlinesIn(text, language).filter(within);
}

/** The parts of a clause, as they stand in its text. */
interface Parts {
  readonly clause: Clause;
  readonly deadlines: readonly Deadline[];
  /** What each deadline runs from. */
  readonly events: readonly (Clause | undefined)[];
  /** Clauses that set it off, limit it, or let off. */
  readonly apart: readonly Words[];
  /** All that the matter is told without. */
  readonly aside: readonly (Clause | undefined)[];
  readonly actor: Words | undefined;
  /** The actor by name, unless it is the bank as a whole. */
  readonly named: string | undefined;
  readonly told: Words | undefined;
  readonly party: string | undefined;
}

function partsOf(place: Place, text: string, norm: Norm, clause: Clause, deadlines: readonly Deadline[]): Parts {
  const { language, reader } = place;
  const events = deadlines.map((each) => eventAfter(text, each.end, clause.end));
  const apart = [...norm.triggers, ...norm.conditions, ...norm.exceptions].filter(
    ({ text: words }) => !FEASIBLE.test(words),
  );
  const actor = isNoun(text, norm) ? undefined : norm.actor;
  const told = wholeName(text, norm.recipient) ?? toldIn(place, text, norm, clause);
  return {
    clause,
    deadlines,
    events,
    apart,
    aside: [...deadlines, ...events, ...apart, ...asides(text, clause.start)],
    actor,
    named: actor === undefined ? undefined : partyOf(actor.text, language, reader),
    told,
    party: told === undefined ? undefined : partyOf(told.text, language, reader),
  };
}

const FEASIBLE = /^(?:if feasible|where feasible|si es posible)/i;

/** What all claims of a clause have in common. */
function commonOf(place: Place, text: string, norm: Norm, parts: Parts) {
  const { language, reader } = place;
  const { clause, deadlines, events, apart, aside, actor, named, told, party } = parts;
  const outer: readonly Clause[] = [
    { start: 0, end: clause.start },
    { start: clause.end, end: text.length },
  ];
  const acting = named !== undefined || (actor !== undefined && isFirm(actor.text, place)) ? actor : undefined;
  const core = without(text, [...outer, ...aside, modalOnly(norm), acting, party === undefined ? undefined : told]);
  const conditions = [...norm.triggers, ...norm.conditions].filter(
    (each) =>
      !events.some((event) => event !== undefined && each.start < event.end && each.end > event.start) &&
      !UPON.test(each.text) &&
      apart.includes(each),
  );
  return {
    ...baseOf(place, core, joined(apart), actsFrom(norm), party !== undefined),
    words: wordsOf(text, clause, aside, place),
    cases: casesIn(without(text, [...outer, ...deadlines, ...events, ...norm.exceptions, actor, told])),
    ...(named === undefined ? {} : { actor: named }),
    ...(party === undefined ? {} : { recipient: party }),
    conditions: matterTerms(joined(conditions), language, reader),
    exceptions: matterTerms(joined(norm.exceptions), language, reader),
  };
}

function timeClaims(
  { language, reader }: Place,
  text: string,
  norm: Norm,
  { deadlines, events }: Parts,
  base: ReturnType<typeof commonOf>,
): Claim[] {
  if (norm.modality !== 'must' && norm.modality !== 'should') return [];
  return deadlines.flatMap((deadline, at): readonly Claim[] => {
    const event = events[at];
    const settled = settledBy(deadline, text, event);
    if (settled === undefined) return [];
    const from = event === undefined ? uponOf(norm) : text.slice(event.start, event.end);
    return [{ ...base, settled, says: saysOf(deadline.text), event: matterTerms(from, language, reader) }];
  });
}

function uponOf({ triggers }: Norm): string {
  return joined(triggers.filter(({ text: words }) => UPON.test(words)));
}

function joined(words: readonly Words[]): string {
  return words.map(({ text }) => text).join(' ');
}

/** What is allowed or forbidden so is so within limits, which may be those of the other statement. */
const CLAUSES =
  /(?<![\p{L}])(?:without|only|that|which|who|whose|unless|except|if|where|when|until|before|other than|sin|solo|s[oó]lo|que|salvo|cuando|si|excepto|antes)(?![\p{L}])/iu;

const UPON = /^(?:upon|on|after|once|following|when (?:it|the bank) (?:becomes|is)|tras|una vez|al |desde|despu[eé]s)/i;

const TO =
  /\s(?:to|with|al|a la|a los|ante|ante el|ante la)\s(?:the )?((?:[\p{L}’'-]{2,30} ?){1,7}?)(?=[,;.]|$|\s(?:without|within|and|if|no later|not later|at|by|every|of the|sin|en un|en el|dentro|y|cada|antes)\s)/iu;

/** Whom it is told, where the norm does not say: who stands behind "to" after a word for telling. */
function toldIn(place: Place, text: string, norm: Norm, clause: Clause): Words | undefined {
  if (!isTelling(norm, place)) return undefined;
  const found = TO.exec(text.slice(norm.action.start, Math.min(clause.end, norm.action.start + 300)));
  const words = found?.[1]?.trim();
  if (found === null || words === undefined) return undefined;
  const start = norm.action.start + found.index + found[0].indexOf(words);
  return { text: words, start, end: start + words.length };
}

const OF = /^\s(?:of|for|de|del|de la)(?:\s[\p{Lu}][\p{L}&-]{1,30}){1,4}/u;

/** "Head of Facilities", where the norm has the head alone. */
function wholeName(text: string, told: Words | undefined): Words | undefined {
  const more = told === undefined ? null : OF.exec(text.slice(told.end, told.end + 120));
  if (told === undefined || more === null) return told;
  const end = told.end + more[0].length;
  return { text: text.slice(told.start, end), start: told.start, end };
}

/** "Security logs are kept": what was read as its verb is a noun. */
function isNoun(text: string, { modal, actor }: Norm): boolean {
  return (
    actor !== undefined &&
    !modal.text.includes(' ') &&
    /^\s(?:is|are|must|shall|should|may|will|has|have)\s/.test(text.slice(modal.end, modal.end + 10))
  );
}

function modalOnly({ modal }: Norm): Clause | undefined {
  return /^(?:must|shall|should|may|will|can|debe|deben|deber[aá]n?|podr[aá]n?)$/i.test(modal.text) ? modal : undefined;
}

function isFirm(actor: string, { reader, language }: Place): boolean {
  const terms = matterTerms(actor, language, reader);
  return terms.every(({ generic, concepts }) => generic || concepts.includes('firm'));
}

const ACT_LENGTH = 60;

/** Tells the words that name what is done: the first of the action, and the verb that binds. */
function actsFrom({ modal, action }: Norm): (start: number) => boolean {
  const verb = /^(?:be |is |are |been |se |ser |not |no )*\S{1,30}/i.exec(action.text.slice(0, ACT_LENGTH));
  const end = action.start + (verb?.[0].length ?? 0);
  return (start) => (start >= modal.start && start < modal.end) || (start >= action.start && start < end);
}

function isTelling(norm: Norm, { reader, language }: Place): boolean {
  const [first] = reader.terms(norm.action.text.slice(0, ACT_LENGTH), language);
  return first?.concepts.some((each) => TELLING.has(each)) ?? false;
}
