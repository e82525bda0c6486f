/** At most so many messages in any stretch of so many milliseconds. */
export interface RateLimit {
  readonly most: number;
  readonly within: number;
}

export interface RateLimits {
  /** Of each conversation for itself. */
  readonly conversation: readonly RateLimit[];
  /** Over all conversations together. */
  readonly overall: readonly RateLimit[];
}

const SECOND = 1_000;
const HOUR = 3_600_000;

/**
 * What Microsoft names for bots in Teams: for each thread, and 50 requests a second for an app in a tenant
 * (learn.microsoft.com, "Optimize your bot with rate limiting in Teams"). The ceiling over all leaves room for answers,
 * which do not wait for alerts.
 */
export const TEAMS_RATES: RateLimits = {
  conversation: [
    { most: 7, within: SECOND },
    { most: 8, within: 2 * SECOND },
    { most: 60, within: 30 * SECOND },
    { most: 1_800, within: HOUR },
  ],
  overall: [{ most: 30, within: SECOND }],
};

/** Counts what is sent, in one process: behind several, each lets so many through. */
export interface SendRates {
  /**
   * When a conversation may be sent its next message at the earliest, milliseconds since 1970: `now` where it may at once.
   *
   * @param conversation tells conversations apart; the tenant included
   */
  earliest(conversation: string, now: number): number;
  /** How many may go over all, now, and when the next one may where that is none. */
  overall(now: number): { readonly room: number; readonly earliest: number };
  /** Counts one that leaves now, over all. */
  departs(now: number): void;
  /**
   * Counts one that a conversation was sent, be it by a door itself. Told once the channel has answered: the channel took
   * it before, and what follows is late enough by its clock as well.
   */
  sent(conversation: string, now: number): void;
}

/** Conversations that are looked at with each one that is counted, so that nobody is remembered for ever. */
const LOOKED_AT = 2;

/**
 * Exact over any stretch of time: windows that begin anew at a tick of the clock would let twice as many through around
 * the tick. The times are kept as long as a limit looks back.
 */
export function createSendRates({ conversation: limits, overall }: RateLimits): SendRates {
  const conversations = new Map<string, readonly number[]>();
  let all: readonly number[] = [];
  const longest = longestOf(limits);
  return {
    earliest: (conversation, now) => earliestBy(limits, conversations.get(conversation) ?? [], now),
    overall: (now) => {
      const rooms = overall.map(({ most, within }) => most - all.filter((at) => at > now - within).length);
      return { room: Math.max(0, Math.min(...rooms)), earliest: earliestBy(overall, all, now) };
    },
    departs: (now) => {
      all = noted(all, now, longestOf(overall));
    },
    sent: (conversation, now) => {
      const times = noted(conversations.get(conversation) ?? [], now, longest);
      // Put at the end: at the front is who was sent to longest ago.
      conversations.delete(conversation);
      if (times.length > 0) conversations.set(conversation, times);
      let looked = 0;
      for (const [each, before] of conversations) {
        if (looked === LOOKED_AT) break;
        looked += 1;
        if ((before.at(-1) ?? 0) <= now - longest) conversations.delete(each);
      }
    },
  };
}

function longestOf(limits: readonly RateLimit[]): number {
  return Math.max(0, ...limits.map(({ within }) => within));
}

/** By each limit, so long after the one with which it was full. */
function earliestBy(limits: readonly RateLimit[], times: readonly number[], now: number): number {
  const free = limits.map(({ most, within }) => {
    const last = times[times.length - most];
    // A clock that was set back makes nobody wait longer than a limit looks back.
    return last === undefined ? now : Math.min(last, now) + within;
  });
  return Math.max(now, ...free);
}

/** With one more, and without what no limit looks back to. */
function noted(times: readonly number[], now: number, longest: number): readonly number[] {
  return longest === 0 ? [] : [...times.filter((at) => at > now - longest), now];
}
