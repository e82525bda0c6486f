import assert from 'node:assert/strict';
import { POLICIES } from '../../fixtures/demo-policies.ts';
import type { Flow } from '../stage.ts';

/** Where the demo policies fall short of an act: the gaps, one of them with both texts, and a person's decision. */
export const gaps: Flow = {
  name: 'gaps',
  setting: 'own words',
  run: async ({ screen, client, step, wired, since }) => {
    await client.run('policies', 'add', POLICIES);
    await screen.open('personal');
    const { page } = screen;
    const press = (name: string) => page.getByRole('button', { name, exact: true }).last().click();
    await step('compared', () =>
      screen.next('Gap analysis: DORA', () => screen.say('Where do we fall short of DORA?')),
    );
    await step('next gaps', () => screen.next(/Gaps (?!1–)\d+–/, () => press('Next gaps')));
    await step('one of them', () =>
      screen.next('What the law demands', () =>
        page
          .getByRole('button', { name: /^Details: / })
          .first()
          .click(),
      ),
    );
    await page.getByLabel('Why you decide so').last().fill('The outsourcing manual says it, section 4.');
    await step('to confirm', () => screen.next('nothing is written yet', () => press('It is no gap')));
    await step('decided', () => screen.next(/Done by [^·]+ · 20/, () => press('Confirm')));
    const pressed = await wired('presses', ({ activity }) => activity.name === 'adaptiveCard/action');
    assert.ok(pressed.every(({ status }) => status === 200));
    const said = since().filter(({ way, activity }) => way === 'out' && activity.type === 'typing');
    assert.match(String(said[0]?.activity.text), /^Comparing DORA/);
    await step('carencias', async () => {
      await screen.next('español', () => screen.say('español'));
      await screen.next('Análisis de carencias: DORA', () => screen.say('carencias DORA artículos 17 a 19'));
    });
    await screen.next('The desk speaks English', () => screen.say('english'));
  },
};
