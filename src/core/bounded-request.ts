/** An answer that was read whole. `json` is undefined where the body is no JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface Bounds {
  /** Milliseconds for the whole answer, body included. */
  readonly timeout: number;
  /** Bytes of the body; what is longer is given up. */
  readonly longest: number;
}

/** Why there is no answer, without the address or the body: both can hold what must not get into a log. */
export class NoAnswerError extends Error {
  /** False where the request cannot have come through: nobody was connected to. */
  readonly mayHaveArrived: boolean;

  constructor(why: string, cause?: unknown) {
    super(why, cause === undefined ? undefined : { cause });
    this.name = 'NoAnswerError';
    this.mayHaveArrived = !codesOf(cause).some((code) => NEVER_CONNECTED.has(code));
  }
}

/** What the system and Node's own client say where there was no connection to send anything over. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The codes of an error and of what it came from; of a host with several addresses each one's must say so. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string') return [code];
  if (error instanceof AggregateError && error.errors.length > 0) {
    const each = error.errors.map(codesOf);
    return each.every((codes) => codes.some((one) => NEVER_CONNECTED.has(one))) ? (each[0] ?? []) : [];
  }
  return codesOf(error.cause);
}

/**
 * One request whose answer is bounded in time and size, and that follows no redirect: it would carry a token or an
 * assertion to another host.
 *
 * @throws NoAnswerError where there is none in time, or too long a one; the reason of `init.signal` where the caller gave up
 */
export async function boundedRequest(
  fetcher: typeof fetch,
  url: string,
  init: RequestInit,
  { timeout, longest }: Bounds,
): Promise<Answer> {
  const deadline = AbortSignal.timeout(timeout);
  const caller = init.signal ?? undefined;
  const signal = caller === undefined ? deadline : AbortSignal.any([caller, deadline]);
  try {
    const response = await fetcher(url, { ...init, signal, redirect: 'manual' });
    const text = decoded(await readBody(response, longest), response.headers);
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  } catch (error) {
    if (caller?.aborted) throw caller.reason;
    if (error instanceof NoAnswerError) throw error;
    throw new NoAnswerError(deadline.aborted ? `no answer within ${timeout} ms` : 'no connection', error);
  }
}

async function readBody(response: Response, longest: number): Promise<Buffer> {
  if (response.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the stream: what is too long is not read to its end.
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > longest) throw new NoAnswerError(`an answer of more than ${longest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The body as text: UTF-8, or UTF-16 where the header or the bytes say so. Servers on Windows answer JSON so without a
 * word of it; every second byte of its first characters is zero then (RFC 4627 section 3).
 */
function decoded(bytes: Buffer, headers: Headers): string {
  const bigEndian = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && (bytes[1] ?? 0) !== 0);
  const littleEndian =
    (bytes[0] === 0xff && bytes[1] === 0xfe) ||
    ((bytes[0] ?? 0) !== 0 && bytes[1] === 0) ||
    /;\s*charset="?utf-16/i.test(headers.get('content-type') ?? '');
  return new TextDecoder(bigEndian ? 'utf-16be' : littleEndian ? 'utf-16le' : 'utf-8').decode(bytes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * How many seconds a service wants to be left alone, from a `Retry-After` of seconds or a date (RFC 9110 section
 * 10.2.3); undefined where it does not say.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
