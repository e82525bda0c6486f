import type { Clock } from '../src/core/clock.ts';

/** A clock that stands still at noon of a day. */
export function fixedClock(day: string): Clock {
  return { today: () => day, now: () => Date.parse(`${day}T12:00:00Z`) };
}
