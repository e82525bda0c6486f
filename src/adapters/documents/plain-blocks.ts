import type { Block } from '../../documents/block.ts';
import { withNumberedSections } from '../../documents/numbered-sections.ts';
import { headingDepth, openingOf } from '../../documents/printed-numbers.ts';

/** A block that was made of a plain paragraph: whether it is a heading only its words can tell. */
export interface Plain {
  readonly kind: 'plain';
  readonly text: string;
  readonly isBold: boolean;
}

/**
 * Blocks of what was read, the plain ones by their words. Where no style marks a heading, the headings too are told by
 * their words and by how they look.
 */
export function withHeadings(found: readonly (Block | Plain)[], isStyled: boolean): readonly Block[] {
  if (isStyled) return found.map((block) => (block.kind === 'plain' ? plainBlock(block.text) : block));
  const blocks: Block[] = [];
  let open: Plain[] = [];
  const close = (): void => {
    const candidates = open.map(({ text, isBold }) => ({ text, ...sureDepth(text, isBold) }));
    for (const block of withNumberedSections(candidates)) blocks.push(block);
    open = [];
  };
  for (const block of found) {
    if (block.kind === 'plain') open.push(block);
    else {
      close();
      blocks.push(block);
    }
  }
  close();
  return blocks;
}

/** Typed bullets and letters are items, as they are where no list is marked. */
function plainBlock(text: string): Block {
  const opening = openingOf(text);
  if (opening === undefined || opening.kind === 'number') return { kind: 'paragraph', text };
  return {
    kind: 'item',
    depth: opening.kind === 'letter' ? 1 : 0,
    text: opening.kind === 'bullet' ? opening.rest : text,
  };
}

const LONGEST_BOLD = 110;

/** A short bold line without a full stop is a heading. */
function sureDepth(text: string, isBold: boolean): { readonly sure?: number } {
  if (!isBold || text.length > LONGEST_BOLD || /[.;:,]$/.test(text)) return {};
  return { sure: headingDepth(text) ?? 1 };
}

/** A table of contents repeats the headings with their pages: what says nothing else is left out. */
export function withoutContents(blocks: readonly Block[]): readonly Block[] {
  const headings = new Set(blocks.flatMap((block) => (block.kind === 'heading' ? [bare(block.text)] : [])));
  return blocks.filter(
    (block) =>
      block.kind !== 'paragraph' ||
      !/\s\d{1,4}$/.test(block.text) ||
      !headings.has(bare(block.text.replace(/\s\d{1,4}$/, ''))),
  );
}

function bare(text: string): string {
  return text
    .replace(/[\s.…]+/g, ' ')
    .trim()
    .toLowerCase();
}
