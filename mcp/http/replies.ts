import { AppError, type ErrorCode } from '../../src/core/errors.ts';

/** Codes of JSON-RPC 2.0, section 5.1, and of the server's own range. */
export const PARSE_ERROR = -32_700;
export const INVALID_REQUEST = -32_600;
export const INVALID_PARAMS = -32_602;
const INTERNAL_ERROR = -32_603;
export const REFUSED = -32_000;
export const NO_SESSION = -32_001;

/** The id of a request, as far as it could be read; JSON-RPC 2.0 section 5 wants `null` where it could not. */
export type RequestId = string | number | null;

export interface ErrorReply {
  readonly status: number;
  /** One of JSON-RPC's. */
  readonly code: number;
  readonly message: string;
  readonly id?: RequestId;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that both a program and a person can read. */
export function errorReply({ status, code, message, id = null, data, headers = {} }: ErrorReply): Response {
  return Response.json(
    { jsonrpc: '2.0', error: { code, message, ...(data === undefined ? {} : { data }) }, id },
    { status, headers },
  );
}

/**
 * A refusal with the id of what was refused: both revisions want it ("Error Responses") wherever it could be read, and the
 * library's transports leave it away.
 */
export async function withId(response: Response, id: RequestId): Promise<Response> {
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  if (id === null || response.status < 400 || !isJson) return response;
  const { status, headers } = response;
  return Response.json({ ...((await response.json()) as object), id }, { status, headers });
}

const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  not_signed_in: 401,
  not_permitted: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  misconfigured: 500,
  internal: 500,
  upstream_unavailable: 503,
};

/** A failure before any tool was reached; nothing of its inner wording. */
export function failureReply(error: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  if (!(error instanceof AppError))
    return errorReply({ status: 500, code: INTERNAL_ERROR, message: 'The request could not be served.' });
  const { code, message } = error;
  return errorReply({ status: STATUS[code], code: REFUSED, message, data: { code }, headers });
}
