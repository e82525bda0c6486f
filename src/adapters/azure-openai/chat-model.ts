import { APIError } from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/index';
import type { ChatEvent, ChatModel, ChatRequest, FilterFinding, Served, TokenUse } from '../../assistant/chat-model.ts';
import { type Clock, type Sleep, systemClock, systemSleep } from '../../core/clock.ts';
import { boundedStream } from './bounded-stream.ts';
import { wireRequest } from './chat-request.ts';
import { checkEndpoint, createClient, type Endpoint } from './clients.ts';
import { createFindings, filterRefusal } from './content-filter.ts';
import { type Deadline, type Limit, type Patience, startDeadline, startLimit, TooSlow } from './deadlines.ts';
import { createReplyReader, type ReplyReader } from './reply-reader.ts';
import { isMoreThanItReads } from './service-errors.ts';
import { type Attempt, BrokeOff, createTries, type Deployment, prefixOf, tooSlow } from './tries.ts';

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

type End = Extract<ChatEvent, { readonly kind: 'end' }>;

const WINDOW = 128_000;
const PATIENCE: Patience = { first: 30_000, between: 20_000, whole: 180_000 };
/** The longest that a timer takes: deadlines are our own, since the client's cover the head of a reply alone. */
const NEVER = 2_147_483_647;
const CHARACTERS_PER_TOKEN = 4;
/** Azure OpenAI, "Manage traffic with spillover": set where the service itself passed a request on. */
const SPILLED_FROM = 'x-ms-spillover-from-deployment';
const SERVED_BY = 'x-ms-deployment-name';

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
    reply: async function* (request, caller) {
      caller?.throwIfAborted();
      const limit = startLimit(patience.whole, caller);
      try {
        const tries = createTries(deployments, clock, sleep, limit.signal);
        yield* untilOneReplies(tries, request, patience, limit);
      } catch (error) {
        caller?.throwIfAborted();
        const [first] = deployments;
        throw error instanceof TooSlow && first !== undefined ? tooSlow(first, error) : error;
      } finally {
        limit.end();
      }
    },
  };
}

async function open(
  endpoint: Endpoint,
  first: boolean,
  { fetch: given = fetch }: ChatModelOptions,
): Promise<Deployment> {
  checkEndpoint(endpoint, prefixOf(first), 'model service');
  const client = await createClient(endpoint, { timeout: NEVER, retries: 0, fetch: boundedStream(given) });
  return { endpoint, client, host: new URL(endpoint.url).host, first, fullUntil: 0, refused: new Set() };
}

function destinationOf({ endpoint: { azure, model }, host }: Deployment) {
  return { service: azure === undefined ? 'OpenAI API' : 'Azure OpenAI', host, deployment: model };
}

async function* untilOneReplies(
  tries: ReturnType<typeof createTries>,
  request: ChatRequest,
  patience: Patience,
  limit: Limit,
): AsyncGenerator<ChatEvent, void, undefined> {
  for (;;) {
    const attempt = await tries.next();
    let given = false;
    try {
      for await (const event of replyOnce(attempt, request, patience, limit.signal)) {
        given ||= event.kind === 'text';
        yield event;
      }
      return;
    } catch (error) {
      limit.signal.throwIfAborted();
      await tries.failed(attempt, error, given);
    }
  }
}

async function* replyOnce(
  { deployment, without }: Attempt,
  request: ChatRequest,
  patience: Patience,
  caller: AbortSignal,
): AsyncGenerator<ChatEvent, void, undefined> {
  const deadline = startDeadline(patience, caller);
  const reader = createReplyReader();
  let headers: Headers | undefined;
  let begun = false;
  try {
    const wire = wireRequest(deployment.endpoint.model, request, without);
    const asked = deployment.client.chat.completions.create(wire, { signal: deadline.signal });
    const { data, response } = await deadline.during(asked.withResponse());
    headers = response.headers;
    for await (const chunk of chunksOf(data, deadline)) {
      const text = reader.add(chunk);
      if (!begun && (text !== '' || reader.model !== undefined)) {
        begun = true;
        yield { kind: 'begin', served: servedBy(deployment, reader, headers) };
      }
      if (text !== '') yield { kind: 'text', text };
    }
    if (reader.why === undefined) throw new BrokeOff();
    yield endOf(deployment, request, reader, headers);
  } catch (error) {
    caller.throwIfAborted();
    const failed = deadline.passed ? new TooSlow() : error;
    // It said why it ended before it was lost: of the text nothing is missing.
    const refusal = reader.why !== undefined && !(failed instanceof APIError) ? {} : refusalOf(failed, reader);
    if (refusal === undefined) throw failed;
    yield { ...endOf(deployment, request, reader, headers), ...refusal };
  } finally {
    deadline.end();
  }
}

/** The pieces as they come, each in time; whoever stops reading ends the request. */
async function* chunksOf(
  stream: AsyncIterable<ChatCompletionChunk> & { readonly controller: AbortController },
  deadline: Deadline,
): AsyncGenerator<ChatCompletionChunk, void, undefined> {
  const chunks = stream[Symbol.asyncIterator]();
  let done = false;
  try {
    while (!done) {
      const next = await deadline.during(chunks.next());
      deadline.alive();
      if (next.done === true) done = true;
      else yield next.value;
    }
    // A stream that is ended by its signal ends as if it were whole.
    deadline.signal.throwIfAborted();
  } finally {
    if (!done) stream.controller.abort();
  }
}

/** A refusal that is an answer: the filter's, and that there is more than the model reads. */
function refusalOf(error: unknown, reader: ReplyReader): Pick<End, 'why' | 'calls' | 'findings'> | undefined {
  const begun = reader.characters > 0;
  const refused = filterRefusal(error, begun ? 'completion' : 'prompt');
  if (refused !== undefined) return { why: 'filtered', calls: [], findings: together(reader.findings, refused) };
  if (!isMoreThanItReads(error)) return undefined;
  // Who notices in the middle of a reply had no room left for it.
  return { why: begun ? 'too_long' : 'context_exceeded', calls: [], findings: reader.findings };
}

function together(...found: readonly (readonly FilterFinding[])[]): readonly FilterFinding[] {
  const findings = createFindings();
  for (const each of found) findings.add(each);
  return findings.all;
}

/** @param headers of the reply; none where the service refused to reply */
function endOf(deployment: Deployment, request: ChatRequest, reader: ReplyReader, headers: Headers | undefined): End {
  const { why = 'complete', calls, findings, use } = reader;
  return {
    kind: 'end',
    why,
    calls,
    findings,
    use: use ?? estimatedUse(request, reader, deployment.endpoint, headers),
    served: servedBy(deployment, reader, headers),
  };
}

function servedBy(deployment: Deployment, { model, fingerprint }: ReplyReader, headers: Headers | undefined): Served {
  const destination = destinationOf(deployment);
  const spilled = headers?.has(SPILLED_FROM) === true;
  const name = headers?.get(SERVED_BY) ?? '';
  return {
    ...destination,
    deployment: spilled && /^[\w.-]{1,64}$/.test(name) ? name : destination.deployment,
    model: model ?? deployment.endpoint.model,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    spilledOver: !deployment.first || spilled,
  };
}

/**
 * A service that does not say what it took. Questions that Azure OpenAI refused count as well: it may charge for what the
 * filter stopped and for what was too long ("Manage costs", "HTTP error response code and billing status").
 */
function estimatedUse(
  { messages, tools }: ChatRequest,
  { characters }: ReplyReader,
  { azure }: Endpoint,
  headers: Headers | undefined,
): TokenUse {
  const processed = azure !== undefined || headers !== undefined;
  const asked = processed ? JSON.stringify([messages, tools]).length : 0;
  return {
    input: Math.ceil(asked / CHARACTERS_PER_TOKEN),
    cached: 0,
    output: Math.ceil(characters / CHARACTERS_PER_TOKEN),
    estimated: true,
  };
}
