import assert from 'node:assert/strict';
import { type Flow, streamOf } from '../stage.ts';

/** A model that is slow: its first sentence is read while the others are still being written. */
export const streaming: Flow = {
  name: 'streaming',
  setting: 'slow model',
  run: async (stage) => {
    const { screen, step, model } = stage;
    await screen.open('personal');
    await step('what is being done', () =>
      screen.next('Looking into the law…', () => screen.say('To whom are major ICT-related incidents reported?')),
    );
    const begun = await step('first sentence', () =>
      screen.next('Financial entities have to report', async () => model?.begin()),
    );
    assert.doesNotMatch((await begun.textContent()) ?? '', /Receipt/, 'The whole answer came at once.');
    await step('whole answer', () => screen.next('Receipt', async () => model?.goOn()));
    const pieces = streamOf(stage);
    const kinds = pieces.map(({ info }) => info.streamType);
    assert.equal(kinds[0], 'informative');
    assert.ok(kinds.includes('streaming'), 'Nothing was streamed.');
    assert.equal(kinds.at(-1), 'final');
    const texts = pieces
      .filter(({ info }) => info.streamType !== 'informative')
      .map(({ exchanged }) => exchanged.activity.text ?? '');
    for (const [at, text] of texts.slice(1).entries())
      assert.ok(text.startsWith(texts[at] ?? ''), 'A piece takes back what the one before it said.');
  },
};
