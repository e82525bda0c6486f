import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BANK,
  exchangeIn,
  LEDGERS,
  linkIn,
  MINUTE,
  type SignInChat,
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

describe('signing in unseen', () => {
  it('sends one card, takes what Teams exchanges, and answers what was asked', async () => {
    await desk.say(LEDGERS);
    expect(signInCards(desk.chat)).toHaveLength(1);
    expect(words(desk.chat)).toEqual([]);
    const id = exchangeIn(signInCards(desk.chat)[0] ?? {});
    const answered = await desk.exchange();
    expect(answered).toMatchObject({ status: 200, body: { id, connectionName: 'compliance-desk' } });
    expect(words(desk.chat)).toHaveLength(1);
    expect(words(desk.chat)[0]?.text).toMatch(/ledgers/);
    // From now on nothing is asked any more.
    await desk.say(VAULTS);
    expect(words(desk.chat)).toHaveLength(2);
    expect(signInCards(desk.chat)).toHaveLength(1);
    expect(desk.signIns()).toBe(1);
    expect(desk.teams.violations).toEqual([]);
    // Nothing of the token stands in what is kept.
    expect(JSON.stringify(desk.desk.audit.store.rows({}, 1_000))).not.toContain(desk.token(desk.ana).slice(0, 30));
  });

  it('makes the card of what Teams needs: an exchange that nobody guesses, and our page behind the button', async () => {
    await desk.say(LEDGERS, { locale: 'es-ES' });
    const [card = {}] = signInCards(desk.chat);
    expect(card).toMatchObject({
      connectionName: 'compliance-desk',
      buttons: [{ type: 'signin', title: 'Iniciar sesión' }],
    });
    expect(exchangeIn(card)).toMatch(/^[0-9a-f-]{36}$/);
    const link = linkIn(card);
    expect(link.origin + link.pathname).toBe('https://desk.bank.example/teams/sign-in/start');
    expect(Object.fromEntries(link.searchParams)).toEqual({ tenant: BANK, state: exchangeIn(card) });
  });

  it('answers what came meanwhile in its order, with one card, and tells of the fourth', async () => {
    await desk.say('Article 1 Regulation (EU) 2099/1');
    await desk.say('Article 2 Regulation (EU) 2099/1');
    await desk.say('Article 3 Regulation (EU) 2099/1');
    expect(words(desk.chat)).toEqual([]);
    await desk.say('Article 4 Regulation (EU) 2099/1');
    expect(words(desk.chat).map(({ text }) => text)).toEqual([expect.stringMatching(/three of your messages wait/)]);
    expect(signInCards(desk.chat)).toHaveLength(1);
    await desk.exchange();
    const answers = words(desk.chat).slice(1);
    expect(answers.map(({ text }) => /under rule (\d)/.exec(text)?.[1])).toEqual(['1', '2', '3']);
  });

  it('sends a new card after a minute, and takes the one before as well', async () => {
    await desk.say(LEDGERS);
    desk.clock.time += MINUTE + 1;
    await desk.say(VAULTS);
    expect(signInCards(desk.chat)).toHaveLength(2);
    const [first = {}] = signInCards(desk.chat);
    expect((await desk.exchange({ id: exchangeIn(first) })).status).toBe(200);
    expect(words(desk.chat)).toHaveLength(2);
    // The second finds nothing that waits.
    expect((await desk.exchange()).status).toBe(200);
    expect(words(desk.chat)).toHaveLength(2);
  });

  it('answers once where two programs of the person exchange at once, and later', async () => {
    await desk.say(LEDGERS);
    const id = exchangeIn(signInCards(desk.chat)[0] ?? {});
    const [one, other] = await Promise.all([desk.exchange({ id }), desk.exchange({ id })]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect((await desk.exchange({ id })).status).toBe(200);
    expect(words(desk.chat)).toHaveLength(1);
  });

  it('keeps what waits over a restart, and signs in by the card from before', async () => {
    await desk.say(LEDGERS);
    await desk.restart();
    expect((await desk.exchange()).status).toBe(200);
    expect(words(desk.chat)).toHaveLength(1);
    // Tokens do not outlive the process: the next message is signed in for anew.
    await desk.restart();
    await desk.say(VAULTS);
    expect(signInCards(desk.chat)).toHaveLength(2);
    await desk.exchange();
    expect(words(desk.chat)).toHaveLength(2);
  });

  it('signs in anew where the token has ended, and answers then', async () => {
    await desk.say(LEDGERS);
    await desk.exchange();
    desk.clock.time += 2 * 3_600_000;
    await desk.say(VAULTS);
    expect(words(desk.chat)).toHaveLength(1);
    expect(signInCards(desk.chat)).toHaveLength(2);
    await desk.exchange();
    expect(words(desk.chat)).toHaveLength(2);
  });

  it('lets go of what waited for ten minutes: text, card and all', async () => {
    await desk.say('a question that nobody may find again');
    const id = exchangeIn(signInCards(desk.chat)[0] ?? {});
    desk.clock.time += 10 * MINUTE;
    expect((await desk.exchange({ id })).status).toBe(400);
    expect(words(desk.chat)).toEqual([]);
    desk.clock.time += 2 * MINUTE;
    // Somebody else begins, and what was left is taken away with it.
    const luis = desk.analyst('Luis Vega');
    await desk.say(LEDGERS, {}, desk.teams.chat({ person: luis }));
    const { chats } = desk.desk.conversations;
    expect(
      chats.read({ tenant: BANK, conversation: desk.chat.id, name: `waiting/${desk.ana.aadObjectId}` }),
    ).toBeUndefined();
    expect(chats.read({ tenant: BANK, conversation: 'sign-ins', name: `exchange/${id}` })).toBeUndefined();
  });

  it('does not begin for ever with a token that ends at once', async () => {
    await desk.say(LEDGERS);
    const seconds = Math.floor(desk.clock.time / 1_000);
    await desk.exchange({ token: desk.token(desk.ana, { exp: seconds + 30 }) });
    expect(signInCards(desk.chat)).toHaveLength(1);
    expect(words(desk.chat).map(({ text }) => text)).toEqual([expect.stringMatching(/the sign-in ended at once/)]);
  });

  it('gives the next message a card where the one before could not be sent', async () => {
    desk.teams.fail({
      status: 403,
      code: 'Forbidden',
      message: 'no',
      when: ({ activity }) => activity['text'] === undefined,
    });
    await desk.say(LEDGERS);
    expect(signInCards(desk.chat)).toEqual([]);
    // Whoever runs the desk is told that Teams refused something.
    expect((desk.failures as unknown[]).splice(0).map(String)).toEqual([expect.stringContaining('403 Forbidden')]);
    await desk.say(VAULTS);
    expect(signInCards(desk.chat)).toHaveLength(1);
  });
});
