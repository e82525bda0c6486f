import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import { isJsonPlace, textAt } from '../../core/json-place.ts';
import { cleanText } from '../../core/text.ts';

/** Bytes of a body. An event names a record and a state: a hundred bytes. */
export const LONGEST_EVENT = 64 * 1024;
/** Seconds that a request may be old, or ahead of this machine's clock. */
const WINDOW = 300;
const LONGEST_WORD = 200;
/** That a tenant can have at once; of the settings. */
export const MOST_SECRETS = 4;

/** Where things stand in the body of an event: places in its JSON, see `isJsonPlace`. */
export interface WebhookFields {
  /** The key that the record carries. */
  readonly key: string;
  /** The platform's own id of the record. */
  readonly id: string;
  /** The platform's own word for the state that the record is in. */
  readonly state: string;
  /** When it came to that state; ISO 8601, with the hour's offset. */
  readonly at: string;
}

/** Those that a tenant's platform has elsewhere. */
export type WebhookFieldsElsewhere = { readonly [Name in keyof WebhookFields]?: string | undefined };

const WEBHOOK_FIELDS: WebhookFields = { key: 'key', id: 'id', state: 'state', at: 'at' };

/** A request as it came in. */
export interface WebhookRequest {
  readonly headers: Pick<Headers, 'get'>;
  /** Exactly as it was sent: the signature is over these bytes. */
  readonly body: Uint8Array;
  /** Any of them proves it: while a secret is changed there are two. None proves nothing. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Seconds; 300 by default. */
  readonly window?: number;
  readonly fields?: WebhookFieldsElsewhere;
}

/** That a record came to another state, as the platform tells it. */
export interface WebhookEvent {
  /** The platform's id of this delivery. */
  readonly delivery: string;
  /** The signature, which one request alone has: the id of the delivery is not signed. */
  readonly signature: string;
  /** At least one of both is there. */
  readonly key?: string;
  readonly id?: string;
  readonly state: string;
  /** When it came to it, ISO 8601, UTC; when it was signed, where the event does not say. */
  readonly changed: string;
}

/**
 * An event out of a signed request. Its headers are `X-Compliance-Timestamp` (seconds since 1970), `X-Compliance-Delivery`
 * (an id of the platform's, the same when it delivers anew, signed with the time of then) and `X-Compliance-Signature`: `sha256=` and the hexadecimal
 * HMAC-SHA256, keyed by the secret, of the timestamp, a full stop and the body.
 *
 * @throws AppError `not_signed_in`, always with the same words, for whatever nobody has proved to have sent (`detail` says
 * why, for logs); `invalid_input` for what was proved and is no event
 */
export function readWebhook(request: WebhookRequest): WebhookEvent {
  const { body, now } = request;
  const fields = fieldsOf(request.fields);
  const { delivery, signature, timestamp } = proved(request);
  const json = jsonOf(body);
  const [key, id, state] = [fields.key, fields.id, fields.state].map((place) => wordAt(json, place));
  if (state === undefined) throw noEvent(`has no state at "${fields.state}"`);
  if (key === undefined && id === undefined)
    throw noEvent(`names no record: neither a key at "${fields.key}" nor an id at "${fields.id}"`);
  return {
    delivery,
    signature,
    ...(key === undefined ? {} : { key }),
    ...(id === undefined ? {} : { id }),
    state,
    changed: changedAt(textAt(json, fields.at), timestamp, now + windowOf(request)),
  };
}

/** The fields whose settings name no place. */
export function wrongWebhookFields(fields: WebhookFieldsElsewhere): readonly string[] {
  return Object.entries(fieldsOf(fields)).flatMap(([name, place]) =>
    place !== '' && isJsonPlace(place) ? [] : [name],
  );
}

function fieldsOf(elsewhere: WebhookFieldsElsewhere = {}): WebhookFields {
  const { key, id, state, at } = WEBHOOK_FIELDS;
  return {
    key: elsewhere.key ?? key,
    id: elsewhere.id ?? id,
    state: elsewhere.state ?? state,
    at: elsewhere.at ?? at,
  };
}

/** The signature of a body, as it stands in the header: what a platform has to compute. */
export function webhookSignature(secret: string, timestamp: number, body: Uint8Array | string): string {
  return `sha256=${hmac(secret, String(timestamp), body).toString('hex')}`;
}

/** Every refusal is one: which check failed would help whoever tries. */
export function notProved(detail: string, cause?: unknown): AppError {
  return new AppError('not_signed_in', 'The request is not signed as agreed.', {
    detail: `webhook: ${detail}`,
    ...(cause === undefined ? {} : { cause }),
  });
}

function proved(request: WebhookRequest): { delivery: string; signature: string; timestamp: number } {
  const { headers, body, secrets, now } = request;
  if (body.byteLength > LONGEST_EVENT) throw notProved('too long');
  const stamp = headers.get('x-compliance-timestamp') ?? '';
  const delivery = headers.get('x-compliance-delivery') ?? '';
  const [, signature] = /^sha256=([0-9a-f]{64})$/i.exec(headers.get('x-compliance-signature') ?? '') ?? [];
  if (!/^[1-9]\d{0,11}$/.test(stamp)) throw notProved('no timestamp');
  if (!/^[\w.:-]{1,128}$/.test(delivery)) throw notProved('no delivery id');
  if (signature === undefined) throw notProved('no signature');
  const given = Buffer.from(signature, 'hex');
  // An empty secret would be everybody's and never fits. It is tried all the same, in the stead of each that could be there:
  // how many there are, none for who is no tenant, and which of them fits, is not told by how long it takes.
  const tried = Array.from({ length: Math.max(MOST_SECRETS, secrets.length) }, (_, at) => secrets[at] ?? '');
  const fitting = tried.filter((secret) => timingSafeEqual(hmac(secret, stamp, body), given) && secret !== '');
  if (fitting.length === 0) throw notProved('the signature does not fit');
  const timestamp = Number(stamp) * 1000;
  if (Math.abs(now - timestamp) > windowOf(request)) throw notProved('outside the window');
  return { delivery, signature: signature.toLowerCase(), timestamp };
}

function hmac(secret: string, timestamp: string, body: Uint8Array | string): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
}

function windowOf({ window = WINDOW }: Pick<WebhookRequest, 'window'>): number {
  return window * 1000;
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw noEvent('is no JSON');
  }
}

/** A word as others wrote it, cleaned; undefined where there is none. Too long a one names nothing. */
function wordAt(json: unknown, place: string): string | undefined {
  const word = cleanText(textAt(json, place) ?? '');
  if (word.length > LONGEST_WORD) throw noEvent(`has more than ${LONGEST_WORD} characters at "${place}"`);
  return word === '' ? undefined : word;
}

/** What is told in whole seconds happened before that second ended. */
const REST_OF_SECOND = 999;

/**
 * When it happened at the latest: what was read from the platform within that second may have been read before.
 *
 * @param signed when it was signed, in whole seconds
 * @param latest milliseconds since 1970: an event of the future would make those that follow look old
 */
function changedAt(text: string | undefined, signed: number, latest: number): string {
  if (text === undefined || text === '') return new Date(signed + REST_OF_SECOND).toISOString();
  const time = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw noEvent('has a time that is none; expected one such as 2031-04-05T06:07:08Z');
  if (time > latest) throw noEvent('has a time that is still to come');
  return new Date(time % 1_000 === 0 ? time + REST_OF_SECOND : time).toISOString();
}

function noEvent(how: string): AppError {
  return new AppError('invalid_input', `The event ${how}.`);
}
