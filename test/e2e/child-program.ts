import { spawn } from 'node:child_process';

/** A program that runs beside this one. */
export interface ChildProgram {
  /** All that it has written so far. */
  readonly out: string;
  readonly err: string;
  /** True once it has ended, whoever ended it. */
  readonly ended: boolean;
  /** Resolves with its exit code; `null` where a signal ended it. */
  readonly end: Promise<number | null>;
  /** Asks it to end, and after some seconds sees to it. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly folder?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Milliseconds that a program has to end by itself. */
const PATIENCE = 10_000;

/** Starts a Node.js program. It does not outlive this one, however this one ends by itself. */
export function startChild(words: readonly string[], { folder, environment }: ChildOptions): ChildProgram {
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  const written = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.err += text;
  });
  const withUs = (): void => void child.kill('SIGKILL');
  process.once('exit', withUs);
  let ended = false;
  const end = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    // Not `exit`: what it wrote last may still be on its way then.
    child.once('close', (code) => {
      ended = true;
      process.off('exit', withUs);
      resolve(code);
    });
  });
  return {
    get out() {
      return written.out;
    },
    get err() {
      return written.err;
    },
    get ended() {
      return ended;
    },
    end,
    stop: async () => {
      if (ended) return;
      child.kill('SIGINT');
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      await end;
      clearTimeout(late);
    },
  };
}
