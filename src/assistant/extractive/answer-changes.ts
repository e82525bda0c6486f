import { AppError } from '../../core/errors.ts';
import { shortened } from '../../core/text.ts';
import type { ActId, Language } from '../../regulations/act.ts';
import { type Compared, type ComparedChange, changesAt } from '../../regulations/compare-provisions.ts';
import type { LawReader } from '../../regulations/law-reader.ts';
import type { LawView } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import { provisionId } from '../../regulations/place.ts';
import { type ReadPassage, readPassage } from '../../regulations/read-passage.ts';
import { versionPhrase } from '../../regulations/standing.ts';
import type { Answer, AnswerSentence, DraftAnswer } from '../answer.ts';
import type { Period } from '../follow-up/periods-asked.ts';
import type { ChangesAsked } from '../follow-up/route-question.ts';
import { answerSentences, isLeadIn, statementsOf } from './statements.ts';

/** Changes whose words are shown, of all that is compared for one question. */
const MOST_CHANGES = 12;
/** Characters of the former words of a provision. */
const LONGEST_BEFORE = 600;
/** Characters of a provision as it now stands that are quoted; a whole new chapter is read in its place. */
const LONGEST_AFTER = 3_000;
/** Acts or places compared for one question. */
const MOST_COMPARED = 12;

/** One act or place, compared or not. */
interface Outcome {
  readonly act: ActId;
  readonly compared?: Compared;
  /** Sentences about it. */
  readonly notes: readonly string[];
}

/**
 * The answer to "what changed": of the provisions that changed their words as they now stand, each cited, and in the notes
 * what they were before. That nothing changed, or that there is nothing to compare with, is said plainly.
 */
export function answerChanges(
  reader: LawReader,
  view: LawView,
  asked: ChangesAsked,
  language: Language | undefined,
): DraftAnswer {
  const subjects = subjectsOf(view, reader, asked);
  const outcomes = subjects.slice(0, MOST_COMPARED).map((each) => compareOne(reader, view, each, asked, language));
  const left = subjects.length - outcomes.length;
  const compared = outcomes.flatMap((outcome) => (outcome.compared ? [outcome.compared] : []));
  const all = compared.flatMap((each) => each.changes.map((change) => ({ compared: each, change })));
  const shown = all.slice(0, MOST_CHANGES);
  const told = shown.map(({ compared: { left: from, right: to }, change }) =>
    toldOf(view, from.version, to.version, change),
  );
  const notes = [
    ...outcomes.flatMap(({ notes: own }) => own),
    ...told.map(({ note }) => note),
    ...(all.length > shown.length
      ? [
          `${all.length - shown.length} more changes are not shown. Ask about one article, or: compliance library changes <act>.`,
        ]
      : []),
    ...(left > 0 ? [`${left} more acts were not compared. Ask about one of them.`] : []),
    ...compared.flatMap((each) => each.notes),
  ];
  const answer: Answer = {
    status: compared.length > 0 ? 'answered' : 'not_found',
    answer: told.flatMap(({ sentences }) => sentences),
    searched: { acts: [...new Set(subjects.map(({ act }) => act))], terms: [] },
    notes:
      notes.length > 0
        ? notes
        : ['No act of the library is held in two official versions, so that nothing can be compared.'],
  };
  return { ...answer, read: [...new Map(told.flatMap(({ read }) => read).map((each) => [each.id, each])).values()] };
}

interface Subject {
  readonly act: ActId;
  /** What is compared: the act, or one place of it by its id. */
  readonly words: string;
}

/** Without any act named, those are compared that can be. */
function subjectsOf(view: LawView, reader: LawReader, { acts, places }: ChangesAsked): readonly Subject[] {
  if (places.length > 0) return places.map(({ act, place }) => ({ act, words: provisionId(act, place) }));
  const official = reader.library.versions().filter(({ source }) => source === 'official');
  const comparable = view
    .heldActs()
    .filter((act) => new Set(official.filter((each) => each.act === act).map(({ date }) => date)).size > 1);
  return (acts.length > 0 ? acts : comparable).map((act) => ({ act, words: act }));
}

function compareOne(
  reader: LawReader,
  view: LawView,
  { act, words }: Subject,
  period: Period,
  language: Language | undefined,
): Outcome {
  const first = reader.library
    .versions()
    .filter((version) => version.act === act && version.source === 'official')
    .map(({ date }) => date)
    .sort()[0];
  // Asked from a day before the oldest text held: that one is compared, and it is said.
  const tooEarly = period.from !== undefined && first !== undefined && period.from < first;
  const days = {
    ...(period.from === undefined ? {} : { from: tooEarly ? first : period.from }),
    ...(period.to === undefined ? {} : { to: period.to }),
    ...(language === undefined ? {} : { language }),
  };
  const early = tooEarly
    ? [`No version of ${period.from} is held; the oldest one, of ${first}, was compared instead.`]
    : [];
  try {
    const compared = changesAt(reader, words, days);
    return { act, compared, notes: [...early, summaryOf(view, compared)] };
  } catch (error) {
    // There being nothing to compare with is an answer, and told as the person would be told it.
    if (!(error instanceof AppError) || error.code === 'internal' || error.code === 'conflict') throw error;
    return { act, notes: [...early, error.message] };
  }
}

function summaryOf(view: LawView, { left, right, changes }: Compared): string {
  const what = right.label;
  const phrase = (version: VersionSummary): string => versionPhrase(version, view.entry(version.act));
  const between = `between the text ${phrase(left.version)} and the text ${phrase(right.version)}`;
  if (left.version.key === right.version.key)
    return `Of ${what} only one version of that time is held (${phrase(right.version)}): nothing can be compared.`;
  if (changes.length === 0) return `Nothing changed in ${what} ${between}.`;
  return `${changes.length === 1 ? 'One provision' : `${changes.length} provisions`} of ${what} changed ${between}.`;
}

interface Told {
  readonly note: string;
  readonly sentences: readonly AnswerSentence[];
  readonly read: readonly ReadPassage[];
}

/** What became of one provision: its words now as sentences, its words before in a note. */
function toldOf(view: LawView, from: VersionSummary, to: VersionSummary, change: ComparedChange): Told {
  const { kind, label, formerly, before, after } = change;
  const was = before === null ? '' : ` Before (${from.date}): "${shortened(before, LONGEST_BEFORE)}"`;
  const place = change.id.slice(change.id.indexOf('#') + 1);
  if (kind === 'removed') return { note: `${label} was removed.${was}`, sentences: [], read: [] };
  const moved = formerly === undefined || formerly === label ? '' : `, formerly ${formerly},`;
  if (change.part === 'heading')
    return { note: `The heading of ${label}${moved} reads now "${after ?? ''}".${was}`, sentences: [], read: [] };
  const rewritten = change.words.length > 0;
  const verb = {
    added: 'is new',
    reworded: 'was reworded',
    renumbered: rewritten ? 'has another number and was reworded' : 'has another number and the same words',
  }[kind];
  const told = `${label}${moved} ${verb}.${kind === 'added' || !rewritten ? '' : was}`;
  // What has only another number says what it said before.
  if (kind === 'renumbered' && !rewritten) return { note: told, sentences: [], read: [] };
  const tree = view.tree(to);
  const whole = statementsOf(to, tree, place).filter(
    (statement) => !isLeadIn(statement, tree) || statement.node.place === place,
  );
  // Of what was reworded its own words changed, and not those of the points below it.
  const own = kind === 'added' ? whole : whole.filter(({ node }) => node.place === place);
  let length = 0;
  const quoted = own.filter(({ sentence }, at) => {
    length += sentence.length;
    return at === 0 || length <= LONGEST_AFTER;
  });
  const sentences = answerSentences(view, quoted);
  const cut =
    quoted.length < own.length ? ` Only its first sentences are shown; the whole: compliance show "${change.id}".` : '';
  const places = sentences.flatMap(({ citations }) => citations.map((citation) => citation.place));
  return {
    note: `${told}${cut}`,
    sentences,
    read: [...new Set(places)].flatMap((each) => readPassage(view, to, each) ?? []),
  };
}
