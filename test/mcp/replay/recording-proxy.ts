import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { begins, type CapturedExchange, createNames, headersOf, replyOf, requestOf } from './captured.ts';

/** Stands between a client and the door, and writes down what each of them says. */
export interface RecordingProxy {
  /** Where clients connect instead. */
  readonly url: URL;
  /** What was said so far, in the order in which it was asked. */
  exchanges(): readonly CapturedExchange[];
  close(): Promise<void>;
}

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  body: string;
  reply: { status: number; headers: Headers; text: string; open: boolean };
}

/** @param door the address of the endpoint */
export async function startRecordingProxy(door: URL): Promise<RecordingProxy> {
  const heard: Heard[] = [];
  const server = createServer((asked, answer) => {
    const one: Heard = {
      method: asked.method ?? '',
      path: asked.url ?? '',
      headers: headersOf(asked),
      body: '',
      reply: { status: 0, headers: new Headers(), text: '', open: true },
    };
    heard.push(one);
    pass(door, asked, answer, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}${door.pathname}`),
    exchanges: () => {
      let names = createNames();
      // What a client left before its reply began says nothing of the door.
      const replied = heard.filter(({ reply }) => reply.status > 0);
      return replied.map((one) => {
        const request = requestOf(one, names);
        if (begins(request.body)) names = createNames();
        return { request, reply: replyOf(one.reply, names) };
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pass(door: URL, asked: IncomingMessage, answer: ServerResponse, one: Heard): void {
  const onward = httpRequest(
    {
      hostname: door.hostname,
      port: door.port,
      method: one.method,
      path: one.path,
      headers: { ...asked.headers, host: door.host },
    },
    (given) => {
      const status = given.statusCode ?? 0;
      one.reply = { status, headers: headersOf(given), text: '', open: true };
      answer.writeHead(status, given.headers);
      answer.flushHeaders();
      given.setEncoding('utf8').on('data', (piece: string) => {
        one.reply.text += piece;
        answer.write(piece);
      });
      given.on('end', () => {
        one.reply.open = false;
        answer.end();
      });
    },
  );
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  asked.setEncoding('utf8').on('data', (piece: string) => {
    one.body += piece;
    onward.write(piece);
  });
  asked.on('end', () => onward.end());
}
