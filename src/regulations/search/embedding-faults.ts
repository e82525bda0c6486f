import { AppError } from '../../core/errors.ts';

/** What went wrong with an embedder, for as long as it matters. */
export interface EmbeddingFaults {
  /** Runs what needs the embedder; `undefined` where it failed, or has failed already since `forget`. */
  attempt<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** The last failure in words; absent where the last attempt went well. */
  readonly last: string | undefined;
  /** Lets the next attempt be made although the last one failed. */
  forget(): void;
}

/**
 * Keeps an embedder's failure from becoming the search's: a failure is remembered and said, and while passages are put
 * into an index nobody waits for the same failure again.
 */
export function createEmbeddingFaults(): EmbeddingFaults {
  let last: string | undefined;
  let resting = false;
  return {
    attempt: async (work) => {
      if (resting) return undefined;
      try {
        const result = await work();
        last = undefined;
        return result;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        last = error.message;
        resting = true;
        return undefined;
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
