import assert from 'node:assert/strict';
import { z } from 'zod';
import { activityOf, post, putIntoChat } from '../by-hand.ts';
import { OFFICER } from '../playground-settings.ts';
import type { Flow } from '../stage.ts';

const Picked = z.object({
  composeExtension: z.object({
    attachments: z.array(z.looseObject({ contentType: z.string(), content: z.unknown() })).length(1),
  }),
});

/** What a search found, page by page: the card that the extension's suggestions put into a chat. */
export const foundProvisions: Flow = {
  name: 'found-provisions',
  setting: 'own words',
  run: async ({ screen, client, step }) => {
    await screen.open('personal');
    const reply = await post(client.messagesUrl, {
      ...activityOf(client, OFFICER),
      type: 'invoke',
      name: 'composeExtension/selectItem',
      value: { query: 'notifying a personal data breach' },
    });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    const { attachments } = Picked.parse(reply.body).composeExtension;
    await step('first page', () => screen.next(/1–5/, () => putIntoChat(client, { attachments })));
    const page = (name: string) => screen.page.getByRole('button', { name, exact: true }).last().click();
    await step('second page', () => screen.next(/6–10/, () => page('Next')));
    await step('back', () => screen.next(/1–5/, () => page('Previous')));
    await step('one of them', () =>
      screen.next('Whole article', () =>
        screen.page
          .getByRole('button', { name: /^Article 33\(\d\) GDPR/ })
          .last()
          .click(),
      ),
    );
  },
};
