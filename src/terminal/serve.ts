import { readConfig } from '../config.ts';
import { AppError } from '../core/errors.ts';
import type { Session } from './session.ts';

const LOOPBACK = '127.0.0.1';

/**
 * `compliance serve`. With `--local` one person on this machine uses it without signing in, on the loopback address only;
 * anything else needs sign-in settings and does not start without them.
 */
export async function serveDesk(
  session: Session,
  environment: Readonly<Record<string, string | undefined>>,
  options: { local?: boolean },
): Promise<void> {
  if (options.local !== true) {
    throw new AppError(
      'misconfigured',
      'Without --local people must sign in, and no sign-in is configured. For one person on this machine: compliance serve --local',
    );
  }
  const { port } = readConfig(environment);
  const desk = await session.desk();
  const { createApp, startServer } = await import('../server/http-server.ts');
  const server = await startServer(createApp(desk), { hostname: LOOPBACK, port }).catch(
    (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use; name another one in PORT.`
          : `The server could not listen on port ${port}.`;
      throw new AppError('misconfigured', why, { cause: error });
    },
  );
  session.terminal.err(
    `Listening on http://${LOOPBACK}:${server.port} for one local user: no sign-in, this machine only. Ctrl-C stops it.\n`,
  );
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await server.stop();
}
