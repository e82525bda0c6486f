import { AppError } from './errors.ts';

/** The calls that run now, so that a stop can wait for them, and tell those that it cannot wait for. */
export interface RunningWork {
  /** Runs something; `signal` ends it at a stop, or where the one who asked has gone. */
  run<T>(work: (signal: AbortSignal) => Promise<T>, asked: AbortSignal | undefined): Promise<T>;
  /** How many run. */
  readonly count: number;
  /** Waits so many milliseconds, then ends what still runs; resolves once nothing does, or soon after. */
  stop(patience: number): Promise<void>;
}

/** What a call that was ended is given to say its last word, in milliseconds. */
const LAST_WORD = 1_000;

export function createRunningWork(): RunningWork {
  const running = new Map<Promise<unknown>, AbortController>();
  return {
    run: (work, asked) => {
      // One controller a call, let go of with it: signals that are joined to one that lives on are kept with that one.
      const ending = new AbortController();
      const gone = () => ending.abort(asked?.reason);
      if (asked?.aborted === true) gone();
      asked?.addEventListener('abort', gone, { once: true });
      const promise = work(ending.signal);
      running.set(promise, ending);
      const over = () => {
        running.delete(promise);
        asked?.removeEventListener('abort', gone);
      };
      promise.then(over, over);
      return promise;
    },
    get count() {
      return running.size;
    },
    stop: async (patience) => {
      if (await settledWithin(running, patience)) return answersSent();
      for (const ending of running.values())
        ending.abort(new AppError('conflict', 'The desk is being stopped; ask again in a moment.'));
      await settledWithin(running, LAST_WORD);
      return answersSent();
    },
  };
}

async function settledWithin(running: ReadonlyMap<Promise<unknown>, unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const settled = (async () => {
    while (running.size > 0) await Promise.allSettled(running.keys());
    return true as const;
  })();
  const result = await Promise.race([settled, tooLate]);
  clearTimeout(timer);
  return result;
}

/** Work that is over is answered in a moment: whoever closes the connection at once would take the answer with it. */
function answersSent(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
