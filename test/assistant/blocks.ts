import type { Block } from '../../src/regulations/importers/provision-builder.ts';

/** Blocks of invented acts, for `buildProvision`. */
export const text = (words: string): Block => ({ kind: 'text', text: words });
export const item = (marker: string, words: string): Block => ({ kind: 'item', marker, blocks: [text(words)] });
export const paragraph = (marker: string, ...blocks: readonly Block[]): Block => ({
  kind: 'paragraph',
  marker,
  blocks,
});
