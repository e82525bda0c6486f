import { afterEach, expect, it } from 'vitest';
import { PERMISSIONS, type Permission } from '../../../src/core/permissions.ts';
import { everybody, type TeamsDesk, teamsDesk } from '../teams-desk.ts';
import { bytesOf, POLICY } from './chatting.ts';

let desk: TeamsDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

it('tells whoever asked on a document’s card why no answer follows', async () => {
  let permissions: readonly Permission[] = PERMISSIONS;
  const passes = everybody(PERMISSIONS);
  desk = await teamsDesk({
    door: { passes: { ...passes, of: (...asked) => everybody(permissions).of(...asked) } },
  });
  const chat = desk.teams.chat();
  const card = await chat.ask('', { attachments: desk.teams.file('Ferry policy.txt', bytesOf(POLICY)).attachments });
  permissions = [];
  const { body } = await chat.execute(card.id, 'ask_document', { question: 'When are keels tarred?' });
  expect(body).toMatchObject({ statusCode: 200 });
  await desk.door.settled();
  const last = chat.shown().at(-1);
  expect(last?.id).not.toBe(card.id);
  expect(last?.text).toContain('regulations:read');
  expect(desk.failures).toEqual([]);
});

it('tells of what broke inside without its words, and tells whoever runs the desk', async () => {
  desk = await teamsDesk();
  const chat = desk.teams.chat();
  const card = await chat.ask('', { attachments: desk.teams.file('Ferry policy.txt', bytesOf(POLICY)).attachments });
  desk.desk.toolbox.tools.ask_document.call = async () => {
    throw new Error('inner words');
  };
  await chat.execute(card.id, 'ask_document', { question: 'When are keels tarred?' });
  await desk.door.settled();
  expect(chat.shown().at(-1)?.text).toMatch(/Something went wrong/);
  expect(JSON.stringify(chat.shown())).not.toContain('inner words');
  expect(desk.failures).toHaveLength(1);
});
