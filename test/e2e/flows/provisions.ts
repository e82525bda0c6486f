import type { Flow } from '../stage.ts';

/** A provision on its card: from there to the whole article, and from an amended one to what changed. */
export const provisions: Flow = {
  name: 'provisions',
  setting: 'own words',
  run: async ({ screen, step }) => {
    await screen.open('personal');
    const { page } = screen;
    const press = (name: string) => page.getByRole('button', { name }).last().click();
    await step('shown', () => screen.next('Article 19(4) DORA', () => screen.say('Show Article 19(4) DORA')));
    await step('whole article', () =>
      screen.next('Reporting may be outsourced to a third party', () => press('Whole article')),
    );
    await step('official text', () =>
      screen.next('harbour master', () => screen.say('Show Article 1(1) Regulation (EU) 2031/77')),
    );
    await step('what changed', () => screen.next('Struck through: gone.', () => press('What changed')));
  },
};
