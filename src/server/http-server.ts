import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Desk } from '../compose.ts';
import type { SignedIn } from '../core/access.ts';
import { randomId } from '../core/ids.ts';
import { failure, type Gate } from './sign-in.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** How long running requests may take to end at a stop, in milliseconds. */
const PATIENCE = 5_000;
/** How long a connection that is not used is kept open, in milliseconds. */
const KEPT_OPEN = 65_000;

export interface RunningServer {
  readonly address: string;
  readonly port: number;
  /** Stops taking requests, lets running ones finish. */
  stop(): Promise<void>;
}

/** Tells somebody who they are here and what they may do. */
function whoAmI(desk: Desk, { tenant, kind, caller, roles }: Omit<SignedIn, 'token' | 'expires'>) {
  return {
    tenant,
    kind,
    id: caller.id,
    ...(caller.name === undefined ? {} : { name: caller.name }),
    roles,
    permissions: [...caller.permissions].sort(),
    tools: desk.toolbox.permitted({ user: caller }).map(({ name }) => name),
    withdrawn: [...(caller.withdrawn?.keys() ?? [])],
  };
}

/**
 * The HTTP application.
 *
 * @param gate how people come in; for one local user that user
 * @param doors routes of the channels' doors, which let people in themselves
 */
export function createApp(
  desk: Desk,
  gate: Gate | Omit<SignedIn, 'token' | 'expires'>,
  doors: readonly Hono[] = [],
): Hono {
  const app = new Hono();
  // A page that names this machine by a name of its own must not use the desk as the local user (DNS rebinding).
  if (!('admit' in gate))
    app.use(async (context, next) => {
      const { hostname } = new URL(context.req.url);
      if (LOOPBACK.has(hostname)) return next();
      return context.json({ error: { code: 'not_permitted', message: 'Only this machine is served here.' } }, 403);
    });
  app.get('/healthz', async (context) => {
    await desk.refresh();
    const versions = desk.library.versions();
    const index = await desk.library.index.health();
    return context.json(
      {
        status: index.status === 'healthy' ? 'ok' : index.status,
        library: {
          versions: versions.length,
          provisions: versions.reduce((sum, { provisions }) => sum + provisions, 0),
        },
        index,
        audit: { problems: [desk.checkpoints.problem, desk.replica?.behind ?? ''].filter((each) => each !== '') },
      },
      index.status === 'unhealthy' ? 503 : 200,
    );
  });
  app.get('/whoami', async (context) => {
    try {
      if (!('admit' in gate)) return context.json({ ...whoAmI(desk, gate), groups: [] });
      const who = await gate.admit(context.req.raw, randomId());
      return context.json({ ...whoAmI(desk, who), groups: await gate.groups(context.req.raw) });
    } catch (error) {
      return failure(context, error);
    }
  });
  for (const door of doors) app.route('/', door);
  app.notFound((context) =>
    context.json({ error: { code: 'not_found', message: 'There is nothing at this address.' } }, 404),
  );
  app.onError((_error, context) =>
    context.json({ error: { code: 'internal', message: 'The request could not be served.' } }, 500),
  );
  return app;
}

/** Listens on one address; resolves once it does, rejects where the port is taken. */
export function startServer(app: Hono, options: { hostname: string; port: number }): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: options.hostname, port: options.port }, (info: AddressInfo) => {
      resolve({
        address: info.address,
        port: info.port,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), PATIENCE).unref();
          }),
      });
    });
    // A balancer in front keeps its connections for a minute: one that is closed under it fails the next request.
    if ('keepAliveTimeout' in server) {
      server.keepAliveTimeout = KEPT_OPEN;
      server.headersTimeout = KEPT_OPEN + 1_000;
    }
    server.once('error', reject);
  });
}
