import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Child {
  /** When it has said its first word. */
  readonly ready: Promise<unknown>;
  /** How it ended. */
  readonly end: Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }>;
  kill(): void;
}

/** A process of its own that does one of the tasks of `import-child.ts`. */
export function child(...words: readonly (string | number)[]): Child {
  return childOf('import-child.ts', ...words);
}

/** A process of its own that runs a file of this folder. */
export function childOf(file: string, ...words: readonly (string | number)[]): Child {
  const running = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, file), ...words.map(String)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  running.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const end = new Promise<Awaited<Child['end']>>((resolve, reject) => {
    running.once('error', reject);
    running.once('close', (code, signal) => resolve({ code, signal, errors }));
  });
  return {
    ready: Promise.race([new Promise((resolve) => running.stdout.once('data', resolve)), end]),
    end,
    kill: () => {
      running.kill('SIGKILL');
    },
  };
}
