/** The reply as it is; `over` is called with true once it was sent, with false where whoever waited for it has gone. */
export function onceSent(response: Response, over: (sent: boolean) => void): Response {
  if (response.body === null) {
    over(true);
    return response;
  }
  let done = false;
  const finish = (sent: boolean) => {
    if (!done) over(sent);
    done = true;
  };
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done: ended, value } = await reader.read();
        if (ended) {
          finish(true);
          controller.close();
        } else controller.enqueue(value);
      } catch (error) {
        finish(false);
        controller.error(error);
      }
    },
    cancel: async (reason) => {
      finish(false);
      await reader.cancel(reason);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
