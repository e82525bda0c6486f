import { describe, expect, it } from 'vitest';
import type { ChatEvent, ChatModel, ChatRequest, Served } from '../../src/assistant/chat-model.ts';

export type End = Extract<ChatEvent, { readonly kind: 'end' }>;

/** A request as the assistant makes it. */
export function chatRequest(more: Partial<ChatRequest> = {}): ChatRequest {
  return {
    messages: [
      { role: 'system', text: 'Answer by the law.' },
      { role: 'user', text: '¿Cuándo se encienden los faros?' },
    ],
    tools: [
      {
        name: 'search_lamps',
        description: 'Finds lamps.',
        parameters: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
      },
    ],
    mayCall: true,
    answer: {
      name: 'cited_answer',
      schema: {
        type: 'object',
        properties: { status: { type: 'string' } },
        required: ['status'],
        additionalProperties: false,
      },
    },
    longest: 500,
    ...more,
  };
}

/** A reply as it came. */
export async function replyOf(model: ChatModel, request = chatRequest(), signal?: AbortSignal) {
  const pieces: string[] = [];
  const ends: End[] = [];
  let begun: Served | undefined;
  for await (const event of model.reply(request, signal)) {
    if (event.kind === 'text') pieces.push(event.text);
    else if (event.kind === 'begin') begun = event.served;
    else ends.push(event);
    // Who replies is told before the first of the text.
    if (event.kind === 'text') expect(begun).toBeDefined();
  }
  expect(ends).toHaveLength(1);
  const end = ends[0] as End;
  if (begun !== undefined) expect(end.served).toMatchObject({ deployment: begun.deployment, model: begun.model });
  return { text: pieces.join(''), pieces, end };
}

/** What a script of the service says, in the words of the contract. */
export interface ScriptedService {
  readonly model: ChatModel;
  say(reply: { readonly text?: string; readonly calls?: readonly { name: string; arguments: unknown }[] }): void;
  stop(): Promise<void>;
}

/** What every chat model must do. */
export function chatModelContract(name: string, start: () => Promise<ScriptedService>): void {
  describe(`chat model: ${name}`, () => {
    const over = async (work: (service: ScriptedService) => Promise<void>): Promise<void> => {
      const service = await start();
      try {
        await work(service);
      } finally {
        await service.stop();
      }
    };

    it('gives a text piece by piece, sign by sign as it was said', () =>
      over(async ({ model, say }) => {
        const said = JSON.stringify({ status: 'año – «ñandú» 🏮 \u{1F3F4} 漢字 '.repeat(20) });
        say({ text: said });
        const { text, pieces, end } = await replyOf(model);
        expect(text).toBe(said);
        expect(pieces.length).toBeGreaterThan(3);
        expect(end).toMatchObject({ why: 'complete', calls: [], findings: [] });
        expect(end.use).toMatchObject({ estimated: false });
        expect(end.use.input).toBeGreaterThan(0);
        expect(end.use.output).toBeGreaterThan(0);
      }));

    it('gives calls whole and in their order, each with an id of its own', () =>
      over(async ({ model, say }) => {
        const asked = ['{"query":"lámpara \\"uno\\""}', '{"query":"two"}', '{"query":'];
        say({ calls: asked.map((given) => ({ name: 'search_lamps', arguments: given })) });
        const { text, end } = await replyOf(model);
        expect(text).toBe('');
        expect(end.why).toBe('calls');
        expect(end.calls.map(({ name: tool, arguments: given }) => [tool, given])).toEqual(
          asked.map((given) => ['search_lamps', given]),
        );
        expect(new Set(end.calls.map(({ id }) => id)).size).toBe(3);
      }));

    it('takes its own calls with their results back', () =>
      over(async ({ model, say }) => {
        say({
          calls: [
            { name: 'search_lamps', arguments: { query: 'a' } },
            { name: 'search_lamps', arguments: { query: 'b' } },
          ],
        });
        const { end } = await replyOf(model);
        say({ text: '{"status":"done"}' });
        const { messages } = chatRequest();
        const { text } = await replyOf(
          model,
          chatRequest({
            mayCall: false,
            messages: [
              ...messages,
              { role: 'assistant', text: '', calls: end.calls },
              ...end.calls.map(({ id }) => ({ role: 'tool' as const, call: id, text: 'found' })),
              { role: 'assistant', text: '{"status":"draft"}', calls: [] },
              { role: 'user', text: 'Once more.' },
            ],
          }),
        );
        expect(text).toBe('{"status":"done"}');
      }));

    it('strips what nobody sees from what it says', () =>
      over(async ({ model, say }) => {
        say({ text: '{"status":"l\u200bamp\u202e \u{E0041}\u{E0042}🏮"}' });
        expect((await replyOf(model)).text).toBe('{"status":"lamp 🏮"}');
      }));

    it('ends at once where the caller goes away, with the reason given', () =>
      over(async ({ model, say }) => {
        say({ text: JSON.stringify({ status: 'x'.repeat(5_000) }) });
        const controller = new AbortController();
        const gone = new Error('gone');
        const read = async (): Promise<void> => {
          for await (const _ of model.reply(chatRequest(), controller.signal)) controller.abort(gone);
        };
        await expect(read()).rejects.toBe(gone);
        await expect(replyOf(model, chatRequest(), AbortSignal.abort(gone))).rejects.toBe(gone);
      }));

    it('says where its messages go', () =>
      over(async ({ model, say }) => {
        say({ text: '{"status":"x"}' });
        const { end } = await replyOf(model);
        const [first] = model.destinations;
        expect(first?.host).toMatch(/^127\.0\.0\.1:\d+$/);
        expect(end.served).toMatchObject({ ...first, spilledOver: false });
        expect(end.served.model).not.toBe('');
      }));
  });
}
