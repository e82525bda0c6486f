import type { AnyNode, Element } from 'domhandler';
import type { RowBlock } from '../../documents/block.ts';
import { isTag, saysAnything, someWithin } from './html-seen.ts';
import { isBold, isLeftOut, type PageReading, wordsIn } from './html-words.ts';
import { type GridCell, type GridLine, tableRows } from './table-grid.ts';

const MOST_SPANNED = 200;
const HEADING = /^h[1-6]$/;

/**
 * A table's rows; `undefined` for one that only places what is on the page: by its role, because it has one column, or
 * because headings or further tables stand in its cells.
 */
export function htmlTable(table: Element, reading: PageReading, depth: number): readonly RowBlock[] | undefined {
  const rows = rowsIn(table);
  if (isLayout(table, rows)) return undefined;
  return tableRows(
    rows
      .filter((row) => !isLeftOut(row, reading))
      .map((row): GridLine => {
        const cells = cellsIn(row).filter((cell) => !isLeftOut(cell, reading));
        return {
          cells: cells.map((cell) => gridCell(cell, reading, depth)),
          isHeader: isHead(row) || (cells.length > 1 && cells.every(({ name }) => name === 'th')),
        };
      }),
  );
}

function isLayout(table: Element, rows: readonly Element[]): boolean {
  const role = table.attribs['role']?.trim().toLowerCase();
  if (role === 'presentation' || role === 'none') return true;
  const cells = rows.flatMap(cellsIn);
  if (cells.some(({ name }) => name === 'th') || rows.some(isHead)) return false;
  return someWithin(
    cells.flatMap(({ children }) => children),
    ({ name }) => HEADING.test(name) || name === 'table',
  );
}

/** The rows of a table, not those of tables within it. */
function rowsIn(table: Element): readonly Element[] {
  return table.children.filter(isTag).flatMap((child) => {
    if (child.name === 'tr') return [child];
    return ['thead', 'tbody', 'tfoot'].includes(child.name)
      ? child.children.filter((row): row is Element => isTag(row) && row.name === 'tr')
      : [];
  });
}

function cellsIn(row: Element): readonly Element[] {
  return row.children.filter((cell): cell is Element => isTag(cell) && (cell.name === 'td' || cell.name === 'th'));
}

function isHead({ parent }: Element): boolean {
  return parent !== null && isTag(parent) && parent.name === 'thead';
}

function gridCell(cell: Element, reading: PageReading, depth: number): GridCell {
  const text = wordsIn(cell.children, reading, depth + 3).trim();
  return {
    text,
    colSpan: span(cell.attribs['colspan']),
    rowSpan: span(cell.attribs['rowspan']),
    isBold: cell.name === 'th' || isBold(cell) || cell.children.every(isBoldNode),
  };
}

/** 0 rows are all that follow (HTML section 4.9.11). */
function span(written: string | undefined): number {
  const number = /^\s{0,9}(\d{1,6})/.exec(written ?? '1')?.[1];
  if (number === undefined) return 1;
  return Number(number) === 0 ? MOST_SPANNED : Math.min(Number(number), MOST_SPANNED);
}

/** Looked at two levels deep: a paragraph, and what it holds. */
function isBoldNode(node: AnyNode): boolean {
  if (!isTag(node)) return !saysAnything(node);
  return (
    isBold(node) ||
    !saysAnything(node) ||
    (node.name === 'p' &&
      node.children.every((each) => (isTag(each) ? isBold(each) || !saysAnything(each) : !saysAnything(each))))
  );
}
