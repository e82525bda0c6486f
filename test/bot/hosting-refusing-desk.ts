import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Conversation } from '../fixtures/teams/teams-api.ts';
import {
  asTeams,
  type Got,
  headOf,
  QUESTION,
  rowsSince,
  type Sent,
  send,
  watchProcess,
  whoOf,
} from './hosting-requests.ts';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

const MINUTE = 60_000;

/** A desk that is sent what it must refuse, and what each case leaves behind. */
export interface RefusingDesk {
  readonly desk: TeamsDesk;
  readonly chat: Conversation;
  post(sent: Sent): Promise<Got>;
  postJson(json: unknown, headers?: Readonly<Record<string, string>>): Promise<Got>;
  /** The bodies of the rows of refusals since this case began. */
  bodies(): readonly unknown[];
  /** One row by whoever the channel names, in the tenant of the conversation. */
  recorded(reason: string, who?: { tenant?: string; user?: string }): void;
  /** One row: somebody knocked, of whom nobody can say who they are. */
  knocked(reason: string | RegExp): void;
  /** Refusals of one minute are counted: the next is another. */
  nextMinute(): void;
}

/**
 * Opens one for the cases of a file. After each case nothing was sent to anybody, nothing failed, and whoever asks next
 * is answered; after the last nothing was left uncaught.
 */
export function refusingDesk(): RefusingDesk {
  let desk: TeamsDesk;
  let chat: Conversation;
  let minute = 0;
  let before = 0;
  let sent = 0;
  let watched: ReturnType<typeof watchProcess>;

  beforeAll(async () => {
    watched = watchProcess();
    const now = () => Date.parse('2099-06-15T12:00:00Z') + minute * MINUTE;
    desk = await teamsDesk({
      desk: { clock: { today: () => '2099-06-15', now } },
      door: { within: { read: 400 } },
    });
    chat = desk.teams.chat();
  });
  afterAll(async () => {
    await desk.close();
    watched.stop();
    expect(watched.uncaught).toEqual([]);
  });
  beforeEach(() => {
    minute += 1;
    before = headOf(desk);
    sent = desk.teams.wire.length;
  });
  afterEach(async () => {
    await desk.door.settled();
    expect(desk.teams.wire.length).toBe(sent);
    // In a chat of its own: the desk keeps to the pace of each.
    expect((await desk.teams.chat().ask(QUESTION)).text).toContain('Each guild shall');
    expect(desk.failures).toEqual([]);
    expect(desk.teams.violations).toEqual([]);
  });

  const rows = () => rowsSince(desk, before);
  const bodies = () => rows().map(({ body }) => JSON.parse(body) as unknown);
  const post = (what: Sent) => send(desk.teams.bot, { headers: asTeams(desk), ...what });
  return {
    get desk() {
      return desk;
    },
    get chat() {
      return chat;
    },
    post,
    postJson: (json, headers = asTeams(desk)) => post({ body: JSON.stringify(json), headers }),
    bodies,
    recorded: (reason, who = {}) => {
      const told = { what: 'teams activity', code: expect.any(String), reason: expect.stringContaining(reason) };
      expect(bodies()).toEqual([told]);
      const whose = { tenant: chat.tenant, user: chat.person.aadObjectId, ...who };
      expect(rows().map((row) => whoOf(desk, row))).toEqual([whose]);
    },
    knocked: (reason) => {
      const told = { what: 'sign-in', code: expect.any(String), reason: expect.stringMatching(reason) };
      expect(bodies()).toEqual([told]);
      expect(rows().map((row) => whoOf(desk, row))).toEqual([{ tenant: 'unknown', user: 'unknown' }]);
    },
    nextMinute: () => {
      minute += 1;
      before = headOf(desk);
    },
  };
}
