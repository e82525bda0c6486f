import type { AuthInfo, Server, ServerContext } from '@modelcontextprotocol/server';
import type { Exchange } from './exchange.ts';

/** What lasts longer than one request: a session of the streamable transport, or a connection over stdio. */
export interface Connection {
  /** Names it for the audit: drawn here, never sent by a client. */
  readonly handle: string;
  /** Places whose changes it wants to be told of, by URI. */
  readonly subscriptions: Set<string>;
}

/** For what a server of the protocol is made. */
export interface ServerRequest {
  readonly era: 'legacy' | 'modern';
  /** Absent where each request stands alone. */
  readonly connection?: Connection;
}

/** Makes the protocol's server for one request or one connection; never the same twice. */
export type ServerFactory = (request: ServerRequest) => Server;

/** How the exchange reaches a handler: beside the message, where nothing that a client sends can be. */
export function carrying(exchange: Exchange): AuthInfo {
  // The token itself goes no further than to the one who checks it.
  return { token: '', clientId: '', scopes: [], extra: { exchange } };
}

/** The exchange that a request was let in with. */
export function exchangeOf({ http }: Pick<ServerContext, 'http'>): Exchange {
  const exchange = http?.authInfo?.extra?.['exchange'];
  if (exchange === undefined) throw new Error('A request reached the server without having been let in.');
  return exchange as Exchange;
}
