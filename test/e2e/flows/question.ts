import assert from 'node:assert/strict';
import { z } from 'zod';
import { type Flow, type Stage, streamOf } from '../stage.ts';

const Citation = z.looseObject({
  position: z.number(),
  appearance: z.looseObject({
    name: z.string().max(80),
    abstract: z.string().max(160),
    url: z.url({ protocol: /^https$/ }),
  }),
});

/** A question in the chat: a line at once, then the answer with its chips and its label. */
export const question: Flow = {
  name: 'question',
  setting: 'own words',
  run: async (stage) => {
    const { screen, step } = stage;
    await screen.open('personal');
    const answer = await step('answered', () =>
      screen.next('Receipt', () => screen.say('What does Article 19 DORA require?')),
    );
    await screen.page.getByText('AI generated').last().waitFor();
    const citations = citationsOn(stage);
    const chips = answer.locator('.fai-Citation');
    assert.equal(await chips.count(), citations.length, 'Not every citation has a chip.');
    assert.doesNotMatch((await answer.textContent()) ?? '', /\*\*|\\[[<*_]|\[\d+\]|&[a-z]+;/, 'Markdown is shown raw.');
    const [{ appearance } = assert.fail('no citation')] = citations;
    await step('citation chip', async () => {
      // By the keyboard: a pointer opens it on its way there, and its click would close it again.
      await chips.first().press('Enter');
      const opened = screen.page.getByRole('dialog');
      await opened.getByText(appearance.name).waitFor();
      const link = opened.getByRole('link', { name: appearance.abstract });
      assert.equal(await link.getAttribute('href'), appearance.url);
    });
    await screen.page.keyboard.press('Escape');
  },
};

/** What the wire says of the answer: the stream is in order, and each citation is one that Teams takes. */
function citationsOn(stage: Stage) {
  const pieces = streamOf(stage);
  const [first] = pieces;
  assert.equal(first?.info.streamType, 'informative');
  const last = pieces.at(-1);
  assert.equal(last?.info.streamType, 'final');
  const root = last?.exchanged.activity.entities?.filter(({ type }) => type === 'https://schema.org/Message') ?? [];
  assert.equal(root.length, 1, 'There is not one root entity.');
  assert.deepEqual(root[0]?.['additionalType'], ['AIGeneratedContent']);
  return z.array(Citation).min(1).max(20).parse(root[0]?.['citation']);
}
