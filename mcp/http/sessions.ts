import {
  isInitializeRequest,
  legacyStatelessFallback,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import type { NewId } from '../../src/core/ids.ts';
import type { Exchange } from '../exchange.ts';
import { type Connection, carrying, type ServerFactory } from '../server-request.ts';
import { onceSent } from './once-sent.ts';
import { idOf, type Message } from './read-message.ts';
import { errorReply, INVALID_REQUEST, NO_SESSION } from './replies.ts';
import { createSessionShelf, type ShelfLimits } from './session-shelf.ts';

/** Clients of revision 2025-11-25 and before, most of which keep a session. */
export interface Sessions {
  /** @param message of a POST; none for GET and DELETE */
  serve(request: Request, message: Message | undefined, exchange: Exchange): Promise<Response>;
  /** Each server that is connected now, with what it wants to be told of. */
  connected(): Iterable<{ readonly server: Server; readonly connection: Connection }>;
  close(): Promise<void>;
  readonly open: number;
}

export interface SessionOptions {
  readonly serverFor: ServerFactory;
  readonly newId: NewId;
  /** Milliseconds of any origin. */
  readonly now: () => number;
  readonly keepAlive: number;
  readonly limits?: ShelfLimits;
  readonly failed: (error: Error) => void;
}

/**
 * Sessions of the streamable HTTP transport. One server and one transport each, never shared. A session belongs to whoever
 * began it: to anybody else it does not exist, whatever id they send, and an id alone lets nobody in. What is not used for
 * long is closed, and of too many the one that was used longest ago; its client is told by 404 to begin anew.
 */
export function createSessions(options: SessionOptions): Sessions {
  const { newId, serverFor, keepAlive, failed, now } = options;
  const shelf = createSessionShelf(options.limits ?? {}, now, failed);
  const alone = legacyStatelessFallback(() => serverFor({ era: 'legacy' }), failed);

  const begin = async (request: Request, message: Message, exchange: Exchange): Promise<Response> => {
    const owner = ownerOf(exchange);
    shelf.makeRoom(owner);
    const connection: Connection = { handle: newId(), subscriptions: new Set() };
    const server = serverFor({ era: 'legacy', connection });
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: newId,
      keepAliveMs: keepAlive,
      onsessioninitialized: (id) => {
        const requests = { running: new Set<string>(), left: new Set<string>() };
        shelf.put(id, { owner, server, transport, connection, ...requests, used: now(), streams: 0 });
      },
      onsessionclosed: shelf.drop,
    });
    await server.connect(transport);
    return transport.handleRequest(request, { parsedBody: message, authInfo: carrying(exchange) });
  };

  const goOn = async (
    id: string,
    request: Request,
    message: Message | undefined,
    exchange: Exchange,
  ): Promise<Response> => {
    const session = shelf.find(id, ownerOf(exchange));
    if (session === undefined) return noSession(message);
    const { transport, running, left } = session;
    const key = message === undefined ? undefined : requestKey(message);
    if (key !== undefined && (running.has(key) || left.has(key))) return sameId(message ?? {});
    if (key !== undefined) running.add(key);
    const over = (sent: boolean) => {
      if (key !== undefined && !sent) left.add(key);
      if (key !== undefined) running.delete(key);
      else if (request.method === 'GET') session.streams -= 1;
      session.used = now();
    };
    if (request.method === 'GET') session.streams += 1;
    const asked = { ...(message === undefined ? {} : { parsedBody: message }), authInfo: carrying(exchange) };
    return transport.handleRequest(request, asked).then(
      (response) => onceSent(response, over),
      (error: unknown) => {
        over(false);
        throw error;
      },
    );
  };

  return {
    serve: (request, message, exchange) => {
      const id = request.headers.get('mcp-session-id');
      if (id !== null) return goOn(id, request, message, exchange);
      if (message !== undefined && isInitializeRequest(message)) return begin(request, message, exchange);
      // Without a session there is nothing to listen to and nothing to end.
      if (message === undefined) return Promise.resolve(noSessionNamed());
      return alone(request, { parsedBody: message, authInfo: carrying(exchange) });
    },
    connected: shelf.all,
    close: async () => {
      await Promise.all([...shelf.all()].map(({ server }) => server.close().catch(failed)));
    },
    get open() {
      return shelf.size;
    },
  };
}

function ownerOf({ tenant, user }: Exchange): string {
  return JSON.stringify([tenant, user.id]);
}

function requestKey(message: Message): string | undefined {
  const id = idOf(message);
  return id === null || typeof message['method'] !== 'string' ? undefined : JSON.stringify(id);
}

/** The same words whether it ended, never was, or is somebody else's. */
function noSession(message: Message | undefined): Response {
  return errorReply({
    status: 404,
    code: NO_SESSION,
    message: 'There is no such session. Begin a new one with "initialize".',
    id: message === undefined ? null : idOf(message),
  });
}

function noSessionNamed(): Response {
  return errorReply({
    status: 400,
    code: INVALID_REQUEST,
    message: 'The header Mcp-Session-Id is missing: without a session there is nothing to listen to or to end.',
  });
}

function sameId(message: Message): Response {
  return errorReply({
    status: 400,
    code: INVALID_REQUEST,
    message: 'A request with this id is being answered, or was left. Give each request an id of its own.',
    id: idOf(message),
  });
}
