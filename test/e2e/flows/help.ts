import assert from 'node:assert/strict';
import type { Flow } from '../stage.ts';

/** The card of help in both languages; its buttons ask a question, and show what is held in the card's own place. */
export const help: Flow = {
  name: 'help',
  setting: 'own words',
  run: async ({ screen, step, wired }) => {
    await screen.open('personal');
    const { page } = screen;
    await step('helped', () => screen.next('What it does for you', () => screen.say('help')));
    await step('example', () =>
      screen.next('Receipt', () => page.getByRole('button', { name: 'An example' }).last().click()),
    );
    await step('laws held', () =>
      screen.next('digital operational resilience', () =>
        page.getByRole('button', { name: 'Laws held' }).last().click(),
      ),
    );
    const pressed = await wired('the press of a button', ({ activity }) => activity.name === 'adaptiveCard/action');
    assert.ok(pressed.every(({ status }) => status === 200));
    await step('ayuda', async () => {
      await screen.next('español', () => screen.say('español'));
      await screen.next('Normas disponibles', () => screen.say('ayuda'));
    });
    await screen.next('The desk speaks English', () => screen.say('english'));
  },
};
