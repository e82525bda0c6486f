/** Tells the time, so that nothing below reads the machine's clock by itself. */
export interface Clock {
  /** The current day in UTC, `YYYY-MM-DD`. */
  today(): string;
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export const systemClock: Clock = { today: () => new Date().toISOString().slice(0, 10), now: () => Date.now() };

/** Waits so many milliseconds; tests give one that does not. */
export type Sleep = (milliseconds: number) => Promise<void>;

export const systemSleep: Sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
