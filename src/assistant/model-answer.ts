import type { Audit } from '../audit/audit.ts';
import type { ModelUse } from '../audit/receipt.ts';
import type { CallContext } from '../core/call-context.ts';
import type { Clock } from '../core/clock.ts';
import { sha256 } from '../core/digests.ts';
import { AppError } from '../core/errors.ts';
import type { NewId } from '../core/ids.ts';
import type { Language } from '../regulations/act.ts';
import type { LawView } from '../regulations/law-view.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';
import type { AnswerSentence, Question } from './answer.ts';
import type { AssistantTools } from './assistant-tools.ts';
import type { Spender, Spending } from './budgets/spending.ts';
import type { ChatEvent, ChatModel, ChatRequest, FilterFinding, Served } from './chat-model.ts';
import { createDraftReader, DRAFT_SCHEMA } from './draft-reader.ts';
import { groundIn } from './grounding/ground.ts';
import type { RememberedTurn } from './memory.ts';
import { ANSWER_QUESTION } from './prompts/answer-question.ts';
import { fillPrompt } from './prompts/prompt.ts';
import { REPAIR_SENTENCES } from './prompts/repair-sentences.ts';
import { firstOf, ModelFailure, type RecordedModel, recordedModel, SpendingLimitReached } from './recorded-model.ts';
import { createShownSentences, type FailedSentence, type ShownSentences } from './shown-sentences.ts';
import { createTranscript, requestTokens, type Transcript } from './transcript.ts';
import { createTurnCalls, type TurnCalls } from './turn-calls.ts';
import { createTurnData, type TurnData } from './turn-data.ts';
import type { Watch } from './watch.ts';
import { say, type Wording } from './wording.ts';

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

/** What came of it. */
export interface ModelOutcome {
  /** Each stood its test; empty where none did. */
  readonly sentences: readonly AnswerSentence[];
  /** True where the model looked, and says that what is held does not answer. */
  readonly notFound: boolean;
  readonly searched: TurnCalls['searched'];
  readonly notes: readonly string[];
  readonly read: readonly ReadPassage[];
  /** Which model replied last, or was asked to. */
  readonly use: ModelUse;
}

const MOST_ROUNDS = 6;
/** Tokens of one reply. */
const LONGEST_REPLY = 4_096;
/** Characters of one draft; what goes on is no answer. */
const LONGEST_DRAFT = 60_000;
/** Milliseconds for the whole of a turn. */
const LONGEST_TURN = 180_000;
/** Reckoned tokens are not the service's: so much of the window is filled, and so much where that was too much. */
const [USABLE, USABLE_AFTER_REFUSAL] = [0.9, 0.55];

const PROMPTS = [ANSWER_QUESTION, REPAIR_SENTENCES];
const PROMPT_HASH = sha256(PROMPTS.map(({ hash }) => hash).join('\n'));
const PROMPT_VERSION = PROMPTS.map(({ id, version }) => `${id} ${version}`).join(', ');

type End = Extract<ChatEvent, { readonly kind: 'end' }>;

/** A turn in progress. */
interface Turn {
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

/**
 * Answers with a model: it looks the law up with the tools, round by round, and drafts sentences; each is held against
 * what it cites as it comes, and given on only if it stands. What does not stand is sent back once with the reason, and
 * left out if it still does not.
 *
 * Whatever happens to the model ends in an outcome with a note; only an abort by the caller and a fault of ours throw.
 */
export async function answerWithModel(
  turn: ModelTurn,
  options: ModelAnswerOptions,
  context: CallContext,
  show: (sentence: AnswerSentence) => void,
  watch?: Watch,
): Promise<ModelOutcome> {
  const data = createTurnData(options.newTag());
  const running = begin(turn, options, data, { context, show, watch });
  try {
    await converse(running);
  } catch (error) {
    if (context.signal?.aborted) throw context.signal.reason;
    const why = whyFailed(error, running.signal);
    const told = running.shown.sentences.length === 0 ? 'modelAway' : 'brokeOff';
    running.notes.push(say(told, turn.language, say(why, turn.language)));
  }
  // Of what failed and was never sent back.
  noteLeftOut(running, running.shown.failed.length);
  return outcomeOf(running, data);
}

function begin(
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
  const meant = readAs === undefined || readAs === question.text ? '' : `\n(It probably means: ${readAs})`;
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

/** Rounds of calls, then the draft, then once what did not stand. */
async function converse(turn: Turn): Promise<void> {
  for (let round = 0; ; round += 1) {
    const mayCall = round < MOST_ROUNDS;
    const { end, text } = await reply(turn, mayCall);
    if (end?.why === 'calls' && mayCall) {
      turn.transcript.addCalls(text, end.calls);
      for (const { call, result } of await turn.calls.run(end.calls)) turn.transcript.addResult(call, result);
      continue;
    }
    turn.calls.refuse(end?.calls ?? []);
    if (end?.why === 'calls') throw new ModelFailure(new AppError('upstream_unavailable', 'The model does not end.'));
    if (noteEnd(turn, end)) await repair(turn, text);
    return;
  }
}

/**
 * One reply: sentences are considered as they come.
 *
 * @returns how it ended; `undefined` where it was ended here, because there was enough of it
 */
async function reply(turn: Turn, mayCall: boolean): Promise<{ end: End | undefined; text: string }> {
  for (const share of [USABLE, USABLE_AFTER_REFUSAL]) {
    const request = requestFor(turn, mayCall, share);
    let text = '';
    let end: End | undefined;
    const reader = createDraftReader((draft) => turn.shown.consider(draft));
    for await (const event of turn.model.reply(request, turn.signal)) {
      if (event.kind === 'end') end = event;
      else if (event.kind === 'begin') turn.served = event.served;
      else {
        text += event.text;
        reader.write(event.text);
        if (turn.shown.full || text.length > LONGEST_DRAFT) break;
      }
    }
    turn.status = reader.status ?? turn.status;
    turn.served = end?.served ?? turn.served;
    if (end?.why === 'context_exceeded') continue;
    if (end?.why === 'complete' && (reader.broken || !reader.whole)) noteUnreadable(turn);
    return { end, text };
  }
  throw new ModelFailure(tooMuch());
}

function requestFor(turn: Turn, mayCall: boolean, share: number): ChatRequest {
  const request = { tools: turn.tools, mayCall, answer: DRAFT_SCHEMA, longest: LONGEST_REPLY };
  const most = turn.window * share - LONGEST_REPLY - requestTokens({ ...request, messages: [] });
  const messages = turn.transcript.messages(most, turn.shown.cited());
  if (messages === undefined) throw new ModelFailure(tooMuch());
  return { ...request, messages };
}

/** More than the model reads, however much is left out. */
function tooMuch(): AppError {
  return new AppError('invalid_input', 'There is more to read than the model reads at once.');
}

function noteUnreadable(turn: Turn): void {
  const why = say('becauseUnreadable', turn.language);
  turn.notes.push(say(turn.shown.sentences.length === 0 ? 'modelAway' : 'brokeOff', turn.language, why));
}

/** Tells of an end that is not as it should be; true where what failed can be sent back. */
function noteEnd(turn: Turn, end: End | undefined): boolean {
  const { language, notes, shown } = turn;
  if (end === undefined || end.why === 'too_long') {
    notes.push(say('tooLong', language));
    return false;
  }
  if (end.why === 'filtered') {
    const side = end.findings.some((each) => each.filtered && each.side === 'prompt') ? 'prompt' : 'completion';
    notes.push(say(side === 'prompt' ? 'promptFiltered' : 'replyFiltered', language, categories(end.findings)));
    return false;
  }
  return shown.failed.length > 0;
}

function categories(findings: readonly FilterFinding[]): string {
  const held = findings.filter(({ filtered }) => filtered).map(({ category }) => category.replaceAll('_', ' '));
  return [...new Set(held)].join(', ') || '?';
}

/** What did not stand is sent back once; what stands then is appended. */
async function repair(turn: Turn, draft: string): Promise<void> {
  const failed = turn.shown.takeFailed();
  const before = turn.shown.sentences.length;
  turn.transcript.addDraft(draft, fillPrompt(REPAIR_SENTENCES, { faults: turn.marked(faultsTold(failed)) }));
  try {
    const { end } = await reply(turn, false);
    turn.calls.refuse(end?.calls ?? []);
    if (end?.why === 'filtered') noteEnd(turn, end);
  } finally {
    // Of one sentence several can be made: those that failed again are left out however many stand.
    const failedAgain = turn.shown.takeFailed().length;
    const mended = turn.shown.sentences.length - before;
    noteLeftOut(turn, Math.max(failed.length - mended, failedAgain));
  }
}

function noteLeftOut({ notes, language, shown }: Turn, count: number): void {
  // Where nothing stands at all, that is told instead.
  if (count <= 0 || shown.sentences.length === 0) return;
  notes.push(count === 1 ? say('leftOutOne', language) : say('leftOutMany', language, String(count)));
}

/** Marked as data where it is sent: in it are the draft's own words and those of passages, whoever wrote them. */
function faultsTold(failed: readonly FailedSentence[]): string {
  return failed
    .map(({ draft, faults }, at) => {
      const reasons = faults.map(({ reason }) => `   - ${reason}`);
      return [`${at + 1}. ${JSON.stringify(draft.text.slice(0, 800))}`, ...reasons].join('\n');
    })
    .join('\n');
}

function whyFailed(error: unknown, signal: AbortSignal): Wording {
  if (error instanceof SpendingLimitReached) return 'becauseSpent';
  if (!(error instanceof ModelFailure)) {
    if (signal.aborted) return 'becauseSlow';
    throw error;
  }
  const { cause } = error;
  if (signal.aborted) return 'becauseSlow';
  if (!(cause instanceof AppError)) throw cause;
  switch (cause.code) {
    case 'rate_limited':
      return 'becauseLimited';
    case 'misconfigured':
      return 'becauseMisconfigured';
    case 'invalid_input':
      return 'becauseContext';
    default:
      return 'becauseAway';
  }
}

function outcomeOf({ shown, calls, notes, status, first, served = first }: Turn, data: TurnData): ModelOutcome {
  const nothingWrong = notes.length === 0 && shown.failed.length === 0;
  return {
    sentences: shown.sentences,
    notFound: status === 'not_found' && shown.sentences.length === 0 && calls.read && nothingWrong,
    searched: calls.searched,
    notes,
    read: data.passages.map(({ passage }) => passage),
    use: {
      name: served.model,
      deployment: served.deployment,
      host: served.host,
      prompt: PROMPT_HASH,
      promptVersion: PROMPT_VERSION,
    },
  };
}
