import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { foldText } from '../core/text.ts';
import type { ActId, IsoDate, Language } from '../regulations/act.ts';
import type { LawReader, LawView, Reading } from '../regulations/law-reader.ts';
import type { FoundPlace } from '../regulations/mentions/resolve-mentions.ts';
import { topPlace } from '../regulations/place.ts';
import type { QueryTerm } from '../regulations/regulation-index.ts';
import { createAnalyser } from '../regulations/search/analysis.ts';
import { guessLanguage } from '../regulations/search/language.ts';
import {
  type SearchHit,
  searchRegulations,
  type UnderstoodQuery,
  understandQuery,
} from '../regulations/search-regulations.ts';
import { standingNotes } from '../regulations/standing.ts';
import type { Answer, Question } from './answer.ts';
import { bestStatements } from './choose.ts';
import { evidenceOf, type Sought, soughtIn } from './evidence.ts';
import { type Intent, intentOf, isAskingWord } from './question.ts';
import { answerSentences, isLeadIn, type Statement, statementsOf } from './statements.ts';

const LONGEST_QUESTION = 8_000;
const HITS = 12;
const MOST_PROVISIONS = 4;
const MOST_PER_PROVISION = 2;
const MOST_FROM_PLACE = 6;

/**
 * Least evidence (`evidenceOf`) that the best passage must give. Chosen on the development half of the answer questions;
 * `npm run eval:answers` prints the errors both ways: lower answers questions that the library knows nothing about,
 * higher refuses ones that it could answer.
 */
const EVIDENCE_THRESHOLD = 1.4;

export interface ExtractiveAnswer {
  /** @throws AppError `invalid_input` for an empty or overlong question */
  ask(question: Question): Promise<Answer>;
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
    ask: async (question) => {
      const text = checked(question.text);
      const reading = readingOf(question);
      const view = reader.at(reading);
      const query = understandQuery(text, view);
      const today = question.asOf ?? clock.today();
      if (view.heldActs().length === 0) return emptyLibrary(question.asOf);
      if (query.missing.length > 0 && query.found.length === 0 && !answersElsewhere(query))
        return missingAnswer(view, query);
      if (query.found.length > 0) return placeAnswer(reader, view, query, question, today);
      return searchAnswer(reader, view, query, { ...question, threshold }, today);
    },
  };
}

function checked(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '')
    throw new AppError(
      'invalid_input',
      'The question is empty. Ask one, as in: compliance ask "When must a major ICT incident be reported under DORA?"',
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

/** An act that is named and held lets the question be answered although another one that it names is not. */
function answersElsewhere(query: UnderstoodQuery): boolean {
  return query.namedActs.length > 0 && query.missing.every(({ reason }) => reason === 'act_not_held');
}

function emptyLibrary(asOf: IsoDate | undefined): Answer {
  const notes =
    asOf === undefined
      ? ['The library is empty. Add an act: compliance library add <file>.']
      : [`The library holds no version of any act for ${asOf}. "compliance library list" shows what it holds.`];
  return { status: 'not_found', answer: [], searched: { acts: [], terms: [] }, notes };
}

function missingAnswer(view: LawView, { missing, namedActs }: UnderstoodQuery): Answer {
  return {
    status: 'not_found',
    answer: [],
    searched: { acts: namedActs.length > 0 ? namedActs : view.heldActs(), terms: [] },
    notes: missing.map(({ message }) => message),
  };
}

async function placeAnswer(
  reader: LawReader,
  view: LawView,
  query: UnderstoodQuery,
  question: Question,
  today: IsoDate,
): Promise<Answer> {
  const { terms } = await reader.library.index.search(query.words, {}, 1);
  const notes = query.missing.map(({ message }) => message);
  const chosen = query.found.slice(0, 8).flatMap((found) => {
    const { statements, left } = placeStatements(view, found, terms, query.words, question.text);
    const version = view.version(found.act);
    if (left > 0 && version) {
      notes.push(
        `Only the sentences of ${view.label(version, found.place)} that fit best are shown; the whole text: compliance show "${found.act}#${found.place}".`,
      );
    }
    return statements;
  });
  if (query.cut) notes.push('The question names more places than are read at once; the first ones were answered.');
  return finish(
    view,
    chosen,
    { acts: [...new Set(query.found.map(({ act }) => act))], terms: wordsSought(query.words) },
    notes,
    today,
  );
}

/** A short provision whole; of a long one the sentences that fit the question, or the first of each paragraph. */
function placeStatements(
  view: LawView,
  { act, place }: FoundPlace,
  terms: readonly QueryTerm[],
  words: string,
  question: string,
): { statements: readonly Statement[]; left: number } {
  const version = view.version(act);
  if (version === undefined) return { statements: [], left: 0 };
  const tree = view.tree(version);
  const all = statementsOf(version, tree, place).filter((statement) => !isLeadIn(statement, tree));
  if (all.length <= MOST_FROM_PLACE) return { statements: all, left: 0 };
  const sought = soughtIn(words, terms, version.language);
  const fitting = sought.words.length > 0 ? bestStatements(all, sought, intentOf(question), MOST_FROM_PLACE) : [];
  if (fitting.length > 0) return { statements: fitting, left: all.length - fitting.length };
  const seen = new Set<string>();
  const firsts = all.filter(({ node }) => {
    const paragraph = node.place.split('/').slice(0, 2).join('/');
    return seen.has(paragraph) ? false : seen.add(paragraph) !== undefined;
  });
  const statements = firsts.slice(0, MOST_FROM_PLACE);
  return { statements, left: all.length - statements.length };
}

async function searchAnswer(
  reader: LawReader,
  view: LawView,
  query: UnderstoodQuery,
  question: Question & { readonly threshold: number },
  today: IsoDate,
): Promise<Answer> {
  const acts = question.acts === undefined ? {} : { acts: question.acts };
  const outcome = await searchRegulations(reader, {
    ...readingOf(question),
    ...acts,
    text: question.text,
    limit: HITS,
  });
  const intent = intentOf(question.text);
  const ranked = weighHits(outcome.hits);
  const language = ranked[0] ? languageOfHit(view, ranked[0].hit) : (guessLanguage(question.text) ?? 'en');
  const sought = soughtIn(query.words, outcome.terms, language);
  const searched = { acts: outcome.acts, terms: wordsSought(query.words) };
  const notes = query.missing.map(({ message }) => message);
  const defined = definitionHits(view, question, query, outcome.acts);
  if (defined.length > 0) return finish(view, defined, searched, notes, today);
  const evidence = ranked
    .slice(0, 3)
    .map(({ hit }) => evidenceOf(`${hit.breadcrumb.at(-1) ?? ''} ${hit.text}`, sought));
  if (sought.words.length === 0 || Math.max(...evidence, 0) < question.threshold) {
    return { status: 'not_found', answer: [], searched, notes: [...notes, ...nearestNotes(searched, outcome.hits)] };
  }
  return finish(view, chooseFrom(view, ranked, sought, intent), searched, notes, today);
}

function languageOfHit(view: LawView, hit: SearchHit): Language {
  return view.byKey(hit.versionKey)?.language ?? 'en';
}

interface WeighedHit {
  readonly hit: SearchHit;
  readonly value: number;
}

/** What binds comes before what explains: recitals, preambles and annexes weigh less than articles. */
const KIND_WEIGHTS: Readonly<Record<string, number>> = {
  rct: 0.72,
  pre: 0.5,
  anx: 0.85,
  dtr: 0.8,
  dfi: 0.75,
  dde: 0.6,
  dad: 0.95,
};

function weighHits(hits: readonly SearchHit[]): readonly WeighedHit[] {
  return hits
    .map((hit) => ({ hit, value: hit.score * (KIND_WEIGHTS[hit.place.slice(0, 3)] ?? 1) }))
    .sort((a, b) => b.value - a.value);
}

const LEAST_OF_BEST = 0.6;

function chooseFrom(
  view: LawView,
  ranked: readonly WeighedHit[],
  sought: Sought,
  intent: Intent,
): readonly Statement[] {
  const best = ranked[0]?.value ?? 0;
  const used = ranked.filter(({ value }) => value >= best * LEAST_OF_BEST).slice(0, MOST_PROVISIONS);
  return used.flatMap(({ hit }) => {
    const version = view.byKey(hit.versionKey);
    if (version === undefined) return [];
    const tree = view.tree(version);
    const statements = statementsOf(version, tree, hit.place).filter((statement) => !isLeadIn(statement, tree));
    const fitting = bestStatements(statements, sought, intent, MOST_PER_PROVISION);
    return fitting.length > 0 ? fitting : statements.slice(0, 1);
  });
}

/** Definitions of a term that the question asks for, the longest such term first. */
function definitionHits(
  view: LawView,
  question: Question,
  query: UnderstoodQuery,
  acts: readonly ActId[],
): readonly Statement[] {
  if (intentOf(question.text) !== 'definition') return [];
  const words = (query.words.match(/[\p{L}\p{N}'’-]+/gu) ?? [])
    .map((word) => foldText(word))
    .filter((word) => !isAskingWord(word));
  const versions = acts.flatMap((act) => view.version(act) ?? []);
  const keys = versions.map(({ key }) => key);
  for (let length = Math.min(words.length, 8); length >= 1; length -= 1) {
    const phrases = words.flatMap((_, at) =>
      at + length <= words.length ? spellings(words.slice(at, at + length).join(' ')) : [],
    );
    const [found, ...more] = readDefinitions(view, phrases, keys);
    if (found) return [found, ...more].slice(0, MOST_PROVISIONS);
  }
  return [];
}

function spellings(phrase: string): readonly string[] {
  return [phrase, phrase.replace(/s$/, ''), `${phrase}s`, phrase.replace(/ies$/, 'y')];
}

function readDefinitions(view: LawView, phrases: readonly string[], keys: readonly string[]): readonly Statement[] {
  return view.definitions(phrases, keys).flatMap(({ versionKey, place }) => {
    const version = view.byKey(versionKey);
    return version ? statementsOf(version, view.tree(version), place).slice(0, 2) : [];
  });
}

/** The words of a question that tell its subject, as typed. */
function wordsSought(words: string): readonly string[] {
  const analysed = createAnalyser(guessLanguage(words) ?? 'en').terms(words);
  return [...new Set(analysed.map(({ word }) => word))].filter((word) => !isAskingWord(word));
}

function nearestNotes(searched: Answer['searched'], hits: readonly SearchHit[]): readonly string[] {
  const what =
    searched.terms.length === 0
      ? 'No words to search for were found in the question.'
      : `Searched ${searched.acts.length} acts for: ${searched.terms.join(', ')}. No provision holds enough of it to answer.`;
  if (hits.length === 0) return [what];
  return [
    what,
    `Nearest places, which may not answer it: ${hits
      .slice(0, 3)
      .map(({ label }) => label)
      .join('; ')}.`,
  ];
}

function finish(
  view: LawView,
  statements: readonly Statement[],
  searched: Answer['searched'],
  notes: readonly string[],
  today: IsoDate,
): Answer {
  const unique = [
    ...new Map(
      statements.map((statement) => [
        `${statement.version.key}#${statement.node.place}|${statement.sentence}`,
        statement,
      ]),
    ).values(),
  ];
  if (unique.length === 0)
    return {
      status: 'not_found',
      answer: [],
      searched,
      notes: [...notes, 'The provision holds no words in the version that was read.'],
    };
  const order = inReadingOrder(unique);
  return {
    status: 'answered',
    answer: answerSentences(view, order),
    searched,
    notes: [...notes, ...versionNotes(view, order, today)],
  };
}

/** Acts in the order in which they were found to answer; within each, as the text runs. */
function inReadingOrder(statements: readonly Statement[]): readonly Statement[] {
  const acts = [...new Set(statements.map(({ version }) => version.key))];
  return [...statements].sort(
    (a, b) => acts.indexOf(a.version.key) - acts.indexOf(b.version.key) || a.position - b.position,
  );
}

function versionNotes(view: LawView, statements: readonly Statement[], today: IsoDate): readonly string[] {
  const versions = [...new Map(statements.map(({ version }) => [version.key, version])).values()];
  return versions.flatMap((version) => {
    const places = statements
      .filter((statement) => statement.version.key === version.key)
      .map(({ node }) => topPlace(node.place));
    return standingNotes(version, [...new Set(places)], view.entry(version.act), today);
  });
}
