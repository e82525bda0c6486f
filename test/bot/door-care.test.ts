import { afterEach, expect, it, vi } from 'vitest';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

const QUARTER = 15 * 60_000;
const DAY = 24 * 3_600_000;

let desk: TeamsDesk | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await desk?.close();
  desk = undefined;
});

it('forgets while it runs what was delivered a day ago, with what it was answered', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const time = { now: Date.now() };
  const clock = { now: () => time.now, today: () => new Date(time.now).toISOString().slice(0, 10) };
  desk = await teamsDesk({ desk: { clock } });
  const chat = desk.teams.chat();
  const searched = await chat.query('searchProvisions', { query: 'guild' });
  const delivered = {
    tenant: chat.tenant,
    conversation: chat.id,
    id: String(searched.activity['id']),
    kind: 'invoke',
    at: new Date(time.now).toISOString(),
    owner: 'this test',
  };
  const { inbox } = desk.desk.conversations;
  expect(inbox.accept(delivered)).toMatchObject({ kind: 'known', reply: expect.stringContaining('composeExtension') });
  await vi.advanceTimersByTimeAsync(QUARTER);
  expect(inbox.accept(delivered).kind).toBe('known');
  time.now += DAY + QUARTER;
  await vi.advanceTimersByTimeAsync(QUARTER);
  expect(inbox.accept(delivered).kind).toBe('new');
  expect(desk.failures).toEqual([]);
});
