import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEDGERS, MINUTE, type SignInChat, signInCards, signInChat, VAULTS, words } from './sign-in-desk.ts';

let desk: SignInChat;
beforeEach(async () => {
  desk = await signInChat();
});
afterEach(async () => {
  expect(desk.failures).toEqual([]);
  await desk.close();
});

const fail = async (code: string, message = 'words of the client') => {
  const { status } = await desk.chat.signInFailure(code, message);
  await desk.settled();
  return status;
};

describe('signin/failure', () => {
  it.each([
    ['installedappnotfound', /not installed for you.*teams\.microsoft\.com\/l\/app\//],
    ['installappfailed', /not installed for you/],
    ['resourcematchfailed', /not set up rightly.*resourcematchfailed/],
    ['oauthcardnotvalid', /not set up rightly.*oauthcardnotvalid/],
    ['authrequestfailed', /not set up rightly.*authrequestfailed/],
    ['tokenmissing', /Sign out of Teams and in again.*tokenmissing/],
    ['invokeerror', /Ask again in a minute.*invokeerror/],
    ['userconsentrequired', /press “Sign in” on the card/],
    ['interactionrequired', /press “Sign in” on the card/],
    ['somethingnew', /Ask again in a minute.*unknown/],
  ])('says calmly what to do about %s, and records it', async (code, text) => {
    await desk.say(LEDGERS);
    expect(await fail(code)).toBe(200);
    expect(words(desk.chat).map((each) => each.text)).toEqual([expect.stringMatching(text)]);
    expect(desk.refusals().at(-1)).toMatch(/^teams: sign-in failed: [a-z]+$/);
    expect(signInCards(desk.chat)).toHaveLength(1);
  });

  it('speaks Spanish to whoever does', async () => {
    await desk.say(LEDGERS, { locale: 'es-ES' });
    await desk.chat.signInFailure('tokenmissing', '', { locale: 'es-ES' });
    await desk.settled();
    expect(words(desk.chat)[0]?.text).toMatch(/Salga de Teams/);
  });

  it('says it once, however many programs say it, and begins nothing anew by itself', async () => {
    await desk.say(LEDGERS);
    expect(await Promise.all([fail('invokeerror'), fail('invokeerror'), fail('tokenmissing')])).toEqual([
      200, 200, 200,
    ]);
    expect(words(desk.chat)).toHaveLength(1);
    expect(signInCards(desk.chat)).toHaveLength(1);
    // The person tries again, and what waited is answered with it.
    await desk.say(VAULTS);
    expect(signInCards(desk.chat)).toHaveLength(2);
    await desk.exchange();
    expect(words(desk.chat)).toHaveLength(3);
  });

  it('says nothing to whom nothing waits for', async () => {
    expect(await fail('invokeerror')).toBe(200);
    await desk.say(LEDGERS);
    desk.clock.time += 11 * MINUTE;
    expect(await fail('invokeerror')).toBe(200);
    expect(words(desk.chat)).toEqual([]);
    // In a group chat the programs of all members see the card.
    const luis = desk.analyst('Luis Vega');
    const group = desk.teams.group({ people: [desk.ana, luis] });
    await desk.say(LEDGERS, { mention: true, from: desk.ana }, group);
    await group.signInFailure('installedappnotfound', '', { from: luis });
    await desk.settled();
    expect(words(group)).toEqual([]);
  });

  it('neither repeats nor records what a client made up', async () => {
    await desk.say(LEDGERS);
    await fail('<b>[x](https://evil.example)</b>', 'Ana Ruiz, ana@bank.example');
    expect(words(desk.chat)[0]?.text).not.toMatch(/evil|bank\.example/);
    expect(JSON.stringify(desk.desk.audit.store.rows({}, 1_000))).not.toMatch(/evil|ana@/);
  });

  it.each([[undefined], ['text'], [{}], [{ code: 7 }], [{ code: 'x'.repeat(1_000) }]])(
    'answers 400 to %j',
    async (value) => {
      expect((await desk.chat.invoke('signin/failure', value)).status).toBe(400);
    },
  );
});
