import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import type { Conversation, FakeTeams } from '../../fixtures/teams/teams-api.ts';
import { startPlainBot } from './plain-bot.ts';
import { message, post } from './posts.ts';

let teams: FakeTeams;
let chat: Conversation;
beforeEach(async () => {
  teams = await startTeams();
  chat = teams.chat();
});
afterEach(() => teams.close());

it('answers once with what a test gives, and does not store', async () => {
  teams.fail({ status: 502, code: 'ServiceError', message: 'Bad gateway', headers: { 'retry-after': '3' } });
  const answer = await post(teams, chat, message());
  expect(answer).toMatchObject({ status: 502, body: { error: { code: 'ServiceError', message: 'Bad gateway' } } });
  expect(answer.headers.get('retry-after')).toBe('3');
  expect(chat.shown()).toEqual([]);
  expect(await post(teams, chat, message())).toMatchObject({ status: 201 });
  expect(chat.wire.map(({ status }) => status)).toEqual([502, 201]);
});

it('stores first where that is asked, so that a second try is a second message', async () => {
  teams.fail({ status: 502, afterStoring: true });
  expect(await post(teams, chat, message())).toMatchObject({ status: 502 });
  expect(chat.shown()).toHaveLength(1);
  await post(teams, chat, message());
  expect(chat.shown()).toHaveLength(2);
});

it('cuts the connection, before or after it stored', async () => {
  teams.fail({ cut: true });
  await expect(post(teams, chat, message())).rejects.toThrow();
  expect(chat.shown()).toHaveLength(0);
  teams.fail({ cut: true, afterStoring: true });
  await expect(post(teams, chat, message())).rejects.toThrow();
  expect(chat.shown()).toHaveLength(1);
  expect(chat.wire.map(({ status }) => status)).toEqual([0, 0]);
});

it('meets the requests that are meant, so many times, until it is taken back', async () => {
  const takeBack = teams.fail({
    when: ({ activity }) => activity['text'] === 'No',
    status: 412,
    code: 'PreconditionFailed',
    times: 3,
  });
  expect(await post(teams, chat, message())).toMatchObject({ status: 201 });
  expect(await post(teams, chat, message({ text: 'No' }))).toMatchObject({ status: 412 });
  expect(await post(teams, chat, message({ text: 'No' }))).toMatchObject({ status: 412 });
  takeBack();
  expect(await post(teams, chat, message({ text: 'No' }))).toMatchObject({ status: 201 });
});

it('is late, and then does what it should', async () => {
  teams.fail({ delay: 40 });
  const started = performance.now();
  expect(await post(teams, chat, message())).toMatchObject({ status: 201 });
  expect(performance.now() - started).toBeGreaterThan(35);
});

it('hangs until it closes', async () => {
  teams.fail({ hang: true });
  const hanging = expect(post(teams, chat, message())).rejects.toThrow();
  await teams.waitFor(() => teams.wire.length === 1 || undefined);
  await teams.close();
  await hanging;
});

it('tells of what would have been refused, not of the failure', async () => {
  teams.fail({ status: 502, afterStoring: true });
  expect(await post(teams, chat, { type: 'message' })).toMatchObject({ status: 400 });
});

it('knows a bot that is silent or not there', async () => {
  const silent = await startTeams({ answerWithin: 30 });
  const bot = await startPlainBot();
  bot.answer = () => new Promise(() => undefined);
  await expect(silent.chat().say('x')).rejects.toThrow('teams.bot');
  silent.bot = bot.url;
  expect(await silent.chat().say('x')).toMatchObject({ status: 0 });
  await Promise.all([silent.close(), bot.close()]);
});
