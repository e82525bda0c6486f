import type { JSONRPCMessage, Server, ServerContext, Transport } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Desk } from '../src/compose.ts';
import type { CallContext } from '../src/core/call-context.ts';
import { randomId } from '../src/core/ids.ts';
import { serveDesk } from './desk-door.ts';
import type { Exchange } from './exchange.ts';
import type { Message } from './http/read-message.ts';
import { createWatchedPlaces, placesOf } from './http/watched-places.ts';
import { misformed } from './recorded-methods.ts';
import type { Connection } from './server-request.ts';

export interface StdioDoor {
  libraryChanged(acts: readonly string[]): void;
  /** Resolves once the host has closed its end. */
  readonly ended: Promise<void>;
  /** Runs may finish within so many milliseconds. */
  stop(patience: number): Promise<void>;
}

export interface StdioOptions {
  /** In whose name everything is done. */
  readonly who: Pick<CallContext, 'tenant' | 'user'>;
  readonly version: string;
  readonly transport?: Transport;
  readonly failed?: (error: Error) => void;
}

/**
 * The desk for one host on this machine, over standard input and output: one connection, in the name of the one who runs
 * the program.
 */
export function openStdioDoor(desk: Desk, { who, version, ...options }: StdioOptions): StdioDoor {
  const failed = options.failed ?? (() => undefined);
  const connection: Connection = { handle: randomId(), subscriptions: new Set() };
  const exchanges = new WeakMap<object, Exchange>();
  const exchangeFor = ({ mcpReq }: ServerContext): Exchange => {
    const known = exchanges.get(mcpReq) ?? fresh();
    exchanges.set(mcpReq, known);
    return known;
  };
  const fresh = (): Exchange => ({ ...who, correlation: randomId(), recorded: false });
  const { serverFor, work, refused } = serveDesk(desk, version, exchangeFor);
  const watched = createWatchedPlaces();
  const servers = new Set<Server>();
  const { transport, ended } = observed(options.transport ?? new StdioServerTransport(), (message) => {
    if ('method' in message && message.method === 'subscriptions/listen') watched.watch(placesOf(message));
    const method = misformed(message as Message);
    if (method !== undefined) refused(fresh(), { reason: method, input: JSON.stringify(message) });
  });
  const handle = serveStdio(
    ({ era }) => {
      const server = serverFor({ era, connection });
      servers.add(server);
      return server;
    },
    { transport, onerror: failed },
  );
  return {
    ended,
    libraryChanged: (acts) => {
      for (const server of servers) {
        if (server.transport === undefined) continue;
        server.sendResourceListChanged().catch(failed);
        const places = [...watched.of(acts), ...watched.among(connection.subscriptions, acts)];
        for (const uri of new Set(places)) server.sendResourceUpdated({ uri }).catch(failed);
      }
    },
    stop: async (patience) => {
      await work.stop(patience);
      await handle.close();
    },
  };
}

/** A transport whose messages are seen as they come in, and of which it is known when it ended. */
function observed(
  inner: Transport,
  see: (message: JSONRPCMessage) => void,
): { readonly transport: Transport; readonly ended: Promise<void> } {
  let over: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    over = resolve;
  });
  const transport: Transport = {
    start: async () => {
      inner.onmessage = (message, extra) => {
        see(message);
        transport.onmessage?.(message, extra);
      };
      inner.onerror = (error) => transport.onerror?.(error);
      inner.onclose = () => {
        transport.onclose?.();
        over();
      };
      await inner.start();
    },
    send: (message, options) => inner.send(message, options),
    close: () => inner.close(),
  };
  return { transport, ended };
}
