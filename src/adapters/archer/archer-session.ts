import { z } from 'zod';
import { type Answer, boundedRequest } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { createKeptSession } from '../../core/kept-session.ts';
import { platformAway, questionFailed, unanswered } from '../../findings/filing/http-attempts.ts';
import type { PlatformAddress } from '../../findings/filing/platform-address.ts';
import { archerReply } from './archer-answers.ts';
import { ARCHER, type ArcherOptions } from './archer-options.ts';

export interface ArcherRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Behind the installation's address, without a slash before it. */
  readonly path: string;
  readonly body?: unknown;
  /** Bytes of the answer; 2 MB by default. */
  readonly longest?: number;
}

/** Requests in a session that is opened when it is needed, and anew when it has ended. */
export interface ArcherSession {
  /** Opens a session where none stands. @throws AppError */
  signIn(signal?: AbortSignal): Promise<void>;
  /**
   * One request. Where Archer answers 401, which is said before anything is done, once more in a new session.
   *
   * @throws AppError where there is no session to be had; NoAnswerError; the signal's reason
   */
  send(request: ArcherRequest, signal?: AbortSignal): Promise<Answer>;
  /** Like `send`, with `upstream_unavailable` for no answer. */
  ask(request: ArcherRequest, signal?: AbortSignal): Promise<Answer>;
  /** The session may have ended: the next request opens another one. */
  forget(): void;
  /** What no message may hold. */
  secrets(): readonly string[];
  close(): Promise<void>;
}

const LONGEST = 2 * 1024 * 1024;
const TIMEOUT = 30_000;
/** Archer locks an account after a few refused sign-ins. */
const REFUSED_FOR = 60_000;

/** The session's token, in Archer's envelope, or by itself as its documentation shows. */
const Opened = z.object({ SessionToken: z.string().regex(/^[\w+/=.-]{1,512}$/) });

/** Sessions of the REST API (`core/security/login`), which the Content API takes as well. */
export function createArcherSession(options: ArcherOptions, { base }: PlatformAddress): ArcherSession {
  const { fetch: fetcher = fetch, now = Date.now, timeout = TIMEOUT, api = 'platformapi' } = options;
  const kept = createKeptSession(openSession, { now, refusedFor: REFUSED_FOR });
  let last: string | undefined;

  function request({ method, path, body, longest = LONGEST }: ArcherRequest, token?: string, signal?: AbortSignal) {
    const init = {
      method,
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Archer session-id=${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    };
    return boundedRequest(fetcher, `${base}/${path}`, init, { timeout, longest });
  }

  async function openSession(): Promise<string> {
    const { instance, user, userDomain = '', password } = options;
    const body = { InstanceName: instance, Username: user, UserDomain: userDomain, Password: password };
    const answer = await request({ method: 'POST', path: `${api}/core/security/login`, body }).catch((error) => {
      throw unanswered(error, ARCHER);
    });
    last = tokenIn(answer, options);
    return last;
  }

  async function send(asked: ArcherRequest, signal?: AbortSignal): Promise<Answer> {
    const token = await kept.get(signal);
    const answer = await request(asked, token, signal);
    if (answer.status !== 401) return answer;
    kept.drop(token);
    const again = await kept.get(signal);
    return request(asked, again, signal);
  }

  return {
    signIn: async (signal) => void (await kept.get(signal)),
    send,
    ask: (asked, signal) =>
      send(asked, signal).catch((error: unknown) => {
        throw unanswered(error, ARCHER);
      }),
    forget: () => void kept.end(),
    secrets: () => [options.password, ...(last === undefined ? [] : [last])],
    close: async () => {
      const token = kept.end();
      if (token === undefined) return;
      const ending = { method: 'POST', path: `${api}/core/security/logout`, body: { Value: token } } as const;
      // Archer ends a session by itself after a while: that this did not come through changes nothing.
      await request(ending, token).catch(() => undefined);
    },
  };
}

function tokenIn(answer: Answer, { password, now = Date.now }: ArcherOptions): string {
  const { status, json } = answer;
  const reply = archerReply(answer, [password]);
  const opened = Opened.safeParse(reply.kind === 'done' ? reply.object : json);
  if (status === 200 && opened.success) return opened.data.SessionToken;
  const said = reply.kind === 'refused' ? reply.said : '';
  if ((status === 200 && reply.kind === 'refused') || status === 401 || status === 400)
    throw new AppError(
      'misconfigured',
      `${ARCHER} refuses the sign-in${said === '' ? '' : ` (${said})`}. Check "instance", "user", "userDomain" and "password", and whether the account is locked.`,
      { detail: `${ARCHER}: sign-in ${status}` },
    );
  if (status === 404)
    throw new AppError('misconfigured', `There is no ${ARCHER} at this address. Check "url" and "api".`, {
      detail: `${ARCHER}: sign-in 404`,
    });
  if (status === 200) throw platformAway(ARCHER, 'answers a sign-in in no form that is known', 'sign-in 200');
  throw questionFailed(answer, ARCHER, now(), said);
}
