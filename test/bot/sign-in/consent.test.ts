import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consentMissing, interactionRequired } from '../../fixtures/entra/token-endpoint.ts';
import {
  exchangeIn,
  LEDGERS,
  linkIn,
  MINUTE,
  type SignInChat,
  signInCards,
  signInChat,
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

describe('consent', () => {
  it('shows the button by 412, comes back from the dialog, and answers after the second exchange', async () => {
    desk.authority.demands.set(desk.ana.aadObjectId, consentMissing(desk.authority.clientId));
    await desk.say(LEDGERS);
    const id = exchangeIn(signInCards(desk.chat)[0] ?? {});
    const refused = await desk.exchange();
    expect(refused.status).toBe(412);
    expect(refused.body).toEqual({
      id,
      connectionName: 'compliance-desk',
      failureDetail: expect.stringMatching(/consent/),
    });
    expect(words(desk.chat)).toEqual([]);
    desk.authority.demands.delete(desk.ana.aadObjectId);
    expect((await desk.chat.verifyState(id)).status).toBe(200);
    await desk.settled();
    expect(signInCards(desk.chat)).toHaveLength(2);
    expect((await desk.exchange()).status).toBe(200);
    expect(words(desk.chat)).toHaveLength(1);
    expect(words(desk.chat)[0]?.text).toMatch(/ledgers/);
  });

  it('takes a state once, and from nobody else', async () => {
    await desk.say(LEDGERS);
    const id = exchangeIn(signInCards(desk.chat)[0] ?? {});
    const luis = desk.teams.chat({ person: desk.analyst('Luis Vega') });
    expect((await luis.verifyState(id)).status).toBe(403);
    expect((await desk.chat.verifyState(id)).status).toBe(200);
    expect((await desk.chat.verifyState(id)).status).toBe(400);
    expect((await desk.chat.verifyState('made-up')).status).toBe(400);
    expect((await desk.chat.invoke('signin/verifyState', { state: 7 })).status).toBe(400);
    await desk.settled();
    expect(signInCards(luis)).toEqual([]);
    expect(signInCards(desk.chat)).toHaveLength(2);
  });

  it('says nothing where the person closes the dialog', async () => {
    await desk.say(LEDGERS);
    expect((await desk.chat.verifyState('CancelledByUser')).status).toBe(200);
    await desk.settled();
    expect(words(desk.chat)).toEqual([]);
    expect(signInCards(desk.chat)).toHaveLength(1);
  });

  it('says that the dialog took too long', async () => {
    await desk.say(LEDGERS);
    const id = exchangeIn(signInCards(desk.chat)[0] ?? {});
    desk.clock.time += 11 * MINUTE;
    expect((await desk.chat.verifyState(id)).status).toBe(400);
    await desk.settled();
    expect(words(desk.chat).map(({ text }) => text)).toEqual([expect.stringMatching(/This sign-in is over/)]);
  });

  it('tells somebody who consented in the last moment that their question was let go of', async () => {
    await desk.say(LEDGERS);
    const id = exchangeIn(signInCards(desk.chat)[0] ?? {});
    desk.clock.time += 9.9 * MINUTE;
    await desk.chat.verifyState(id);
    await desk.settled();
    desk.clock.time += MINUTE;
    expect((await desk.exchange()).status).toBe(200);
    expect(words(desk.chat).map(({ text }) => text)).toEqual([expect.stringMatching(/You are signed in.*ask again/)]);
  });

  it('hands the conditions of the authority on to the dialog', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    desk.authority.demands.set(desk.ana.aadObjectId, interactionRequired(claims));
    await desk.say(LEDGERS);
    expect((await desk.exchange()).status).toBe(412);
    const { search } = linkIn(signInCards(desk.chat)[0] ?? {});
    const response = await fetch(`${desk.url}/teams/sign-in/start${search}`, { redirect: 'manual' });
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('claims')).toBe(claims);
  });
});
