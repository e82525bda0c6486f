import type { Flow } from '../stage.ts';

/** A conversation follows what is published, is told of a test, and follows it no more. */
export const alerts: Flow = {
  name: 'alerts',
  setting: 'own words',
  run: async ({ screen, client, step }) => {
    await screen.open('personal');
    const press = (name: string) => screen.page.getByRole('button', { name, exact: true }).last().click();
    await step('form', () => screen.next('No alerts come here now.', () => screen.say('alerts')));
    await step('followed', () => screen.next('Done: alerts come here.', () => press('Follow')));
    await step('told', () =>
      screen.next('Test of alerts', async () => {
        await client.run('alerts', 'send', '--test');
      }),
    );
    await step('stopped', () => screen.next('Done: no more alerts come here.', () => press('Stop alerts')));
  },
};
