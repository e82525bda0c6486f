import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';

import type { SignInRecorder } from '../src/audit/sign-ins.ts';
import type { Desk } from '../src/compose.ts';
import type { Accepted, InboxStore } from '../src/conversations/inbox.ts';
import { randomId } from '../src/core/ids.ts';
import type { Sensitivity } from './chat/message-entity.ts';
import { spokenText } from './chat/spoken-text.ts';

import { type BotCloud, type BotIdentity, DeskAdapter, type Patience } from './connection/desk-adapter.ts';
import type { Outgoing } from './connection/outgoing.ts';
import { createDeskBot } from './desk-bot.ts';
import type { DoorParts } from './door-parts.ts';
import { deliveryOf, messagesEndpoint, type Received } from './http/messages-endpoint.ts';
import { createRefusals } from './http/refusals.ts';
import { createRunningTurns } from './http/running-turns.ts';
import { onMembership } from './membership.ts';
import { onMessage } from './messages.ts';
import type { Passes } from './sign-in/passes.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import type { InvokeReply } from './turn.ts';
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
  /** How what goes out keeps to the channel's pace; as Microsoft Teams asks by default. */
  readonly outgoing?: Outgoing;
  /** Tenants that are served; of no account where nobody signs in. */
  readonly tenants: readonly string[];
  readonly sensitivity?: Sensitivity;
  /** By default what could be asked next is offered under an answer. */
  readonly suggestions?: boolean;
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
/** What was delivered is remembered for so long, in milliseconds: Teams sends again within minutes. */
const REMEMBERED = 24 * 3_600_000;

export function openTeamsDoor(options: TeamsDoorOptions): TeamsDoor {
  const { desk, identity, failed = () => undefined } = options;
  const { addresses, chats, inbox } = desk.conversations();
  const adapter = adapterOf(options);
  const parts = partsOf(options);
  const forget = (tenant: string, conversation: string): void => {
    addresses.remove(tenant, conversation);
    chats.forget(tenant, conversation);
  };
  const signIn = noSignIn();
  const bot = createDeskBot({
    message: (turn) => onMessage(turn, parts, signIn),
    membership: (turn) => onMembership(turn, { ...parts, forget }),
    invokes: { ...signIn.invokes },
  });
  const serves = (tenant: string) => identity === undefined || options.tenants.includes(tenant);
  const refusals = createRefusals({
    audit: desk.audit,
    recorder: options.recorder,
    serves: (tenant) => identity !== undefined && options.tenants.includes(tenant),
    newId: randomId,
    now: () => desk.clock.now(),
  });
  const run = createTurnRunner({ adapter, bot, parts, serves, refusals });
  const within = { ...WITHIN, ...options.within };
  let closing = false;
  const taken = takenOn(options, inbox);
  const turns = createRunningTurns({
    run,
    finish: taken.finish,
    failed,
    invokeWithin: within.invoke,
    close: () => adapter.close(),
  });
  const endpoint = messagesEndpoint({
    adapter,
    local: identity === undefined,
    closing: () => closing,
    refusals,
    readWithin: within.read,
    accept: taken.accept,
    arrived: turns.arrived,
    invoke: turns.invoke,
    work: turns.work,
  });
  const routes = new Hono();
  routes.route('/', endpoint);
  if (signIn.routes !== undefined) routes.route('/', signIn.routes);
  return {
    routes,
    recover: async () => {
      inbox.sweep(new Date(desk.clock.now() - REMEMBERED).toISOString());
      const told = inbox
        .takeOrphans(options.lives)
        .flatMap(({ waiting }) => (waiting === undefined ? [] : [tellRestarted(adapter, waiting).catch(failed)]));
      if (told.length > 0) await Promise.race([Promise.all(told), sleep(within.recover, undefined, { ref: false })]);
    },
    settled: turns.settled,
    stop: async (patience) => {
      closing = true;
      await turns.stop(patience);
    },
  };
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
  passes,
  identity,
  sensitivity,
  suggestions = true,
  longestStream = LONGEST_STREAM,
  elapsed,
  wait,
}: TeamsDoorOptions): DoorParts {
  const { addresses, chats } = desk.conversations();
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

/** Where nobody signs in there is nothing to begin. */
function noSignIn(): SignIn {
  return {
    begin: async (turn) => {
      await turn.say({ text: say('noPerson', turn.language) });
    },
    invokes: {},
  };
}
