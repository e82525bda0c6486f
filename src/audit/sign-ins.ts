import type { SignedIn } from '../core/access.ts';
import type { Channel } from '../core/call-context.ts';
import { AppError } from '../core/errors.ts';
import type { Audit } from './audit.ts';

/** Records who signed in, and what was refused before anybody was known. */
export interface SignInRecorder {
  signedIn(who: SignedIn, channel: Channel, correlation: string): void;
  refused(error: unknown, channel: Channel, correlation: string): void;
}

/** Refusals of one minute that are rows of their own; what knocks more often is counted. */
const MOST_A_MINUTE = 20;
const MINUTE = 60_000;
/** Tokens remembered; each ends by itself after about an hour. */
const MOST_TOKENS = 20_000;

/** @param now milliseconds since 1970 */
export function createSignInRecorder(audit: Pick<Audit, 'record'>, now: () => number): SignInRecorder {
  const seen = new Set<string>();
  let minute = 0;
  let count = 0;
  return {
    signedIn: ({ tenant, caller, roles, kind, token }, channel, correlation) => {
      if (seen.has(token)) return;
      const { id, name } = caller;
      audit.record(
        { type: 'sign_in', body: { kind, roles: [...roles] } },
        {
          tenant,
          user: { id, ...(name === undefined ? {} : { name }) },
          conversation: `sign-ins of ${tenant}`,
          channel,
          correlation,
        },
      );
      // Only once it is recorded: where that fails, the next call tries again.
      seen.add(token);
      const [oldest] = seen;
      if (seen.size > MOST_TOKENS && oldest !== undefined) seen.delete(oldest);
    },
    refused: (error, channel, correlation) => {
      const by = {
        tenant: 'unknown',
        user: 'unknown',
        conversation: 'refused sign-ins',
        channel,
        correlation,
      } as const;
      const current = Math.floor(now() / MINUTE);
      const uncounted = current === minute ? 0 : Math.max(0, count - MOST_A_MINUTE);
      if (current !== minute) {
        minute = current;
        count = 0;
      }
      // Whoever knocks a thousand times must not fill the disk; that they did is told.
      if (uncounted > 0) audit.record({ type: 'refusal', body: { what: 'sign-in', more: uncounted } }, by);
      count += 1;
      if (count > MOST_A_MINUTE) return;
      const known = error instanceof AppError;
      audit.record(
        {
          type: 'refusal',
          body: {
            what: 'sign-in',
            code: known ? error.code : 'internal',
            ...(known && error.detail !== undefined ? { reason: error.detail.slice(0, 200) } : {}),
          },
        },
        by,
      );
    },
  };
}
