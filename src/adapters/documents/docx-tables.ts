import type { Block } from '../../documents/block.ts';
import { type WordNode, wordParagraph } from './word-nodes.ts';

interface GridRow {
  readonly cells: readonly string[];
  readonly isHeader: boolean;
  readonly isBold: boolean;
}

const MOST_COLUMNS = 200;

/** A table's rows with their headers; `undefined` for what is a frame around text: one column, or one cell. */
export function tableBlocks(table: WordNode): readonly Block[] | undefined {
  const rows = gridOf(table);
  const columns = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (columns <= 1) return undefined;
  const headed = headerRows(rows, columns);
  const headers = Array.from({ length: columns }, (_, at) => headerOf(rows.slice(0, headed), at));
  const body = rows.slice(headed);
  // A table of nothing but its headers still says them.
  if (body.length === 0) return rows.map(({ cells }) => ({ kind: 'row', headers: [], cells }));
  return body.map(({ cells }) => ({ kind: 'row', headers: headed === 0 ? [] : headers, cells }));
}

/** How many rows at the top are headers: those that say so, else the first, unless it is a list of names and values. */
function headerRows(rows: readonly GridRow[], columns: number): number {
  const marked = rows.findIndex(({ isHeader }) => !isHeader);
  if (marked !== 0) return marked < 0 ? rows.length : marked;
  const [first] = rows;
  if (first === undefined || rows.length < 2) return 0;
  if (first.isBold) return 1;
  return columns > 2 && first.cells.every((cell) => cell !== '') ? 1 : 0;
}

/** Headers in several rows read from the top down, each once. */
function headerOf(rows: readonly GridRow[], at: number): string {
  return [...new Set(rows.map(({ cells }) => cells[at] ?? ''))].filter((cell) => cell !== '').join(' – ');
}

/** Rows with as many cells as there are columns: what spans several stands in each. */
function gridOf(table: WordNode): readonly GridRow[] {
  const carried: { text: string; rows: number }[] = [];
  return table.children
    .filter(({ type }) => type === 'tableRow')
    .map((row): GridRow => {
      const cells: string[] = [];
      const carry = (): void => {
        for (let above = carried[cells.length]; above !== undefined && above.rows > 0; above = carried[cells.length]) {
          above.rows -= 1;
          cells.push(above.text);
        }
      };
      let isBold = row.children.length > 0;
      for (const cell of row.children) {
        carry();
        const { text, isBold: bold } = cellOf(cell);
        isBold &&= bold || text === '';
        for (let column = 0; column < cell.colSpan && cells.length < MOST_COLUMNS; column += 1) {
          carried[cells.length] = { text, rows: cell.rowSpan - 1 };
          cells.push(text);
        }
      }
      carry();
      return { cells, isHeader: row.isHeader, isBold: isBold && cells.some((cell) => cell !== '') };
    });
}

function cellOf(cell: WordNode): { readonly text: string; readonly isBold: boolean } {
  const paragraphs = paragraphsIn(cell).map(wordParagraph);
  const texts = paragraphs.map(({ label, text }) => `${label} ${text}`.trim()).filter((text) => text !== '');
  return { text: texts.join(' '), isBold: paragraphs.every(({ isBold, text }) => isBold || text === '') };
}

/** The paragraphs in a node in order, those of tables within it too. */
export function paragraphsIn(node: WordNode): readonly WordNode[] {
  return node.type === 'paragraph' ? [node] : node.children.flatMap(paragraphsIn);
}
