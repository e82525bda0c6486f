import type { IncomingActivity } from '../activity.ts';
import type { DeskAdapter } from '../connection/desk-adapter.ts';
import type { Received } from '../http/messages-endpoint.ts';
import type { RunningTurns } from '../http/running-turns.ts';
import { createTurn, type Turn } from '../turn.ts';
import type { TurnRunner } from '../turn-runner.ts';

/** What is done behind an invoke: it is answered at once, and what follows has its place in the conversation's queue. */
export interface Afterwards {
  /** Lets things be done behind this one. */
  note(received: Received): void;
  /**
   * Answers something that waited, as if it came now.
   *
   * @param because names what it waited for: it is answered once for that
   */
  resume(turn: Turn, activity: IncomingActivity, because: string): void;
  /** Does something else in the turn's conversation; the turn that is given is a new one, since the old one is over. */
  behind(turn: Turn, work: (turn: Turn) => Promise<void>): void;
}

export interface AfterwardsOptions {
  readonly adapter: Pick<DeskAdapter, 'serve'>;
  readonly run: TurnRunner;
  /** Has a place in a conversation's queue. */
  readonly inQueue: RunningTurns['behind'];
  /** What was delivered, each once. */
  readonly accept: (received: Received) => { readonly kind: string };
  readonly finish: (received: Received) => void;
  readonly failed: (error: unknown) => void;
}

export function createAfterwards(options: AfterwardsOptions): Afterwards {
  const { adapter, run, inQueue, accept, finish, failed } = options;
  const noted = new WeakMap<IncomingActivity, Received>();
  return {
    note: (received) => void noted.set(received.activity, received),
    resume: (turn, activity, because) => {
      const cause = noted.get(turn.activity);
      if (cause === undefined) return;
      const received = { ...cause, activity };
      const delivered = { ...cause, activity: { ...activity, id: `${activity.id ?? ''} after ${because}` } };
      if (accept(delivered).kind === 'known') return;
      void inQueue(turn.where, (signal) => run(received, signal))
        .then(() => finish(delivered))
        .catch(failed);
    },
    behind: (turn, work) => {
      const cause = noted.get(turn.activity);
      if (cause === undefined) return;
      const { activity, where, admitted } = cause;
      const { language, correlation } = turn;
      void inQueue(where, (signal) =>
        adapter.serve(admitted, activity, (sdk) =>
          work(createTurn(sdk, { activity, where, correlation, signal, language })),
        ),
      );
    },
  };
}
