import { recordSettings } from '../audit/settings.ts';
import { createSignInRecorder } from '../audit/sign-ins.ts';
import type { Desk } from '../compose.ts';
import { openAccess } from '../compose-sign-in.ts';
import type { Config } from '../config.ts';
import type { JsonObject } from '../core/canonical-json.ts';
import { AppError } from '../core/errors.ts';
import { randomId } from '../core/ids.ts';
import { DEFAULT_PAGE_CHARACTERS } from '../tools/law-schemas.ts';
import type { Session } from './session.ts';

const LOOPBACK = '127.0.0.1';
const HOUR = 3_600_000;
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
  const desk = await session.desk({ pageCharacters: DEFAULT_PAGE_CHARACTERS });
  recordSettings(desk.audit, desk.library.store, settingsOf(config, local), randomId());
  const { createApp, startServer } = await import('../server/http-server.ts');
  const hostname = local ? LOOPBACK : config.host;
  const app = createApp(desk, await gateFor(session, desk, config, local));
  const server = await startServer(app, { hostname, port: config.port }).catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EADDRINUSE'
        ? `Port ${config.port} is in use; name another one in PORT.`
        : `The server could not listen on ${hostname}, port ${config.port}.`;
    throw new AppError('misconfigured', why, { cause: error });
  });
  session.terminal.err(
    local
      ? `Listening on http://${LOOPBACK}:${server.port} for one local user, ${config.localUser}: no sign-in, this machine only. Ctrl-C stops it.\n`
      : `Listening on http://${hostname}:${server.port}. People sign in with Microsoft Entra ID (tenants: ${config.entra?.tenants.join(', ')}). Ctrl-C stops it.\n`,
  );
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
  await server.stop();
}

async function gateFor(session: Session, desk: Desk, config: Config, local: boolean) {
  if (local) {
    const { tenant, user } = session.caller();
    return { tenant, kind: 'user' as const, caller: user, roles: ['local user'] };
  }
  const { createGate } = await import('../server/sign-in.ts');
  const access = await openAccess(config, desk.clock);
  return createGate(
    access,
    createSignInRecorder(desk.audit, () => desk.clock.now()),
  );
}

/** Of an address the host alone: the rest may hold a key, and what is recorded can never be taken back. */
function hostOf(url: string | undefined): string {
  return URL.parse(url ?? '')?.host ?? 'none';
}

/** What decides who may do what and where texts go; of secrets only that they are set. */
function settingsOf(config: Config, local: boolean): JsonObject {
  const { entra, roles, groupRoles, elasticsearch, embedder, model, prices, limits = [], departments = {} } = config;
  return {
    signIn:
      entra === undefined
        ? { local }
        : {
            tenants: [...entra.tenants],
            clientId: entra.clientId,
            audiences: [...entra.audiences],
            scopes: [...entra.scopes],
            applications: entra.applications,
            authority: entra.authority,
            groups: entra.credential === undefined ? 'in the token' : entra.graphUrl,
          },
    roles: Object.fromEntries(Object.entries(roles).map(([role, granted]) => [role, [...granted]])),
    groupRoles: Object.fromEntries(
      Object.entries(groupRoles).map(([tenant, groups]) => [
        tenant,
        Object.fromEntries(Object.entries(groups).map(([group, names]) => [group, [...names]])),
      ]),
    ),
    search:
      elasticsearch === undefined ? 'embedded' : { host: hostOf(elasticsearch.url), prefix: elasticsearch.prefix },
    embedder:
      embedder === undefined
        ? 'none'
        : {
            kind: embedder.kind,
            model: embedder.kind === 'local' ? 'in this process' : embedder.model,
            host: hostOf(embedder.url),
          },
    model:
      model === undefined
        ? 'none'
        : {
            kind: model.kind,
            window: model.window,
            deployments: model.endpoints.map(({ url, name }) => ({ name, host: hostOf(url) })),
          },
    prices:
      prices === undefined
        ? 'none'
        : {
            currency: prices.currency,
            models: Object.fromEntries(
              [...prices.models].map(([name, { input, cached, output }]) => [
                name,
                { input: String(input), cached: String(cached), output: String(output) },
              ]),
            ),
          },
    // Whom a limit is for is told for departments and tools alone: a person's id could never be taken back.
    budgets: limits.map(({ of, name, measure, period, most, hard }) => ({
      of,
      ...(name !== undefined && (of === 'department' || of === 'tool') ? { name } : {}),
      measure,
      period,
      most: String(most),
      hard,
    })),
    departments: Object.fromEntries(Object.entries(departments).map(([tenant, groups]) => [tenant, { ...groups }])),
    auditKey: config.auditKey === undefined ? 'not set' : 'set',
    checkpoints: config.checkpointFolder === undefined ? 'not copied' : 'copied',
  };
}
