import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import type { Document } from '../../documents/document.ts';
import { documentName } from '../../documents/document-name.ts';
import { DOCUMENT_LIMITS, type DocumentLimits, type DocumentReader } from '../../documents/document-reader.ts';
import type { ReadingJob, ReadingOutcome } from './reading-job.ts';
import { type Refuse, refuser } from './refusal.ts';
import { createTurns } from './turns.ts';

export interface DocumentReaderOptions {
  readonly limits?: Partial<DocumentLimits>;
  /** Documents read at one time, 2 where not told; others wait. */
  readonly atOnce?: number;
  /** Megabytes that reading one document may take, 768 where not told. */
  readonly memory?: number;
}

const MEGABYTE = 1_048_576;
const SPLIT = 'Split it and send the parts, or save it again in the program that it comes from and send that.';

/**
 * Reads each document in a thread of its own, which is ended when it takes too long or too much: no parser can be trusted
 * to end by itself, and none of them holds up whoever else is asking. The thread has no environment and writes nowhere.
 */
export function createDocumentReader(options: DocumentReaderOptions = {}): DocumentReader {
  const limits = { ...DOCUMENT_LIMITS, ...options.limits };
  const turns = createTurns(options.atOnce ?? 2);
  return {
    read: async (bytes, name, signal) => {
      const refuse = refuser(documentName(name));
      // Before it is copied anywhere.
      if (bytes.length > limits.bytes)
        refuse(
          `has ${bytes.length.toLocaleString('en')} bytes; at most ${limits.bytes.toLocaleString('en')} are read`,
          'Split it and send the parts.',
        );
      return turns.run(() => inThread({ bytes, name, limits }, options, refuse, signal), signal);
    },
  };
}

function inThread(
  job: ReadingJob,
  { memory = 768 }: DocumentReaderOptions,
  refuse: Refuse,
  signal: AbortSignal | undefined,
): Promise<Document> {
  const worker = new Worker(threadFile(), {
    workerData: job,
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 64 },
  });
  const stops: (() => void)[] = [];
  const reading = new Promise<Document>((resolve, reject) => {
    const refused = (why: string, cause?: unknown): void => {
      try {
        refuse(why, SPLIT, cause);
      } catch (error) {
        reject(error);
      }
    };
    const before = process.memoryUsage.rss();
    // Bytes outside of the heap are in no limit of a thread's: what the whole process grows by tells them.
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > memory * MEGABYTE) refused(TOO_MUCH);
    }, 50);
    const tooLong = `takes longer than ${job.limits.time / 1_000} seconds to read`;
    const clock = setTimeout(() => refused(tooLong), job.limits.time);
    const abort = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', abort);
    stops.push(
      () => clearInterval(watch),
      () => clearTimeout(clock),
      () => signal?.removeEventListener('abort', abort),
    );
    worker.once('message', (outcome: ReadingOutcome) => {
      if ('document' in outcome) resolve(outcome.document);
      else reject(new AppError(outcome.refusal.code, outcome.refusal.message, { detail: outcome.refusal.detail }));
    });
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refused(TOO_MUCH, error) : reject(failure(job.name, error)),
    );
    // Behind a message or an error it changes nothing.
    worker.once('exit', (code) => reject(failure(job.name, new Error(`The thread ended with ${code}.`))));
  });
  return reading.finally(async () => {
    for (const stop of stops) stop();
    // The next one has its turn when this thread is gone.
    await worker.terminate();
  });
}

/** What is no refusal of a document's, but the reader's own failure. */
function failure(name: string, cause: unknown): AppError {
  return new AppError(
    'internal',
    `${documentName(name)} could not be read: the reader failed. Save it again in the program that it comes from and send that; if that fails too, tell whoever runs the desk.`,
    { cause },
  );
}

const TOO_MUCH = 'takes more memory to read than it is given';

/** Beside this file. Run from the sources, a thread of Node.js 20 must be taught TypeScript first: the process's own loader is not its. */
function threadFile(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./reading-worker.js', import.meta.url);
  const source = new URL('./reading-worker.ts', import.meta.url).href;
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs');
  const code = `import { register } from ${JSON.stringify(loader)}; register(); await import(${JSON.stringify(source)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
