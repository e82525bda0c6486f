import {
  Client as CurrentClient,
  StreamableHTTPClientTransport as CurrentTransport,
} from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { answerOf, modern, post } from '../mcp/mcp-desk.ts';

/** A result of `tools/call` as it came. */
export interface Given {
  readonly text: string;
  readonly structured?: unknown;
  readonly isError: boolean;
}

/** One client at the endpoint. */
export interface Caller {
  call(tool: string, given: Readonly<Record<string, unknown>>): Promise<Given>;
  /** The session's id, where there is one. */
  readonly session?: string | undefined;
  /** Ends the connection as hosts do when they are closed: no session is deleted. */
  leave(): Promise<void>;
}

export type Connect = (url: URL, token: string) => Promise<Caller>;

/** The ways in which clients of today come: both eras, with a session and without. */
export const CALLERS = {
  'client 1.x, 2025-11-25, with a session': async (url, token) => {
    const client = new Client({ name: 'client of today', version: '1' });
    const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers: bearer(token) } });
    await client.connect(transport as Parameters<Client['connect']>[0]);
    return callerBy(client, transport);
  },
  'client 2.x, 2026-07-28': (url, token) => current(url, token, { pin: '2026-07-28' }),
  'client 2.x, 2025-11-25, with a session': (url, token) => current(url, token, 'legacy'),
  'no client library, 2025-06-18, no session': async (url, token) => bare(url, token, legacyMessage),
  'no client library, 2026-07-28': async (url, token) =>
    bare(url, token, (id, params) => modern('tools/call', params, { id })),
} as const satisfies Readonly<Record<string, Connect>>;

async function current(url: URL, token: string, mode: 'legacy' | { readonly pin: string }): Promise<Caller> {
  const client = new CurrentClient({ name: 'client of tomorrow', version: '1' }, { versionNegotiation: { mode } });
  const transport = new CurrentTransport(url, { requestInit: { headers: bearer(token) } });
  await client.connect(transport);
  return callerBy(client, transport);
}

function callerBy(client: Client | CurrentClient, { sessionId }: { readonly sessionId?: string | undefined }): Caller {
  return {
    session: sessionId,
    call: async (name, given) => givenBy(await client.callTool({ name, arguments: { ...given } })),
    leave: () => client.close(),
  };
}

type Message = (id: number, params: Readonly<Record<string, unknown>>) => ReturnType<typeof modern>;

function bare(url: URL, token: string, messageOf: Message): Caller {
  let id = 0;
  return {
    call: async (name, given) => {
      // Like the libraries, everybody counts from the same number: an id alone tells nobody's answer.
      const { message, headers } = messageOf(id++, { name, arguments: given });
      const response = await post({ url }, message, { ...headers, ...bearer(token) });
      const { result, error } = await answerOf(response);
      if (result === undefined) throw new Error(`${response.status}: ${error?.message ?? 'no answer'}`);
      return givenBy(result);
    },
    leave: async () => undefined,
  };
}

export function legacyMessage(
  id: number | string,
  params: Readonly<Record<string, unknown>>,
): ReturnType<typeof modern> {
  return {
    message: { jsonrpc: '2.0', id, method: 'tools/call', params },
    headers: { 'mcp-protocol-version': '2025-06-18' },
  };
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

interface Result {
  readonly content?: unknown;
  readonly structuredContent?: unknown;
  readonly isError?: unknown;
}

function givenBy(result: unknown): Given {
  const { content, structuredContent, isError } = result as Result;
  const [first] = content as readonly { readonly text?: string }[];
  return { text: first?.text ?? '', structured: structuredContent, isError: isError === true };
}
