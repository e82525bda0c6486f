import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeskDoor, DeskDoorOptions } from '../../mcp/desk-door.ts';
import { openDeskDoor, PAGE_CHARACTERS } from '../../mcp/desk-door.ts';
import { createSignInRecorder } from '../../src/audit/sign-ins.ts';
import { type Desk, type DeskOptions, openDesk } from '../../src/compose.ts';
import { openAccess } from '../../src/compose-sign-in.ts';
import { readConfig } from '../../src/config.ts';
import { PERMISSIONS, type Permission } from '../../src/core/permissions.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { createApp, type RunningServer, startServer } from '../../src/server/http-server.ts';
import { createGate } from '../../src/server/sign-in.ts';
import { fixedClock } from '../fixed-clock.ts';
import { type Authority, startAuthority } from '../fixtures/entra/authority.ts';
import { inventedAct } from '../fixtures/invented-act.ts';

/** A desk over invented law behind the door that assistants use, on a port of this machine. */
export interface McpDesk {
  readonly desk: Desk;
  readonly door: DeskDoor;
  readonly url: URL;
  readonly server: RunningServer;
  /** What failed inside, as the door was told. */
  readonly failures: Error[];
  close(): Promise<void>;
}

export interface McpDeskOptions {
  readonly texts?: readonly ImportedText[];
  readonly desk?: DeskOptions;
  readonly door?: Partial<DeskDoorOptions>;
  /** What the local user may do. */
  readonly permissions?: readonly Permission[];
}

export const TODAY = '2099-06-15';
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** For one local user, Ana, who need not sign in. */
export async function localMcpDesk(options: McpDeskOptions = {}): Promise<McpDesk> {
  const caller = { id: 'ana', name: 'Ana', permissions: new Set(options.permissions ?? PERMISSIONS) };
  const gate = { admit: async () => ({ tenant: 'local', caller }) };
  return running(options, { gate }, { tenant: 'local', kind: 'user', caller, roles: [] }, { today: TODAY });
}

export const BANK = '11111111-1111-4111-8111-111111111111';
export const SISTER = '22222222-2222-4222-8222-222222222222';
export const STRANGER = '33333333-3333-4333-8333-333333333333';
export const PUBLIC_URL = 'https://desk.bank.example/mcp';

export interface SignedInDesk extends McpDesk {
  readonly authority: Authority;
  /** A token of somebody with these app roles; a new person each time unless one is named. */
  token(tenant: string, roles: readonly string[], name?: string): string;
}

/** Where people sign in with Entra: two tenants are admitted, a third one exists. */
export async function signedInMcpDesk(
  options: McpDeskOptions & { readonly now?: () => number } = {},
): Promise<SignedInDesk> {
  const now = options.now ?? (() => Date.now());
  const authority = await startAuthority({ tenants: [BANK, SISTER, STRANGER], now });
  const config = readConfig({
    ENTRA_TENANTS: `${BANK} ${SISTER}`,
    ENTRA_CLIENT_ID: authority.clientId,
    ENTRA_AUDIENCES: authority.appIdUri,
    ENTRA_AUTHORITY: authority.url,
  });
  const clock = { today: () => TODAY, now };
  const access = await openAccess(config, clock);
  const door = {
    resource: {
      url: PUBLIC_URL,
      authorizationServers: [`${authority.url}/${BANK}/v2.0`, `${authority.url}/${SISTER}/v2.0`],
      scopes: [`${PUBLIC_URL}/access_as_user`],
      name: 'Compliance desk',
    },
  };
  const running_ = await running(
    { ...options, desk: { clock, ...options.desk } },
    (desk) => ({ ...door, gate: createGate(access, createSignInRecorder(desk.audit, now)) }),
    undefined,
    { hosts: ['desk.bank.example'] },
  );
  const people = new Map<string, ReturnType<Authority['user']>>();
  return {
    ...running_,
    authority,
    token: (tenant, roles, name) => {
      const user = (name && people.get(`${tenant}/${name}`)) || authority.user(tenant, name);
      if (name !== undefined) people.set(`${tenant}/${name}`, user);
      return authority.accessToken({ user, claims: { roles } });
    },
    close: async () => {
      await running_.close();
      await authority.close();
    },
  };
}

type Gated = Pick<DeskDoorOptions, 'gate'> & Partial<DeskDoorOptions>;

async function running(
  options: McpDeskOptions,
  gated: Gated | ((desk: Desk) => Gated),
  local: Parameters<typeof createApp>[1] | undefined,
  more: { readonly today?: string; readonly hosts?: readonly string[] },
): Promise<McpDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-mcp-'));
  const clock = fixedClock(more.today ?? TODAY);
  const desk = await openDesk(
    { dataFolder: folder },
    { starter: false, clock, pageCharacters: PAGE_CHARACTERS, ...options.desk },
  );
  for (const text of options.texts ?? [inventedAct()]) await desk.library.add(text);
  const failures: Error[] = [];
  const own = typeof gated === 'function' ? gated(desk) : gated;
  const door = openDeskDoor(desk, {
    version: '0.0.0',
    callers: { hosts: [...LOOPBACK, ...(more.hosts ?? [])], origins: LOOPBACK },
    failed: (error) => failures.push(error),
    ...own,
    ...options.door,
  });
  const noGate = {
    admit: async () => Promise.reject(new Error('not used here')),
    groups: async () => [],
  };
  const server = await startServer(createApp(desk, local ?? noGate, [door.routes]), { hostname: '127.0.0.1', port: 0 });
  return {
    desk,
    door,
    server,
    failures,
    url: new URL(`http://127.0.0.1:${server.port}/mcp`),
    close: async () => {
      await door.stop(0);
      await server.stop();
      await desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One message of JSON-RPC as a client of the streamable transport posts it. */
export function post(
  { url }: Pick<McpDesk, 'url'>,
  message: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  });
}

/** The parts that each request of revision 2026-07-28 carries. */
export function modern(
  method: string,
  params: Readonly<Record<string, unknown>> = {},
  options: { readonly id?: string | number; readonly capabilities?: object; readonly meta?: object } = {},
): { readonly message: object; readonly headers: Readonly<Record<string, string>> } {
  const { id = 1, capabilities = {}, meta = {} } = options;
  const name = params['name'] ?? params['uri'];
  return {
    message: {
      jsonrpc: '2.0',
      id,
      method,
      params: {
        ...params,
        _meta: {
          'io.modelcontextprotocol/protocolVersion': '2026-07-28',
          'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
          'io.modelcontextprotocol/clientCapabilities': capabilities,
          ...meta,
        },
      },
    },
    headers: {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
    },
  };
}

/** A call of revision 2026-07-28 and what it was answered with. */
export async function call(
  desk: Pick<McpDesk, 'url'>,
  method: string,
  params: Readonly<Record<string, unknown>> = {},
  options: Parameters<typeof modern>[2] & { readonly token?: string; readonly headers?: Record<string, string> } = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Answer }> {
  const { message, headers } = modern(method, params, options);
  const response = await post(desk, message, {
    ...headers,
    ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    ...options.headers,
  });
  return { status: response.status, headers: response.headers, body: await answerOf(response) };
}

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer it states itself
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** The answer, whether it came as JSON or as the last event of a stream. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  if (!(response.headers.get('content-type') ?? '').includes('text/event-stream'))
    return text === '' ? {} : (JSON.parse(text) as Answer);
  const events = text.split('\n').filter((line) => line.startsWith('data: ') && line.length > 'data: '.length);
  const answers = events.map((line) => JSON.parse(line.slice('data: '.length)) as Answer);
  return answers.findLast((each) => 'result' in each || 'error' in each) ?? {};
}
