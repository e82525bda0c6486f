import type { Audit } from '../audit/audit.ts';
import type { CallContext } from '../core/call-context.ts';
import type { Clock } from '../core/clock.ts';
import { sha256 } from '../core/digests.ts';
import { AppError } from '../core/errors.ts';
import type { NewId } from '../core/ids.ts';
import type { Language } from '../regulations/act.ts';
import type { LawView } from '../regulations/law-view.ts';
import type { AnswerSentence, Question } from './answer.ts';
import type { AssistantTools } from './assistant-tools.ts';
import type { Spender, Spending } from './budgets/spending.ts';
import type { ChatModel, ChatRequest, Served } from './chat-model.ts';
import { groundIn } from './grounding/ground.ts';
import type { RememberedTurn } from './memory.ts';
import { ANSWER_QUESTION } from './prompts/answer-question.ts';
import { fillPrompt } from './prompts/prompt.ts';
import { REPAIR_SENTENCES } from './prompts/repair-sentences.ts';
import { firstOf, type RecordedModel, recordedModel } from './recorded-model.ts';
import { createShownSentences, type ShownSentences } from './shown-sentences.ts';
import { createTranscript, type Transcript } from './transcript.ts';
import { createTurnCalls, type TurnCalls } from './turn-calls.ts';
import type { TurnData } from './turn-data.ts';
import type { Watch } from './watch.ts';

export interface ModelAnswerOptions {
  readonly model: ChatModel;
  readonly tools: AssistantTools;
  readonly audit: Pick<Audit, 'within' | 'intend' | 'settle'>;
  readonly spending: Spending;
  readonly clock: Clock;
  /** Draws the mark of a turn: what nobody can guess. */
  readonly newTag: NewId;
  /** Characters that the sentences of one answer have at most, with their citations. */
  readonly longest: number;
}

/** A question as it is put to a model. */
export interface ModelTurn {
  /** As it was asked. */
  readonly question: Question;
  /** What it probably means, where it is a follow-up. */
  readonly readAs?: string;
  readonly before: readonly RememberedTurn[];
  /** The person's. */
  readonly language: Language;
  readonly view: LawView;
  readonly spender: Spender;
}

/** Of calls, in one turn. */
export const MOST_ROUNDS = 6;
/** Milliseconds for the whole of a turn. */
const LONGEST_TURN = 180_000;

const PROMPTS = [ANSWER_QUESTION, REPAIR_SENTENCES];
/** Of all that a model is told in a turn, as receipts and rows have it. */
export const PROMPT_HASH = sha256(PROMPTS.map(({ hash }) => hash).join('\n'));
export const PROMPT_VERSION = PROMPTS.map(({ id, version }) => `${id} ${version}`).join(', ');

/** A turn in progress. */
export interface Turn {
  readonly model: RecordedModel;
  readonly window: number;
  /** Where a reply is taken to come from that broke off before it said. */
  readonly first: Served;
  readonly marked: TurnData['marked'];
  readonly transcript: Transcript;
  readonly shown: ShownSentences;
  readonly calls: TurnCalls;
  readonly tools: ChatRequest['tools'];
  readonly signal: AbortSignal;
  readonly language: Language;
  readonly notes: string[];
  status: 'answered' | 'not_found' | undefined;
  served: Served | undefined;
}

/** A turn as it begins: what the model is told, and all that it works with. */
export function beginTurn(
  { question, readAs, before, language, view, spender }: ModelTurn,
  { model, tools, audit, spending, clock, newTag: _newTag, longest }: ModelAnswerOptions,
  data: TurnData,
  {
    context,
    show,
    watch,
  }: { context: CallContext; show: (sentence: AnswerSentence) => void; watch: Watch | undefined },
): Turn {
  const deadline = AbortSignal.timeout(LONGEST_TURN);
  const signal = context.signal === undefined ? deadline : AbortSignal.any([context.signal, deadline]);
  const offered = tools.offered(context);
  const system = fillPrompt(ANSWER_QUESTION, {
    rounds: String(MOST_ROUNDS),
    today: clock.today(),
    reading: readingSentence(question),
    language: language === 'es' ? 'Spanish' : 'English',
    tag: data.tag,
  });
  const meant = readAs === undefined || readAs === question.text ? '' : `\nIt probably means:\n${data.marked(readAs)}`;
  return {
    model: recordedModel(model, { audit, spending }, spender, { prompt: PROMPT_HASH, promptVersion: PROMPT_VERSION }),
    window: model.window,
    first: firstServed(model),
    marked: data.marked,
    transcript: createTranscript(data, system, `The question:\n${question.text}${meant}`, before),
    shown: createShownSentences(groundIn(view, language), view, data.passages, show, longest),
    calls: createTurnCalls({ tools, offered, data, view }, question, { ...context, signal }, watch),
    tools: offered,
    signal,
    language,
    notes: [],
    status: undefined,
    served: undefined,
  };
}

function firstServed(model: ChatModel): Served {
  const first = firstOf(model);
  if (first === undefined) throw new AppError('misconfigured', 'The model has no deployment. Set MODEL_NAME.');
  return first;
}

function readingSentence({ asOf, acts, language }: Question): string {
  const told = [
    asOf === undefined ? 'The law is read as it stands now.' : `The law is read as it stood on ${asOf}.`,
    acts === undefined ? '' : `Only these acts are read: ${acts.join(', ')}.`,
    language === undefined ? '' : `Only texts in ${language === 'es' ? 'Spanish' : 'English'} are read.`,
  ];
  return told.filter((each) => each !== '').join(' ');
}
