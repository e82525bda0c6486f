import { recordSettings } from '../audit/settings.ts';
import { platformsSetUp } from '../compose-platforms.ts';
import { AppError } from '../core/errors.ts';
import { randomId } from '../core/ids.ts';
import { openFilingsDoor } from './filings-door.ts';
import { followLibrary } from './follow-library.ts';
import { productVersion } from './product-version.ts';
import { settingsOf } from './recorded-settings.ts';
import type { Session } from './session.ts';

/** How long running calls may take to end at a stop, in milliseconds. */
const PATIENCE = 5_000;

/**
 * `compliance mcp`: the desk for a host on this machine, over standard input and output, in the name of the user of this
 * machine. Where people must sign in it refuses: a program that a host starts proves nobody's identity.
 */
export async function serveStdio(session: Session): Promise<void> {
  const config = session.config();
  if (config.entra !== undefined)
    throw new AppError(
      'misconfigured',
      'Here people sign in (ENTRA_…), and over standard input nobody can. Connect the assistant to the address in MCP_URL instead; or leave the sign-in settings away for one person on this machine.',
    );
  const [{ openStdioDoor }, { PAGE_CHARACTERS }] = await Promise.all([
    import('../../mcp/stdio.ts'),
    import('../../mcp/desk-door.ts'),
  ]);
  const desk = await session.desk({ pageCharacters: PAGE_CHARACTERS });
  recordSettings(desk.audit, desk.library.store, settingsOf(config, true, await platformsSetUp(config)), randomId());
  const { tenant, user } = session.caller();
  const door = openStdioDoor(desk, { who: { tenant, user }, version: productVersion() });
  const filings = await openFilingsDoor(desk, config, { sweeps: false, tell: session.terminal.err });
  filings.run();
  const following = followLibrary(desk, door.libraryChanged);
  desk.checkpoints.keepUp(true);
  await Promise.race([door.ended, stopped()]);
  following.stop();
  await Promise.all([door.stop(PATIENCE), filings.stop(PATIENCE)]);
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
}
