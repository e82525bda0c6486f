import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Conversation, Person } from '../../fixtures/teams/teams-api.ts';
import { answered, type RoomsDesk, roomsDesk } from '../card-room/rooms-desk.ts';

const LEDGERS = 'Within how many days must guilds record ledgers?';

let held: RoomsDesk;
let chat: Conversation;
let message: string;
beforeEach(async () => {
  held = await roomsDesk();
  chat = held.teams.chat();
  message = await answered(held, chat, LEDGERS);
});
afterEach(async () => {
  expect(held.failures).toEqual([]);
  expect(held.teams.violations).toEqual([]);
  await held.close();
});

const said = () =>
  held
    .rows()
    .flatMap(({ type, who, body, texts, conversation }) =>
      type === 'feedback'
        ? [{ who, reaction: body['reaction'], text: texts['text'], conversation, receipt: body['receipt'] }]
        : [],
    );
const give = (value: unknown, options: object = {}) =>
  chat.invoke('message/submitAction', value, { replyTo: message, ...options });
const feedback = (reaction: unknown, words: unknown) => ({
  actionName: 'feedback',
  actionValue: { reaction, feedback: words },
});

it('records what somebody thinks beside the receipt of the answer', async () => {
  const { status, body } = await chat.feedback(message, 'like', 'Exactly the place.');
  expect([status, body]).toEqual([200, {}]);
  const answer = held.rows().find(({ type }) => type === 'answer');
  expect(said()).toEqual([
    {
      who: 'Ana Ruiz',
      reaction: 'like',
      text: 'Exactly the place.',
      conversation: answer?.conversation,
      receipt: answer?.body['receipt'],
    },
  ]);
});

it('records each change of mind as a row of its own', async () => {
  await chat.feedback(message, 'like');
  await chat.feedback(message, 'dislike', 'On second thoughts: no.');
  expect(said().map(({ reaction, text }) => [reaction, text])).toEqual([
    ['like', undefined],
    ['dislike', 'On second thoughts: no.'],
  ]);
});

it('records once what Teams sends twice', async () => {
  const first = await chat.feedback(message, 'like');
  expect(await chat.resend(first)).toMatchObject({ status: 200, body: {} });
  expect(said()).toHaveLength(1);
});

it('records another one’s opinion as theirs, in a group where all read the answer', async () => {
  const group = held.teams.group();
  const answer = await answered(held, group, LEDGERS);
  const luis = group.members[1] as Person;
  expect((await group.feedback(answer, 'dislike', 'Too short.', { from: luis })).status).toBe(200);
  expect(said()).toMatchObject([{ who: 'Luis Vega', reaction: 'dislike', text: 'Too short.' }]);
});

it('finds the answer in the thread of a channel', async () => {
  const channel = held.teams.channel();
  const answer = await answered(held, channel, LEDGERS);
  expect((await channel.feedback(answer, 'like')).status).toBe(200);
  expect(said()).toHaveLength(1);
});

it.each([
  ['no value', undefined, 400],
  ['no form', 'like', 400],
  ['another action', { actionName: 'custom', actionValue: {} }, 400],
  ['no reaction', feedback(undefined, '{}'), 400],
  ['a reaction that is none', feedback('love', '{}'), 400],
  ['words that are no JSON', feedback('like', '{"feedbackText": '), 400],
  ['words that are no words', feedback('like', '{"feedbackText": {"a": 1}}'), 400],
  ['a list for words', feedback('like', '[]'), 400],
  ['too many words', feedback('like', JSON.stringify({ feedbackText: 'x'.repeat(2_001) })), 400],
  ['80 KB of words', feedback('like', 'x'.repeat(80_000)), 400],
])('%s: refused, and on record as that', async (_what, value, expected) => {
  const { status, body } = await give(value);
  expect([status, body]).toEqual([expected, { error: { code: 'invalid_input', message: expect.any(String) } }]);
  expect(said()).toEqual([]);
  expect(held.rows().at(-1)).toMatchObject({ type: 'refusal', who: 'Ana Ruiz', body: { what: 'feedback' } });
});

it('takes 2,000 characters, and none', async () => {
  expect((await give(feedback('like', JSON.stringify({ feedbackText: 'x'.repeat(2_000) })))).status).toBe(200);
  expect((await give(feedback('like', ''))).status).toBe(200);
  expect(said()).toHaveLength(2);
});

it.each([
  ['a message that is none of ours', { replyTo: undefined, changed: { replyToId: '1700000000000' } }],
  ['no message', { replyTo: undefined }],
  ['a name of something else', { replyTo: undefined, changed: { replyToId: '../chat' } }],
])('%s: 404', async (_what, options) => {
  expect((await give(feedback('like', '{}'), options)).status).toBe(404);
  expect(said()).toEqual([]);
});

it('an answer of another conversation: 404', async () => {
  const elsewhere = held.teams.chat({ person: held.teams.person('Luis Vega') });
  const { status } = await elsewhere.invoke('message/submitAction', feedback('like', '{}'), {
    changed: { replyToId: message },
  });
  expect(status).toBe(404);
});

it('is refused where the channel vouches for nobody', async () => {
  const { id, name } = chat.person;
  expect((await give(feedback('like', '{}'), { changed: { from: { id, name } } })).status).toBe(403);
});
