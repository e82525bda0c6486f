import type { ChatEvent, ChatRequest } from '../../assistant/chat-model.ts';
import { ModelFailure, type RecordedModel, SpendingLimitReached } from '../../assistant/recorded-model.ts';
import { requestTokens } from '../../assistant/transcript.ts';
import { AppError } from '../../core/errors.ts';

/** Why no more was asked; what was not asked by then stays as it is. */
export type Stopped = 'spent' | 'stopped' | 'slow' | 'limited' | 'misconfigured' | 'away';

export interface Asking<Item> {
  readonly model: RecordedModel;
  /** Tokens that the model reads at once, reply included. */
  readonly window: number;
  /** Most items of one call: a model that has much to judge judges each worse. */
  readonly most: number;
  /** A call for these, and what takes its reply; each call has marks of its own. */
  callFor(items: readonly Item[]): BatchCall;
}

export interface BatchCall {
  readonly request: ChatRequest;
  /** @returns false where the reply cannot be read */
  take(reply: string): boolean;
}

/** What became of the items, beside what was taken. */
export interface Asked {
  readonly stopped?: Stopped;
  /** Items that were never asked, since it was stopped. */
  readonly unasked: number;
  /** Items whose reply could not be read. */
  readonly unreadable: number;
  /** Items that a content filter held back. */
  readonly filtered: number;
  /** Items that are more than the model reads, or says, at once. */
  readonly tooLong: number;
}

/** Reckoned tokens are not the service's: so much of the window is filled. */
const USABLE = 0.9;
/** Tokens of one call beyond which another one is made, where a single item is not longer. */
const ROOMY = 16_000;
/** Characters of one reply; what goes on is none. */
const LONGEST_REPLY = 60_000;

type End = Extract<ChatEvent, { readonly kind: 'end' }>;

/**
 * Asks a model about many things, several in a call, one call after the other. What is too much for a call, or held back by
 * a filter, is asked again in halves, so that one text does not take the others with it: of n items there are at most 2n
 * calls. Whatever happens to the model ends in a count; only a fault of ours throws.
 */
export async function askInBatches<Item>(
  items: readonly Item[],
  asking: Asking<Item>,
  { signal, ownTime }: { readonly signal: AbortSignal; readonly ownTime: AbortSignal },
): Promise<Asked> {
  const count = { unasked: 0, unreadable: 0, filtered: 0, tooLong: 0 };
  const queue: (readonly Item[])[] = inGroups(items, asking.most);
  let stopped: Stopped | undefined;
  for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
    if (signal.aborted) stopped ??= ownTime.aborted ? 'slow' : 'stopped';
    if (stopped !== undefined) {
      count.unasked += batch.length;
      continue;
    }
    const outcome = await ask(batch, asking, signal, ownTime);
    if (outcome === 'taken') continue;
    if (outcome !== 'filtered' && outcome !== 'tooLong' && outcome !== 'unreadable') {
      stopped = outcome;
      count.unasked += batch.length;
    } else if (outcome === 'unreadable' || batch.length === 1) count[outcome] += batch.length;
    else queue.unshift(...inGroups(batch, Math.ceil(batch.length / 2)));
  }
  return { ...count, ...(stopped === undefined ? {} : { stopped }) };
}

function inGroups<Item>(items: readonly Item[], most: number): (readonly Item[])[] {
  const groups: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; at += most) groups.push(items.slice(at, at + most));
  return groups;
}

async function ask<Item>(
  batch: readonly Item[],
  { model, window, callFor }: Asking<Item>,
  signal: AbortSignal,
  ownTime: AbortSignal,
): Promise<Stopped | 'taken' | 'filtered' | 'tooLong' | 'unreadable'> {
  const { request, take } = callFor(batch);
  const most = window * USABLE - request.longest;
  if (requestTokens(request) > (batch.length === 1 ? most : Math.min(most, ROOMY))) return 'tooLong';
  try {
    const { text, end } = await replyOf(model, request, signal);
    switch (end?.why) {
      case 'filtered':
        return 'filtered';
      case 'too_long':
      case 'context_exceeded':
        return 'tooLong';
      case 'complete':
        return take(text) ? 'taken' : 'unreadable';
      default:
        // It went on and on, or asks for calls that it was not offered.
        return 'unreadable';
    }
  } catch (error) {
    if (error instanceof SpendingLimitReached) return 'spent';
    if (error instanceof ModelFailure) return whyFailed(error, signal, ownTime);
    throw error;
  }
}

async function replyOf(
  model: RecordedModel,
  request: ChatRequest,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly end: End | undefined }> {
  let text = '';
  for await (const event of model.reply(request, signal)) {
    if (event.kind === 'end') return { text, end: event };
    if (event.kind === 'text') text += event.text;
    if (text.length > LONGEST_REPLY) break;
  }
  return { text, end: undefined };
}

function whyFailed({ cause }: ModelFailure, signal: AbortSignal, ownTime: AbortSignal): Stopped {
  if (signal.aborted) return ownTime.aborted ? 'slow' : 'stopped';
  if (!(cause instanceof AppError)) return 'away';
  if (cause.code === 'rate_limited') return 'limited';
  return cause.code === 'misconfigured' ? 'misconfigured' : 'away';
}
