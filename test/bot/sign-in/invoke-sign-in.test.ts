import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNoSignIn } from '../../../bot/sign-in/no-sign-in.ts';
import { createLocalPasses, type Pass } from '../../../bot/sign-in/passes.ts';
import { isReply } from '../../../bot/sign-in/sign-in.ts';
import { createTurn, type InvokeReply, type Turn } from '../../../bot/turn.ts';
import { consentMissing } from '../../fixtures/entra/token-endpoint.ts';
import { type Json, recordAt, recordsAt, textAt } from '../../fixtures/teams/json.ts';
import type { Person } from '../../fixtures/teams/teams-api.ts';
import {
  answerTo,
  BANK,
  bodyOf,
  exchangeIn,
  LEDGERS,
  linkIn,
  type SignInChat,
  STRANGER,
  signInCards,
  signInChat,
} from './sign-in-desk.ts';

let desk: SignInChat;
beforeEach(async () => {
  desk = await signInChat();
});
afterEach(() => desk.close());

interface Calling {
  readonly from?: Person;
  readonly nobody?: boolean;
  readonly conversation?: string;
  readonly locale?: string;
}

/** An invoke as it comes to the room of its name. */
function turnOf(name: string, value: unknown, { from = desk.ana, nobody, conversation, locale }: Calling = {}): Turn {
  const id = conversation ?? desk.chat.id;
  return createTurn({} as never, {
    activity: {
      type: 'invoke',
      name,
      value,
      channelId: 'msteams',
      serviceUrl: desk.teams.serviceUrl,
      from: { id: from.id, name: from.name, ...(nobody ? {} : { aadObjectId: from.aadObjectId }) },
      recipient: { id: desk.teams.botId },
      conversation: { id, conversationType: 'personal', tenantId: BANK },
      locale: locale ?? 'en-GB',
    },
    where: { tenant: BANK, kind: 'personal', conversation: id, thread: id },
    correlation: 'c',
    signal: new AbortController().signal,
  });
}

const reply = (given: Pass | InvokeReply): Json => {
  if (!isReply(given)) throw new Error('a pass');
  expect(given.status).toBe(200);
  return bodyOf({ body: given.body });
};
const pass = (given: Pass | InvokeReply): Pass => {
  if (isReply(given)) throw new Error(JSON.stringify(given));
  return given;
};
const ROLES = { tenant: BANK, roles: ['Compliance-Analyst'] };

describe('the action of a card', () => {
  const act = (value: Json = {}, calling: Calling = {}) =>
    desk.signIn.signInForCard(turnOf('adaptiveCard/action', { action: { verb: 'show' }, ...value }, calling));
  const cardOf = async (calling: Calling = {}) => recordAt(reply(await act({}, calling)), 'value');

  it('is answered with a sign-in request, and done once Teams acts again with a token', async () => {
    const asked = reply(await act({}, { locale: 'es-ES' }));
    expect(asked).toMatchObject({ statusCode: 401, type: 'application/vnd.microsoft.activity.loginRequest' });
    const card = recordAt(asked, 'value');
    expect(card).toMatchObject({ buttons: [{ type: 'signin', title: 'Iniciar sesión' }] });
    expect(linkIn(card).searchParams.get('state')).toBe(exchangeIn(card));
    const authentication = answerTo(card, desk.token(desk.ana));
    expect(pass(await act({ authentication }))).toMatchObject({ ...ROLES, caller: { id: desk.ana.aadObjectId } });
    // From now on it is done at once.
    expect(pass(await act())).toMatchObject(ROLES);
  });

  it('tells Teams of a consent that is missing, and comes back from the dialog', async () => {
    desk.authority.demands.set(desk.ana.aadObjectId, consentMissing(desk.authority.clientId));
    const card = await cardOf();
    const refused = reply(await act({ authentication: answerTo(card, desk.token(desk.ana)) }));
    expect(refused).toEqual({
      statusCode: 412,
      type: 'application/vnd.microsoft.error.preconditionFailed',
      value: { code: '412', message: expect.stringMatching(/agree/) },
    });
    desk.authority.demands.delete(desk.ana.aadObjectId);
    const again = reply(await act({ state: exchangeIn(card) }));
    expect(again).toMatchObject({ statusCode: 401 });
    const authentication = answerTo(recordAt(again, 'value'), desk.token(desk.ana));
    expect(pass(await act({ authentication }))).toMatchObject(ROLES);
  });

  it.each<[string, number, RegExp, (card: Json) => unknown]>([
    ['text', 400, /form/, () => 'x'],
    ['no token', 400, /form/, (card) => ({ id: exchangeIn(card) })],
    ['an exchange that was not given', 400, /not open/, (card) => ({ ...answerTo(card, 'a.b.c'), id: 'made-up' })],
    ['a token that nobody signed', 400, /could not be accepted/, (card) => answerTo(card, 'a.b.c')],
    ['another’s token', 403, /another person/, (card) => answerTo(card, desk.token(desk.analyst('Luis Vega')))],
    [
      'a token of another tenant',
      403,
      /not open to your organisation/,
      (card) =>
        answerTo(
          card,
          desk.authority.accessToken({ user: { tenant: STRANGER, id: desk.ana.aadObjectId, name: 'Ana' } }),
        ),
    ],
  ])('is refused with %s', async (_what, statusCode, message, authentication) => {
    const card = await cardOf();
    const refused = reply(await act({ authentication: authentication(card) }));
    expect(refused).toMatchObject({ statusCode, type: 'application/vnd.microsoft.error' });
    expect(recordAt(refused, 'value')).toEqual({ code: String(statusCode), message: expect.stringMatching(message) });
    expect(desk.refusals().length).toBeGreaterThan(0);
  });

  it('takes no exchange of another person or conversation', async () => {
    const card = await cardOf();
    const luis = desk.analyst('Luis Vega');
    const authentication = answerTo(card, desk.token(luis));
    expect(reply(await act({ authentication }, { from: luis }))).toMatchObject({ statusCode: 403 });
    const own = answerTo(card, desk.token(desk.ana));
    expect(reply(await act({ authentication: own }, { conversation: 'a:elsewhere' }))).toMatchObject({
      statusCode: 403,
    });
  });

  it('is refused to nobody, and to whoever signed out, whatever token comes late', async () => {
    expect(reply(await act({}, { nobody: true }))).toMatchObject({ statusCode: 403 });
    const authentication = answerTo(await cardOf(), desk.token(desk.ana));
    await desk.say('sign out');
    expect(reply(await act({ authentication }))).toMatchObject({ statusCode: 403 });
    const refused = reply(await act());
    expect(refused).toMatchObject({ statusCode: 403 });
    expect(textAt(recordAt(refused, 'value'), 'message')).toMatch(/write “sign in”/);
  });
});

describe('the message extension', () => {
  const query = (value: Json = {}, calling: Calling = {}, name = 'composeExtension/query') =>
    desk.signIn.signInForExtension(turnOf(name, { commandId: 'searchProvisions', ...value }, calling));
  const answerOf = async (value: Json = {}, calling: Calling = {}) =>
    recordAt(reply(await query(value, calling)), 'composeExtension');
  const linkOf = (answer: Json) =>
    new URL(textAt(recordsAt(recordAt(answer, 'suggestedActions'), 'actions')[0] ?? {}, 'value'));

  it('has Teams sign in unseen, and searches once it comes again with a token', async () => {
    const asked = await answerOf();
    expect(asked).toMatchObject({ type: 'silentAuth', suggestedActions: { actions: [{ type: 'openUrl' }] } });
    expect(linkOf(asked).pathname).toBe('/teams/sign-in/start');
    expect(pass(await query({ authentication: { token: desk.token(desk.ana) } }))).toMatchObject(ROLES);
    expect(pass(await query())).toMatchObject(ROLES);
  });

  it('asks for consent by a button, and comes back from the dialog', async () => {
    desk.authority.demands.set(desk.ana.aadObjectId, consentMissing(desk.authority.clientId));
    const authentication = { token: desk.token(desk.ana) };
    const asked = await answerOf({ authentication }, { locale: 'es-ES' });
    expect(asked).toMatchObject({ type: 'auth', suggestedActions: { actions: [{ title: 'Iniciar sesión' }] } });
    const state = linkOf(asked).searchParams.get('state') ?? '';
    const page = await fetch(`${desk.url}/teams/sign-in/start${linkOf(asked).search}`, { redirect: 'manual' });
    expect(page.status).toBe(302);
    desk.authority.demands.delete(desk.ana.aadObjectId);
    expect(await answerOf({ state })).toMatchObject({ type: 'silentAuth' });
    expect(pass(await query({ authentication }))).toMatchObject(ROLES);
  });

  it.each<[string, RegExp, () => unknown]>([
    ['text', /another form/, () => 'x'],
    ['no token', /another form/, () => ({})],
    ['a token that nobody signed', /could not be accepted/, () => ({ token: 'a.b.c' })],
    ['another’s token', /another person/, () => ({ token: desk.token(desk.analyst('Luis Vega')) })],
    ['a guest’s token', /guest/, () => ({ token: desk.token(desk.ana, { acct: 1 }) })],
  ])('says why it does not take %s', async (_what, text, authentication) => {
    expect(await answerOf({ authentication: authentication() })).toEqual({
      type: 'message',
      text: expect.stringMatching(text),
    });
  });

  it('leads to the chat where Teams has no way to sign in: from an action on a message', async () => {
    const dialog = recordAt(reply(await query({}, {}, 'composeExtension/fetchTask')), 'task');
    expect(dialog).toEqual({ type: 'message', value: expect.stringMatching(/chat of your own/) });
    await desk.say(LEDGERS);
    await desk.exchange();
    // In the chat they are signed in, and so they are here.
    expect(signInCards(desk.chat)).toHaveLength(1);
    expect(pass(await query({}, {}, 'composeExtension/fetchTask'))).toMatchObject(ROLES);
  });

  it('is refused to nobody, and to whoever signed out', async () => {
    expect(await answerOf({}, { nobody: true })).toMatchObject({ type: 'message' });
    await desk.say('sign out');
    expect(await answerOf()).toEqual({ type: 'message', text: expect.stringMatching(/write “sign in”/) });
  });
});

describe('where nobody signs in', () => {
  it('gives the one person’s pass, and none to nobody', async () => {
    const who = { tenant: 'local', caller: { id: 'ana', permissions: new Set<never>() }, roles: ['local user'] };
    const { signInForCard, signInForExtension, hears } = createNoSignIn(createLocalPasses(who));
    expect(pass(await signInForCard(turnOf('adaptiveCard/action', {})))).toBe(who);
    const refused = await signInForExtension(turnOf('composeExtension/query', {}, { nobody: true }));
    expect(refused).toMatchObject({ status: 403 });
    expect(await hears(turnOf('x', {}))).toBe(false);
  });
});
