import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { cleanQuestion } from '../../core/text.ts';
import type { IsoDate } from '../../regulations/act.ts';
import type { LawReader } from '../../regulations/law-reader.ts';
import type { LawView, Reading } from '../../regulations/law-view.ts';
import { provisionId } from '../../regulations/place.ts';
import { type ReadPassage, readPassage } from '../../regulations/read-passage.ts';
import { type UnderstoodQuery, understandQuery } from '../../regulations/search-regulations.ts';
import type { Answer, DraftAnswer, Question } from '../answer.ts';
import { type Route, routeQuestion } from '../follow-up/route-question.ts';
import { answerChanges } from './answer-changes.ts';
import { answerFromPlaces } from './answer-from-places.ts';
import { answerFromSearch } from './answer-from-search.ts';
import { answerHeld } from './answer-held.ts';
import { answerSmallTalk } from './answer-small-talk.ts';
import type { Considered } from './finish-answer.ts';

const LONGEST_QUESTION = 8_000;

/**
 * Least evidence (`evidenceOf`) that the best passage must give. Chosen on the development half of the answer questions;
 * `npm run eval:answers` prints the errors both ways: lower answers questions that the library knows nothing about,
 * higher refuses ones that it could answer.
 */
const EVIDENCE_THRESHOLD = 2.5;

export interface ExtractiveAnswer {
  /** @throws AppError `invalid_input` for an empty or overlong question */
  ask(question: Question): Promise<DraftAnswer>;
}

/**
 * Answers without a model: the places that the question names, or the best passages, and of them the sentences that
 * answer, word for word as stored. What is not supported by the library is "not found", with what was looked through.
 */
export function createExtractiveAnswer(
  reader: LawReader,
  clock: Clock,
  options: { readonly threshold?: number } = {},
): ExtractiveAnswer {
  const threshold = options.threshold ?? EVIDENCE_THRESHOLD;
  return {
    ask: async (asked) => {
      const question = { ...asked, text: checkedQuestion(asked.text) };
      const reading = readingOf(question);
      const view = reader.at(reading);
      const routed = answerByRoute(reader, view, routeQuestion(question.text, view, question.acts), question);
      if (routed !== undefined) return routed;
      const query = understandQuery(question.text, view, question.acts);
      const today = question.asOf ?? clock.today();
      if (view.heldActs().length === 0) return { ...emptyLibrary(question.asOf), read: [] };
      if (query.missing.length > 0 && query.found.length === 0 && !answersElsewhere(query))
        return { ...missingAnswer(view, query), read: [] };
      const { answer, places } =
        query.found.length > 0
          ? await answerFromPlaces(reader, view, query, question, today)
          : await answerFromSearch(reader, view, query, { ...question, threshold }, today);
      return { ...answer, read: passagesRead(view, answer, places) };
    },
  };
}

/** The answer to what is no question about the law's words: `undefined` for one that is. */
function answerByRoute(reader: LawReader, view: LawView, route: Route, question: Question): DraftAnswer | undefined {
  const { asOf, acts, language } = question;
  if (route.kind === 'small_talk') return { ...answerSmallTalk(question.text, language), read: [] };
  if (route.kind === 'law' || view.heldActs().length === 0) return undefined;
  const only = route.acts.length > 0 ? route.acts : (acts ?? []);
  if (route.kind === 'held') return { ...answerHeld(reader, view, readingOf(question), only), read: [] };
  // An act that was not asked for is left out, and said to be, where the law is answered from.
  if (acts !== undefined && !only.every((act) => acts.includes(act))) return undefined;
  const to = route.to ?? asOf;
  return answerChanges(reader, view, { ...route, acts: only, ...(to === undefined ? {} : { to }) }, language);
}

/** What was looked at and what is cited, each place once. */
function passagesRead(view: LawView, answer: Answer, places: Considered['places']): readonly ReadPassage[] {
  const cited = answer.answer.flatMap(({ citations }) => citations);
  const all = [...cited, ...places].map(({ act, place }) => [provisionId(act, place), { act, place }] as const);
  return [...new Map(all).values()].flatMap(({ act, place }) => {
    const version = view.version(act);
    return (version && readPassage(view, version, place)) ?? [];
  });
}

/**
 * A question as it is read.
 *
 * @throws AppError `invalid_input` for an empty or overlong one
 */
export function checkedQuestion(text: string): string {
  const trimmed = cleanQuestion(text).trim();
  if (trimmed === '')
    throw new AppError(
      'invalid_input',
      'The question is empty. Ask one, such as "When must a major ICT incident be reported under DORA?"',
    );
  if (trimmed.length > LONGEST_QUESTION) {
    throw new AppError(
      'invalid_input',
      `The question is ${trimmed.length} characters long; at most ${LONGEST_QUESTION} are read. Shorten it, or ask about one part at a time.`,
    );
  }
  return trimmed;
}

function readingOf({ asOf, language }: Question): Reading {
  return { ...(asOf === undefined ? {} : { asOf }), ...(language === undefined ? {} : { language }) };
}

/** An act that is named and held lets the question be answered although another one is not; a place that is missing never does. */
function answersElsewhere(query: UnderstoodQuery): boolean {
  return (
    !query.placeMissing && query.namedActs.length > 0 && query.missing.every(({ reason }) => reason === 'act_not_held')
  );
}

function emptyLibrary(asOf: IsoDate | undefined): Answer {
  const notes =
    asOf === undefined
      ? ['The library is empty. Add an act: compliance library add <file>.']
      : [`The library holds no version of any act for ${asOf}. "compliance library list" shows what it holds.`];
  return { status: 'not_found', answer: [], searched: { acts: [], terms: [] }, notes };
}

function missingAnswer(view: LawView, { missing, namedActs, assumed }: UnderstoodQuery): Answer {
  return {
    status: 'not_found',
    answer: [],
    searched: { acts: namedActs.length > 0 ? namedActs : view.heldActs(), terms: [] },
    notes: [...assumed, ...missing.map(({ message }) => message)],
  };
}
