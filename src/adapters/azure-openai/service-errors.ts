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

/** What the client threw, as an error of ours; nothing of what was sent, of the service's wording or of the key is in it. */
export function fromService(error: unknown, words: ServiceWords): unknown {
  const { service, key, model, url, more } = words;
  if (error instanceof APIUserAbortError || error instanceof AppError) return error;
  if (error instanceof APIConnectionTimeoutError) return away(words, 'does not answer in time', error);
  if (error instanceof APIConnectionError) return away(words, 'cannot be reached', error);
  if (!(error instanceof APIError)) return error instanceof OpenAIError ? notSignedIn(words) : unreadable(words, error);
  // The service's own words may repeat a part of the key or of a text; they are kept out of the logs as well.
  const code = wordOf(error.code);
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

/** A code as services document them, with a blank in front; anything else could be any words of theirs. */
function wordOf(code: unknown): string {
  return typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? ` ${code}` : '';
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
