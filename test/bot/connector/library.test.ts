import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type ConversationParameters,
  TurnContext,
} from 'botbuilder';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import type { Conversation, FakeTeams, TokenOverrides } from '../../fixtures/teams/teams-api.ts';
import { type PlainBot, startPlainBot } from './plain-bot.ts';
import { claim, root } from './posts.ts';

/** Tokens from the fake's own endpoint: MSAL would insist on https. */
class LoopbackCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #teams: FakeTeams;

  constructor(teams: FakeTeams) {
    super({ MicrosoftAppId: teams.appId, MicrosoftAppPassword: teams.appPassword });
    this.#teams = teams;
  }

  override async createCredentials(): ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']> {
    const token = await tokenFrom(this.#teams);
    return {
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${token}`);
        return request;
      },
    };
  }
}

async function tokenFrom({ appId, appPassword, tenant, loginUrl }: FakeTeams): Promise<string> {
  const response = await fetch(`${loginUrl}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: appPassword,
      scope: 'https://api.botframework.com/.default',
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

class Bot extends CloudAdapter {
  take(authorization: string, activity: Partial<Activity>, turn: (context: TurnContext) => Promise<void>) {
    return this.processActivity(authorization as never, activity as Activity, turn);
  }
}

let teams: FakeTeams;
let bot: Bot;
let endpoint: PlainBot;
let chat: Conversation;
let refusals: string[];
let turn: (context: TurnContext) => Promise<void>;
beforeEach(async () => {
  // The library writes to the console whatever token it refuses.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  endpoint = await startPlainBot();
  teams = await startTeams({ bot: endpoint.url });
  chat = teams.chat();
  turn = async () => undefined;
  refusals = [];
  // Where one address is another, the library takes none of its usual ones.
  const settings = {
    ToBotFromChannelOpenIdMetadataUrl: teams.openIdMetadataUrl,
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ToBotFromEmulatorOpenIdMetadataUrl: teams.openIdMetadataUrl,
    ToChannelFromBotLoginUrl: teams.loginUrl,
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    OAuthUrl: 'https://api.botframework.com',
  };
  bot = new Bot(new ConfigurationBotFrameworkAuthentication(settings, new LoopbackCredentials(teams)));
  endpoint.answer = async ({ activity, authorization = '' }) => {
    try {
      const answer = await bot.take(authorization, activity as Partial<Activity>, (context) => turn(context));
      return answer === undefined ? { status: 200 } : { status: answer.status, body: answer.body };
    } catch (error) {
      refusals.push(String(error));
      return { status: 401 };
    }
  };
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all([teams.close(), endpoint.close()]);
});

describe("Microsoft's own library at the fake", () => {
  it('answers with what it was given, and the entities are whole on the wire', async () => {
    const entity = root({
      additionalType: ['AIGeneratedContent'],
      citation: [claim(1, { url: 'https://law.example/1' })],
    });
    turn = async (context) =>
      void (await context.sendActivity({ type: 'message', text: 'Yes [1].', entities: [entity as never] }));
    expect(await chat.ask('May we lend?')).toMatchObject({ text: 'Yes [1].', entities: [entity] });
    expect(JSON.parse(chat.wire[0]?.raw ?? '')).toMatchObject({ entities: [entity], replyToId: chat.shown()[0]?.id });
    expect(chat.violations).toEqual([]);
  });

  it('streams', async () => {
    const info = (more: object) => ({ type: 'streaminfo', ...more }) as never;
    turn = async (context) => {
      const started = await context.sendActivity({
        type: 'typing',
        text: 'Looking',
        entities: [info({ streamType: 'informative', streamSequence: 1 })],
      });
      await new Promise((resolve) => setTimeout(resolve, 1_050));
      await context.sendActivity({
        type: 'message',
        text: 'Found.',
        entities: [info({ streamType: 'final', streamId: started?.id })],
      });
    };
    expect(await chat.ask('What?')).toMatchObject({ text: 'Found.', state: 'whole' });
    expect(chat.violations).toEqual([]);
  });

  it('updates, deletes and answers invokes', async () => {
    turn = async (context) => {
      if (context.activity.type === 'invoke')
        return void (await context.sendActivity({
          type: 'invokeResponse',
          value: { status: 200, body: { done: true } },
        }));
      const [kept, dropped] = await context.sendActivities([
        { type: 'message', text: 'One' },
        { type: 'message', text: 'Two' },
      ]);
      await context.updateActivity({ type: 'message', id: kept?.id ?? '', text: 'Three' });
      await context.deleteActivity(dropped?.id ?? '');
    };
    await chat.say('go');
    expect(chat.shown().filter(({ from }) => from === 'bot')).toMatchObject([{ text: 'Three', edited: true }]);
    expect(await chat.invoke('some/thing', {})).toMatchObject({ status: 200, body: { done: true } });
  });

  it('reaches a conversation and a person without being asked', async () => {
    const { appId, tenant, serviceUrl, botId } = teams;
    const { activity } = await chat.say('hello');
    const reference = TurnContext.getConversationReference(activity as Partial<Activity>);
    await bot.continueConversationAsync(
      appId,
      reference,
      async (context) => void (await context.sendActivity('Alert')),
    );
    const parameters = {
      isGroup: false,
      bot: { id: botId, name: 'Desk' },
      members: [{ id: chat.person.id, name: '' }],
      tenantId: tenant,
    };
    await bot.createConversationAsync(
      appId,
      'msteams',
      serviceUrl,
      'https://api.botframework.com',
      parameters as unknown as ConversationParameters,
      async (context) => void (await context.sendActivity('Another')),
    );
    expect(chat.shown().map(({ text }) => text)).toEqual(['hello', 'Alert', 'Another']);
    expect(teams.violations).toEqual([]);
  });

  it('is told of a refusal with status and code', async () => {
    const seen: unknown[] = [];
    turn = async (context) => {
      await context
        .sendActivity({ type: 'message', text: 'x'.repeat(50_000) })
        .catch((error: unknown) => seen.push(error));
    };
    await chat.say('go');
    expect(seen).toMatchObject([{ statusCode: 413, code: 'MessageSizeTooBig' }]);
  });

  it('tries again by itself after 502, so that a stored message comes twice', async () => {
    teams.fail({ status: 502, afterStoring: true });
    turn = async (context) => void (await context.sendActivity('Once?'));
    await chat.say('go');
    expect(chat.shown().filter(({ from }) => from === 'bot')).toHaveLength(2);
  });

  it.each<[string, TokenOverrides, RegExp]>([
    ['for another bot', { claims: { aud: 'other' } }, /Invalid AppId/],
    ['of another issuer', { claims: { iss: 'https://other.example' } }, /No valid identity/],
    ['for another service', { serviceUrl: 'https://other.example/' }, /ServiceUrl claim/],
    ['without a service', { claims: { serviceurl: undefined } }, /ServiceUrl claim/],
    ['that is past', { expiresIn: -3_600 }, /expired/],
    ['that is not yet', { notBeforeIn: 3_600 }, /not active/],
    ['of an unknown key', { key: 'unpublished' }, /Signing Key/],
    ['signed by another key', { key: 'mismatched' }, /invalid signature/],
    ['of a key for other channels', { key: 'unendorsed' }, /endorsement/],
    ['without a signature', { header: { alg: 'none' } }, /signature is required/],
    ['signed with the public key', { header: { alg: 'HS256' } }, /invalid algorithm/],
  ])('refuses a token %s', async (_what, token, why) => {
    expect(await chat.say('go', { token })).toMatchObject({ status: 401 });
    expect(refusals).toEqual([expect.stringMatching(why)]);
  });

  it('refuses none at all, and a service other than the token names', async () => {
    expect(await chat.say('go', { authorization: null })).toMatchObject({ status: 401 });
    expect(await chat.say('go', { changed: { serviceUrl: 'https://other.example/' } })).toMatchObject({ status: 401 });
    expect(await chat.say('go')).toMatchObject({ status: 200 });
  });
});
