import { type Answer, type Bounds, boundedRequest, NoAnswerError } from '../../core/bounded-request.ts';
import type { AppError } from '../../core/errors.ts';
import { textAt } from '../../core/json-place.ts';
import type { CreateOutcome } from './grc-platform.ts';
import { createFailed, createUndecided, platformSaid, questionFailed, unanswered } from './http-attempts.ts';
import { type PlatformAddress, recordAddress } from './platform-address.ts';
import { type PlatformCredential, secretsOf } from './platform-credential.ts';
import { createPlatformSignIn } from './platform-sign-in.ts';

export interface RestServiceOptions {
  /** What messages call it. */
  readonly label: string;
  readonly address: PlatformAddress;
  readonly credential: PlatformCredential;
  /** What each request carries besides. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** 30 seconds and 2 MB by default. */
  readonly bounds?: Partial<Bounds>;
  /** Where in an answer it says what was wrong, first come first served; the usual places by default. */
  readonly saysAt?: readonly string[];
}

export interface RestRequest {
  readonly method: string;
  /** Behind the address, from a slash on; what is filled in is encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** A platform that takes and gives JSON over HTTP, at one address with one credential. */
export interface RestService {
  readonly label: string;
  readonly address: PlatformAddress;
  /** One request, signed in. @throws AppError where no answer came, or the sign-in failed; the signal's reason */
  ask(request: RestRequest, signal?: AbortSignal): Promise<Answer>;
  /** As `ask`: the JSON of a 2xx. @throws AppError for every other answer */
  data(request: RestRequest, signal?: AbortSignal): Promise<unknown>;
  /**
   * One attempt to create a record. What may have been done all the same (5xx, 408, a redirect, a page, no answer) is
   * `unknown`; 409 too, as it can be the record that an attempt before has made.
   *
   * @param read of an answer that is data, what became of the record. What it throws leaves that unknown.
   * @throws the signal's reason
   */
  create(
    request: RestRequest,
    read: (answer: Answer) => Promise<CreateOutcome>,
    signal?: AbortSignal,
  ): Promise<CreateOutcome>;
  /** An answer that is of no use, as an error. */
  failure(answer: Answer): AppError;
  /** The platform's own words as they may be told. */
  tell(words: string): string;
  /** Where people open a record, see `recordAddress`. */
  recordUrl(path: string | undefined, id: string): string | undefined;
  /** Lets go of tokens. */
  close(): void;
}

const BOUNDS: Bounds = { timeout: 30_000, longest: 2 * 1024 * 1024 };
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
/** Of 4xx: it may have been done, or been there before. */
const IN_DOUBT: ReadonlySet<number> = new Set([408, 409]);

export function createRestService(options: RestServiceOptions): RestService {
  const { label, address, credential, now = Date.now, saysAt = USUAL_PLACES } = options;
  const { send, secrets, forget } = createSending(options);
  const tell = (words: string) => platformSaid(words, [...secretsOf(credential), ...secrets()]);
  const said = ({ json }: Answer): string =>
    tell(saysAt.map((place) => textAt(json, place)).find((text) => text !== undefined && text.trim() !== '') ?? '');
  const failure = (answer: Answer) => questionFailed(answer, label, now(), said(answer));
  const ask: RestService['ask'] = (request, signal) =>
    send(request, signal).catch((error: unknown) => {
      throw error instanceof NoAnswerError ? unanswered(error, label) : error;
    });
  return {
    label,
    address,
    ask,
    data: async (request, signal) => {
      const answer = await ask(request, signal);
      if (isData(answer)) return answer.json;
      throw failure(answer);
    },
    create: async (request, read, signal) => {
      try {
        const answer = await send(request, signal);
        if (isData(answer)) return await inDoubtWhereItThrows(() => read(answer), label, signal);
        return createUndecided(answer, label, now()) ?? notTaken(answer, label, said(answer));
      } catch (error) {
        signal?.throwIfAborted();
        return createFailed(error, label);
      }
    },
    failure,
    tell,
    recordUrl: (path, id) => recordAddress(address, path, id),
    close: forget,
  };
}

/** Whether an answer is what was asked for: a page that says 200 is none. */
export function isData({ status, json }: Answer): boolean {
  return status >= 200 && status < 300 && json !== null && typeof json === 'object';
}

/** How a request is done whose answer tells nothing more. */
export function isEmpty({ status, text }: Answer): boolean {
  return status >= 200 && status < 300 && text.trim() === '';
}

/** Requests that are signed in; once more where a token that was given out is not known any longer: nothing was done then. */
function createSending({
  label,
  address,
  credential,
  headers: besides,
  fetch: fetcher = fetch,
  now = Date.now,
  bounds: own,
}: RestServiceOptions) {
  const bounds = { ...BOUNDS, ...own };
  const signIn = createPlatformSignIn({ label, credential, fetch: fetcher, now, bounds });
  const once = (
    { method, path, query = {}, body }: RestRequest,
    carried: Record<string, string>,
    signal?: AbortSignal,
  ) => {
    const parameters = new URLSearchParams(query).toString();
    const init = {
      method,
      headers: {
        ...besides,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...carried,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    };
    return boundedRequest(fetcher, `${address.base}${path}${parameters === '' ? '' : `?${parameters}`}`, init, bounds);
  };
  return {
    secrets: () => signIn.secrets(),
    forget: () => signIn.forget(),
    send: async (request: RestRequest, signal?: AbortSignal): Promise<Answer> => {
      signal?.throwIfAborted();
      const headers = await signIn.headers(signal);
      const answer = await once(request, headers, signal);
      if (answer.status !== 401 || !signIn.refused(headers)) return answer;
      return once(request, await signIn.headers(signal), signal);
    },
  };
}

function notTaken({ status }: Answer, label: string, said: string): CreateOutcome {
  const words = said === '' ? '' : ` It says: ${said}`;
  if (status < 300) return { kind: 'unknown', why: `${label} answered the new record in no form that is known.` };
  if (IN_DOUBT.has(status)) return { kind: 'unknown', why: `${label} answered ${status} to the new record.${words}` };
  if (status === 401)
    return { kind: 'refused', why: `${label} does not accept the credential in the settings.${words}` };
  return { kind: 'refused', why: `${label} refuses the new record (${status}).${words}` };
}

/** It was asked, and answered: whatever goes wrong from then on, a record may be there. */
async function inDoubtWhereItThrows(
  read: () => Promise<CreateOutcome>,
  label: string,
  signal: AbortSignal | undefined,
): Promise<CreateOutcome> {
  try {
    return await read();
  } catch (error) {
    signal?.throwIfAborted();
    const why = error instanceof Error && 'code' in error ? error.message : 'the answer could not be read';
    return { kind: 'unknown', why: `${label} answered the new record, and then: ${why}` };
  }
}
