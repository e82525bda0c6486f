import {
  createMcpHandler,
  isLegacyRequest,
  type McpHttpHandler,
  type ServerEventBus,
} from '@modelcontextprotocol/server';
import { Hono } from 'hono';
import type { SignedIn } from '../src/core/access.ts';
import { type NewId, randomId } from '../src/core/ids.ts';
import type { Exchange } from './exchange.ts';
import { type AllowedCallers, allowedCallers } from './http/allowed-callers.ts';
import { type CallRates, createRateLimit, DEFAULT_RATES } from './http/call-rates.ts';
import { notLetIn, stopping, tooMany, wrongMethod } from './http/door-replies.ts';
import { keptAlive } from './http/kept-alive.ts';
import { createListeners, type Listeners } from './http/listeners.ts';
import { metadataPaths, metadataReply, type ProtectedResource } from './http/protected-resource.ts';
import { idOf, type Message, readMessage } from './http/read-message.ts';
import { withId } from './http/replies.ts';
import type { ShelfLimits } from './http/session-shelf.ts';
import { createSessions, type Sessions } from './http/sessions.ts';
import { createWatchedPlaces } from './http/watched-places.ts';
import { misformed, recordedMethod } from './recorded-methods.ts';
import { carrying, type ServerFactory } from './server-request.ts';

/** Lets requests in, or not. */
export interface DoorGate {
  /** @throws AppError `not_signed_in`, `not_permitted`; already recorded */
  admit(request: Request, correlation: string): Promise<Pick<SignedIn, 'tenant' | 'caller'>>;
}

/** Something that was refused before it reached what records it. */
export interface Refused {
  readonly reason: string;
  readonly input: string;
}

export interface McpDoorOptions {
  readonly serverFor: ServerFactory;
  readonly gate: DoorGate;
  /** Records what was refused to somebody who had been let in. */
  readonly refused: (exchange: Exchange, what: Refused) => void;
  readonly callers: AllowedCallers;
  /** Where the endpoint is on this server. */
  readonly path?: string;
  /** Told to whoever must sign in; absent where nobody has to. */
  readonly resource?: ProtectedResource;
  readonly rates?: CallRates;
  readonly mostBytes?: number;
  /** Milliseconds between two signs of life on a stream that has nothing to tell: proxies cut what is silent. */
  readonly keepAlive?: number;
  readonly sessions?: ShelfLimits;
  /** Milliseconds of any origin. */
  readonly now?: () => number;
  readonly newId?: NewId;
  /** What servers that stand alone tell their listeners of; by default of this process alone. */
  readonly bus?: ServerEventBus;
  /** Told of what failed inside; nobody outside is. */
  readonly failed?: (error: Error) => void;
}

/** The endpoint that assistants connect to, for both eras of the protocol. */
export interface McpDoor {
  readonly routes: Hono;
  /** Tells whoever listens that the law that is held changed, and of which acts. */
  libraryChanged(acts: readonly string[]): void;
  /** Takes nothing new from now on. */
  refuseNew(): void;
  /** Ends every stream and session. */
  close(): Promise<void>;
  /** Sessions that are open. */
  readonly sessions: number;
}

const KEEP_ALIVE = 15_000;

/**
 * The streamable HTTP endpoint of the Model Context Protocol: revision 2026-07-28, where each request stands alone, and on
 * the same route 2025-11-25 and earlier with their sessions. In this order a request is held against: host and origin,
 * who it is from, their rate, its form; only then does the protocol see it. Nothing of a token goes further than the gate.
 */
export function createMcpDoor(options: McpDoorOptions): McpDoor {
  const { serverFor, gate, resource, path = '/mcp', newId = randomId, keepAlive = KEEP_ALIVE } = options;
  const { now = () => performance.now(), failed = () => undefined } = options;
  const rate = createRateLimit(options.rates ?? DEFAULT_RATES);
  const modern = createMcpHandler(() => serverFor({ era: 'modern' }), {
    legacy: 'reject',
    keepAliveMs: keepAlive,
    onerror: failed,
    ...(options.bus === undefined ? {} : { bus: options.bus }),
  });
  const sessions = createSessions({
    serverFor,
    newId,
    now,
    keepAlive,
    failed,
    ...(options.sessions === undefined ? {} : { limits: options.sessions }),
  });
  const watched = createWatchedPlaces();
  const listeners = createListeners(watched);
  const answer = answering({ modern, sessions, listeners, keepAlive, refused: options.refused });
  let closing = false;

  const serve = async (request: Request): Promise<Response> => {
    if (closing) return stopping();
    if (!['POST', 'GET', 'DELETE'].includes(request.method)) return wrongMethod();
    const correlation = newId();
    let exchange: Exchange;
    try {
      const { tenant, caller } = await gate.admit(request, correlation);
      exchange = { tenant, user: caller, correlation, recorded: false };
    } catch (error) {
      return notLetIn(error, resource);
    }
    // Whoever was still being let in at a stop finds nothing any more.
    if (closing) return stopping();
    const late = request.method === 'POST' ? await rate.take(exchange) : undefined;
    if (late?.first === true) options.refused(exchange, { reason: `rate of the ${late.of}`, input: '' });
    if (late !== undefined) return tooMany(late.of, late.seconds);
    if (request.method !== 'POST') return sessions.serve(request, undefined, exchange);
    const read = await readMessage(request, options.mostBytes);
    // A message that took until after the stop, or was cut off by it, finds nothing any more: the desk may be closed.
    if (closing) return stopping();
    if ('message' in read) return answer(request, read.message, exchange);
    options.refused(exchange, { reason: read.reason, input: read.input });
    return read.refusal;
  };

  return {
    routes: routesOf(serve, { path, resource, callers: options.callers }),
    libraryChanged: (acts) => {
      modern.notify.resourcesChanged();
      for (const uri of watched.of(acts)) modern.notify.resourceUpdated(uri);
      for (const { server, connection } of sessions.connected()) {
        server.sendResourceListChanged().catch(failed);
        for (const uri of watched.among(connection.subscriptions, acts))
          server.sendResourceUpdated({ uri }).catch(failed);
      }
    },
    refuseNew: () => {
      closing = true;
    },
    close: async () => {
      closing = true;
      await Promise.all([modern.close(), sessions.close()]);
    },
    get sessions() {
      return sessions.open;
    },
  };
}

/** Has a message answered by the era that it is of, and records what never got as far as the desk. */
function answering({ modern, sessions, listeners, keepAlive, refused }: Serving) {
  return async (request: Request, message: Message, exchange: Exchange): Promise<Response> => {
    const method = recordedMethod(message);
    const alone = () => modern.fetch(request, { parsedBody: message, authInfo: carrying(exchange) });
    const response = (await isLegacyRequest(request, message))
      ? await sessions.serve(request, message, exchange)
      : await keptAlive(listeners.serve(message, exchange, alone), keepAlive);
    const lost = method !== undefined && (response.status >= 400 || misformed(message) !== undefined);
    if (lost && !exchange.recorded) refused(exchange, { reason: method, input: JSON.stringify(message) });
    return withId(response, typeof message['method'] === 'string' ? idOf(message) : null);
  };
}

interface Serving extends Pick<McpDoorOptions, 'refused'> {
  readonly modern: McpHttpHandler;
  readonly sessions: Sessions;
  readonly listeners: Listeners;
  readonly keepAlive: number;
}

function routesOf(
  serve: (request: Request) => Promise<Response>,
  { path, resource, callers }: { path: string; resource: ProtectedResource | undefined; callers: AllowedCallers },
): Hono {
  const routes = new Hono();
  if (resource !== undefined) for (const place of metadataPaths(path)) routes.get(place, () => metadataReply(resource));
  for (const rule of allowedCallers(callers)) routes.use(path, rule);
  routes.all(path, (context) => serve(context.req.raw));
  return routes;
}
