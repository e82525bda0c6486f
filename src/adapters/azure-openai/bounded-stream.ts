/** More than any reply is: a model that does not end, or no model at all. */
export class TooMuch extends Error {
  constructor() {
    super('The service sends more than any reply is.');
    this.name = 'TooMuch';
  }
}

/** Bytes of a reply, of which a token takes some hundred on the wire. */
const MOST_BYTES = 32 * 1_024 * 1_024;
/** Bytes of one event, and of the body of a refusal. The client takes time by the square of it. */
const LONGEST_EVENT = 1_024 * 1_024;
const LINE_ENDS = new Set([0x0a, 0x0d]);

/**
 * A fetch for streams: what comes is let through as it comes, up to a limit; no redirect is followed, which would carry
 * texts and keys to another host.
 */
export function boundedStream(given: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await given(input, { ...init, redirect: 'manual' });
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(bounded(response.ok ? MOST_BYTES : LONGEST_EVENT)), {
      status,
      statusText,
      headers,
    });
  };
}

function bounded(most: number): TransformStream<Uint8Array, Uint8Array> {
  let [whole, line] = [0, 0];
  return new TransformStream({
    transform: (bytes, controller) => {
      whole += bytes.length;
      const end = bytes.findLastIndex((byte) => LINE_ENDS.has(byte));
      line = end < 0 ? line + bytes.length : bytes.length - end - 1;
      if (whole > most || line > LONGEST_EVENT) controller.error(new TooMuch());
      else controller.enqueue(bytes);
    },
  });
}
