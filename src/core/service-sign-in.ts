import { z } from 'zod';
import { type Answer, type Bounds, boundedRequest, NoAnswerError, retryAfter } from './bounded-request.ts';
import { AppError } from './errors.ts';
import { basic, basicOfClient, type ServiceCredential } from './service-credential.ts';

export interface SignInOptions {
  /** How people know the service. */
  readonly name: string;
  readonly credential: ServiceCredential;
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly bounds: Bounds;
}

/** How a service is told who asks. */
export interface ServiceSignIn {
  /**
   * What a request carries. Requests that come at once share one sign-in.
   *
   * @throws AppError `upstream_unavailable`, `rate_limited`, `misconfigured`; the signal's reason
   */
  headers(signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /**
   * The service did not take what these headers carry: what was given out is forgotten. False where that helps nothing,
   * as every request would carry the same again.
   */
  refused(headers: Readonly<Record<string, string>>): boolean;
  /** Tokens that are held now: not to be told. */
  secrets(): readonly string[];
  forget(): void;
}

/** A token is not used in the last part of its life, at most a minute: it would end on the way. */
const SPARE = { share: 0.1, most: 60_000 };
/** For a token whose end is not told. */
const UNTOLD = 300;

/** The answer of a token endpoint, RFC 6749 section 5.1. */
const Token = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(31_536_000).catch(UNTOLD),
});
/** RFC 6749 section 5.2. The description is not read: it can repeat what was sent. */
const Refusal = z.object({ error: z.string().regex(/^[a-z_]{1,60}$/) });

export function createServiceSignIn(options: SignInOptions): ServiceSignIn {
  const { credential, now } = options;
  if (credential.kind !== 'client_credentials') {
    const headers = ofThemselves(credential);
    return { headers: async () => headers, refused: () => false, secrets: () => [], forget: () => undefined };
  }
  let held: { readonly token: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    const { access_token: token, expires_in: seconds } = await askForToken(options, credential);
    const life = seconds * 1000;
    held = { token, until: now() + life - Math.min(SPARE.most, life * SPARE.share) };
    return token;
  };
  return {
    headers: async (signal) => {
      signal?.throwIfAborted();
      if (held !== undefined && now() < held.until) return bearer(held.token);
      // Whoever gives up waiting does not end it for the others.
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return bearer(await orGivenUp(asking, signal));
    },
    refused: (headers) => {
      // Another request may have signed in anew meanwhile.
      if (held !== undefined && bearer(held.token)['authorization'] === headers['authorization']) held = undefined;
      return true;
    },
    secrets: () => (held === undefined ? [] : [held.token]),
    forget: () => {
      held = undefined;
    },
  };
}

function ofThemselves(
  credential: Exclude<ServiceCredential, { kind: 'client_credentials' }>,
): Readonly<Record<string, string>> {
  switch (credential.kind) {
    case 'bearer':
      return bearer(credential.token);
    case 'basic':
      return { authorization: `Basic ${basic(credential.user, credential.password)}` };
    case 'api_key':
      return { [credential.header.toLowerCase()]: credential.key };
  }
}

function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` };
}

async function askForToken(
  { name, fetch: fetcher, now, bounds }: SignInOptions,
  credential: Extract<ServiceCredential, { kind: 'client_credentials' }>,
): Promise<z.infer<typeof Token>> {
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
  const answer = await boundedRequest(
    fetcher,
    tokenUrl,
    { method: 'POST', headers, body: body.toString() },
    bounds,
  ).catch((error: unknown) => {
    if (error instanceof NoAnswerError) throw away(name, 'does not answer', error.message);
    throw error;
  });
  const token = answer.status === 200 ? Token.safeParse(answer.json) : undefined;
  if (token?.success) return token.data;
  throw notGiven(name, answer, now());
}

function notGiven(name: string, { status, headers, json }: Answer, now: number): AppError {
  const parsed = Refusal.safeParse(json);
  const code = parsed.success ? parsed.data.error : undefined;
  const detail = `token endpoint: ${status} ${code ?? 'in no form that is known'}`;
  if (status === 429) return tooMany(`The sign-in of ${name}`, retryAfter(headers, now), detail);
  if (status < 400 || status >= 500) return away(name, `answers with no token (${status})`, detail);
  return new AppError(
    'misconfigured',
    `The sign-in of ${name} does not accept the program (${code ?? status}). Check the client id, the client secret, the scope and the token address in its settings.`,
    { detail },
  );
}

function away(name: string, how: string, detail: string): AppError {
  return new AppError('upstream_unavailable', `The sign-in of ${name} ${how}. Try again later.`, { detail });
}

/** @param seconds how long the service wants to be left alone */
export function tooMany(name: string, seconds: number | undefined, detail: string): AppError {
  const when = seconds === undefined ? 'in a minute' : `in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return new AppError('rate_limited', `${name} is over its limit. Try again ${when}.`, { detail });
}

function orGivenUp<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
