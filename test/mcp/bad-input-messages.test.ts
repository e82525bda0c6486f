import { describe, expect, it } from 'vitest';
import { type BadInput, INITIALIZE, inSession, type RawRequest, refuses, type Sender } from './door-desk.ts';

const PARSE_ERROR = -32_700;
const INVALID_REQUEST = -32_600;
const REFUSED = -32_000;
const MEBIBYTE = 1_048_576;

/** Headers of both eras: what is no message is refused before anybody asks of which revision it is. */
const ERAS = [
  ['2025-11-25', ({ session }: Sender) => ({ 'mcp-session-id': session })],
  ['2026-07-28', () => ({ 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' })],
] as const;

type Body = Pick<RawRequest, 'body' | 'chunked'>;

/** The same body in both eras. */
function inBoth(what: string, body: Body, expected: Omit<BadInput, 'what' | 'request'>): readonly BadInput[] {
  return ERAS.map(([era, headersOfEra]) => ({
    what: `${what} (${era})`,
    request: (from) => ({ headers: { ...from.headers, ...headersOfEra(from) }, ...body }),
    ...expected,
  }));
}

const noJson = { status: 400, code: PARSE_ERROR, says: 'The message is no JSON.', recorded: 'no JSON' };
const noObject = { status: 400, code: INVALID_REQUEST, says: 'A message is a JSON object.', recorded: 'no object' };
const batch = { status: 400, code: INVALID_REQUEST, says: /one at a time, not in a batch/, recorded: 'batch' };
const tooLarge = { status: 413, code: REFUSED, says: 'larger than 1048576 bytes', recorded: 'too large' };
const nested = { status: 400, code: INVALID_REQUEST, says: 'nested deeper than 64 levels', recorded: 'nesting' };
const noUtf8 = { status: 400, code: PARSE_ERROR, says: 'not encoded in UTF-8', recorded: 'no UTF-8' };

const LIST = { id: 7, method: 'tools/list' };
const list = JSON.stringify({ jsonrpc: '2.0', ...LIST });
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('what is no JSON object', () => {
  refuses([
    ...inBoth('an empty body', { body: '' }, noJson),
    ...inBoth('blanks', { body: ' \n\t ' }, noJson),
    ...inBoth('a truncated message', { body: list.slice(0, -9) }, noJson),
    ...inBoth('two messages in a row', { body: `${list}${list}` }, noJson),
    ...inBoth('a form', { body: 'method=tools%2Flist&id=1' }, noJson),
    ...inBoth('NUL', { body: '\0\0' }, noJson),
    ...inBoth('NUL behind a message', { body: `${list}\0` }, noJson),
    ...inBoth('UTF-16', { body: Buffer.from(list, 'utf16le') }, noJson),
    ...inBoth('null', { body: 'null' }, noObject),
    ...inBoth('a number', { body: '7' }, noObject),
    ...inBoth('a string', { body: '"tools/list"' }, noObject),
    ...inBoth('true', { body: 'true' }, noObject),
    ...inBoth('an empty batch', { body: '[]' }, batch),
    ...inBoth('a batch of one', { body: `[${list}]` }, batch),
    ...inBoth('a batch of three', { body: `[${list},${list},${list}]` }, batch),
    ...inBoth('a batch that begins a session', { body: JSON.stringify([INITIALIZE]) }, batch),
  ]);
});

describe('what is no UTF-8', () => {
  const broken = (text: string) => Buffer.from(text.replace('#', '\xff'), 'latin1');
  const search =
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_regulations","arguments":{"query":"';
  refuses([
    ...inBoth('a byte that is none', { body: broken('{"#":1}') }, noUtf8),
    ...inBoth('within the words of a call', { body: broken(`${search}led#gers"}}}`) }, noUtf8),
    ...inBoth('a sequence that is cut off', { body: Buffer.from([0x22, 0xe2, 0x82]) }, noUtf8),
    {
      what: 'and a sign that stands for such a byte is a sign like any other',
      request: inSession({
        id: 8,
        method: 'tools/call',
        params: { name: 'search_regulations', arguments: { query: 'ledgers \ufffd' } },
      }),
      status: 200,
      result: { structuredContent: { hits: expect.any(Array) } },
    },
    {
      what: 'and the byte order mark in front of a message is left away (RFC 8259 section 8.1)',
      request: inSession(`\ufeff${list}`),
      status: 200,
      result: { tools: expect.any(Array) },
    },
  ]);
});

describe('what is too much', () => {
  const oneMore = Buffer.alloc(MEBIBYTE + 1, ' ');
  const fiveTimes = Buffer.alloc(5 * MEBIBYTE, ' ');
  refuses([
    ...inBoth('one byte more than 1 MiB', { body: oneMore }, tooLarge),
    ...inBoth('one byte more than 1 MiB, of unknown length', { body: oneMore, chunked: true }, tooLarge),
    ...inBoth('5 MiB', { body: fiveTimes }, tooLarge),
    ...inBoth('5 MiB, of unknown length', { body: fiveTimes, chunked: true }, tooLarge),
    ...inBoth('100,000 arrays within one another', { body: deep(100_000) }, nested),
    ...inBoth('100,000 arrays that are never closed', { body: '['.repeat(100_000) }, nested),
    ...inBoth('100,000 objects within one another', { body: '{"a":'.repeat(100_000) }, nested),
    ...inBoth(
      '100,000 arrays within the arguments of a call',
      {
        body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_regulations","arguments":${deep(100_000)}}}`,
      },
      nested,
    ),
    {
      what: 'and brackets within a text are no nesting',
      request: inSession({
        id: 9,
        method: 'tools/call',
        params: { name: 'search_regulations', arguments: { query: '['.repeat(200) } },
      }),
      status: 200,
      result: {},
    },
    {
      what: 'and exactly 1 MiB is read',
      request: inSession(list.padEnd(MEBIBYTE)),
      status: 200,
      result: { tools: expect.any(Array) },
    },
  ]);
});

const noMessage = { status: 400, code: INVALID_REQUEST, says: 'not a valid JSON-RPC message' };

describe('what is no message of JSON-RPC', () => {
  const cases: readonly (readonly [what: string, message: string, id?: string | number])[] = [
    ['an empty object', '{}'],
    ['without "jsonrpc"', '{"id":1,"method":"ping"}', 1],
    ['JSON-RPC 1.0', '{"jsonrpc":"1.0","id":1,"method":"ping"}', 1],
    ['a number for a method', '{"jsonrpc":"2.0","id":1,"method":7}'],
    ['a list for parameters', '{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}', 1],
    ['a result and an error at once', '{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}}'],
    ['more than a message holds', '{"jsonrpc":"2.0","id":1,"method":"ping","more":true}', 1],
    ['"__proto__" in the message', '{"jsonrpc":"2.0","id":1,"method":"ping","__proto__":{"id":2}}', 1],
    ['the id null', '{"jsonrpc":"2.0","id":null,"method":"ping"}'],
    ['an object for an id', '{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}'],
    ['a list for an id', '{"jsonrpc":"2.0","id":[1],"method":"ping"}'],
    ['true for an id', '{"jsonrpc":"2.0","id":true,"method":"ping"}'],
    ['a fraction for an id', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', 1.5],
    ['an id beyond every number', '{"jsonrpc":"2.0","id":1e400,"method":"ping"}'],
    [
      'an id that cannot be told from its neighbour',
      '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}',
      2 ** 53,
    ],
  ];
  refuses(
    ERAS.flatMap(([era, headersOfEra]) =>
      cases.map(([what, body, id]) => ({
        what: `${what} (${era})`,
        request: (from: Sender) => ({ headers: { ...from.headers, ...headersOfEra(from) }, body }),
        ...noMessage,
        ...(id === undefined ? {} : { id }),
      })),
    ),
  );
});

describe('calls that are no message of JSON-RPC are on record', () => {
  const params = '"params":{"name":"search_regulations","arguments":{"query":"x"}}';
  const called = { ...noMessage, recorded: 'tools/call' };
  refuses([
    ...inBoth('the id null', { body: `{"jsonrpc":"2.0","id":null,"method":"tools/call",${params}}` }, called),
    ...inBoth('without "jsonrpc"', { body: `{"id":3,"method":"tools/call",${params}}` }, { ...called, id: 3 }),
    ...inBoth(
      'a list for parameters',
      { body: '{"jsonrpc":"2.0","id":3,"method":"tools/call","params":[]}' },
      { ...called, id: 3 },
    ),
    ...inBoth(
      'reading, an id that is none',
      { body: '{"jsonrpc":"2.0","id":{},"method":"resources/read","params":{"uri":"a:b"}}' },
      { ...noMessage, recorded: 'resources/read' },
    ),
    ...inBoth(
      'a prompt, an id that is none',
      { body: '{"jsonrpc":"2.0","id":{},"method":"prompts/get","params":{"name":"a"}}' },
      { ...noMessage, recorded: 'prompts/get' },
    ),
  ]);
});

describe('odd messages that are good', () => {
  refuses([
    { what: 'an empty id', request: inSession({ id: '', method: 'ping' }), status: 200, result: {} },
    {
      what: 'an id of 100,000 signs',
      request: inSession({ id: 'x'.repeat(100_000), method: 'ping' }),
      status: 200,
      result: {},
    },
    { what: 'a negative id', request: inSession({ id: -1, method: 'ping' }), status: 200, result: {} },
    {
      what: 'a key twice: the last one counts (RFC 8259 section 4)',
      request: inSession('{"jsonrpc":"2.0","id":1,"method":"nothing","method":"ping"}'),
      status: 200,
      result: {},
    },
    {
      what: 'half a sign, escaped',
      request: inSession(
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_regulations","arguments":{"query":"ledgers \\ud800"}}}',
      ),
      status: 200,
      result: {},
    },
    {
      what: 'NUL, escaped',
      request: inSession(
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_regulations","arguments":{"query":"ledgers \\u0000"}}}',
      ),
      status: 200,
      result: {},
    },
    {
      what: '"__proto__" in arguments changes nothing',
      request: inSession(
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_regulations","arguments":{"query":"ledgers","__proto__":{"limit":0}}}}',
      ),
      status: 200,
      result: { structuredContent: { hits: expect.any(Array) } },
    },
    {
      what: '"constructor" in arguments is an argument that there is not',
      request: inSession({
        id: 1,
        method: 'tools/call',
        params: { name: 'search_regulations', arguments: { query: 'x', constructor: {} } },
      }),
      status: 200,
      result: { isError: true },
    },
  ]);

  it('leave no trace in what every object has', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { limit?: unknown }).limit).toBeUndefined();
  });
});
