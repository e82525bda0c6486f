import { createHash } from 'node:crypto';
import { NoAnswerError } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { isGuid, MICROSOFT, originOf, tenantIdOf } from './authority-address.ts';
import { type ClientCredential, clientAssertion } from './client-assertion.ts';
import { createMsalHttpClient, msalAddress, type Seen } from './msal-http-client.ts';
import { refusedToken } from './refused-token.ts';
import { away, fromTokenEndpoint } from './token-endpoint-errors.ts';

export interface OnBehalfOfOptions {
  /** The application's own id: the API that people's tokens are for. */
  readonly clientId: string;
  readonly credential: ClientCredential;
  /** The host that signs people in; Microsoft's public cloud by default. */
  readonly authority?: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface OnBehalfOf {
  /**
   * A token for another service in the name of the person who signed in with `userToken`, which must have been verified.
   *
   * Errors: `not_signed_in` with the challenge that the authority asked for; `misconfigured` where it refuses the program;
   * `rate_limited`; `upstream_unavailable`.
   *
   * @param tenant the person's
   */
  tokenFor(userToken: string, tenant: string, scopes: readonly string[], signal?: AbortSignal): Promise<string>;
}

/** A token is not handed out again in its last minutes: it would end on the way. */
const SPARE = 5 * 60_000;
/** Sign-ins at once; the longest held goes first, after those that have ended. */
const HELD = 1_000;

/**
 * The on-behalf-of flow of the Microsoft identity platform (RFC 7523 section 2.1 with `requested_token_use`), through
 * `@azure/identity`.
 *
 * Each exchange has a credential of its own, so that MSAL holds nothing that another person could be given. The tokens
 * are held here, under a hash of the very token they were exchanged for, its tenant and the scopes: who has not the same
 * token has another entry.
 *
 * @throws AppError `misconfigured` for settings that cannot work
 */
export function createOnBehalfOf(options: OnBehalfOfOptions): OnBehalfOf {
  const { now = Date.now } = options;
  const authority = originOf(options.authority ?? MICROSOFT, 'the authority');
  if (!isGuid(options.clientId)) throw new AppError('misconfigured', "The application's client id is no GUID.");
  const held = new Map<string, { token: string; until: number }>();
  return {
    async tokenFor(userToken, tenant, scopes, signal) {
      signal?.throwIfAborted();
      if (userToken === '') throw refusedToken('there is none to exchange');
      const asked = { userToken, tenant: tenantIdOf(tenant), scopes: [...scopes].sort() };
      const key = createHash('sha256').update(JSON.stringify(asked)).digest('base64url');
      const last = held.get(key);
      if (last !== undefined && now() < last.until) return last.token;
      const { token, expiresOnTimestamp } = await exchange({ ...options, authority, now }, asked, signal);
      held.set(key, { token, until: expiresOnTimestamp - SPARE });
      for (const [each, { until }] of held) if (until <= now() || held.size > HELD) held.delete(each);
      return token;
    },
  };
}

interface Asked {
  readonly userToken: string;
  readonly tenant: string;
  readonly scopes: readonly string[];
}

async function exchange(
  {
    clientId,
    credential,
    authority,
    now,
    fetch: fetcher = fetch,
  }: OnBehalfOfOptions & { authority: string; now: () => number },
  { userToken, tenant, scopes }: Asked,
  signal: AbortSignal | undefined,
): Promise<{ token: string; expiresOnTimestamp: number }> {
  const endpoint = `${authority}/${tenant}/oauth2/v2.0/token`;
  // Made before MSAL is asked, which would keep of its errors the message alone.
  const assertion = await clientAssertion(credential, { clientId, endpoint, now: now() });
  const { OnBehalfOfCredential } = await import('@azure/identity');
  const seen: Seen = {};
  // The constructor's type does not list the options of the pipeline, which it hands on.
  const pipeline = {
    authorityHost: msalAddress(authority),
    httpClient: createMsalHttpClient({ authority, tenant, fetch: fetcher, signal, seen }),
    // A retry would sleep through `Retry-After` while a person waits; the door says when to try again.
    retryOptions: { maxRetries: 0 },
    // It would ask Microsoft's public cloud whether the authority is known; ours is set, and asked for nothing but a token.
    disableInstanceDiscovery: true,
  };
  const own = new OnBehalfOfCredential({
    ...pipeline,
    tenantId: tenant,
    clientId,
    userAssertionToken: userToken,
    getAssertion: async () => assertion,
  });
  try {
    return await own.getToken([...scopes]);
  } catch (error) {
    throw fromExchange(error, seen, now(), signal);
  }
}

/** What was seen on the wire says more than what MSAL threw. */
function fromExchange(
  error: unknown,
  { answer, failure }: Seen,
  now: number,
  signal: AbortSignal | undefined,
): unknown {
  if (signal?.aborted) return signal.reason;
  if (failure instanceof NoAnswerError)
    return away('does not answer', { detail: `entra on-behalf-of: ${failure.message}`, cause: failure });
  if (answer !== undefined) return fromTokenEndpoint(answer, now);
  const name = error instanceof Error ? error.name : typeof error;
  return new AppError('internal', 'Your groups could not be looked up, through a fault of this program.', {
    detail: `entra on-behalf-of: ${name} before anything was asked`,
  });
}
