/** Lets so many pieces of work run at one time; the others wait, in the order in which they came. */
export interface Turns {
  /** What the signal aborts while it waits never begins, and ends with the signal's reason. */
  run<Value>(work: () => Promise<Value>, signal?: AbortSignal): Promise<Value>;
}

export function createTurns(atOnce: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    run: async (work, signal) => {
      signal?.throwIfAborted();
      if (running < atOnce) running += 1;
      // Whoever ends hands over their turn: `running` stays.
      else await turn(waiting, signal);
      try {
        signal?.throwIfAborted();
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}

function turn(waiting: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = (): void => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const leave = (): void => {
      waiting.splice(waiting.indexOf(begin), 1);
      reject(signal?.reason);
    };
    waiting.push(begin);
    signal?.addEventListener('abort', leave, { once: true });
  });
}
