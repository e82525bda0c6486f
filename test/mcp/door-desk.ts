import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTrail } from '../../src/audit/trail.ts';
import {
  type Answer,
  answerOf,
  BANK,
  call,
  type McpDesk,
  modern,
  type SignedInDesk,
  signedInMcpDesk,
} from './mcp-desk.ts';

/** A request as it stands on the wire; what no well-behaved client would send included. */
export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | Buffer;
  /** Sent in pieces of unknown length. */
  readonly chunked?: boolean;
}

export interface RawReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** How long a request that is refused, or a good one, may take, in milliseconds: nothing hangs. */
const PATIENCE = 5_000;

/** A request with exactly these headers, on a connection of its own. */
export function send(
  { url }: Pick<McpDesk, 'url'>,
  { method = 'POST', headers = {}, body, chunked }: RawRequest,
): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const length = body === undefined || chunked === true ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const kept = Object.entries({ ...length, ...headers }).filter(([, value]) => value !== undefined);
    const request = httpRequest(url, {
      method,
      agent: false,
      headers: Object.fromEntries(kept) as Record<string, string>,
      timeout: PATIENCE,
    });
    request.on('timeout', () => request.destroy(new Error(`There was no reply within ${PATIENCE} ms.`)));
    request.on('error', reject);
    request.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const entries = Object.entries(response.headersDistinct).map(([name, of = []]) => [name, of.join(', ')]);
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(entries as [string, string][]),
          text: Buffer.concat(pieces).toString('utf8'),
        });
      });
    });
    request.end(body);
  });
}

/** What a connection says to bytes that are no whole request; resolves once it was closed, or after so many milliseconds. */
export function sendBytes(
  { url }: Pick<McpDesk, 'url'>,
  bytes: string | Buffer,
  options: { readonly end?: boolean; readonly within?: number } = {},
): Promise<{ readonly text: string; readonly closed: boolean }> {
  const { end = false, within = PATIENCE } = options;
  return new Promise((resolve) => {
    const socket = connect({ host: url.hostname, port: Number(url.port) });
    let text = '';
    const over = (closed: boolean) => {
      clearTimeout(timer);
      resolve({ text, closed });
      socket.destroy();
    };
    const timer = setTimeout(() => over(false), within);
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => {
      text += piece;
    });
    socket.on('error', () => over(true));
    socket.on('close', () => over(true));
    socket.write(bytes);
    if (end) socket.end();
  });
}

/** The answer of a reply, whether it came as JSON or as a stream. */
export function answerIn({ text, headers, status }: RawReply): Promise<Answer & { readonly id?: unknown }> {
  const empty = status === 204 || status === 202 || text === '';
  return answerOf(new Response(empty ? null : text, { status, headers }));
}

/** The desk as a bank has it, with people who sign in, and rates that no test reaches. */
export function doorDesk(options: Parameters<typeof signedInMcpDesk>[0] = {}): Promise<SignedInDesk> {
  return signedInMcpDesk({
    ...options,
    door: { rates: { perUser: 1_000_000, perTenant: 1_000_000 }, ...options.door },
  });
}

/** What every message of somebody carries. */
export function headersOf(held: SignedInDesk, name: string): Readonly<Record<string, string>> {
  return {
    authorization: `Bearer ${held.token(BANK, ['Compliance-Viewer'], name)}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
}

/** A refusal as it is on record: whose, of what, and how it read. */
export interface RecordedRefusal {
  readonly who: string;
  readonly channel: string;
  readonly reason: unknown;
  readonly input: string;
}

/** The refusals that are recorded after a position of the chain. */
export function refusalsSince({ desk }: Pick<McpDesk, 'desk'>, position: number): readonly RecordedRefusal[] {
  return readTrail(desk.audit.store, { types: ['refusal'], after: position }, 1_000).map(
    ({ who, body, texts, channel }) => ({ who, channel, reason: body['reason'], input: texts['input'] ?? '' }),
  );
}

/** The last position of the chain. */
export function lastPosition({ desk }: Pick<McpDesk, 'desk'>): number {
  return desk.audit.store.head()?.position ?? 0;
}

/** Where a bad request is sent from: a person who was let in, with a session of theirs. */
export interface Sender {
  readonly held: SignedInDesk;
  /** What each of their messages carries. */
  readonly headers: Readonly<Record<string, string>>;
  readonly session: string;
}

/** A bad request, and what the protocol has for it. */
export interface BadInput {
  readonly what: string;
  readonly request: (from: Sender) => RawRequest;
  readonly status: number;
  /** JSON-RPC's code; none where there is no error or no body. */
  readonly code?: number;
  readonly says?: string | RegExp;
  /** The id that the answer carries; null where it could not be read. */
  readonly id?: string | number | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a good answer holds. */
  readonly result?: object;
  /** The reason that stands in the one refusal on record; none is recorded without it. */
  readonly recorded?: string;
}

const BEA = 'Bea';

/** Sends each to one running server, which must answer as stated, keep its records, and serve the next one. */
export function refuses(cases: readonly BadInput[]): void {
  let from: Sender;

  beforeAll(async () => {
    const held = await doorDesk();
    const headers = headersOf(held, BEA);
    from = { held, headers, session: await sessionOf(held, headers) };
  });
  afterAll(() => from.held.close());

  it.each(cases.map((each) => [each.what, each] as const))('%s', async (_what, bad) => {
    const before = lastPosition(from.held);
    const reply = await send(from.held, bad.request(from));
    const { id = null, ...answer } = await answerIn(reply);
    expect({ status: reply.status, code: answer.error?.code }).toEqual({ status: bad.status, code: bad.code });
    if (bad.code !== undefined) expect(id).toEqual(bad.id ?? null);
    if (bad.says !== undefined) expect(answer.error?.message).toMatch(bad.says);
    if (bad.result !== undefined) expect(answer.result).toMatchObject(bad.result);
    for (const [name, value] of Object.entries(bad.headers ?? {})) expect(reply.headers.get(name)).toBe(value);
    expect(JSON.stringify(answer)).not.toMatch(/node_modules|at .*\.[cm]?[jt]s:/);
    expect(refusalsSince(from.held, before).map(({ who, channel, reason }) => ({ who, channel, reason }))).toEqual(
      bad.recorded === undefined ? [] : [{ who: BEA, channel: 'mcp', reason: bad.recorded }],
    );
    await serves(from.held, from.headers);
  });
}

/** A good call is answered within its time. */
export async function serves(held: SignedInDesk, headers: Readonly<Record<string, string>>): Promise<void> {
  const began = performance.now();
  const { status, body } = await call(held, 'tools/call', SEARCH, { headers });
  expect({ status, refused: body.result?.isError }).toEqual({ status: 200, refused: undefined });
  expect(performance.now() - began).toBeLessThan(PATIENCE);
}

/** A good call. */
export const SEARCH = { name: 'search_regulations', arguments: { query: 'ledgers', limit: 1 } };

export const INITIALIZE = {
  jsonrpc: '2.0',
  id: 'begin',
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

/** Begins a session. */
export async function sessionOf(held: SignedInDesk, headers: Readonly<Record<string, string>>): Promise<string> {
  const { headers: given } = await send(held, { headers, body: JSON.stringify(INITIALIZE) });
  return given.get('mcp-session-id') ?? '';
}

/** A message as one of the session's, in the revisions that have sessions. */
export function inSession(
  message: object | string | Buffer,
  headers: RawRequest['headers'] = {},
): (from: Sender) => RawRequest {
  return (from) => ({
    headers: { ...from.headers, 'mcp-session-id': from.session, ...headers },
    body: typeof message === 'string' || Buffer.isBuffer(message) ? message : rpc(message),
  });
}

/** A message that stands alone, of revision 2026-07-28; `changed` replaces parts of it, `headers` some of its headers. */
export function alone(
  method: string,
  params: Readonly<Record<string, unknown>> = {},
  more: { readonly meta?: object; readonly changed?: object; readonly headers?: RawRequest['headers'] } = {},
): (from: Sender) => RawRequest {
  const { message, headers } = modern(method, params, { id: 'alone', meta: more.meta ?? {} });
  return (from) => ({
    headers: { ...from.headers, ...headers, ...more.headers },
    body: JSON.stringify({ ...message, ...more.changed }),
  });
}

function rpc(message: object): string {
  return JSON.stringify({ jsonrpc: '2.0', ...message });
}
