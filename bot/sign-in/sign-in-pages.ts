import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Context, Hono } from 'hono';
import type { Language } from '../../src/regulations/act.ts';
import { END_SCRIPT, END_SCRIPT_TEXT, endPage, LIBRARY, messagePage } from './end-page.ts';
import { END, type SignInPages, START } from './oauth-card.ts';
import type { PendingSignIns } from './pending-sign-ins.ts';

export interface SignInRoutesOptions {
  readonly pages: SignInPages;
  /** Tenants that are served. */
  readonly tenants: readonly string[];
  readonly find: PendingSignIns['find'];
}

/** Where Teams shows pages; Microsoft Teams, "Prerequisites for tabs", hosts for `frame-ancestors`. */
const TEAMS_HOSTS = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://teams.microsoft.us',
  'https://*.teams.microsoft.us',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
].join(' ');

/** Longer conditions than any authority writes; an address must not grow without end. */
const LONGEST_CLAIMS = 4_000;

/**
 * The pages of the dialog. The first leads to the authority, which asks the person to agree; the last tells Teams. No
 * token and no code that could be used comes by: whoever opens them by themselves gains nothing.
 */
export function signInRoutes({ pages, tenants, find }: SignInRoutesOptions): Hono {
  const routes = new Hono();
  const library = lazily(readLibrary);
  routes.get(START, (context) => {
    const { tenant = '', state = '' } = context.req.query();
    const exchange = tenants.includes(tenant) && state !== '' ? find(tenant, state) : undefined;
    const headers = pageHeaders();
    if (exchange === undefined)
      return context.html(messagePage('startLapsed', languageOf(context), headers.nonce), 400, headers.headers);
    return new Response(null, {
      status: 302,
      headers: { ...headers.headers, Location: authorizeUrl(pages, tenant, state, exchange.claims) },
    });
  });
  routes.get(END, async (context) => {
    const { headers, nonce } = pageHeaders();
    return context.html(endPage(languageOf(context), nonce, (await library()).integrity), 200, headers);
  });
  routes.get(END_SCRIPT, () => script(END_SCRIPT_TEXT));
  routes.get(LIBRARY, async () => script((await library()).text));
  return routes;
}

/**
 * The authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3; OAuth 2.0 Multiple Response Types for the
 * fragment). It is for the person's agreement alone: the verifier is thrown away, so that nobody can redeem the code.
 */
function authorizeUrl(
  { authority, clientId, url, scopes }: SignInPages,
  tenant: string,
  state: string,
  claims: string | undefined,
): string {
  const asked = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: `${url}${END}`,
    scope: scopes.join(' '),
    state,
    nonce: randomBytes(16).toString('hex'),
    code_challenge: createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url'),
    code_challenge_method: 'S256',
    ...(claims === undefined || claims.length > LONGEST_CLAIMS ? {} : { claims }),
  });
  return `${authority}/${tenant}/oauth2/v2.0/authorize?${asked}`;
}

/** Nothing is run but what carries the nonce, nothing is fetched, nothing is sent on. */
function pageHeaders(): { readonly nonce: string; readonly headers: Record<string, string> } {
  const nonce = randomBytes(16).toString('base64');
  return {
    nonce,
    headers: {
      'Content-Security-Policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors ${TEAMS_HOSTS}`,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  };
}

function script(text: string): Response {
  return new Response(text, {
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

/** Teams' own library, as it is installed beside us: no other host has a say in these pages. */
async function readLibrary(): Promise<{ readonly text: string; readonly integrity: string }> {
  const require = createRequire(import.meta.url);
  const bytes = await readFile(require.resolve('@microsoft/teams-js'));
  return { text: bytes.toString('utf8'), integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}` };
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** As the browser asks for it: the person is not known here. */
function languageOf(context: Context): Language {
  return /^es\b/i.test(context.req.header('accept-language') ?? '') ? 'es' : 'en';
}
