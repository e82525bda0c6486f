import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import type { Conversation, FakeTeams } from '../../fixtures/teams/teams-api.ts';
import { type PlainBot, startPlainBot } from './plain-bot.ts';
import { message, post } from './posts.ts';

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

describe('what people do reaches the bot as Teams sends it', () => {
  it('a message in a chat', async () => {
    const { status, took, activity } = await chat.say('May we lend?', { locale: 'es-ES' });
    expect([status, took > 0, activity]).toEqual([200, true, latest()]);
    expect(latest()).toEqual({
      type: 'message',
      id: String(now),
      text: 'May we lend?',
      textFormat: 'plain',
      timestamp: '2026-07-02T09:00:00.000Z',
      localTimestamp: '2026-07-02T11:00:00.000+02:00',
      localTimezone: 'Europe/Madrid',
      locale: 'es-ES',
      serviceUrl: teams.serviceUrl,
      channelId: 'msteams',
      from: { id: chat.person.id, name: 'Ana Ruiz', aadObjectId: chat.person.aadObjectId },
      recipient: { id: `28:${teams.appId}`, name: 'Compliance Desk' },
      conversation: { conversationType: 'personal', tenantId: teams.tenant, id: chat.id },
      attachments: [{ contentType: 'text/html', content: '<p>May we lend?</p>' }],
      entities: [
        { type: 'clientInfo', locale: 'es-ES', country: 'ES', platform: 'Windows', timezone: 'Europe/Madrid' },
      ],
      channelData: { tenant: { id: teams.tenant } },
    });
    expect(chat.shown()).toMatchObject([{ from: chat.person, text: 'May we lend?' }]);
  });

  it('a mention in a channel, in a thread of its own, and an answer in that thread', async () => {
    const channel = teams.channel();
    const [ana, luis] = channel.members;
    const first = await channel.say('ask <at>Luis Vega</at> too', { mention: true, mentions: luis ? [luis] : [] });
    const root = first.activity['id'];
    expect(latest()).toMatchObject({
      text: '<at>Compliance Desk</at>&nbsp;ask <at>Luis Vega</at> too',
      conversation: {
        isGroup: true,
        conversationType: 'channel',
        id: `${channel.id};messageid=${root}`,
        tenantId: teams.tenant,
      },
      channelData: {
        teamsChannelId: channel.id,
        teamsTeamId: '19:Compliance@thread.tacv2',
        channel: { id: channel.id },
        team: { id: '19:Compliance@thread.tacv2', name: 'Compliance' },
        tenant: { id: teams.tenant },
      },
      entities: [
        { type: 'mention', mentioned: { id: teams.botId, name: 'Compliance Desk' }, text: '<at>Compliance Desk</at>' },
        { type: 'mention', mentioned: { id: luis?.id, name: 'Luis Vega' }, text: '<at>Luis Vega</at>' },
        { type: 'clientInfo' },
      ],
    });
    await channel.say('and me', { from: luis ?? chat.person, replyTo: String(root) });
    expect(latest()).toMatchObject({
      from: { name: 'Luis Vega' },
      replyToId: root,
      conversation: { id: `${channel.id};messageid=${root}` },
    });
    expect(channel.shown().map(({ thread }) => thread)).toEqual([root, root]);
    expect(ana?.name).toBe('Ana Ruiz');
  });

  it('a group chat', async () => {
    const group = teams.group({ name: 'Lending' });
    await group.say('hello', { mention: true });
    expect(latest()).toMatchObject({
      conversation: { isGroup: true, conversationType: 'groupChat', id: group.id, name: 'Lending' },
    });
    expect(group.id).toMatch(/^19:[0-9a-f]{32}@thread\.v2$/);
  });

  it('a guest, in the tenant that invited', async () => {
    const guest = teams.chat({ person: teams.person('Eva Sol', { tenant: 'other', guest: true }) });
    await guest.say('hello');
    expect(latest()).toMatchObject({
      conversation: { tenantId: teams.tenant },
      channelData: { tenant: { id: teams.tenant } },
    });
  });

  it('somebody of another tenant', async () => {
    await teams.chat({ tenant: 'other' }).say('hello');
    expect(latest()).toMatchObject({ conversation: { tenantId: 'other' }, channelData: { tenant: { id: 'other' } } });
  });

  it('the same activity again, byte for byte', async () => {
    const said = await chat.say('once');
    await chat.resend(said);
    expect(bot.arrived).toHaveLength(2);
    expect(bot.arrived[1]?.activity).toEqual(bot.arrived[0]?.activity);
    expect(chat.shown()).toHaveLength(1);
  });

  it('anything a test wants otherwise', async () => {
    await chat.say('x', { changed: { from: undefined, channelData: { tenant: { id: 'other' } } } });
    expect(latest()).not.toHaveProperty('from');
    expect(latest()).toMatchObject({ channelData: { tenant: { id: 'other' } } });
    await teams.postRaw('{"type":"message"}');
    expect(latest()).toEqual({ type: 'message' });
  });

  it('installing and removing the app', async () => {
    await chat.install();
    expect(bot.arrived.map(({ activity }) => activity)).toMatchObject([
      { type: 'conversationUpdate', membersAdded: [{ id: teams.botId }] },
      { type: 'installationUpdate', action: 'add' },
    ]);
    await chat.uninstall();
    expect(bot.arrived).toHaveLength(3);
    expect(latest()).toMatchObject({ type: 'installationUpdate', action: 'remove' });
    expect(await post(teams, chat, message())).toMatchObject({ status: 403 });
    const channel = teams.channel();
    await channel.install();
    expect(latest()).toMatchObject({
      channelData: { settings: { selectedChannel: { id: channel.id } }, team: { name: 'Compliance' } },
    });
    await channel.uninstall();
    expect(bot.arrived.at(-2)?.activity).toMatchObject({
      membersRemoved: [{ id: teams.botId }],
      channelData: { eventType: 'teamMemberRemoved' },
    });
  });

  it('members, edits, deletions and reactions', async () => {
    const group = teams.group();
    const eva = teams.person('Eva Sol');
    await group.addMembers([eva]);
    expect(latest()).toMatchObject({
      type: 'conversationUpdate',
      membersAdded: [{ id: eva.id, aadObjectId: eva.aadObjectId }],
    });
    const id = String((await group.say('first')).activity['id']);
    await group.edit(id, 'second');
    expect(latest()).toMatchObject({
      type: 'messageUpdate',
      id,
      text: 'second',
      channelData: { eventType: 'editMessage' },
    });
    await group.react(id, 'like');
    expect(latest()).toMatchObject({ type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: id });
    expect(group.shown()).toMatchObject([{ text: 'second', edited: true }]);
    await group.remove(id);
    expect(latest()).toMatchObject({ type: 'messageDelete', id, channelData: { eventType: 'softDeleteMessage' } });
    expect(group.shown()).toEqual([]);
    await expect(group.edit(id, 'x')).rejects.toThrow('There is no message');
  });

  it('the submit of a card, which is no message to see', async () => {
    await chat.say('', { value: { topic: 'lending' } });
    expect(latest()).toMatchObject({ type: 'message', value: { topic: 'lending' } });
    expect(latest()).not.toHaveProperty('text');
    expect(chat.shown()).toEqual([]);
  });
});

describe('the token that comes with it', () => {
  it('is one of the Bot Framework for this bot and this service', async () => {
    await chat.say('x');
    const token = bot.arrived[0]?.authorization?.replace('Bearer ', '') ?? '';
    const metadata = (await (await fetch(teams.openIdMetadataUrl)).json()) as { jwks_uri: string; issuer: string };
    const { keys } = (await (await fetch(metadata.jwks_uri)).json()) as {
      keys: { kid: string; endorsements: string[] }[];
    };
    expect(metadata.issuer).toBe('https://api.botframework.com');
    expect(keys.find(({ kid }) => kid === decodeProtectedHeader(token).kid)?.endorsements).toContain('msteams');
    expect(decodeJwt(token)).toMatchObject({ aud: teams.appId, iss: metadata.issuer, serviceurl: teams.serviceUrl });
  });

  it('is missing where a test says so', async () => {
    await chat.say('x', { authorization: null });
    expect(bot.arrived[0]?.authorization).toBeUndefined();
  });
});

describe('waiting', () => {
  it('ends with what came', async () => {
    const waiting = chat.waitFor((seen) => seen.shown().find(({ text }) => text === 'Late'));
    await post(teams, chat, message({ text: 'Late' }));
    expect(await waiting).toMatchObject({ from: 'bot', text: 'Late' });
  });

  it('gives an answer to a question', async () => {
    bot.answer = async () => {
      await post(teams, chat, message({ text: 'Yes.' }));
      return { status: 200 };
    };
    expect(await chat.ask('May we?')).toMatchObject({ text: 'Yes.' });
    bot.answer = () => ({ status: 500 });
    await expect(chat.ask('May we?')).rejects.toThrow('with 500');
  });

  it('ends with what there is where nothing came', async () => {
    await post(teams, chat, message({ text: 'Other' }));
    await expect(chat.waitFor(() => false, 20)).rejects.toThrow(/Nothing came in 20 ms.*Other/);
    await expect(teams.waitFor(() => undefined, 20)).rejects.toThrow('Nothing came');
  });
});
