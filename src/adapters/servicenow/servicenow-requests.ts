import { z } from 'zod';
import { type Answer, boundedRequest } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { platformAway, platformSaid, questionFailed, unanswered } from '../../findings/filing/http-attempts.ts';
import { createServiceNowAccess } from './servicenow-access.ts';
import { SERVICENOW, type ServiceNowSettings } from './servicenow-options.ts';

export interface TableRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly table: string;
  /** Of one record. */
  readonly id?: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
}

/** A record as the Table API gives it: field by field, as far as they are there and may be read. */
export type TableRow = Readonly<Record<string, unknown>>;

/** Requests to the Table API (`/api/now/table`, the latest version of it: version 1 answers 404 where nothing is found). */
export interface TableRequests {
  /**
   * One request. Where the instance answers 401, which is said before anything is done, once more with a new token.
   *
   * @throws AppError where there is no token to be had; NoAnswerError; the signal's reason
   */
  send(request: TableRequest, signal?: AbortSignal): Promise<Answer>;
  /** Like `send`, of which only what is data comes back. @throws AppError for all else */
  ask(request: TableRequest, signal?: AbortSignal): Promise<Answer>;
  /** What an answer that is no data means for something that makes nothing. */
  failure(answer: Answer): AppError;
  /** The instance's own words in an answer, fit for a message; '' where there are none. */
  said(answer: Answer): string;
  close(): void;
}

const LONGEST = 2 * 1024 * 1024;

/** `detail` is null now and then, and messages of the platform are not always text. */
const Failure = z.object({
  error: z.object({ message: z.string().nullish().catch(undefined), detail: z.string().nullish().catch(undefined) }),
});

export function createTableRequests(settings: ServiceNowSettings, base: string): TableRequests {
  const { fetch: fetcher, now, timeout } = settings;
  const access = createServiceNowAccess(settings, base);

  function request(asked: TableRequest, authorization: string, signal: AbortSignal | undefined): Promise<Answer> {
    const { method, table, id, query, body } = asked;
    const path = id === undefined ? table : `${table}/${encodeURIComponent(id)}`;
    const headers = {
      accept: 'application/json',
      authorization,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const init: RequestInit = {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    };
    const url = `${base}/api/now/table/${path}?${new URLSearchParams(query)}`;
    return boundedRequest(fetcher, url, init, { timeout, longest: LONGEST });
  }

  async function send(asked: TableRequest, signal?: AbortSignal): Promise<Answer> {
    const authorization = await access.authorization(signal);
    const answer = await request(asked, authorization, signal);
    if (answer.status !== 401 || !access.refused(authorization)) return answer;
    return request(asked, await access.authorization(signal), signal);
  }

  const said = (answer: Answer): string => {
    const failure = Failure.safeParse(answer.json);
    if (!failure.success) return '';
    const { message, detail } = failure.data.error;
    return platformSaid([message, detail].filter((words) => (words ?? '') !== '').join(': '), access.secrets());
  };

  function failure(answer: Answer): AppError {
    const { status } = answer;
    const words = said(answer);
    const detail = `${SERVICENOW}: ${status}`;
    if (isAsleep(answer)) return platformAway(SERVICENOW, 'is asleep: the instance hibernates', detail);
    if (status === 401)
      return new AppError(
        'misconfigured',
        `${SERVICENOW} does not take the program's credentials. Check the user and the password or secret, and whether the user is locked.`,
        { detail },
      );
    if (status === 404)
      return new AppError(
        'not_permitted',
        `${SERVICENOW} has nothing there that the program's user may see${words === '' ? '' : ` ("${words}")`}. It is gone, or an access rule hides it.`,
        { detail },
      );
    // A query that took too long is broken off in the middle of an answer that had begun as a good one.
    if (status < 300 && words !== '') return platformAway(SERVICENOW, `broke its answer off ("${words}")`, detail);
    return questionFailed(answer, SERVICENOW, now(), words);
  }

  return {
    send,
    said,
    failure,
    ask: async (asked, signal) => {
      const answer = await send(asked, signal).catch((error: unknown) => {
        if (signal?.aborted) throw signal.reason;
        throw error instanceof AppError ? error : unanswered(error, SERVICENOW);
      });
      if (isData(answer)) return answer;
      throw failure(answer);
    },
    close: () => access.end(),
  };
}

/** True for a good answer that is whole: data, and no error in it. */
export function isData({ status, json }: Answer): boolean {
  return status >= 200 && status < 300 && typeof json === 'object' && json !== null && !('error' in json);
}

/** The page of an instance that was put to sleep; it comes with 200. */
export function isAsleep({ text, json }: Answer): boolean {
  return json === undefined && /hibernat/i.test(text.slice(0, 4096));
}

const Rows = z.object({ result: z.array(z.record(z.string(), z.unknown())) });
const Row = z.object({ result: z.record(z.string(), z.unknown()) });

/** The records of an answer. @throws AppError `upstream_unavailable` where it has none in the form that is documented */
export function rowsIn(answer: Answer): readonly TableRow[] {
  const parsed = Rows.safeParse(answer.json);
  if (parsed.success) return parsed.data.result;
  throw platformAway(SERVICENOW, 'answers in no form that is known', `${SERVICENOW}: ${answer.status}, no rows`);
}

/** The record of an answer about one; `undefined` where it has none. */
export function rowIn(answer: Answer): TableRow | undefined {
  const parsed = Row.safeParse(answer.json);
  return parsed.success ? parsed.data.result : undefined;
}

/** A field's value as text; `undefined` where the record has no such field, or it may not be read. */
export function textIn(row: TableRow, field: string): string | undefined {
  if (!Object.hasOwn(row, field)) return undefined;
  const value = row[field];
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // A reference, with a link to its record that is never followed.
  if (typeof value === 'object' && value !== null && 'value' in value && typeof value.value !== 'object')
    return String(value.value);
  return '';
}
