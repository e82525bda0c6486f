import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { Hono } from 'hono';
import { type Admission, admitted } from '../../../bot/admission.ts';
import { createLawCards } from '../../../bot/card-room/law-cards.ts';
import { answerQuestion } from '../../../bot/chat/answer-question.ts';
import { spokenText } from '../../../bot/chat/spoken-text.ts';
import { commandOf } from '../../../bot/commands/commands.ts';
import { DeskAdapter } from '../../../bot/connection/desk-adapter.ts';
import { createDeskBot } from '../../../bot/desk-bot.ts';
import { failureText } from '../../../bot/failures.ts';
import type { FileParts } from '../../../bot/files/file-parts.ts';
import { createFileRooms, type FileRooms } from '../../../bot/files/file-rooms.ts';
import { createFindingRoom } from '../../../bot/findings/finding-room.ts';
import { messagesEndpoint } from '../../../bot/http/messages-endpoint.ts';
import { onMembership } from '../../../bot/membership.ts';
import type { Turn } from '../../../bot/turn.ts';
import { createTurnRunner } from '../../../bot/turn-runner.ts';
import { type Desk, openDesk } from '../../../src/compose.ts';
import { type DeskFiles, openFiles } from '../../../src/compose-files.ts';
import { randomId } from '../../../src/core/ids.ts';
import { PERMISSIONS, type Permission } from '../../../src/core/permissions.ts';
import { createApp, startServer } from '../../../src/server/http-server.ts';
import { inventedAct } from '../../fixtures/invented-act.ts';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import type { Conversation, FakeTeams } from '../../fixtures/teams/teams-api.ts';
import { everybody } from '../teams-desk.ts';

/** A desk over invented law, with the rooms for files behind the strict Teams. */
export interface FileDesk {
  readonly desk: Desk;
  readonly teams: FakeTeams;
  readonly rooms: FileRooms;
  readonly folder: string;
  readonly failures: unknown[];
  /** The clock that the desk goes by, in milliseconds. */
  time: number;
  /** Does something in a turn of whoever the chat is with, as another room of the door does. */
  pressing<T>(chat: Conversation, work: (turn: Turn, who: Admission) => Promise<T>): Promise<T>;
  /** What everybody may do, from now on. */
  permissions: readonly Permission[];
  close(): Promise<void>;
}

/** Tokens from the fake's own endpoint: the vendor's library would insist on https. */
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

export interface FileDeskOptions {
  /** False: only where Teams keeps files in truth is read. */
  readonly local?: boolean;
  readonly files?: (files: DeskFiles) => DeskFiles;
}

export async function fileDesk({ local = true, files: changed = (files) => files }: FileDeskOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-files-'));
  const teams = await startTeams({ limits: { streamInterval: 0, perConversation: [] } });
  const held = { time: Date.now(), permissions: PERMISSIONS as readonly Permission[] };
  const clock = { now: () => held.time, today: () => new Date(held.time).toISOString().slice(0, 10) };
  const desk = await openDesk({ dataFolder: folder }, { starter: false, clock });
  await desk.library.add(inventedAct());
  const files = changed(await openFiles(desk, {}, { local }));
  const { addresses, chats } = desk.conversations;
  let elapsed = 0;
  const parts: FileParts = {
    ...desk,
    ...files,
    chats,
    addresses,
    passes: {
      ...everybody([]),
      of: (tenant, person, correlation) => everybody(held.permissions).of(tenant, person, correlation),
    },
    newId: randomId,
    elapsed: () => {
      elapsed += 2_000;
      return elapsed;
    },
    wait: async () => new Promise((resolve) => setImmediate(resolve)),
    longestStream: 100_000,
    suggestions: false,
  };
  const rooms = createFileRooms(parts);
  const failures: unknown[] = [];
  const pressed: ((turn: Turn, who: Admission) => Promise<void>)[] = [];
  const server = await serveRooms(teams, desk, parts, { rooms, failures, pressed });
  const running: FileDesk = Object.assign(held, {
    desk,
    teams,
    rooms,
    folder,
    failures,
    pressing: <T>(chat: Conversation, work: (turn: Turn, who: Admission) => Promise<T>): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        pressed.push((turn, who) => work(turn, who).then(resolve, reject));
        void chat.say('pressed');
      }),
    close: async () => {
      await server.stop();
      await files.close();
      await desk.close();
      await teams.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
  return running;
}

/** The door as far as files need it: what is in front of the rooms, and what is behind them. */
async function serveRooms(
  teams: FakeTeams,
  desk: Desk,
  parts: FileParts,
  {
    rooms,
    failures,
    pressed,
  }: Pick<FileDesk, 'rooms' | 'failures'> & {
    readonly pressed: ((turn: Turn, who: Admission) => Promise<void>)[];
  },
) {
  const adapter = new DeskAdapter({
    identity: { appId: teams.appId, tenant: teams.tenant, password: teams.appPassword },
    cloud: { openIdMetadata: teams.openIdMetadataUrl },
    credentials: new LoopbackCredentials(teams),
  });
  const message = async (turn: Turn) => {
    try {
      const command = commandOf(spokenText(turn.activity));
      const who = await admitted(turn, parts, command?.begins === true);
      const press = pressed.shift();
      if (who !== undefined && press !== undefined) return press(turn, who);
      if (who === undefined || (await rooms.onMessage(turn, who))) return;
      if (command !== undefined)
        await command.run(turn, who, {
          ...parts,
          cards: createLawCards(parts),
          subscriptions: desk.subscriptions,
          findings: createFindingRoom(parts),
        });
      else await answerQuestion({ question: spokenText(turn.activity) }, turn, who.context, parts);
    } catch (error) {
      await turn.say({ text: failureText(error, turn.language, turn.correlation) });
    }
  };
  const bot = createDeskBot({
    message,
    membership: (turn) => onMembership(turn, { ...parts, forget: rooms.forget }),
    invokes: rooms.invokes,
  });
  const refusals = { unproved: () => undefined, proved: () => undefined };
  const run = createTurnRunner({ adapter, bot, parts, serves: () => true, refusals });
  let last: Promise<unknown> = Promise.resolve();
  const endpoint = messagesEndpoint({
    adapter,
    local: false,
    closing: () => false,
    refusals,
    readWithin: 10_000,
    arrived: () => undefined,
    accept: () => ({ kind: 'new' }),
    invoke: (received) => run(received, AbortSignal.timeout(10_000)),
    work: (received) => {
      last = last
        .then(() => run(received, new AbortController().signal))
        .catch((error: unknown) => failures.push(error));
    },
  });
  const routes = new Hono();
  routes.route('/', endpoint);
  const local = {
    tenant: 'local',
    kind: 'user' as const,
    caller: { id: 'x', permissions: new Set<Permission>() },
    roles: [],
  };
  const server = await startServer(createApp(desk, local, [routes]), { hostname: '127.0.0.1', port: 0 });
  teams.bot = `http://127.0.0.1:${server.port}/api/messages`;
  // What still runs when its message is shown has the files open.
  return { stop: () => server.stop().then(() => last) };
}
