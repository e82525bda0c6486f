import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { cardMessage } from '../../../bot/card-room/card-message.ts';
import { type CardRoomParts, createCardRoom } from '../../../bot/card-room/card-room.ts';
import { forgottenDocumentCard } from '../../../bot/cards/document-card.ts';
import { answerQuestion } from '../../../bot/chat/answer-question.ts';
import { DeskAdapter } from '../../../bot/connection/desk-adapter.ts';
import { createDeskBot } from '../../../bot/desk-bot.ts';
import type { DoorParts } from '../../../bot/door-parts.ts';
import { createCheckTask } from '../../../bot/extension/check-task.ts';
import { createSearchExtension } from '../../../bot/extension/search-extension.ts';
import { createFeedbackRoom } from '../../../bot/feedback.ts';
import { createFindingRoom } from '../../../bot/findings/finding-room.ts';
import { deliveryOf, messagesEndpoint } from '../../../bot/http/messages-endpoint.ts';
import type { PassFor } from '../../../bot/sign-in/sign-in.ts';
import type { InvokeReply, Turn } from '../../../bot/turn.ts';
import { createTurnRunner } from '../../../bot/turn-runner.ts';
import type { WriteParts } from '../../../bot/writes/write-parts.ts';
import { createWrites, type Writes } from '../../../bot/writes/writes.ts';
import { createFeedbackRecorder } from '../../../src/audit/feedback.ts';
import { readTrail, type TrailRow } from '../../../src/audit/trail.ts';
import { type Desk, type DeskOptions, openDesk } from '../../../src/compose.ts';
import { AppError } from '../../../src/core/errors.ts';
import { randomId } from '../../../src/core/ids.ts';
import { PERMISSIONS, type Permission } from '../../../src/core/permissions.ts';
import type { ImportedText } from '../../../src/regulations/provision.ts';
import { createApp, startServer } from '../../../src/server/http-server.ts';
import { inventedAct } from '../../fixtures/invented-act.ts';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import { isRecord, type Json, recordAt, textAt } from '../../fixtures/teams/json.ts';
import type { Answered, Conversation, FakeTeams, Person } from '../../fixtures/teams/teams-api.ts';

/** The rooms of cards, extension and feedback behind the door's own endpoint, with the strict Teams in front of it. */
export interface RoomsDesk {
  readonly desk: Desk;
  readonly teams: FakeTeams;
  readonly clock: { time: number };
  readonly writes: Writes;
  /** The same over the same file, which knows nothing of what runs here. */
  anotherProcess(): Writes;
  /** What was taken on for the conversation, as the rooms gave it. */
  readonly asked: string[];
  /** Updates that came behind their turn. */
  readonly later: { readonly message: string; readonly card: Json }[];
  readonly failures: unknown[];
  /** What is done with the next messages. */
  onMessage: (turn: Turn) => Promise<void>;
  /** Who is let in, in the stead of everybody. */
  passFor: PassFor | undefined;
  permissions: readonly Permission[];
  /** Makes a conversation one that the bot knows. */
  greet(conversation: Conversation, from?: Person): Promise<void>;
  /** Rows but those that open the chain and tell who is who. */
  rows(): readonly TrailRow[];
  close(): Promise<void>;
}

export interface RoomsDeskOptions {
  readonly texts?: readonly ImportedText[];
  readonly desk?: DeskOptions;
  readonly parts?: Partial<CardRoomParts>;
  readonly patience?: number;
  readonly deadline?: number;
}

const NOON = Date.parse('2040-06-15T12:00:00.000Z');

/** Tokens from the fake's own endpoint: the library's own way insists on https. */
class LoopbackCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #teams: FakeTeams;
  constructor(teams: FakeTeams) {
    super({ MicrosoftAppId: teams.appId, MicrosoftAppPassword: teams.appPassword });
    this.#teams = teams;
  }
  override async createCredentials(): ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']> {
    const token = this.#teams.botToken();
    return {
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${token}`);
        return request;
      },
    };
  }
}

export async function roomsDesk(options: RoomsDeskOptions = {}): Promise<RoomsDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-rooms-'));
  const state = { time: NOON };
  const clock = { now: () => state.time, today: () => new Date(state.time).toISOString().slice(0, 10) };
  const teams = await startTeams({ limits: { streamInterval: 0 } });
  const desk = await openDesk({ dataFolder: folder }, { starter: false, clock, ...options.desk });
  for (const text of options.texts ?? [inventedAct()]) await desk.library.add(text);
  const { addresses, chats, inbox } = desk.conversations;
  const failures: unknown[] = [];
  const asked: string[] = [];
  const later: { message: string; card: Json }[] = [];
  const passOf = (tenant: string, { id, name }: { readonly id: string; readonly name?: string }) => ({
    tenant,
    caller: { id, ...(name === undefined ? {} : { name }), permissions: new Set(held.permissions) },
    roles: ['everybody'],
  });
  const parts = {
    ...desk,
    chats,
    addresses,
    passes: {
      signIn: true,
      of: async (tenant, person) => passOf(tenant, person),
      take: async (_token, tenant, person) => passOf(tenant, person),
      drop: () => undefined,
    },
    newId: randomId,
    elapsed: () => performance.now(),
    wait: async () => undefined,
    longestStream: 100_000,
    suggestions: false,
  } as DoorParts;
  const passFor: PassFor = async (turn) => {
    if (held.passFor !== undefined) return held.passFor(turn);
    return passOf(turn.where.tenant, turn.person ?? { id: '' });
  };
  const writeParts: WriteParts = {
    ...parts,
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    updateLater: (_turn, message, { attachments = [] }) => {
      later.push({ message, card: attachments[0]?.content as Json });
    },
  };
  const writes = createWrites(writeParts);
  const cardRoom = createCardRoom({
    ...parts,
    passFor,
    writes,
    findings: createFindingRoom(parts),
    subscriptions: desk.subscriptions,
    ask: (_turn, _who, question) => void asked.push(question),
    offerGapReport: async (_turn, _who, { run, form }) => void asked.push(`report ${run} ${form}`),
    signOut: async () => void asked.push('sign out'),
    documents: {
      ask: (_turn, _who, document, question) => void asked.push(`${document}: ${question}`),
      forget: async (turn, _who, document) => {
        if (document !== 'doc-1') throw new AppError('not_found', 'There is no such document here.');
        return forgottenDocumentCard({ name: 'Policy', at: clock.now() } as never, { language: turn.language });
      },
    },
    ...options.parts,
  });
  const extension = { ...parts, passFor, ...(options.deadline === undefined ? {} : { deadline: options.deadline }) };
  const bot = createDeskBot({
    message: async (turn) => {
      const pass = passOf(turn.where.tenant, turn.person ?? { id: '' });
      const context = {
        tenant: pass.tenant,
        user: pass.caller,
        conversation: `c-${turn.where.conversation.slice(0, 20)}`,
        channel: 'teams' as const,
        correlation: turn.correlation,
      };
      const who = { pass, context, topic: { conversation: context.conversation } };
      if (!(await cardRoom.submitted(turn, who))) await held.onMessage(turn);
    },
    membership: async () => undefined,
    invokes: {
      ...cardRoom.invokes,
      ...createSearchExtension(extension),
      ...createCheckTask(extension),
      ...createFeedbackRoom({ ...parts, recorder: createFeedbackRecorder(desk.audit) }).invokes,
    },
  });
  const adapter = new DeskAdapter({
    identity: { appId: teams.appId, tenant: teams.tenant, password: teams.appPassword },
    cloud: { openIdMetadata: teams.openIdMetadataUrl },
    credentials: new LoopbackCredentials(teams),
  });
  const run = createTurnRunner({
    adapter,
    bot,
    parts,
    serves: (tenant) => tenant === teams.tenant,
    refusals: { unproved: () => undefined, proved: () => undefined },
  });
  const endpoint = messagesEndpoint({
    adapter,
    local: false,
    closing: () => false,
    refusals: { unproved: () => undefined, proved: () => undefined },
    readWithin: 10_000,
    arrived: () => undefined,
    accept: (received) => {
      const delivery = deliveryOf(received, { at: new Date(clock.now()).toISOString(), owner: 'test' });
      return delivery === undefined ? { kind: 'new' } : inbox.accept(delivery);
    },
    invoke: async (received) => {
      const reply: InvokeReply = await run(received, AbortSignal.timeout(10_000));
      const { activity, where } = received;
      inbox.finish({ tenant: where.tenant, conversation: where.thread, id: activity.id ?? '' }, JSON.stringify(reply));
      return reply;
    },
    work: (received) => {
      running = running
        .then(() => run(received, new AbortController().signal))
        .then(
          () => undefined,
          (error: unknown) => void failures.push(error),
        );
    },
  });
  let running: Promise<void> = Promise.resolve();
  const gate = { admit: async () => Promise.reject(new Error('not used here')), groups: async () => [] };
  const server = await startServer(createApp(desk, gate, [endpoint]), { hostname: '127.0.0.1', port: 0 });
  teams.bot = `http://127.0.0.1:${server.port}/api/messages`;
  const held: RoomsDesk = {
    desk,
    teams,
    clock: state,
    writes,
    anotherProcess: () => createWrites(writeParts),
    asked,
    later,
    failures,
    onMessage: async () => undefined,
    passFor: undefined,
    permissions: PERMISSIONS,
    greet: async (conversation, from) => {
      await conversation.say('hello', {
        mention: conversation.kind !== 'personal',
        ...(from === undefined ? {} : { from }),
      });
      await running;
    },
    rows: () =>
      readTrail(desk.audit.store, {}, 10_000).filter(({ type }) => type !== 'chain_started' && type !== 'person'),
    close: async () => {
      await running;
      await server.stop();
      await desk.close();
      await teams.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return held;
}

/** Shows a card in a conversation, as the bot does, and gives the message's id. */
export async function showing(held: RoomsDesk, conversation: Conversation, say: (turn: Turn) => Promise<unknown>) {
  held.onMessage = async (turn) => void (await say(turn));
  await held.greet(conversation);
  held.onMessage = async () => undefined;
  const message = conversation
    .shown()
    .filter(({ from }) => from === 'bot')
    .at(-1);
  if (message === undefined) throw new Error(`Nothing was shown: ${JSON.stringify(held.failures.map(String))}`);
  return message.id;
}

/** A question answered in a conversation, as the chat does. */
export async function answered(held: RoomsDesk, conversation: Conversation, question: string): Promise<string> {
  return showing(held, conversation, async (turn) => {
    const { chats } = held.desk.conversations;
    const pace = { elapsed: () => performance.now() * 1_000, wait: async () => undefined, longestStream: 100_000 };
    const parts = { ...held.desk, chats, ...pace, suggestions: false };
    const user = { id: turn.person?.id ?? '', permissions: new Set(PERMISSIONS) };
    const context = {
      tenant: turn.where.tenant,
      user,
      conversation: `topic-${conversation.id.slice(0, 12)}`,
      channel: 'teams' as const,
      correlation: turn.correlation,
    };
    await answerQuestion({ question }, turn, context, parts as Parameters<typeof answerQuestion>[3]);
  });
}

/** What somebody presses that no card has: an action with any data. */
export function press(
  conversation: Conversation,
  data: unknown,
  options: Parameters<Conversation['invoke']>[2] = {},
): Promise<Answered> {
  const verb = isRecord(data) ? data['verb'] : undefined;
  return conversation.invoke(
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    options,
  );
}

export function bodyOf({ body }: Pick<Answered, 'body'>): Json {
  return isRecord(body) ? body : {};
}

/** All words of a card, in their order. */
export function wordsOf(card: unknown): string {
  if (Array.isArray(card)) return card.map(wordsOf).join('\n');
  if (!isRecord(card)) return '';
  const { inlines, text, body, items, columns, actions, title } = card;
  const own = Array.isArray(inlines)
    ? inlines.map((run) => (isRecord(run) ? textAt(run, 'text') : String(run))).join('')
    : [text, title].filter((each) => typeof each === 'string').join(' ');
  return [own, ...[body, items, columns, actions].map(wordsOf)].filter((each) => each !== '').join('\n');
}

export { cardMessage, recordAt };
