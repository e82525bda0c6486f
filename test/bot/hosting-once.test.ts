import { afterEach, describe, expect, it } from 'vitest';
import { messagesEndpoint } from '../../bot/http/messages-endpoint.ts';
import { createRefusals } from '../../bot/http/refusals.ts';
import { createRunningTurns } from '../../bot/http/running-turns.ts';
import type { InvokeReply } from '../../bot/turn.ts';
import { readTrail } from '../../src/audit/trail.ts';
import { AppError } from '../../src/core/errors.ts';
import { QUESTION as ABOUT_LAMPS, LANTERNS } from '../assistant/lantern-desk.ts';
import type { Conversation } from '../fixtures/teams/teams-api.ts';
import { waitingModel } from '../mcp/waiting-model.ts';
import { asTeams, messageOf, QUESTION, refused, send } from './hosting-requests.ts';
import { type TeamsDesk, type TeamsDeskOptions, teamsDesk } from './teams-desk.ts';

const opened: TeamsDesk[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});
async function open(options: TeamsDeskOptions = {}): Promise<TeamsDesk> {
  const desk = await teamsDesk(options);
  opened.push(desk);
  return desk;
}

const fromBot = (chat: Conversation) => chat.shown().filter(({ from, state }) => from === 'bot' && state === 'whole');
const answersOf = ({ desk }: TeamsDesk) => readTrail(desk.audit.store, { types: ['answer'] }, 100);

describe('a message that Teams sends again', () => {
  it('is worked on once, whether it comes again at once, during the work, or after it', async () => {
    const { model, reached, goOn } = waitingModel();
    const desk = await open({ texts: [LANTERNS], desk: { model } });
    const chat = desk.teams.chat();
    const activity = messageOf(desk, chat, { text: ABOUT_LAMPS });
    const post = async () =>
      (await send(desk.teams.bot, { headers: asTeams(desk), body: JSON.stringify(activity) })).status;
    expect(await Promise.all([post(), post(), post()])).toEqual([200, 200, 200]);
    await reached;
    expect(await post()).toBe(200);
    goOn();
    await desk.door.settled();
    expect(await post()).toBe(200);
    await desk.door.settled();
    expect(fromBot(chat)).toHaveLength(1);
    expect(answersOf(desk)).toHaveLength(1);
    expect(desk.failures).toEqual([]);
  });

  it('is two where two conversations number alike, and where it has no id', async () => {
    const desk = await open();
    const chats = [desk.teams.chat(), desk.teams.chat()];
    for (const chat of chats) {
      const body = JSON.stringify(messageOf(desk, chat, { id: 'the same' }));
      expect((await send(desk.teams.bot, { headers: asTeams(desk), body })).status).toBe(200);
    }
    await desk.door.settled();
    expect(chats.map((chat) => fromBot(chat).length)).toEqual([1, 1]);
    const [chat] = chats as [Conversation];
    const body = JSON.stringify(messageOf(desk, chat, { id: undefined }));
    for (let time = 0; time < 2; time += 1) await send(desk.teams.bot, { headers: asTeams(desk), body });
    await desk.door.settled();
    expect(fromBot(chat)).toHaveLength(3);
    expect(desk.teams.violations).toEqual([]);
  });
});

describe('what another process left', () => {
  it('is told once after a restart, to whoever asked in a chat of their own', async () => {
    const { model, reached } = waitingModel();
    const before = await open({ texts: [LANTERNS], desk: { model }, door: { owner: 'gone' } });
    const chat = before.teams.chat();
    const channel = before.teams.channel();
    const group = before.teams.group();
    await chat.say(ABOUT_LAMPS, { locale: 'es-ES' });
    await chat.say('And oil?');
    await channel.say(ABOUT_LAMPS, { mention: true });
    await group.say(ABOUT_LAMPS, { mention: true });
    await reached;
    const options = { folder: before.folder, before: before.teams, door: { lives: () => false } };
    const after = await teamsDesk(options);
    await after.door.recover();
    await after.door.recover();
    const told = fromBot(chat).map(({ text }) => text);
    expect(told).toHaveLength(2);
    expect(told.join()).toContain(`se reinició mientras atendía «${ABOUT_LAMPS}»`);
    expect(told.join()).toContain('restarted while it worked on “And oil?”');
    expect([...fromBot(channel), ...fromBot(group)]).toEqual([]);
    const third = await teamsDesk(options);
    await third.door.recover();
    expect(fromBot(chat)).toHaveLength(2);
    for (const each of [third, after]) await each.door.stop(0);
    expect([...after.failures, ...third.failures]).toEqual([]);
  });

  it('does not keep the door from opening where Teams does not answer', async () => {
    const { model, reached } = waitingModel();
    const before = await open({ texts: [LANTERNS], desk: { model } });
    for (const chat of [before.teams.chat(), before.teams.chat(), before.teams.chat()]) await chat.say(ABOUT_LAMPS);
    await reached;
    await before.teams.waitFor(() => before.teams.wire.length === 3);
    before.teams.fail({ hang: true, times: 3 });
    const after = await teamsDesk({
      folder: before.folder,
      before: before.teams,
      door: { lives: () => false, within: { recover: 50, send: 400 } },
    });
    const started = performance.now();
    await after.door.recover();
    expect(performance.now() - started).toBeLessThan(350);
    await expect.poll(() => after.failures.length, { timeout: 5_000 }).toBe(3);
    await after.door.stop(0);
  });
});

describe('an invoke', () => {
  /** The endpoint as the door has it, over one invoke of ours. */
  async function answering(run: (call: number, signal: AbortSignal) => Promise<InvokeReply>, invokeWithin = 5_000) {
    const { desk, teams } = await open();
    const { inbox } = desk.conversations;
    const failures: unknown[] = [];
    let calls = 0;
    const turns = createRunningTurns({
      run: (_received, signal) => run(++calls, signal),
      finish: ({ where, activity: { id = '' } }, reply) =>
        inbox.finish({ tenant: where.tenant, conversation: where.thread, id }, JSON.stringify(reply)),
      failed: (error) => failures.push(error),
      invokeWithin,
      close: () => undefined,
    });
    const routes = messagesEndpoint({
      ...turns,
      adapter: { admit: async () => ({}) as never },
      accept: ({ where, activity: { id = '' } }) =>
        inbox.accept({ tenant: where.tenant, conversation: where.thread, id, kind: 'invoke', at: '', owner: 'x' }),
      refusals: createRefusals({
        audit: desk.audit,
        recorder: { refused: () => undefined },
        serves: () => true,
        newId: () => 'c',
        now: () => 0,
      }),
      local: false,
      closing: () => false,
      readWithin: 1_000,
    });
    const chat = teams.chat();
    const post = async (id: string) => {
      const body = JSON.stringify(messageOf({ teams }, chat, { id, type: 'invoke', name: 'ours', text: undefined }));
      const headers = { 'content-type': 'application/json', authorization: 'Bearer x' };
      const reply = await routes.request('/api/messages', { method: 'POST', body, headers });
      return { status: reply.status, text: await reply.text() };
    };
    return { post, failures, calls: () => calls };
  }

  it('is given the same reply each time, and waits for the one that is on its way', async () => {
    let release: (reply: InvokeReply) => void = () => undefined;
    const { post, calls } = await answering((call) =>
      call === 1
        ? new Promise((resolve) => {
            release = resolve;
          })
        : Promise.resolve({ status: 200, body: { call } }),
    );
    const two = [post('a'), post('a')];
    const other = await post('b');
    expect(other).toEqual({ status: 200, text: '{"call":2}' });
    release({ status: 200, body: { call: 1 } });
    expect(await Promise.all(two)).toEqual([
      { status: 200, text: '{"call":1}' },
      { status: 200, text: '{"call":1}' },
    ]);
    expect(await post('a')).toEqual({ status: 200, text: '{"call":1}' });
    expect(await post('b')).toEqual(other);
    expect(calls()).toBe(2);
  });

  it('that does not heed its end is answered in time all the same', async () => {
    let signal: AbortSignal | undefined;
    const { post, failures } = await answering((_call, given) => {
      signal = given;
      return new Promise(() => undefined);
    }, 60);
    const started = performance.now();
    refused(await post('a'), 503, 'upstream_unavailable');
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(signal?.aborted).toBe(true);
    expect(failures).toHaveLength(1);
    refused(await post('a'), 503, 'upstream_unavailable');
  });

  it.each([
    [new AppError('not_permitted', 'You may not do this here.'), 403, 'not_permitted'],
    [new AppError('conflict', 'It was done already.'), 409, 'conflict'],
    [new Error('SQLITE_CORRUPT at /srv/data'), 500, 'internal'],
  ])('that fails tells what may be told', async (error, status, code) => {
    const { post, failures } = await answering(() => Promise.reject(error));
    refused(await post('a'), status, code);
    expect(failures).toEqual([error]);
  });
});

it('answers in order what is sent in one moment, and conversations side by side', async () => {
  const desk = await open();
  const chats = [desk.teams.chat(), desk.teams.chat()];
  await Promise.all(chats.map((chat) => chat.say(QUESTION)));
  await Promise.all(chats.map((chat) => chat.say(QUESTION.replace('3', '4'))));
  await desk.door.settled();
  for (const chat of chats) {
    const [first, second] = fromBot(chat);
    expect(first?.text).toContain('under rule 3');
    expect(second?.text).toContain('under rule 4');
  }
});
