import type { Flow } from '../stage.ts';

/** What is offered under an answer names a provision, and shows that one. */
export const suggestedProvision: Flow = {
  name: 'suggested-provision',
  setting: 'slow model',
  run: async ({ screen, step, model }) => {
    model?.begin();
    model?.goOn();
    await screen.open('personal');
    await screen.next('Receipt', () => screen.say('What does Article 19 DORA require?'));
    const offered = screen.page.getByRole('button', { name: 'Show Article 19(2) DORA' });
    await step('shown', () => screen.next('Whole article', () => offered.click()));
  },
};
