import { APIConnectionError, APIError, type OpenAI } from 'openai';
import { ZodError } from 'zod';
import type { ChatEvent, ChatModel, ChatRequest, Served, TokenUse } from '../../assistant/chat-model.ts';
import { type Clock, type Sleep, systemClock, systemSleep } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { type Peculiarities, wireRequest } from './chat-request.ts';
import { checkEndpoint, createClient, type Endpoint } from './clients.ts';
import { promptRefused } from './content-filter.ts';
import { type Patience, startDeadline, TooSlow } from './deadlines.ts';
import { isTooLong } from './embedding-errors.ts';
import { createReplyReader, type ReplyReader } from './reply-reader.ts';
import { retryAfter } from './retry-after.ts';
import { away, fromService, type ServiceWords, unreadable } from './service-errors.ts';

/** Which services formulate answers, and how long is waited for them. */
export interface ChatModelOptions {
  /** The first choice, then where it spills over to when it is full: such as a provisioned deployment, then another one. */
  readonly endpoints: readonly [Endpoint, ...Endpoint[]];
  /** Tokens that the model reads at once, reply included; 128,000 by default. */
  readonly window?: number;
  readonly patience?: Partial<Patience>;
  readonly clock?: Pick<Clock, 'now'>;
  readonly sleep?: Sleep;
  readonly fetch?: typeof fetch;
}

const WINDOW = 128_000;
const PATIENCE: Patience = { first: 30_000, between: 20_000, whole: 180_000 };
/** Milliseconds that are waited in all for deployments that are full. */
const LONGEST_WAIT = 20_000;
/** A fault that passes is met so often more at each deployment, with so much time between. */
const RETRIES = 2;
const BETWEEN_RETRIES = 500;
/** A quota that is spent does not come back in a minute. */
const SPENT = 300_000;
const CHARACTERS_PER_TOKEN = 4;

const WORDS: ServiceWords = {
  service: 'model service',
  key: 'MODEL_API_KEY',
  model: 'MODEL_NAME',
  url: 'MODEL_URL',
  more: ' and MODEL_API_VERSION',
  without: "until then answers are the law's own words.",
};

/** An endpoint and what is known of it by now. */
interface Deployment extends Peculiarities {
  readonly endpoint: Endpoint;
  readonly client: OpenAI;
  readonly host: string;
  readonly first: boolean;
  /** Milliseconds since 1970 until which it is not asked: it said that it is full. */
  fullUntil: number;
}

/**
 * A chat model over Azure OpenAI's or OpenAI's chat completions API, streamed. A deployment that is full is left alone for
 * as long as it asks, and the next one replies at once. Faults that pass are met with another try, as long as nothing of a
 * reply was given on: whoever reads has shown it already.
 *
 * @throws AppError `misconfigured` for settings that cannot work
 */
export async function createChatModel(options: ChatModelOptions): Promise<ChatModel> {
  const { clock = systemClock, sleep = systemSleep, window = WINDOW } = options;
  const patience = { ...PATIENCE, ...options.patience };
  const deployments = await Promise.all(options.endpoints.map((endpoint, at) => open(endpoint, at === 0, options)));
  return {
    destinations: deployments.map(destinationOf),
    window,
    reply: async function* (request, signal) {
      const tries = createTries(deployments, clock, sleep, signal);
      for (;;) {
        const deployment = await tries.next();
        let given = false;
        try {
          for await (const event of replyOnce(deployment, request, patience, signal)) {
            given ||= event.kind === 'text';
            yield event;
          }
          return;
        } catch (error) {
          signal?.throwIfAborted();
          await tries.failed(deployment, error, given);
        }
      }
    },
  };
}

async function open(
  endpoint: Endpoint,
  first: boolean,
  { fetch: given = fetch }: ChatModelOptions,
): Promise<Deployment> {
  checkEndpoint(endpoint, first ? 'MODEL' : 'MODEL_SPILLOVER', 'model service');
  // Deadlines are our own, since the client's cover the head of a reply alone; a redirect would carry texts elsewhere.
  const direct: typeof fetch = (input, init) => given(input, { ...init, redirect: 'manual' });
  const client = await createClient(endpoint, { timeout: PATIENCE.whole * 2, retries: 0, fetch: direct });
  return { endpoint, client, host: new URL(endpoint.url).host, first, fullUntil: 0, refused: new Set() };
}

function destinationOf({ endpoint: { azure, model }, host }: Deployment) {
  return { service: azure === undefined ? 'OpenAI API' : 'Azure OpenAI', host, deployment: model };
}

interface Tries {
  /** The deployment to ask next, once one is free. */
  next(): Promise<Deployment>;
  /** Learns from a failure; throws where another try is of no use. */
  failed(deployment: Deployment, error: unknown, given: boolean): Promise<void>;
}

function createTries(
  deployments: readonly Deployment[],
  clock: Pick<Clock, 'now'>,
  sleep: Sleep,
  signal: AbortSignal | undefined,
): Tries {
  const faults = new Map<Deployment, number>();
  let waited = 0;
  let last: unknown;
  const usable = (): readonly Deployment[] => deployments.filter((each) => (faults.get(each) ?? 0) <= RETRIES);
  return {
    next: async () => {
      for (;;) {
        const now = clock.now();
        const free = usable().find(({ fullUntil }) => fullUntil <= now);
        if (free !== undefined) return free;
        const wait = Math.min(...usable().map(({ fullUntil }) => fullUntil - now));
        if (!Number.isFinite(wait)) throw fromService(last, WORDS);
        if (waited + wait > LONGEST_WAIT)
          throw new AppError('rate_limited', 'The model service is over its limit. Try again in a minute.');
        waited += wait;
        await abortable(sleep(wait), signal);
      }
    },
    failed: async (deployment, error, given) => {
      last = error;
      if (given) throw broken(error);
      if (learn(deployment, error, clock.now())) return;
      if (!isPassing(error)) throw error instanceof AppError ? error : fromService(error, WORDS);
      const met = (faults.get(deployment) ?? 0) + 1;
      faults.set(deployment, met);
      if (usable().length === 0) throw broken(error);
      if (met <= RETRIES) await abortable(sleep(BETWEEN_RETRIES * met), signal);
    },
  };
}

/** True where the deployment said something of itself that the next try goes by. */
function learn(deployment: Deployment, error: unknown, now: number): boolean {
  if (!(error instanceof APIError)) return false;
  if (error.status === 429) {
    const spent = error.code === 'insufficient_quota' ? SPENT : 0;
    deployment.fullUntil = now + Math.max(spent, retryAfter(error.headers, now));
    return true;
  }
  if (error.status !== 400 && error.status !== 422) return false;
  const parameter = refusedParameter(error);
  if (parameter === undefined || deployment.refused.has(parameter)) return false;
  deployment.refused.add(parameter);
  return true;
}

const CAN_BE_LEFT_OUT = ['temperature', 'seed', 'max_tokens', 'parallel_tool_calls', 'stream_options'];

/** The parameter that a model does not take: the service names it, in a field or, of the dated versions, in words alone. */
function refusedParameter({ param, message }: APIError): string | undefined {
  return CAN_BE_LEFT_OUT.find((each) => each === param) ?? CAN_BE_LEFT_OUT.find((each) => message.includes(each));
}

/** True for what another try may mend. */
function isPassing(error: unknown): boolean {
  if (error instanceof TooSlow || error instanceof APIConnectionError || error instanceof BrokeOff) return true;
  if (!(error instanceof APIError)) return !(error instanceof AppError);
  return error.status === undefined || error.status >= 500 || error.status === 408 || error.status === 409;
}

/** A stream that ended without an end. */
class BrokeOff extends Error {}

function broken(error: unknown): unknown {
  if (error instanceof TooSlow) return away(WORDS, 'does not answer in time', error);
  if (error instanceof BrokeOff) return away(WORDS, 'broke off', error);
  if (error instanceof ZodError || error instanceof SyntaxError) return unreadable(WORDS, error);
  return fromService(error, WORDS);
}

async function* replyOnce(
  deployment: Deployment,
  request: ChatRequest,
  patience: Patience,
  caller: AbortSignal | undefined,
): AsyncGenerator<ChatEvent, void, undefined> {
  const deadline = startDeadline(patience, caller);
  const reader = createReplyReader();
  const wire = wireRequest(deployment.endpoint.model, request, deployment);
  try {
    const stream = await deployment.client.chat.completions.create(wire, { signal: deadline.signal });
    let begun = false;
    for await (const chunk of stream) {
      deadline.alive();
      const text = reader.add(chunk);
      if (!begun && (text !== '' || reader.model !== undefined)) {
        begun = true;
        yield { kind: 'begin', served: servedBy(deployment, reader) };
      }
      if (text !== '') yield { kind: 'text', text };
    }
    deadline.signal.throwIfAborted();
    if (reader.why === undefined) throw new BrokeOff();
    yield endOf(deployment, request, reader, reader.why);
  } catch (error) {
    if (deadline.passed) throw new TooSlow();
    const why = refusalOf(error);
    if (why === undefined) throw error;
    yield { ...endOf(deployment, request, reader, why.why), findings: why.findings };
  } finally {
    deadline.end();
  }
}

/** A refusal that is an answer: the filter's, and that there is more than the model reads. */
function refusalOf(error: unknown) {
  const findings = promptRefused(error);
  if (findings !== undefined) return { why: 'filtered' as const, findings };
  if (error instanceof APIError && (error.code === 'context_length_exceeded' || isTooLong(error)))
    return { why: 'context_exceeded' as const, findings: [] };
  return undefined;
}

function endOf(
  deployment: Deployment,
  request: ChatRequest,
  reader: ReplyReader,
  why: Extract<ChatEvent, { readonly kind: 'end' }>['why'],
): Extract<ChatEvent, { readonly kind: 'end' }> {
  const { calls, findings, use } = reader;
  return {
    kind: 'end',
    why,
    calls,
    findings,
    use: use ?? estimatedUse(request, reader, why),
    served: servedBy(deployment, reader),
  };
}

function servedBy(deployment: Deployment, { model, fingerprint }: ReplyReader): Served {
  return {
    ...destinationOf(deployment),
    model: model ?? deployment.endpoint.model,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    spilledOver: !deployment.first,
  };
}

/** A service that does not say what it took; a question that it refused took nothing. */
function estimatedUse(request: ChatRequest, { characters, findings }: ReplyReader, why: string): TokenUse {
  const refused = characters === 0 && (why === 'context_exceeded' || (why === 'filtered' && findings.length === 0));
  const asked = JSON.stringify([request.messages, request.tools]).length;
  return {
    input: refused ? 0 : Math.ceil(asked / CHARACTERS_PER_TOKEN),
    cached: 0,
    output: Math.ceil(characters / CHARACTERS_PER_TOKEN),
    estimated: true,
  };
}

/** A wait that the caller can end. */
async function abortable(wait: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return wait;
  signal.throwIfAborted();
  let leave: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    await Promise.race([wait, aborted]);
  } finally {
    if (leave !== undefined) signal.removeEventListener('abort', leave);
  }
}
