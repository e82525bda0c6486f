/**
 * Does something later.
 *
 * @param milliseconds from now on; 0 for as soon as what runs now has ended
 * @returns undoes it, where it has not been done yet
 */
export type Timer = (milliseconds: number, work: () => void) => () => void;

/** The most that the machine's timer can wait; more than that it would not wait at all. */
const LONGEST = 2 ** 31 - 1;

export const systemTimer: Timer = (milliseconds, work) => {
  const timer = setTimeout(work, Math.min(Math.max(0, milliseconds), LONGEST));
  return () => clearTimeout(timer);
};
