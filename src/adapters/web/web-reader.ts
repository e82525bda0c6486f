import { type Sleep, systemSleep } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { WebDocument, WebReader, WebRequest } from '../../regulations/fetching/web-reader.ts';
import { checkedAddress, isTrusted, type WebPolicy } from './addresses.ts';
import { createExchange, type Exchange, type ExchangeAnswer, type ExchangeOptions } from './exchange.ts';
import { challengeIn, fits, mediaType } from './page-kinds.ts';

export interface WebReaderOptions extends WebPolicy, Partial<ExchangeOptions> {
  /** Milliseconds between two requests to one host; 1,500 by default. */
  readonly pause?: number;
  /** Bytes of a document, decoded; 64 MiB by default. */
  readonly most?: number;
  /** Milliseconds for one request and its whole answer; 120,000 by default. */
  readonly deadline?: number;
  readonly exchange?: Exchange;
  readonly now?: () => number;
  readonly sleep?: Sleep;
  /** From 0 to 1, for pauses that do not fall together. */
  readonly random?: () => number;
}

const PAUSE = 1_500;
const MOST = 67_108_864;
const PATIENCE = 20_000;
const DEADLINE = 120_000;
const ATTEMPTS = 4;
const MOST_REDIRECTS = 5;
const FIRST_WAIT = 1_000;
/** A server that wants to be left alone for longer is given up. */
const LONGEST_WAIT = 60_000;

/** What may pass by itself, and when to try again where the server says so. */
class Passing extends Error {
  readonly wait: number | undefined;
  readonly failure: AppError;

  constructor(failure: AppError, wait?: number) {
    super(failure.message);
    this.failure = failure;
    this.wait = wait;
  }
}

/** Reads documents over the network as the port demands; `close` ends its connections. */
export function createWebReader(options: WebReaderOptions): WebReader & { close(): Promise<void> } {
  const exchange = options.exchange ?? createExchange({ ...options, patience: options.patience ?? PATIENCE });
  const sleep = options.sleep ?? systemSleep;
  const random = options.random ?? Math.random;
  const turn = turnsByHost(options.pause ?? PAUSE, options.now ?? (() => performance.now()), sleep);

  const attempt = async (request: WebRequest, signal: AbortSignal | undefined): Promise<WebDocument> => {
    let url = checkedAddress(request.url, undefined, options);
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      await turn(url.host);
      signal?.throwIfAborted();
      // From here on: waiting for the host's turn is no fault of the host.
      const deadline = AbortSignal.timeout(options.deadline ?? DEADLINE);
      const until = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
      const answer = await sent(exchange, url, request, until, isTrusted(url, options));
      const next = await redirection(answer, url);
      if (next === undefined) return await documentIn(answer, url, request, options.most ?? MOST);
      url = checkedAddress(next, url.href, options);
    }
    throw new AppError('upstream_unavailable', `${url.host} redirects without end; nothing was read.`);
  };

  return {
    read: async (request, signal) => {
      for (let tried = 1; ; tried += 1) {
        try {
          return await attempt(request, signal);
        } catch (error) {
          if (!(error instanceof Passing)) throw error;
          if (tried >= ATTEMPTS || (error.wait ?? 0) > LONGEST_WAIT) throw error.failure;
          await sleep(error.wait ?? FIRST_WAIT * 2 ** (tried - 1) * (0.5 + random()));
          signal?.throwIfAborted();
        }
      }
    },
    close: () => exchange.close(),
  };
}

/** Lets requests to one host begin at least so far from each other, in the order in which they came. */
function turnsByHost(pause: number, now: () => number, sleep: Sleep): (host: string) => Promise<void> {
  const next = new Map<string, number>();
  return async (host) => {
    const at = Math.max(now(), next.get(host) ?? 0);
    next.set(host, at + pause);
    if (at > now()) await sleep(at - now());
  };
}

async function sent(
  exchange: Exchange,
  url: URL,
  { accept, language }: WebRequest,
  signal: AbortSignal,
  trusted: boolean,
): Promise<ExchangeAnswer> {
  const headers = {
    accept,
    'user-agent': 'banking-rag-compliance (reads law texts)',
    ...(language === undefined ? {} : { 'accept-language': language }),
  };
  try {
    return await exchange.send(url, headers, signal, trusted);
  } catch (error) {
    throw networkFault(error, url);
  }
}

function networkFault(error: unknown, url: URL): unknown {
  const { name, cause } = error as { name?: string; cause?: unknown };
  if (error instanceof AppError) return error;
  if (cause instanceof AppError) return cause;
  if (name === 'AbortError') return error;
  const code = (cause as { code?: string } | undefined)?.code ?? name ?? 'unknown';
  const how = /timeout/i.test(code) ? 'does not answer in time' : 'cannot be reached, or broke the connection';
  return new Passing(
    new AppError('upstream_unavailable', `${url.host} ${how}. Try again later; nothing was changed.`, {
      cause: error,
      detail: code,
    }),
  );
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

async function redirection(answer: ExchangeAnswer, url: URL): Promise<string | undefined> {
  if (!REDIRECTS.has(answer.status)) return undefined;
  await answer.cancel();
  const location = answer.header('location');
  if (location !== undefined) return location;
  throw new AppError('upstream_unavailable', `${url.host} redirects to nowhere; nothing was read.`);
}

async function documentIn(answer: ExchangeAnswer, url: URL, request: WebRequest, most: number): Promise<WebDocument> {
  const refusal = refusalOf(answer, url);
  if (refusal !== undefined) {
    await answer.cancel();
    throw refusal;
  }
  const type = mediaType(answer.header('content-type'));
  const bytes = await readBody(answer, url, most);
  const challenge = challengeIn(answer.status, type, bytes);
  if (challenge)
    throw new AppError(
      'upstream_unavailable',
      `${url.host} answered with a page that checks for robots instead of the document. Try again later, or save the text in a browser and add the file.`,
    );
  if (!fits(type, request.accept))
    throw new AppError(
      'upstream_unavailable',
      `${url.host} answered with ${type === '' ? 'a document of no type' : type} where ${request.accept} was asked for; it was not taken.`,
    );
  return { url: url.href, type, bytes };
}

function refusalOf(answer: ExchangeAnswer, url: URL): unknown {
  const { status } = answer;
  const where = `${url.host} (${status})`;
  if (status === 404 || status === 410) return new AppError('not_found', `${where} has no such document.`);
  if (status === 406 || status === 300)
    return new AppError('not_found', `${where} does not have the document in the form or language asked for.`);
  if (status === 401 || status === 403)
    return new AppError('not_permitted', `${where} does not give the document out.`);
  if (status === 429)
    return new Passing(
      new AppError('rate_limited', `${where} wants fewer requests. Try again in some minutes.`),
      retryAfter(answer),
    );
  if (status >= 500 || status === 408)
    return new Passing(
      new AppError('upstream_unavailable', `${where} failed. Try again later; nothing was changed.`),
      retryAfter(answer),
    );
  if (status === 200 || status === 202) return undefined;
  return new AppError('upstream_unavailable', `${where} gave an answer that is no document.`);
}

/** Seconds or a date, RFC 9110, section 10.2.3; in milliseconds. */
function retryAfter(answer: ExchangeAnswer): number | undefined {
  const value = answer.header('retry-after')?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

async function readBody(answer: ExchangeAnswer, url: URL, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      size += chunk.length;
      if (size > most)
        throw new AppError(
          'upstream_unavailable',
          `${url.host} sends more than ${most} bytes; it was not read further.`,
        );
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw networkFault(error, url);
  }
  return Buffer.concat(chunks);
}
