import { AppError } from '../../core/errors.ts';

/** What an attempt gave, or why it gave nothing. */
export type Attempt<T> = { readonly value: T } | { readonly failure: string };

/** What went wrong with an embedder, for as long as it matters. */
export interface EmbeddingFaults {
  /** Runs what needs the embedder; fails at once where it is resting. */
  attempt<T>(work: () => Promise<T>): Promise<Attempt<T>>;
  /** The last failure in words; absent where the last attempt went well. */
  readonly last: string | undefined;
  /** Lets the next attempt be made although the last one failed; one that hangs is given its rest all the same. */
  forget(): void;
}

/** An embedder that took so long to fail is not waited for again by the next search. */
const SLOW = 2_000;
const REST = 30_000;

/**
 * Keeps an embedder's failure from becoming the search's: a failure is remembered and said, and while passages are put
 * into an index nobody waits for the same failure again.
 *
 * @param now milliseconds, of any origin
 */
export function createEmbeddingFaults(now: () => number = () => performance.now()): EmbeddingFaults {
  let last: string | undefined;
  let resting = false;
  let restsUntil = 0;
  return {
    attempt: async (work) => {
      if (last !== undefined && (resting || now() < restsUntil)) return { failure: last };
      const started = now();
      try {
        const value = await work();
        last = undefined;
        return { value };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        last = error.message;
        resting = true;
        if (now() - started > SLOW) restsUntil = now() + REST;
        return { failure: error.message };
      }
    },
    get last() {
      return last;
    },
    forget: () => {
      resting = false;
    },
  };
}

/** The notes of a search that should have had vectors. */
export function vectorNotes(asked: { failure: string | undefined; without: number; versions: number }): string[] {
  if (asked.failure !== undefined) return [`Searched by words alone, without nearness in meaning: ${asked.failure}`];
  return asked.without === 0
    ? []
    : [
        `${asked.without} of ${asked.versions} texts were searched by words alone: they have no vectors of the embedder that is set up yet.`,
      ];
}
