import { APIConnectionError, APIError, type OpenAI, OpenAIError } from 'openai';
import { ZodError } from 'zod';
import type { Clock, Sleep } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { TooMuch } from './bounded-stream.ts';
import type { Endpoint } from './clients.ts';
import { TooSlow, unlessAborted } from './deadlines.ts';
import { retryAfter, saysWhen } from './retry-after.ts';
import { away, fromService, type ServiceWords, unreadable } from './service-errors.ts';

/** An endpoint and what is known of it by now. */
export interface Deployment {
  readonly endpoint: Endpoint;
  readonly client: OpenAI;
  readonly host: string;
  readonly first: boolean;
  /** Parameters that it does not take, as it has said itself. */
  readonly refused: Set<string>;
  /** Milliseconds since 1970 until which it is not asked: it said that it is full. */
  fullUntil: number;
}

/** A deployment as it is asked once. */
export interface Attempt {
  readonly deployment: Deployment;
  /** Parameters that are left out. */
  readonly without: ReadonlySet<string>;
}

/** A stream that ended without an end. */
export class BrokeOff extends Error {}

/** Milliseconds that are waited in all for deployments that are full. */
const LONGEST_WAIT = 20_000;
/** A fault that passes is met so often more at each deployment, with so much time between. */
const RETRIES = 2;
const BETWEEN_RETRIES = 500;
/** A deployment that is full is asked so often for one reply, and not at once, whatever it says: else without end. */
const MOST_FULL = 8;
const BETWEEN_FULL = 250;
/** A quota that is spent does not come back in a minute. */
const SPENT = 300_000;

interface Met {
  faults: number;
  full: number;
}

/** All tries for one reply. */
export interface Tries {
  /**
   * The deployment to ask next, once one is free.
   *
   * @throws AppError where none will be in time
   */
  next(): Promise<Attempt>;
  /**
   * Learns from a failure.
   *
   * @param given true where something of the reply was given on: whoever reads has shown it already
   * @throws AppError where another try is of no use
   */
  failed(attempt: Attempt, error: unknown, given: boolean): Promise<void>;
}

export function createTries(
  deployments: readonly Deployment[],
  clock: Pick<Clock, 'now'>,
  sleep: Sleep,
  signal: AbortSignal,
): Tries {
  const met = new Map<Deployment, Met>(deployments.map((each) => [each, { faults: 0, full: 0 }]));
  const metBy = (deployment: Deployment): Met => met.get(deployment) as Met;
  const usable = (): readonly Deployment[] =>
    deployments.filter((each) => metBy(each).faults <= RETRIES && metBy(each).full < MOST_FULL);
  let waited = 0;
  let last: AppError = full();
  const wait = async (milliseconds: number): Promise<void> => {
    waited += milliseconds;
    signal.throwIfAborted();
    await unlessAborted(sleep(milliseconds), signal);
  };
  return {
    next: async () => {
      for (;;) {
        const now = clock.now();
        const free = usable().find(({ fullUntil }) => fullUntil <= now);
        if (free !== undefined) return { deployment: free, without: new Set(free.refused) };
        const soonest = Math.min(...usable().map(({ fullUntil }) => fullUntil - now));
        if (!(waited + soonest <= LONGEST_WAIT)) throw last;
        await wait(soonest);
      }
    },
    failed: async (attempt, error, given) => {
      const { deployment } = attempt;
      last = asAppError(error, deployment);
      if (given) throw last;
      if (learnParameter(attempt, error)) return;
      const so = metBy(deployment);
      if (isFull(error)) {
        const least = BETWEEN_FULL * 2 ** so.full;
        so.full += 1;
        deployment.fullUntil = clock.now() + Math.max(least, fullFor(error, clock.now()));
        return;
      }
      if (!isPassing(error)) throw last;
      // Who waited so long in vain does not wait as long again.
      so.faults = error instanceof TooSlow || error instanceof TooMuch ? RETRIES + 1 : so.faults + 1;
      if (usable().length === 0) throw last;
      if (so.faults > RETRIES) return;
      if (error instanceof APIError && saysWhen(error.headers))
        deployment.fullUntil = clock.now() + retryAfter(error.headers, clock.now());
      else await wait(BETWEEN_RETRIES * so.faults);
    },
  };
}

/** True where the service names a parameter that it does not take, and that was sent. */
function learnParameter({ deployment, without }: Attempt, error: unknown): boolean {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return false;
  const parameter = refusedParameter(error);
  if (parameter === undefined || without.has(parameter)) return false;
  deployment.refused.add(parameter);
  return true;
}

const CAN_BE_LEFT_OUT = ['temperature', 'seed', 'max_tokens', 'parallel_tool_calls', 'stream_options'];

/** The parameter that a model does not take: the service names it, in a field or, of the dated versions, in words alone. */
function refusedParameter({ param, message }: APIError): string | undefined {
  const inWords = (each: string): boolean => new RegExp(`(?<![\\w.])${each}(?![\\w.]*\\w)`).test(message);
  return CAN_BE_LEFT_OUT.find((each) => each === param) ?? CAN_BE_LEFT_OUT.find(inWords);
}

function isFull(error: unknown): error is APIError {
  return error instanceof APIError && error.status === 429;
}

function fullFor({ code, headers }: APIError, now: number): number {
  return Math.max(code === 'insufficient_quota' ? SPENT : 0, retryAfter(headers, now));
}

/** True for what another try may mend. */
function isPassing(error: unknown): boolean {
  if (error instanceof APIConnectionError) return true;
  // Of itself the client throws where it gets no token.
  if (!(error instanceof APIError)) return !(error instanceof AppError || error instanceof OpenAIError);
  return error.status === undefined || error.status >= 500 || error.status === 408 || error.status === 409;
}

function asAppError(error: unknown, deployment: Deployment): AppError {
  if (error instanceof AppError) return error;
  const words = wordsOf(deployment);
  if (error instanceof TooSlow) return tooSlow(deployment, error);
  if (error instanceof ZodError || error instanceof SyntaxError || error instanceof TooMuch)
    return unreadable(words, error);
  const known = error instanceof OpenAIError ? fromService(error, words) : undefined;
  // What is left is a connection that was lost in the middle.
  return known instanceof AppError ? known : away(words, 'broke off', error);
}

export function tooSlow(deployment: Deployment, error: TooSlow): AppError {
  return away(wordsOf(deployment), 'does not answer in time', error);
}

function full(): AppError {
  return new AppError('rate_limited', 'The model service is over its limit. Try again in a minute.');
}

/** The settings of a deployment, as people set them. */
export function prefixOf(first: boolean): string {
  return first ? 'MODEL' : 'MODEL_SPILLOVER';
}

function wordsOf({ first }: Pick<Deployment, 'first'>): ServiceWords {
  const prefix = prefixOf(first);
  return {
    service: 'model service',
    key: `${prefix}_API_KEY`,
    model: `${prefix}_NAME`,
    url: `${prefix}_URL`,
    more: ' and MODEL_API_VERSION',
    without: "until then answers are the law's own words.",
  };
}
