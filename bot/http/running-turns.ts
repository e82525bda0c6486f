import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../src/core/errors.ts';
import { createRunningWork } from '../../src/core/running-work.ts';
import type { Where } from '../activity.ts';
import { failureStatus } from '../failures.ts';
import type { InvokeReply } from '../turn.ts';
import { createTurnQueue } from '../turn-queue.ts';
import type { TurnRunner } from '../turn-runner.ts';
import type { Received } from './messages-endpoint.ts';

/** The turns that run now and those that wait behind them. */
export interface RunningTurns {
  /** A request has come: it is answered before more is begun. */
  arrived(): void;
  /** Answers an invoke in time, whatever becomes of it. */
  invoke(received: Received): Promise<InvokeReply>;
  /** Runs all else, one after the other in each conversation; never throws. */
  work(received: Received): void;
  /** Runs something else in a conversation, behind all that runs and waits there; never throws. */
  behind(where: Where, work: (signal: AbortSignal) => Promise<unknown>): Promise<void>;
  /** Resolves once nothing runs and nothing waits. */
  settled(): Promise<void>;
  /** Lets what runs and waits go on for so many milliseconds; then ends what runs, and leaves what waits to others. */
  stop(patience: number): Promise<void>;
}

export interface RunningTurnsOptions {
  readonly run: TurnRunner;
  /** Told of what has ended, with the reply to an invoke. */
  readonly finish: (received: Received, reply?: InvokeReply) => void;
  readonly failed: (error: unknown) => void;
  /** Milliseconds. */
  readonly invokeWithin: number;
  /** Ends whatever waits for Teams. */
  readonly close: () => void;
}

/** How often is looked whether work has ended, in milliseconds. */
const LOOK = 5;
/** Rounds of the loop in which nobody came, until a turn begins. */
const STILL = 4;
/** Longer no turn waits for a quiet moment, in milliseconds. */
const LONGEST_WAIT = 1_000;

export function createRunningTurns({ run, finish, failed, invokeWithin, close }: RunningTurnsOptions): RunningTurns {
  const queue = createTurnQueue();
  const work = createRunningWork();
  const turnstile = createTurnstile();
  let leaving = false;
  let gone = false;

  const turn = async (received: Received): Promise<void> => {
    // What nobody began is not finished either: the next process tells the person.
    if (leaving) return;
    await turnstile.pass();
    await work.run((signal) => run(received, signal), undefined).catch(failed);
    if (!gone) finish(received);
  };

  return {
    arrived: turnstile.arrived,
    invoke: async (received) => {
      const reply = await inTime((asked) => work.run((signal) => run(received, signal), asked), invokeWithin).catch(
        (error: unknown) => {
          failed(error);
          return { status: failureStatus(error), body: invokeError(error) };
        },
      );
      try {
        if (!gone) finish(received, reply);
      } catch (error) {
        // It was done, and is told; only whoever asks again is not told the same.
        failed(error);
      }
      return reply;
    },
    work: (received) => {
      const { tenant, thread } = received.where;
      void queue.add(`${tenant} ${thread}`, () => turn(received)).catch(failed);
    },
    behind: ({ tenant, thread }, later) =>
      queue
        .add(`${tenant} ${thread}`, async () => {
          if (!leaving) await work.run(later, undefined);
        })
        .catch(failed),
    settled: async () => {
      while (queue.size > 0 || work.count > 0) await sleep(LOOK);
    },
    stop: async (patience) => {
      const until = performance.now() + patience;
      // What waits behind something that runs begins meanwhile, as long as there is time.
      while (queue.size > 0 && performance.now() < until) await sleep(LOOK);
      leaving = true;
      await work.stop(Math.max(0, until - performance.now()));
      // Whoever waits for Teams even now would go on when the stores are closed.
      close();
      await work.stop(0);
      gone = true;
    },
  };
}

interface Turnstile {
  /** Somebody has come who must not wait. */
  arrived(): void;
  /** Resolves once one may begin: in a quiet moment, or soon after. */
  pass(): Promise<void>;
}

/**
 * Lets one turn begin at a time, and whatever comes in before it. Where hundreds ask in one moment, a turn takes as long
 * as the acknowledgements of many; those that had to wait behind all of them would be sent again.
 */
function createTurnstile(): Turnstile {
  let arrivals = 0;
  let last: Promise<void> = Promise.resolve();

  const quiet = async (): Promise<void> => {
    const until = performance.now() + LONGEST_WAIT;
    for (let still = 0; still < STILL && performance.now() < until; still += 1) {
      const before = arrivals;
      // A connection is taken in one round of the loop, and what comes on it in the next.
      await nextRound();
      if (arrivals !== before) still = -1;
    }
  };

  return {
    arrived: () => {
      arrivals += 1;
    },
    pass: () => {
      last = last.then(quiet);
      return last;
    },
  };
}

/** @throws AppError `upstream_unavailable` where it does not end in time, even where it does not heed its signal */
async function inTime<T>(work: (asked: AbortSignal) => Promise<T>, milliseconds: number): Promise<T> {
  const late = new AppError('upstream_unavailable', 'This took too long. Try again in a moment.');
  const asked = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      asked.abort(late);
      reject(late);
    }, milliseconds);
  });
  try {
    return await Promise.race([work(asked.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}

function invokeError(error: unknown) {
  const own = !(error instanceof AppError) || error.code === 'internal' || error.code === 'misconfigured';
  return own
    ? { error: { code: 'internal', message: 'The desk could not do this.' } }
    : { error: { code: error.code, message: error.message } };
}
