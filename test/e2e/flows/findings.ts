import assert from 'node:assert/strict';
import { POLICIES } from '../../fixtures/demo-policies.ts';
import type { Flow } from '../stage.ts';

/**
 * From a gap to a record: a person fills in the form, reads the finding whole, stands by it, and is told its number. On one
 * machine there is one person, whose own word is enough: a second person's is tried against the strict Teams.
 */
export const findings: Flow = {
  name: 'findings',
  setting: 'own words',
  run: async ({ screen, client, step, wired }) => {
    await client.run('policies', 'add', POLICIES);
    await screen.open('personal');
    const { page } = screen;
    const press = (name: string) => page.getByRole('button', { name, exact: true }).last().click();
    await screen.next('Gap analysis: DORA', () => screen.say('gaps DORA'));
    await screen.next('What the law demands', () =>
      page
        .getByRole('button', { name: /^Details: / })
        .first()
        .click(),
    );
    await step('form', () => screen.next('A finding from a gap', () => press('Draft a finding')));
    await step('what is missing', () => screen.next('Say who answers for that', () => press('Draft a finding')));
    await page.getByLabel('Who answers for that').last().fill('ICT risk');
    await page.getByLabel('How it is put right').last().fill('Amend the procedure, and train whoever reports.');
    const whole = await step('the whole finding', () =>
      screen.next('Nothing is filed yet. If you stand by it', () => press('Draft a finding')),
    );
    const said = (await whole.textContent()) ?? '';
    for (const words of ['ICT risk', 'Amend the procedure', 'What the law says', 'Its words are fixed by'])
      assert.ok(said.includes(words), `The card does not say: ${words}`);
    await step('stood by', () => screen.next(/One pair of eyes/, () => press('Stand by it')));
    // It may have come before anybody looks.
    await step('filed', async () => {
      const told = screen.bubbles('Your finding was filed').first();
      await told.waitFor();
      await told.scrollIntoViewIfNeeded();
      assert.match((await told.textContent()) ?? '', /GRC-\d+/);
    });
    await step('the list', () => screen.next(/Findings 1–1 \/ 1/, () => screen.say('findings')));
    await step('nothing to approve', () =>
      screen.next('Nothing waits for your approval', () => screen.say('approvals')),
    );
    await step('hallazgos', async () => {
      await screen.next('español', () => screen.say('español'));
      await screen.next(/Hallazgos 1–1 \/ 1/, () => screen.say('hallazgos'));
    });
    await screen.next('The desk speaks English', () => screen.say('english'));
    const pressed = await wired('presses', ({ activity }) => activity.name === 'adaptiveCard/action');
    assert.ok(pressed.every(({ status }) => status === 200));
  },
};
