import type { Clock } from '../../src/core/clock.ts';
import type { Timer } from '../../src/delivery/timer.ts';

export const START = Date.parse('2031-04-05T06:07:08.000Z');

/** A clock and a timer that a test moves. */
export interface SteppedTime {
  readonly clock: Clock;
  readonly timer: Timer;
  /** Goes on by so many milliseconds, from one thing that is due to the next. */
  pass(milliseconds: number): Promise<void>;
  /** Waits for what runs now, and does what is due now. */
  settle(): Promise<void>;
}

export function steppedTime(): SteppedTime {
  let now = START;
  let numbered = 0;
  const due = new Map<number, { readonly at: number; readonly work: () => void }>();
  /** What runs by promises alone ends within a turn of the loop of events. */
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const next = (until: number) =>
    [...due].filter(([, { at }]) => at <= until).sort(([a, first], [b, second]) => first.at - second.at || a - b)[0];
  const pass = async (milliseconds: number): Promise<void> => {
    const until = now + milliseconds;
    await turn();
    for (let found = next(until); found !== undefined; found = next(until)) {
      const [number, { at, work }] = found;
      due.delete(number);
      now = Math.max(now, at);
      work();
      await turn();
    }
    now = until;
  };
  return {
    clock: { now: () => now, today: () => new Date(now).toISOString().slice(0, 10) },
    timer: (milliseconds, work) => {
      numbered += 1;
      const number = numbered;
      due.set(number, { at: now + Math.max(0, milliseconds), work });
      return () => void due.delete(number);
    },
    pass,
    settle: () => pass(0),
  };
}
