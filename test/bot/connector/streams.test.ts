import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import type { Json } from '../../fixtures/teams/json.ts';
import type { Conversation, FakeTeams, NoStreams } from '../../fixtures/teams/teams-api.ts';
import { activitiesOf, attached, card, claim, type Posted, post, request, root } from './posts.ts';

let teams: FakeTeams;
let chat: Conversation;
let now: number;
beforeEach(async () => {
  now = Date.UTC(2026, 10, 2, 9);
  teams = await startTeams({ now: () => now });
  chat = teams.chat();
});
afterEach(() => teams.close());

const info = (more: Json): Json => ({ type: 'streaminfo', ...more });
const typing = (text: unknown, stream: Json, more: Json = {}): Json => ({
  type: 'typing',
  text,
  entities: [info(stream)],
  ...more,
});
const final = (text: unknown, streamId: string | undefined, more: Json = {}, entities: readonly Json[] = []): Json => ({
  type: 'message',
  text,
  entities: [info({ streamType: 'final', ...(streamId === undefined ? {} : { streamId }) }), ...entities],
  ...more,
});
const send = (activity: Json): Promise<Posted> => post(teams, chat, activity);

async function start(text = 'Looking', streamType = 'informative'): Promise<string> {
  const { status, body } = await send(typing(text, { streamType, streamSequence: 1 }));
  expect(status).toBe(201);
  return body.id ?? '';
}
async function chunk(streamId: string, text: string, streamSequence: number, more: Json = {}): Promise<Posted> {
  now += 1_500;
  return send(typing(text, { streamType: 'streaming', streamId, streamSequence }, more));
}
const code = 'ContentStreamNotAllowed';

describe('a stream', () => {
  it('is one message that grows, and is whole after its end', async () => {
    const id = await start();
    expect(chat.shown()).toMatchObject([{ id, state: 'streaming', text: '', informative: 'Looking' }]);
    expect(await chunk(id, 'One', 2)).toMatchObject({ status: 202, body: {} });
    expect(chat.shown()).toMatchObject([{ id, state: 'streaming', text: 'One', informative: undefined }]);
    expect(await chunk(id, 'One two', 3)).toMatchObject({ status: 202 });
    now += 1_500;
    const whole = root({ additionalType: ['AIGeneratedContent'], citation: [claim(1)] });
    const more = { channelData: { feedbackLoopEnabled: true }, attachments: [attached(card())] };
    expect(await send(final('One two [1].', id, more, [whole]))).toMatchObject({ status: 202 });
    expect(chat.shown()).toMatchObject([{ id, state: 'whole', text: 'One two [1].', edited: false }]);
    expect(chat.violations).toEqual([]);
  });

  it('may begin with text, be cited while it runs, and be followed by another', async () => {
    const first = await start('One [1]', 'streaming');
    const cites = {
      entities: [info({ streamType: 'streaming', streamId: first, streamSequence: 2 }), root({ citation: [claim(1)] })],
    };
    now += 1_000;
    expect(await send({ type: 'typing', text: 'One [1] two', ...cites })).toMatchObject({ status: 202 });
    now += 1_000;
    expect(await send(final('One [1] two', first, {}, [root({ citation: [claim(1)] })]))).toMatchObject({
      status: 202,
    });
    const second = await start();
    expect(second).not.toBe(first);
  });

  it('takes numbers that skip, and informative lines one after the other', async () => {
    const id = await start();
    now += 1_000;
    expect(await send(typing('Reading', { streamType: 'informative', streamId: id, streamSequence: 4 }))).toMatchObject(
      { status: 202 },
    );
    expect(chat.shown()[0]?.informative).toBe('Reading');
  });

  it.each<[string, Json, RegExp]>([
    ['no text', typing(undefined, { streamSequence: 1 }), /include text/],
    ['empty text', typing('', { streamSequence: 1 }), /include text/],
    ['no number', typing('x', { streamType: 'streaming' }), /integer from 1/],
    ['a number in words', typing('x', { streamSequence: '1' }), /integer from 1/],
    ['a first number of 2', typing('x', { streamSequence: 2 }), /streamSequence 1/],
    ['an entity that lost its fields', typing('x', {}), /Only start streaming and continue streaming/],
    ['an end that is typing', typing('x', { streamType: 'final', streamId: '1' }), /Only start streaming/],
    ['a beginning that is a message', { ...typing('x', { streamSequence: 1 }), type: 'message' }, /Only end streaming/],
    ['an end without a stream', final('x', undefined), /streamId/],
    [
      'an end with a number',
      final('x', '1', { entities: [info({ streamType: 'final', streamId: '1', streamSequence: 3 })] }),
      /streamSequence/,
    ],
    [
      'two entities',
      typing('x', {}, { entities: [info({ streamSequence: 1 }), info({ streamSequence: 1 })] }),
      /one streaminfo/,
    ],
    [
      'no entity beside channelData',
      typing('x', {}, { entities: [], channelData: { streamType: 'streaming', streamSequence: 1 } }),
      /one streaminfo/,
    ],
    [
      'channelData that gainsays',
      typing('x', { streamSequence: 1 }, { channelData: { streamSequence: 2 } }),
      /channelData\.streamSequence/,
    ],
    [
      'an informative line of 1001 characters',
      typing('x'.repeat(1_001), { streamType: 'informative', streamSequence: 1 }),
      /1 kb/,
    ],
    [
      'an informative line of 1026 bytes',
      typing('ñ'.repeat(513), { streamType: 'informative', streamSequence: 1 }),
      /1 kb/,
    ],
    ['attachments', typing('x', { streamSequence: 1 }, { attachments: [attached(card())] }), /attachments/],
    [
      'suggested actions',
      typing('x', { streamSequence: 1 }, { suggestedActions: { actions: [] } }),
      /suggestedActions/,
    ],
    [
      'feedback buttons',
      typing('x', { streamSequence: 1 }, { channelData: { feedbackLoopEnabled: true } }),
      /Feedback/,
    ],
  ])('is refused with %s', async (_what, activity, words) => {
    expect(await send(activity)).toMatchObject({
      status: 400,
      body: { error: { code: 'BadRequest', message: expect.stringMatching(words) } },
    });
    expect(chat.shown()).toEqual([]);
  });

  it('takes an informative line of 1000 characters', async () => {
    await start('x'.repeat(1_000));
  });

  it('has no AI label before its end', async () => {
    const entities = [info({ streamSequence: 1 }), root({ additionalType: ['AIGeneratedContent'] })];
    expect(await send({ type: 'typing', text: 'x', entities })).toMatchObject({ status: 400 });
  });

  it('cannot go back to informative lines', async () => {
    const id = await start('One', 'streaming');
    now += 1_000;
    expect(await send(typing('Looking', { streamType: 'informative', streamId: id, streamSequence: 2 }))).toMatchObject(
      { status: 400 },
    );
  });

  it('cannot take back what it showed, not at its end either', async () => {
    const id = await start('One two', 'streaming');
    const contained = {
      status: 403,
      body: { error: { code, message: expect.stringContaining('previously streamed') } },
    };
    expect(await chunk(id, 'One tw', 2)).toMatchObject(contained);
    now += 1_500;
    expect(await send(final('Two', id))).toMatchObject(contained);
    expect(chat.shown()).toMatchObject([{ text: 'One two', state: 'streaming' }]);
  });

  it('drops what came late and says so with 202', async () => {
    const id = await start('One', 'streaming');
    await chunk(id, 'One two three', 3);
    expect(await chunk(id, 'One two', 2)).toMatchObject({
      status: 202,
      body: { error: { code: 'ContentStreamSequenceOrderPreConditionFailed' } },
    });
    expect(chat.shown()[0]?.text).toBe('One two three');
    expect(chat.violations).toHaveLength(1);
  });

  it('takes one request a second', async () => {
    const id = await start('One', 'streaming');
    now += 999;
    const early = await send(typing('One two', { streamId: id, streamSequence: 2 }));
    expect(early).toMatchObject({ status: 429, body: { error: { message: 'API calls quota exceeded' } } });
    expect(early.headers.get('retry-after')).toBe('1');
    now += 1;
    expect(await send(typing('One two', { streamId: id, streamSequence: 2 }))).toMatchObject({ status: 202 });
  });

  it('has two minutes', async () => {
    const id = await start('One', 'streaming');
    now += 118_500;
    expect(await chunk(id, 'One two', 2)).toMatchObject({ status: 202 });
    now += 1_000;
    expect(await send(final('One two.', id))).toMatchObject({
      status: 403,
      body: { error: { code, message: 'Content stream finished due to exceeded streaming time.' } },
    });
    expect(chat.shown()).toMatchObject([{ text: 'One two', state: 'out-of-time' }]);
  });

  it('ends when the person presses Stop, and what was shown stays', async () => {
    const id = await start('One', 'streaming');
    chat.pressStop();
    const stopped = { status: 403, body: { error: { code, message: 'Content stream was canceled by user.' } } };
    expect(await chunk(id, 'One two', 2)).toMatchObject(stopped);
    expect(await send(final('One two', id))).toMatchObject(stopped);
    expect(chat.shown()).toMatchObject([{ text: 'One', state: 'stopped' }]);
    expect(await send({ type: 'message', text: 'Stopped.' })).toMatchObject({ status: 201 });
  });

  it('is the only one of its conversation', async () => {
    await start();
    expect(await send(typing('Other', { streamSequence: 1 }))).toMatchObject({
      status: 403,
      body: { error: { code } },
    });
    expect(await post(teams, teams.chat(), typing('Other', { streamSequence: 1 }))).toMatchObject({ status: 201 });
  });

  it('is closed after its end', async () => {
    const id = await start('One', 'streaming');
    now += 1_000;
    await send(final('One.', id));
    const completed = { status: 403, body: { error: { code, message: expect.stringContaining('already completed') } } };
    expect(await chunk(id, 'One. Two', 2)).toMatchObject(completed);
    expect(await send(final('One. Two', id))).toMatchObject(completed);
    const { body } = await send({ type: 'message', text: 'Plain.' });
    expect(await chunk(body.id ?? '', 'Plain. More', 2)).toMatchObject(completed);
  });

  it('ends with words', async () => {
    const id = await start('One', 'streaming');
    now += 1_000;
    expect(await send(final('', id))).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
    expect(await send(final(undefined, id))).toMatchObject({ status: 400 });
  });

  it('is refused with 403 where it is too large, as streams are', async () => {
    const id = await start('x', 'streaming');
    expect(await chunk(id, 'x'.repeat(41_000), 2)).toMatchObject({
      status: 403,
      body: { error: { code, message: 'Message size too large' } },
    });
  });

  it('is unknown by another id', async () => {
    expect(await chunk('17', 'One', 2)).toMatchObject({
      status: 404,
      body: { error: { code: 'ActivityNotFoundInConversation' } },
    });
  });

  it('cannot be updated while it runs, and can be thereafter', async () => {
    const id = await start('One', 'streaming');
    const put = () => request(teams, 'PUT', `${activitiesOf(chat)}/${id}`, { type: 'message', text: 'New' });
    expect(await put()).toMatchObject({ status: 403 });
    now += 121_000;
    expect(await put()).toMatchObject({ status: 200 });
    expect(chat.shown()).toMatchObject([{ text: 'New', state: 'whole', edited: true }]);
  });
});

describe('where there are no streams', () => {
  it.each<[NoStreams, number, string]>([
    ['not-allowed', 403, code],
    ['not-enabled', 400, 'BadArgument'],
    ['method-not-allowed', 405, 'MethodNotAllowed'],
  ])('a channel and a group refuse: %s', async (how, status, error) => {
    const other = await startTeams({ streamsElsewhere: how });
    for (const place of [other.channel(), other.group()])
      expect(await post(other, place, typing('x', { streamSequence: 1 }))).toMatchObject({
        status,
        body: { error: { code: error } },
      });
    await other.close();
  });

  it('a chat refuses as long as a test says so', async () => {
    const allow = teams.forbidStreams('not-enabled');
    expect(await send(typing('x', { streamSequence: 1 }))).toMatchObject({
      status: 400,
      body: { error: { code: 'BadArgument' } },
    });
    allow();
    await start();
  });

  it('plain typing goes everywhere', async () => {
    for (const place of [chat, teams.channel(), teams.group()])
      expect(await post(teams, place, { type: 'typing' })).toMatchObject({ status: 202 });
    expect(chat.shown()).toEqual([]);
  });
});
