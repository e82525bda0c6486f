import assert from 'node:assert/strict';
import { activityOf, post } from '../by-hand.ts';
import { COLLEAGUE } from '../playground-settings.ts';
import type { Flow } from '../stage.ts';

/** Somebody whose Teams is set to Spanish, and a message that Teams sends twice. */
export const sentByHand: Flow = {
  name: 'sent-by-hand',
  setting: 'own words',
  run: async ({ screen, client, step, since }) => {
    const message = { ...activityOf(client, COLLEAGUE), type: 'message', locale: 'es-ES', text: 'nuevo tema' };
    await screen.open('personal');
    await step('sent twice', () =>
      screen.next('Nuevo tema:', async () => {
        const sent = [await post(client.messagesUrl, message), await post(client.messagesUrl, message)];
        assert.deepEqual(
          sent.map(({ status }) => status),
          [200, 200],
        );
      }),
    );
    // Behind it in the same conversation: whatever was to come before it has come.
    await screen.next('A new topic:', () => screen.say('new topic'));
    const answers = since().filter(({ way, activity: { text } }) => way === 'out' && /^Nuevo tema:/.test(text ?? ''));
    assert.equal(answers.length, 1, 'It was answered twice.');
  },
};
