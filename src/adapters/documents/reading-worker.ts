import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import { readDocument } from './read-document.ts';
import type { ReadingJob, ReadingOutcome } from './reading-job.ts';

/** The thread in which one document is read: `createDocumentReader` starts it and ends it. */
const { bytes, name, limits } = workerData as ReadingJob;
const outcome: ReadingOutcome = await readDocument(bytes, name, limits).then(
  (document) => ({ document }),
  (error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    const { code, message, cause } = error;
    return { refusal: { code, message, detail: cause instanceof Error ? `${cause.name}: ${cause.message}` : '' } };
  },
);
parentPort?.postMessage(outcome);
