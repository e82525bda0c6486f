import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { Flow } from '../stage.ts';

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

const Results = z.looseObject({
  composeExtension: z.looseObject({
    attachments: z.array(
      z.looseObject({
        contentType: z.string(),
        preview: z.looseObject({ content: z.record(z.string(), z.unknown()) }),
      }),
    ),
  }),
});

/** A provision is looked up from the compose box, and put into the message as a card. */
export const messageExtension: Flow = {
  name: 'message-extension',
  setting: 'own words',
  run: async ({ screen, step, wired }) => {
    const { page } = screen;
    await screen.open('personal');
    await withoutSelecting(page, async () => {
      await step('found', async () => {
        await page.getByRole('button', { name: 'Trigger Message Extension App' }).last().click();
        await page.getByRole('menuitem', { name: 'Search Command' }).click();
        await page.getByText('Specify Command ID or Parameter').click();
        await page.getByRole('textbox', { name: 'Command ID' }).fill('searchProvisions');
        await page.getByRole('textbox', { name: 'Parameter name' }).fill('query');
        await page.getByPlaceholder('Enter a search term').fill('Article 19(4) DORA');
        await page.getByRole('heading', { name: 'Article 19(4) DORA' }).first().waitFor();
      });
      await step('put into the message', async () => {
        await page.getByRole('heading', { name: 'Article 19(4) DORA' }).first().click();
        await page
          .getByRole('link', { name: 'Official text' })
          .or(page.getByRole('button', { name: 'Official text' }))
          .last()
          .waitFor();
      });
    });
    const searched = await wired('the search', ({ activity }) => activity.name === 'composeExtension/query');
    assert.equal(searched.at(-1)?.status, 200);
    // Away with the draft: what is sent with it is another flow's.
    await screen.open('group');
    await screen.open('personal');
  },
};

/**
 * The Playground shows no results of which one may be asked for again (`tap`), and no cards but Adaptive Cards, both of
 * which Teams does; before its own eyes these are left out.
 */
async function withoutSelecting(page: Page, run: () => Promise<void>): Promise<void> {
  const invokes = '**/_conversation/v1/invoke';
  await page.route(invokes, async (route) => {
    const response = await route.fetch();
    const json: unknown = await response.json();
    const results = Results.safeParse(json);
    if (!results.success) return route.fulfill({ response, json });
    const { composeExtension } = results.data;
    const attachments = composeExtension.attachments
      .filter(({ contentType }) => contentType === ADAPTIVE_CARD)
      .map((each) => {
        const { tap: _tap, ...content } = each.preview.content;
        return { ...each, preview: { ...each.preview, content } };
      });
    return route.fulfill({ response, json: { composeExtension: { ...composeExtension, attachments } } });
  });
  try {
    await run();
  } finally {
    await page.unroute(invokes);
  }
}
