import { AppError } from '../core/errors.ts';
import type { Patience } from './attempt-end.ts';
import {
  type AttemptParts,
  attempted,
  care,
  type Departure,
  depart,
  type Keeping,
  placeOf,
  settle,
} from './attempts.ts';
import type { Destination } from './courier.ts';
import type { Timer } from './timer.ts';

/** Sends what is in the outbox, as long as it runs. */
export interface Sender {
  /** Something was put in: it is looked for now. */
  wake(): void;
  /** Takes up what a process that is gone has left, then sends until it is stopped. */
  run(): Promise<void>;
  /** Takes nothing more, and waits so many milliseconds for what is on its way; what then still is, is ended as unknown. */
  stop(patience: number): Promise<void>;
  /** When nothing is on its way and nothing is due, or it was stopped. */
  settled(): Promise<void>;
  /** Why it cannot work just now, in a sentence; absent where it can. */
  readonly problem: string | undefined;
}

export interface SenderOptions<D extends Destination> extends AttemptParts<D> {
  readonly timer: Timer;
  readonly pace?: Partial<SendPace>;
}

/** Times in milliseconds. */
export interface SendPace extends Patience, Keeping {
  /** Messages on their way at once. */
  readonly atOnce: number;
  /** How long one attempt may take. */
  readonly attemptTime: number;
  /** How soon it is seen what another process has put in. */
  readonly lookEvery: number;
  /** How often what others have left is taken up, and what was delivered long ago is forgotten. */
  readonly careEvery: number;
}

/** Twelve attempts are spread over about half an hour. */
const PACE: SendPace = {
  atOnce: 8,
  attempts: 12,
  firstWait: 2_000,
  longestWait: 1_800_000,
  attemptTime: 60_000,
  lookEvery: 1_000,
  careEvery: 60_000,
  leftAfter: 600_000,
  keptFor: 90 * 86_400_000,
};
/** How long an end that could not be recorded waits to be recorded again. */
const RECORD_AGAIN = 1_000;
/** What an attempt that is ended is given to be recorded. */
const LAST_WORD = 1_000;

/**
 * What is taken from the outbox has its intent in the same transaction, and its end is marked in the transaction of the
 * row that tells of it. A process that is killed between sending and marking cannot know whether the message came
 * through, and no channel tells: such a one is sent again and says that it may have been seen, or is left in doubt, as
 * its message wants it. Everything else is sent once.
 */
export function createSender<D extends Destination>(options: SenderOptions<D>): Sender {
  const pace = { ...PACE, ...options.pace };
  const { clock, timer, outbox, kinds, rates } = options;
  const settling: (() => void)[] = [];
  let phase: 'new' | 'running' | 'stopped' = 'new';
  let cared = Number.NEGATIVE_INFINITY;
  let cancel = () => {};
  let problem: string | undefined;
  let over = () => {};
  const ended = new Promise<void>((resolve) => {
    over = resolve;
  });

  const failed = (error: unknown): void => {
    problem = error instanceof AppError ? error.message : 'Messages cannot be sent: something failed unexpectedly.';
  };
  const lookIn = (milliseconds: number): void => {
    cancel();
    if (phase === 'running') cancel = timer(milliseconds, look);
  };
  const flights = createFlights({ ...options, pace }, { failed, landed: () => lookIn(0) });
  const tellSettled = (): void => {
    for (const each of settling.splice(0)) each();
  };

  /** Milliseconds to when it is worth looking again; the end of one that is on its way leads to a look as well. */
  const untilNext = (now: number): number => {
    const next = outbox.nextDue(kinds);
    if (flights.count === 0 && (next === undefined || next > now)) tellSettled();
    if (next === undefined || flights.count >= pace.atOnce) return pace.lookEvery;
    return Math.max(0, Math.min(pace.lookEvery, Math.max(next, rates.overall(now).earliest) - now));
  };

  const look = (): void => {
    let wait = pace.lookEvery;
    try {
      const now = clock.now();
      if (now - cared >= pace.careEvery || now < cared) {
        care(options, pace, now);
        cared = now;
      }
      const room = Math.min(pace.atOnce - flights.count, rates.overall(now).room);
      if (room > 0) for (const departure of depart(options, now, room)) flights.begin(departure);
      wait = untilNext(now);
      problem = undefined;
    } catch (error) {
      failed(error);
    }
    lookIn(wait);
  };

  return {
    wake: () => lookIn(0),
    run: () => {
      if (phase === 'new') {
        phase = 'running';
        look();
      }
      return ended;
    },
    stop: async (patience) => {
      phase = 'stopped';
      cancel();
      await flights.end(patience);
      tellSettled();
      over();
    },
    settled: async () => {
      if (phase !== 'running') return;
      await new Promise<void>((done) => {
        settling.push(done);
        lookIn(0);
      });
    },
    get problem() {
      return problem;
    },
  };
}

/** Messages on their way. */
interface Flights<D extends Destination> {
  readonly count: number;
  begin(departure: Departure<D>): void;
  end(patience: number): Promise<void>;
}

function createFlights<D extends Destination>(
  options: SenderOptions<D> & { readonly pace: SendPace },
  told: { readonly failed: (error: unknown) => void; readonly landed: () => void },
): Flights<D> {
  const { courier, timer, clock, rates, pace } = options;
  const running = new Map<Promise<void>, AbortController>();
  let isOver = false;

  const send = async (departure: Departure<D>, ending: AbortController): Promise<void> => {
    const tooLate = () => ending.abort(new AppError('upstream_unavailable', 'The channel did not answer in time.'));
    const enough = timer(pace.attemptTime, tooLate);
    const attempt = await attempted(courier, departure, ending.signal);
    enough();
    rates.sent(placeOf(departure.entry), clock.now());
    // However long it takes to record how it ended: till then the message is this process's.
    while (!isOver) {
      try {
        return settle(options, pace, departure, attempt);
      } catch (error) {
        told.failed(error);
        await new Promise<void>((again) => timer(RECORD_AGAIN, again));
      }
    }
  };

  /** Waits until nothing is on its way, at most so many milliseconds. */
  const landed = async (milliseconds: number): Promise<void> => {
    if (running.size === 0) return;
    await new Promise<void>((done) => {
      const enough = timer(milliseconds, done);
      void Promise.allSettled(running.keys()).then(() => {
        enough();
        done();
      });
    });
  };

  return {
    get count() {
      return running.size;
    },
    begin: (departure) => {
      const ending = new AbortController();
      rates.departs(clock.now());
      const sending = send(departure, ending).finally(() => {
        running.delete(sending);
        told.landed();
      });
      running.set(sending, ending);
    },
    end: async (patience) => {
      await landed(patience);
      for (const ending of running.values())
        ending.abort(new AppError('conflict', 'The program was stopped while it was being sent.'));
      await landed(LAST_WORD);
      isOver = true;
    },
  };
}
