import type { ReadLine } from './columns.ts';
import type { Segment } from './lines.ts';

/** A table as it stands on a page: its first row is taken for its headers, unless it is a list of names and values. */
export interface PageTable {
  readonly page: number;
  readonly headers: readonly string[];
  readonly rows: readonly { readonly page: number; readonly cells: readonly string[] }[];
  /** How many lines it took. */
  readonly lines: number;
}

/** Rows with cells under one another, below the headers; fewer are lines with gaps. */
const FEWEST_ROWS = 2;
/** How far a cell may begin from its column's, in sizes of the letters. */
const ALIGNED = 0.8;
/** From line to line within a cell, in sizes of the letters. */
const CLOSE = 1.45;

/**
 * The table that begins at a line: cells that stand under the first line's, row by row; a line without its first cell
 * goes on with the row above. `undefined` where there is none.
 */
export function tableAt(lines: readonly ReadLine[], at: number): PageTable | undefined {
  const head = lines[at];
  if (head === undefined || head.segments.length < 2) return undefined;
  const columns = head.segments;
  const headers = columns.map(({ text }) => text);
  const more = headerLines(lines, at);
  for (const { cells } of more) add(headers, cells);
  const rows: { page: number; cells: string[] }[] = [];
  const first = at + 1 + more.length;
  let next = first;
  let lastY = more.at(-1)?.line.y ?? head.y;
  let step: number | undefined;
  for (; next < lines.length; next += 1) {
    const line = lines[next];
    if (line === undefined || line.stretch !== head.stretch) break;
    const gap = line.y - lastY;
    const cells = cellsOf(line, columns);
    if (cells === undefined || gap > line.size * 4) break;
    const row = rows.at(-1);
    const goesOn = cells[0] === '' && row !== undefined && (step === undefined || gap <= step * 1.15);
    if (goesOn) add(row.cells, cells);
    else if (line.segments.length < 2 && row !== undefined && gap <= line.size * 1.6 && isNarrow(line, columns))
      add(row.cells, cells);
    else if (line.segments.length < 2) break;
    else rows.push({ page: line.page, cells: [...cells] });
    if (goesOn) step = gap;
    lastY = line.y;
  }
  const full = rows.filter(({ cells }) => cells.filter((cell) => cell !== '').length >= 2).length;
  if (full < FEWEST_ROWS) return undefined;
  const taken = { page: head.page, lines: next - at };
  return isNamesAndValues(head, lines[first])
    ? { ...taken, headers: [], rows: [{ page: head.page, cells: headers }, ...rows] }
    : { ...taken, headers, rows };
}

/** Two columns whose first row is set as the next one is: nothing says that they are headers. */
function isNamesAndValues(head: ReadLine, next: ReadLine | undefined): boolean {
  if (head.segments.length !== 2 || next === undefined || head.size !== next.size) return false;
  return head.segments.every(({ font }, column) => font !== undefined && font === next.segments[column]?.font);
}

/** Lines that headers go on in: set as they are, close below them, and otherwise than the rows. */
function headerLines(
  lines: readonly ReadLine[],
  at: number,
): readonly { readonly line: ReadLine; readonly cells: readonly string[] }[] {
  const found: { line: ReadLine; cells: readonly string[] }[] = [];
  const head = lines[at];
  const font = head?.segments[0]?.font;
  if (head === undefined || font === undefined) return found;
  let above = head;
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = lines[next];
    if (line === undefined || line.stretch !== head.stretch || line.y - above.y > line.size * CLOSE) return found;
    const cells = cellsOf(line, head.segments);
    if (cells === undefined || line.segments.some((segment) => segment.font !== font)) return found;
    // A table that is set in one font has no lines that are headers for sure.
    if (cells.every((cell) => cell !== '') && head.segments.length === line.segments.length) return [];
    found.push({ line, cells });
    above = line;
  }
  return [];
}

function add(row: string[], cells: readonly string[]): void {
  for (const [column, cell] of cells.entries()) if (cell !== '') row[column] = `${row[column] ?? ''} ${cell}`.trim();
}

/** True for a single cell that ends before the next column begins. */
function isNarrow({ segments }: ReadLine, columns: readonly Segment[]): boolean {
  const second = columns[1];
  const [only] = segments;
  return second !== undefined && only !== undefined && only.right < second.left;
}

/** A line's cells under the columns they stand in; `undefined` where one stands under none, or two under one. */
function cellsOf({ segments, size }: ReadLine, columns: readonly Segment[]): readonly string[] | undefined {
  const cells = columns.map(() => '');
  for (const segment of segments) {
    const column = columns.findIndex(
      ({ left, right }, which) =>
        Math.abs(segment.left - left) <= ALIGNED * size ||
        Math.abs(segment.right - right) <= ALIGNED * size ||
        // Centred, or wider than its header, but short of the next column.
        (Math.abs(segment.left + segment.right - left - right) <= 2 * ALIGNED * size &&
          segment.right < (columns[which + 1]?.left ?? Number.POSITIVE_INFINITY)),
    );
    if (column < 0 || cells[column] !== '') return undefined;
    cells[column] = segment.text;
  }
  return cells;
}
