import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { ShownCard } from '../../../bot/cards/shown-card.ts';
import { LANGUAGES } from '../../../src/regulations/act.ts';
import { openRenderer } from './rendering.ts';
import { sampleCards } from './sample-cards.ts';
import { cardDesk } from './sample-law.ts';

/**
 * Draws every card, for people to look at: `tsx test/bot/cards/look.ts <folder> [name]`. Light and dark, wide and narrow,
 * in both languages.
 */
const [folder = 'cards', only] = process.argv.slice(2);
const desk = await cardDesk();
const renderer = await openRenderer();
for (const language of LANGUAGES) {
  const cards = Object.entries(await sampleCards(desk, language)).filter(
    ([name]) => only === undefined || name.startsWith(only),
  );
  for (const [theme, width] of [
    ['light', 600],
    ['light', 320],
    ['dark', 600],
    ['dark', 320],
  ] as const) {
    mkdirSync(join(folder, language), { recursive: true });
    for (const [name, card] of cards.flatMap(opened)) {
      const { problems, tooWide } = await renderer.render(card, { theme, width });
      for (const problem of [...problems, ...tooWide]) console.error(`${name} (${language}, ${width}): ${problem}`);
      await renderer.picture(join(folder, language, `${name}-${theme}-${width}.png`));
    }
  }
}
await renderer.close();

await desk.close();

/** A card, and what it shows once everything is opened. */
function opened([name, { card }]: readonly [string, ShownCard]): readonly (readonly [string, IAdaptiveCard])[] {
  const json = JSON.stringify(card);
  const whole = json.replaceAll('"isVisible":false', '"isVisible":true');
  return whole === json
    ? [[name, card]]
    : [
        [name, card],
        [`${name}-opened`, JSON.parse(whole) as IAdaptiveCard],
      ];
}
