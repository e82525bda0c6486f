import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  bodyOf,
  exchangeIn,
  LEDGERS,
  type SignInChat,
  STRANGER,
  signInCards,
  signInChat,
  VAULTS,
  words,
} from './sign-in-desk.ts';

let desk: SignInChat;
beforeEach(async () => {
  desk = await signInChat();
});
afterEach(async () => {
  expect(desk.failures).toEqual([]);
  await desk.close();
});

describe('what is not taken', () => {
  it.each<[string, (id: string) => unknown]>([
    ['no exchange', () => ({ token: 'a.b.c' })],
    ['no token', (id) => ({ id })],
    ['no object', () => 'hello'],
    ['nothing', () => undefined],
    ['a list', (id) => [id]],
    ['an endless exchange', () => ({ id: 'x'.repeat(1_000), token: 'a.b.c' })],
    ['an exchange that was not given', () => ({ id: 'made-up', connectionName: '<b>', token: 'a.b.c' })],
  ])('answers 400 to %s, and records it', async (_what, value) => {
    await desk.say(LEDGERS);
    const id = exchangeIn(signInCards(desk.chat)[0] ?? {});
    const before = desk.refusals().length;
    const answered = await desk.chat.invoke('signin/tokenExchange', value(id));
    expect(answered.status).toBe(400);
    expect(desk.refusals()).toHaveLength(before + 1);
    expect(desk.refusals().at(-1)).toMatch(/^teams: the exchange/);
    // What waits goes on waiting.
    expect((await desk.exchange()).status).toBe(200);
    expect(words(desk.chat)).toHaveLength(1);
  });

  it('answers 403 to the token of another person, and says so once', async () => {
    await desk.say(LEDGERS);
    const luis = desk.analyst('Luis Vega');
    const answered = await desk.exchange({ token: desk.token(luis) });
    expect(answered.status).toBe(403);
    expect(bodyOf(answered)['failureDetail']).toMatch(/another person/);
    expect(words(desk.chat)).toHaveLength(1);
    expect(desk.refusals().at(-1)).toMatch(/another person/);
  });

  it('answers 403 to the token of another tenant', async () => {
    await desk.say(LEDGERS);
    const user = { tenant: STRANGER, id: desk.ana.aadObjectId, name: 'Ana' };
    const answered = await desk.exchange({ token: desk.authority.accessToken({ user }) });
    expect(answered.status).toBe(403);
    expect(bodyOf(answered)['failureDetail']).toMatch(/not open to your organisation/);
  });

  it('refuses a guest politely, by the token’s own claim', async () => {
    await desk.say(LEDGERS, { locale: 'en-GB' });
    const answered = await desk.exchange({ token: desk.token(desk.ana, { acct: 1 }) });
    expect(answered.status).toBe(403);
    expect(words(desk.chat).map(({ text }) => text)).toEqual([expect.stringMatching(/guest/)]);
    // A member of the organisation is told apart.
    await desk.say(VAULTS);
    expect((await desk.exchange({ token: desk.token(desk.ana, { acct: 0 }) })).status).toBe(200);
  });

  it('answers 400 to a token that nobody signed', async () => {
    await desk.say(LEDGERS);
    expect((await desk.exchange({ token: 'a.b.c' })).status).toBe(400);
    expect(words(desk.chat)).toHaveLength(1);
    // The next message is worth a new card.
    await desk.say(VAULTS);
    expect(signInCards(desk.chat)).toHaveLength(2);
  });

  it('tells that the directory is away, and signs in with the next message', async () => {
    desk.authority.fail('graph', { status: 503 });
    await desk.say(LEDGERS);
    expect((await desk.exchange()).status).toBe(503);
    expect(words(desk.chat)).toHaveLength(1);
    desk.authority.fail('graph', undefined);
    await desk.say(VAULTS);
    await desk.exchange();
    expect(words(desk.chat)).toHaveLength(3);
  });

  it('lets roles decide: without one nothing is answered', async () => {
    desk.authority.directory.members.set(desk.ana.aadObjectId, []);
    await desk.say(LEDGERS);
    expect((await desk.exchange()).status).toBe(200);
    expect(words(desk.chat).map(({ text }) => text)).toEqual([expect.stringMatching(/permission/)]);
  });

  it('answers a tenant that is not served without a card', async () => {
    const stranger = desk.teams.chat({ person: desk.teams.person('Eve', { tenant: STRANGER }), tenant: STRANGER });
    await desk.say(LEDGERS, {}, stranger);
    expect(signInCards(stranger)).toEqual([]);
    expect(words(stranger).map(({ text }) => text)).toEqual([expect.stringMatching(/serves another organisation/)]);
    expect((await stranger.tokenExchange({ id: 'x', token: 'y' })).status).toBe(403);
  });
});
