import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import type { Passes } from '../../bot/sign-in/passes.ts';
import { openTeamsDoor, type TeamsDoor, type TeamsDoorOptions } from '../../bot/teams-door.ts';
import { createSignInRecorder } from '../../src/audit/sign-ins.ts';
import { type Desk, type DeskConfig, type DeskOptions, openDesk } from '../../src/compose.ts';
import { openFiles } from '../../src/compose-files.ts';
import { PERMISSIONS, type Permission } from '../../src/core/permissions.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { createApp, startServer } from '../../src/server/http-server.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { startTeams } from '../fixtures/teams/fake-teams.ts';
import type { FakeTeams, TeamsOptions } from '../fixtures/teams/teams-api.ts';

/** A desk over invented law behind the Teams door, with the strict Teams in front of it. */
export interface TeamsDesk {
  readonly desk: Desk;
  readonly door: TeamsDoor;
  readonly teams: FakeTeams;
  readonly folder: string;
  /** What failed inside, as the door was told. */
  readonly failures: unknown[];
  close(): Promise<void>;
}

export interface TeamsDeskOptions {
  readonly texts?: readonly ImportedText[];
  readonly desk?: DeskOptions;
  readonly config?: Partial<DeskConfig>;
  readonly teams?: TeamsOptions;
  readonly door?: Partial<TeamsDoorOptions>;
  readonly permissions?: readonly Permission[];
  /** Goes on with the files of a desk before. */
  readonly folder?: string;
  /** Goes on with the Teams of a desk before. */
  readonly before?: FakeTeams;
}

/** Tokens from the fake's own endpoint: MSAL would insist on https. */
class LoopbackCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #teams: FakeTeams;
  constructor(teams: FakeTeams) {
    super({ MicrosoftAppId: teams.appId, MicrosoftAppPassword: teams.appPassword });
    this.#teams = teams;
  }
  override async createCredentials(): ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']> {
    const token = this.#teams.botToken();
    return {
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${token}`);
        return request;
      },
    };
  }
}

export async function teamsDesk(options: TeamsDeskOptions = {}): Promise<TeamsDesk> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'compliance-teams-'));
  // A stream's pace is a rule of its own, and has tests of its own.
  const teams = options.before ?? (await startTeams({ limits: { streamInterval: 0 }, ...options.teams }));
  const desk = await openDesk({ dataFolder: folder, ...options.config }, { starter: false, ...options.desk });
  if (options.folder === undefined) for (const text of options.texts ?? [inventedAct()]) await desk.library.add(text);
  const failures: unknown[] = [];
  const files = await openFiles(desk, {}, { local: true });
  const door = openTeamsDoor({
    desk,
    files,
    passes: everybody(options.permissions ?? PERMISSIONS),
    recorder: createSignInRecorder(desk.audit, () => desk.clock.now()),
    identity: { appId: teams.appId, tenant: teams.tenant, password: teams.appPassword },
    cloud: { openIdMetadata: teams.openIdMetadataUrl },
    credentials: new LoopbackCredentials(teams),
    tenants: [teams.tenant],
    owner: 'this test',
    lives: (owner) => owner === 'this test',
    failed: (error) => failures.push(error),
    // Nobody waits between two pieces where the pace is not what is tested.
    wait: async () => new Promise((resolve) => setImmediate(resolve)),
    elapsed: steppedClock(),
    ...options.door,
  });
  const local = {
    tenant: 'local',
    kind: 'user' as const,
    caller: { id: 'x', permissions: new Set<Permission>() },
    roles: [],
  };
  const server = await startServer(createApp(desk, local, [door.routes]), { hostname: '127.0.0.1', port: 0 });
  teams.bot = `http://127.0.0.1:${server.port}/api/messages`;
  return {
    desk,
    door,
    teams,
    folder,
    failures,
    close: async () => {
      await door.stop(1_000);
      await server.stop();
      await files.close();
      await desk.close();
      if (options.before === undefined) await teams.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Each reading is two seconds later: the pace of a stream is never waited for. */
function steppedClock(): () => number {
  let now = 0;
  return () => {
    now += 2_000;
    return now;
  };
}

/** Whoever Teams vouches for may do this. */
export function everybody(permissions: readonly Permission[]): Passes {
  return {
    signIn: true,
    take: async () => Promise.reject(new Error('nobody signs in here')),
    drop: () => undefined,
    of: async (tenant, { id, name }) => ({
      tenant,
      caller: { id, ...(name === undefined ? {} : { name }), permissions: new Set(permissions) },
      roles: ['everybody'],
    }),
  };
}
