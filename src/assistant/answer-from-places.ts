import type { ActId, IsoDate } from '../regulations/act.ts';
import type { LawReader, LawView } from '../regulations/law-reader.ts';
import { officialUrl } from '../regulations/mentions/official-url.ts';
import type { FoundPlace } from '../regulations/mentions/place-source.ts';
import type { Place } from '../regulations/provision.ts';
import type { QueryTerm } from '../regulations/regulation-index.ts';
import type { UnderstoodQuery } from '../regulations/search-regulations.ts';
import type { Answer, Question } from './answer.ts';
import { bestStatements } from './choose.ts';
import { soughtIn } from './evidence.ts';
import { finishAnswer, wordsSought } from './finish-answer.ts';
import { intentOf } from './question.ts';
import { isLeadIn, type Statement, statementsOf } from './statements.ts';

const MOST_PLACES = 8;
const MOST_FROM_PLACE = 6;

/** The answer to a question that names exact places: what they say, and why not where one does not exist. */
export async function answerFromPlaces(
  reader: LawReader,
  view: LawView,
  query: UnderstoodQuery,
  question: Question,
  today: IsoDate,
): Promise<Answer> {
  const { terms } = await reader.library.index.search(query.words, {}, 1);
  const notes = [...query.assumed, ...query.missing.map(({ message }) => message)];
  const wanted = query.found.filter(({ act }) => question.acts === undefined || question.acts.includes(act));
  for (const { act, place } of query.found.filter((found) => !wanted.includes(found)))
    notes.push(
      `${labelOf(view, act, place)} is not of the act asked for (${question.acts?.join(', ')}) and was left out.`,
    );
  const chosen = wanted.slice(0, MOST_PLACES).flatMap((found) => {
    const { statements, left } = placeStatements(view, found, terms, query.words, question.text);
    const version = view.version(found.act);
    if (statements.length === 0 && version) {
      notes.push(
        `${view.label(version, found.place)} has no words in the text held: its source lost them. Read the official text: ${officialUrl(version, found.place)}. Adding it in another format mends this: compliance library add <file> --act ${found.act}.`,
      );
    }
    if (left > 0 && version) {
      notes.push(
        `Only the sentences of ${view.label(version, found.place)} that fit best are shown; the whole text: compliance show "${found.act}#${found.place}".`,
      );
    }
    return statements;
  });
  if (query.cut) notes.push('The question names more places than are read at once; the first ones were answered.');
  return finishAnswer(
    view,
    chosen,
    {
      acts: [...new Set((wanted.length > 0 ? wanted : query.found).map(({ act }) => act))],
      terms: wordsSought(query.words),
    },
    notes,
    today,
  );
}

function labelOf(view: LawView, act: ActId, place: Place): string {
  const version = view.version(act);
  return version ? view.label(version, place) : `${act}#${place}`;
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
