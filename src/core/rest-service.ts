import { type Answer, type Bounds, boundedRequest, NoAnswerError, retryAfter } from './bounded-request.ts';
import { AppError } from './errors.ts';
import { textAt } from './json-place.ts';
import { type ServiceCredential, secretsOf } from './service-credential.ts';
import { createServiceSignIn, tooMany } from './service-sign-in.ts';
import { cleanText, shortened } from './text.ts';

export interface RestServiceOptions {
  /** How people know it. */
  readonly name: string;
  /** As `serviceAddress` gives it. */
  readonly url: string;
  readonly credential: ServiceCredential;
  /** What each request carries besides. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** 30 seconds and 2 MB by default. */
  readonly bounds?: Partial<Bounds>;
  /** Where in an answer the service says what was wrong, first come first served; the usual places by default. */
  readonly saysAt?: readonly string[];
}

export interface RestRequest {
  readonly method: string;
  /** Below the service's address, from a slash on; what is filled in is encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** A service that takes and gives JSON over HTTP, at one address with one credential. */
export interface RestService {
  readonly name: string;
  /** Host and port. */
  readonly host: string;
  /**
   * One request, signed in; once more where the service does not know a token any longer that was given out.
   *
   * @throws NoAnswerError where none came; AppError where the sign-in failed, nothing was asked then; the signal's reason
   */
  attempt(request: RestRequest, signal?: AbortSignal): Promise<Answer>;
  /** As `attempt`, for what may be asked twice. @throws AppError also where no answer came */
  ask(request: RestRequest, signal?: AbortSignal): Promise<Answer>;
  /** As `ask`: the JSON of a 2xx. @param what was asked: "the look-up" @throws AppError for every other answer */
  data(request: RestRequest, what: string, signal?: AbortSignal): Promise<unknown>;
  /** The service's own words as they may be told: a line, not too long, without secrets. */
  tell(words: string): string;
  /** An answer that is none of use, as an error. @param what was asked: "the look-up" */
  failure(answer: Answer, what: string): AppError;
  /** Where people open something: the address with a path of the settings. */
  address(path: string): string;
  /** How long it wants to be left alone, in milliseconds. */
  patience(answer: Answer): number | undefined;
  /** Lets go of tokens. */
  close(): void;
}

const BOUNDS: Bounds = { timeout: 30_000, longest: 2 * 1024 * 1024 };
const LONGEST_WORDS = 200;
const USUAL_PLACES = [
  'message',
  'error.message',
  'error',
  'detail',
  'errors.0.message',
  'errors.0.detail',
  'errors.0',
  'title',
];

export function createRestService(options: RestServiceOptions): RestService {
  const { name, url, credential, fetch: fetcher = fetch, now = Date.now, saysAt = USUAL_PLACES } = options;
  const bounds = { ...BOUNDS, ...options.bounds };
  const signIn = createServiceSignIn({ name, credential, fetch: fetcher, now, bounds });
  const { host } = new URL(url);

  const said = ({ json }: Answer): string =>
    saysAt.map((place) => textAt(json, place)).find((text) => text !== undefined && text.trim() !== '') ?? '';
  const once = (request: RestRequest, headers: Readonly<Record<string, string>>, signal?: AbortSignal) =>
    boundedRequest(
      fetcher,
      addressOf(url, request),
      {
        method: request.method,
        headers: {
          ...options.headers,
          accept: 'application/json',
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        ...(signal === undefined ? {} : { signal }),
      },
      bounds,
    );
  const service: RestService = {
    name,
    host,
    attempt: async (request, signal) => {
      signal?.throwIfAborted();
      const headers = await signIn.headers(signal);
      const answer = await once(request, headers, signal);
      if (answer.status !== 401 || !signIn.refused(headers)) return answer;
      return once(request, await signIn.headers(signal), signal);
    },
    ask: (request, signal) =>
      service.attempt(request, signal).catch((error: unknown) => {
        throw error instanceof NoAnswerError ? noAnswer(name, error) : error;
      }),
    data: async (request, what, signal) => {
      const answer = await service.ask(request, signal);
      if (isData(answer)) return answer.json;
      throw service.failure(answer, what);
    },
    tell: (words) => {
      const known = [...secretsOf(credential), ...signIn.secrets()];
      return shortened(
        known.reduce((text, each) => text.replaceAll(each, '…'), cleanText(words)),
        LONGEST_WORDS,
      );
    },
    failure: (answer, what) => failureOf(name, answer, { what, said: service.tell(said(answer)), now: now() }),
    address: (path) => addressOf(url, { path }),
    patience: ({ headers }) => {
      const seconds = retryAfter(headers, now());
      return seconds === undefined ? undefined : seconds * 1000;
    },
    close: () => signIn.forget(),
  };
  return service;
}

/** Whether an answer is what was asked for: a page that says 200 is none. */
export function isData({ status, json }: Answer): boolean {
  return status >= 200 && status < 300 && json !== null && typeof json === 'object';
}

/** That none came, as an error. The request's address is not in it. */
function noAnswer(name: string, error: NoAnswerError): AppError {
  return new AppError('upstream_unavailable', `${name} does not answer (${error.message}). Try again later.`, {
    detail: `${name}: ${error.message}`,
  });
}

function addressOf(base: string, { path, query = {} }: Pick<RestRequest, 'path' | 'query'>): string {
  const parameters = new URLSearchParams(query).toString();
  return `${base}${path}${parameters === '' ? '' : `?${parameters}`}`;
}

function failureOf(
  name: string,
  { status, headers }: Answer,
  { what, said, now }: { readonly what: string; readonly said: string; readonly now: number },
): AppError {
  const detail = `${name}: ${status} to ${what}`;
  const words = said === '' ? '' : ` It says: ${said}`;
  const away = (how: string) => new AppError('upstream_unavailable', `${name} ${how}${words}`, { detail });
  if (status === 429) return tooMany(name, retryAfter(headers, now), detail);
  if (status >= 500 || status === 408) return away(`fails at ${what} (${status}). Try again later.`);
  if (status >= 300 && status < 400)
    return away(`sends ${what} to another address, which is not followed. Where that stays so, correct the address.`);
  if (status < 300)
    return away(`answers ${what} with something that is no data. Where that stays so, check the address.`);
  if (status === 401)
    return new AppError('misconfigured', `${name} does not accept the credential in its settings.${words}`, { detail });
  if (status === 403)
    return new AppError('not_permitted', `${name} does not permit ${what}. Have its user given the right.${words}`, {
      detail,
    });
  if (status === 404)
    return new AppError('misconfigured', `${name} knows nothing at the path of ${what}, or does not show it.${words}`, {
      detail,
    });
  return new AppError('misconfigured', `${name} refuses ${what} (${status}). Check its settings.${words}`, { detail });
}
