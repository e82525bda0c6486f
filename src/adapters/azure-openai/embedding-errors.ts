import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError, OpenAIError } from 'openai';
import { AppError } from '../../core/errors.ts';

/** True where the service says that a text is longer than the model reads. */
export function isTooLong(error: unknown): boolean {
  return (
    error instanceof APIError &&
    (error.status === 413 ||
      (error.status === 400 &&
        /maximum context length|too many tokens|too long|(?:less|fewer) than \d+ tokens/i.test(error.message)))
  );
}

/** What the client threw, as an error of ours; nothing of the texts or the key is in the message. */
export function fromEmbeddingService(error: unknown): unknown {
  if (error instanceof APIUserAbortError) return error;
  if (error instanceof APIConnectionTimeoutError) return away('does not answer in time', error);
  if (error instanceof APIConnectionError) return away('cannot be reached', error);
  if (error instanceof AppError) return error;
  if (!(error instanceof APIError)) return error instanceof OpenAIError ? notSignedIn() : unreadable(error);
  // The service's own words may repeat a part of the key or of a text; they are kept out of the logs as well.
  const options = { detail: `embedding: ${error.status ?? 0} ${error.code ?? ''}` };
  if (error.status === 401 || error.status === 403)
    return new AppError(
      'misconfigured',
      'The embedding service refuses the credentials. Check EMBEDDER_API_KEY, or the rights of the identity that this program runs as.',
      options,
    );
  if (error.status === 404)
    return new AppError(
      'misconfigured',
      'The embedding service knows no such model or deployment. Check EMBEDDER_MODEL and EMBEDDER_URL.',
      options,
    );
  if (error.status === 429)
    return new AppError('rate_limited', 'The embedding service is over its limit. Try again in a minute.', options);
  if (error.status !== undefined && error.status >= 300 && error.status < 400)
    return new AppError(
      'misconfigured',
      'The embedding service redirects to another address, which is not followed. Set EMBEDDER_URL to where it leads.',
      options,
    );
  if (error.status === undefined || error.status >= 500)
    return away(`failed (${error.status ?? 'no status'})`, undefined);
  return new AppError(
    'misconfigured',
    `The embedding service refuses the request (${error.status}${error.code ? ` ${error.code}` : ''}). Check EMBEDDER_MODEL and EMBEDDER_DIMENSIONS.`,
    options,
  );
}

function away(how: string, cause: unknown): AppError {
  return new AppError(
    'upstream_unavailable',
    `The embedding service ${how}. Check EMBEDDER_URL and the network; nothing else of the search depends on it.`,
    cause === undefined ? {} : { cause },
  );
}

function unreadable(cause: unknown): AppError {
  return new AppError('upstream_unavailable', 'The answer of the embedding service cannot be read.', { cause });
}

/** What the client throws of itself: it could not get a token. */
function notSignedIn(): AppError {
  return new AppError(
    'misconfigured',
    'The program could not sign in to the embedding service with its own identity. Give it one that may use the deployment, or set EMBEDDER_API_KEY.',
  );
}
