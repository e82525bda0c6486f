/** A service that wants to be left alone for longer than this is given up. */
const LONGEST_WAIT = 60;

/**
 * A fetch whose whole answer, body included, has a time-out; that follows no redirect, which would carry texts and keys
 * to another host; and that keeps the client from sleeping through a long `Retry-After`.
 *
 * @param timeout milliseconds
 */
export function boundedFetch(timeout: number): typeof fetch {
  return async (input, init) => {
    const deadline = AbortSignal.timeout(timeout);
    const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    const response = await fetch(input, { ...init, signal, redirect: 'manual' });
    const body = await response.arrayBuffer();
    const headers = new Headers(response.headers);
    // The body was decoded on the way.
    for (const name of ['content-encoding', 'content-length']) headers.delete(name);
    const wait = Number(headers.get('retry-after') ?? 0);
    if (Number.isNaN(wait) || wait > LONGEST_WAIT) headers.set('x-should-retry', 'false');
    const empty = [101, 204, 205, 304].includes(response.status);
    return new Response(empty ? null : body, { status: response.status, statusText: response.statusText, headers });
  };
}
