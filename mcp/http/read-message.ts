import { isUtf8 } from 'node:buffer';
import { errorReply, INVALID_REQUEST, PARSE_ERROR, REFUSED, type RequestId } from './replies.ts';

/** Bytes of one message: the longest text that a tool takes is far below it. */
const MOST_BYTES = 1_048_576;
/** Arrays and objects within one another: no tool's arguments go deeper than five. */
const DEEPEST = 64;

/** A message as it came, an object of JSON; its fields are not checked yet. */
export type Message = Readonly<Record<string, unknown>>;

export type ReadMessage =
  | { readonly message: Message }
  /** @param input what was sent, as far as it was read, for the record */
  | { readonly refusal: Response; readonly reason: string; readonly input: string };

/**
 * Reads the one message of a POST.
 *
 * Refused, each with what is wrong: another media type (415), a body over the cap (413), what is no UTF-8 or no JSON (400,
 * JSON-RPC's parse error), several messages at once (revision 2025-06-18 took batches away), anything but an object, and what is
 * nested without reason (400).
 */
export async function readMessage(request: Request, mostBytes = MOST_BYTES): Promise<ReadMessage> {
  const refused = (status: number, code: number, reason: string, message: string, input = ''): ReadMessage => ({
    refusal: errorReply({ status, code, message }),
    reason,
    input,
  });
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type.trim()))
    return refused(415, REFUSED, 'media type', 'The message must be sent as application/json.', type.slice(0, 200));
  const bytes = await bytesOf(request, mostBytes).catch(() => undefined);
  if (bytes === undefined) return refused(400, PARSE_ERROR, 'unreadable', 'The message could not be read to its end.');
  if (bytes === 'too large')
    return refused(
      413,
      REFUSED,
      'too large',
      `The message is larger than ${mostBytes} bytes. Send a shorter text, or several calls.`,
    );
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (!isUtf8(bytes)) return refused(400, PARSE_ERROR, 'no UTF-8', 'The message is not encoded in UTF-8.', text);
  if (nesting(text) > DEEPEST)
    return refused(400, INVALID_REQUEST, 'nesting', `The message is nested deeper than ${DEEPEST} levels.`, text);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refused(400, PARSE_ERROR, 'no JSON', 'The message is no JSON.', text);
  }
  if (Array.isArray(parsed))
    return refused(400, INVALID_REQUEST, 'batch', 'Messages are taken one at a time, not in a batch.', text);
  if (typeof parsed !== 'object' || parsed === null)
    return refused(400, INVALID_REQUEST, 'no object', 'A message is a JSON object.', text);
  return { message: parsed as Message };
}

/** What a request carries; read no further than is taken. @throws where it ended too early */
async function bytesOf(request: Request, mostBytes: number): Promise<Buffer | 'too large'> {
  if (Number(request.headers.get('content-length')) > mostBytes) return 'too large';
  const pieces: Uint8Array[] = [];
  let received = 0;
  // Whoever sends too much must still be able to read why: the connection is not closed on them.
  for await (const piece of request.body?.values({ preventCancel: true }) ?? []) {
    received += piece.byteLength;
    if (received > mostBytes) return 'too large';
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** How deep a text of JSON goes; read before it is parsed, since what reads it afterwards may go down with it. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charCodeAt(index);
    if (inString) {
      if (sign === BACKSLASH) index += 1;
      else if (sign === QUOTE) inString = false;
    } else if (sign === QUOTE) inString = true;
    else if (sign === OPEN_OBJECT || sign === OPEN_ARRAY) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (sign === CLOSE_OBJECT || sign === CLOSE_ARRAY) depth -= 1;
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The id to answer with. */
export function idOf({ id }: Message): RequestId {
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
