/** Tells the day, so that nothing below reads the machine's clock by itself. */
export interface Clock {
  /** The current day in UTC, `YYYY-MM-DD`. */
  today(): string;
}

export const systemClock: Clock = { today: () => new Date().toISOString().slice(0, 10) };
