import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that a step has: the machine may be slow, and shared. */
export const PATIENCE = 60_000;
const LOOKED_EVERY = 100;

/**
 * Looks again and again until it holds.
 *
 * @throws Error that says what is not there
 */
export async function until(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  for (const began = Date.now(); Date.now() - began < PATIENCE; await sleep(LOOKED_EVERY)) if (await holds()) return;
  throw new Error(otherwise);
}
