import type { ChatCompletionChunk } from 'openai/resources/index';
import { z } from 'zod';
import type { ChatEvent, FilterFinding, TokenUse, ToolRequest } from '../../assistant/chat-model.ts';
import { createFindings, findingsOf } from './content-filter.ts';
import { createSignFilter } from './hidden-signs.ts';
import { label } from './label.ts';
import { CallDelta, createCallAssembler } from './tool-calls.ts';

const Tokens = z.number().int().min(0).max(1_000_000_000);

const Usage = z.object({
  prompt_tokens: Tokens,
  completion_tokens: Tokens,
  prompt_tokens_details: z.object({ cached_tokens: Tokens.nullish() }).nullish().catch(undefined),
});

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
            tool_calls: z.array(CallDelta).nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  // A service that counts in a way of its own has not told.
  usage: Usage.nullish().catch(undefined),
});

type Why = Extract<ChatEvent, { readonly kind: 'end' }>['why'];

/** A reply as far as it has come. */
export interface ReplyReader {
  /**
   * @returns the text that the piece adds, without signs that nobody sees
   * @throws ZodError for what is no piece of a reply
   */
  add(chunk: ChatCompletionChunk): string;
  /**
   * How it ended; `undefined` where it broke off: a reply that does not say why it ended is not taken for whole, since a
   * gateway that loses the service ends the stream in good order.
   */
  readonly why: Why | undefined;
  /** None where it did not end with calls: those of a reply that was cut are not whole. */
  readonly calls: readonly ToolRequest[];
  readonly findings: readonly FilterFinding[];
  /** As the service told it. */
  readonly use: TokenUse | undefined;
  /** Of the texts and of the arguments of calls. */
  readonly characters: number;
  readonly model: string | undefined;
  readonly fingerprint: string | undefined;
}

export function createReplyReader(): ReplyReader {
  const [assembler, findings, shown] = [createCallAssembler(), createFindings(), createSignFilter()];
  const reasons = new Set<string>();
  let model: string | undefined;
  let fingerprint: string | undefined;
  let use: TokenUse | undefined;
  let characters = 0;
  return {
    add: (raw) => {
      const { choices, usage, ...chunk } = Chunk.parse(raw);
      model ||= label(chunk.model);
      fingerprint ||= label(chunk.system_fingerprint);
      findings.add(findingsOf(raw));
      use = usage ? useOf(usage) : use;
      let text = '';
      for (const { delta, finish_reason: reason } of choices ?? []) {
        if (reason) reasons.add(reason);
        text += delta?.content ?? '';
        for (const call of delta?.tool_calls ?? []) {
          assembler.add(call);
          characters += call.function?.arguments?.length ?? 0;
        }
        // The model declines: of the reply nothing else comes.
        if (delta?.refusal) findings.add([{ side: 'completion', category: 'refusal', filtered: true }]);
      }
      characters += text.length;
      return shown.add(text);
    },
    get why() {
      return whyEnded(reasons, findings.all, assembler.calls.length > 0);
    },
    get calls() {
      return this.why === 'calls' ? assembler.calls : [];
    },
    get findings() {
      return findings.all;
    },
    get use() {
      return use;
    },
    get characters() {
      return characters;
    },
    get model() {
      return model;
    },
    get fingerprint() {
      return fingerprint;
    },
  };
}

function useOf({ prompt_tokens: input, completion_tokens: output, ...more }: z.output<typeof Usage>): TokenUse {
  const cached = Math.min(input, more.prompt_tokens_details?.cached_tokens ?? 0);
  return { input, cached, output, estimated: false };
}

/**
 * OpenAI API reference, `finish_reason`; services that speak it say "stop" behind calls as well. What the filter held
 * back stays so whatever comes after: beside the stream it speaks late, and not always as the reason of the end.
 */
function whyEnded(reasons: ReadonlySet<string>, findings: readonly FilterFinding[], calls: boolean): Why | undefined {
  const heldBack = findings.some(({ side, filtered }) => side === 'completion' && filtered);
  if (heldBack || reasons.has('content_filter')) return 'filtered';
  if (reasons.has('length')) return 'too_long';
  if (!['stop', 'tool_calls', 'function_call'].some((reason) => reasons.has(reason))) return undefined;
  return calls ? 'calls' : 'complete';
}
