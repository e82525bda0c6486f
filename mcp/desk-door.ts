import type { ServerContext } from '@modelcontextprotocol/server';
import { recordedAs } from '../src/audit/audit.ts';
import type { Desk } from '../src/compose.ts';
import { randomId } from '../src/core/ids.ts';
import { createRunningWork, type RunningWork } from '../src/core/running-work.ts';
import { type Conversations, createConversations } from './conversation.ts';
import { createDeskPrompts } from './desk-prompts.ts';
import { deskServers } from './desk-server.ts';
import type { Exchange } from './exchange.ts';
import { createLawResources } from './law-resources.ts';
import { createMcpDoor, type DoorGate, type McpDoor, type McpDoorOptions, type Refused } from './mcp-door.ts';
import { exchangeOf, type ServerFactory } from './server-request.ts';

/**
 * Characters of one result. It is sent twice, as text and in structured form, and hosts cut what has more than about
 * 25,000 tokens: this is at most 20,000 of them, both together, at three characters a token.
 */
export const PAGE_CHARACTERS = 24_000;

/** What the protocol's servers over one desk share. */
export interface DeskServing {
  readonly serverFor: ServerFactory;
  readonly work: RunningWork;
  /** Records what was refused before the seam saw it. */
  refused(exchange: Exchange, what: Refused): void;
}

/** @param from who made a request, as the door that took it knows */
export function serveDesk(
  desk: Desk,
  version: string,
  from: (context: ServerContext) => Exchange = exchangeOf,
): DeskServing {
  const work = createRunningWork();
  const conversations = createConversations({ newId: randomId });
  const refused: DeskServing['refused'] = (exchange, { reason, input }) => {
    exchange.recorded = true;
    desk.audit.record(
      { type: 'refusal', body: { what: 'mcp message', reason }, personal: { input } },
      recordedAs({ ...exchange, conversation: conversationOf(conversations, exchange), channel: 'mcp' }),
    );
  };
  const serverFor = deskServers({
    version,
    toolbox: desk.toolbox,
    resources: createLawResources({ tools: desk.toolbox.tools, reader: desk.reader }),
    prompts: createDeskPrompts({ tools: desk.toolbox.tools, reader: desk.reader }),
    conversations,
    work,
    refused,
    exchangeOf: from,
  });
  return { serverFor, work, refused };
}

/** What was refused belongs to no conversation yet: it stands in one of the person's own. */
function conversationOf(conversations: Conversations, exchange: Exchange): string {
  return conversations.of(exchange, { connection: 'refused' });
}

export interface DeskDoor extends Pick<McpDoor, 'routes' | 'libraryChanged' | 'sessions'> {
  /** Takes nothing new; what runs may finish within so many milliseconds, and is told otherwise. */
  stop(patience: number): Promise<void>;
}

export type DeskDoorOptions = Pick<
  McpDoorOptions,
  'callers' | 'path' | 'resource' | 'rates' | 'mostBytes' | 'keepAlive' | 'sessions'
> & { readonly gate: DoorGate; readonly version: string; readonly failed?: (error: Error) => void };

/** The endpoint over a desk. */
export function openDeskDoor(desk: Desk, { version, ...options }: DeskDoorOptions): DeskDoor {
  const { serverFor, work, refused } = serveDesk(desk, version);
  const door = createMcpDoor({ ...options, serverFor, refused });
  return {
    routes: door.routes,
    libraryChanged: door.libraryChanged,
    get sessions() {
      return door.sessions;
    },
    stop: async (patience) => {
      door.refuseNew();
      await work.stop(patience);
      await door.close();
    },
  };
}
