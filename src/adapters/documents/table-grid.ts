import type { RowBlock } from '../../documents/block.ts';
import { unfilledHeaders } from '../../documents/unfilled-headers.ts';

/** A cell as its format has it. */
export interface GridCell {
  readonly text: string;
  /** From 1. */
  readonly colSpan: number;
  readonly rowSpan: number;
  /** True where no letter of it is set plain. */
  readonly isBold: boolean;
}

export interface GridLine {
  readonly cells: readonly GridCell[];
  /** True where the format says that it is one of the table's headers. */
  readonly isHeader: boolean;
}

interface GridRow {
  readonly cells: readonly string[];
  readonly isHeader: boolean;
  readonly isBold: boolean;
  /** True where one cell takes the whole width. */
  readonly isBand: boolean;
}

const MOST_COLUMNS = 200;
/** What is longer stands once, in the first place that it spans: repeated it would outgrow the file. */
const LONGEST_REPEATED = 300;

/**
 * A table's rows with their headers; `undefined` for what is a frame around text: one column, or one cell. What spans
 * several columns or rows stands in each of them; what takes the whole width stands alone, above what it introduces.
 */
export function tableRows(lines: readonly GridLine[]): readonly RowBlock[] | undefined {
  const rows = gridOf(lines);
  const columns = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (columns <= 1) return undefined;
  return partsOf(rows, columns).flatMap((part) => rowsOf(part, columns));
}

/** A table within a table begins where headers come again behind rows. */
function partsOf(rows: readonly GridRow[], columns: number): readonly (readonly GridRow[])[] {
  const parts: GridRow[][] = [[]];
  let last: GridRow | undefined;
  for (const row of rows) {
    const isHeader = row.isHeader && row.cells.length === columns && !row.isBand;
    if (isHeader && last !== undefined && !last.isHeader && !last.isBand) parts.push([]);
    parts.at(-1)?.push(row);
    last = row;
  }
  return parts;
}

function rowsOf(rows: readonly GridRow[], columns: number): readonly RowBlock[] {
  const first = rows.findIndex(({ isBand }) => !isBand);
  const [above, below] = first < 0 ? [rows, []] : [rows.slice(0, first), rows.slice(first)];
  const headed = headerRows(below, columns);
  const headers = Array.from({ length: columns }, (_, at) => headerOf(below.slice(0, headed), at));
  const body = below.slice(headed);
  const alone = (cells: readonly string[]): RowBlock => ({ kind: 'row', headers: [], cells });
  // A table of nothing but its headers still says them.
  if (body.length === 0)
    return [...above, ...below].map(({ cells, isBand }) => alone(isBand ? cells.slice(0, 1) : cells));
  const named = headed === 0 ? [] : headers;
  const unfilled = unfilledHeaders(
    named,
    body.filter(({ isBand }) => !isBand).map(({ cells }) => cells),
  );
  return [
    ...above.map(({ cells }) => alone(cells.slice(0, 1))),
    ...(unfilled.length === 0 ? [] : [alone(unfilled)]),
    ...body.map(({ cells, isBand }): RowBlock => {
      return isBand ? alone(cells.slice(0, 1)) : { kind: 'row', headers: named, cells };
    }),
  ];
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
  return [...new Set(rows.flatMap(({ cells, isBand }) => (isBand ? [] : [cells[at] ?? ''])))]
    .filter((cell) => cell !== '')
    .join(' – ');
}

/** Rows with as many cells as there are columns. */
function gridOf(lines: readonly GridLine[]): readonly GridRow[] {
  const carried: { text: string; rows: number }[] = [];
  const widest = lines.reduce((most, { cells }) => Math.max(most, widthOf(cells)), 0);
  return lines.map((line): GridRow => {
    const cells: string[] = [];
    const carry = (): void => {
      for (let above = carried[cells.length]; above !== undefined && above.rows > 0; above = carried[cells.length]) {
        above.rows -= 1;
        cells.push(above.text);
      }
    };
    for (const { text, colSpan, rowSpan } of line.cells) {
      carry();
      const repeated = text.length <= LONGEST_REPEATED ? text : '';
      for (let column = 0; column < colSpan && cells.length < MOST_COLUMNS; column += 1) {
        carried[cells.length] = { text: repeated, rows: rowSpan - 1 };
        cells.push(column === 0 ? text : repeated);
      }
    }
    carry();
    const says = cells.some((cell) => cell !== '');
    return {
      cells,
      isHeader: line.isHeader,
      isBold: says && line.cells.every(({ isBold, text }) => isBold || text === ''),
      isBand: says && line.cells.length === 1 && widest > 1 && (line.cells[0]?.colSpan ?? 1) >= widest,
    };
  });
}

function widthOf(cells: readonly GridCell[]): number {
  return Math.min(
    MOST_COLUMNS,
    cells.reduce((sum, { colSpan }) => sum + colSpan, 0),
  );
}
