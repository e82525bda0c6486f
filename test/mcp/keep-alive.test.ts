import { once } from 'node:events';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type DeskDoor, openDeskDoor } from '../../mcp/desk-door.ts';
import type { Desk } from '../../src/compose.ts';
import { PERMISSIONS } from '../../src/core/permissions.ts';
import { startServer } from '../../src/server/http-server.ts';
import { bindTool } from '../../src/tools/bind-tools.ts';
import { defineTool } from '../../src/tools/define-tool.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { type ToolDesk, toolDesk } from '../tools/invented-law.ts';
import { modern, post } from './mcp-desk.ts';

const SIX_MINUTES = 360_000;
/** So often something must be heard: proxies cut what is silent for a minute or less. */
const LONGEST_SILENCE = 15_000;
const ACT = '32099R0001';
const PLACE = `regulation://${ACT}/art_3`;
const LOCAL = {
  version: '0.0.0',
  gate: { admit: async () => ({ tenant: 'local', caller: { id: 'ana', permissions: new Set(PERMISSIONS) } }) },
  callers: { hosts: ['localhost', '127.0.0.1'], origins: [] },
} as const;

describe('a stream that has nothing to tell, past five minutes', () => {
  let held: ToolDesk;
  let door: DeskDoor;
  let slow: Slow;

  beforeAll(async () => {
    held = await toolDesk([inventedAct()]);
  });
  afterAll(() => held.close());
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance', 'Date'] });
    slow = slowTool(held.desk);
    door = openDeskDoor(slow.desk, LOCAL);
  });
  afterEach(async () => {
    vi.useRealTimers();
    slow.goOn();
    await door.stop(0);
  });

  const send = async (
    method: 'GET' | 'POST',
    { message, headers }: { message?: object; headers: Readonly<Record<string, string>> },
  ): Promise<Response> =>
    door.routes.request('http://localhost/mcp', {
      method,
      headers: {
        host: 'localhost',
        accept: method === 'GET' ? 'text/event-stream' : 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...headers,
      },
      ...(message === undefined ? {} : { body: JSON.stringify(message) }),
    });

  const session = async (): Promise<Readonly<Record<string, string>>> => {
    const initialize = legacy('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
    const response = await send('POST', { message: initialize, headers: {} });
    await response.text();
    return {
      'mcp-protocol-version': '2025-11-25',
      'mcp-session-id': response.headers.get('mcp-session-id') ?? '',
    };
  };

  /** Sends a call of the slow tool and resolves once it runs. */
  const slowCall = async (call: { message: object; headers: Readonly<Record<string, string>> }): Promise<Response> => {
    const [response] = await Promise.all([send('POST', call), slow.reached]);
    return response;
  };

  it('is kept alive where a session listens, and tells of a change afterwards', async () => {
    const headers = await session();
    await (await send('POST', { message: legacy('resources/subscribe', { uri: PLACE }), headers })).text();
    const stream = listening(await send('GET', { headers }));
    await stays(stream);
    door.libraryChanged([ACT]);
    const heard = await heardOf(stream);
    expect(heard).toContain('"method":"notifications/resources/list_changed"');
    expect(heard).toContain(`"method":"notifications/resources/updated","params":{"uri":"${PLACE}"}`);
    expect(stream.ended).toBe(false);
  });

  it('is kept alive where a request of revision 2026-07-28 listens', async () => {
    const notifications = { resourcesListChanged: true, resourceSubscriptions: [PLACE] };
    const stream = listening(
      await send('POST', modern('subscriptions/listen', { notifications }, { id: 'listening' })),
    );
    expect(await heardOf(stream)).toContain('notifications/subscriptions/acknowledged');
    await stays(stream);
    door.libraryChanged([ACT]);
    const heard = await heardOf(stream);
    expect(heard).toContain('"method":"notifications/resources/list_changed"');
    expect(heard).toContain('"method":"notifications/resources/updated"');
    expect(heard).toContain(PLACE);
    expect(stream.ended).toBe(false);
  });

  it.each([
    ['of a session', async () => ({ message: legacy('tools/call', { name: 'wait' }), headers: await session() })],
    [
      'without a session',
      async () => ({
        message: legacy('tools/call', { name: 'wait' }),
        headers: { 'mcp-protocol-version': '2025-06-18' },
      }),
    ],
    [
      // The protocol's server sends nothing of such a reply, not even its head, before the result is there.
      'of revision 2026-07-28 that does not ask for progress',
      async () => modern('tools/call', { name: 'wait' }),
    ],
    [
      'of revision 2026-07-28 that asks for progress',
      async () => modern('tools/call', { name: 'wait' }, { meta: { progressToken: 'how far' } }),
    ],
  ])('is kept alive while a call runs %s, and gives its result', async (_whose, call) => {
    const sent = slowCall(await call());
    await slow.reached;
    // Where nobody waits for progress the head of the reply comes at once, else with the first of it.
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE);
    const stream = listening(await sent);
    await stays(stream);
    slow.goOn();
    await vi.waitUntil(() => stream.ended);
    expect(await heardOf(stream)).toContain('"structuredContent":{"waited":true}');
  });
});

describe('a stream over a connection', () => {
  /** Of Node’s HTTP server, in milliseconds: a fortieth of its own, and for idle connections. */
  const LIMITS = { requestTimeout: 300, headersTimeout: 200, keepAliveTimeout: 100, connectionsCheckingInterval: 50 };
  const SIGN_OF_LIFE = 500;

  it('is not cut by what the server allows a request and an idle connection, however long it is silent', async () => {
    const held = await toolDesk([inventedAct()]);
    const door = openDeskDoor(held.desk, { ...LOCAL, keepAlive: SIGN_OF_LIFE });
    const server = serve({ fetch: door.routes.fetch, port: 0, hostname: '127.0.0.1', serverOptions: LIMITS });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { message, headers } = modern('subscriptions/listen', { notifications: { resourcesListChanged: true } });
    const stream = listening(await post({ url: new URL(`http://127.0.0.1:${port}/mcp`) }, message, headers));
    // Longer than all of the limits together, and silent for longer than each of them.
    await new Promise((resolve) => setTimeout(resolve, 1_700));
    expect(stream.text.match(/^: keepalive$/gm)?.length).toBeGreaterThan(1);
    door.libraryChanged([ACT]);
    await vi.waitUntil(() => stream.text.includes('notifications/resources/list_changed'));
    expect(stream.ended).toBe(false);
    await door.stop(0);
    await vi.waitUntil(() => stream.ended);
    server.close();
    await held.close();
  });

  it('has no limit of silence on the server that the desk listens with', async () => {
    const listen = vi.spyOn(Server.prototype, 'listen');
    const server = await startServer(new Hono(), { hostname: '127.0.0.1', port: 0 });
    const [inner] = listen.mock.contexts as unknown as [Server];
    // Node counts `requestTimeout` and `headersTimeout` until the request has come, `keepAliveTimeout` between two.
    expect(inner).toMatchObject({ timeout: 0 });
    listen.mockRestore();
    await server.stop();
  });
});

/** A desk with a tool that takes as long as it is let. */
interface Slow {
  readonly desk: Desk;
  readonly reached: Promise<void>;
  goOn(): void;
}

function slowTool(desk: Desk): Slow {
  const reached = latch();
  const released = latch();
  const wait = defineTool({
    name: 'wait',
    title: 'Wait',
    description: 'Waits until it is let go on.',
    input: z.strictObject({}),
    output: z.strictObject({ waited: z.boolean() }),
    access: { effect: 'read', permission: 'regulations:read' },
    run: async () => {
      reached.resolve();
      await released.promise;
      return { output: { waited: true } };
    },
  });
  const bound = bindTool(wait, {}, { audit: desk.audit, now: () => performance.now() });
  return {
    desk: { ...desk, toolbox: { ...desk.toolbox, all: [...desk.toolbox.all, bound] } },
    reached: reached.promise,
    goOn: () => released.resolve(),
  };
}

function latch(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

/** A stream of events as a client reads it. */
interface Stream {
  /** What came and was not asked for yet. */
  text: string;
  ended: boolean;
}

function listening(response: Response): Stream {
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const stream: Stream = { text: '', ended: false };
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) stream.text += decoder.decode(chunk, { stream: true });
    stream.ended = true;
  };
  void read().catch(() => {
    stream.ended = true;
  });
  return stream;
}

/** What came since it was last asked for. */
async function heardOf(stream: Stream): Promise<string> {
  // Streams hand on what they have in turns of the event loop, of which no timer knows.
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const { text } = stream;
  stream.text = '';
  return text;
}

/** Lets six minutes pass: in none of their quarters is it silent, and it does not end. */
async function stays(stream: Stream): Promise<void> {
  await heardOf(stream);
  for (let passed = 0; passed < SIX_MINUTES; passed += LONGEST_SILENCE) {
    await vi.advanceTimersByTimeAsync(LONGEST_SILENCE);
    expect(await heardOf(stream), `silent after ${passed} ms`).not.toBe('');
    expect(stream.ended).toBe(false);
  }
}

function legacy(method: string, params: object): { readonly message: object }['message'] {
  return { jsonrpc: '2.0', id: method, method, params };
}
