import type { Block } from '../../documents/block.ts';
import type { WordStyle } from './docx-styles.ts';
import { paragraphsIn, tableBlocks } from './docx-tables.ts';
import { type Plain, withHeadings, withoutContents } from './plain-blocks.ts';
import { type WordNode, type WordParagraph, wordNode, wordParagraph } from './word-nodes.ts';

/** A document's blocks, in the order of its pages, and its title where one is styled as such. */
export interface WordBlocks {
  readonly blocks: readonly Block[];
  readonly title?: string;
}

type Styles = ReadonlyMap<string, WordStyle>;

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
  const isStyled = found.some((block) => block.kind === 'heading' && block.level > 1);
  return { blocks: withoutContents(withHeadings(found, isStyled)), ...(title === undefined ? {} : { title }) };
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
