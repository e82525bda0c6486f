import { AppError } from './errors.ts';

/** A session with a service, shared by all who ask. */
export interface KeptSession<T> {
  /**
   * The one that stands, or a new one; however many wait for it, the service is asked once.
   *
   * @throws what signing in throws, or the signal's reason: the sign-in goes on then for the others
   */
  get(signal?: AbortSignal): Promise<T>;
  /** The service does not take this one any more. One that another call got in the meantime stays. */
  drop(session: T): void;
  /** Forgets it, and returns it where one stood. */
  end(): T | undefined;
}

/**
 * @param signIn one sign-in, bounded in time
 * @param refusedFor milliseconds for which a sign-in that was refused (`misconfigured`) is not tried again: services lock an
 * account after a few of them
 */
export function createKeptSession<T>(
  signIn: () => Promise<T>,
  { now, refusedFor }: { readonly now: () => number; readonly refusedFor: number },
): KeptSession<T> {
  let standing: T | undefined;
  let underWay: Promise<T> | undefined;
  let refused: { readonly error: AppError; readonly until: number } | undefined;

  async function signInOnce(): Promise<T> {
    try {
      standing = await signIn();
      refused = undefined;
      return standing;
    } catch (error) {
      if (error instanceof AppError && error.code === 'misconfigured') refused = { error, until: now() + refusedFor };
      throw error;
    } finally {
      underWay = undefined;
    }
  }

  return {
    get: async (signal) => {
      signal?.throwIfAborted();
      if (standing !== undefined) return standing;
      if (refused !== undefined && now() < refused.until) throw refused.error;
      underWay ??= signInOnce();
      return unlessAborted(underWay, signal);
    },
    drop: (session) => {
      if (standing === session) standing = undefined;
    },
    end: () => {
      const left = standing;
      standing = undefined;
      return left;
    },
  };
}

/** What the promise comes to, or the signal's reason where that is first. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const gone = () => reject(signal.reason);
    signal.addEventListener('abort', gone, { once: true });
    const over = () => signal.removeEventListener('abort', gone);
    promise.then(resolve, reject).then(over, over);
  });
}
