import { cleanText, shortened } from '../core/text.ts';
import type { Attempt } from './courier.ts';
import type { AttemptEnd, OutboxEntry } from './outbox-store.ts';

/** How long and how often it is tried; times in milliseconds. */
export interface Patience {
  /** Attempts, after which it is given up. */
  readonly attempts: number;
  /** The ceiling of the first wait, doubled with each further one … */
  readonly firstWait: number;
  /** … up to this. */
  readonly longestWait: number;
}

/** A day: whoever asks for more patience is asked again then. */
const LONGEST_ASKED = 86_400_000;
const LONGEST_WHY = 300;

/**
 * What becomes of a message with an attempt. What may have come through is sent again only where its message wants that,
 * and given up as in doubt, never as failed. Waits grow exponentially, with full jitter: anything from nothing to the
 * ceiling, so that what failed together is not tried together. Where longer was asked for, that counts; it counts for
 * what is in doubt as well, should a person put it back.
 *
 * @param entry as it was taken, this attempt counted
 * @param random from 0 to below 1
 */
export function attemptEnd(
  attempt: Attempt,
  entry: Pick<OutboxEntry, 'message' | 'attempts' | 'maybeSeen'>,
  now: number,
  { attempts, firstWait, longestWait }: Patience,
  random: () => number,
): AttemptEnd {
  if (attempt.kind === 'delivered')
    return { state: 'delivered', due: now, maybeSeen: entry.maybeSeen, delivered: attempt.id };
  const why = shortened(cleanText(attempt.why), LONGEST_WHY);
  const maybeSeen = entry.maybeSeen || attempt.kind === 'unknown';
  const left = { due: now, maybeSeen, why };
  if (attempt.kind === 'gone' || attempt.kind === 'refused') return { ...left, state: 'failed' };
  const asked = now + patienceAsked(attempt.afterMs);
  if (attempt.kind === 'unknown' && (attempt.leave === true || entry.message.inDoubt === 'leave'))
    return { ...left, state: 'in_doubt', due: asked };
  if (entry.attempts >= attempts)
    return {
      ...left,
      ...(maybeSeen ? { due: asked } : {}),
      state: maybeSeen ? 'in_doubt' : 'failed',
      why: `Given up after ${entry.attempts} ${entry.attempts === 1 ? 'attempt' : 'attempts'}: ${why}`,
    };
  const ceiling = Math.min(longestWait, firstWait * 2 ** (entry.attempts - 1));
  return { ...left, state: 'waiting', due: Math.ceil(Math.max(asked, now + random() * ceiling)) };
}

function patienceAsked(milliseconds = 0): number {
  return milliseconds > 0 ? Math.min(milliseconds, LONGEST_ASKED) : 0;
}
