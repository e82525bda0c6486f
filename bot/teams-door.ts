import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';

import type { SignInRecorder } from '../src/audit/sign-ins.ts';
import type { Desk } from '../src/compose.ts';
import type { Accepted, InboxStore } from '../src/conversations/inbox.ts';
import { randomId } from '../src/core/ids.ts';
import type { Courier } from '../src/delivery/courier.ts';
import { createTeamsCourier } from './alerts/teams-courier.ts';
import { createMessageWriter } from './alerts/write-message.ts';
import type { Sensitivity } from './chat/message-entity.ts';
import { spokenText } from './chat/spoken-text.ts';
import { type BotCloud, type BotIdentity, DeskAdapter, type Patience } from './connection/desk-adapter.ts';
import type { Outgoing } from './connection/outgoing.ts';
import { createDeskBot } from './desk-bot.ts';
import type { DoorParts } from './door-parts.ts';
import type { FileParts } from './files/file-parts.ts';
import { deliveryOf, messagesEndpoint, type Received } from './http/messages-endpoint.ts';
import { createRefusals, type Refusals } from './http/refusals.ts';
import { createRunningTurns } from './http/running-turns.ts';
import { createRooms } from './rooms.ts';
import { type Afterwards, createAfterwards } from './sign-in/afterwards.ts';
import { createSignIn } from './sign-in/create-sign-in.ts';
import { createNoSignIn } from './sign-in/no-sign-in.ts';
import type { SignInPages } from './sign-in/oauth-card.ts';
import type { Passes } from './sign-in/passes.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import type { InvokeReply } from './turn.ts';
import { createTurnRunner, type TurnRunner } from './turn-runner.ts';
import { say } from './wording.ts';

export interface TeamsDoorOptions {
  /** What files are read and brought with. */
  readonly files: Pick<FileParts, 'documentReader' | 'transfer' | 'packConversation' | 'gapReport'>;
  readonly desk: Pick<
    Desk,
    | 'toolbox'
    | 'reader'
    | 'audit'
    | 'clock'
    | 'conversations'
    | 'subscriptions'
    | 'forgetConversation'
    | 'documents'
    | 'decidable'
    | 'toldFinding'
  >;
  readonly passes: Passes;
  readonly recorder: SignInRecorder;
  /** Absent, one person on this machine is served, and nobody proves anything. */
  readonly identity?: BotIdentity;
  readonly cloud?: BotCloud;
  readonly credentials?: ConstructorParameters<typeof DeskAdapter>[0]['credentials'];
  /** How what goes out keeps to the channel's pace; as Microsoft Teams asks by default. */
  readonly outgoing?: Outgoing;
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
  readonly within?: Partial<Deadlines>;
}

/** In milliseconds, how long the door waits for others, and they for it. */
export interface Deadlines extends Patience {
  /** For a request to come to its end. */
  readonly read: number;
  /** Teams tells the person that the app is away where an invoke is not answered by then. */
  readonly invoke: number;
  /** For those to be told whose questions were left, before the door opens; the others are told behind it. */
  readonly recover: number;
}

/** The door of people in Microsoft Teams. */
export interface TeamsDoor {
  readonly routes: Hono;
  /** Brings what is sent unasked. */
  readonly courier: Courier;
  /** Tells those whose questions another process left unanswered that it did. */
  recover(): Promise<void>;
  /** Resolves once nothing runs. */
  settled(): Promise<void>;
  /** Takes nothing new; what runs may finish within so many milliseconds, and is told otherwise. */
  stop(patience: number): Promise<void>;
}

const WITHIN = { read: 10_000, invoke: 10_000, recover: 5_000 };
/** Teams ends a stream after two minutes. */
const LONGEST_STREAM = 100_000;
/** How often what nobody uses any more is forgotten, in milliseconds. */
const CARE_EVERY = 15 * 60_000;
/** What was delivered is remembered for so long, in milliseconds: Teams sends again within minutes. */
const REMEMBERED = 24 * 3_600_000;

export function openTeamsDoor(options: TeamsDoorOptions): TeamsDoor {
  const { desk, identity, failed = () => undefined } = options;
  const { inbox } = desk.conversations;
  const adapter = adapterOf(options);
  const parts = partsOf(options);
  const within = { ...WITHIN, ...options.within };
  const taken = takenOn(options, inbox);
  // Rooms are made of what runs their turns: it is asked for once there is a turn.
  const run: TurnRunner = (...turn) => runner(...turn);
  const turns = createRunningTurns({
    run,
    finish: taken.finish,
    failed,
    invokeWithin: within.invoke,
    close: () => adapter.close(),
  });
  const afterwards = createAfterwards({ ...taken, adapter, run, inQueue: turns.behind, failed });
  const signIn = signInOf(options, parts, afterwards);
  const rooms = createRooms({ ...options, parts, signIn, afterwards, failed });
  const bot = createDeskBot(rooms);
  const serves = (tenant: string) => identity === undefined || options.tenants.includes(tenant);
  const refusals = refusalsOf(options);
  const runner = createTurnRunner({ adapter, bot, parts, serves, refusals });
  let closing = false;
  const care = (): void => {
    attempt(rooms.sweep, failed);
    attempt(() => inbox.sweep(new Date(desk.clock.now() - REMEMBERED).toISOString()), failed);
  };
  const caring = setInterval(care, CARE_EVERY).unref();
  const endpoint = messagesEndpoint({
    adapter,
    local: identity === undefined,
    closing: () => closing,
    refusals,
    readWithin: within.read,
    accept: taken.accept,
    arrived: turns.arrived,
    invoke: (received) => {
      afterwards.note(received);
      return turns.invoke(received);
    },
    work: (received) => {
      afterwards.note(received);
      turns.work(received);
    },
  });
  const routes = new Hono();
  routes.route('/', endpoint);
  if (signIn.routes !== undefined) routes.route('/', signIn.routes);
  return {
    routes,
    courier: createTeamsCourier(adapter, createMessageWriter(desk)),
    recover: async () => {
      care();
      const told = inbox
        .takeOrphans(options.lives)
        .flatMap(({ waiting }) => (waiting === undefined ? [] : [tellRestarted(adapter, waiting).catch(failed)]));
      if (told.length > 0) await Promise.race([Promise.all(told), sleep(within.recover, undefined, { ref: false })]);
    },
    settled: turns.settled,
    stop: async (patience) => {
      closing = true;
      clearInterval(caring);
      await turns.stop(patience);
    },
  };
}

/** What another process keeps from the file now is done the next time. */
function attempt(work: () => unknown, failed: (error: unknown) => void): void {
  try {
    work();
  } catch (error) {
    failed(error);
  }
}

function refusalsOf({ desk, identity, recorder, tenants }: TeamsDoorOptions): Refusals {
  return createRefusals({
    audit: desk.audit,
    recorder,
    serves: (tenant) => identity !== undefined && tenants.includes(tenant),
    newId: randomId,
    now: () => desk.clock.now(),
  });
}

function adapterOf({ identity, cloud, credentials, outgoing, within }: TeamsDoorOptions): DeskAdapter {
  return new DeskAdapter({
    ...(identity === undefined ? {} : { identity }),
    ...(cloud === undefined ? {} : { cloud }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(outgoing === undefined ? {} : { outgoing }),
    ...(within === undefined ? {} : { within }),
  });
}

function partsOf({
  desk,
  files,
  passes,
  identity,
  sensitivity,
  suggestions = true,
  longestStream = LONGEST_STREAM,
  elapsed,
  wait,
}: TeamsDoorOptions): FileParts {
  const { addresses, chats } = desk.conversations;
  return {
    ...desk,
    ...files,
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

function signInOf(
  { passes, recorder, tenants, signIn: pages }: TeamsDoorOptions,
  parts: DoorParts,
  { behind, resume }: Afterwards,
): SignIn {
  if (!passes.signIn || pages === undefined) return createNoSignIn(passes);
  return createSignIn({ ...parts, recorder, tenants, pages, behind, resume });
}
