import { AppError } from './core/errors.ts';
import type { Library } from './regulations/library.ts';

/** Keeps the index in agreement with the library, as well as an engine that may be away allows. */
export interface Following {
  /**
   * Brings the index to agree now. Where the engine cannot be reached the library stands as it is, what was committed
   * is still what is searched, and the next `refresh` tries again.
   *
   * @returns sentences for the person whose change the index does not show yet; empty where all is well
   */
  follow(progress?: (done: number, total: number) => void): Promise<readonly string[]>;
  /** Takes in what another process changed, and what could not be taken in before; cheap where there is nothing. */
  refresh(): Promise<void>;
}

/** How long an engine that was away is left alone. */
const PAUSE = 5_000;

/** @param now milliseconds, of any origin */
export function createFollowing(library: Library, now: () => number = () => performance.now()): Following {
  let followed: number | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;

  const follow = async (progress?: (done: number, total: number) => void): Promise<readonly string[]> => {
    // Taken before: what another process changes meanwhile is taken in by the next refresh.
    const revision = library.store.revision();
    triedAt = now();
    try {
      await library.reconcile(progress);
      followed = revision;
      return [];
    } catch (error) {
      if (!(error instanceof AppError) || !MAY_PASS.has(error.code)) throw error;
      followed = undefined;
      return [`The search does not show the library as it is now: ${error.message}`];
    }
  };

  return {
    follow,
    refresh: async () => {
      if (library.store.revision() === followed) return;
      if (followed === undefined && now() - triedAt < PAUSE) return;
      await follow();
    },
  };
}

/** The engine is away or overloaded, or another process replaced the index this very moment. */
const MAY_PASS: ReadonlySet<string> = new Set(['upstream_unavailable', 'rate_limited', 'conflict']);
