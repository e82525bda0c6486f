import { describe, expect } from 'vitest';
import { alone, inSession, refuses, SEARCH } from './door-desk.ts';

const INVALID_REQUEST = -32_600;
const INVALID_PARAMS = -32_602;
const REFUSED = -32_000;
/** Revision 2026-07-28, "Error Codes". */
const HEADER_MISMATCH = -32_020;
const UNSUPPORTED_VERSION = -32_022;

const VERSION = 'io.modelcontextprotocol/protocolVersion';
const CLIENT = 'io.modelcontextprotocol/clientInfo';
const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';

describe('versions that a header names', () => {
  const unsupported = {
    status: 400,
    code: REFUSED,
    id: 5,
    says: /Unsupported protocol version: 1999-01-01 \(supported versions: 2025-11-25, /,
  };
  const old = { 'mcp-protocol-version': '1999-01-01' };
  const list = { id: 5, method: 'tools/list' };
  refuses([
    { what: 'one that there is not', request: inSession(list, old), ...unsupported },
    {
      what: 'one that there is not, without a session',
      request: inSession(list, { ...old, 'mcp-session-id': undefined }),
      ...unsupported,
    },
    {
      what: 'one that there is not, with a call',
      request: inSession({ id: 5, method: 'tools/call', params: SEARCH }, old),
      ...unsupported,
      recorded: 'tools/call',
    },
    {
      what: 'one that is none',
      request: inSession(list, { 'mcp-protocol-version': 'x'.repeat(5_000) }),
      status: 400,
      code: INVALID_PARAMS,
      id: 5,
    },
    {
      what: '2026-07-28, for a request of a session',
      request: inSession(list, { 'mcp-protocol-version': '2026-07-28' }),
      status: 400,
      code: INVALID_PARAMS,
      id: 5,
      says: '_meta',
    },
    {
      what: 'none: the session knows (2025-11-25, "Protocol Version Header")',
      request: inSession(list, { 'mcp-protocol-version': undefined }),
      status: 200,
      result: { tools: expect.any(Array) },
    },
  ]);
});

describe('what a request of 2026-07-28 carries', () => {
  const refused = { status: 400, id: 'alone', recorded: 'tools/call' };
  const mismatch = { ...refused, code: HEADER_MISMATCH };
  const envelope = { ...refused, code: INVALID_PARAMS };
  const unsupported = { ...refused, code: UNSUPPORTED_VERSION, says: 'Unsupported protocol version: 2099-01-01' };
  const withHeaders = (headers: Readonly<Record<string, string | readonly string[] | undefined>>) =>
    alone('tools/call', SEARCH, { headers });
  const withMeta = (meta: object) => alone('tools/call', SEARCH, { meta });
  const encoded = (text: string) => `=?base64?${Buffer.from(text).toString('base64')}?=`;
  const good = { status: 200, result: { structuredContent: { hits: expect.any(Array) } } };
  refuses([
    {
      what: 'no header Mcp-Method',
      request: withHeaders({ 'mcp-method': undefined }),
      ...mismatch,
      says: 'Mcp-Method header is absent',
    },
    {
      what: 'another header Mcp-Method',
      request: withHeaders({ 'mcp-method': 'tools/list' }),
      ...mismatch,
      says: 'tools/list',
    },
    { what: 'a header Mcp-Method in capitals', request: withHeaders({ 'mcp-method': 'Tools/Call' }), ...mismatch },
    {
      what: 'no header Mcp-Name',
      request: withHeaders({ 'mcp-name': undefined }),
      ...mismatch,
      says: 'Mcp-Name header is absent',
    },
    {
      what: 'another header Mcp-Name',
      request: withHeaders({ 'mcp-name': 'get_provision' }),
      ...mismatch,
      says: 'get_provision',
    },
    {
      what: 'two headers Mcp-Name',
      request: withHeaders({ 'mcp-name': ['search_regulations', 'get_provision'] }),
      ...mismatch,
    },
    {
      what: 'a header Mcp-Name that is no Base64',
      request: withHeaders({ 'mcp-name': '=?base64?%%%?=' }),
      ...mismatch,
      says: 'Base64',
    },
    {
      what: 'another header Mcp-Name in Base64',
      request: withHeaders({ 'mcp-name': encoded('get_provision') }),
      ...mismatch,
    },
    {
      what: 'the header Mcp-Name in Base64 is good',
      request: withHeaders({ 'mcp-name': encoded('search_regulations') }),
      ...good,
    },
    {
      what: 'no header Mcp-Protocol-Version',
      request: withHeaders({ 'mcp-protocol-version': undefined }),
      ...mismatch,
      says: 'MCP-Protocol-Version header is absent',
    },
    {
      what: 'another header Mcp-Protocol-Version',
      request: withHeaders({ 'mcp-protocol-version': '2025-11-25' }),
      ...mismatch,
    },
    {
      what: 'a version that there is not',
      request: alone('tools/call', SEARCH, {
        meta: { [VERSION]: '2099-01-01' },
        headers: { 'mcp-protocol-version': '2099-01-01' },
      }),
      ...unsupported,
    },
    { what: 'a number for a version', request: withMeta({ [VERSION]: 5 }), ...envelope, says: VERSION },
    {
      what: 'no capabilities',
      request: withMeta({ [CAPABILITIES]: undefined }),
      ...envelope,
      says: `${CAPABILITIES}: missing`,
    },
    { what: 'a text for capabilities', request: withMeta({ [CAPABILITIES]: 'all' }), ...envelope, says: CAPABILITIES },
    { what: 'a text for the client', request: withMeta({ [CLIENT]: 'me' }), ...envelope, says: CLIENT },
    { what: 'no client, which may be', request: withMeta({ [CLIENT]: undefined }), ...good },
    {
      what: 'nothing of all that',
      request: alone('tools/call', SEARCH, { changed: { params: SEARCH } }),
      ...envelope,
      says: '_meta',
    },
    {
      what: 'null for all that',
      request: alone('tools/call', SEARCH, { changed: { params: { ...SEARCH, _meta: null } } }),
      ...refused,
      code: INVALID_REQUEST,
    },
    {
      what: 'a list for all that',
      request: alone('tools/call', SEARCH, { changed: { params: { ...SEARCH, _meta: [] } } }),
      ...refused,
      code: INVALID_REQUEST,
    },
    {
      what: 'a session beside it, which is not looked at',
      request: withHeaders({ 'mcp-session-id': 'whatever' }),
      ...good,
    },
    { what: 'an event to go on from, which is not looked at', request: withHeaders({ 'last-event-id': '7' }), ...good },
  ]);
});
