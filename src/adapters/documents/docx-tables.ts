import type { Block } from '../../documents/block.ts';
import { type GridCell, tableRows } from './table-grid.ts';
import { type WordNode, wordParagraph } from './word-nodes.ts';

/** A table's rows with their headers; `undefined` for what is a frame around text: one column, or one cell. */
export function tableBlocks(table: WordNode): readonly Block[] | undefined {
  return tableRows(
    table.children
      .filter(({ type }) => type === 'tableRow')
      .map(({ children, isHeader }) => ({ cells: children.map(cellOf), isHeader })),
  );
}

function cellOf(cell: WordNode): GridCell {
  const paragraphs = paragraphsIn(cell).map(wordParagraph);
  const texts = paragraphs.map(({ label, text }) => `${label} ${text}`.trim()).filter((text) => text !== '');
  return {
    text: texts.join(' '),
    colSpan: cell.colSpan,
    rowSpan: cell.rowSpan,
    isBold: paragraphs.every(({ isBold, text }) => isBold || text === ''),
  };
}

/** The paragraphs in a node in order, those of tables within it too. */
export function paragraphsIn(node: WordNode): readonly WordNode[] {
  return node.type === 'paragraph' ? [node] : node.children.flatMap(paragraphsIn);
}
