import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readActivity } from '../../bot/activity.ts';
import { spokenText } from '../../bot/chat/spoken-text.ts';
import { asTeams, messageOf, QUESTION, send, watchProcess } from './hosting-requests.ts';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

let desk: TeamsDesk;
let watched: ReturnType<typeof watchProcess>;
beforeAll(async () => {
  watched = watchProcess();
  desk = await teamsDesk({ teams: { limits: { streamInterval: 0, perConversation: [] } } });
});
afterAll(async () => {
  await desk.close();
  watched.stop();
});

type Place = readonly (string | number)[];

/** Every place of a value, the inner ones as well. */
function placesOf(value: unknown, at: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, each]) => placesOf(each, [...at, name]))];
}

/** The same value with another one at one place; `undefined` leaves it out. */
function changed(value: unknown, [name, ...more]: Place, other: unknown): unknown {
  if (name === undefined) return other;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = changed(copy[name], more, other);
  return copy;
}

const strange = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, 0, -1, 1e308, '', [], {}, '\ud800', '\0', '__proto__', 'constructor'),
  fc.constantFrom<unknown>('<at>Compliance Desk</at>', '&nbsp;', '&lt;b&gt;', '🏦'.repeat(2_000), 'x'.repeat(90_000)),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
  fc.constantFrom<unknown>('invoke', 'conversationUpdate', 'installationUpdate', 'message', 'channel', 'groupChat'),
  fc.record({ id: fc.string(), name: fc.string(), type: fc.constantFrom('mention', 'x'), text: fc.string() }),
);

/** A good activity of one of several kinds, changed at up to three places. */
function activities() {
  const people = [{ id: desk.teams.botId }, { id: '29:x', aadObjectId: 'y' }];
  const mention = { type: 'mention', text: '<at>Desk</at>', mentioned: { id: desk.teams.botId, name: 'Desk' } };
  const good = [
    () => messageOf(desk, desk.teams.chat(), { entities: [mention, { type: 'clientInfo', locale: 'es-ES' }] }),
    () => messageOf(desk, desk.teams.group(), { text: '<at>Desk</at> help', entities: [mention] }),
    () => messageOf(desk, desk.teams.channel(), { attachments: [{ contentType: 'text/html', content: '<p>a</p>' }] }),
    () => messageOf(desk, desk.teams.chat(), { type: 'invoke', name: 'composeExtension/query', value: { a: [1] } }),
    () => messageOf(desk, desk.teams.chat(), { type: 'conversationUpdate', membersAdded: people }),
    () => messageOf(desk, desk.teams.chat(), { type: 'installationUpdate', action: 'remove' }),
  ];
  return fc
    .tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 3 }))
    .map(([make, changes]) =>
      changes.reduce<unknown>((value, [at, other]) => {
        const places = placesOf(value);
        return changed(value, places[at % places.length] ?? [], other);
      }, make()),
    );
}

it('takes or refuses whatever is sent, and answers whoever comes after', async () => {
  await fc.assert(
    fc.asyncProperty(activities(), async (activity) => {
      const { status, text } = await send(desk.teams.bot, {
        headers: asTeams(desk),
        body: JSON.stringify(activity) ?? 'undefined',
      });
      // 501: an invoke that nobody here knows.
      expect(status < 500 || status === 501, `${status} ${text}`).toBe(true);
      // An extension is refused in the form that its window shows.
      if (status >= 400)
        expect(['error', 'composeExtension', 'task']).toEqual(
          expect.arrayContaining(Object.keys(JSON.parse(text) as object)),
        );
    }),
    { numRuns: 250 },
  );
  await desk.door.settled();
  expect((await desk.teams.chat().ask(QUESTION)).text).toContain('Each guild shall');
  expect(watched.uncaught).toEqual([]);
}, 120_000);

it('takes or refuses whatever bytes are sent', async () => {
  const good = JSON.stringify(messageOf(desk, desk.teams.chat()));
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 20 }), async (at, bytes) => {
      const body = Buffer.concat([Buffer.from(good.slice(0, at)), bytes, Buffer.from(good.slice(at + bytes.length))]);
      const { status } = await send(desk.teams.bot, { headers: asTeams(desk), body });
      expect([200, 400, 401, 403]).toContain(status);
    }),
    { numRuns: 150 },
  );
  await desk.door.settled();
  expect(watched.uncaught).toEqual([]);
}, 120_000);

describe('words as people may send them', () => {
  it.each([
    ['eighty KB', 'Article 3 '.repeat(8_192)],
    ['a hundred thousand signs', '🏦'.repeat(50_000)],
    ['half of a surrogate pair', 'What does \ud800 Article 3 require?'],
    ['NUL', 'What does\0Article 3 require?'],
    ['marks of direction', 'What does \u202e3 elcitrA require?'],
    ['Markdown and HTML', '</at><at>**<script>alert(1)</script>** [x](javascript:alert(1))'],
  ])('%s are answered once', async (_what, text) => {
    const chat = desk.teams.chat();
    const shown = await chat.ask('', { changed: { text } });
    await desk.door.settled();
    expect(shown.text.length).toBeGreaterThan(10);
    expect(chat.shown().filter(({ from }) => from === 'bot')).toHaveLength(1);
    expect(desk.teams.violations.filter(({ conversation }) => conversation === chat.id)).toEqual([]);
  });

  it('do not grow without end by mentions of mentions', () => {
    const text = '<at>a</at>'.repeat(5_000);
    const entities = Array.from({ length: 900 }, () => ({
      type: 'mention',
      text: '<at>a</at>',
      mentioned: { id: '29:x', name: '<at>a</at>'.repeat(20) },
    }));
    const read = readActivity(messageOf(desk, desk.teams.chat(), { text, entities }));
    expect(read.entities).toEqual([]);
    expect(spokenText(read).length).toBeLessThanOrEqual(text.length);
    const bare = { type: 'mention', text: 'a', mentioned: { id: '29:x', name: 'aaaaaaaaaa' } };
    expect(readActivity(messageOf(desk, desk.teams.chat(), { entities: [bare] })).entities).toEqual([]);
    const sound = { type: 'mention', text: '<at>Ana</at>', mentioned: { id: '29:x', name: 'Ana' } };
    expect(readActivity(messageOf(desk, desk.teams.chat(), { entities: [sound] })).entities).toEqual([sound]);
  });

  it('are read where a field has the name of a prototype', async () => {
    const chat = desk.teams.chat();
    const activity = JSON.stringify(messageOf(desk, chat)).replace(
      '{',
      '{"__proto__":{"type":"invoke"},"constructor":1,',
    );
    expect((await send(desk.teams.bot, { headers: asTeams(desk), body: activity })).status).toBe(200);
    await chat.waitFor((each) => each.shown().some(({ text }) => text.includes('Each guild shall')));
  });
});
