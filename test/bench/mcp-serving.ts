import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeskDoor, openDeskDoor, PAGE_CHARACTERS } from '../../mcp/desk-door.ts';
import { createSignInRecorder } from '../../src/audit/sign-ins.ts';
import { type Desk, type DeskOptions, openDesk } from '../../src/compose.ts';
import { openAccess } from '../../src/compose-sign-in.ts';
import { readConfig } from '../../src/config.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { createApp, startServer } from '../../src/server/http-server.ts';
import { createGate } from '../../src/server/sign-in.ts';
import { doorOptions } from '../../src/terminal/mcp-door-options.ts';
import type { BoundTool, Seam } from '../../src/tools/bind-tools.ts';
import { startAuthority } from '../fixtures/entra/authority.ts';
import type { TestUser } from '../fixtures/entra/tokens.ts';

export const TENANTS = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '44444444-4444-4444-8444-444444444444',
] as const;

/** Somebody of one of the tenants, signed in. */
export interface Person extends TestUser {
  readonly token: string;
}

/** The desk as it is served where people sign in: the settings, the gate and the door of `compliance serve`. */
export interface Serving {
  readonly desk: Desk;
  readonly door: DeskDoor;
  readonly url: URL;
  readonly folder: string;
  readonly people: readonly Person[];
  /** What failed inside, as the door was told. */
  readonly failures: readonly Error[];
  close(): Promise<void>;
}

export interface ServingOptions {
  readonly texts: readonly ImportedText[];
  /** How many people there are, one tenant after the other. */
  readonly people: number;
  readonly desk?: DeskOptions;
  /** Tools that stand beside the catalogue, behind the same seam. */
  readonly tools?: (seam: Seam) => readonly BoundTool[];
}

/** Nobody is refused for their rate here. */
const RATES = { MCP_RATE_USER: '1000000', MCP_RATE_TENANT: '1000000' };
const ROLES = ['Compliance-Manager', 'Compliance-Analyst'];

export async function serveMcp({ texts, people, desk: more, tools }: ServingOptions): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-mcp-'));
  const authority = await startAuthority({ tenants: TENANTS });
  const config = readConfig({
    COMPLIANCE_DATA: folder,
    ENTRA_TENANTS: TENANTS.join(' '),
    ENTRA_CLIENT_ID: authority.clientId,
    ENTRA_AUTHORITY: authority.url,
    MCP_URL: 'https://desk.bank.example/mcp',
    ...RATES,
  });
  const desk = await openDesk(config, { starter: false, pageCharacters: PAGE_CHARACTERS, ...more });
  for (const text of texts) await desk.library.add(text);
  const recorder = createSignInRecorder(desk.audit, () => desk.clock.now());
  const gate = createGate(await openAccess(config, desk.clock), recorder);
  const beside = tools?.({ audit: desk.audit, now: () => performance.now(), prepare: desk.refresh }) ?? [];
  const failures: Error[] = [];
  const settings = doorOptions(config, gate);
  if (settings === undefined) throw new Error('the door is not set up');
  const door = openDeskDoor(
    { ...desk, toolbox: { ...desk.toolbox, all: [...desk.toolbox.all, ...beside] } },
    { ...settings, failed: (error) => failures.push(error) },
  );
  const server = await startServer(createApp(desk, gate, [door.routes]), { hostname: '127.0.0.1', port: 0 });
  return {
    desk,
    door,
    folder,
    failures,
    url: new URL(`http://127.0.0.1:${server.port}/mcp`),
    people: Array.from({ length: people }, (_, number) => {
      const user = authority.user(TENANTS[number % TENANTS.length] ?? TENANTS[0], `Person ${number}`);
      const roles = [ROLES[number % ROLES.length]];
      return { ...user, token: authority.accessToken({ user, claims: { roles } }) };
    }),
    close: async () => {
      await door.stop(0);
      await server.stop();
      await desk.close();
      await authority.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
