/** How long is waited for a sign of life, in milliseconds. */
export interface Patience {
  /** For the first of it. */
  readonly first: number;
  /** From one piece to the next. */
  readonly between: number;
  /** For the whole of a reply, with all tries for it. */
  readonly whole: number;
}

/** A service that gave no sign of life for too long. */
export class TooSlow extends Error {
  constructor() {
    super('The service gave no sign of life for too long.');
    this.name = 'TooSlow';
  }
}

/** Ends a try that takes too long: `signal` is for the request, and aborts with the caller's own signal as well. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True once it ended the request by itself. */
  readonly passed: boolean;
  /**
   * Waits for the service. The time that whoever reads takes between two pieces is not the service's, and is not counted.
   *
   * @throws the reason of the signal, as soon as it aborts, even where the work does not heed it
   */
  during<T>(work: Promise<T>): Promise<T>;
  /** Something came. */
  alive(): void;
  end(): void;
}

export function startDeadline(
  { first, between }: Pick<Patience, 'first' | 'between'>,
  caller: AbortSignal | undefined,
): Deadline {
  const own = new AbortController();
  const late = (): void => own.abort(new TooSlow());
  const signal = either(caller, own.signal);
  let next: NodeJS.Timeout | undefined = setTimeout(late, first);
  const stop = (): void => {
    clearTimeout(next);
    next = undefined;
  };
  return {
    signal,
    get passed() {
      return own.signal.aborted && !caller?.aborted;
    },
    during: (work) => {
      next ??= setTimeout(late, between);
      return unlessAborted(work, signal);
    },
    alive: stop,
    end: stop,
  };
}

/** Ends all tries for a reply together. */
export interface Limit {
  /** Aborts when the time is over, and with the caller's own signal. */
  readonly signal: AbortSignal;
  /** True where the time is over, and it was not the caller who went away. */
  readonly passed: boolean;
  end(): void;
}

export function startLimit(whole: number, caller: AbortSignal | undefined): Limit {
  const own = new AbortController();
  const timer = setTimeout(() => own.abort(new TooSlow()), whole);
  return {
    signal: either(caller, own.signal),
    get passed() {
      return own.signal.aborted && !caller?.aborted;
    },
    end: () => clearTimeout(timer),
  };
}

function either(caller: AbortSignal | undefined, own: AbortSignal): AbortSignal {
  return caller === undefined ? own : AbortSignal.any([caller, own]);
}

/** Work that is not waited for any longer once the signal aborts. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let leave: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (leave !== undefined) signal.removeEventListener('abort', leave);
  }
}
