import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/regulations/act.ts';
import type { ToolDesk } from '../../tools/invented-law.ts';
import { linesShown } from './card-parts.ts';
import { type CardRenderer, noRenderer, openRenderer } from './rendering.ts';
import { sampleCards } from './sample-cards.ts';
import { cardDesk, HOSTILE } from './sample-law.ts';

const missing = noRenderer();
if (missing !== undefined) console.warn(missing);

describe.skipIf(missing !== undefined)('cards in the renderer of Adaptive Cards', () => {
  let desk: ToolDesk;
  let renderer: CardRenderer;
  beforeAll(async () => {
    desk = await cardDesk();
    renderer = await openRenderer();
  });
  afterAll(async () => {
    await renderer.close();
    await desk.close();
  });

  it.each(LANGUAGES)('are drawn whole, on a telephone as well (%s)', { timeout: 120_000 }, async (language) => {
    for (const [name, { card }] of Object.entries(await sampleCards(desk, language))) {
      const { problems, text, links, tooWide } = await renderer.render(card, { width: 320 });
      expect(problems, name).toEqual([]);
      expect(tooWide, name).toEqual([]);
      expect(links, name).toEqual([]);
      for (const line of linesShown(card)) expect(text, name).toContain(line);
    }
  });

  it('show strange signs of a law as they are stored: no link, no bold, no date', async () => {
    const { card } = (await sampleCards(desk, 'en'))['provision-strange']!;
    const { text, links } = await renderer.render(card);
    expect(text).toContain(HOSTILE);
    expect(links).toEqual([]);
  });

  it('would be told by it to be wrong', async () => {
    const { card } = (await sampleCards(desk, 'en'))['hits-none']!;
    const { problems } = await renderer.render(
      JSON.parse(JSON.stringify(card).replaceAll('RichTextBlock', 'RicherBlock')),
    );
    expect(problems).not.toEqual([]);
  });
});
