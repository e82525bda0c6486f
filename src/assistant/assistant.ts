import type { AnswerRecorder } from '../audit/answers.ts';
import { type Audit, recordedAs } from '../audit/audit.ts';
import type { ModelUse } from '../audit/receipt.ts';
import type { CallContext } from '../core/call-context.ts';
import type { Language } from '../regulations/act.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import type { LawView } from '../regulations/law-view.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';
import { guessLanguage } from '../regulations/search/language.ts';
import type { Answer, AnswerSentence, Question } from './answer.ts';
import type { Spender, Spending } from './budgets/spending.ts';
import { checkedQuestion, type ExtractiveAnswer } from './extractive/extractive-answer.ts';
import type { FollowUp } from './follow-up/past-turn.ts';
import { readFollowUp } from './follow-up/read-follow-up.ts';
import { routeQuestion } from './follow-up/route-question.ts';
import { type RememberedTurn, rememberTurns } from './memory.ts';
import { answerWithModel, type ModelOutcome } from './model-answer.ts';
import type { ModelAnswerOptions } from './model-turn.ts';
import { versionNotes } from './version-notes.ts';
import type { Watch } from './watch.ts';
import { say } from './wording.ts';

/** An answer that is recorded: with it comes what it can be called to account by. */
export interface AnswerWithReceipt extends Answer {
  readonly receipt: string;
  readonly conversation: string;
  /** Which model formulated it; `null` for the law's own words. */
  readonly model: ModelUse | null;
}

export interface Assistant {
  /**
   * Answers and records the answer, in this order: what cannot be recorded is not given. A sentence that is shown before
   * has a row of its own.
   *
   * @param watch told of calls and sentences as they come
   * @throws AppError as `ExtractiveAnswer.ask`; the reason of the context's signal where that was aborted
   */
  ask(question: Question, context: CallContext, watch?: Watch): Promise<AnswerWithReceipt>;
}

export interface AssistantOptions {
  readonly answers: ExtractiveAnswer;
  readonly reader: LawReader;
  readonly recorder: AnswerRecorder;
  readonly audit: Audit;
  readonly spending: Spending;
  /** Absent, answers are the law's own words. */
  readonly model?: ModelAnswerOptions;
  /** What whoever asks must know of the search as it is now. */
  readonly notes?: () => readonly string[];
  /** Characters that the sentences of one answer have at most, with their citations; absent, all are given. */
  readonly longest?: number;
}

/** An answer before it is recorded. */
interface Made {
  readonly answer: Answer;
  readonly read: readonly ReadPassage[];
  readonly model: ModelUse | null;
  /** True where whoever watches was told each sentence already. */
  readonly told: boolean;
}

/** A question with what it was understood by. */
interface Asked {
  readonly question: Question;
  /** As it is to be read by itself: a follow-up with what it leans on. */
  readonly read: Question;
  readonly followUp: FollowUp;
  readonly before: readonly RememberedTurn[];
  readonly language: Language;
  readonly view: LawView;
  readonly spender: Spender;
  readonly context: CallContext;
}

/** The tool that asks; what the assistant spends is spent on it. */
const TOOL = 'ask_compliance';

/** The one place where answers are made and recorded, for every door. */
export function createAssistant(options: AssistantOptions): Assistant {
  const { recorder, audit, spending, longest = Number.POSITIVE_INFINITY } = options;
  return {
    ask: async (question, context, watch) => {
      const asked = understand(question, context, options);
      const { answer: whole, read, model, told } = await make(asked, options, watch);
      const answer = shortened(whole, longest, asked.language);
      const receipt = audit.within(() => {
        spending.question(asked.spender);
        return recorder.record(given(asked, answer, read, model), recordedAs(context)).receipt;
      });
      if (watch !== undefined && !told) for (const sentence of answer.answer) watch({ kind: 'sentence', sentence });
      return { ...answer, receipt, conversation: context.conversation, model };
    },
  };
}

function understand(given: Question, context: CallContext, { audit, reader }: AssistantOptions): Asked {
  const question = { ...given, text: checkedQuestion(given.text) };
  const { asOf, language } = question;
  const view = reader.at({ ...(asOf === undefined ? {} : { asOf }), ...(language === undefined ? {} : { language }) });
  const before = rememberTurns(audit.store, recordedAs(context));
  const spoken = [question.text, before.at(-1)?.question ?? ''].map(guessLanguage).find((each) => each !== undefined);
  const followUp = readFollowUp(question.text, before, view);
  // "In Spanish law" narrows what the person left open, never what they set.
  const acts = question.acts ?? followUp.acts;
  const read = { ...question, text: followUp.text, ...(acts === undefined ? {} : { acts }) };
  const spender = { context, tool: TOOL };
  return { question, read, followUp, before, language: spoken ?? 'en', view, context, spender };
}

async function make(asked: Asked, options: AssistantOptions, watch: Watch | undefined): Promise<Made> {
  const { spender, language } = asked;
  const own = [...(options.notes?.() ?? []), ...readAsNotes(asked)];
  if (asked.read.acts?.length === 0) return unread(asked, [...own, say('noneHeld', language)]);
  if (options.model === undefined) return extractive(asked, options, own);
  // What is no question about the law's words is answered without a model; see `routeQuestion`.
  const { kind } = routeQuestion(asked.read.text, asked.view, asked.read.acts);
  if (kind === 'small_talk' || kind === 'held') return extractive(asked, options, own);
  const { exhausted, warnings } = options.spending.standing(spender, language);
  const notes = [...warnings, ...own];
  if (exhausted !== undefined) return extractive(asked, options, [exhausted, ...notes]);
  const outcome = await askModel(asked, options.model, options, watch);
  const { sentences, use } = outcome;
  if (sentences.length > 0)
    return {
      answer: {
        status: 'answered',
        answer: sentences,
        searched: searchedBy(asked, outcome),
        notes: [...outcome.notes, ...notes, ...versionNotes(asked.view, sentences, dayOf(asked, options.model))],
      },
      read: outcome.read,
      model: use,
      told: true,
    };
  if (outcome.notFound) return notFound(asked, outcome, notes);
  return extractive(asked, options, [...whyExtractive(outcome, language), ...notes], outcome.read);
}

async function askModel(
  { question, read, followUp, before, language, view, spender, context }: Asked,
  model: ModelAnswerOptions,
  { audit }: AssistantOptions,
  watch: Watch | undefined,
): Promise<ModelOutcome> {
  let shown = 0;
  // What somebody sees is recorded before they see it, whatever becomes of the rest.
  const show = (sentence: AnswerSentence): void => {
    if (watch === undefined) return;
    shown += 1;
    const citations = sentence.citations.map(({ id, quote, version }) => ({ id, quote, version: { ...version } }));
    audit.record(
      { type: 'shown', body: { sentence: shown, citations }, personal: { text: sentence.text } },
      recordedAs(context),
    );
    watch({ kind: 'sentence', sentence });
  };
  const meant = followUp.readAs === undefined ? {} : { readAs: followUp.text };
  const put = { ...read, text: question.text };
  return answerWithModel({ question: put, ...meant, before, language, view, spender }, model, context, show, watch);
}

/** The law's own words: without a model, and where it has nothing that stands. */
async function extractive(
  asked: Asked,
  { answers }: AssistantOptions,
  notes: readonly string[],
  alsoRead: readonly ReadPassage[] = [],
): Promise<Made> {
  // A model may tell from what was said what is meant; rules do not guess.
  const { ambiguous } = asked.followUp;
  if (ambiguous !== undefined) return unread(asked, [...notes, ambiguous], alsoRead);
  const { read, ...draft } = await answers.ask(asked.read);
  return {
    answer: { ...draft, notes: [...notes, ...draft.notes] },
    read: distinct([...read, ...alsoRead]),
    model: null,
    told: false,
  };
}

/** Not searched for, because it is not clear what is meant or nothing of it is held. */
function unread({ view, read: { acts } }: Asked, notes: readonly string[], read: readonly ReadPassage[] = []): Made {
  const searched = { acts: acts ?? view.heldActs(), terms: [] };
  return { answer: { status: 'not_found', answer: [], searched, notes }, read, model: null, told: false };
}

function notFound(asked: Asked, outcome: ModelOutcome, notes: readonly string[]): Made {
  const searched = searchedBy(asked, outcome);
  return {
    answer: {
      status: 'not_found',
      answer: [],
      searched,
      notes: [say('notFound', asked.language, searched.terms.join(', ') || '–'), ...notes],
    },
    read: outcome.read,
    model: outcome.use,
    told: true,
  };
}

function searchedBy({ read, view }: Asked, { searched }: ModelOutcome): Answer['searched'] {
  return { acts: searched.acts ?? read.acts ?? view.heldActs(), terms: searched.terms };
}

function whyExtractive({ notes, read }: ModelOutcome, language: Language): readonly string[] {
  if (notes.length > 0) return notes;
  return [say(read.length === 0 ? 'notRead' : 'nothingStood', language)];
}

function readAsNotes({ followUp: { readAs }, language }: Asked): readonly string[] {
  return readAs === undefined ? [] : [say('readAs', language, readAs)];
}

function dayOf({ question }: Asked, { clock }: ModelAnswerOptions): string {
  return question.asOf ?? clock.today();
}

/** Each passage once, in the words in which it was read. */
function distinct(passages: readonly ReadPassage[]): readonly ReadPassage[] {
  return [...new Map(passages.map((each) => [`${each.versionKey}#${each.place}`, each])).values()];
}

function given(
  { question: { text, ...asked }, followUp }: Asked,
  answer: Answer,
  passages: readonly ReadPassage[],
  model: ModelUse | null,
): Parameters<AnswerRecorder['record']>[0] {
  return {
    question: text,
    ...(followUp.readAs === undefined ? {} : { readAs: followUp.text }),
    asked: {
      ...(asked.asOf === undefined ? {} : { asOf: asked.asOf }),
      ...(asked.acts === undefined ? {} : { acts: asked.acts }),
      ...(asked.language === undefined ? {} : { language: asked.language }),
    },
    status: answer.status,
    sentences: answer.answer.map(({ text: sentence, citations, role }) => ({
      text: sentence,
      citations: citations.map(({ id, quote, version }) => ({ id, quote, version })),
      ...(role === undefined ? {} : { role }),
    })),
    notes: answer.notes,
    searched: answer.searched,
    passages,
    ...(model === null ? {} : { model }),
  };
}

/** An answer that goes on for pages is cut between two sentences, and says so. */
function shortened(answer: Answer, longest: number, language: Language): Answer {
  let length = 0;
  const kept = answer.answer.filter((sentence, at) => {
    length += JSON.stringify(sentence).length;
    return at === 0 || length <= longest;
  });
  const left = answer.answer.length - kept.length;
  if (left === 0) return answer;
  return { ...answer, answer: kept, notes: [say('cut', language, String(left)), ...answer.notes] };
}
