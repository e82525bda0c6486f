import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Child {
  /** When it has said its first word. */
  readonly ready: Promise<unknown>;
  /** How it ended. */
  readonly end: Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string; said: string }>;
  say(words: string): void;
  kill(): void;
}

/** A process of its own that does one of the tasks of `import-child.ts`. */
export function child(...words: readonly (string | number)[]): Child {
  return childOf('import-child.ts', ...words);
}

/** A process of its own that runs a file of this folder. */
export function childOf(file: string, ...words: readonly (string | number)[]): Child {
  const running = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, file), ...words.map(String)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [errors, said] = ['', ''];
  running.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  running.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const end = new Promise<Awaited<Child['end']>>((resolve, reject) => {
    running.once('error', reject);
    running.once('close', (code, signal) => resolve({ code, signal, errors, said }));
  });
  return {
    ready: Promise.race([new Promise((resolve) => running.stdout.once('data', resolve)), end]),
    end,
    say: (words) => {
      running.stdin.write(words);
    },
    kill: () => {
      running.kill('SIGKILL');
    },
  };
}
