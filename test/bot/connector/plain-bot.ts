import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived at a bot's endpoint. */
export interface Arrived {
  readonly activity: Record<string, unknown>;
  readonly authorization: string | undefined;
}

export interface PlainBot {
  readonly url: string;
  readonly arrived: Arrived[];
  /** What the next posts are answered with; 200 without a body otherwise. */
  answer: (
    arrived: Arrived,
  ) => { readonly status: number; readonly body?: unknown } | Promise<{ status: number; body?: unknown }>;
  close(): Promise<void>;
}

/** An endpoint that keeps what it is sent: the shapes of Teams are looked at there. */
export async function startPlainBot(): Promise<PlainBot> {
  const arrived: Arrived[] = [];
  const bot: PlainBot = { url: '', arrived, answer: () => ({ status: 200 }), close };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(bot, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages` });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization } = request.headers;
    const got: Arrived = { activity: JSON.parse(Buffer.concat(chunks).toString()), authorization };
    arrived.push(got);
    const { status, body } = await bot.answer(got);
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(body === undefined ? '' : JSON.stringify(body));
  }

  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}
