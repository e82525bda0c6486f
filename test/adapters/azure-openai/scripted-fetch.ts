import { setTimeout as later } from 'node:timers/promises';

/** What one request is answered with: a status and a body, or the pieces of a stream. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, where it is no text. */
  readonly body?: unknown;
  /** Each is written by itself; a number is milliseconds of silence, `lost` tears the connection. */
  readonly pieces?: readonly (string | number | 'lost')[];
}

export interface ScriptedFetch {
  readonly fetch: typeof fetch;
  readonly asked: { readonly url: string; readonly headers: Headers; readonly body: Record<string, unknown> }[];
}

/** A fetch that answers by a script, in no time and over no network. */
export function scriptedFetch(answer: (call: number) => ScriptedAnswer | Promise<ScriptedAnswer>): ScriptedFetch {
  const asked: ScriptedFetch['asked'] = [];
  return {
    asked,
    fetch: async (input, init) => {
      asked.push({
        url: String(input),
        headers: new Headers(init?.headers),
        body: JSON.parse(String(init?.body)) as Record<string, unknown>,
      });
      const { status = 200, headers = {}, body, pieces } = await answer(asked.length);
      if (pieces !== undefined) return new Response(streamOf(pieces, init?.signal ?? undefined), { status, headers });
      return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json', ...headers },
      });
    },
  };
}

function streamOf(pieces: readonly (string | number)[], signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  const left = [...pieces];
  const encoder = new TextEncoder();
  return new ReadableStream({
    start: (controller) => {
      signal?.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError')));
    },
    pull: async (controller) => {
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else if (piece === 'lost') controller.error(new TypeError('terminated'));
      else if (typeof piece === 'string') controller.enqueue(encoder.encode(piece));
      else await later(piece, undefined, { signal }).catch(() => undefined);
    },
  });
}

/** An event of a stream. */
export const event = (data: unknown): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

export const textPiece = (content: string): string => event({ choices: [{ index: 0, delta: { content } }] });

export const finishPiece = (reason: string): string =>
  event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });

export const USAGE = event({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 3 } });
export const DONE = event('[DONE]');

/** A reply that is whole. */
export const wholeReply = (text = '{"status":"done"}'): readonly string[] => [
  textPiece(text),
  finishPiece('stop'),
  USAGE,
  DONE,
];
