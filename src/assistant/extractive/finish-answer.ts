import type { ActId, IsoDate } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { topPlace } from '../../regulations/place.ts';
import type { Place } from '../../regulations/provision.ts';
import { createAnalyser } from '../../regulations/search/analysis.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import { standingNotes } from '../../regulations/standing.ts';
import type { Answer } from '../answer.ts';
import { broughtAlong } from './brought-along.ts';
import { completeContext } from './complete-context.ts';
import { isAskingWord } from './question.ts';
import { answerSentences, type Statement } from './statements.ts';

/** An answer and the places that were looked at for it, whether it cites them or not. */
export interface Considered {
  readonly answer: Answer;
  readonly places: readonly { readonly act: ActId; readonly place: Place }[];
}

/** The words of a question that tell its subject, as typed. */
export function wordsSought(words: string): readonly string[] {
  const analysed = createAnalyser(guessLanguage(words) ?? 'en').terms(words);
  return [...new Set(analysed.map(({ word }) => word))].filter((word) => !isAskingWord(word));
}

/**
 * The answer made of the statements chosen, in reading order, with what must be known of the versions they stand in.
 *
 * @param asked for a `place` exactly these words; for a `subject` what belongs to them is added
 */
export function finishAnswer(
  view: LawView,
  statements: readonly Statement[],
  searched: Answer['searched'],
  notes: readonly string[],
  today: IsoDate,
  asked: { readonly for: 'place' | 'subject' | 'definition'; readonly question: string },
): Answer {
  const completed = asked.for === 'place' ? { statements, notes: [] } : completeContext(view, statements);
  const unique = [
    ...new Map(
      completed.statements.map((statement) => [
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
      notes: notes.length > 0 ? notes : ['No words were found in the version that was read.'],
    };
  const order = inReadingOrder(unique);
  const along = asked.for === 'definition' ? [] : broughtAlong(view, order, asked.question);
  return {
    status: 'answered',
    answer: [...answerSentences(view, order), ...along.map(({ sentence }) => sentence)],
    searched,
    notes: [
      ...notes,
      ...completed.notes,
      ...versionNotes(view, [...order, ...along.map(({ statement }) => statement)], today),
    ],
  };
}

/** Acts in the order in which they were found to answer; within each, as the text runs. */
function inReadingOrder(statements: readonly Statement[]): readonly Statement[] {
  const acts = [...new Set(statements.map(({ version }) => version.key))];
  return [...statements].sort(
    (a, b) => acts.indexOf(a.version.key) - acts.indexOf(b.version.key) || a.position - b.position || a.index - b.index,
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
