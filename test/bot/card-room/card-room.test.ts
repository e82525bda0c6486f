import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hitsCard } from '../../../bot/cards/hits-card.ts';
import type { InvokeReply } from '../../../bot/turn.ts';
import { PERMISSIONS } from '../../../src/core/permissions.ts';
import type { Conversation } from '../../fixtures/teams/teams-api.ts';
import { bodyOf, cardMessage, press, type RoomsDesk, recordAt, roomsDesk, showing, wordsOf } from './rooms-desk.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
const MESSAGE = 'application/vnd.microsoft.activity.message';
const ERROR = 'application/vnd.microsoft.error';
const ARTICLE = '32099R0001#art_2';

let held: RoomsDesk;
let chat: Conversation;
beforeAll(async () => {
  held = await roomsDesk();
  chat = held.teams.chat();
  await held.greet(chat);
});
afterAll(() => held.close());
afterEach(() => {
  held.asked.length = 0;
  held.passFor = undefined;
  expect(held.failures).toEqual([]);
  expect(held.teams.violations).toEqual([]);
});

const since = (position: number) => held.rows().filter((row) => row.position > position);
const position = () => held.rows().at(-1)?.position ?? 0;

describe('what is pressed on a card', () => {
  it.each([
    ['show', { verb: 'show', id: ARTICLE }, /Article 2[\s\S]*its couriers/, 'get_provision'],
    ['show as it stood', { verb: 'show', id: ARTICLE, asOf: '2099-05-01' }, /2099-05-01/, 'get_provision'],
    ['page', { verb: 'page', query: 'ledgers', skip: 0 }, /ledgers/, 'search_regulations'],
    ['laws', { verb: 'laws', skip: 0 }, /2099\/1/, 'list_regulations'],
    ['usage', { verb: 'usage' }, /2040-06/, 'get_usage'],
  ])('%s: the card comes in its stead, and the call is on record', async (_what, action, words, tool) => {
    const before = position();
    const { status, body } = await press(chat, action);
    expect([status, bodyOf({ body })]).toEqual([200, { statusCode: 200, type: CARD, value: expect.anything() }]);
    expect(wordsOf(bodyOf({ body })['value'])).toMatch(words);
    expect(since(before).map((row) => row.body['tool'])).toContain(tool);
    expect(new Set(since(before).map(({ channel }) => channel))).toEqual(new Set(['teams']));
    const { store } = held.desk.audit;
    expect(store.rows({ tenant: held.teams.tenant }, 10_000).at(-1)?.position).toBe(position());
  });

  it('pages through what a search found, from the card itself', async () => {
    const message = await showing(held, chat, async (turn) => {
      const user = { id: 'x', permissions: new Set(['regulations:read' as const]) };
      const { tenant } = turn.where;
      const context = { tenant, user, conversation: 'c', channel: 'teams' as const, correlation: 'r' };
      const query = 'guild shall';
      const { output } = await held.desk.toolbox.tools.search_regulations.call({ query, limit: 5 }, context);
      await turn.say(cardMessage(hitsCard(output, { language: 'en', query, skip: 0 })));
    });
    const labels = () => wordsOf(chat.shown().find(({ id }) => id === message)?.card);
    expect(labels()).toMatch(/1–5/);
    await chat.execute(message, 'page');
    expect(labels()).toMatch(/6–10/);
    await chat.execute(message, 'show');
    expect(labels()).toMatch(/Version/);
  });

  it('compares, and tells as the tool does where there is nothing to compare', async () => {
    const { body } = await press(chat, { verb: 'compare', act: '32099R0001', place: 'art_2' });
    expect(bodyOf({ body })).toMatchObject({ type: ERROR, value: { message: expect.stringMatching(/version/) } });
  });

  it('takes a question on, and says so', async () => {
    const { body } = await press(chat, { verb: 'ask', question: 'What of <vaults> & "seals"?' });
    expect(body).toEqual({
      statusCode: 200,
      type: MESSAGE,
      value: expect.stringContaining('What of <vaults> & "seals"?'),
    });
    expect(held.asked).toEqual(['What of <vaults> & "seals"?']);
  });

  it('speaks Spanish to whoever does', async () => {
    const { body } = await press(chat, { verb: 'ask', question: '¿Qué?' }, { locale: 'es-ES' });
    expect(bodyOf({ body })['value']).toMatch(/^Preguntado: «¿Qué\?»/);
    const laws = await press(chat, { verb: 'laws', skip: 0 }, { locale: 'es-ES' });
    expect(wordsOf(bodyOf(laws)['value'])).toMatch(/Normas/);
  });

  it('signs out, and gives documents on', async () => {
    expect(bodyOf(await press(chat, { verb: 'sign_out' }))['type']).toBe(MESSAGE);
    await press(chat, { verb: 'ask_document', document: 'doc-1', question: 'Who signs?' });
    expect(held.asked).toEqual(['sign out', 'doc-1: Who signs?']);
    const forgotten = await press(chat, { verb: 'forget_document', document: 'doc-1' });
    expect(bodyOf(forgotten)['type']).toBe(CARD);
    const unknown = await press(chat, { verb: 'forget_document', document: 'doc-2' });
    expect(unknown).toMatchObject({
      status: 200,
      body: { statusCode: 404, type: ERROR, value: { code: 'not_found' } },
    });
  });

  it('follows for the conversation, acts by name, and stops', async () => {
    const data = { verb: 'follow', authorities: 'eba,boe', acts: 'Regulation (EU) 2099/1', topics: '', language: 'es' };
    const followed = await press(chat, data);
    expect(wordsOf(bodyOf(followed)['value'])).toMatch(/32099R0001/);
    const { subscriptions } = held.desk;
    const followedBy = () => subscriptions.list(held.teams.tenant).find(({ conversation }) => conversation === chat.id);
    expect(followedBy()?.filter).toEqual({
      authorities: ['eba', 'boe'],
      acts: ['32099R0001'],
      topics: [],
      language: 'es',
    });
    const unknown = await press(chat, { ...data, acts: 'the Act of Nowhere' });
    expect(bodyOf(unknown)).toMatchObject({ statusCode: 400, type: ERROR });
    await press(chat, { verb: 'stop_following' });
    expect(followedBy()).toBeUndefined();
    expect(
      held
        .rows()
        .filter(({ type }) => type === 'subscription')
        .map(({ body }) => body['what']),
    ).toEqual(['followed', 'stopped']);
  });

  it('follows for a channel as a whole, whichever thread it is pressed in', async () => {
    const channel = held.teams.channel();
    await held.greet(channel);
    const data = { verb: 'follow', authorities: '', acts: '', topics: 'payments', language: 'en' };
    const thread = channel.shown()[0]?.id ?? '';
    expect(bodyOf(await press(channel, data, { replyTo: thread }))['type']).toBe(CARD);
    const { subscriptions } = held.desk;
    expect(subscriptions.list(held.teams.tenant).map(({ conversation }) => conversation)).toEqual([channel.id]);
  });
});

describe('who presses', () => {
  it('is asked to sign in where they have not, and nothing is done', async () => {
    const login: InvokeReply = {
      status: 200,
      body: { statusCode: 401, type: 'application/vnd.microsoft.activity.loginRequest', value: { text: 'Sign in' } },
    };
    held.passFor = async () => login;
    const before = position();
    expect(await press(chat, { verb: 'ask', question: 'x' })).toMatchObject(login);
    expect([held.asked, since(before)]).toEqual([[], []]);
  });

  it('may do what their role allows, and no more', async () => {
    held.permissions = ['regulations:read'];
    const { body } = await press(chat, { verb: 'usage' });
    held.permissions = PERMISSIONS;
    expect(body).toMatchObject({ statusCode: 403, type: ERROR, value: { code: 'not_permitted' } });
    expect(held.rows().at(-1)).toMatchObject({ type: 'refusal', body: { tool: 'get_usage' } });
  });

  it('is refused where the channel vouches for nobody', async () => {
    const { id, name } = chat.person;
    const { body } = await press(chat, { verb: 'laws', skip: 0 }, { changed: { from: { id, name } } });
    expect(body).toMatchObject({ statusCode: 403, type: ERROR });
  });
});

describe('what no card of ours sends', () => {
  it.each([
    ['no value at all', undefined],
    ['null', null],
    ['a list', []],
    ['no action', {}],
    ['an action without data', { action: { type: 'Action.Execute', verb: 'laws' } }],
    ['another verb in the data', { action: { verb: 'laws', data: { verb: 'usage' } } }],
    ['an unknown verb', { action: { verb: 'drop', data: { verb: 'drop' } } }],
    ['a verb of an object', { action: { verb: 'constructor', data: { verb: 'constructor' } } }],
    ['one thing more', { action: { verb: 'laws', data: { verb: 'laws', skip: 0, tenant: 'x' } } }],
    ['a negative page', { action: { verb: 'laws', data: { verb: 'laws', skip: -1 } } }],
    ['an id that is none', { action: { verb: 'show', data: { verb: 'show', id: '../../etc/passwd' } } }],
    ['a day that is none', { action: { verb: 'show', data: { verb: 'show', id: ARTICLE, asOf: '2099-02-30' } } }],
    ['80 KB of a question', { action: { verb: 'ask', data: { verb: 'ask', question: 'x'.repeat(80_000) } } }],
    ['an id with a path', { action: { verb: 'confirm', data: { verb: 'confirm', write: '../answer/1' } } }],
    ['data as text', { action: { verb: 'laws', data: '{"verb":"laws","skip":0}' } }],
  ])('%s: 400 within a 200, and a row', async (_what, value) => {
    const before = position();
    const { status, body } = await chat.invoke('adaptiveCard/action', value);
    expect([status, body]).toEqual([
      200,
      { statusCode: 400, type: ERROR, value: { code: 'invalid_input', message: expect.any(String) } },
    ]);
    expect(since(before)).toMatchObject([{ type: 'refusal', body: { what: 'card action', code: 'invalid_input' } }]);
    expect(JSON.stringify([body, since(before)])).not.toMatch(/etc\/passwd|xxxx/);
  });

  it('is answered as before where the same press comes again', async () => {
    const first = await press(chat, { verb: 'ask', question: 'once?' });
    const again = await chat.resend(first);
    expect(again.body).toEqual(first.body);
    expect(held.asked).toEqual(['once?']);
  });

  it('of another tenant is turned away', async () => {
    const stranger = held.teams.chat({ tenant: '33333333-3333-4333-8333-333333333333' });
    const { status } = await press(stranger, { verb: 'laws', skip: 0 });
    expect(status).toBe(403);
  });
});

describe('a card that sends messages (Action.Submit)', () => {
  it('is done alike, and what comes of it is said in the conversation', async () => {
    await chat.say('', { value: { verb: 'laws', skip: 0, msteams: { type: 'x' } } });
    const shown = await chat.waitFor((it) =>
      it.shown().find(({ card }) => card !== undefined && /2099\/1/.test(wordsOf(card))),
    );
    expect(recordAt(shown.activity, 'summary')).toBeDefined();
    await chat.say('', { value: { verb: 'ask', question: 'by submit' } });
    await chat.waitFor(() => held.asked.includes('by submit'));
  });

  it('is no card’s where there are words, or no verb', async () => {
    const heard: (string | undefined)[] = [];
    held.onMessage = async ({ activity }) => void heard.push(activity.text);
    await chat.say('a question', { value: { verb: 'laws', skip: 0 } });
    await chat.say('', { value: { choice: 1 } });
    await chat.waitFor(() => heard.length === 2);
    held.onMessage = async () => undefined;
    expect(heard[0]).toBe('a question');
  });
});
