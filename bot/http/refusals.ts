import type { Audit, Recorded } from '../../src/audit/audit.ts';
import type { SignInRecorder } from '../../src/audit/sign-ins.ts';
import { AppError } from '../../src/core/errors.ts';

/** Records what was refused, so that whoever runs the desk sees it. */
export interface Refusals {
  /** Something of which nobody could be told whom it is from. */
  unproved(error: unknown): void;
  /**
   * Something that the channel did send.
   *
   * @param what was refused, in the row's terms
   * @param activity as it came: who is in it is looked for, and may be missing
   */
  proved(what: string, activity: unknown, why: Why): void;
}

interface Why {
  readonly code: string;
  readonly reason?: string;
  readonly tenant?: string;
}

export interface RefusalsOptions {
  readonly audit: Pick<Audit, 'record'>;
  readonly recorder: Pick<SignInRecorder, 'refused'>;
  readonly serves: (tenant: string) => boolean;
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Refusals of one minute that are rows of their own; what comes more often is counted. */
const MOST_A_MINUTE = 20;
const MINUTE = 60_000;

export function createRefusals({ audit, recorder, serves, newId, now }: RefusalsOptions): Refusals {
  let minute = 0;
  let count = 0;
  return {
    unproved: (error) => {
      if (error instanceof AppError && ['not_signed_in', 'not_permitted'].includes(error.code))
        recorder.refused(error, 'teams', newId());
    },
    proved: (what, activity, { code, reason, tenant }) => {
      const by = whoOf(activity, serves, newId());
      const current = Math.floor(now() / MINUTE);
      const uncounted = current === minute ? 0 : Math.max(0, count - MOST_A_MINUTE);
      if (current !== minute) {
        minute = current;
        count = 0;
      }
      // Somebody elsewhere who writes a thousand times must not fill the disk; that they did is told.
      if (uncounted > 0)
        audit.record({ type: 'refusal', body: { what: 'teams', more: uncounted } }, unknown(by.correlation));
      count += 1;
      if (count > MOST_A_MINUTE) return;
      const more = { ...(reason === undefined ? {} : { reason: reason.slice(0, 200) }) };
      audit.record({ type: 'refusal', body: { what, code, ...more, ...(tenant === undefined ? {} : { tenant }) } }, by);
    },
  };
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Whoever the channel names, in the tenant of the conversation where that is served. A tenant that is not served is no
 * place of the audit: what comes from there stands under `unknown`.
 */
function whoOf(activity: unknown, serves: (tenant: string) => boolean, correlation: string): Recorded {
  const person = guidAt(activity, 'from', 'aadObjectId');
  const named = guidAt(activity, 'conversation', 'tenantId') ?? guidAt(activity, 'channelData', 'tenant', 'id');
  const tenant = named !== undefined && serves(named) ? named : undefined;
  return {
    ...(tenant === undefined ? unknown(correlation) : { ...unknown(correlation), tenant }),
    conversation: tenant === undefined ? 'refused in Teams' : `refused in ${tenant}`,
    ...(person === undefined ? {} : { user: { id: person } }),
  };
}

function unknown(correlation: string): Recorded {
  return { tenant: 'unknown', user: 'unknown', conversation: 'refused in Teams', channel: 'teams', correlation };
}

function guidAt(value: unknown, ...path: readonly string[]): string | undefined {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  const guid = typeof at === 'string' ? at.toLowerCase() : '';
  return GUID.test(guid) ? guid : undefined;
}
