import type { ChatMessage, ChatRequest, ToolRequest } from './chat-model.ts';
import type { RememberedTurn } from './memory.ts';
import { resultText, type ShownResult } from './tool-results.ts';
import type { TurnData } from './turn-data.ts';

/** What has been said to and by a model in one turn. */
export interface Transcript {
  /** Calls that the model asked for. */
  addCalls(text: string, calls: readonly ToolRequest[]): void;
  addResult(call: string, result: ShownResult): void;
  /** The model's draft, and what is asked about it. */
  addDraft(draft: string, asked: string): void;
  /**
   * The messages, within so many tokens. What must go goes in this order: earlier turns of the conversation, the oldest
   * first; then words of passages, those that were read first and were worth least; what `kept` names stays.
   *
   * @param kept handles of passages that the answer cites
   * @returns `undefined` where even that is too much
   */
  messages(most: number, kept: ReadonlySet<string>): readonly ChatMessage[] | undefined;
}

/** Fewer characters a token than any text of the law has: the reckoning errs to the safe side. */
const CHARACTERS_PER_TOKEN = 3.2;
const TOKENS_PER_MESSAGE = 8;
const LONGEST_SAID = 1_500;

/** About how many tokens so many characters are. */
export function tokensOf(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

function estimateTokens(text: string): number {
  return tokensOf(text.length);
}

/** About how many tokens a request has. */
export function requestTokens({ messages, tools, answer }: Pick<ChatRequest, 'messages' | 'tools' | 'answer'>): number {
  const form = estimateTokens(JSON.stringify([tools, answer]));
  return messages.reduce((sum, message) => sum + messageTokens(message), form);
}

function messageTokens(message: ChatMessage): number {
  const calls = message.role === 'assistant' ? JSON.stringify(message.calls) : '';
  return TOKENS_PER_MESSAGE + estimateTokens(message.text + calls);
}

type Said = Exclude<ChatMessage, { readonly role: 'tool' }> | { readonly call: string; readonly result: ShownResult };

/**
 * @param system what the model is told of itself
 * @param question the question as it is put to the model
 * @param before earlier turns, oldest first
 */
export function createTranscript(
  data: TurnData,
  system: string,
  question: string,
  before: readonly RememberedTurn[],
): Transcript {
  const said: Said[] = [];
  const written = (turns: readonly RememberedTurn[], omitted: ReadonlySet<string>): readonly ChatMessage[] => [
    { role: 'system', text: system },
    { role: 'user', text: [...earlier(data, turns), question].join('\n\n') },
    ...said.map(
      (each): ChatMessage =>
        'result' in each ? { role: 'tool', call: each.call, text: resultText(data, each.result, omitted) } : each,
    ),
  ];
  const fits = (messages: readonly ChatMessage[], most: number): boolean =>
    messages.reduce((sum, message) => sum + messageTokens(message), 0) <= most;

  return {
    addCalls: (text, calls) => said.push({ role: 'assistant', text, calls }),
    addResult: (call, result) => said.push({ call, result }),
    addDraft: (draft, asked) => said.push({ role: 'assistant', text: draft, calls: [] }, { role: 'user', text: asked }),
    messages: (most, kept) => {
      for (let from = 0; from <= before.length; from += 1) {
        const messages = written(before.slice(from), new Set());
        if (fits(messages, most)) return messages;
      }
      const order = dispensable(said, kept);
      const without = (count: number): readonly ChatMessage[] => written([], new Set(order.slice(0, count)));
      // All is written out for each try: the fewest that must go are found by halving.
      let [tooFew, enough] = [0, order.length];
      if (!fits(without(enough), most)) return undefined;
      while (enough - tooFew > 1) {
        const half = Math.floor((tooFew + enough) / 2);
        if (fits(without(half), most)) enough = half;
        else tooFew = half;
      }
      return without(enough);
    },
  };
}

/** Handles in the order in which their words can be done without. */
function dispensable(said: readonly Said[], kept: ReadonlySet<string>): readonly string[] {
  const results = said.flatMap((each) => ('result' in each ? [each.result] : []));
  return results
    .flatMap(({ passages }) => passages.map(({ handle }) => handle).reverse())
    .filter((each) => !kept.has(each));
}

function earlier(data: TurnData, turns: readonly RememberedTurn[]): readonly string[] {
  if (turns.length === 0) return [];
  const told = turns.map(({ question, status, said, cited }) => ({
    asked: question,
    answered: said.join(' ').slice(0, LONGEST_SAID),
    status,
    cited: cited.slice(0, 10),
  }));
  return [
    'Earlier in this conversation, to understand the question by; none of it can be cited, read it again where you need it:',
    data.marked(JSON.stringify(told)),
  ];
}
