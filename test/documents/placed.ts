import { pageBlocks } from '../../src/documents/pages/page-blocks.ts';
import type { PageText, PlacedText } from '../../src/documents/pages/page-text.ts';
import { statementsOf } from '../../src/documents/statements.ts';

/** Letters are half as wide as they are high. */
export function at(x: number, y: number, text: string, size = 10): PlacedText {
  return { text, x, y, width: text.length * size * 0.5, size };
}

export function lines(x: number, y: number, texts: readonly string[], size = 10): readonly PlacedText[] {
  return texts.map((text, row) => at(x, y + row * size * 1.2, text, size));
}

export function page(number: number, texts: readonly PlacedText[]): PageText {
  return { page: number, width: 600, height: 800, texts };
}

export function read(...pages: readonly (readonly PlacedText[])[]): readonly string[] {
  const { blocks } = pageBlocks(pages.map((texts, index) => page(index + 1, texts)));
  return statementsOf(blocks, 10_000).map(({ section, text }) => [...section, text].join(' | '));
}
