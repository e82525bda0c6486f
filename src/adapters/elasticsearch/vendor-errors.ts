import { errors } from '@elastic/elasticsearch';
import { AppError } from '../../core/errors.ts';

/** What Elasticsearch says of a fault: in a response's body, and of each item of a bulk request. */
export interface Fault {
  readonly status: number;
  readonly type: string;
  readonly reason: string;
}

/**
 * What the client threw, as an error of ours. What is no fault of the server or of the way to it is given back as it is.
 *
 * @param doing what was being done, as in `searching`; for logs
 */
function fromElasticsearch(error: unknown, doing: string): unknown {
  if (error instanceof errors.ResponseError) return ofFault(faultOf(error), doing, error);
  if (error instanceof errors.ProductNotSupportedError || error instanceof errors.DeserializationError)
    return new AppError(
      'misconfigured',
      'What answers at ELASTICSEARCH_URL is not Elasticsearch. Check the address, and whatever stands in between.',
      { cause: error, detail: `${doing}: ${error.name}` },
    );
  if (error instanceof errors.ElasticsearchClientError) {
    const why = error instanceof errors.TimeoutError ? 'does not answer in time' : 'cannot be reached';
    return new AppError(
      'upstream_unavailable',
      `The search server (Elasticsearch) ${why}. Check that it runs and that ELASTICSEARCH_URL names it; "compliance doctor" looks again.`,
      { cause: error, detail: `${doing}: ${error.name}: ${error.message}` },
    );
  }
  return error;
}

/** Runs a request and translates what it throws. */
export async function asked<T>(doing: string, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw fromElasticsearch(error, doing);
  }
}

/** True for the answer that an index, alias or document is not there. */
export function isMissing(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof errors.ResponseError && cause.statusCode === 404;
}

function faultOf(error: errors.ResponseError): Fault {
  const body = error.body as { error?: { type?: string; reason?: string } | string } | undefined;
  const told = typeof body?.error === 'object' ? body.error : {};
  return { status: error.statusCode ?? 0, type: told.type ?? 'unknown', reason: told.reason ?? error.message };
}

const DISK_FULL = /flood[- ]stage|disk usage exceeded|read-only-allow-delete|no space left/i;

/** A fault that the server told, with what is to be done about it. */
export function ofFault({ status, type, reason }: Fault, doing: string, cause?: unknown): AppError {
  const options = { detail: `${doing}: ${status} ${type}: ${reason}`, ...(cause === undefined ? {} : { cause }) };
  if (DISK_FULL.test(reason))
    return new AppError(
      'upstream_unavailable',
      'The search server (Elasticsearch) has no room left on its disk and takes nothing in. What is held is still served. Make room on it, then run "compliance library check".',
      options,
    );
  if (status === 401 || (status === 403 && type.startsWith('security')))
    return new AppError(
      'misconfigured',
      'The search server (Elasticsearch) refuses the credentials, or they may not do this. Check ELASTICSEARCH_API_KEY, or ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD, and their rights on the index prefix.',
      options,
    );
  if (status === 429)
    return new AppError(
      'rate_limited',
      'The search server (Elasticsearch) is overloaded and refused the request. Try again in a minute.',
      options,
    );
  if (/mapper|mapping|document_parsing|illegal_argument|invalid_alias|resource_already_exists/.test(type))
    return new AppError(
      'misconfigured',
      `The search server (Elasticsearch) has an index under our prefix that is not of our making, or was changed (${type}). Run "compliance library reindex", or set another ELASTICSEARCH_PREFIX.`,
      options,
    );
  if (status === 404)
    return new AppError(
      'conflict',
      'The search index is not there, or was replaced a moment ago. Try again; "compliance library check" builds it.',
      options,
    );
  if (status >= 500 || status === 408)
    return new AppError(
      'upstream_unavailable',
      `The search server (Elasticsearch) failed (${status}). Try again; if it stays so, look at the server's log.`,
      options,
    );
  return new AppError('internal', `The search server (Elasticsearch) refused a request (${status} ${type}).`, options);
}
