import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  alone,
  answerIn,
  doorDesk,
  headersOf,
  inSession,
  lastPosition,
  refusalsSince,
  refuses,
  SEARCH,
  type Sender,
  send,
  serves,
  sessionOf,
} from './door-desk.ts';
import type { SignedInDesk } from './mcp-desk.ts';

const INVALID_REQUEST = -32_600;
const REFUSED = -32_000;
const NO_SESSION = -32_001;

const LIST = { id: 5, method: 'tools/list' };
const CALL = { id: 5, method: 'tools/call', params: SEARCH };
const listed = { status: 200, result: { tools: expect.any(Array) } };

describe('media types', () => {
  const refused = { status: 415, code: REFUSED, says: 'must be sent as application/json', recorded: 'media type' };
  refuses([
    ...[
      undefined,
      '',
      'text/plain',
      'text/json',
      'application/jsonx',
      'application/json-patch+json',
      'application/json, text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ].flatMap((type) => [
      { what: `${type ?? 'none'} (2025-11-25)`, request: inSession(CALL, { 'content-type': type }), ...refused },
      {
        what: `${type ?? 'none'} (2026-07-28)`,
        request: alone('tools/call', SEARCH, { headers: { 'content-type': type } }),
        ...refused,
      },
    ]),
    ...['application/json;charset=utf-8', 'application/json ; charset="UTF-8"', 'Application/JSON'].map((type) => ({
      what: `${type} is good`,
      request: inSession(LIST, { 'content-type': type }),
      ...listed,
    })),
  ]);
});

describe('what a client takes', () => {
  const refused = { status: 406, code: REFUSED, id: 5, says: 'application/json and text/event-stream' };
  refuses([
    ...['application/json', 'text/event-stream', 'text/html', undefined].flatMap((accept) => [
      { what: `${accept ?? 'nothing'}, a list (2025-11-25)`, request: inSession(LIST, { accept }), ...refused },
      {
        what: `${accept ?? 'nothing'}, a call (2025-11-25)`,
        request: inSession(CALL, { accept }),
        ...refused,
        recorded: 'tools/call',
      },
      // Revision 2026-07-28 lets the server choose: what answers at once is answered as JSON.
      {
        what: `${accept ?? 'nothing'} (2026-07-28)`,
        request: alone('tools/list', {}, { headers: { accept } }),
        ...listed,
      },
    ]),
    {
      what: 'no stream, where it wants to listen',
      request: ({ headers, session }) => ({
        method: 'GET',
        headers: { ...headers, accept: 'application/json', 'mcp-session-id': session },
      }),
      status: 406,
      code: REFUSED,
      says: 'text/event-stream',
    },
  ]);
});

describe('methods of HTTP', () => {
  const allow = { allow: 'GET, POST, DELETE' };
  const bare =
    (method: string) =>
    ({ headers }: Sender) => ({ method, headers });
  const noSession = { status: 400, code: INVALID_REQUEST, says: 'Mcp-Session-Id is missing' };
  refuses([
    ...['PUT', 'PATCH', 'TRACE', 'PROPFIND', 'LINK'].map((method) => ({
      what: `${method} is none`,
      request: bare(method),
      status: 405,
      code: REFUSED,
      headers: allow,
    })),
    {
      what: 'PUT with a message is none',
      request: (from) => ({ ...inSession(CALL)(from), method: 'PUT' }),
      status: 405,
      code: REFUSED,
      headers: allow,
    },
    { what: 'HEAD is none, and gets no body', request: bare('HEAD'), status: 405, headers: allow },
    { what: 'OPTIONS asks for nothing', request: bare('OPTIONS'), status: 204 },
    { what: 'GET without a session', request: bare('GET'), ...noSession },
    { what: 'DELETE without a session', request: bare('DELETE'), ...noSession },
  ]);
});

describe('session ids that are none', () => {
  const gone = { status: 404, code: NO_SESSION, says: 'Begin a new one with "initialize"' };
  const ids = [
    ['that is over', '00000000-0000-4000-8000-000000000000'],
    ['that is a path', '../../../../etc/hostname'],
    ['"__proto__"', '__proto__'],
    ['that is empty', ''],
    ['of 8,000 signs', 'x'.repeat(8_000)],
  ] as const;
  refuses([
    ...ids.flatMap(([what, id]) => [
      { what: `one ${what}`, request: inSession(LIST, { 'mcp-session-id': id }), ...gone, id: 5 },
      {
        what: `one ${what}, with a call`,
        request: inSession(CALL, { 'mcp-session-id': id }),
        ...gone,
        id: 5,
        recorded: 'tools/call',
      },
      ...['GET', 'DELETE'].map((method) => ({
        what: `one ${what}, with ${method}`,
        request: ({ headers }: Sender) => ({ method, headers: { ...headers, 'mcp-session-id': id } }),
        ...gone,
      })),
    ]),
    {
      what: 'a good one twice',
      request: (from) => inSession(LIST, { 'mcp-session-id': [from.session, from.session] })(from),
      ...gone,
      id: 5,
    },
    {
      what: 'one of 1 MiB, which is no header of HTTP',
      request: inSession(LIST, { 'mcp-session-id': 'x'.repeat(1_048_576) }),
      status: 431,
    },
  ]);
});

describe('a session', () => {
  let held: SignedInDesk;
  let bea: Readonly<Record<string, string>>;

  beforeAll(async () => {
    held = await doorDesk();
    bea = headersOf(held, 'Bea');
  });
  afterAll(() => held.close());

  it('of somebody else is none, and who tried is on record', async () => {
    const session = await sessionOf(held, bea);
    const otto = headersOf(held, 'Otto');
    await serves(held, otto);
    const before = lastPosition(held);
    const reply = await send(held, inSession(CALL)({ held, headers: otto, session }));
    expect(reply.status).toBe(404);
    expect((await answerIn(reply)).error?.code).toBe(NO_SESSION);
    expect(refusalsSince(held, before)).toMatchObject([{ who: 'Otto', reason: 'tools/call' }]);
  });

  it('is listened to once at a time (409), and again once the listener has gone', async () => {
    const session = await sessionOf(held, bea);
    const headers = { ...bea, accept: 'text/event-stream', 'mcp-session-id': session };
    const listening = new AbortController();
    const first = await fetch(held.url, { headers, signal: listening.signal });
    expect(first.status).toBe(200);
    const second = await send(held, { method: 'GET', headers });
    expect(second.status).toBe(409);
    expect((await answerIn(second)).error?.code).toBe(REFUSED);
    listening.abort();
    await expect
      .poll(async () => {
        const again = new AbortController();
        const { status } = await fetch(held.url, { headers, signal: again.signal });
        again.abort();
        return status;
      })
      .toBe(200);
    await serves(held, bea);
  });

  it('ends once', async () => {
    const headers = { ...bea, 'mcp-session-id': await sessionOf(held, bea) };
    const ends = async () => (await send(held, { method: 'DELETE', headers })).status;
    expect([await ends(), await ends()]).toEqual([200, 404]);
  });

  it('ends once where it is ended twice at the same time', async () => {
    const headers = { ...bea, 'mcp-session-id': await sessionOf(held, bea) };
    const replies = await Promise.all([1, 2, 3].map(() => send(held, { method: 'DELETE', headers })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  });

  it('is not ended by who names a version that there is not', async () => {
    const session = await sessionOf(held, bea);
    const headers = { ...bea, 'mcp-session-id': session };
    const refused = await send(held, {
      method: 'DELETE',
      headers: { ...headers, 'mcp-protocol-version': '1999-01-01' },
    });
    expect(refused.status).toBe(400);
    expect((await send(held, inSession(LIST)({ held, headers: bea, session }))).status).toBe(200);
  });
});

describe('too many messages', () => {
  it('are refused with when to come again (429), bad ones counted like good ones', async () => {
    const held = await doorDesk({ door: { rates: { perUser: 2, perTenant: 1_000 } } });
    const bea = headersOf(held, 'Bea');
    const sent = () => send(held, { headers: bea, body: 'no JSON' });
    expect([(await sent()).status, (await sent()).status]).toEqual([400, 400]);
    const late = await sent();
    expect(late.status).toBe(429);
    const seconds = Number(late.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await answerIn(late)).error).toMatchObject({ code: REFUSED, data: { code: 'rate_limited' } });
    await serves(held, headersOf(held, 'Otto'));
    await held.close();
  });
});
