import { recordSettings } from '../audit/settings.ts';
import { createSignInRecorder } from '../audit/sign-ins.ts';
import type { Desk } from '../compose.ts';
import { type PlatformSetUp, platformsSetUp } from '../compose-platforms.ts';
import { openAccess } from '../compose-sign-in.ts';
import type { Config } from '../config.ts';
import type { Access } from '../core/access.ts';
import { AppError } from '../core/errors.ts';
import { randomId } from '../core/ids.ts';
import type { RunningServer } from '../server/http-server.ts';
import { openFilingsDoor } from './filings-door.ts';
import { followLibrary } from './follow-library.ts';
import { doorOptions } from './mcp-door-options.ts';
import { settingsOf } from './recorded-settings.ts';
import type { Session } from './session.ts';
import { failureLine, openDoorForTeams } from './teams-door.ts';

const LOOPBACK = '127.0.0.1';
const HOUR = 3_600_000;
/** How long running calls may take to end at a stop, in milliseconds. */
const PATIENCE = 5_000;
/** How soon rows are in the replica, in milliseconds. */
const COPIED_EVERY = 5_000;

/**
 * `compliance serve`. With `--local` one person on this machine uses it without signing in, on the loopback address only;
 * anything else needs sign-in settings and does not start without them.
 */
export async function serveDesk(session: Session, options: { local?: boolean }): Promise<void> {
  const config = session.config();
  const local = options.local === true;
  if (local && config.entra !== undefined)
    throw new AppError(
      'misconfigured',
      '--local lets whoever is on this machine in without signing in, and sign-in is set up (ENTRA_…). Leave one of them away.',
    );
  if (!local && config.entra === undefined)
    throw new AppError(
      'misconfigured',
      'Without --local people must sign in, and no sign-in is configured: set ENTRA_TENANTS and ENTRA_CLIENT_ID. For one person on this machine: compliance serve --local',
    );
  const [{ createApp, startServer }, { openDeskDoor, PAGE_CHARACTERS }] = await Promise.all([
    import('../server/http-server.ts'),
    import('../../mcp/desk-door.ts'),
  ]);
  const desk = await session.desk({ pageCharacters: PAGE_CHARACTERS });
  const platforms = await platformsSetUp(config);
  recordSettings(desk.audit, desk.library.store, settingsOf(config, local, platforms), randomId());
  const hostname = local ? LOOPBACK : config.host;
  const entry = local ? { local: localUser(session) } : { access: await openAccess(config, desk.clock, desk.policies) };
  const gate = await gateFor(desk, entry);
  const doorAs = doorOptions(config, gate);
  const door = doorAs && openDeskDoor(desk, doorAs);
  const teams = await openDoorForTeams(desk, config, entry, (error) => session.terminal.err(failureLine(error)));
  const filings = await openFilingsDoor(desk, config, {
    sweeps: teams === undefined,
    tell: session.terminal.err,
  });
  const doors = [door, teams].flatMap((each) => (each === undefined ? [] : [each.routes]));
  const app = createApp(desk, gate, [...doors, ...filings.routes]);
  const server = await startServer(app, { hostname, port: config.port }).catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EADDRINUSE'
        ? `Port ${config.port} is in use; name another one in PORT.`
        : `The server could not listen on ${hostname}, port ${config.port}.`;
    throw new AppError('misconfigured', why, { cause: error });
  });
  tellAddresses(session, { local, config, server, assistants: door !== undefined, teams: teams !== undefined });
  for (const line of platformLines(platforms)) session.terminal.err(`${line}\n`);
  filings.run();
  const following = door && followLibrary(desk, door.libraryChanged);
  desk.checkpoints.keepUp(true);
  const timer = setInterval(() => desk.checkpoints.keepUp(true), HOUR);
  const copying = setInterval(() => void desk.replica?.keepUp(), COPIED_EVERY);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  // First: whoever stops the program may not wait for its requests.
  desk.checkpoints.keepUp(true);
  clearInterval(timer);
  clearInterval(copying);
  following?.stop();
  await Promise.all([door?.stop(PATIENCE), teams?.stop(PATIENCE), filings.stop(PATIENCE)]);
  await server.stop();
}

/** Where people and assistants reach the desk now, and what is missing where they do not. */
function tellAddresses(
  session: Session,
  {
    local,
    config,
    server,
    assistants,
    teams,
  }: { local: boolean; config: Config; server: RunningServer; assistants: boolean; teams: boolean },
): void {
  const hostname = local ? LOOPBACK : config.host;
  session.terminal.err(
    local
      ? `Listening on http://${LOOPBACK}:${server.port} for one local user, ${config.localUser}: no sign-in, this machine only. Ctrl-C stops it.\n`
      : `Listening on http://${hostname}:${server.port}. People sign in with Microsoft Entra ID (tenants: ${config.entra?.tenants.join(', ')}). Ctrl-C stops it.\n`,
  );
  session.terminal.err(
    !assistants
      ? 'Assistants cannot connect yet: set MCP_URL to the address under which they reach this server, such as https://desk.example/mcp\n'
      : `Assistants connect by MCP to ${config.mcp.url ?? `http://${LOOPBACK}:${server.port}${config.mcp.path}`}\n`,
  );
  session.terminal.err(
    !teams
      ? 'People in Microsoft Teams cannot ask yet: set TEAMS_APP_ID and the settings that belong to it\n'
      : `Microsoft Teams posts to ${config.teams?.url ?? `http://${LOOPBACK}:${server.port}`}/api/messages\n`,
  );
}

/** Where findings go, and where platforms tell how they stand. */
function platformLines(platforms: readonly PlatformSetUp[]): readonly string[] {
  return platforms.map(
    ({ tenant, platform, host, webhook }) =>
      `Findings of ${tenant} are filed with ${platform} (${host})${webhook ? `; it tells of states at /grc/${tenant}/events` : ''}`,
  );
}

function localUser(session: Session) {
  const { tenant, user } = session.caller();
  return { tenant, kind: 'user' as const, caller: user, roles: ['local user'] };
}

async function gateFor(
  desk: Desk,
  entry: { readonly access: Access } | { readonly local: ReturnType<typeof localUser> },
) {
  if ('local' in entry) return entry.local;
  const { createGate } = await import('../server/sign-in.ts');
  return createGate(
    entry.access,
    createSignInRecorder(desk.audit, () => desk.clock.now()),
  );
}
