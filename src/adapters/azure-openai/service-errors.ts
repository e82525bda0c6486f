import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError, OpenAIError } from 'openai';
import { AppError } from '../../core/errors.ts';

/** How messages name a service and its settings. */
export interface ServiceWords {
  /** "embedding service" */
  readonly service: string;
  /** Names of the settings, as people set them. */
  readonly key: string;
  readonly model: string;
  readonly url: string;
  /** What else a refused request may come from. */
  readonly more: string;
  /** What goes on without it. */
  readonly without: string;
}

/** A code is a word; what else stands in its place may be anything, be it what was sent. */
const CODE = /^[A-Za-z0-9_.-]{1,64}$/;

/** What the client threw, as an error of ours; nothing of what was sent, of the service's wording or of the key is in it. */
export function fromService(error: unknown, words: ServiceWords): unknown {
  const { service, key, model, url, more } = words;
  if (error instanceof APIUserAbortError || error instanceof AppError) return error;
  if (error instanceof APIConnectionTimeoutError) return away(words, 'does not answer in time', error);
  if (error instanceof APIConnectionError) return away(words, 'cannot be reached', error);
  if (!(error instanceof APIError)) return error instanceof OpenAIError ? notSignedIn(words) : unreadable(words, error);
  // The service's own words may repeat a part of the key or of a text; they are kept out of the logs as well.
  const code = CODE.test(error.code ?? '') ? ` ${error.code}` : '';
  const options = { detail: `${service}: ${error.status ?? 0}${code}` };
  if (error.status === 401 || error.status === 403)
    return new AppError(
      'misconfigured',
      `The ${service} refuses the credentials. Check ${key}, or the rights of the identity that this program runs as.`,
      options,
    );
  if (error.status === 404)
    return new AppError(
      'misconfigured',
      `The ${service} knows no such model or deployment. Check ${model} and ${url}.`,
      options,
    );
  if (error.status === 429)
    return new AppError('rate_limited', `The ${service} is over its limit. Try again in a minute.`, options);
  if (error.status !== undefined && error.status >= 300 && error.status < 400)
    return new AppError(
      'misconfigured',
      `The ${service} redirects to another address, which is not followed. Set ${url} to where it leads.`,
      options,
    );
  if (error.status === undefined || error.status >= 500 || error.status === 408)
    return away(words, `failed (${error.status ?? 'no status'})`, undefined);
  return new AppError(
    'misconfigured',
    `The ${service} refuses the request (${error.status}${code}). Check ${model}${more}.`,
    options,
  );
}

export function away({ service, url, without }: ServiceWords, how: string, cause: unknown): AppError {
  return new AppError(
    'upstream_unavailable',
    `The ${service} ${how}. Check ${url} and the network; ${without}`,
    cause === undefined ? {} : { cause },
  );
}

export function unreadable({ service }: ServiceWords, cause: unknown): AppError {
  return new AppError('upstream_unavailable', `The answer of the ${service} cannot be read.`, { cause });
}

/** What the client throws of itself: it could not get a token. */
function notSignedIn({ service, key }: ServiceWords): AppError {
  return new AppError(
    'misconfigured',
    `The program could not sign in to the ${service} with its own identity. Give it one that may use the deployment, or set ${key}.`,
  );
}

const MORE_THAN_IT_READS =
  /maximum context length|context (?:length|size|window)|prompt is too long|too many (?:input )?tokens|input tokens exceed/i;

/**
 * True where a service says that there is more than its model reads. Some that speak the API say it in words alone; a
 * text that is longer than its field may be is another matter.
 */
export function isMoreThanItReads(error: unknown): boolean {
  if (!(error instanceof APIError)) return false;
  if (error.code === 'context_length_exceeded' || error.status === 413) return true;
  return (
    (error.status === 400 || error.status === undefined) &&
    error.code !== 'string_above_max_length' &&
    MORE_THAN_IT_READS.test(error.message)
  );
}
