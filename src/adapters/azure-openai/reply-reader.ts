import type { ChatCompletionChunk } from 'openai/resources/index';
import { z } from 'zod';
import type { ChatEvent, FilterFinding, TokenUse, ToolRequest } from '../../assistant/chat-model.ts';
import { beginningOf, cleanText, withoutHiddenSigns } from '../../core/text.ts';
import { findingsOf } from './content-filter.ts';

/** What is read of a piece of a reply; what else it holds does not matter here. */
const Chunk = z.object({
  model: z.string().nullish(),
  system_fingerprint: z.string().nullish(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().int().min(0).max(1_000).nullish(),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
});
type Chunk = z.output<typeof Chunk>;
type CallDelta = NonNullable<NonNullable<NonNullable<Chunk['choices']>[number]['delta']>['tool_calls']>[number];

type Why = Extract<ChatEvent, { readonly kind: 'end' }>['why'];

/** Characters of the arguments of one call: more is no call, but a model that does not end. */
const MOST_ARGUMENTS = 100_000;

/** Characters of a name: of a call, or as a service calls its model; what is longer names nothing. */
const MOST_NAME = 200;

/** A reply as far as it has come. */
export interface ReplyReader {
  /**
   * @returns the text that the piece adds, without signs that nobody sees
   * @throws ZodError for what is no piece of a reply
   */
  add(chunk: ChatCompletionChunk): string;
  /** How it ended; `undefined` where it broke off. */
  readonly why: Why | undefined;
  readonly calls: readonly ToolRequest[];
  readonly findings: readonly FilterFinding[];
  /** As the service told it. */
  readonly use: TokenUse | undefined;
  readonly characters: number;
  readonly model: string | undefined;
  readonly fingerprint: string | undefined;
}

interface OpenCall {
  id: string;
  name: string;
  given: string;
}

export function createReplyReader(): ReplyReader {
  const calls: OpenCall[] = [];
  const findings = new Map<string, FilterFinding>();
  let [finish, model, fingerprint, held] = ['', '', '', ''];
  let use: TokenUse | undefined;
  let characters = 0;

  const addCall = ({ index, id, function: called }: CallDelta): void => {
    const at = index ?? (id && calls.at(-1)?.id !== id ? calls.length : Math.max(0, calls.length - 1));
    // Numbers are taken as they come: a gap would be a call that nobody asked for.
    while (calls.length <= at) calls.push({ id: '', name: '', given: '' });
    const call = calls[at] as OpenCall;
    call.id ||= id ?? '';
    if (call.name.length < MOST_NAME) call.name += called?.name ?? '';
    if (call.given.length < MOST_ARGUMENTS) call.given += called?.arguments ?? '';
    characters += called?.arguments?.length ?? 0;
  };

  return {
    add: (raw) => {
      const { choices, usage, ...chunk } = Chunk.parse(raw);
      model ||= nameIn(chunk.model);
      fingerprint ||= nameIn(chunk.system_fingerprint);
      for (const finding of findingsOf(raw)) findings.set(`${finding.side} ${finding.category}`, finding);
      if (usage)
        use = {
          input: usage.prompt_tokens,
          cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
          output: usage.completion_tokens,
          estimated: false,
        };
      let text = held;
      held = '';
      for (const { delta, finish_reason: reason } of choices ?? []) {
        finish = reason ?? finish;
        text += delta?.content ?? '';
        for (const call of delta?.tool_calls ?? []) addCall(call);
        // The model declines: of the reply nothing else comes.
        if (delta?.refusal) findings.set('refusal', { side: 'completion', category: 'refusal', filtered: true });
      }
      if (/[\ud800-\udbff]$/.test(text)) [text, held] = [text.slice(0, -1), text.slice(-1)];
      const shown = withoutHiddenSigns(text);
      characters += shown.length;
      return shown;
    },
    get why() {
      return findings.has('refusal')
        ? 'filtered'
        : whyEnded(
            finish,
            calls.some(({ name }) => name !== ''),
          );
    },
    get calls() {
      const made = calls.filter(({ name }) => name !== '');
      return made.map(({ id, name, given }, at) => ({
        id: id === '' ? `call_${at}` : id,
        name,
        arguments: withoutHiddenSigns(given),
      }));
    },
    get findings() {
      return [...findings.values()];
    },
    get use() {
      return use;
    },
    get characters() {
      return characters;
    },
    get model() {
      return model === '' ? undefined : model;
    },
    get fingerprint() {
      return fingerprint === '' ? undefined : fingerprint;
    },
  };
}

/** What a service calls something goes into rows that are kept for good, and is shown: a line, and of no great length. */
function nameIn(told: string | null | undefined): string {
  return beginningOf(cleanText(told ?? ''), MOST_NAME);
}

/** OpenAI API reference, `finish_reason`; services that speak it say "stop" behind calls as well. */
function whyEnded(finish: string, calls: boolean): Why | undefined {
  switch (finish) {
    case 'content_filter':
      return 'filtered';
    case 'length':
      return 'too_long';
    case 'stop':
    case 'tool_calls':
    case 'function_call':
      return calls ? 'calls' : 'complete';
    default:
      return undefined;
  }
}
