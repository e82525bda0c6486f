import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import { SendRates } from '../../fixtures/teams/send-rates.ts';
import type { Conversation, FakeTeams, Person } from '../../fixtures/teams/teams-api.ts';
import { activitiesOf, message, type Posted, post, request } from './posts.ts';

let teams: FakeTeams;
let chat: Conversation;
let channel: Conversation;
let now: number;
beforeEach(async () => {
  now = Date.UTC(2026, 10, 2, 9);
  teams = await startTeams({ now: () => now });
  [chat, channel] = [teams.chat(), teams.channel()];
});
afterEach(() => teams.close());

const refused = (status: number, code: string) => ({ status, body: { error: { code, message: expect.any(String) } } });

describe('a token', () => {
  it.each<[string, (teams: FakeTeams) => string]>([
    ['none', () => ''],
    ['no JWT', () => 'Bearer x'],
    ['another scheme', (peer) => `Basic ${peer.botToken()}`],
    ['for another audience', (peer) => `Bearer ${peer.botToken({ aud: 'https://graph.microsoft.com' })}`],
    ['of another issuer', (peer) => `Bearer ${peer.botToken({ iss: 'https://sts.windows.net/other/' })}`],
    ['that is past', (peer) => `Bearer ${peer.botToken({ exp: 1 })}`],
    ['that is not yet', (peer) => `Bearer ${peer.botToken({ nbf: 4_000_000_000 })}`],
    ['of Teams itself', (peer) => `Bearer ${peer.tokenFor()}`],
    [
      'with altered claims',
      (peer) => `Bearer ${peer.botToken().replace(/\.[^.]+\./, `.${Buffer.from('{}').toString('base64url')}.`)}`,
    ],
  ])('%s is refused', async (_what, authorization) => {
    const answer = await request(teams, 'POST', activitiesOf(chat), message(), { authorization: authorization(teams) });
    expect(answer).toMatchObject(refused(401, 'Unauthorized'));
    expect(chat.shown()).toEqual([]);
  });

  it.each([{ appid: 'other' }, { tid: 'other' }])('of a bot that is not registered is refused: %j', async (claims) => {
    const authorization = `Bearer ${teams.botToken(claims)}`;
    expect(await request(teams, 'POST', activitiesOf(chat), message(), { authorization })).toMatchObject(
      refused(401, 'BotNotRegistered'),
    );
  });

  const asked = (form: Record<string, string>, tenant = teams.tenant) =>
    fetch(`${teams.loginUrl}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: teams.appId,
        client_secret: teams.appPassword,
        scope: 'https://api.botframework.com/.default',
        ...form,
      }),
    });

  it('is given for the secret, and opens the connector', async () => {
    const response = await asked({});
    const { access_token, token_type, expires_in } = (await response.json()) as Record<string, unknown>;
    expect([response.status, token_type, expires_in]).toEqual([200, 'Bearer', 3_599]);
    const headers = { authorization: `Bearer ${access_token}` };
    expect(await request(teams, 'POST', activitiesOf(chat), message(), headers)).toMatchObject({ status: 201 });
  });

  it.each<[string, Record<string, string>, string, number]>([
    ['a wrong secret', { client_secret: 'other' }, 'invalid_client', 401],
    ['another application', { client_id: 'other' }, 'unauthorized_client', 400],
    ['another scope', { scope: 'https://graph.microsoft.com/.default' }, 'invalid_scope', 400],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type', 400],
  ])('is not given for %s', async (_what, form, error, status) => {
    const response = await asked(form);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error });
  });

  it('is not given by another tenant', async () => {
    expect((await asked({}, 'botframework.com')).status).toBe(400);
  });
});

describe('a conversation', () => {
  it('that is not there is not found', async () => {
    expect(await request(teams, 'POST', activitiesOf({ id: 'a:1other' }), message())).toMatchObject(
      refused(404, 'ConversationNotFound'),
    );
  });

  it('without the app takes nothing, and takes again after an install', async () => {
    const other = teams.chat({ person: teams.person('Luis'), installed: false });
    expect(await post(teams, other, message())).toMatchObject(refused(403, 'BotNotInConversationRoster'));
    expect(await request(teams, 'GET', `conversations/${other.id}/members`)).toMatchObject({ status: 403 });
    await other.install().catch(() => undefined);
    expect(await post(teams, other, message())).toMatchObject({ status: 201 });
  });

  it('takes a reply to what was said in it and to nothing else', async () => {
    const { body } = await post(teams, chat, message());
    expect(await request(teams, 'POST', `${activitiesOf(chat)}/${body.id}`, message())).toMatchObject({ status: 201 });
    expect(await request(teams, 'POST', `${activitiesOf(chat)}/17`, message())).toMatchObject(
      refused(404, 'ActivityNotFoundInConversation'),
    );
  });

  it('of a channel keeps threads', async () => {
    const { body } = await post(teams, channel, message({ text: 'Root' }));
    await request(teams, 'POST', activitiesOf(channel, body.id), message({ text: 'Below' }));
    await request(teams, 'POST', `${activitiesOf(channel)}/${body.id}`, message({ text: 'Also below' }));
    await post(teams, channel, message({ text: 'Another' }));
    expect(channel.shown().map(({ text, thread }) => [text, thread === body.id])).toEqual([
      ['Root', true],
      ['Below', true],
      ['Also below', true],
      ['Another', false],
    ]);
    expect(await request(teams, 'POST', activitiesOf(channel, '17'), message())).toMatchObject({ status: 404 });
  });

  it('shows an update in place of the message, and not what was deleted', async () => {
    const [first, second] = [await post(teams, chat, message()), await post(teams, chat, message({ text: 'Two' }))];
    expect(
      await request(teams, 'PUT', `${activitiesOf(chat)}/${first.body.id}`, message({ text: 'New' })),
    ).toMatchObject({
      status: 200,
      body: { id: first.body.id },
    });
    expect(await request(teams, 'DELETE', `${activitiesOf(chat)}/${second.body.id}`)).toMatchObject({ status: 200 });
    expect(chat.shown()).toMatchObject([{ id: first.body.id, text: 'New', edited: true }]);
    for (const method of ['PUT', 'DELETE'])
      expect(await request(teams, method, `${activitiesOf(chat)}/${second.body.id}`, message())).toMatchObject(
        refused(404, 'ActivityNotFoundInConversation'),
      );
    expect(await request(teams, 'PUT', `${activitiesOf(chat)}/${first.body.id}`, { type: 'message' })).toMatchObject({
      status: 400,
    });
  });

  it("lets nobody change a person's message", async () => {
    teams.bot = `${teams.url}/nobody`;
    const { activity } = await chat.say('Mine');
    for (const method of ['PUT', 'DELETE'])
      expect(await request(teams, method, `${activitiesOf(chat)}/${activity['id']}`, message())).toMatchObject(
        refused(403, 'NotEnoughPermissions'),
      );
  });

  it.each<[string, string, string]>([
    ['no JSON', '{"type":', 'BadSyntax'],
    ['a list', '[]', 'BadSyntax'],
  ])('takes no %s', async (_what, body, code) => {
    expect(await request(teams, 'POST', activitiesOf(chat), body)).toMatchObject(refused(400, code));
  });

  it('of a name that is no name is refused, and nothing breaks', async () => {
    expect((await request(teams, 'POST', 'conversations/%E0%A4%A/activities', message())).status).toBe(400);
    expect(await post(teams, chat, message())).toMatchObject({ status: 201 });
  });

  it('takes JSON alone, and has no other operations', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect(await request(teams, 'POST', activitiesOf(chat), message(), headers)).toMatchObject({ status: 415 });
    expect(await request(teams, 'PATCH', activitiesOf(chat), message())).toMatchObject({ status: 404 });
    expect(await request(teams, 'PUT', activitiesOf(chat), message())).toMatchObject({ status: 404 });
    expect(await request(teams, 'POST', `conversations/${chat.id}/attachments`, {})).toMatchObject({ status: 404 });
  });
});

describe('rates', () => {
  const sends = async (count: number): Promise<readonly Posted[]> => {
    const answers: Posted[] = [];
    for (let sent = 0; sent < count; sent += 1) answers.push(await post(teams, chat, message()));
    return answers;
  };
  const codes = (answers: readonly Posted[]) => answers.map(({ status }) => status);

  it('are 7 in a second and 8 in two, to each conversation', async () => {
    expect(codes(await sends(8))).toEqual([...Array(7).fill(201), 429]);
    now += 1_000;
    const [eighth, ninth] = await sends(2);
    expect([eighth?.status, ninth?.status]).toEqual([201, 429]);
    expect(ninth?.headers.get('retry-after')).toBe('1');
    expect(ninth?.body.error).toEqual({ code: 'Throttled', message: 'Too many requests.' });
    expect(await post(teams, channel, message())).toMatchObject({ status: 201 });
    now += 1_000;
    expect(codes(await sends(1))).toEqual([201]);
  });

  it('are 60 in half a minute; the time to wait is what is left of it', async () => {
    for (let second = 0; second < 12; second += 1) {
      expect(codes(await sends(5))).toEqual(Array(5).fill(201));
      now += 2_000;
    }
    const [over] = await sends(1);
    expect([over?.status, over?.headers.get('retry-after')]).toEqual([429, '6']);
    now += 6_000;
    expect(codes(await sends(1))).toEqual([201]);
  });

  it('are 1800 in an hour', () => {
    const rates = new SendRates(teams.limits.perConversation, () => now);
    for (let sent = 0; sent < 1_800; sent += 1) {
      rates.take('a');
      now += 900;
    }
    now += 900;
    expect(() => rates.take('a')).toThrow('Too many requests.');
    rates.take('b');
    now += 3_600_000 - 1_800 * 900;
    rates.take('a');
  });

  it('count threads of a channel together, updates and deletions too', async () => {
    const { body } = await post(teams, channel, message());
    for (let more = 0; more < 6; more += 1)
      await request(teams, 'PUT', `${activitiesOf(channel)}/${body.id}`, message());
    expect(await request(teams, 'POST', activitiesOf(channel, body.id), message())).toMatchObject({ status: 429 });
  });
});

describe('proactive', () => {
  const create = (more: object, person: Person = chat.person) =>
    request(teams, 'POST', 'conversations', {
      isGroup: false,
      bot: { id: teams.botId },
      members: [{ id: person.id }],
      tenantId: teams.tenant,
      ...more,
    });

  it('gives the chat that there is, with a first message or without', async () => {
    expect(await create({})).toMatchObject({ status: 201, body: { id: chat.id } });
    expect(await create({ activity: message({ text: 'Alert' }) })).toMatchObject({
      status: 201,
      body: { id: chat.id },
    });
    expect(chat.shown()).toMatchObject([{ text: 'Alert', from: 'bot' }]);
  });

  it('knows people by their object id as well', async () => {
    expect(await create({ members: [{ id: chat.person.aadObjectId }] })).toMatchObject({ status: 201 });
  });

  it.each<[string, object, number, string]>([
    ['nobody', { members: [] }, 400, 'BadSyntax'],
    ['two people', { members: [{ id: 'a' }, { id: 'b' }] }, 400, 'BadSyntax'],
    ['a group', { isGroup: true }, 400, 'BadSyntax'],
    ['somebody unknown', { members: [{ id: '29:1other' }] }, 400, 'BadArgument'],
    ['somebody of another tenant', { tenantId: 'other' }, 400, 'BadArgument'],
  ])('is refused with %s', async (_what, more, status, code) => {
    expect(await create(more)).toMatchObject(refused(status, code));
  });

  it('is refused where the person has no app', async () => {
    expect(await create({}, teams.person('Luis'))).toMatchObject(refused(403, 'ForbiddenOperationException'));
  });

  it('begins a thread in a channel', async () => {
    const body = { isGroup: true, channelData: { channel: { id: channel.id } }, activity: message({ text: 'Alert' }) };
    const answer = await request(teams, 'POST', 'conversations', body);
    const [shown] = channel.shown();
    expect(answer).toMatchObject({
      status: 201,
      body: { id: `${channel.id};messageid=${shown?.id}`, activityId: shown?.id },
    });
  });
});

describe('rosters', () => {
  it('come in pages, with guests named as guests', async () => {
    const people = Array.from({ length: 5 }, (_, index) => teams.person(`Person ${index}`, { guest: index === 4 }));
    const group = teams.group({ people });
    const path = `conversations/${encodeURIComponent(group.id)}/pagedmembers?pageSize=2`;
    const members: { name: string; userRole: string }[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      const { body } = await request(teams, 'GET', `${path}${token === '' ? '' : `&continuationToken=${token}`}`);
      const page = body as { members: typeof members; continuationToken?: string };
      members.push(...page.members);
      token = page.continuationToken;
    }
    expect(members.map(({ name }) => name)).toEqual(people.map(({ name }) => name));
    expect(members.map(({ userRole }) => userRole)).toEqual(['user', 'user', 'user', 'user', 'guest']);
    expect(await request(teams, 'GET', `${path}&continuationToken=x`)).toMatchObject({ status: 400 });
  });

  it('name one member, by either id', async () => {
    const members = `conversations/${chat.id}/members`;
    for (const id of [chat.person.id, chat.person.aadObjectId])
      expect(await request(teams, 'GET', `${members}/${id}`)).toMatchObject({
        status: 200,
        body: {
          id: chat.person.id,
          aadObjectId: chat.person.aadObjectId,
          tenantId: teams.tenant,
          email: chat.person.email,
        },
      });
    expect(await request(teams, 'GET', `${members}/29:1other`)).toMatchObject(
      refused(404, 'MemberNotFoundInConversation'),
    );
    expect((await request(teams, 'GET', members)).body).toHaveLength(1);
  });

  it('name the channels of a team', async () => {
    teams.channel({ name: 'Alerts' });
    const team = encodeURIComponent('19:Compliance@thread.tacv2');
    expect(await request(teams, 'GET', `teams/${team}`)).toMatchObject({ status: 200, body: { channelCount: 2 } });
    const { body } = await request(teams, 'GET', `teams/${team}/conversations`);
    expect(body).toMatchObject({ conversations: [{ name: 'General' }, { name: 'Alerts' }] });
  });
});
