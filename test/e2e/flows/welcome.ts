import assert from 'node:assert/strict';
import { WELCOME } from '../chat-screen.ts';
import type { Flow } from '../stage.ts';

/** Teams tells of one installation twice: whoever has put the app in is welcomed once. */
export const welcome: Flow = {
  name: 'welcome',
  setting: 'own words',
  run: async ({ screen, client, step }) => {
    await step('welcomed', () => screen.bubbles(WELCOME).waitFor());
    const told = client.wire().filter(({ way, activity }) => way === 'in' && activity.type !== 'message');
    assert.deepEqual(
      told.map(({ activity }) => activity.type),
      ['installationUpdate', 'conversationUpdate'],
    );
    assert.equal(await screen.bubbles(/./).count(), 1, 'It is welcomed more than once.');
  },
};
