import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Fault, FaultPlan, type FaultRate, type RequestKind } from './fault-plan.ts';

/** A request as it came. */
export interface PeerRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body's JSON; undefined where it is none. */
  readonly json: unknown;
}

export interface PeerAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes out as it is, as HTML; everything else as JSON. Absent: no body. */
  readonly body?: unknown;
}

/** A request in the peer's log. */
export interface LoggedRequest extends PeerRequest {
  readonly kind: RequestKind;
  readonly fault?: Fault;
  /** Absent where no answer went out. */
  readonly status?: number;
}

export interface PeerServerOptions {
  /** 0 for any that is free. */
  readonly port?: number;
  /** Of the faults' rate. */
  readonly seed?: number;
  readonly failing?: FaultRate;
  /** Does what is asked. What it throws is answered with 500, and thrown by `close`: a fault of the peer's own. */
  readonly answer: (request: PeerRequest) => PeerAnswer | Promise<PeerAnswer>;
  readonly kindOf: (request: PeerRequest) => RequestKind;
  /** The vendor's form of an error, for the faults with a status. */
  readonly errorBody?: (status: number, says: string) => unknown;
  /** Answered as `Retry-After` by `rate_limited`; seconds. */
  readonly retryAfter?: number;
}

export interface PeerServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly faults: FaultPlan;
  requests(): readonly LoggedRequest[];
  /** Ends all connections. Throws where the peer itself was at fault. */
  close(): Promise<void>;
}

/** What the peer says in errors that a fault has it answer. */
export const PEER_SAYS = 'The lantern register takes no such entry';
const LATE = 150;
const LONGEST_BODY = 4 * 1024 * 1024;
const HUGE_CHUNKS = 256;

/** A server of this machine alone that fails as it is told: what every platform's peer stands on. */
export async function startPeerServer(options: PeerServerOptions): Promise<PeerServer> {
  const sockets = new Set<Socket>();
  const requests: LoggedRequest[] = [];
  const own: unknown[] = [];
  const faults = new FaultPlan(options.seed ?? 1, options.failing);
  const server = createServer((incoming, response) => {
    serve({ options, faults, requests }, incoming, response).catch((error: unknown) => {
      // A client that went away while its request was read is no fault of the peer.
      if (incoming.destroyed && !incoming.complete) return;
      own.push(error);
      if (response.headersSent) response.destroy();
      else send(response, { status: 500, body: options.errorBody?.(500, 'the peer is at fault') });
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    requests: () => requests,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
      if (own.length > 0) throw new AggregateError(own, `the peer was at fault: ${String(own[0])}`);
    },
  };
}

interface Serving {
  readonly options: PeerServerOptions;
  readonly faults: FaultPlan;
  readonly requests: LoggedRequest[];
}

async function serve({ options, faults, requests }: Serving, incoming: IncomingMessage, response: ServerResponse) {
  const request = await received(incoming);
  const kind = options.kindOf(request);
  const fault = faults.next(kind);
  const log = (status?: number) =>
    requests.push({
      ...request,
      kind,
      ...(fault === undefined ? {} : { fault }),
      ...(status === undefined ? {} : { status }),
    });
  if (fault === 'hang') {
    log();
    return;
  }
  if (fault === 'drop_before') {
    log();
    incoming.socket.resetAndDestroy();
    return;
  }
  const instead = fault === undefined ? undefined : undone(fault, options);
  const answer = instead ?? (await options.answer(request));
  if (fault === 'drop_after') {
    log();
    incoming.socket.resetAndDestroy();
    return;
  }
  if (fault === 'hang_after') {
    log();
    return;
  }
  if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, LATE));
  const after = fault === undefined ? undefined : statusOf(fault, 'status_after:');
  const told = after === undefined ? answer : errorAnswer(after, options);
  log(told.status);
  if (fault === 'huge') await sendHuge(response);
  else send(response, told);
}

async function received(incoming: IncomingMessage): Promise<PeerRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += (chunk as Buffer).length;
    if (length > LONGEST_BODY) throw new Error('a request body of more than 4 MB');
    chunks.push(chunk as Buffer);
  }
  const body = Buffer.concat(chunks).toString('utf8');
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(pathname),
    query: searchParams,
    headers: incoming.headers,
    body,
    json: jsonIn(body),
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The answer of a fault that has nothing done. */
function undone(fault: Fault, options: PeerServerOptions): PeerAnswer | undefined {
  if (fault === 'html_200') return { status: 200, body: '<html><body>This page is no answer</body></html>' };
  if (fault === 'redirect') return { status: 302, headers: { location: '/elsewhere' } };
  if (fault === 'rate_limited') {
    const headers = { 'retry-after': String(options.retryAfter ?? 7) };
    return { ...errorAnswer(429, options), headers };
  }
  const status = statusOf(fault, 'status:');
  return status === undefined ? undefined : errorAnswer(status, options);
}

function errorAnswer(status: number, options: PeerServerOptions): PeerAnswer {
  return { status, body: options.errorBody?.(status, PEER_SAYS) ?? { error: PEER_SAYS } };
}

function statusOf(fault: Fault, prefix: 'status:' | 'status_after:'): number | undefined {
  return fault.startsWith(prefix) ? Number(fault.slice(prefix.length)) : undefined;
}

function send(response: ServerResponse, { status, headers = {}, body }: PeerAnswer): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json;charset=UTF-8';
  response.writeHead(status, { ...(text === '' ? {} : { 'content-type': type }), ...headers }).end(text);
}

/** 16 MB, or until the client has had enough. */
async function sendHuge(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = `"${'x'.repeat(64 * 1024)}",`;
  response.write('[');
  const gone = new Promise<void>((resolve) => response.once('close', resolve));
  for (let sent = 0; sent < HUGE_CHUNKS && !response.destroyed; sent += 1)
    if (!response.write(chunk)) await Promise.race([gone, once(response, 'drain')]);
  if (!response.destroyed) response.end('""]');
}
