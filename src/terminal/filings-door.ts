import type { Desk } from '../compose.ts';
import { processIdentity } from '../compose-delivery.ts';
import type { Filings } from '../compose-findings.ts';
import type { Config } from '../config.ts';
import type { SyncResult } from '../findings/syncing/sync-findings.ts';
import type { grcWebhookRoute } from '../server/grc-webhook.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Events of platforms are remembered for so long, in milliseconds: one that is older is not taken on by its time. */
const REMEMBERED = 24 * HOUR;

type EventRoutes = ReturnType<typeof grcWebhookRoute>;

/** What goes to GRC platforms and comes from them while the server runs. */
export interface FilingsInService {
  /** Where platforms tell of states; none where no tenant has that set up. */
  readonly routes: readonly EventRoutes[];
  /** Sends what is due, tells of what is due to be put right, and reads states, until it is stopped. */
  run(): void;
  /** Takes nothing more on, and waits so many milliseconds for what is on its way. */
  stop(patience: number): Promise<void>;
}

export interface FilingsDoorOptions {
  /** False where a channel's door forgets old deliveries already. */
  readonly sweeps: boolean;
  /** Something failed that nobody waits for: a line, for whoever runs the desk. */
  readonly tell: (line: string) => void;
}

/**
 * Opens the platforms that are set up.
 *
 * @throws AppError `misconfigured` naming what is wrong in COMPLIANCE_GRC
 */
export async function openFilingsDoor(
  desk: Desk,
  { grc, findingsSync }: Pick<Config, 'grc' | 'findingsSync'>,
  { sweeps, tell }: FilingsDoorOptions,
): Promise<FilingsInService> {
  const filings = await desk.openFilings();
  const ending = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const now = () => desk.clock.now();
  const trying = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      tell(failureLine(error));
    }
  };
  const hourly = (): void => {
    trying(() => void desk.announceDue());
    if (sweeps) trying(() => void desk.conversations.inbox.sweep(new Date(now() - REMEMBERED).toISOString()));
  };
  const syncing = createSyncing(filings, ending.signal, tell);
  return {
    routes: await eventRoutes(desk, filings, tell),
    run: () => {
      hourly();
      timers.push(setInterval(hourly, HOUR));
      // Without a platform what waits stays as it is: it may be set up again.
      if (grc === undefined) return;
      void filings.sender.run();
      if (findingsSync === 0) return;
      void syncing.look();
      timers.push(setInterval(() => void syncing.look(), findingsSync * MINUTE));
    },
    stop: async (patience) => {
      for (const timer of timers) clearInterval(timer);
      ending.abort();
      await Promise.all([filings.sender.stop(patience), syncing.ended()]);
      await filings.close();
    },
  };
}

async function eventRoutes(
  desk: Desk,
  { events }: Filings,
  tell: (line: string) => void,
): Promise<readonly EventRoutes[]> {
  if (events.tenants.length === 0) return [];
  const door = await import('../server/grc-webhook.ts');
  return [
    door.grcWebhookRoute({
      webhookOf: events.webhookOf,
      apply: events.apply,
      inbox: desk.conversations.inbox,
      transaction: desk.audit.within,
      now: () => desk.clock.now(),
      owner: processIdentity().owner,
      // Whoever is unknown may write anything, and often: of that nothing is told.
      failed: (error, tenant) => {
        if (tenant !== undefined) tell(failureLine(error, `an event of ${tenant}`));
      },
    }),
  ];
}

/** Reads states, one look at a time. What goes wrong in the same way each time is told once. */
function createSyncing({ sync }: Filings, signal: AbortSignal, tell: (line: string) => void) {
  let running: Promise<void> | undefined;
  let told = '';
  const looked = async (): Promise<void> => {
    try {
      const { problems } = await sync({ signal });
      const lines = problems.map(lineOf);
      if (lines.join('') !== told) for (const line of lines) tell(line);
      told = lines.join('');
    } catch (error) {
      if (!signal.aborted) tell(failureLine(error));
    }
  };
  return {
    look: async (): Promise<void> => {
      running ??= looked().finally(() => {
        running = undefined;
      });
      await running;
    },
    ended: async (): Promise<void> => running,
  };
}

function lineOf({ tenant, why }: SyncResult['problems'][number]): string {
  return `Findings of ${tenant}: ${why}\n`;
}

/** What failed, for whoever runs the desk: no words of people's, no stack. */
function failureLine(error: unknown, of?: string): string {
  const what = error instanceof Error ? error.message : 'something that is no error was thrown';
  return `Findings${of === undefined ? '' : `, ${of}`}: ${what.replace(/\s+/g, ' ').slice(0, 300)}\n`;
}
