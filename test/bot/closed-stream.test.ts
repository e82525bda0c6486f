import { afterEach, expect, it } from 'vitest';
import { QUESTION as ABOUT_LAMPS, LAMP, LANTERNS, OIL } from '../assistant/lantern-desk.ts';
import { draft, passagesSeen, scriptedModel, search } from '../assistant/scripted-model.ts';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

let desk: TeamsDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

it('closes a stream with the sources of what it has shown', async () => {
  let goOn: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let pieces = 0;
  const model = scriptedModel((request, reply) => {
    if (reply === 0) return { calls: [search('keepers trim lamp frost'), search('store oil sealed jars')] };
    const seen = passagesSeen(request);
    const handle = (words: string) => seen.find(({ text }) => text.includes(words))?.passage ?? 'none';
    const whole = draft([
      [LAMP, [handle('trim every lamp'), LAMP]],
      [OIL, [handle('store oil'), OIL]],
    ]);
    const half = whole.indexOf(OIL);
    return {
      text: [whole.slice(0, half), whole.slice(half)],
      // With the first sentence shown, the model thinks for longer than a stream may last.
      pause: async () => {
        pieces += 1;
        if (pieces === 2) await waiting;
      },
    };
  });
  desk = await teamsDesk({
    texts: [LANTERNS],
    desk: { model },
    door: { longestStream: 700, sensitivity: { name: 'Confidential' } },
  });
  const chat = desk.teams.chat();
  await chat.say(ABOUT_LAMPS);
  const closed = await chat.waitFor((c) => c.shown().find(({ text }) => text.includes('follows below')));
  goOn();
  await desk.door.settled();
  expect(closed.text).toContain(`${LAMP} [1]`);
  expect(closed.entities).toContainEqual(
    expect.objectContaining({
      type: 'https://schema.org/Message',
      additionalType: ['AIGeneratedContent'],
      usageInfo: expect.objectContaining({ name: 'Confidential' }),
      citation: [
        expect.objectContaining({
          position: 1,
          appearance: expect.objectContaining({ name: 'Article 1(1) Lantern Act' }),
        }),
      ],
    }),
  );
  expect(chat.shown().at(-1)?.text).toContain(`${OIL} [2]`);
  expect([desk.teams.violations, desk.failures]).toEqual([[], []]);
});
