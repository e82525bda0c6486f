import { Hono } from 'hono';
import type { Accepted, Delivery } from '../../src/conversations/inbox.ts';
import { AppError } from '../../src/core/errors.ts';
import { type IncomingActivity, isLoopback, readActivity, readSender, type Where, whereOf } from '../activity.ts';
import type { Admitted, DeskAdapter } from '../connection/desk-adapter.ts';
import { failureStatus } from '../failures.ts';
import type { InvokeReply } from '../turn.ts';
import { isJson, readBody, requestStatus } from './read-body.ts';
import type { Refusals } from './refusals.ts';

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
  readonly refusals: Refusals;
  /** True where nobody has to prove anything: then only this machine may call. */
  readonly local: boolean;
  readonly closing: () => boolean;
  /** Told of each request, before anything is known of it. */
  readonly arrived: () => void;
  /** Milliseconds in which a request must have come to its end. */
  readonly readWithin: number;
}

const PATH = '/api/messages';

/**
 * The endpoint that the Bot Framework posts to. In this order: size and form, who it is from, where it is from, whether
 * it came before; then it is acknowledged, and only then worked on, since Teams sends anew what takes fifteen seconds.
 */
export function messagesEndpoint(options: MessagesEndpointOptions): Hono {
  const routes = new Hono();
  const invoked = createInvoked(options.invoke);
  routes.post(PATH, async (context) => {
    options.arrived();
    if (options.closing()) return context.json(errorBody('upstream_unavailable', 'The desk is being stopped.'), 503);
    let received: Received;
    try {
      received = await receive(context.req.raw, options);
    } catch (error) {
      return refusal(error);
    }
    const accepted = options.accept(received);
    const invoke = received.activity.type === 'invoke';
    if (accepted.kind === 'known') return replyBefore(accepted, invoke ? invoked.running(received) : null);
    if (!invoke) {
      options.work(received);
      return context.body(null, 200);
    }
    return invokeResponse(await invoked.run(received));
  });
  routes.all(PATH, (context) =>
    context.json(errorBody('invalid_input', 'Only POST is served here.'), 405, { Allow: 'POST' }),
  );
  return routes;
}

async function receive(request: Request, options: MessagesEndpointOptions): Promise<Received> {
  const { refusals } = options;
  let json: unknown;
  let admitted: Admitted;
  try {
    ({ json, admitted } = await proved(request, options));
  } catch (error) {
    refusals.unproved(error);
    throw error;
  }
  try {
    const activity = readActivity(json);
    const where = whereOf(activity);
    return { activity, where: options.local ? { ...where, tenant: 'local' } : where, admitted };
  } catch (error) {
    if (error instanceof AppError) refusals.proved('teams activity', json, { code: error.code, ...reasonOf(error) });
    throw error;
  }
}

/** What was sent, once it is proved who sent it. What nobody vouches for is read no further than that takes. */
async function proved(
  request: Request,
  { adapter, local, readWithin }: MessagesEndpointOptions,
): Promise<{ readonly json: unknown; readonly admitted: Admitted }> {
  const authorization = request.headers.get('authorization') ?? '';
  if (local) onlyThisMachine(request);
  else if (authorization.trim() === '')
    throw new AppError('not_signed_in', 'The request has no token of the channel.', { detail: 'no token' });
  const json = await readBody(request, readWithin);
  const sender = readSender(json);
  if (local) onlyLoopback(sender);
  return { json, admitted: await adapter.admit(authorization, sender) };
}

/** A page in a browser of this machine must not speak for its user: it cannot send JSON elsewhere without being asked. */
function onlyThisMachine(request: Request): void {
  if (request.headers.has('origin') || !isJson(request))
    throw new AppError('not_permitted', 'Pages are not served here, and only JSON is read.', {
      detail: 'teams: a page, or no JSON',
    });
}

/** Without tokens nothing says where an answer may go: it goes no further than this machine. */
function onlyLoopback({ serviceUrl }: Pick<IncomingActivity, 'serviceUrl'>): void {
  if (!isLoopback(new URL(serviceUrl)))
    throw new AppError('not_permitted', 'Without sign-in the desk answers on this machine alone.', {
      detail: 'teams: a service address elsewhere',
    });
}

function reasonOf({ detail }: AppError): { readonly reason?: string } {
  return detail === undefined ? {} : { reason: detail };
}

function refusal(error: unknown): Response {
  const status = requestStatus(error) ?? failureStatus(error);
  const headers: Record<string, string> = {
    // What is left of such a request is not waited for.
    ...(status === 408 || status === 413 ? { connection: 'close' } : {}),
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  };
  const body =
    error instanceof AppError ? errorBody(error.code, error.message) : errorBody('internal', 'It could not be read.');
  return Response.json(body, { status, headers });
}

function errorBody(code: string, message: string) {
  return { error: { code, message } };
}

/** Invokes that run now, by what makes them the same: whoever asks again meanwhile waits for the one answer. */
function createInvoked(invoke: MessagesEndpointOptions['invoke']) {
  const replies = new Map<string, Promise<InvokeReply>>();
  const keyOf = ({ activity, where }: Received): string => JSON.stringify([where.tenant, where.thread, activity.id]);
  return {
    running: (received: Received): Promise<InvokeReply> | undefined => replies.get(keyOf(received)),
    run: async (received: Received): Promise<InvokeReply> => {
      const key = keyOf(received);
      const reply = invoke(received);
      replies.set(key, reply);
      try {
        return await reply;
      } finally {
        if (replies.get(key) === reply) replies.delete(key);
      }
    },
  };
}

/**
 * What came before is not done again; what was answered then is answered again.
 *
 * @param running the answer that is on its way; `null` where none is waited for
 */
async function replyBefore(
  { reply, ended }: Extract<Accepted, { kind: 'known' }>,
  running: Promise<InvokeReply> | undefined | null,
): Promise<Response> {
  if (running === null) return new Response(null, { status: 200 });
  if (reply !== undefined) return invokeResponse(JSON.parse(reply) as InvokeReply);
  if (running !== undefined) return invokeResponse(await running);
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
