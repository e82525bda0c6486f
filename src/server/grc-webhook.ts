import { type Context, Hono } from 'hono';
import type { Delivery, InboxStore } from '../conversations/inbox.ts';
import { AppError } from '../core/errors.ts';
import { requestBytes, UnreadBodyError } from '../core/request-body.ts';
import {
  LONGEST_EVENT,
  notProved,
  readWebhook,
  type WebhookEvent,
  type WebhookFieldsElsewhere,
} from '../findings/syncing/webhook.ts';

/** How a tenant's platform signs what it tells. */
export interface GrcWebhook {
  /** Several while one is changed for another. */
  readonly secrets: readonly string[];
  readonly fields?: WebhookFieldsElsewhere | undefined;
}

export interface GrcWebhookParts {
  /** Undefined for a tenant that is none, or has no webhook. */
  webhookOf(tenant: string): GrcWebhook | undefined;
  /** Of the file that the findings are in: an event is taken on, and done, in one transaction. */
  readonly inbox: Pick<InboxStore, 'accept' | 'finish'>;
  readonly transaction: <T>(work: () => T) => T;
  /**
   * Has the finding follow; within the transaction, so that what throws leaves the event to be delivered anew.
   *
   * @returns false where no finding has that record
   */
  apply(tenant: string, event: WebhookEvent): boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Which process this is, as `processOwner` names it. */
  readonly owner: string;
  /** Something was not signed as agreed, or could not be done: for logs. Of a tenant with a webhook its name is told. */
  failed(error: unknown, tenant: string | undefined): void;
  /** Milliseconds that a body may take to come; ten seconds by default. */
  readonly bodyWithin?: number;
}

/** What became of an event; `known`: it was delivered before. */
type Told = 'applied' | 'no_such_finding' | 'known';

/** In the inbox, beside the conversations of channels. */
const CONVERSATION = 'grc events';
const BODY_WITHIN = 10_000;

/**
 * `POST /grc/<tenant>/events`: where a GRC platform tells that a record came to another state, see `readWebhook`.
 *
 * 200 with what became of it; 401, always the same, for whatever nobody has proved to have sent, whether there is such a
 * tenant or not; 400 for an event that is none; 503 where it could not be done now and is to be delivered anew.
 */
export function grcWebhookRoute(parts: GrcWebhookParts): Hono {
  const routes = new Hono();
  routes.post('/grc/:tenant/events', async (context) => {
    const tenant = context.req.param('tenant');
    try {
      const event = await eventOf(parts, tenant, context.req.raw);
      return context.json({ result: parts.transaction(() => takenOn(parts, tenant, event)) });
    } catch (error) {
      parts.failed(error, parts.webhookOf(tenant) === undefined ? undefined : tenant);
      return refused(context, error);
    }
  });
  return routes;
}

async function eventOf(parts: GrcWebhookParts, tenant: string, request: Request): Promise<WebhookEvent> {
  // Of a tenant without a webhook the body is read all the same: it must not be told apart from one that has it.
  const { secrets, fields } = parts.webhookOf(tenant) ?? { secrets: [] };
  const body = await bodyOf(request, parts.bodyWithin ?? BODY_WITHIN);
  return readWebhook({
    headers: request.headers,
    body,
    secrets,
    now: parts.now(),
    ...(fields === undefined ? {} : { fields }),
  });
}

/**
 * Each event once. Its delivery's id is not signed, so that somebody who has seen a request could send it again under
 * another one: the signature, which is that request's alone, counts as an id as well.
 */
function takenOn({ inbox, apply, now, owner }: GrcWebhookParts, tenant: string, event: WebhookEvent): Told {
  const at = new Date(now()).toISOString();
  const isNew = [`delivery ${event.delivery}`, `signature ${event.signature}`].map((id) => {
    const delivery: Delivery = { tenant, conversation: CONVERSATION, id, kind: 'grc event', at, owner };
    const accepted = inbox.accept(delivery);
    inbox.finish(delivery);
    return accepted.kind === 'new';
  });
  if (isNew.includes(false)) return 'known';
  return apply(tenant, event) ? 'applied' : 'no_such_finding';
}

/** @throws AppError as for everything that is not proved */
async function bodyOf(request: Request, within: number): Promise<Uint8Array> {
  try {
    return await requestBytes(request, { most: LONGEST_EVENT, within });
  } catch (error) {
    if (error instanceof UnreadBodyError) throw notProved(error.reason, error);
    throw error;
  }
}

function refused(context: Context, error: unknown): Response {
  const code = error instanceof AppError ? error.code : 'internal';
  if (error instanceof AppError && code === 'not_signed_in')
    return context.json({ error: { code, message: error.message } }, 401);
  if (error instanceof AppError && code === 'invalid_input')
    return context.json({ error: { code, message: error.message } }, 400);
  return context.json(
    {
      error: { code: 'upstream_unavailable', message: 'The event could not be taken on now. Deliver it again later.' },
    },
    503,
  );
}
