import { describe, expect, it } from 'vitest';
import type { TokenOverrides } from '../fixtures/teams/teams-api.ts';
import { refusingDesk } from './hosting-refusing-desk.ts';
import { asTeams, messageOf, refused } from './hosting-requests.ts';

const ELSEWHERE = '99999999-9999-4999-8999-999999999999';

const on = refusingDesk();

describe('whose it is', () => {
  it('is 403 where the data of the channel names another tenant, and recorded where the conversation is', async () => {
    refused(
      await on.postJson(messageOf(on.desk, on.chat, { channelData: { tenant: { id: ELSEWHERE } } })),
      403,
      'not_permitted',
    );
    on.recorded('two tenants');
  });

  it('is 403 where the conversation names another tenant, and recorded in none', async () => {
    const conversation = { id: on.chat.id, conversationType: 'personal', tenantId: ELSEWHERE };
    refused(await on.postJson(messageOf(on.desk, on.chat, { conversation })), 403, 'not_permitted');
    on.recorded('two tenants', { tenant: 'unknown' });
  });

  it('records a few such refusals of a minute, and counts the others', async () => {
    const conversation = { id: on.chat.id, conversationType: 'personal', tenantId: ELSEWHERE };
    for (let time = 0; time < 30; time += 1) await on.postJson(messageOf(on.desk, on.chat, { conversation }));
    expect(on.bodies()).toHaveLength(20);
    on.nextMinute();
    await on.postJson(messageOf(on.desk, on.chat, { conversation }));
    expect(on.bodies()).toContainEqual({ what: 'teams', more: 10 });
  });

  it.each([
    'file:///etc/hostname',
    'http://evil.example/',
    'https://user:password@smba.example/teams/',
    'https://user@smba.example/teams/',
    'ftp://smba.example/',
    'javascript:alert(1)',
    '//smba.example/',
    'smba.example',
    '',
    `https://smba.example/${'x'.repeat(2_000)}`,
  ])('is 400 with an answer to go to %s, whatever the token says', async (serviceUrl) => {
    const headers = asTeams(on.desk, { authorization: `Bearer ${on.desk.teams.tokenFor({ serviceUrl })}` });
    refused(await on.postJson(messageOf(on.desk, on.chat, { serviceUrl }), headers), 400, 'invalid_input');
  });

  it.each(['https://evil.example/', 'http://127.0.0.1:9/'])('is 401 with an answer to go to %s', async (serviceUrl) => {
    refused(await on.postJson(messageOf(on.desk, on.chat, { serviceUrl })), 401, 'not_signed_in');
    on.knocked('ServiceUrl');
  });

  const wrong: readonly (readonly [string, TokenOverrides])[] = [
    ['of a key that nobody publishes', { key: 'unpublished' }],
    ['of a key for other channels', { key: 'unendorsed' }],
    ['signed by another key than it names', { key: 'mismatched' }],
    ['that has ended', { expiresIn: -600 }],
    ['that does not hold yet', { notBeforeIn: 3_600 }],
    ['for another bot', { claims: { aud: '00000000-0000-4000-8000-000000000000' } }],
    ['for nobody', { claims: { aud: undefined } }],
    ['for several', { claims: { aud: ['a', 'b'] } }],
    ['of somebody else', { claims: { iss: 'https://sts.example/' } }],
    ['of nobody', { claims: { iss: undefined } }],
    ['for another service', { serviceUrl: 'https://evil.example/' }],
    ['for no service', { claims: { serviceurl: undefined } }],
    ['without a signature', { header: { alg: 'none' } }],
    ['signed as if the key were a secret', { header: { alg: 'HS256' } }],
    ['that names no key', { header: { kid: undefined } }],
  ];
  it.each(wrong)('is 401 with a token %s', async (_what, token) => {
    const headers = asTeams(on.desk, { authorization: `Bearer ${on.desk.teams.tokenFor(token)}` });
    const got = await on.postJson(messageOf(on.desk, on.chat), headers);
    refused(got, 401, 'not_signed_in');
    expect(got.headers['www-authenticate']).toBe('Bearer');
    on.knocked('teams: ');
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['blanks', '   '],
    ['a name and a password', 'Basic YTpi'],
    ['no token', 'Bearer'],
    ['a word', 'Bearer x'],
    ['three words', 'Bearer a.b.c'],
    ['two tokens', 'Bearer a.b.c d.e.f'],
    ['something long', `Bearer ${'a'.repeat(8_000)}`],
  ])('is 401 with %s for a token', async (_what, authorization) => {
    const { authorization: _left, ...headers } = asTeams(on.desk);
    const given = authorization === undefined ? headers : { ...headers, authorization };
    refused(await on.postJson(messageOf(on.desk, on.chat), given as ReturnType<typeof asTeams>), 401, 'not_signed_in');
    on.knocked(/no token|teams: /);
  });

  it('is 401 with the token that the bot itself sends with', async () => {
    const headers = asTeams(on.desk, { authorization: `Bearer ${on.desk.teams.botToken()}` });
    refused(await on.postJson(messageOf(on.desk, on.chat), headers), 401, 'not_signed_in');
  });
});

describe('what nobody here knows', () => {
  it.each(['signin/nonsense', 'composeExtension/nothing', '__proto__', 'constructor', '', undefined])(
    'is 501 as the invoke "%s"',
    async (name) => {
      refused(await on.postJson(messageOf(on.desk, on.chat, { type: 'invoke', name, value: {} })), 501);
    },
  );

  it('is 501 as an invoke without an id, and as often as it comes', async () => {
    const invoke = messageOf(on.desk, on.chat, { type: 'invoke', name: 'nothing', id: undefined });
    for (const each of await Promise.all([on.postJson(invoke), on.postJson(invoke)])) refused(each, 501);
  });

  it('is 400 as an invoke with a name that is none', async () => {
    refused(await on.postJson(messageOf(on.desk, on.chat, { type: 'invoke', name: 'x'.repeat(301) })), 400);
  });

  it.each(['event', 'bananas', '__proto__', 'endOfConversation', 'invokeResponse', 'trace', 'delay', 'command'])(
    'is taken and left alone as an activity of the type "%s"',
    async (type) => {
      const got = await on.postJson(messageOf(on.desk, on.chat, { type, value: 60_000 }));
      expect(got).toMatchObject({ status: 200, text: '' });
    },
  );
});
