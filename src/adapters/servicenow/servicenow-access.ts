import { z } from 'zod';
import { type Answer, boundedRequest } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { createKeptSession } from '../../core/kept-session.ts';
import { platformAway, questionFailed, unanswered } from '../../findings/filing/http-attempts.ts';
import { SERVICENOW, type ServiceNowAuth, type ServiceNowSettings } from './servicenow-options.ts';

/** How requests say who asks. */
export interface ServiceNowAccess {
  /**
   * The `Authorization` that stands, or a new one; those who come at once share one sign-in.
   *
   * @throws AppError where none is to be had; the signal's reason
   */
  authorization(signal?: AbortSignal): Promise<string>;
  /** The instance did not take this one. False where the next would be the same. */
  refused(authorization: string): boolean;
  /** What no message may hold. */
  secrets(): readonly string[];
  end(): void;
}

interface Held {
  readonly authorization: string;
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const LONGEST = 64 * 1024;
/** A token is not used in its last seconds: it would end on the way. */
const SPARE = 30_000;
/** Instances lock a user after a few sign-ins that they refused. */
const REFUSED_FOR = 60_000;

/** The answer of `/oauth_token.do`, RFC 6749 section 5.1; `expires_in` is 1799 as it is shipped. */
const Token = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,4096}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(31_536_000).catch(300),
});
/** RFC 6749 section 5.2. A user that is refused is told as `server_error` with the description `access_denied`. */
const Refusal = z.object({ error: z.string().regex(/^[a-z_]{1,60}$/) });

export function createServiceNowAccess(settings: ServiceNowSettings, base: string): ServiceNowAccess {
  const { auth, now } = settings;
  if (auth.kind === 'basic') {
    const encoded = Buffer.from(`${auth.user}:${auth.password}`, 'utf8').toString('base64');
    return {
      authorization: async (signal) => {
        signal?.throwIfAborted();
        return `Basic ${encoded}`;
      },
      refused: () => false,
      secrets: () => [auth.password, encoded],
      end: () => undefined,
    };
  }
  const kept = createKeptSession(() => askForToken(settings, base, auth), { now, refusedFor: REFUSED_FOR });
  let last: Held | undefined;
  return {
    authorization: async (signal) => {
      if (last !== undefined && now() >= last.until) kept.drop(last);
      last = await kept.get(signal);
      return last.authorization;
    },
    refused: (authorization) => {
      if (last?.authorization === authorization) kept.drop(last);
      return true;
    },
    secrets: () => [
      auth.clientSecret,
      ...(auth.kind === 'password' ? [auth.password] : []),
      ...(last === undefined ? [] : [last.token]),
    ],
    end: () => void kept.end(),
  };
}

async function askForToken(
  { fetch: fetcher, now, timeout }: ServiceNowSettings,
  base: string,
  auth: Exclude<ServiceNowAuth, { kind: 'basic' }>,
): Promise<Held> {
  // In the body: in the address they would be written into every log on the way.
  const body = new URLSearchParams({
    grant_type: auth.kind,
    client_id: auth.clientId,
    client_secret: auth.clientSecret,
    ...(auth.kind === 'password' ? { username: auth.user, password: auth.password } : {}),
  });
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const init = { method: 'POST', headers, body: body.toString() };
  const bounds = { timeout, longest: LONGEST };
  const answer = await boundedRequest(fetcher, `${base}/oauth_token.do`, init, bounds).catch((error: unknown) => {
    throw unanswered(error, SERVICENOW);
  });
  const token = answer.status === 200 ? Token.safeParse(answer.json) : undefined;
  if (token?.success !== true) throw notGiven(answer, now());
  const { access_token, expires_in } = token.data;
  const until = now() + Math.max(1_000, expires_in * 1000 - SPARE);
  return { authorization: `Bearer ${access_token}`, token: access_token, until };
}

function notGiven(answer: Answer, now: number): AppError {
  const { status, json } = answer;
  const refusal = Refusal.safeParse(json);
  const detail = `${SERVICENOW}: sign-in ${status}`;
  if (status === 400 || status === 401 || status === 403)
    return new AppError(
      'misconfigured',
      `${SERVICENOW} refuses the sign-in (${refusal.success ? refusal.data.error : status}). Check the client id and secret, the user and password, whether the user is locked, and whether the instance allows this kind of sign-in.`,
      { detail },
    );
  if (status === 200) return platformAway(SERVICENOW, 'answers a sign-in in no form that is known', detail);
  return questionFailed(answer, SERVICENOW, now);
}
