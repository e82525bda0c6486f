import { afterEach, expect, it } from 'vitest';
import { createOutgoing } from '../../bot/connection/outgoing.ts';
import { testAlert } from '../../src/alerts/alert.ts';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

const PACE = 400;

let desk: TeamsDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

it('sends nothing any more once whoever sends has given an attempt up', async () => {
  desk = await teamsDesk({ door: { outgoing: createOutgoing({ paces: [{ most: 1, within: PACE }] }) } });
  const chat = desk.teams.chat({ installed: false });
  await chat.install();
  await desk.door.settled();
  const address = desk.desk.conversations.addresses.find(chat.tenant, chat.id);
  if (address === undefined) throw new Error('the conversation is not known');
  const message = {
    key: 'alert:1',
    tenant: chat.tenant,
    conversation: chat.id,
    kind: 'alert',
    body: { alert: testAlert('one', '2040-01-01'), language: 'en' },
    correlation: 'one',
    inDoubt: 'again',
    attempt: 1,
    maybeSeen: false,
  } as const;
  const before = chat.shown().length;
  // The welcome has used up the pace: the attempt waits for its turn, and is given up while it does.
  const attempt = await desk.door.courier.deliver(message, address, AbortSignal.timeout(50));
  expect(attempt.kind).toBe('unknown');
  await new Promise((resolve) => setTimeout(resolve, 2 * PACE));
  expect(chat.shown()).toHaveLength(before);
  expect(await desk.door.courier.deliver(message, address, AbortSignal.timeout(5_000))).toMatchObject({
    kind: 'delivered',
  });
  expect(chat.shown()).toHaveLength(before + 1);
});
