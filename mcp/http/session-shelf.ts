import type { Server, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import type { Connection } from '../server-request.ts';

export interface Session {
  /** Whose it is. */
  readonly owner: string;
  readonly server: Server;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly connection: Connection;
  /** Ids of requests that are being answered: a second one of the same id would take the first one's answer. */
  readonly running: Set<string>;
  /** Ids of requests whose reply nobody waited for: their calls may still run, and their results go to their ids. */
  readonly left: Set<string>;
  /** When it was used last. */
  used: number;
  /** A stream that waits for what the server has to tell keeps the session in use. */
  streams: number;
}

export interface ShelfLimits {
  /** Sessions kept at once, over all. */
  readonly most?: number;
  readonly mostPerUser?: number;
  /** How long a session that is not used is kept, in milliseconds. */
  readonly idle?: number;
}

/** The sessions that are kept, those used last at the end. */
export interface SessionShelf {
  /** The session of that id, if it is the owner's; it counts as used. */
  find(id: string, owner: string): Session | undefined;
  put(id: string, session: Session): void;
  drop(id: string): void;
  /** Closes what was not used for long, and of too many the one that was used longest ago. */
  makeRoom(owner: string): void;
  all(): Iterable<Session>;
  readonly size: number;
}

const HALF_AN_HOUR = 1_800_000;

/** @param now milliseconds of any origin */
export function createSessionShelf(
  { most = 2_000, mostPerUser = 40, idle = HALF_AN_HOUR }: ShelfLimits,
  now: () => number,
  failed: (error: Error) => void,
): SessionShelf {
  const sessions = new Map<string, Session>();
  const drop = (id: string): void => {
    const session = sessions.get(id);
    sessions.delete(id);
    session?.server.close().catch(failed);
  };
  return {
    drop,
    put: (id, session) => sessions.set(id, session),
    find: (id, owner) => {
      const session = sessions.get(id);
      if (session?.owner !== owner) return undefined;
      session.used = now();
      sessions.delete(id);
      sessions.set(id, session);
      return session;
    },
    makeRoom: (owner) => {
      for (const [id, { used, streams, running }] of sessions)
        if (streams === 0 && running.size === 0 && now() - used > idle) drop(id);
      const own = [...sessions].filter(([, session]) => session.owner === owner);
      for (const [id] of own.slice(0, Math.max(0, own.length - mostPerUser + 1))) drop(id);
      for (const id of [...sessions.keys()].slice(0, Math.max(0, sessions.size - most + 1))) drop(id);
    },
    all: () => sessions.values(),
    get size() {
      return sessions.size;
    },
  };
}
