import { AppError } from '../core/errors.ts';
import type { Library } from './library.ts';

/** Keeps the index in agreement with the library, as well as an engine that may be away allows. */
export interface Following {
  /**
   * Brings the index to agree now. Where that fails for a reason that lies outside, the library stands as it is, what was
   * committed is still what is searched, and a later `refresh` tries again.
   *
   * @returns sentences for the person whose change the index does not show yet; empty where all is well
   */
  follow(progress?: (done: number, total: number) => void): Promise<readonly string[]>;
  /** Takes in what another process changed, and what could not be taken in before; cheap where there is nothing. */
  refresh(): Promise<void>;
  /** What the last `follow` or `refresh` could not do, in sentences for whoever searches. */
  readonly behind: readonly string[];
}

/** How long an engine that was away is left alone, and an embedder that failed. */
const PAUSE = { away: 5_000, degraded: 60_000 } as const;

/** @param now milliseconds, of any origin */
export function createFollowing(library: Library, now: () => number = () => performance.now()): Following {
  let followed: number | undefined;
  let behind: readonly string[] = [];
  let notBefore = Number.NEGATIVE_INFINITY;
  let running: Promise<readonly string[]> | undefined;

  const reconcile = async (progress?: (done: number, total: number) => void): Promise<readonly string[]> => {
    // Taken before: what another process changes meanwhile is taken in by the next refresh.
    const revision = library.store.revision();
    followed = undefined;
    try {
      await library.reconcile(progress);
      const { status } = await library.index.health();
      // Texts that lack their vectors are given them once the embedder is well.
      if (status === 'degraded') notBefore = now() + PAUSE.degraded;
      else followed = revision;
      behind = [];
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'internal') throw error;
      notBefore = now() + PAUSE.away;
      behind = [`The search does not show the library as it is now: ${error.message}`];
    }
    return behind;
  };

  /** One at a time: two would describe the library to the index over each other. */
  const follow = async (progress?: (done: number, total: number) => void): Promise<readonly string[]> => {
    while (running) await running.catch(() => undefined);
    running = reconcile(progress);
    try {
      return await running;
    } finally {
      running = undefined;
    }
  };

  return {
    follow,
    refresh: async () => {
      if (running) {
        await running;
        return;
      }
      if (library.store.revision() === followed) return;
      if (followed === undefined && now() < notBefore) return;
      await follow();
    },
    get behind() {
      return behind;
    },
  };
}
