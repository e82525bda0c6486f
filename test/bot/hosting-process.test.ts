import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTrail } from '../../src/audit/trail.ts';
import { QUESTION as ABOUT_LAMPS, answering, LAMP, LANTERNS, OIL } from '../assistant/lantern-desk.ts';
import { draft } from '../assistant/scripted-model.ts';
import type { Conversation, Failure } from '../fixtures/teams/teams-api.ts';
import { waitingModel } from '../mcp/waiting-model.ts';
import { asTeams, messageOf, QUESTION, refused, send, watchProcess } from './hosting-requests.ts';
import { type TeamsDesk, type TeamsDeskOptions, teamsDesk } from './teams-desk.ts';

const opened: TeamsDesk[] = [];
let watched: ReturnType<typeof watchProcess>;
beforeEach(() => {
  watched = watchProcess();
});
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
  await new Promise((resolve) => setImmediate(resolve));
  watched.stop();
  expect(watched.uncaught).toEqual([]);
});
async function open(options: TeamsDeskOptions = {}): Promise<TeamsDesk> {
  const desk = await teamsDesk(options);
  opened.push(desk);
  return desk;
}

const fromBot = (chat: Conversation) => chat.shown().filter(({ from }) => from === 'bot');
const whole = (chat: Conversation) => fromBot(chat).filter(({ state }) => state === 'whole');
const answersOf = ({ desk }: TeamsDesk) => readTrail(desk.audit.store, { types: ['answer'] }, 100);
const kindOf = ({ activity }: Parameters<NonNullable<Failure['when']>>[0]) =>
  ((activity['entities'] ?? []) as { streamType?: string }[]).find(({ streamType }) => streamType)?.streamType;
const at =
  (streamType: string): NonNullable<Failure['when']> =>
  (request) =>
    kindOf(request) === streamType;

/** Two sentences, each a while after the one before. */
const slowModel = () =>
  answering(
    (handle) =>
      draft([
        [LAMP, [handle('trim every lamp'), LAMP]],
        [OIL, [handle('store oil'), OIL]],
      ]),
    { pause: () => new Promise((resolve) => setTimeout(resolve, 100)) },
  );

describe('a stream that Teams breaks', () => {
  it.each([
    [403, 'ContentStreamNotAllowed'],
    [400, 'BadRequest'],
    [404, 'ActivityNotFoundInConversation'],
  ])('in the middle with %i ends as one whole message', async (status, code) => {
    const desk = await open({ texts: [LANTERNS], desk: { model: slowModel() } });
    desk.teams.fail({ when: at('streaming'), status, code, message: 'Content stream is not allowed' });
    const chat = desk.teams.chat();
    const shown = await chat.ask(ABOUT_LAMPS);
    await desk.door.settled();
    expect(shown.text).toContain(`${LAMP} [1]`);
    expect(shown.text).toContain(`${OIL} [2]`);
    expect(whole(chat)).toHaveLength(1);
    expect(desk.failures).toEqual([]);
    expect(answersOf(desk)).toHaveLength(1);
  });

  it.each<[string, Failure]>([
    ['a cut', { cut: true }],
    ['a cut after it was shown', { cut: true, afterStoring: true }],
    ['500', { status: 500 }],
    ['503 after it was shown', { status: 503, afterStoring: true }],
  ])('in the middle by %s goes on to its end, and leaves nothing half', async (_what, failure) => {
    const desk = await open({ texts: [LANTERNS], desk: { model: slowModel() } });
    desk.teams.fail({ ...failure, when: at('streaming') });
    const chat = desk.teams.chat();
    await chat.ask(ABOUT_LAMPS);
    await desk.door.settled();
    expect(fromBot(chat).map(({ state }) => state)).toEqual(['whole']);
    expect(whole(chat)[0]?.text).toContain(`${OIL} [2]`);
    expect(desk.failures).toEqual([]);
  });

  it.each<[string, Failure]>([
    ['a cut', { cut: true }],
    ['a cut after it was shown', { cut: true, afterStoring: true }],
    ['500 after it was shown', { status: 500, afterStoring: true }],
    ['502 after it was shown', { status: 502, afterStoring: true }],
    ['no answer', { hang: true }],
  ])('at its end by %s is shown once, and with nothing said of a failure', async (_what, failure) => {
    const desk = await open({ door: { within: { send: 400 } } });
    desk.teams.fail({ ...failure, when: at('final') });
    const chat = desk.teams.chat();
    await chat.ask(QUESTION);
    await desk.door.settled();
    expect(fromBot(chat).map(({ state }) => state)).toEqual(['whole']);
    expect(fromBot(chat)[0]?.text).toContain('Each guild shall');
    expect(desk.failures).toEqual([]);
  });
});

describe('a Teams that is away', () => {
  /** Whoever asks after it in the same chat is answered; so it ended, and nothing hangs. */
  async function askedAfter(desk: TeamsDesk, chat: Conversation): Promise<void> {
    await desk.door.settled();
    expect((await chat.ask(QUESTION)).text).toContain('Each guild shall');
  }

  it('by not answering ends the turn, and the audit has the answer', async () => {
    const desk = await open({ door: { within: { send: 150 } } });
    const chat = desk.teams.chat();
    const goOn = desk.teams.fail({ hang: true, times: 1_000 });
    const started = performance.now();
    await chat.say(QUESTION);
    await desk.door.settled();
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(answersOf(desk)).toHaveLength(1);
    expect(desk.failures).toHaveLength(1);
    goOn();
    await askedAfter(desk, chat);
  });

  it('by taking no connection ends the turn, and the audit has the answer', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const serviceUrl = 'http://127.0.0.1:9/connector/';
    const headers = asTeams(desk, { authorization: `Bearer ${desk.teams.tokenFor({ serviceUrl })}` });
    for (const conversation of [
      undefined,
      { id: '19:x@thread.v2', conversationType: 'groupChat', tenantId: chat.tenant },
    ]) {
      const entities = [{ type: 'mention', text: '<at>Desk</at>', mentioned: { id: desk.teams.botId } }];
      const changed = conversation === undefined ? { serviceUrl } : { serviceUrl, conversation, entities };
      const body = JSON.stringify(messageOf(desk, chat, changed));
      expect((await send(desk.teams.bot, { headers, body })).status).toBe(200);
    }
    await desk.door.settled();
    expect(answersOf(desk)).toHaveLength(2);
    expect(desk.failures).toHaveLength(2);
    await askedAfter(desk, chat);
  });

  it('for longer than anybody waits is not waited for', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const goOn = desk.teams.fail({ status: 429, headers: { 'retry-after': '3600' }, times: 1_000 });
    await chat.say(QUESTION);
    await desk.door.settled();
    expect(desk.failures).toHaveLength(1);
    goOn();
    await askedAfter(desk, chat);
  });

  it.each(['refused', 'hanging', 'broken'] as const)(
    'with its keys %s is 503, and no sign-in that was refused',
    async (how) => {
      const keys = createServer((_request, response) => {
        if (how === 'broken') response.writeHead(500).end('{}');
      });
      await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
      const { port } = keys.address() as AddressInfo;
      if (how === 'refused') keys.close();
      const openIdMetadata = `http://127.0.0.1:${port}/keys`;
      const desk = await open({ door: { cloud: { openIdMetadata }, within: { admit: 300 } } });
      const got = await send(desk.teams.bot, {
        headers: asTeams(desk),
        body: JSON.stringify(messageOf(desk, desk.teams.chat())),
      });
      refused(got, 503, 'upstream_unavailable');
      expect(readTrail(desk.desk.audit.store, { types: ['refusal'] }, 10)).toEqual([]);
      keys.close();
      keys.closeAllConnections();
    },
  );
});

describe('a stop', () => {
  it('tells whoever is being answered, and leaves the rest to the next process, which tells them once', async () => {
    const { model, reached } = waitingModel();
    const desk = await open({ texts: [LANTERNS], desk: { model } });
    const chat = desk.teams.chat();
    const other = desk.teams.chat();
    await chat.say(ABOUT_LAMPS);
    await chat.say('And oil?');
    await other.say(ABOUT_LAMPS);
    await reached;
    await desk.door.stop(50);
    expect(whole(chat).map(({ text }) => text)).toEqual([expect.stringContaining('being stopped')]);
    expect(whole(other).map(({ text }) => text)).toEqual([expect.stringContaining('being stopped')]);
    const got = await chat.say(ABOUT_LAMPS);
    refused({ status: got.status, text: JSON.stringify(got.body) }, 503, 'upstream_unavailable');
    const next = await teamsDesk({ folder: desk.folder, before: desk.teams, door: { lives: () => false } });
    await next.door.recover();
    await next.door.recover();
    expect(whole(chat).map(({ text }) => text)).toEqual([
      expect.stringContaining('being stopped'),
      expect.stringContaining('“And oil?”'),
    ]);
    expect(whole(other)).toHaveLength(1);
    await next.door.stop(0);
  });

  it('lets what waits be answered while there is time', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    for (const article of ['3', '4', '5']) await chat.say(QUESTION.replace('3', article));
    await desk.door.stop(10_000);
    expect(whole(chat)).toHaveLength(3);
  });

  it('ends in time where Teams does not answer, and touches nothing that is closed', async () => {
    const desk = await open();
    const chats = [desk.teams.chat(), desk.teams.chat()];
    desk.teams.fail({ hang: true, times: 1_000 });
    for (const chat of chats) await chat.say(QUESTION);
    await desk.teams.waitFor(() => desk.teams.wire.length >= 2);
    const started = performance.now();
    await desk.close();
    opened.splice(0);
    expect(performance.now() - started).toBeLessThan(9_000);
    // What still ran would reach for its stores now.
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
});
