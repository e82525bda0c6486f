import type { Block } from '../../documents/block.ts';
import { withNumberedSections } from '../../documents/numbered-sections.ts';
import { headingDepth, openingOf } from '../../documents/printed-numbers.ts';
import type { WordStyle } from './docx-styles.ts';
import { paragraphsIn, tableBlocks } from './docx-tables.ts';
import { type WordNode, type WordParagraph, wordNode, wordParagraph } from './word-nodes.ts';

/** A document's blocks, in the order of its pages, and its title where one is styled as such. */
export interface WordBlocks {
  readonly blocks: readonly Block[];
  readonly title?: string;
}

type Styles = ReadonlyMap<string, WordStyle>;

/** A block that was made of a plain paragraph: whether it is a heading only its words can tell. */
interface Plain {
  readonly kind: 'plain';
  readonly text: string;
  readonly isBold: boolean;
}

/**
 * Turns what Mammoth read into blocks: headings by their style or its outline level, items by their list, tables by row,
 * notes behind the paragraph that refers to them. Where no style tells headings, bold lines and numbers do.
 *
 * @param root Mammoth's document
 * @param notes Mammoth's notes by their keys
 */
export function wordBlocks(root: unknown, notes: ReadonlyMap<string, unknown>, styles: Styles): WordBlocks {
  const found: (Block | Plain)[] = [];
  const titles: string[] = [];
  const told = new Set<string>();
  const paragraph = (node: WordNode): void => {
    const read = wordParagraph(node);
    if (read.text !== '') {
      if (styleOf(node, styles)?.name === 'title') titles.push(read.text);
      found.push(paragraphBlock(node, read, styles));
    }
    for (const key of read.notes) {
      if (told.has(key)) continue;
      told.add(key);
      const body = (notes.get(key) as { readonly body?: unknown } | undefined)?.body;
      for (const each of Array.isArray(body) ? body.map(wordNode).flatMap(paragraphsIn) : []) {
        const { text } = wordParagraph(each);
        if (text !== '') found.push({ kind: 'paragraph', text });
      }
    }
  };
  const walk = (node: WordNode): void => {
    if (node.type === 'paragraph') paragraph(node);
    else if (node.type === 'table') {
      const rows = tableBlocks(node);
      if (rows === undefined) for (const each of paragraphsIn(node)) paragraph(each);
      else {
        for (const row of rows) found.push(row);
        for (const each of paragraphsIn(node)) if (each.type === 'paragraph') notesIn(each);
      }
    } else for (const child of node.children) walk(child);
  };
  const notesIn = (node: WordNode): void => {
    if (wordParagraph(node).notes.length > 0) paragraph({ ...node, children: onlyNotes(node) });
  };
  walk(wordNode(root));
  const [title] = titles;
  return { blocks: withoutContents(withHeadings(found)), ...(title === undefined ? {} : { title }) };
}

/** The note references in a paragraph whose words were told already. */
function onlyNotes(node: WordNode): readonly WordNode[] {
  return node.children.flatMap((each) => (each.note === undefined ? onlyNotes(each) : [each]));
}

function styleOf({ styleId }: WordNode, styles: Styles): WordStyle | undefined {
  return styleId === undefined ? undefined : styles.get(styleId);
}

function paragraphBlock(node: WordNode, { label, text, isBold }: WordParagraph, styles: Styles): Block | Plain {
  const style = styleOf(node, styles);
  const labelled = `${label} ${text}`.trim();
  if (style?.name === 'title') return { kind: 'heading', level: 1, text };
  if (style?.outline !== undefined) return { kind: 'heading', level: style.outline + 2, text: labelled };
  if (node.listLevel !== undefined) return { kind: 'item', depth: Math.min(node.listLevel, 8), text: labelled };
  return { kind: 'plain', text: labelled, isBold };
}

/** Where no style marks a heading, the others are told by their words and by how they look. */
function withHeadings(found: readonly (Block | Plain)[]): readonly Block[] {
  const isStyled = found.some((block) => block.kind === 'heading' && block.level > 1);
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
function withoutContents(blocks: readonly Block[]): readonly Block[] {
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
