import assert from 'node:assert/strict';
import type { Flow } from '../stage.ts';

/** In a group the desk is silent until it is mentioned. */
export const group: Flow = {
  name: 'group',
  setting: 'own words',
  run: async ({ screen, step, since }) => {
    await step('opened', () => screen.open('group'));
    await step('answered where mentioned', async () => {
      await screen.say('What does Article 5 DORA require?');
      await screen.next('Receipt', () => screen.mention('What does Article 17(1) DORA require?'));
    });
    const answers = since().filter(({ way, activity }) => way === 'out' && /Receipt/.test(activity.text ?? ''));
    assert.equal(answers.length, 1, 'It answers what was not said to it.');
  },
};
