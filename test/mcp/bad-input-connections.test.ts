import type { Server as HttpServer } from 'node:http';
import { connect, Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  alone,
  answerIn,
  doorDesk,
  headersOf,
  inSession,
  lastPosition,
  refusalsSince,
  SEARCH,
  type Sender,
  send,
  sendBytes,
  serves,
  sessionOf,
} from './door-desk.ts';
import type { McpDesk, SignedInDesk } from './mcp-desk.ts';
import { waitingModel } from './waiting-model.ts';

const INVALID_REQUEST = -32_600;

const head = (headers: Readonly<Record<string, string>>, more: readonly string[]) =>
  [
    'POST /mcp HTTP/1.1',
    'Host: localhost',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...more,
    '',
    '',
  ].join('\r\n');

describe('a connection', () => {
  let held: SignedInDesk;
  let headers: Readonly<Record<string, string>>;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    held = await doorDesk();
    headers = headersOf(held, 'Bea');
    await serves(held, headers);
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  afterAll(() => held.close());

  /** Begins a message that goes on for longer than anybody waits. */
  const begins = async (bytes: string): Promise<Socket> => {
    const socket = connect({ host: held.url.hostname, port: Number(held.url.port) });
    socket.on('error', () => undefined);
    sockets.push(socket);
    await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
    return socket;
  };

  it('whose message never ends keeps nobody waiting, and is on record once it breaks off', async () => {
    const before = lastPosition(held);
    const slow = await Promise.all(
      Array.from({ length: 20 }, () => begins(`${head(headers, ['Content-Length: 900'])}{"jsonrpc":"2.0",`)),
    );
    for (let each = 0; each < 5; each += 1) await serves(held, headers);
    expect(refusalsSince(held, before)).toEqual([]);
    for (const socket of slow) socket.destroy();
    await expect
      .poll(() => refusalsSince(held, before).map(({ who, reason }) => `${who}: ${reason}`))
      .toEqual(slow.map(() => 'Bea: unreadable'));
    await serves(held, headers);
  });

  it('whose message never ends is told to sign in before anything of it is read', async () => {
    const before = lastPosition(held);
    const { text } = await sendBytes(
      held,
      `${head({ 'content-type': 'application/json' }, ['Content-Length: 900'])}{`,
      {
        within: 1_000,
      },
    );
    expect(text).toMatch(/^HTTP\/1\.1 401 /);
    expect(refusalsSince(held, before)).toMatchObject([{ who: 'unknown', reason: 'no token' }]);
  });

  it('whose headers never end keeps nobody waiting', async () => {
    await begins('POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-More: ');
    await serves(held, headers);
  });

  it.each([
    ['no request of HTTP', 'hello\r\n\r\n', 400],
    ['the beginning of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['a header without a name', 'POST /mcp HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n', 400],
    ['a line break within a header', 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nA: b\rc\r\n\r\n', 400],
    ['two lengths', 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 400],
    ['a length below nothing', 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: -2\r\n\r\n{}', 400],
    [
      'a length and pieces at once (request smuggling)',
      'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['20,000 bytes of headers', `POST /mcp HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'an expectation that there is not',
      'POST /mcp HTTP/1.1\r\nHost: localhost\r\nExpect: tea\r\nContent-Length: 2\r\n\r\n{}',
      417,
    ],
  ])('that brings %s is refused, and the next one served', async (_what, bytes, status) => {
    const { text } = await sendBytes(held, Buffer.from(bytes, 'latin1'), { end: true });
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    await serves(held, headers);
  });

  it('that says less than it sends is refused for what follows', async () => {
    const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const { text } = await sendBytes(
      held,
      `${head(headers, [`Content-Length: ${list.length}`])}${list} and more\r\n\r\n`,
      {
        end: true,
      },
    );
    expect(text).toMatch(/HTTP\/1\.1 400 /);
    await serves(held, headers);
  });

  it.each([
    ['says more than it sends', 'Content-Length: 900', '{"jsonrpc"'],
    ['ends within a piece', 'Transfer-Encoding: chunked', '20\r\n{"jsonrpc"'],
    ['has a piece of no length', 'Transfer-Encoding: chunked', 'xyz\r\n{}\r\n0\r\n\r\n'],
  ])('that %s is over, and the next one served', async (_what, length, body) => {
    const { closed } = await sendBytes(held, `${head(headers, [length])}${body}`, { end: true });
    expect(closed).toBe(true);
    await serves(held, headers);
  });

  it('that brings several requests has each answered, in their order', async () => {
    const messages = [1, 2, 3].map((id) => JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' }));
    const last = ['Connection: close'];
    const bytes = messages.map((message, index) => {
      const lines = [`Content-Length: ${message.length}`, ...(index === 2 ? last : [])];
      return `${head(headers, lines)}${message}`;
    });
    const { text } = await sendBytes(held, bytes.join(''));
    expect([...text.matchAll(/"id":(\d)/g)].map(([, id]) => id)).toEqual(['1', '2', '3']);
  });

  it('that cannot be upgraded is served as it is', async () => {
    const upgrade = { ...headers, connection: 'Upgrade', upgrade: 'websocket' };
    const reply = await send(held, { method: 'GET', headers: upgrade });
    expect(reply.status).toBe(400);
    await serves(held, headers);
  });
});

describe('the server', () => {
  it('gives nobody for ever: limits for headers, for a request, and for silence', async () => {
    const listened: HttpServer[] = [];
    const { listen } = Server.prototype;
    const spied = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server, ...given: unknown[]) {
      listened.push(this as HttpServer);
      return Reflect.apply(listen, this, given) as Server;
    });
    const held = await doorDesk();
    spied.mockRestore();
    const port = (server: HttpServer) => (server.address() as { readonly port: number }).port;
    const server = listened.find((each) => port(each) === held.server.port);
    for (const [limit = 0, most] of [
      [server?.headersTimeout, 70_000],
      [server?.requestTimeout, 300_000],
      [server?.keepAliveTimeout, 70_000],
    ] as const) {
      expect(limit).toBeGreaterThan(0);
      expect(limit).toBeLessThanOrEqual(most);
    }
    await held.close();
  });

  it('stops in time though a message does not end', async () => {
    const held = await doorDesk();
    const headers = headersOf(held, 'Bea');
    const socket = connect({ host: held.url.hostname, port: Number(held.url.port) });
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => socket.write(`${head(headers, ['Content-Length: 900'])}{`, () => resolve()));
    await serves(held, headers);
    const began = performance.now();
    await held.close();
    expect(performance.now() - began).toBeLessThan(8_000);
    // What the stop cut off must not reach for a desk that is closed: the process would go down with it.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(held.failures).toEqual([]);
  });
});

describe('a message that ends after the stop began', () => {
  it('is not run: its sender is told to come again', async () => {
    const held = await doorDesk();
    const headers = headersOf(held, 'Bea');
    await serves(held, headers);
    const before = lastPosition(held);
    const { headers: ofCall, body = '' } = alone('tools/call', SEARCH)({ held, headers, session: '' });
    const socket = connect({ host: held.url.hostname, port: Number(held.url.port) });
    const lines = [`Content-Length: ${body.length}`, 'Connection: close'];
    const began = `${head(ofCall as Record<string, string>, lines)}${body.slice(0, 20)}`;
    await new Promise<void>((resolve) => socket.write(began, () => resolve()));
    await serves(held, headers);
    await held.door.stop(0);
    socket.end(body.slice(20));
    let text = '';
    for await (const piece of socket.setEncoding('utf8')) text += piece;
    expect(text).toMatch(/^HTTP\/1\.1 503 .*retry-after: 5/is);
    // The one good call that came between.
    expect(held.desk.audit.store.rows({ types: ['tool_call'], after: before }, 10)).toHaveLength(1);
    await held.close();
  });
});

describe('whoever goes away in the middle of a call', () => {
  const QUESTION = {
    name: 'ask_compliance',
    arguments: { question: 'Within how many days must guilds record ledgers?' },
  };
  const outcomes = ({ desk }: Pick<McpDesk, 'desk'>) =>
    desk.audit.store
      .rows({ types: ['tool_call'] }, 100)
      .map(({ body }) => JSON.parse(body) as { readonly tool: string; readonly outcome: string })
      .filter(({ tool }) => tool === 'ask_compliance')
      .map(({ outcome }) => outcome);

  const asking = async () => {
    const waiting = waitingModel();
    const held = await doorDesk({ desk: { model: waiting.model } });
    const headers = headersOf(held, 'Bea');
    const from: Sender = { held, headers, session: await sessionOf(held, headers) };
    return { waiting, from, held };
  };
  const sendAndGo = async ({ held }: Sender, request: ReturnType<ReturnType<typeof alone>>, reached: Promise<void>) => {
    const lines = [`Content-Length: ${Buffer.byteLength(request.body ?? '')}`];
    const socket = connect({ host: held.url.hostname, port: Number(held.url.port) });
    socket.write(`${head(request.headers as Record<string, string>, lines)}${request.body}`);
    await reached;
    socket.destroy();
  };

  it('has it ended where each request stands alone (2026-07-28, "Cancellation")', async () => {
    const { waiting, from, held } = await asking();
    await sendAndGo(from, alone('tools/call', QUESTION)(from), waiting.reached);
    await waiting.stopped;
    await expect.poll(() => outcomes(held)).toEqual(['failed']);
    await serves(held, from.headers);
    await held.close();
  });

  it('has it finished in a session: gone is not cancelled (2025-11-25, "Sending Messages to the Server")', async () => {
    const { waiting, from, held } = await asking();
    await sendAndGo(from, inSession({ id: 1, method: 'tools/call', params: QUESTION })(from), waiting.reached);
    await serves(held, from.headers);
    expect(outcomes(held)).toEqual([]);
    waiting.goOn();
    await expect.poll(() => outcomes(held)).toEqual(['ok']);
    await held.close();
  });

  it('and an id that is in use is refused to a second request, and the first one gets its answer', async () => {
    const { waiting, from, held } = await asking();
    const before = lastPosition(held);
    const first = send(held, inSession({ id: 1, method: 'tools/call', params: QUESTION })(from));
    await waiting.reached;
    const second = await send(held, inSession({ id: 1, method: 'tools/call', params: QUESTION })(from));
    expect(second.status).toBe(400);
    expect(await answerIn(second)).toMatchObject({
      id: 1,
      error: { code: INVALID_REQUEST, message: /an id of its own/ },
    });
    expect(refusalsSince(held, before)).toMatchObject([{ who: 'Bea', reason: 'tools/call' }]);
    // A text is another id than the number that it shows.
    const other = await send(held, inSession({ id: '1', method: 'ping' })(from));
    expect(await answerIn(other)).toMatchObject({ id: '1', result: {} });
    waiting.goOn();
    expect(await answerIn(await first)).toMatchObject({
      id: 1,
      result: { structuredContent: { status: expect.any(String) } },
    });
    expect((await send(held, inSession({ id: 1, method: 'ping' })(from))).status).toBe(200);
    await held.close();
  });
});
