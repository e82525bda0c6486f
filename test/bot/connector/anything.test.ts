import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkCard } from '../../fixtures/teams/check-card.ts';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import type { Conversation, FakeTeams } from '../../fixtures/teams/teams-api.ts';
import { activitiesOf, message, post, request } from './posts.ts';

let teams: FakeTeams;
let chat: Conversation;
beforeAll(async () => {
  teams = await startTeams({ limits: { perConversation: [] } });
  chat = teams.chat();
});
afterAll(() => teams.close());

/** Fields of activities with anything in them. */
const activities = fc.record(
  {
    type: fc.oneof(fc.constantFrom('message', 'typing'), fc.jsonValue()),
    text: fc.oneof(fc.string(), fc.jsonValue()),
    entities: fc.oneof(
      fc.array(
        fc.record(
          {
            type: fc.constantFrom('streaminfo', 'mention', 'https://schema.org/Message'),
            '@type': fc.constantFrom('Message', 'Other'),
            '@context': fc.constant('https://schema.org'),
            streamType: fc.oneof(fc.constantFrom('informative', 'streaming', 'final'), fc.jsonValue()),
            streamId: fc.jsonValue(),
            streamSequence: fc.oneof(fc.integer(), fc.jsonValue()),
            citation: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
            mentioned: fc.jsonValue(),
          },
          { requiredKeys: ['type'] },
        ),
      ),
      fc.jsonValue(),
    ),
    attachments: fc.jsonValue(),
    channelData: fc.jsonValue(),
    conversation: fc.jsonValue(),
    suggestedActions: fc.jsonValue(),
  },
  { requiredKeys: ['type'] },
);

it('whatever a bot sends is taken or refused, and never breaks the fake', async () => {
  await fc.assert(
    fc.asyncProperty(activities, async (activity) => {
      const before = chat.shown().length;
      const { status, body } = await request(teams, 'POST', activitiesOf(chat), activity);
      expect(status).toBeLessThan(500);
      const isRefused = body.error !== undefined;
      expect(isRefused).toBe(status >= 400);
      if (isRefused) expect(chat.shown().length).toBe(before);
      chat.pressStop();
    }),
    { numRuns: 300 },
  );
  expect(await post(teams, chat, message())).toMatchObject({ status: 201 });
});

it('whatever stands for a card has problems or none', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) =>
      Array.isArray(checkCard({ type: 'AdaptiveCard', version: '1.5', body: value, actions: value, refresh: value })),
    ),
  );
});

it('two hundred chats at once lose nothing and mix nothing up', async () => {
  const chats = Array.from({ length: 200 }, (_, index) => teams.chat({ person: teams.person(`Person ${index}`) }));
  const waiting = chats.map((each) => each.waitFor((seen) => (seen.shown().length === 3 ? seen.shown() : undefined)));
  await Promise.all(
    chats.flatMap((each) =>
      [0, 1, 2].map((part) => post(teams, each, message({ text: `${each.person.name}: ${part}` }))),
    ),
  );
  for (const [index, shown] of (await Promise.all(waiting)).entries()) {
    expect(shown.map(({ text }) => text).sort()).toEqual([0, 1, 2].map((part) => `Person ${index}: ${part}`));
    expect(chats[index]?.wire).toHaveLength(3);
  }
});

it('forgets what was said and keeps who is where', async () => {
  await post(teams, chat, message());
  teams.forget();
  expect([chat.shown(), chat.wire, chat.violations, teams.wire]).toEqual([[], [], [], []]);
  expect(await post(teams, chat, message())).toMatchObject({ status: 201 });
  expect(teams.conversation(chat.id)).toBe(chat);
});
