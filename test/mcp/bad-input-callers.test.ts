import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerIn,
  doorDesk,
  headersOf,
  inSession,
  lastPosition,
  refuses,
  SEARCH,
  type Sender,
  send,
  sendBytes,
  serves,
} from './door-desk.ts';
import { localMcpDesk, type McpDesk, modern, type SignedInDesk } from './mcp-desk.ts';

const REFUSED = -32_000;
const CALL = { id: 5, method: 'tools/call', params: SEARCH };
const good = { status: 200, result: { structuredContent: { hits: expect.any(Array) } } };

const EVIL_HOSTS = [
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'desk.bank.example.evil.example',
  '0.0.0.0',
];
const EVIL_ORIGINS = [
  'https://evil.example',
  'https://localhost.evil.example',
  'https://localhost@evil.example',
  'https://evil.example, http://localhost',
  'null',
  'localhost',
  'file://',
  'about:blank',
  'data:text/html,x',
];
const GOOD_ORIGINS = ['http://localhost:6274', 'https://127.0.0.1', 'http://[::1]:3000'];

describe('names of the server', () => {
  const refused = { status: 403, code: REFUSED, says: /^Invalid Host/ };
  const named = (host: string) => inSession(CALL, { host });
  refuses([
    ...EVIL_HOSTS.map((host) => ({ what: `"${host}" is none`, request: named(host), ...refused })),
    ...['desk.bank.example', 'DESK.BANK.EXAMPLE', 'desk.bank.example:8443', 'localhost:1', '[::1]:9'].map((host) => ({
      what: `"${host}" is one`,
      request: named(host),
      ...good,
    })),
    ...['a b/c', 'localhost@evil.example', '[::ffff:127.0.0.1]', 'localhost:port'].map((host) => ({
      what: `"${host}" is no host of HTTP`,
      request: named(host),
      status: 400,
    })),
  ]);
});

describe('sites whose pages call', () => {
  const refused = { status: 403, code: REFUSED, says: /^Invalid Origin/ };
  const from = (origin: string) => inSession(CALL, { origin });
  refuses([
    ...EVIL_ORIGINS.map((origin) => ({ what: `"${origin}" may not`, request: from(origin), ...refused })),
    ...GOOD_ORIGINS.map((origin) => ({
      what: `"${origin}" may, and may read the answer`,
      request: from(origin),
      ...good,
      headers: { 'access-control-allow-origin': origin },
    })),
    { what: 'what is no page says none', request: from(''), ...good },
    {
      what: 'nothing of an evil one is read, however large',
      request: ({ headers }: Sender) => ({
        headers: { ...headers, origin: 'https://evil.example' },
        body: Buffer.alloc(5 * 1_048_576),
      }),
      ...refused,
    },
  ]);
});

describe('a page', () => {
  let held: SignedInDesk;
  let headers: Readonly<Record<string, string>>;

  beforeAll(async () => {
    held = await doorDesk();
    headers = headersOf(held, 'Bea');
    await serves(held, headers);
  });
  afterAll(() => held.close());

  const asks = (origin: string) =>
    send(held, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,mcp-method,mcp-name,mcp-protocol-version',
      },
    });

  it('of an allowed site may ask before it calls, without a token (204)', async () => {
    const { status, headers: given, text } = await asks('http://localhost:6274');
    expect({ status, text }).toEqual({ status: 204, text: '' });
    expect(given.get('access-control-allow-origin')).toBe('http://localhost:6274');
    expect(given.get('access-control-allow-methods')).toBe('GET,POST,DELETE');
    const allowed = given.get('access-control-allow-headers')?.toLowerCase().split(',') ?? [];
    for (const name of [
      'authorization',
      'content-type',
      'mcp-session-id',
      'mcp-protocol-version',
      'mcp-method',
      'mcp-name',
    ])
      expect(allowed).toContain(name);
    expect(given.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(EVIL_ORIGINS)('of "%s" may not even ask (403)', async (origin) => {
    const { status, headers: given } = await asks(origin);
    expect(status).toBe(403);
    expect(given.get('access-control-allow-origin')).toBeNull();
  });

  it('of an allowed site may read how to sign in, and what was refused', async () => {
    const origin = 'http://localhost:6274';
    const unknown = await send(held, { headers: { ...headers, authorization: undefined, origin }, body: '{}' });
    expect(unknown.status).toBe(401);
    const noMessage = await send(held, { headers: { ...headers, origin }, body: 'x' });
    expect(noMessage.status).toBe(400);
    for (const { headers: given } of [unknown, noMessage]) {
      expect(given.get('access-control-allow-origin')).toBe(origin);
      expect(given.get('access-control-expose-headers')?.toLowerCase()).toContain('www-authenticate');
      // A cache between must not give one site what another was allowed.
      expect(given.get('vary')?.toLowerCase()).toContain('origin');
    }
  });

  it('that may not call leaves no row, and starts nothing', async () => {
    const before = lastPosition(held);
    const { message, headers: ofModern } = modern('tools/call', SEARCH);
    const evil = { ...headers, ...ofModern, origin: 'https://evil.example' };
    expect((await send(held, { headers: evil, body: JSON.stringify(message) })).status).toBe(403);
    expect(lastPosition(held)).toBe(before);
  });

  it.each([
    ['HTTP/1.1 without a host', 'POST /mcp HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}'],
    ['two hosts', 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nContent-Length: 2\r\n\r\n{}'],
    [
      'another host in the address',
      'POST http://evil.example/mcp HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 2\r\n\r\n{}',
    ],
    ['HTTP/1.0 without a host', 'POST /mcp HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}'],
  ])('cannot get round the rule by %s', async (_what, bytes) => {
    const { text } = await sendBytes(held, bytes, { end: true });
    expect(text).toMatch(/^HTTP\/1\.[01] 40[03] /);
    await serves(held, headers);
  });
});

describe('where one local user need not sign in', () => {
  let held: McpDesk;

  beforeAll(async () => {
    held = await localMcpDesk();
  });
  afterAll(() => held.close());

  const { message, headers } = modern('tools/call', SEARCH);
  const plain = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers };
  const sent = (more: Readonly<Record<string, string>>) =>
    send(held, { headers: { ...plain, ...more }, body: JSON.stringify(message) });

  it.each([...EVIL_HOSTS, 'desk.bank.example'])('a page that names this machine "%s" is refused', async (host) => {
    const before = lastPosition(held);
    const reply = await sent({ host });
    expect(reply.status).toBe(403);
    expect(reply.text).not.toContain('hits');
    expect(lastPosition(held)).toBe(before);
  });

  it.each(EVIL_ORIGINS)('a page of "%s" is refused', async (origin) => {
    const before = lastPosition(held);
    expect((await sent({ origin })).status).toBe(403);
    expect(lastPosition(held)).toBe(before);
  });

  it.each(GOOD_ORIGINS)('a page of "%s" is served', async (origin) => {
    const reply = await sent({ origin });
    expect(reply.status).toBe(200);
    expect((await answerIn(reply)).result).toMatchObject(good.result);
  });
});
