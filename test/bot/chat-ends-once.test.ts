import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../fixtures/teams/json.ts';
import type { Conversation } from '../fixtures/teams/teams-api.ts';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

const QUESTION = 'What does Article 3 of Regulation (EU) 2099/1 require?';

let desk: TeamsDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

const ofBot = (chat: Conversation) => chat.shown().filter(({ from }) => from === 'bot');
const isLast = ({ activity }: { readonly activity: Json }) =>
  JSON.stringify(activity['entities'] ?? []).includes('"final"');

describe('an answer that was shown', () => {
  it('is not told to have broken off where nothing was heard of its last piece', async () => {
    desk = await teamsDesk();
    const chat = desk.teams.chat();
    desk.teams.fail({ when: isLast, cut: true, afterStoring: true });
    desk.teams.fail({ when: isLast, cut: true });
    await chat.say(QUESTION);
    await desk.door.settled();
    const [answer, told, ...more] = ofBot(chat);
    expect(answer?.text).toContain('Receipt');
    expect(told?.text).toMatch(/^Teams did not confirm the last message/);
    expect(told?.text).not.toMatch(/broke off|nothing was done/);
    expect(more).toEqual([]);
    expect(desk.failures).toHaveLength(1);
  });

  it('is not told to have broken off where it cannot be kept for feedback', async () => {
    desk = await teamsDesk();
    const chat = desk.teams.chat();
    const { chats } = desk.desk.conversations;
    const { write } = chats;
    Object.assign(chats, {
      write: (...given: Parameters<typeof write>) => {
        if (given[0].name.startsWith('answer/')) throw new Error('the file is locked');
        return write(...given);
      },
    });
    await chat.say(QUESTION);
    await desk.door.settled();
    expect(ofBot(chat).map(({ state, text }) => [state, /Receipt/.test(text)])).toEqual([['whole', true]]);
  });
});
