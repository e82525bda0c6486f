import { z } from 'zod';
import { type Answer, type Bounds, boundedRequest, NoAnswerError } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { createKeptSession } from '../../core/kept-session.ts';
import { platformAway, questionFailed, unanswered } from './http-attempts.ts';
import { basic, basicOfClient, type PlatformCredential } from './platform-credential.ts';

export interface PlatformSignInOptions {
  /** What messages call the platform. */
  readonly label: string;
  readonly credential: PlatformCredential;
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly bounds: Bounds;
}

/** How a platform is told who asks. */
export interface PlatformSignIn {
  /** What a request carries. @throws AppError where no token is to be had; the signal's reason */
  headers(signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /**
   * The platform does not take these headers: the token in them is forgotten. False where that helps nothing, as every
   * request would carry the same again.
   */
  refused(headers: Readonly<Record<string, string>>): boolean;
  /** Tokens that no message may hold. */
  secrets(): readonly string[];
  forget(): void;
}

/** A token is not used in the last part of its life, at most a minute: it would end on the way. */
const SPARE = { share: 0.1, most: 60_000 };
/** Seconds; for a token whose end is not told. */
const UNTOLD = 300;
const REFUSED_FOR = 60_000;

/** RFC 6749 section 5.1. */
const Token = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(31_536_000).catch(UNTOLD),
});
/** RFC 6749 section 5.2. The description is not read: it can repeat what was sent. */
const Refusal = z.object({ error: z.string().regex(/^[a-z_]{1,60}$/) });

interface Session {
  readonly headers: Readonly<Record<string, string>>;
  readonly token: string;
  readonly until: number;
}

export function createPlatformSignIn(options: PlatformSignInOptions): PlatformSignIn {
  const { credential, now } = options;
  if (credential.kind !== 'client_credentials') {
    const headers = carriedAlways(credential);
    return { headers: async () => headers, refused: () => false, secrets: () => [], forget: () => undefined };
  }
  let last: Session | undefined;
  const kept = createKeptSession(
    async () => {
      last = await newSession(options, credential);
      return last;
    },
    { now, refusedFor: REFUSED_FOR },
  );
  return {
    headers: async (signal) => {
      const session = await kept.get(signal);
      if (now() < session.until) return session.headers;
      kept.drop(session);
      return (await kept.get(signal)).headers;
    },
    refused: (headers) => {
      if (last?.headers === headers) kept.drop(last);
      return true;
    },
    secrets: () => (last === undefined ? [] : [last.token]),
    forget: () => void kept.end(),
  };
}

function carriedAlways(
  credential: Exclude<PlatformCredential, { kind: 'client_credentials' }>,
): Readonly<Record<string, string>> {
  switch (credential.kind) {
    case 'bearer':
      return { authorization: `Bearer ${credential.token}` };
    case 'basic':
      return { authorization: `Basic ${basic(credential.user, credential.password)}` };
    case 'api_key':
      return { [credential.header.toLowerCase()]: credential.key };
  }
}

/** The client credentials grant, RFC 6749 section 4.4. */
async function newSession(
  { label, fetch: fetcher, now, bounds }: PlatformSignInOptions,
  credential: Extract<PlatformCredential, { kind: 'client_credentials' }>,
): Promise<Session> {
  const { tokenUrl, clientId, clientSecret, scope, parameters, sentIn } = credential;
  const body = new URLSearchParams({ ...parameters, grant_type: 'client_credentials' });
  if (scope !== undefined) body.set('scope', scope);
  if (sentIn === 'body') {
    body.set('client_id', clientId);
    body.set('client_secret', clientSecret);
  }
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    ...(sentIn === 'header' ? { authorization: `Basic ${basicOfClient(clientId, clientSecret)}` } : {}),
  };
  const server = `The authorisation server of ${label}`;
  const init = { method: 'POST', headers, body: body.toString() };
  const answer = await boundedRequest(fetcher, tokenUrl, init, bounds).catch((error: unknown) => {
    throw error instanceof NoAnswerError ? unanswered(error, server) : error;
  });
  const parsed = answer.status === 200 ? Token.safeParse(answer.json) : undefined;
  if (!parsed?.success) throw notGiven(answer, server, now());
  const { access_token: token, expires_in: seconds } = parsed.data;
  const life = seconds * 1000;
  const until = now() + life - Math.min(SPARE.most, life * SPARE.share);
  return { headers: { authorization: `Bearer ${token}` }, token, until };
}

function notGiven(answer: Answer, server: string, now: number): AppError {
  const { status, json } = answer;
  const parsed = Refusal.safeParse(json);
  const code = parsed.success ? parsed.data.error : undefined;
  const isRefusal = status >= 400 && status < 500 && status !== 429 && status !== 408;
  if (code === 'temporarily_unavailable') return platformAway(server, 'is away', `${server}: ${status}`);
  if (!isRefusal) return questionFailed(answer, server, now);
  return new AppError(
    'misconfigured',
    `${server} refuses the program (${code ?? status}). Check "clientId", "clientSecret", "scope" and "tokenUrl" in its credential.`,
    { detail: `${server}: ${status}` },
  );
}
