import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import type { Json } from '../../fixtures/teams/json.ts';
import type { Conversation, FakeTeams } from '../../fixtures/teams/teams-api.ts';
import { type PlainBot, startPlainBot } from './plain-bot.ts';
import { attached, card, message, post } from './posts.ts';

let teams: FakeTeams;
let bot: PlainBot;
let chat: Conversation;
const now = Date.UTC(2026, 6, 2, 9);
beforeEach(async () => {
  bot = await startPlainBot();
  teams = await startTeams({ bot: bot.url, now: () => now });
  chat = teams.chat();
});
afterEach(() => Promise.all([teams.close(), bot.close()]));

const latest = () => bot.arrived.at(-1)?.activity ?? {};
const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';

async function posted(conversation: Conversation, activity: Json): Promise<string> {
  const { status, body } = await post(teams, conversation, activity);
  expect(status).toBe(201);
  return body.id ?? '';
}

describe('invokes', () => {
  it('of the message extension', async () => {
    const result = { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } };
    bot.answer = () => ({ status: 200, body: result });
    expect(await chat.query('searchProvisions', { query: 'capital' }, { skip: 25 })).toMatchObject({
      status: 200,
      body: result,
    });
    expect(latest()).toMatchObject({
      type: 'invoke',
      id: expect.stringMatching(/^f:/),
      name: 'composeExtension/query',
      value: {
        commandId: 'searchProvisions',
        parameters: [{ name: 'query', value: 'capital' }],
        queryOptions: { skip: 25, count: 25 },
      },
    });
    await chat.selectItem({ act: 'lantern' });
    expect(latest()).toMatchObject({ name: 'composeExtension/selectItem', value: { act: 'lantern' } });
    expect(chat.violations).toEqual([]);
    const marked = { html: '<p>We lend.</p>', from: chat.person };
    bot.answer = () => ({ status: 200, body: { task: { type: 'message', value: 'Done.' } } });
    await chat.fetchTask('checkText', marked);
    expect(latest()).toMatchObject({
      name: 'composeExtension/fetchTask',
      value: {
        commandId: 'checkText',
        commandContext: 'message',
        messagePayload: {
          body: { contentType: 'html', content: '<p>We lend.</p>' },
          from: { user: { id: chat.person.aadObjectId, displayName: 'Ana Ruiz' } },
        },
      },
    });
    await chat.submitTask('checkText', { language: 'es' }, marked);
    expect(latest()).toMatchObject({ name: 'composeExtension/submitAction', value: { data: { language: 'es' } } });
    expect(chat.violations).toEqual([]);
  });

  const executing = (more: Json = {}): Json =>
    message({
      attachments: [
        attached(
          card({ actions: [{ type: 'Action.Execute', title: 'Do', verb: 'confirm', data: { key: 'k1' } }], ...more }),
        ),
      ],
    });

  it('of a card: the data with the inputs, and a card for that person alone', async () => {
    const group = teams.group();
    const [ana, luis] = group.members;
    const id = await posted(group, executing());
    const done = card({ body: [{ type: 'TextBlock', text: 'Done by Ana' }] });
    bot.answer = () => ({ status: 200, body: { statusCode: 200, type: ADAPTIVE, value: done } });
    await group.execute(id, 'confirm', { reason: 'because' });
    expect(latest()).toMatchObject({
      name: 'adaptiveCard/action',
      replyToId: id,
      value: {
        action: { type: 'Action.Execute', verb: 'confirm', title: 'Do', data: { key: 'k1', reason: 'because' } },
        trigger: 'manual',
      },
    });
    expect(group.shown(ana)[0]?.card).toEqual(done);
    expect(group.shown(luis)[0]?.card).not.toEqual(done);
    await expect(group.execute(id, 'other', {}, luis ? { from: luis } : {})).rejects.toThrow(
      "no Action.Execute 'other'",
    );
    await expect(group.execute(id, 'confirm')).rejects.toThrow('no Action.Execute');
  });

  it('of a card that refreshes for those that it names', async () => {
    const refresh = (id: string) => ({
      action: { type: 'Action.Execute', verb: 'look', data: { key: 'k1' } },
      userIds: [id],
    });
    const id = await posted(chat, executing({ refresh: refresh(chat.person.id) }));
    await chat.refresh(id);
    expect(latest()).toMatchObject({ value: { action: { verb: 'look' }, trigger: 'automatic' } });
    const other = await posted(chat, executing({ refresh: refresh('29:1other') }));
    await expect(chat.refresh(other)).rejects.toThrow('does not refresh');
    await expect(chat.execute(id, 'look')).rejects.toThrow('no Action.Execute');
  });

  it('whose answer a client cannot show are told of', async () => {
    const id = await posted(chat, executing());
    const wrong: readonly (readonly [unknown, RegExp])[] = [
      [undefined, /statusCode/],
      [{ statusCode: 200, type: 'text', value: 'x' }, /no answer/],
      [{ statusCode: 200, type: ADAPTIVE, value: card({ version: '1.6' }) }, /newer/],
      [{ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' }, /words/],
      [{ statusCode: 400, type: 'application/vnd.microsoft.error', value: 'x' }, /code and message/],
    ];
    for (const [body, words] of wrong) {
      bot.answer = () => ({ status: 200, body });
      await chat.execute(id, 'confirm').catch(() => chat.invoke('adaptiveCard/action', {}));
      expect(chat.violations.at(-1)).toMatchObject({ code: 'InvokeReply', message: expect.stringMatching(words) });
    }
    bot.answer = () => ({
      status: 200,
      body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [attached(card())] } },
    });
    await chat.query('x', {});
    expect(chat.violations.at(-1)?.message).toContain('no preview');
  });

  it('of feedback, where there are buttons', async () => {
    const id = await posted(chat, message({ channelData: { feedbackLoop: { type: 'default' } } }));
    await chat.feedback(id, 'dislike', 'Too long');
    expect(latest()).toMatchObject({
      name: 'message/submitAction',
      replyToId: id,
      value: { actionName: 'feedback', actionValue: { reaction: 'dislike', feedback: '{"feedbackText":"Too long"}' } },
    });
    await expect(chat.feedback(await posted(chat, message()), 'like')).rejects.toThrow('no feedback buttons');
  });

  it('of signing in', async () => {
    await chat.tokenExchange({ id: '1', connectionName: 'desk', token: 'x' });
    expect(latest()).toMatchObject({
      name: 'signin/tokenExchange',
      value: { id: '1', connectionName: 'desk', token: 'x' },
    });
    await chat.verifyState('123456');
    expect(latest()).toMatchObject({ name: 'signin/verifyState', value: { state: '123456' } });
    await chat.signInFailure('resourcematchfailed', 'No match');
    expect(latest()).toMatchObject({
      name: 'signin/failure',
      value: { code: 'resourcematchfailed', message: 'No match' },
    });
  });
});

describe('files', () => {
  it('of a person are read once without a token', async () => {
    const file = teams.file('policy.md', Buffer.from('# Lending'));
    await chat.say('Read this', { attachments: file.attachments });
    expect(latest()['attachments']).toMatchObject([
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name: 'policy.md',
        content: { downloadUrl: file.downloadUrl, fileType: 'md' },
      },
      { contentType: 'text/html' },
    ]);
    const read = await fetch(file.downloadUrl);
    expect([read.status, await read.text(), file.downloads()]).toEqual([200, '# Lending', 1]);
    expect((await fetch(file.downloadUrl)).status).toBe(401);
    expect((await fetch(teams.file('late.md', Buffer.from('x'), { tooLate: true }).downloadUrl)).status).toBe(401);
    expect((await fetch(`${teams.url}/files/other`)).status).toBe(404);
  });

  const consent = message({
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.card.file.consent',
        name: 'pack.zip',
        content: {
          description: 'A pack',
          sizeInBytes: 4,
          acceptContext: { pack: 'p1' },
          declineContext: { pack: 'no' },
        },
      },
    ],
  });
  const put = (url: string, range: string, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'PUT', body: 'pack', headers: { 'content-range': range, ...headers } });

  it('of the bot are uploaded after a consent, in one part and without a token', async () => {
    const id = await posted(chat, consent);
    await chat.consent(id, 'accept');
    expect(latest()).toMatchObject({
      name: 'fileConsent/invoke',
      value: {
        type: 'fileUpload',
        action: 'accept',
        context: { pack: 'p1' },
        uploadInfo: { name: 'pack.zip', fileType: 'zip' },
      },
    });
    const { uploadUrl } = (latest()['value'] as { uploadInfo: { uploadUrl: string } }).uploadInfo;
    expect((await put(uploadUrl, 'bytes 0-2/4')).status).toBe(416);
    expect((await put(uploadUrl, 'bytes 0-3/4', { authorization: 'Bearer x' })).status).toBe(401);
    expect((await put(uploadUrl, 'bytes 0-3/4')).status).toBe(201);
    expect((await put(uploadUrl, 'bytes 0-3/4')).status).toBe(404);
    expect(teams.uploads.map(({ bytes }) => bytes.toString())).toEqual(['pack']);
  });

  it('of the bot have no address where the person declines', async () => {
    await chat.consent(await posted(chat, consent), 'decline');
    expect(latest()).toMatchObject({ value: { action: 'decline', context: { pack: 'no' } } });
    expect(latest()['value']).not.toHaveProperty('uploadInfo');
    await expect(chat.consent(await posted(chat, message()), 'accept')).rejects.toThrow('no consent card');
  });
});
