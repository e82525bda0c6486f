import { readRequestBody } from '@modelcontextprotocol/server';
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
 * Refused, each with what is wrong: another media type (415), a body over the cap (413), what is no JSON (400, JSON-RPC's
 * parse error), several messages at once (revision 2025-06-18 took batches away), anything but an object, and what is
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
  const body = await readRequestBody(request, mostBytes).catch(() => undefined);
  if (body === undefined) return refused(400, PARSE_ERROR, 'unreadable', 'The message could not be read to its end.');
  if (body.tooLarge)
    return refused(
      413,
      REFUSED,
      'too large',
      `The message is larger than ${mostBytes} bytes. Send a shorter text, or several calls.`,
    );
  const { text } = body;
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
