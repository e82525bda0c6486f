/** How long is waited for a sign of life, in milliseconds. */
export interface Patience {
  /** For the first of it. */
  readonly first: number;
  /** From one piece to the next. */
  readonly between: number;
  /** For the whole. */
  readonly whole: number;
}

/** A service that gave no sign of life for too long. */
export class TooSlow extends Error {
  constructor() {
    super('The service gave no sign of life for too long.');
    this.name = 'TooSlow';
  }
}

/**
 * Ends a request that takes too long: `signal` is for the request, and aborts with the caller's own signal as well.
 */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True once it ended the request by itself. */
  readonly passed: boolean;
  /** Something came. */
  alive(): void;
  end(): void;
}

export function startDeadline({ first, between, whole }: Patience, caller: AbortSignal | undefined): Deadline {
  const own = new AbortController();
  const late = (): void => own.abort(new TooSlow());
  const all = setTimeout(late, whole);
  let next = setTimeout(late, first);
  return {
    signal: caller === undefined ? own.signal : AbortSignal.any([caller, own.signal]),
    get passed() {
      return own.signal.aborted && !caller?.aborted;
    },
    alive: () => {
      clearTimeout(next);
      next = setTimeout(late, between);
    },
    end: () => {
      clearTimeout(all);
      clearTimeout(next);
    },
  };
}
