import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exchangeIn, LEDGERS, type SignInChat, signInCards, signInChat, VAULTS, words } from './sign-in-desk.ts';

let desk: SignInChat;
beforeEach(async () => {
  desk = await signInChat();
});
afterEach(async () => {
  expect(desk.failures).toEqual([]);
  await desk.close();
});

const said = () => words(desk.chat).map(({ text }) => text);

describe('signing out', () => {
  it.each([
    ['sign out', 'en-GB', /You are signed out/, 'sign in'],
    ['Log out!', 'en-GB', /You are signed out/, 'sign in'],
    ['cerrar sesión', 'es-ES', /Ha cerrado la sesión/, 'iniciar sesión'],
  ])('forgets the sign-in at “%s”, and signs nobody in unseen after it', async (text, locale, told, back) => {
    await desk.say(LEDGERS, { locale });
    await desk.exchange();
    await desk.say(text, { locale });
    expect(said().at(-1)).toMatch(told);
    await desk.say(VAULTS, { locale });
    expect(said().at(-1)).toMatch(told);
    expect(signInCards(desk.chat)).toHaveLength(1);
    const [action] = words(desk.chat).at(-1)?.suggestedActions ?? [];
    expect(action).toMatchObject({ type: 'imBack', value: back });
    // And the way back.
    await desk.say(back, { locale });
    expect(signInCards(desk.chat)).toHaveLength(2);
    await desk.exchange();
    expect(said().at(-1)).toMatch(/Ana Ruiz/);
    await desk.say(VAULTS, { locale });
    expect(said().at(-1)).toMatch(/under rule 1/);
  });

  it('lets go of what waits, and a program that comes too late does not sign in', async () => {
    await desk.say(LEDGERS);
    const id = exchangeIn(signInCards(desk.chat)[0] ?? {});
    await desk.say('sign out');
    expect((await desk.exchange({ id })).status).toBe(200);
    expect(said()).toEqual([expect.stringMatching(/You are signed out/)]);
    expect(desk.signIns()).toBe(0);
    await desk.say('sign in');
    await desk.exchange();
    expect(said()).toEqual([expect.stringMatching(/signed out/), expect.stringMatching(/signed in as/)]);
  });

  it('holds wherever they write, and after a restart', async () => {
    const group = desk.teams.group({ people: [desk.ana, desk.analyst('Luis Vega')] });
    await desk.say('sign out');
    await desk.restart();
    await desk.say(LEDGERS, { mention: true, from: desk.ana }, group);
    expect(words(group).map(({ text }) => text)).toEqual([expect.stringMatching(/signed out/)]);
    expect(signInCards(group)).toEqual([]);
    // It was said to nobody here.
    await desk.say('sign in', { from: desk.ana }, group);
    expect(signInCards(group)).toEqual([]);
    await desk.say('sign in', { mention: true, from: desk.ana }, group);
    expect(signInCards(group)).toHaveLength(1);
  });

  it('is possible for somebody who is not let in, and while the directory is away', async () => {
    await desk.say(LEDGERS);
    await desk.exchange();
    desk.clock.time += 10 * 60_000;
    desk.authority.fail('graph', { status: 503 });
    await desk.say('sign out');
    expect(said().at(-1)).toMatch(/You are signed out/);
  });

  it('holds for a token that is being proved meanwhile', async () => {
    await desk.say(LEDGERS);
    desk.authority.fail('graph', { delay: 400 });
    const exchanged = desk.exchange();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await desk.chat.say('sign out');
    expect((await exchanged).status).toBe(200);
    await desk.settled();
    await desk.say(VAULTS);
    expect(said()).toEqual([expect.stringMatching(/signed out/), expect.stringMatching(/signed out/)]);
  });

  it('tells who is signed in, and as what', async () => {
    await desk.say('sign in');
    await desk.exchange();
    await desk.say('iniciar sesión', { locale: 'es-ES' });
    expect(said().at(-1)).toMatch(/Ha iniciado sesión como Ana Ruiz\. Funciones: Compliance.?-Analyst/);
    expect(signInCards(desk.chat)).toHaveLength(1);
  });

  it('is not heard in a sentence', async () => {
    await desk.say('When must a guild sign out its ledgers?');
    expect(signInCards(desk.chat)).toHaveLength(1);
    expect(said()).toEqual([]);
  });
});
