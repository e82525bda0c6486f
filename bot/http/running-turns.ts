import { setTimeout as sleep } from 'node:timers/promises';
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
}

/** How often is looked whether work has ended, in milliseconds. */
const LOOK = 5;

export function createRunningTurns({ run, finish, failed, invokeWithin }: RunningTurnsOptions): RunningTurns {
  const queue = createTurnQueue();
  const work = createRunningWork();
  const turnstile = createTurnstile();
  let leaving = false;

  const turn = async (received: Received): Promise<void> => {
    // What nobody began is not finished either: the next process tells the person.
    if (leaving) return;
    await turnstile();
    await work.run((signal) => run(received, signal), undefined).catch(failed);
    finish(received);
  };

  return {
    invoke: async (received) => {
      const reply = await inTime((asked) => work.run((signal) => run(received, signal), asked), invokeWithin).catch(
        (error: unknown) => {
          failed(error);
          return { status: failureStatus(error), body: invokeError(error) };
        },
      );
      try {
        finish(received, reply);
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
    },
  };
}

/**
 * Lets one begin at a time, and whatever came in meanwhile before the next: where hundreds ask in one moment, their
 * acknowledgements must not wait until all of them are worked on, or Teams sends everything again.
 */
function createTurnstile(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return last;
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
