import { TEAMS_RATES } from '../../src/delivery/send-rates.ts';

/** So many sends within so many milliseconds. */
export interface Pace {
  readonly most: number;
  readonly within: number;
}

export interface Pacing {
  /**
   * Resolves once something may be sent there; in the order in which it was asked.
   *
   * @returns to be called once it was answered: only then is it certain when it was counted at the latest
   */
  turn(conversation: string, signal?: AbortSignal): Promise<() => void>;
}

export interface PacingOptions {
  readonly paces?: readonly Pace[];
  /** Milliseconds of any origin. */
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Conversations remembered at once. */
const MOST_KEPT = 10_000;

/**
 * Keeps each conversation within every pace at any moment: the windows slide, since a service that counts otherwise than
 * we do must not find more in a window of its own, nor one that takes long to get there.
 */
export function createPacing({ paces = TEAMS_RATES.conversation, now, wait }: PacingOptions): Pacing {
  const longest = Math.max(...paces.map(({ within }) => within));
  const most = Math.max(...paces.map((pace) => pace.most));
  const sent = new Map<string, Sends>();

  const delay = (sends: readonly Send[]): number =>
    Math.max(
      0,
      ...paces.map(({ most: allowed, within }) => {
        const oldest = sends.at(-allowed);
        return oldest === undefined ? 0 : oldest.at + within - now();
      }),
    );

  const waitFor = async (entry: Sends, signal: AbortSignal | undefined): Promise<() => void> => {
    for (let left = delay(entry.sends); left > 0; left = delay(entry.sends)) await wait(left, signal);
    signal?.throwIfAborted();
    const mine = { at: now() };
    entry.sends = [...entry.sends.filter(({ at }) => at > now() - longest), mine].slice(-most);
    return () => {
      mine.at = now();
    };
  };

  return {
    turn: (conversation, signal) => {
      const entry: Sends = sent.get(conversation) ?? { sends: [], last: Promise.resolve() };
      sent.delete(conversation);
      sent.set(conversation, entry);
      const [oldest] = sent.keys();
      if (sent.size > MOST_KEPT && oldest !== undefined) sent.delete(oldest);
      const mine = entry.last.then(() => waitFor(entry, signal));
      entry.last = mine.catch(() => undefined);
      return mine;
    },
  };
}

interface Send {
  /** When it was sent; once it was answered, when that was. */
  at: number;
}

interface Sends {
  sends: Send[];
  last: Promise<unknown>;
}
