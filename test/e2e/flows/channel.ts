import assert from 'node:assert/strict';
import type { Flow } from '../stage.ts';

/** In a channel the desk hears what mentions it, and answers in the thread, in one message. */
export const channel: Flow = {
  name: 'channel',
  setting: 'own words',
  run: async ({ screen, step, since }) => {
    await step('opened', () => screen.open('channel'));
    const thread = await step('answered in the thread', () =>
      screen.next('Receipt', () => screen.post('What does Article 17(1) DORA require?')),
    );
    assert.match((await thread.textContent()) ?? '', /What does Article 17\(1\) DORA require\?/);
    const asked = since().find(({ way, activity }) => way === 'in' && activity.type === 'message');
    const answers = since().filter(({ way, activity }) => way === 'out' && activity.replyToId === asked?.activity.id);
    assert.equal(answers.length, 1, 'It is not one message.');
    const [{ activity } = assert.fail('no answer')] = answers;
    assert.equal(activity.type, 'message');
    assert.equal(activity.conversation?.id, asked?.activity.conversation?.id, 'The answer is in another thread.');
    assert.ok(
      !(activity.entities ?? []).some(({ type }) => type === 'streaminfo'),
      'Nothing is streamed in a channel.',
    );
  },
};
