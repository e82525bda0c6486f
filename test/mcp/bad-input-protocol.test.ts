import { describe } from 'vitest';
import { alone, type BadInput, INITIALIZE, inSession, refuses, SEARCH, type Sender } from './door-desk.ts';

/** JSON-RPC 2.0, section 5.1. */
const INVALID_REQUEST = -32_600;
const NO_METHOD = -32_601;
const INVALID_PARAMS = -32_602;
const REFUSED = -32_000;

/** A request of both eras, each with an id of its own. */
function inBoth(
  what: string,
  method: string,
  params: Readonly<Record<string, unknown>>,
  expected: Omit<BadInput, 'what' | 'request' | 'id'>,
): readonly BadInput[] {
  return [
    { what: `${what} (2025-11-25)`, request: inSession({ id: 31, method, params }), id: 31, ...expected },
    { what: `${what} (2026-07-28)`, request: alone(method, params), id: 'alone', ...expected },
  ];
}

describe('requests that are not there', () => {
  const unknown = { code: NO_METHOD, says: 'Method not found' };
  refuses([
    ...['nothing/at-all', '__proto__', 'constructor', 'logging/setLevel', 'tasks/list', ''].flatMap((method) => [
      { what: `"${method}" (2025-11-25)`, request: inSession({ id: 1, method }), status: 200, id: 1, ...unknown },
      // Revision 2026-07-28, "Streamable HTTP", "Protocol Version Header": 404 for a method that is not there.
      { what: `"${method}" (2026-07-28)`, request: alone(method), status: 404, id: 'alone', ...unknown },
    ]),
    ...['initialize', 'ping', 'resources/subscribe', 'notifications/initialized'].map((method) => ({
      what: `"${method}", of which 2026-07-28 knows no request`,
      request: alone(method, method === 'initialize' ? INITIALIZE.params : { uri: 'regulation://32099R0001/art_1' }),
      status: 404,
      id: 'alone',
      ...unknown,
    })),
    {
      what: 'a notification as a request (2025-11-25)',
      request: inSession({ id: 2, method: 'notifications/initialized' }),
      status: 200,
      id: 2,
      ...unknown,
    },
    {
      what: '"server/discover" without what each request of its revision carries',
      request: inSession({ id: 3, method: 'server/discover' }),
      status: 200,
      id: 3,
      ...unknown,
    },
  ]);
});

describe('requests without an id are notifications: 202, and nothing is run', () => {
  const accepted = { status: 202 };
  const noId = { changed: { id: undefined } };
  refuses([
    {
      what: 'one that nobody knows (2025-11-25)',
      request: inSession({ method: 'notifications/whatever' }),
      ...accepted,
    },
    { what: 'one that nobody knows (2026-07-28)', request: alone('notifications/whatever', {}, noId), ...accepted },
    {
      what: 'cancelling what does not run',
      request: inSession({ method: 'notifications/cancelled', params: { requestId: 99 } }),
      ...accepted,
    },
    {
      what: 'the beginning of a session',
      request: ({ headers }) => ({ headers, body: JSON.stringify({ ...INITIALIZE, id: undefined }) }),
      ...accepted,
    },
    ...(
      [
        ['tools/call', SEARCH],
        ['resources/read', { uri: 'regulation://32099R0001/art_1' }],
        ['prompts/get', { name: 'anything' }],
      ] as const
    ).flatMap(([method, params]) => [
      {
        what: `${method}, on record (2025-11-25)`,
        request: inSession({ method, params }),
        ...accepted,
        recorded: method,
      },
      {
        what: `${method}, on record (2026-07-28)`,
        request: alone(method, params, noId),
        ...accepted,
        recorded: method,
      },
    ]),
    { what: 'an answer that nobody waits for (2025-11-25)', request: inSession({ id: 1, result: {} }), ...accepted },
    {
      what: 'an error that nobody waits for (2025-11-25)',
      request: inSession({ id: 1, error: { code: 1, message: 'x' } }),
      ...accepted,
    },
    {
      what: 'but an answer is no message of 2026-07-28',
      request: alone('', {}, { changed: { method: undefined, params: undefined, result: {} } }),
      status: 400,
      code: REFUSED,
    },
  ]);
});

describe('calls of the wrong form', () => {
  const wrong = (says: string, recorded?: string) => ({
    status: 200,
    code: INVALID_PARAMS,
    says,
    ...(recorded === undefined ? {} : { recorded }),
  });
  const search = (given: unknown) => ({ name: 'search_regulations', arguments: given });
  refuses([
    ...inBoth('a list for arguments', 'tools/call', search([]), wrong('params.arguments', 'tools/call')),
    ...inBoth('a text for arguments', 'tools/call', search('ledgers'), wrong('params.arguments', 'tools/call')),
    ...inBoth('null for arguments', 'tools/call', search(null), wrong('params.arguments', 'tools/call')),
    ...inBoth('no name of a tool', 'tools/call', { arguments: {} }, wrong('params.name', 'tools/call')),
    ...inBoth('no address', 'resources/read', {}, wrong('params.uri', 'resources/read')),
    ...inBoth('no name of a prompt', 'prompts/get', {}, wrong('params.name', 'prompts/get')),
    ...inBoth(
      'numbers for what a prompt takes',
      'prompts/get',
      { name: 'x', arguments: { a: 1 } },
      wrong('params.arguments.a', 'prompts/get'),
    ),
    ...inBoth('nothing to complete', 'completion/complete', {}, wrong('params.ref')),
    ...inBoth('a number for a cursor', 'resources/list', { cursor: 7 }, wrong('params.cursor')),
    {
      what: 'no parameters',
      request: inSession({ id: 1, method: 'tools/call' }),
      id: 1,
      ...wrong('params', 'tools/call'),
    },
    ...(['__proto__', 'constructor', 'nope', 'Search_Regulations'] as const).flatMap((name) =>
      inBoth(
        `a tool that is not there: ${JSON.stringify(name)}`,
        'tools/call',
        { name, arguments: {} },
        {
          ...wrong('There is no tool', 'no such tool'),
        },
      ),
    ),
    {
      what: 'a name of 900,000 signs is not sent back',
      request: inSession({ id: 2, method: 'tools/call', params: { name: 'x'.repeat(900_000) } }),
      id: 2,
      status: 200,
      code: INVALID_PARAMS,
      says: /^There is no tool x{1,80}\. There are: /,
      recorded: 'no such tool',
    },
  ]);
});

describe('beginnings of a session', () => {
  const begin =
    (params: unknown, headers: Readonly<Record<string, string>> = {}) =>
    (from: Sender) => ({
      headers: { ...from.headers, ...headers },
      body: JSON.stringify({ ...INITIALIZE, params }),
    });
  const asked = (protocolVersion: unknown) => begin({ ...INITIALIZE.params, protocolVersion });
  const wrong = { status: 200, code: INVALID_PARAMS, id: 'begin' };
  refuses([
    // Revision 2025-11-25, "Lifecycle", "Version Negotiation": the latest that the server has, not a refusal.
    ...['1999-01-01', '2099-01-01', '2026-07-28', 'latest', ''].map((version) => ({
      what: `that ask for "${version}" are offered the latest with sessions`,
      request: asked(version),
      status: 200,
      result: { protocolVersion: '2025-11-25' },
    })),
    ...['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'].map((version) => ({
      what: `that ask for "${version}" get it`,
      request: asked(version),
      status: 200,
      result: { protocolVersion: version },
    })),
    {
      what: 'whatever version a header names',
      request: begin(INITIALIZE.params, { 'mcp-protocol-version': '1999-01-01' }),
      status: 200,
      result: { protocolVersion: '2025-11-25' },
    },
    { what: 'with a number for a version', request: asked(5), ...wrong, says: 'params.protocolVersion' },
    { what: 'without parameters', request: begin(undefined), ...wrong, says: 'params' },
    {
      what: 'without saying who the client is',
      request: begin({ protocolVersion: '2025-11-25', capabilities: {} }),
      ...wrong,
      says: 'params.clientInfo',
    },
    {
      what: 'within a session',
      request: inSession({ ...INITIALIZE }),
      status: 400,
      code: INVALID_REQUEST,
      id: 'begin',
      says: 'already initialized',
    },
    {
      what: 'within a session that is over',
      request: inSession({ ...INITIALIZE }, { 'mcp-session-id': 'over' }),
      status: 404,
      code: -32_001,
      id: 'begin',
    },
  ]);
});
