import type { IsoDate } from '../../regulations/act.ts';
import type { LawReader } from '../../regulations/law-reader.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { officialUrl } from '../../regulations/mentions/official-url.ts';
import type { FoundPlace } from '../../regulations/mentions/place-source.ts';
import type { QueryTerm } from '../../regulations/regulation-index.ts';
import type { UnderstoodQuery } from '../../regulations/search-regulations.ts';
import type { Question } from '../answer.ts';
import { bestStatements } from './choose.ts';
import { soughtIn } from './evidence.ts';
import { type Considered, finishAnswer, wordsSought } from './finish-answer.ts';
import { intentOf } from './question.ts';
import { isLeadIn, type Statement, statementsOf } from './statements.ts';

const MOST_PLACES = 8;
/** Sentences of a place in which the question asks for something. */
const MOST_FROM_PLACE = 8;
/** Sentences of a place that is asked for as it is. */
const MOST_OF_WHOLE = 40;

/** The answer to a question that names exact places: what they say, and why not where one does not exist. */
export async function answerFromPlaces(
  reader: LawReader,
  view: LawView,
  query: UnderstoodQuery,
  question: Question,
  today: IsoDate,
): Promise<Considered> {
  const { terms } = await reader.library.index.search(query.words, {}, 1);
  const notes = [...query.assumed, ...query.missing.map(({ message }) => message)];
  const chosen = query.found.slice(0, MOST_PLACES).flatMap((found) => {
    const { statements, left } = placeStatements(view, found, terms, query.words, question.text);
    const version = view.version(found.act);
    if (statements.length === 0 && version) {
      notes.push(
        `${view.label(version, found.place)} has no words in the text held: its source lost them. Read the official text: ${officialUrl(version, found.place)}. Adding it in another format mends this: compliance library add <file> --act ${found.act}.`,
      );
    }
    if (left > 0 && version) {
      notes.push(
        `Only some sentences of ${view.label(version, found.place)} are shown; the whole text: compliance show "${found.act}#${found.place}".`,
      );
    }
    return statements;
  });
  if (query.cut) notes.push('The question names more places than are read at once; the first ones were answered.');
  const answer = finishAnswer(
    view,
    chosen,
    {
      acts: [...new Set(query.found.map(({ act }) => act))],
      terms: wordsSought(query.words),
    },
    notes,
    today,
    { for: 'place', question: query.words },
  );
  return { answer, places: query.found.slice(0, MOST_PLACES) };
}

/** A provision whole where it is not very long; where the question asks for something in it, the sentences that fit. */
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
  const sought = soughtIn(words, terms, version.language);
  const asksWithin = sought.words.length > 0;
  if (all.length <= (asksWithin ? MOST_FROM_PLACE : MOST_OF_WHOLE)) return { statements: all, left: 0 };
  const fitting = asksWithin ? bestStatements(all, sought, intentOf(question), MOST_FROM_PLACE) : [];
  const statements = fitting.length > 0 ? fitting : all.slice(0, MOST_OF_WHOLE);
  return { statements, left: all.length - statements.length };
}
