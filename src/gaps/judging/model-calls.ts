import type { Spending } from '../../assistant/budgets/spending.ts';
import type { ChatModel, ChatRequest } from '../../assistant/chat-model.ts';
import { fillPrompt, type Prompt } from '../../assistant/prompts/prompt.ts';
import { type RecordedModel, recordedModel } from '../../assistant/recorded-model.ts';
import { createTurnData } from '../../assistant/turn-data.ts';
import type { CallContext } from '../../core/call-context.ts';
import type { NewId } from '../../core/ids.ts';
import type { BatchCall } from './ask-in-batches.ts';
import { entriesOf } from './read-reply.ts';

export interface ModelCallOptions {
  readonly model: ChatModel;
  readonly audit: Parameters<typeof recordedModel>[1]['audit'];
  readonly spending: Spending;
  /** Draws the mark of a call: at least 16 characters that nobody can guess. */
  readonly newTag: NewId;
  /** Milliseconds for all that is asked at once; two minutes unless told. */
  readonly longest?: number;
}

/** The tool that the model works for: what its use is charged under. */
const TOOL = 'analyse_gaps';
const LONGEST = 120_000;
/** Tokens of one reply. */
const LONGEST_REPLY = 4_096;
const HANDLE_LENGTH = 6;

/** What one task of a model works with, from its first call to its last. */
export interface ModelTask {
  readonly model: RecordedModel;
  readonly signals: { readonly signal: AbortSignal; readonly ownTime: AbortSignal };
  /** Tells of a hard limit that is reached, in a sentence for the person. */
  exhausted(): string | undefined;
}

/** Each call is recorded with its prompt, and charged to whoever asked for the analysis. */
export function beginTask(
  { model, audit, spending, longest = LONGEST }: ModelCallOptions,
  { id, version, hash }: Prompt,
  context: CallContext,
): ModelTask {
  const spender = { context, tool: TOOL };
  const ownTime = AbortSignal.timeout(longest);
  return {
    model: recordedModel(model, { audit, spending }, spender, { prompt: hash, promptVersion: `${id} ${version}` }),
    signals: {
      ownTime,
      signal: context.signal === undefined ? ownTime : AbortSignal.any([context.signal, ownTime]),
    },
    exhausted: () => spending.standing(spender, 'en').exhausted,
  };
}

/** Names what replies count by: the rules of counting, the prompt's words, and the deployments. */
export function versionOf(rules: number, { id, version, hash }: Prompt, { destinations }: ChatModel): string {
  const served = destinations.map(({ service, deployment }) => `${service}/${deployment}`).join(', ');
  return `rules ${rules}, ${id} ${version} ${hash}, ${served}`;
}

export interface EntryCall<Item> {
  /** Drawn for this call. */
  readonly tag: string;
  readonly prompt: Prompt;
  readonly form: ChatRequest['answer'];
  /** The one member of the reply. */
  readonly list: string;
  /** What is shown of an item, under its handle. */
  show(handle: string, item: Item): object;
  /** Told at most once of each item, with what the reply says of it: still to be checked. */
  take(handle: string, item: Item, entry: unknown): void;
}

/**
 * A call about several items, shown as data between marks, each under a handle that holds in this call alone. Of the reply
 * the first entry on each counts: one that follows was written to take it back. Entries on anything else are left alone.
 */
export function entryCall<Item>(
  items: readonly Item[],
  { tag, prompt, form, list, show, take }: EntryCall<Item>,
): BatchCall {
  const open = new Map(items.map((item, at) => [`${tag.slice(-HANDLE_LENGTH)}-${at + 1}`, item]));
  const given = [...open].map(([handle, item]) => show(handle, item));
  const data = createTurnData(tag);
  return {
    request: {
      messages: [
        { role: 'system', text: fillPrompt(prompt, { tag }) },
        { role: 'user', text: data.marked(JSON.stringify({ obligations: given })) },
      ],
      tools: [],
      mayCall: false,
      answer: form,
      longest: LONGEST_REPLY,
    },
    take: (reply) => {
      const entries = entriesOf(reply, list);
      for (const entry of entries ?? []) {
        const handle = handleOf(entry);
        const item = open.get(handle);
        if (item === undefined) continue;
        open.delete(handle);
        take(handle, item, entry);
      }
      return entries !== undefined;
    },
  };
}

function handleOf(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null || !('obligation' in entry)) return '';
  return typeof entry.obligation === 'string' ? entry.obligation : '';
}
