import type { TokenCredentialOptions } from '@azure/identity';
import { type Answer, boundedRequest } from '../../core/bounded-request.ts';

export type MsalHttpClient = NonNullable<TokenCredentialOptions['httpClient']>;
type MsalRequest = Parameters<MsalHttpClient['sendRequest']>[0];
type MsalResponse = Awaited<ReturnType<MsalHttpClient['sendRequest']>>;

/** What one exchange met with. MSAL tells of neither in full: see `createMsalHttpClient`. */
export interface Seen {
  answer?: Answer;
  failure?: unknown;
}

export interface MsalHttpClientOptions {
  /** An origin. */
  readonly authority: string;
  readonly tenant: string;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal | undefined;
  readonly seen: Seen;
}

/** A person waits for the answer. A token has a few KB, and an error with claims as well. */
const BOUNDS = { timeout: 10_000, longest: 256 * 1024 };

/**
 * The way out for MSAL, to the token endpoint of one tenant and nowhere else.
 *
 * It keeps what the endpoint answered, because the credential does not: of `interaction_required` an
 * `AuthenticationRequiredError` is left with the description alone; the claims, the codes, the status and `Retry-After`
 * are gone, and `cause` is not set (measured with @azure/identity 4.13.1 and msal-node 5.6.0).
 *
 * MSAL insists on https. It is given an https address always, and what it sends there goes to the authority, which on
 * this machine may be http.
 */
export function createMsalHttpClient({
  authority,
  tenant,
  fetch: fetcher,
  signal,
  seen,
}: MsalHttpClientOptions): MsalHttpClient {
  const asMsalSees = msalAddress(authority);
  const tokenPath = `/${tenant}/oauth2/v2.0/token`;
  return {
    async sendRequest(request) {
      const { origin, pathname } = new URL(request.url);
      if (origin !== asMsalSees) throw new Error('MSAL asks another host than the authority');
      if (pathname === `/${tenant}/v2.0/.well-known/openid-configuration`) return metadata(request, asMsalSees, tenant);
      if (request.method !== 'POST' || pathname !== tokenPath) throw new Error('MSAL asks for more than a token');
      try {
        const answer = await boundedRequest(
          fetcher,
          `${authority}${tokenPath}`,
          {
            method: 'POST',
            headers: request.headers.toJSON(),
            body: String(request.body),
            ...(signal === undefined ? {} : { signal }),
          },
          BOUNDS,
        );
        seen.answer = answer;
        return response(request, answer.status, answer.headers, answer.text);
      } catch (failure) {
        seen.failure = failure;
        throw failure;
      }
    },
  };
}

export function msalAddress(authority: string): string {
  return `https://${new URL(authority).host}`;
}

/**
 * The endpoints of a tenant are documented and do not change, so MSAL is told them: it saves a request for each exchange,
 * and there is no answer that could send the person's token elsewhere.
 */
function metadata(request: MsalRequest, host: string, tenant: string): MsalResponse {
  const endpoints = `${host}/${tenant}/oauth2/v2.0`;
  return response(
    request,
    200,
    new Headers({ 'content-type': 'application/json' }),
    JSON.stringify({
      issuer: `${host}/${tenant}/v2.0`,
      authorization_endpoint: `${endpoints}/authorize`,
      token_endpoint: `${endpoints}/token`,
      end_session_endpoint: `${endpoints}/logout`,
      jwks_uri: `${host}/${tenant}/discovery/v2.0/keys`,
    }),
  );
}

function response(request: MsalRequest, status: number, headers: Headers, bodyAsText: string): MsalResponse {
  return { request, status, bodyAsText, headers: pipelineHeaders(headers) };
}

function pipelineHeaders(headers: Headers): MsalResponse['headers'] {
  return {
    get: (name) => headers.get(name) ?? undefined,
    has: (name) => headers.has(name),
    set: (name, value) => headers.set(name, String(value)),
    delete: (name) => headers.delete(name),
    toJSON: () => Object.fromEntries(headers.entries()),
    [Symbol.iterator]: () => headers.entries(),
  };
}
