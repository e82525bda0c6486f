/**
 * A reply that takes long as a stream that shows signs of life. The protocol's server decides between JSON and a stream
 * only once there is something to tell, and until then not even the head of the reply goes out: proxies cut that after a
 * minute, Node's own `fetch` after five. What is there in time is passed on as it is.
 *
 * @param every milliseconds until the first sign of life, and between two
 */
export async function keptAlive(reply: Promise<Response>, every: number): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), every);
  });
  const inTime = await Promise.race([reply, late]).finally(() => clearTimeout(timer));
  return inTime ?? new Response(aliveUntil(reply, every), { headers: HEADERS });
}

/** As the protocol's own streams have them: nothing on the way may keep them back. */
const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};
const SIGN_OF_LIFE = new TextEncoder().encode(': keepalive\n\n');

function aliveUntil(reply: Promise<Response>, every: number): ReadableStream<Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  let rest: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let gone = false;
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(SIGN_OF_LIFE);
      timer = setInterval(() => controller.enqueue(SIGN_OF_LIFE), every);
    },
    pull: async (controller) => {
      try {
        rest ??= eventsOf(await reply).getReader();
        clearInterval(timer);
        const { done, value } = await rest.read();
        if (gone) return await rest.cancel();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        clearInterval(timer);
        if (!gone) controller.error(error);
      }
    },
    cancel: async (reason) => {
      gone = true;
      clearInterval(timer);
      await rest?.cancel(reason);
    },
  });
}

/** A stream goes on as it is; JSON becomes its only event. */
function eventsOf(reply: Response): ReadableStream<Uint8Array> {
  if (reply.body !== null && reply.headers.get('content-type')?.includes('text/event-stream')) return reply.body;
  return new ReadableStream({
    start: async (controller) => {
      const text = await reply.text();
      if (text !== '') controller.enqueue(new TextEncoder().encode(`event: message\ndata: ${text}\n\n`));
      controller.close();
    },
  });
}
