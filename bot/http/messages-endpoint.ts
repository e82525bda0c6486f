import { Hono } from 'hono';
import type { Accepted, Delivery } from '../../src/conversations/inbox.ts';
import { AppError } from '../../src/core/errors.ts';
import { type IncomingActivity, readActivity, type Where, whereOf } from '../activity.ts';
import type { Admitted, DeskAdapter } from '../connection/desk-adapter.ts';
import { failureStatus } from '../failures.ts';
import type { InvokeReply } from '../turn.ts';
import { readBody, TOO_LARGE } from './read-body.ts';

/** Something that came in and holds. */
export interface Received {
  readonly activity: IncomingActivity;
  readonly where: Where;
  readonly admitted: Admitted;
}

export interface MessagesEndpointOptions {
  readonly adapter: Pick<DeskAdapter, 'admit'>;
  /** Takes it on, or tells that it was taken on before. */
  readonly accept: (received: Received) => Accepted;
  /** Answers an invoke: the channel waits for it, for some seconds. */
  readonly invoke: (received: Received) => Promise<InvokeReply>;
  /** Does all else behind the acknowledgement; must not throw. */
  readonly work: (received: Received) => void;
  /** Records what was refused. */
  readonly refused: (error: unknown) => void;
  /** True where nobody has to prove anything: then only this machine may call. */
  readonly local: boolean;
  readonly closing: () => boolean;
}

export const PATH = '/api/messages';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The endpoint that the Bot Framework posts to. In this order: size and form, who it is from, where it is from, whether
 * it came before; then it is acknowledged, and only then worked on, since Teams sends anew what takes fifteen seconds.
 */
export function messagesEndpoint(options: MessagesEndpointOptions): Hono {
  const routes = new Hono();
  routes.post(PATH, async (context) => {
    if (options.closing()) return context.json(errorBody('upstream_unavailable', 'The desk is being stopped.'), 503);
    let received: Received;
    try {
      received = await receive(context.req.raw, options);
    } catch (error) {
      const status = statusOf(error);
      return context.json(
        error instanceof AppError
          ? errorBody(error.code, error.message)
          : errorBody('internal', 'It could not be read.'),
        status as 400,
      );
    }
    const accepted = options.accept(received);
    const invoke = received.activity.type === 'invoke';
    if (accepted.kind === 'known') return replyBefore(accepted, invoke);
    if (!invoke) {
      options.work(received);
      return context.body(null, 200);
    }
    return invokeResponse(await options.invoke(received));
  });
  routes.all(PATH, (context) =>
    context.json(errorBody('invalid_input', 'Only POST is served here.'), 405, { Allow: 'POST' }),
  );
  return routes;
}

async function receive(request: Request, { adapter, refused, local }: MessagesEndpointOptions): Promise<Received> {
  try {
    if (local) onlyThisMachine(request);
    const activity = readActivity(await readBody(request));
    if (local) onlyLoopback(activity);
    const admitted = await adapter.admit(request.headers.get('authorization') ?? '', activity);
    const where = whereOf(activity);
    return { activity, where: local ? { ...where, tenant: 'local' } : where, admitted };
  } catch (error) {
    refused(error);
    throw error;
  }
}

/** A page in a browser of this machine must not speak for its user: it cannot send JSON elsewhere without being asked. */
function onlyThisMachine(request: Request): void {
  const type = request.headers.get('content-type') ?? '';
  if (request.headers.has('origin') || !/^application\/json\b/i.test(type))
    throw new AppError('not_permitted', 'Pages are not served here, and only JSON is read.');
}

/** Without tokens nothing says where an answer may go: it goes no further than this machine. */
function onlyLoopback({ serviceUrl }: IncomingActivity): void {
  if (!LOOPBACK.has(new URL(serviceUrl).hostname))
    throw new AppError('not_permitted', 'Without sign-in the desk answers on this machine alone.', {
      detail: 'teams: a service address elsewhere',
    });
}

function statusOf(error: unknown): number {
  return error instanceof AppError && error.detail === TOO_LARGE ? 413 : failureStatus(error);
}

function errorBody(code: string, message: string) {
  return { error: { code, message } };
}

/** What came before is not done again; what was answered then is answered again. */
function replyBefore({ reply, ended }: Extract<Accepted, { kind: 'known' }>, invoke: boolean): Response {
  if (!invoke) return new Response(null, { status: 200 });
  if (reply !== undefined) return invokeResponse(JSON.parse(reply) as InvokeReply);
  return ended
    ? new Response(null, { status: 200 })
    : invokeResponse({ status: 409, body: errorBody('conflict', 'It is being worked on.') });
}

function invokeResponse({ status, body }: InvokeReply): Response {
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}

/** As the inbox keeps it. */
export function deliveryOf(
  { activity, where }: Received,
  { at, owner, waiting }: Pick<Delivery, 'at' | 'owner' | 'waiting'>,
): Delivery | undefined {
  const { id, type } = activity;
  if (id === undefined || id === '') return undefined;
  return {
    tenant: where.tenant,
    conversation: where.thread,
    id,
    kind: type,
    at,
    owner,
    ...(waiting === undefined ? {} : { waiting }),
  };
}
