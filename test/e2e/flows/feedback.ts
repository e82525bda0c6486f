import assert from 'node:assert/strict';
import { z } from 'zod';
import { activityOf, post } from '../by-hand.ts';
import { OFFICER } from '../playground-settings.ts';
import { type Flow, streamOf } from '../stage.ts';

const Trail = z.object({ rows: z.array(z.looseObject({ type: z.string(), body: z.string() })) });
const Judged = z.looseObject({ receipt: z.string(), reaction: z.enum(['like', 'dislike']) });

/**
 * A thumb, a few words, and the row of the audit that names the answer's receipt. The Playground shows the form, but what
 * it sends names no message and has the words in another place than Teams has them: that is sent by hand.
 */
export const feedback: Flow = {
  name: 'feedback',
  setting: 'own words',
  run: async (stage) => {
    const { screen, step, client } = stage;
    await screen.open('personal');
    const answer = await step('answered', () =>
      screen.next('Receipt', () => screen.say('What does Article 5 DORA require?')),
    );
    const [, shown = ''] = /Receipt ([0-9a-f]{8})/.exec((await answer.textContent()) ?? '') ?? [];
    assert.notEqual(shown, '', 'The answer has no receipt.');
    const dialog = screen.page.getByRole('dialog');
    await step('dialog', async () => {
      await screen.page.getByRole('button', { name: 'Dislike', exact: true }).last().click();
      await dialog.getByRole('textbox').fill('The time limit is missing.');
    });
    await dialog.getByRole('button', { name: 'close' }).click();
    const message = streamOf(stage).at(-1)?.info.streamId;
    const reply = await post(client.messagesUrl, {
      ...activityOf(client, OFFICER),
      type: 'invoke',
      name: 'message/submitAction',
      replyToId: message,
      value: {
        actionName: 'feedback',
        actionValue: { reaction: 'dislike', feedback: JSON.stringify({ feedbackText: 'The time limit is missing.' }) },
      },
    });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    const { rows } = Trail.parse(JSON.parse(await client.run('audit', 'trail', '--json')));
    const judged = rows.filter(({ type }) => type === 'feedback').map(({ body }) => Judged.parse(JSON.parse(body)));
    assert.deepEqual(
      judged.map(({ reaction, receipt }) => [reaction, receipt.slice(0, 8)]),
      [['dislike', shown]],
    );
  },
};
