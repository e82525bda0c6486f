import { type Answer, boundedRequest } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { createKeptSession } from '../../core/kept-session.ts';
import { platformAway, questionFailed, unanswered } from '../../findings/filing/http-attempts.ts';
import type { PlatformAddress } from '../../findings/filing/platform-address.ts';
import { asAnswer, readAnswer, type Sai360Answer } from './sai360-answers.ts';
import { SAI360, type Sai360Options } from './sai360-options.ts';

export interface Sai360Request {
  /** Behind `/API/2.0/`. */
  readonly path: string;
  /** Beside the token. */
  readonly query?: Readonly<Record<string, string>>;
  /** Sent with POST; a GET where it is absent. */
  readonly body?: unknown;
  /** Bytes of the answer; 2 MB by default. */
  readonly longest?: number;
}

/** Requests with a token that is got when it is needed, and anew when it has ended. */
export interface Sai360Session {
  /** Gets a token where none stands. @throws AppError */
  signIn(signal?: AbortSignal): Promise<void>;
  /**
   * One request. Where SAI360 does not take the token (401), which is said before anything is done, once more with a new one.
   *
   * @throws AppError where there is no token to be had; NoAnswerError; the signal's reason
   */
  send(request: Sai360Request, signal?: AbortSignal): Promise<Sai360Answer>;
  /** Like `send`, with `upstream_unavailable` for no answer, or for one that is none of the API's. */
  ask(request: Sai360Request, signal?: AbortSignal): Promise<Sai360Answer>;
  /** The token may have ended: the next request gets another one. */
  forget(): void;
  close(): Promise<void>;
}

const LONGEST = 2 * 1024 * 1024;
const TIMEOUT = 30_000;
const REFUSED_FOR = 60_000;
const TOKEN = /^[\w+/=.~%:-]{1,4096}$/;

/**
 * Sessions of the Compliance 360 API: `OrganizationHost`, then `Authenticate`. The API has the key and the token in the
 * query of its addresses; so no address, and nothing that could name one (the cause of a broken connection), gets into an
 * error.
 */
export function createSai360Session(options: Sai360Options, { base }: PlatformAddress): Sai360Session {
  const { fetch: fetcher = fetch, now = Date.now, timeout = TIMEOUT, organization, integrationKey } = options;
  const { culture = 'en-us' } = options;
  const kept = createKeptSession(authenticate, { now, refusedFor: REFUSED_FOR });
  let last: string | undefined;

  async function request(asked: Sai360Request, token?: string, signal?: AbortSignal): Promise<Sai360Answer> {
    const { path, query = {}, body, longest = LONGEST } = asked;
    const parameters = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    if (token !== undefined) parameters.push(`token=${inQuery(token)}`);
    const init = {
      method: body === undefined ? 'GET' : 'POST',
      // Without it the API answers in XML.
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    };
    const url = `${base}/API/2.0/${path}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`;
    const answer: Answer = await boundedRequest(fetcher, url, init, { timeout, longest });
    return readAnswer(answer, [integrationKey, ...(token === undefined ? [] : [token])]);
  }

  async function asked(path: string, query: Readonly<Record<string, string>>): Promise<Sai360Answer> {
    return request({ path, query }).catch((error: unknown) => {
      throw unanswered(error, SAI360);
    });
  }

  async function authenticate(): Promise<string> {
    checkHost(await asked('Security/OrganizationHost', { organization }), base, now());
    const query = { organization, integrationkey: integrationKey, culture };
    last = tokenIn(await asked('Security/Authenticate', query), now());
    return last;
  }

  async function send(wanted: Sai360Request, signal?: AbortSignal): Promise<Sai360Answer> {
    const token = await kept.get(signal);
    const answer = await request(wanted, token, signal);
    if (answer.status !== 401) return answer;
    kept.drop(token);
    return request(wanted, await kept.get(signal), signal);
  }

  return {
    signIn: async (signal) => void (await kept.get(signal)),
    send,
    ask: async (wanted, signal) => {
      const answer = await send(wanted, signal).catch((error: unknown) => {
        throw unanswered(error, SAI360);
      });
      if (answer.body !== undefined || answer.status >= 400) return answer;
      // Perhaps the page of a sign-in: an ended token is not always told by a 401.
      kept.end();
      throw platformAway(SAI360, 'answers in no form that is known', `${SAI360}: ${answer.status} without an envelope`);
    },
    forget: () => void kept.end(),
    close: async () => {
      const token = kept.end();
      // A token ends by itself when it is not used: that this did not come through changes nothing.
      if (token !== undefined) await request({ path: 'Security/Logout' }, token).catch(() => undefined);
    },
  };
}

/** Tokens are given out ready for a query in the API's description, and as base64 in its sample. */
function inQuery(token: string): string {
  return /%[\da-f]{2}/i.test(token) ? token : encodeURIComponent(token);
}

/** Organisations are served by different hosts. Another one than the configured is never called: it would get the key. */
function checkHost(answer: Sai360Answer, base: string, now: number): void {
  const { status, body, said } = answer;
  if (status !== 200) throw questionFailed(asAnswer(answer), SAI360, now, said);
  const told = body?.['host'];
  const host = typeof told === 'string' ? URL.parse(told) : null;
  if (host === null)
    throw platformAway(SAI360, 'does not tell the host of the organisation', `${SAI360}: organization host`);
  if (host.origin === new URL(base).origin) return;
  throw new AppError(
    'misconfigured',
    `${SAI360} serves the organisation at another host (${host.hostname.slice(0, 100)}). If that is a host of ${SAI360}'s, set "url" to it.`,
  );
}

function tokenIn(answer: Sai360Answer, now: number): string {
  const { status, body, said } = answer;
  if (status === 401 || status === 400 || status === 403)
    throw new AppError(
      'misconfigured',
      `${SAI360} refuses the sign-in${said === '' ? '' : ` (${said})`}. Check "organization", "integrationKey" and "culture".`,
      { detail: `${SAI360}: authenticate ${status}` },
    );
  if (status !== 200) throw questionFailed(asAnswer(answer), SAI360, now, said);
  const token = body?.['token'];
  if (typeof token === 'string' && TOKEN.test(token)) return token;
  throw platformAway(SAI360, 'answers a sign-in in no form that is known', `${SAI360}: authenticate 200`);
}
