import assert from 'node:assert/strict';
import type { Flow } from '../stage.ts';

/** What somebody wrote, beside the provisions that bear on it: from the menu of their message. */
export const messageAction: Flow = {
  name: 'message-action',
  setting: 'own words',
  run: async ({ screen, step, wired }) => {
    const { page } = screen;
    await screen.open('group');
    // Not said to the desk: it stays silent, and the text is there to be checked.
    await screen.say('We report major ICT-related incidents to the competent authority within a week.');
    await page.getByText('within a week.').last().waitFor();
    const dialog = page.getByRole('dialog');
    await step('checked', async () => {
      await page.getByRole('button', { name: 'Show more information' }).last().click();
      await page.getByRole('menuitem', { name: 'Action Command' }).click();
      await dialog.getByRole('textbox', { name: 'Command ID' }).fill('checkText');
      await dialog.getByRole('button', { name: 'Create' }).click();
      await dialog.getByText('“We report major ICT-related incidents').waitFor();
      await dialog
        .getByText(/Article \d+(\(\d+\))? DORA/)
        .first()
        .waitFor();
    });
    await step('put into the message', async () => {
      await dialog.getByRole('button', { name: 'Put into the chat' }).click();
      await dialog.waitFor({ state: 'hidden' });
    });
    const names = ['composeExtension/fetchTask', 'composeExtension/submitAction'];
    const sent = await wired('the window', ({ activity }) => names.includes(activity.name ?? ''));
    assert.deepEqual(
      sent.map(({ status }) => status),
      [200, 200],
    );
    // Away with the draft.
    await screen.open('personal');
  },
};
