import { z } from 'zod';
import { type Answer, boundedRequest, NoAnswerError, retryAfter } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { tooMany } from './token-endpoint-errors.ts';

export interface GraphRequest {
  readonly url: string;
  /** Absent for a page that Graph linked to. */
  readonly body?: unknown;
  readonly access: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
}

/** 11,000 ids have 430 KB; a thousand groups with all their properties, which `getByIds` gives unasked, 2 MB. */
const BOUNDS = { timeout: 10_000, longest: 8 * 1024 * 1024 };
/** Graph error responses: learn.microsoft.com/graph/errors. The message is not read: it can name people. */
const GraphError = z.object({ error: z.object({ code: z.string() }) });

/**
 * One request to Graph.
 *
 * @returns the body of a 200, undefined where it is no JSON
 * @throws AppError for everything else
 */
export async function askGraph({ url, body, access, fetch: fetcher, now, signal }: GraphRequest): Promise<unknown> {
  const answer = await answered(() =>
    boundedRequest(
      fetcher,
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${access}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      },
      BOUNDS,
    ),
  );
  if (answer.status === 200) return answer.json;
  throw fromGraph(answer, now());
}

async function answered(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    throw away('does not answer', { detail: `graph: ${error.message}`, cause: error });
  }
}

function fromGraph(answer: Answer, now: number): AppError {
  const { status, headers } = answer;
  const parsed = GraphError.safeParse(answer.json);
  const code = parsed.success && /^[\w.]{1,64}$/.test(parsed.data.error.code) ? parsed.data.error.code : 'no code';
  const detail = `graph: ${status} ${code}`;
  if (status === 401) return refused(headers, detail);
  if (status === 403)
    return new AppError(
      'misconfigured',
      'The program may not look up groups. Grant its app registration the delegated permissions User.Read and GroupMember.Read.All of Microsoft Graph, with the consent of an administrator.',
      { detail },
    );
  if (status === 429) return tooMany('Microsoft Graph', retryAfter(headers, now), detail);
  return away(`answers with an error (${status})`, { detail });
}

/**
 * Graph refuses the token that was just given out: the person's access was withdrawn, or a policy wants another sign-in.
 * Then it sends a claims challenge, in base64 (Microsoft identity platform, claims challenges; RFC 6750 section 3).
 */
function refused(headers: Headers, detail: string): AppError {
  const encoded = /\bclaims="([\w+/=-]{1,16384})"/.exec(headers.get('www-authenticate') ?? '')?.[1];
  const claims = encoded === undefined ? undefined : jsonIn(encoded);
  return new AppError('not_signed_in', 'Microsoft Graph wants you to sign in again.', {
    detail,
    challenge: claims === undefined ? { error: 'invalid_token' } : { error: 'interaction_required', claims },
  });
}

function jsonIn(encoded: string): string | undefined {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    return typeof JSON.parse(text) === 'object' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** An answer that cannot be used, or must not be followed. */
export function unreadable(detail: string): AppError {
  return away('answers in no form that is known', { detail: `graph: ${detail}` });
}

function away(how: string, options: { detail: string; cause?: unknown }): AppError {
  return new AppError(
    'upstream_unavailable',
    `Microsoft Graph ${how}, so your groups cannot be looked up. Try again in a minute.`,
    options,
  );
}
