import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BANK, exchangeIn, LEDGERS, type SignInChat, signInCards, signInChat, VAULTS, words } from './sign-in-desk.ts';

let desk: SignInChat;
beforeEach(async () => {
  desk = await signInChat();
});
afterEach(async () => {
  expect(desk.failures).toEqual([]);
  await desk.close();
});

describe('in a group chat', () => {
  it('signs in each by themselves, and answers each', async () => {
    const luis = desk.analyst('Luis Vega');
    const group = desk.teams.group({ people: [desk.ana, luis] });
    await desk.say('Article 1 Regulation (EU) 2099/1', { mention: true, from: desk.ana }, group);
    await desk.say('Article 2 Regulation (EU) 2099/1', { mention: true, from: luis }, group);
    const [hers = {}, his = {}] = signInCards(group);
    expect(signInCards(group)).toHaveLength(2);
    // The program of the other sees the card as well.
    const crossed = await desk.exchange({ of: group, id: exchangeIn(hers), from: luis });
    expect(crossed.status).toBe(403);
    expect(words(group)).toEqual([]);
    expect((await desk.exchange({ of: group, id: exchangeIn(his), from: luis })).status).toBe(200);
    expect(words(group).map(({ text }) => /under rule (\d)/.exec(text)?.[1])).toEqual(['2']);
    expect((await desk.exchange({ of: group, id: exchangeIn(hers), from: desk.ana })).status).toBe(200);
    expect(words(group).map(({ text }) => /under rule (\d)/.exec(text)?.[1])).toEqual(['2', '1']);
  });

  it('does not take an exchange of another conversation', async () => {
    await desk.say(LEDGERS);
    const group = desk.teams.group({ people: [desk.ana] });
    expect((await desk.exchange({ of: group, id: exchangeIn(signInCards(desk.chat)[0] ?? {}) })).status).toBe(403);
  });
});

describe('in a channel', () => {
  it('keeps nothing, sends no card, and leads to the chat', async () => {
    const channel = desk.teams.channel({ people: [desk.ana] });
    await desk.say(LEDGERS, { mention: true }, channel);
    expect(signInCards(channel)).toEqual([]);
    expect(words(channel).map(({ text }) => text)).toEqual([
      expect.stringContaining(`https://teams.microsoft.com/l/chat/0/0?users=28:${desk.teams.appId}`),
    ]);
    const name = { tenant: BANK, conversation: channel.id, name: `waiting/${desk.ana.aadObjectId}` };
    expect(desk.desk.conversations.chats.read(name)).toBeUndefined();
    // Signed in elsewhere, they are answered here.
    await desk.say(LEDGERS);
    await desk.exchange();
    await desk.say(VAULTS, { mention: true }, channel);
    expect(words(channel)).toHaveLength(2);
  });
});

describe('the roles of somebody', () => {
  it('are those of the groups that they are in now', async () => {
    await desk.say('sign in');
    await desk.exchange();
    expect(words(desk.chat).map(({ text }) => text)).toEqual([
      expect.stringMatching(/signed in as Ana Ruiz.*Compliance.*Analyst/),
    ]);
  });
});
