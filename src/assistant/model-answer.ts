import type { ModelUse } from '../audit/receipt.ts';
import type { CallContext } from '../core/call-context.ts';
import { AppError } from '../core/errors.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';
import type { AnswerSentence } from './answer.ts';
import type { ChatEvent, ChatRequest, FilterFinding } from './chat-model.ts';
import { createDraftReader, DRAFT_SCHEMA } from './draft-reader.ts';
import {
  beginTurn,
  MOST_ROUNDS,
  type ModelAnswerOptions,
  type ModelTurn,
  PROMPT_HASH,
  PROMPT_VERSION,
  type Turn,
} from './model-turn.ts';
import { fillPrompt } from './prompts/prompt.ts';
import { REPAIR_SENTENCES } from './prompts/repair-sentences.ts';
import { ModelFailure, SpendingLimitReached } from './recorded-model.ts';
import type { FailedSentence } from './shown-sentences.ts';
import { requestTokens } from './transcript.ts';
import type { TurnCalls } from './turn-calls.ts';
import { createTurnData, type TurnData } from './turn-data.ts';
import type { Watch } from './watch.ts';
import { say, type Wording } from './wording.ts';

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

/** Tokens of one reply. */
const LONGEST_REPLY = 4_096;
/** Characters of one draft; what goes on is no answer. */
const LONGEST_DRAFT = 60_000;
/** Reckoned tokens are not the service's: so much of the window is filled, and so much where that was too much. */
const [USABLE, USABLE_AFTER_REFUSAL] = [0.9, 0.55];

type End = Extract<ChatEvent, { readonly kind: 'end' }>;

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
  const running = beginTurn(turn, options, data, { context, show, watch });
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
    // A call of a tool that the deadline ended; anything else is a fault of ours.
    const ended = error === signal.reason || (error instanceof AppError && error.code === 'conflict');
    if (signal.aborted && ended) return 'becauseSlow';
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
