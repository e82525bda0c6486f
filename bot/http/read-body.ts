import { AppError } from '../../src/core/errors.ts';
import { requestBytes, UnreadBodyError, type UnreadReason } from '../../src/core/request-body.ts';

/** Far more than Teams sends: a message has at most about 100 KB. */
const MOST_BYTES = 262_144;
/** Far deeper than a card with a table in it. What is nested deeper costs the stack of whoever walks through it. */
const MOST_DEPTH = 100;

/** RFC 9110 section 15.5: what a request is refused with before anybody looks at what it says. */
const STATUS = new Map([
  ['too large', 413],
  ['too slow', 408],
  ['media type', 415],
]);

const UNREAD: Readonly<Record<UnreadReason, string>> = {
  'too large': `The request has more than ${MOST_BYTES} bytes.`,
  'too slow': 'The request did not come to its end in time.',
  'broken off': 'The request broke off.',
};

/** The HTTP status of what is wrong with a request itself; `undefined` for any other failure. */
export function requestStatus(error: unknown): number | undefined {
  return error instanceof AppError ? STATUS.get(error.detail ?? '') : undefined;
}

/** RFC 9110 section 8.3.1: the type alone counts, whatever its parameters are. */
export function isJson(request: Request): boolean {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
  return type.trim().toLowerCase() === 'application/json';
}

/**
 * The JSON of a request, read no further and no longer than it may be.
 *
 * @param within milliseconds
 * @throws AppError `invalid_input`; `requestStatus` tells the status where it is the request itself
 */
export async function readBody(request: Request, within: number): Promise<unknown> {
  if (!isJson(request))
    throw new AppError('invalid_input', 'The request must be sent as application/json.', { detail: 'media type' });
  const text = decoded(await readBytes(request, within));
  if (isTooDeep(text)) throw noJson('The request is nested too deep.');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw noJson('The request is no JSON.', error);
  }
}

async function readBytes(request: Request, within: number): Promise<Buffer> {
  try {
    return await requestBytes(request, { most: MOST_BYTES, within });
  } catch (error) {
    if (!(error instanceof UnreadBodyError)) throw error;
    throw new AppError('invalid_input', UNREAD[error.reason], { detail: error.reason, cause: error });
  }
}

/** RFC 8259 section 8.1: UTF-8, and nothing that only looks like it. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw noJson('The request is no JSON.', error);
  }
}

/** Counted in the text, before anything is built of it. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (inText) {
      if (sign === '\\') at += 1;
      else inText = sign !== '"';
    } else if (sign === '"') inText = true;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > MOST_DEPTH) return true;
  }
  return false;
}

function noJson(message: string, cause?: unknown): AppError {
  return new AppError('invalid_input', message, { detail: 'no JSON', cause });
}
