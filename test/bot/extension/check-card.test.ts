import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCard } from '../../../bot/extension/check-card.ts';
import { LANGUAGES } from '../../../src/regulations/act.ts';
import { type CardRenderer, noRenderer, openRenderer } from '../cards/rendering.ts';

type Checked = Parameters<typeof checkCard>[0];

const SAMPLE: Checked = {
  statements: [
    {
      text: 'We tell the warden of a flooded vault within ten days.',
      section: [],
      provisions: ['4', '19'].map((number) => ({
        id: `32099R0001#art_${number}`,
        act: '32099R0001',
        place: `art_${number}`,
        label: `Article ${number}(1) Regulation (EU) 2099/1`,
        url: 'https://law.example/32099R0001',
        excerpt: 'Each guild shall report its vaults under rule 4, and in particular: report the vaults within 6 days.',
        matched: ['vaults'],
        version: { date: '2099-01-01', source: number === '4' ? ('official' as const) : ('digest' as const) },
      })),
    },
    {
      text: 'Lunch is at noon, [see](https://evil.example) {{DATE(2099-01-01T00:00:00Z)}}.',
      section: [],
      provisions: [],
    },
  ],
  notes: ['Nobody has judged whether the text meets them.'],
};

const huge = (): Checked => ({
  statements: Array.from({ length: 12 }, () => ({
    ...(SAMPLE.statements[0] as Checked['statements'][number]),
    text: '“ÁÉ🙂'.repeat(2_000),
  })),
  notes: Array.from({ length: 40 }, () => 'x'.repeat(5_000)),
});

describe('the card of a checked text', () => {
  let renderer: CardRenderer | undefined;
  beforeAll(async () => {
    if (noRenderer() === undefined) renderer = await openRenderer();
  });
  afterAll(() => renderer?.close());

  it.skipIf(noRenderer() !== undefined).each(LANGUAGES)(
    'is drawn without a problem, wide and narrow: %s',
    async (language) => {
      for (const width of [600, 320])
        for (const place of ['window', 'chat'] as const) {
          const { card } = checkCard(SAMPLE, { language, author: 'Luis Vega', in: place });
          const drawn = await renderer?.render(card, { width });
          expect([drawn?.problems, drawn?.tooWide]).toEqual([[], []]);
          expect(drawn?.text).toContain('[see](https://evil.example) {{DATE(2099-01-01T00:00:00Z)}}');
          expect(drawn?.links.join()).not.toContain('evil');
        }
    },
  );

  it('fits, whatever it holds', () => {
    const { card, text } = checkCard(huge(), { language: 'es', author: 'y'.repeat(1_000), in: 'window' });
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(27_000);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(JSON.stringify(card)).toContain('Aquí no se juzga');
  });
});
