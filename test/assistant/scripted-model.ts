import type {
  ChatEvent,
  ChatModel,
  ChatRequest,
  FilterFinding,
  Served,
  ToolRequest,
} from '../../src/assistant/chat-model.ts';

/** What a scripted model says in one reply. */
export interface Script {
  /** In pieces, as they come. */
  readonly text?: string | readonly string[];
  readonly calls?: readonly (Omit<ToolRequest, 'id'> & { readonly id?: string })[];
  readonly why?: Extract<ChatEvent, { kind: 'end' }>['why'];
  readonly findings?: readonly FilterFinding[];
  /** Thrown once the text was given. */
  readonly fails?: unknown;
  readonly served?: Partial<Served>;
  /** Awaited before each piece. */
  readonly pause?: (signal: AbortSignal | undefined) => Promise<void>;
}

export interface ScriptedModel extends ChatModel {
  readonly requests: ChatRequest[];
}

const SERVED: Served = {
  service: 'scripted',
  host: 'model.test',
  deployment: 'scripted-1',
  model: 'scripted-2026-01-01',
  spilledOver: false,
};

/** A model that says what it is told to, reply by reply; the last script stands for all that follow. */
export function scriptedModel(
  script: (request: ChatRequest, reply: number) => Script,
  more: Partial<Pick<ChatModel, 'window' | 'destinations'>> = {},
): ScriptedModel {
  const requests: ChatRequest[] = [];
  return {
    destinations: [{ service: 'scripted', host: 'model.test', deployment: 'scripted-1' }],
    window: 100_000,
    ...more,
    requests,
    reply: async function* (request, signal) {
      requests.push(request);
      const { text = [], calls = [], findings = [], fails, pause, why, ...more } = script(request, requests.length - 1);
      const served = { ...SERVED, ...more.served };
      if (text.length > 0) yield { kind: 'begin', served };
      for (const piece of typeof text === 'string' ? [text] : text) {
        await pause?.(signal);
        signal?.throwIfAborted();
        yield { kind: 'text', text: piece };
      }
      if (fails !== undefined) throw fails;
      yield {
        kind: 'end',
        why: why ?? (calls.length > 0 ? 'calls' : 'complete'),
        calls: calls.map((call, at) => ({ id: `call-${requests.length}-${at}`, ...call })),
        findings,
        use: { input: 100, cached: 20, output: 10, estimated: false },
        served,
      };
    },
  };
}

export const search = (query: string, more: object = {}) => ({
  name: 'search_regulations',
  arguments: JSON.stringify({ query, ...more }),
});

/** A passage as a result of a tool shows it to the model. */
export interface SeenPassage {
  readonly passage: string;
  readonly cite: string;
  readonly id: string;
  readonly version: string;
  readonly text: string;
}

/** The passages that a model has been shown, in order. */
export function passagesSeen({ messages }: ChatRequest): readonly SeenPassage[] {
  return messages.flatMap((message) => {
    if (message.role !== 'tool') return [];
    const json = message.text.split('\n').slice(1, -1).join('\n');
    return (JSON.parse(json) as { passages: SeenPassage[] }).passages;
  });
}

/** The first sentence of a passage, without the number that stands in front of it. */
export function firstSentence(text: string): string {
  const words = text.replace(/^\d+\.\s+/, '');
  return words.split(/(?<=\.)\s/)[0] ?? words;
}

/** A draft as a model writes it. */
export function draft(
  sentences: readonly (readonly [text: string, ...citations: readonly (readonly [passage: string, quote: string])[]])[],
  status = 'answered',
): string {
  return JSON.stringify({
    status,
    sentences: sentences.map(([text, ...citations]) => ({
      text,
      citations: citations.map(([passage, quote]) => ({ passage, quote })),
    })),
  });
}
