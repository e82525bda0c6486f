import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';

import type { SignInRecorder } from '../src/audit/sign-ins.ts';
import type { Desk } from '../src/compose.ts';
import type { Accepted, InboxStore } from '../src/conversations/inbox.ts';
import { AppError } from '../src/core/errors.ts';
import { randomId } from '../src/core/ids.ts';
import { createRunningWork } from '../src/core/running-work.ts';
import type { Sensitivity } from './chat/message-entity.ts';
import { spokenText } from './chat/spoken-text.ts';

import { type BotCloud, type BotIdentity, DeskAdapter } from './connection/desk-adapter.ts';
import { createDeskBot } from './desk-bot.ts';
import type { DoorParts } from './door-parts.ts';
import { failureStatus } from './failures.ts';
import { deliveryOf, messagesEndpoint, type Received } from './http/messages-endpoint.ts';
import { onMembership } from './membership.ts';
import { onMessage } from './messages.ts';
import { type Afterwards, createAfterwards } from './sign-in/afterwards.ts';
import { createSignIn } from './sign-in/create-sign-in.ts';
import { createNoSignIn } from './sign-in/no-sign-in.ts';
import type { SignInPages } from './sign-in/oauth-card.ts';
import type { Passes } from './sign-in/passes.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import type { InvokeReply, Turn } from './turn.ts';
import { createTurnQueue } from './turn-queue.ts';
import { createTurnRunner } from './turn-runner.ts';
import { say } from './wording.ts';

export interface TeamsDoorOptions {
  readonly desk: Pick<Desk, 'toolbox' | 'reader' | 'audit' | 'clock' | 'conversations' | 'checkpoints'>;
  readonly passes: Passes;
  readonly recorder: SignInRecorder;
  /** Absent, one person on this machine is served, and nobody proves anything. */
  readonly identity?: BotIdentity;
  readonly cloud?: BotCloud;
  readonly credentials?: ConstructorParameters<typeof DeskAdapter>[0]['credentials'];
  /** Tenants that are served; of no account where nobody signs in. */
  readonly tenants: readonly string[];
  readonly sensitivity?: Sensitivity;
  /** By default what could be asked next is offered under an answer. */
  readonly suggestions?: boolean;
  /** Where people sign in; of no account where nobody does. */
  readonly signIn?: SignInPages;
  /** Names this process, as `processOwner` does. */
  readonly owner: string;
  readonly lives: (owner: string) => boolean;
  /** Milliseconds; by default a little less than Teams gives a stream. */
  readonly longestStream?: number;
  readonly elapsed?: () => number;
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** Told of what failed inside; nobody outside is. */
  readonly failed?: (error: unknown) => void;
}

/** The door of people in Microsoft Teams. */
export interface TeamsDoor {
  readonly routes: Hono;
  /** Tells those whose questions another process left unanswered that it did. */
  recover(): Promise<void>;
  /** Resolves once nothing runs. */
  settled(): Promise<void>;
  /** Takes nothing new; what runs may finish within so many milliseconds, and is told otherwise. */
  stop(patience: number): Promise<void>;
}

/** An invoke is answered within so many milliseconds, or Teams tells the person that the app is away. */
const INVOKE = 10_000;
/** Teams ends a stream after two minutes. */
const LONGEST_STREAM = 100_000;
/** What was delivered is remembered for so long, in milliseconds: Teams sends again within minutes. */
const REMEMBERED = 24 * 3_600_000;

export function openTeamsDoor(options: TeamsDoorOptions): TeamsDoor {
  const { desk, identity, failed = () => undefined } = options;
  const { addresses, chats, inbox } = desk.conversations;
  const adapter = adapterOf(options);
  const parts = partsOf(options);
  const forget = (tenant: string, conversation: string): void => {
    addresses.remove(tenant, conversation);
    chats.forget(tenant, conversation);
  };
  const queue = createTurnQueue();
  const work = createRunningWork();
  const taken = takenOn(options, inbox);
  const behindInvokes = { ...taken, adapter, queue, running: work, failed };
  const afterwards = createAfterwards({ ...behindInvokes, run: (...each) => run(...each) });
  const signIn = signInOf(options, parts, afterwards);
  const bot = createDeskBot({
    message: messageRoom(parts, signIn),
    membership: (turn) => onMembership(turn, { ...parts, forget }),
    invokes: { ...signIn.invokes },
  });
  const serves = (tenant: string) => identity === undefined || options.tenants.includes(tenant);
  const run = createTurnRunner({ adapter, bot, parts, serves });
  let closing = false;
  const endpoint = messagesEndpoint({
    adapter,
    local: identity === undefined,
    closing: () => closing,
    refused: (error) => recordRefusal(error, options.recorder),
    accept: taken.accept,
    invoke: async (received) => {
      afterwards.note(received);
      const reply = await work
        .run((signal) => run(received, signal), AbortSignal.timeout(INVOKE))
        .catch((error: unknown) => {
          failed(error);
          return { status: failureStatus(error), body: invokeError(error) };
        });
      taken.finish(received, reply);
      return reply;
    },
    work: (received) => {
      const { tenant, thread } = received.where;
      void queue
        .add(`${tenant} ${thread}`, () => work.run((signal) => run(received, signal), undefined))
        .catch(failed)
        .finally(() => taken.finish(received))
        .catch(failed);
    },
  });
  const routes = new Hono();
  routes.route('/', endpoint);
  if (signIn.routes !== undefined) routes.route('/', signIn.routes);
  return {
    routes,
    recover: async () => {
      inbox.sweep(new Date(desk.clock.now() - REMEMBERED).toISOString());
      for (const { waiting } of inbox.takeOrphans(options.lives))
        if (waiting !== undefined) await tellRestarted(adapter, waiting).catch(failed);
    },
    settled: async () => {
      while (queue.size > 0 || work.count > 0) await sleep(5);
    },
    stop: async (patience) => {
      closing = true;
      await work.stop(patience);
    },
  };
}

function adapterOf({ identity, cloud, credentials }: TeamsDoorOptions): DeskAdapter {
  return new DeskAdapter({
    ...(identity === undefined ? {} : { identity }),
    ...(cloud === undefined ? {} : { cloud }),
    ...(credentials === undefined ? {} : { credentials }),
  });
}

function partsOf({
  desk,
  passes,
  identity,
  sensitivity,
  suggestions = true,
  longestStream = LONGEST_STREAM,
  elapsed,
  wait,
}: TeamsDoorOptions): DoorParts {
  const { addresses, chats } = desk.conversations;
  return {
    ...desk,
    chats,
    addresses,
    passes,
    newId: randomId,
    suggestions,
    longestStream,
    elapsed: elapsed ?? (() => performance.now()),
    wait: wait ?? ((milliseconds) => sleep(milliseconds)),
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(identity === undefined ? {} : { appId: identity.appId }),
  };
}

/** What was taken on, and what was done with it. */
function takenOn({ desk, owner }: TeamsDoorOptions, inbox: InboxStore) {
  return {
    accept: (received: Received): Accepted => {
      const at = new Date(desk.clock.now()).toISOString();
      const delivery = deliveryOf(received, { at, owner, ...waitingOf(received) });
      return delivery === undefined ? { kind: 'new' } : inbox.accept(delivery);
    },
    finish: ({ activity: { id }, where }: Received, reply?: InvokeReply): void => {
      if (id === undefined) return;
      const kept = reply === undefined ? undefined : JSON.stringify(reply);
      inbox.finish({ tenant: where.tenant, conversation: where.thread, id }, kept);
    },
  };
}

function recordRefusal(error: unknown, recorder: SignInRecorder): void {
  if (error instanceof AppError && ['not_signed_in', 'not_permitted'].includes(error.code))
    recorder.refused(error, 'teams', randomId());
}

function invokeError(error: unknown) {
  return error instanceof AppError && error.code !== 'internal'
    ? { error: { code: error.code, message: error.message } }
    : { error: { code: 'internal', message: 'The desk could not do this.' } };
}

/** What somebody waits for, should this process end before they have it. */
function waitingOf({ activity, where }: Received): { readonly waiting?: string } {
  if (activity.type !== 'message' || where.kind !== 'personal') return {};
  const { serviceUrl, conversation, recipient, channelId, locale } = activity;
  const asked = spokenText(activity).slice(0, 80);
  if (asked === '') return {};
  return { waiting: JSON.stringify({ serviceUrl, channelId, conversation, bot: recipient, locale, asked }) };
}

async function tellRestarted(adapter: DeskAdapter, waiting: string): Promise<void> {
  const { asked, locale, ...reference } = JSON.parse(waiting);
  await adapter.reach(reference, async (sdk) => {
    await sdk.sendActivity(say('restarted', /^es/i.test(String(locale)) ? 'es' : 'en', String(asked)));
  });
}

function messageRoom(parts: DoorParts, signIn: SignIn) {
  return async (turn: Turn): Promise<void> => {
    if (!(await signIn.hears(turn))) await onMessage(turn, parts, signIn);
  };
}

function signInOf(
  { passes, recorder, tenants, signIn: pages }: TeamsDoorOptions,
  parts: DoorParts,
  { behind, resume }: Afterwards,
): SignIn {
  if (!passes.signIn || pages === undefined) return createNoSignIn(passes);
  return createSignIn({ ...parts, recorder, tenants, pages, behind, resume });
}
