import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPacing, type Pace } from './pacing.ts';

/** What Teams answered instead of taking something. */
export class SendError extends Error {
  /** 0 where there was no answer at all. */
  readonly status: number;
  /** Its own word for it, such as `MessageSizeTooBig`. */
  readonly code: string;
  /** Milliseconds after which it may be tried again, where it said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, message: string, retryAfter: number | undefined, cause: unknown) {
    super(`Teams answered ${status} ${code}: ${message}`, { cause });
    this.name = 'SendError';
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export interface Outgoing {
  /**
   * Sends something to a conversation within its pace, and again where Teams asked for patience.
   *
   * @param tries at most; one leaves it to the caller
   * @throws SendError
   */
  send<T>(
    conversation: string,
    attempt: () => Promise<T>,
    options?: { signal?: AbortSignal; tries?: number },
  ): Promise<T>;
  /** Sends nothing more; whoever waits for an answer is told at once that there is none. */
  close(): void;
}

export interface OutgoingOptions {
  readonly paces?: readonly Pace[];
  readonly now?: () => number;
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Milliseconds until nobody waits for an answer to one attempt. */
  readonly within?: number;
}

/** What Microsoft's page on rate limits names as worth another try. */
const AGAIN = new Set([412, 429, 502, 504]);
const TRIES = 5;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;
/** Longer nobody waits who wants an answer, whatever Teams asks for. */
const LONGEST_PATIENCE = 60_000;
export const SEND_WITHIN = 15_000;

export function createOutgoing(options: OutgoingOptions = {}): Outgoing {
  const {
    now = () => performance.now(),
    wait = async (milliseconds, signal) => {
      await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
    },
    random = Math.random,
    within = SEND_WITHIN,
    paces,
  } = options;
  const pacing = createPacing({ now, wait, ...(paces === undefined ? {} : { paces }) });
  const closing = new AbortController();
  // Each send that is on its way listens, and there may be hundreds.
  setMaxListeners(0, closing.signal);
  return {
    close: () => closing.abort(new SendError(0, 'Closed', 'the desk is being stopped', undefined, undefined)),
    send: async (conversation, attempt, { signal = closing.signal, tries = TRIES } = {}) => {
      for (let tried = 1; ; tried += 1) {
        closing.signal.throwIfAborted();
        const answered = await pacing.turn(conversation, signal);
        try {
          return await answeredWithin(within, attempt(), closing.signal).finally(answered);
        } catch (error) {
          const known = asSendError(error);
          if (tried >= tries || !AGAIN.has(known.status) || (known.retryAfter ?? 0) > LONGEST_PATIENCE) throw known;
          // Full jitter above what was asked for: those that were refused together must not come back together.
          const backOff = random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tried);
          await wait((known.retryAfter ?? 0) + backOff, signal);
        }
      }
    },
  };
}

/**
 * The library waits for an answer for ever, and for the token before it: a turn that hangs would keep all that is asked
 * after it in its conversation.
 */
export async function answeredWithin<T>(milliseconds: number, answer: Promise<T>, closing?: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let gone = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    gone = () => reject(closing?.reason);
    closing?.addEventListener('abort', gone);
    timer = setTimeout(
      () => reject(new SendError(0, 'NoAnswer', `there was no answer within ${milliseconds} ms`, undefined, undefined)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    closing?.removeEventListener('abort', gone);
  }
}

interface RestError {
  readonly statusCode?: number;
  readonly code?: string;
  readonly message?: string;
  readonly body?: { readonly error?: { readonly code?: string; readonly message?: string } };
  readonly response?: { readonly headers?: { get(name: string): string | undefined }; readonly bodyAsText?: string };
}

/** As the connector's library throws it. */
export function asSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  const rest = (typeof error === 'object' && error !== null ? error : {}) as RestError;
  const told = rest.body?.error ?? errorOf(rest.response?.bodyAsText);
  return new SendError(
    rest.statusCode ?? 0,
    told?.code ?? rest.code ?? 'unknown',
    told?.message ?? rest.message ?? '',
    retryAfterOf(rest.response?.headers?.get('retry-after')),
    error,
  );
}

/** Nothing tells whether it was shown. */
export function isUncertain(error: unknown): boolean {
  return !(error instanceof SendError) || error.status < 400 || error.status >= 500;
}

function errorOf(text: string | undefined): { readonly code?: string; readonly message?: string } | undefined {
  try {
    return (JSON.parse(text ?? '') as RestError['body'])?.error;
  } catch {
    return undefined;
  }
}

/** RFC 9110 section 10.2.3: seconds, or a date; a date is left, since clocks differ. */
function retryAfterOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1_000 : undefined;
}
