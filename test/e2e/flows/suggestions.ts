import assert from 'node:assert/strict';
import type { Flow } from '../stage.ts';

/** What could be asked next stands under the answer, and is asked at a click. */
export const suggestions: Flow = {
  name: 'suggestions',
  setting: 'slow model',
  run: async ({ screen, step, since, model }) => {
    // No answer is held back any more, should this flow run alone.
    model?.begin();
    model?.goOn();
    await screen.open('personal');
    const { page } = screen;
    await step('offered', async () => {
      await screen.next('Receipt', () => screen.say('What does Article 19 DORA require?'));
      await page.getByRole('button', { name: 'Show Article 19' }).first().waitFor();
    });
    await step('new topic', () =>
      screen.next('A new topic', () => page.getByRole('button', { name: 'New topic' }).click()),
    );
    const asked = since().filter(({ way, activity }) => way === 'in' && activity.type === 'message');
    assert.equal(asked.at(-1)?.activity.text, 'New topic');
  },
};
