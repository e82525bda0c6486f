import { deadlinesIn } from '../norms/deadlines.ts';
import { normsIn } from '../norms/norms-in.ts';
import { casesIn } from './cases.ts';
import type { Claim } from './claim.ts';
import { asides, type Clause, clauseOf, eventAfter, sentenceAround, speaksOfItself, without } from './clause.ts';
import { matterTerms } from './matter.ts';
import { claimsOfNorm } from './norm-claims.ts';
import { ownersIn } from './owners.ts';
import { partyOf } from './parties.ts';
import { baseOf, type Place, tidy, wordsOf } from './place.ts';
import { DIGIT, saysOf, settledBy } from './stated-times.ts';
import { LONGEST } from './worth-reading.ts';

const MOST_CLAIMS = 12;
/** It repeats, explains or leaves open what is settled elsewhere. */
const DEFERS =
  /\b(?:for example|for instance|e\.g\.|by way of example|as an example|used to|previously|until now|por ejemplo|anteriormente|hasta ahora|see section|unless (?:another|a (?:longer|shorter)) (?:period|time)|according to (?:the )?(?:schedule|risk))\b/i;

/** What a sentence or an item of a list settles. */
export function claimsOf(place: Place): readonly Claim[] {
  const { statement, language } = place;
  const lead = statement.leadIn === undefined ? '' : `${statement.leadIn} `;
  const text = `${lead}${statement.text}`;
  if (text.length > LONGEST || DEFERS.test(text)) return [];
  const claims: Claim[] = [];
  const norms = place.worth.norms.has(statement) ? normsIn(text, language, { present: true }) : [];
  for (const [at, norm] of norms.entries()) {
    const clause = clauseOf(text, norm, norms[at - 1], norms[at + 1]);
    if (clause.end <= lead.length) continue;
    claims.push(...claimsOfNorm(place, text, norm, clause));
  }
  if (norms.length === 0 && place.worth.norms.has(statement)) claims.push(...claimsWithoutNorm(place, text));
  claims.push(...ownersIn(text, language, (owner, thing) => ownerClaim(place, text, owner, thing)));
  return claims.slice(0, MOST_CLAIMS);
}

/** A time in a sentence whose verb is not read: "takes place every six months". What is not in a sentence is none. */
function claimsWithoutNorm(place: Place, text: string): readonly Claim[] {
  const { language, reader } = place;
  const deadlines = DIGIT.test(text) ? deadlinesIn(text, language).filter(({ iso }) => iso !== null) : [];
  const [deadline] = deadlines;
  if (deadline === undefined || deadlines.length > 1 || OPEN.test(text) || !/[.!]$/.test(text.trim())) return [];
  const clause = sentenceAround(text, deadline);
  const event = eventAfter(text, deadline.end, clause.end);
  const settled = settledBy(deadline, text, event);
  if (settled === undefined) return [];
  const outer: readonly Clause[] = [
    { start: 0, end: clause.start },
    { start: clause.end, end: text.length },
  ];
  const beside = asides(text, clause.start);
  return [
    {
      ...baseOf(place, without(text, [...outer, ...beside, deadline, event]), '', () => false),
      words: wordsOf(text, clause, [deadline, event, ...beside], place),
      cases: casesIn(without(text, [...outer, deadline, event])),
      settled,
      says: saysOf(deadline.text),
      event: matterTerms(event === undefined ? '' : text.slice(event.start, event.end), language, reader),
      conditions: [],
      exceptions: [],
    },
  ];
}

/** Clauses that nobody has read may hold anything. */
const OPEN =
  /(?<![\p{L}])(?:if|where|when|whenever|unless|except|otherwise|provided|only|may|can|should|not|si|cuando|salvo|excepto|siempre que|solo|puede|pueden|no)(?![\p{L}])/iu;

function ownerClaim(place: Place, text: string, owner: Clause, thing: Clause): readonly Claim[] {
  const key = partyOf(text.slice(owner.start, owner.end), place.language, place.reader);
  if (key === undefined) return [];
  const words = text.slice(thing.start, thing.end);
  if (speaksOfItself(words)) return [];
  const core = without(text, [
    { start: 0, end: thing.start },
    { start: thing.end, end: text.length },
    ...asides(text, 0),
  ]);
  const isAct = (start: number): boolean =>
    start < thing.start + 14 && /^(?:keeping|maintaining|managing|running|updating|la |el )/.test(words);
  return [
    {
      ...baseOf(place, core, '', isAct),
      settled: { kind: 'owner', key },
      says: text.slice(owner.start, owner.end),
      words: tidy(words),
      cases: casesIn(words),
      event: [],
      conditions: [],
      exceptions: [],
    },
  ];
}
