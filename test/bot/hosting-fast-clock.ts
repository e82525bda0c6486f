import { setTimeout as sleep } from 'node:timers/promises';
import { createOutgoing } from '../../bot/connection/outgoing.ts';

/** A clock for both sides of a test that runs so many times as fast as the machine's: waits are kept, and short. */
export interface FastClock {
  readonly now: () => number;
  /** Never too short, by this clock. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** @param begun milliseconds since 1970; the same in two processes, they agree on the time */
export function fastClock(times: number, begun = machineTime()): FastClock {
  const now = () => begun + (machineTime() - begun) * times;
  return {
    now,
    wait: async (milliseconds) => {
      const until = now() + milliseconds;
      while (now() < until) await sleep((until - now()) / times);
    },
  };
}

/** What Teams and the door are opened with, so that the whole of its rules holds and is kept to by the same clock. */
export function byOneClock({ now, wait }: FastClock) {
  return {
    teams: { now, limits: {} },
    door: { elapsed: now, wait, outgoing: createOutgoing({ now, wait }) },
  };
}

function machineTime(): number {
  return performance.timeOrigin + performance.now();
}
