import { AppError } from '../../src/core/errors.ts';

/** Far more than Teams sends: a message has at most about 100 KB. */
const MOST_BYTES = 262_144;

/**
 * The JSON of a request, read no further than it may be.
 *
 * @throws AppError `invalid_input`; with the detail `too large` where it is
 */
export async function readBody(request: Request): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > MOST_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    throw new AppError('invalid_input', 'The request is no JSON.', { detail: 'no JSON', cause: error });
  }
}

export const TOO_LARGE = 'too large';

function tooLarge(): AppError {
  return new AppError('invalid_input', `The request has more than ${MOST_BYTES} bytes.`, { detail: TOO_LARGE });
}
