import type { Flow } from '../stage.ts';

/** Whoever wants Spanish is spoken to in Spanish, and in English again. */
export const spanish: Flow = {
  name: 'spanish',
  setting: 'own words',
  run: async ({ screen, step }) => {
    await screen.open('personal');
    await step('chosen', () => screen.next('El servicio le habla ahora en español.', () => screen.say('Español')));
    await step('answered', () => screen.next('Recibo', () => screen.say('¿Qué exige el artículo 17 de DORA?')));
    await step('english again', () =>
      screen.next('The desk speaks English with you now.', () => screen.say('English')),
    );
  },
};
