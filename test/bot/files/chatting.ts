import { expect } from 'vitest';
import { readTrail } from '../../../src/audit/trail.ts';
import type { Conversation, ShownMessage } from '../../fixtures/teams/teams-api.ts';
import type { FileDesk } from './file-desk.ts';

export const POLICY = `1. Ferries

The harbour master keeps every ferry dry for ninety days a year. Keels are tarred in spring.

2. Incidents

A leak is reported to the harbour office within four hours.
`;
export const HOUR = 3_600_000;

export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Sends files, with or without words, and waits for so many messages of the bot's. */
export async function send(
  desk: FileDesk,
  chat: Conversation,
  files: readonly (readonly [name: string, content: string | Uint8Array])[],
  { text = '', messages = 1 }: { readonly text?: string; readonly messages?: number } = {},
): Promise<readonly ShownMessage[]> {
  const before = botMessages(chat).length;
  const attachments = files.flatMap(
    ([name, content]) => desk.teams.file(name, typeof content === 'string' ? bytesOf(content) : content).attachments,
  );
  await chat.say(text, { attachments });
  return chat.waitFor(() => {
    const shown = botMessages(chat).slice(before);
    return shown.length >= messages && shown.every(({ state }) => state === 'whole') ? shown : undefined;
  });
}

export const botMessages = (chat: Conversation) => chat.shown().filter(({ from }) => from === 'bot');

/** Asks, and waits for so many messages. */
export async function ask(chat: Conversation, text: string, messages = 1, options: object = {}) {
  const before = botMessages(chat).length;
  await chat.say(text, options);
  return chat.waitFor(() => {
    const shown = botMessages(chat).slice(before);
    return shown.length >= messages && shown.every(({ state }) => state === 'whole') ? shown : undefined;
  });
}

export const rows = ({ desk }: FileDesk, type = 'document') =>
  readTrail(desk.audit.store, {}, 1_000).filter((row) => row.type === type);

export const citationsOf = ({ entities }: ShownMessage) =>
  (entities.find(({ type }) => type === 'https://schema.org/Message')?.['citation'] ?? []) as {
    position: number;
    appearance: { name: string; abstract: string; url?: string; keywords: string[] };
  }[];

export function calm({ teams, failures }: FileDesk): void {
  expect(teams.violations).toEqual([]);
  expect(failures).toEqual([]);
}
