import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import type { PolicyWork } from '../../gaps/coverage/policy-work.ts';
import type { PolicyVersion } from '../../gaps/policies/policy.ts';
import type { OpenScoringRoom } from '../../gaps/runs/scoring-room.ts';
import type { ScoredPolicy, ScoringJob } from './scoring-job.ts';

export interface ScoringRoomOptions {
  /** Megabytes that one thread may take, 1,024 where not told. */
  readonly memory?: number;
}

/**
 * Rooms that are threads: a policy of 20,000 statements takes a minute, in which nobody else would be answered. One policy
 * is scored at one time, whoever asks; a thread begins with its first policy, has no environment and writes nowhere.
 */
export function createScoringRooms({ memory = 1_024 }: ScoringRoomOptions = {}): OpenScoringRoom {
  let last: Promise<unknown> = Promise.resolve();
  return (obligations) => {
    let worker: Worker | undefined;
    const start = (): Worker => {
      const job: ScoringJob = { obligations };
      const started = new Worker(threadFile(), {
        workerData: job,
        env: {},
        stdout: true,
        stderr: true,
        resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 64 },
      });
      // What fails between two policies is told by the next one, which finds the thread gone.
      started.on('error', () => undefined);
      started.once('exit', () => {
        if (worker === started) worker = undefined;
      });
      return started;
    };
    const end = async (): Promise<void> => {
      const ending = worker;
      worker = undefined;
      await ending?.terminate();
    };
    return {
      work: async (policy, signal) => {
        const before = last;
        const turn = unlessAborted(before, signal).then(async () => {
          signal?.throwIfAborted();
          worker ??= start();
          // What is aborted is ended there as well: nothing else ends a thread that computes.
          return unlessAborted(scoredBy(worker, policy), signal).catch(async (error: unknown) => {
            await end();
            throw error;
          });
        });
        // Whoever left while they waited does not let the next one begin before those in front of them have ended.
        last = Promise.allSettled([before, turn]);
        return turn;
      },
      close: end,
    };
  };
}

function scoredBy(worker: Worker, policy: PolicyVersion): Promise<PolicyWork> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      worker.off('message', done).off('error', failed).off('exit', ended);
    };
    const done = ({ work }: ScoredPolicy): void => {
      stop();
      resolve(work);
    };
    const failed = (cause: unknown): void => {
      stop();
      reject(failure(policy, cause));
    };
    const ended = (code: number): void => failed(new Error(`The thread ended with ${code}.`));
    worker.on('message', done).on('error', failed).on('exit', ended);
    worker.postMessage(policy);
  });
}

function failure({ policy }: PolicyVersion, cause: unknown): AppError {
  return new AppError(
    'internal',
    `The policy ${policy} could not be compared with the law: it takes more than the desk gives it. Add it in parts, each with an id of its own; if that fails too, tell whoever runs the desk.`,
    { cause },
  );
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

/** Beside this file. Run from the sources, a thread of Node.js 20 must be taught TypeScript first: the process's own loader is not its. */
function threadFile(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./scoring-worker.js', import.meta.url);
  const source = new URL('./scoring-worker.ts', import.meta.url).href;
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs');
  const code = `import { register } from ${JSON.stringify(loader)}; register(); await import(${JSON.stringify(source)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
