import type { LawView } from '../../regulations/law-view.ts';
import { actFollowUp, jurisdictionFollowUp } from './act-follow-up.ts';
import { type Antecedent, antecedentOf } from './antecedent.ts';
import type { FollowUp, PastTurn } from './past-turn.ts';
import { periodAsked, withoutPeriods } from './periods-asked.ts';
import { phraseFollowUp } from './phrase-follow-up.ts';
import { placeFollowUp, type Resolved } from './place-follow-up.ts';
import { bareQuestionFollowUp, lawReferenceFollowUp, pronounFollowUp } from './reference-follow-up.ts';
import { asksOfAllTexts, routeQuestion } from './route-question.ts';
import { type Spoken, spokenOf } from './spoken.ts';
import { chooseAct, ofAnotherDay } from './unclear.ts';
import { actName, writePlace } from './write-place.ts';

/** Nobody leans on what was said before in a longer question. */
const LONGEST = 300;

/**
 * Reads a question in the light of the conversation, by rules, in English and Spanish: "and paragraph 2?", "what about
 * GDPR?", "¿y el plazo?" become questions that can be read by themselves. One that stands by itself is left exactly as it
 * is, and so is one of which the conversation leaves open what is meant; then `ambiguous` says what the choices are.
 * Whatever place comes out is the one asked for, and is missing where it does not exist.
 *
 * @param before the conversation, newest turn last
 */
export function readFollowUp(question: string, before: readonly PastTurn[], view: LawView): FollowUp {
  const alone = { text: question };
  if (before.length === 0 || question.length > LONGEST || question.trim() === '') return alone;
  const route = routeQuestion(question, view);
  if (route.kind === 'small_talk' || route.kind === 'held') return alone;
  const antecedent = antecedentOf(before, view);
  if (antecedent === undefined) return alone;
  const spoken = spokenOf(question, view, antecedent.language);
  if (spoken.named.mentions.some(({ unknownAct }) => unknownAct !== undefined) && spoken.named.places.length > 0)
    return alone;
  const resolved =
    route.kind === 'changes'
      ? changesFollowUp(spoken, antecedent, view)
      : (periodFollowUp(spoken, antecedent, view) ??
        placeFollowUp(spoken, antecedent, view) ??
        actFollowUp(spoken, antecedent, view) ??
        jurisdictionFollowUp(spoken, antecedent, view) ??
        bareQuestionFollowUp(spoken, antecedent) ??
        phraseFollowUp(spoken, antecedent) ??
        lawReferenceFollowUp(spoken, antecedent, view) ??
        pronounFollowUp(spoken, antecedent));
  if (resolved === undefined) return alone;
  if ('ambiguous' in resolved) return { ...alone, ambiguous: resolved.ambiguous };
  return resolved.text === question && resolved.acts === undefined ? alone : { ...resolved, readAs: resolved.text };
}

/** "And since 2024?" behind "what changed since 2023?"; behind any other question a day alone asks for the law of that day. */
function periodFollowUp(
  { core, named, language }: Spoken,
  { question }: Antecedent,
  view: LawView,
): Resolved | undefined {
  const period = periodAsked(core);
  if (named.mentions.length > 0 || (period.from ?? period.to) === undefined || withoutPeriods(core) !== '')
    return undefined;
  if (routeQuestion(question, view).kind !== 'changes') return { ambiguous: ofAnotherDay(core, period, language) };
  return { text: `${withoutPeriods(question).replace(/[\s?]+$/, '')} ${core}?` };
}

/** "And what changed since 2023?": in the place or the act that was spoken of. */
function changesFollowUp(spoken: Spoken, antecedent: Antecedent, view: LawView): Resolved | undefined {
  const { acts, places, namedPlaces } = antecedent;
  const [act, ...more] = acts;
  if (spoken.named.mentions.length > 0 || act === undefined || asksOfAllTexts(spoken.sentence)) return undefined;
  if (more.length > 0) return { ambiguous: chooseAct(view, spoken.sentence, acts, spoken.language) };
  const place = namedPlaces ? places.at(-1) : undefined;
  const where = place === undefined ? actName(view, act) : writePlace(view, act, place.place, spoken.language);
  const opened = spoken.text.includes('¿') ? '¿' : '';
  const asked = spoken.sentence.replace(/ (?:there|here|ahí|ahi|allí|alli|aquí|aqui)$/iu, '');
  return { text: `${opened}${asked} ${spoken.language === 'es' ? 'en' : 'in'} ${where}?` };
}
