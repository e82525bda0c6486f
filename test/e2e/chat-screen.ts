import type { Locator, Page } from 'playwright-core';
import { BOT, CHANNEL, GROUP_CHAT, TEAM } from './playground-settings.ts';
import { PATIENCE, until } from './until.ts';

/** Where somebody writes. */
export type Room = 'personal' | 'group' | 'channel';

/** What a person does and sees in the Playground. */
export interface ChatScreen {
  readonly page: Page;
  open(room: Room): Promise<void>;
  /** Writes into the box that is lowest: of a channel, the reply to its last post. */
  say(text: string): Promise<void>;
  /** The same, with a mention of the desk in front. */
  mention(text: string): Promise<void>;
  /** A post of its own in the channel, with a mention of the desk in front. */
  post(text: string): Promise<void>;
  /** What the desk wrote in the room that is open, and that holds this text; in a channel whole threads. */
  bubbles(text: string | RegExp): Locator;
  /**
   * Does something and waits for what the desk writes then.
   *
   * @returns the first that holds the text and was not there before
   */
  next(text: string | RegExp, act: () => Promise<void>): Promise<Locator>;
  /** An entry of the menu behind `Mock an Activity`. */
  mock(entry: string): Promise<void>;
}

const ROOMS: Readonly<Record<Room, string>> = {
  personal: 'Personal Chat',
  group: GROUP_CHAT.name,
  channel: `${TEAM.name} - ${CHANNEL.name}`,
};

/** What the desk writes first in every room that it is put into. */
export const WELCOME = 'Hello, this is the compliance desk';

/** @param url of the Playground */
export async function openScreen(page: Page, url: string): Promise<ChatScreen> {
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  // It repeats whatever is said, and what is looked for would be found in it.
  await page.getByRole('button', { name: 'Hide log panel' }).click();
  let open: Room = 'personal';
  const bubbles = (text: string | RegExp) => {
    const all = open === 'channel' ? page.getByRole('group') : page.locator('.fai-OutputCard');
    return all.filter({ hasText: text });
  };
  const write = async (box: Locator, text: string, mentioning: boolean): Promise<void> => {
    await box.click();
    if (mentioning) {
      await page.keyboard.type(`@${BOT.name.slice(0, 4)}`, { delay: 20 });
      await page.getByRole('menuitem', { name: BOT.name }).first().click();
    }
    await page.keyboard.insertText(mentioning ? ` ${text}` : text);
  };
  const lowest = () => page.getByRole('textbox').last();
  const send = () => page.getByRole('button', { name: 'Send Message' }).last().click();
  return {
    page,
    open: async (room) => {
      await page.getByRole('treeitem', { name: ROOMS[room] }).click();
      open = room;
      await bubbles(WELCOME).first().waitFor();
    },
    say: async (text) => {
      await write(lowest(), text, false);
      await send();
    },
    mention: async (text) => {
      await write(lowest(), text, true);
      await send();
    },
    post: async (text) => {
      await write(page.getByRole('textbox').first(), text, true);
      await page.getByRole('button', { name: 'Post', exact: true }).click();
    },
    bubbles,
    next: async (text, act) => {
      const before = await bubbles(text).count();
      await act();
      // A new post is the first of a channel; elsewhere what is new comes last.
      const shown = open === 'channel' ? bubbles(text).first() : bubbles(text).nth(before);
      await until(async () => (await bubbles(text).count()) > before, `Nothing came that holds ${text}.`);
      await shown.scrollIntoViewIfNeeded();
      return shown;
    },
    mock: async (entry) => {
      await page.getByRole('button', { name: 'Mock an Activity' }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    },
  };
}
