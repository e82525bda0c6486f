import type { ReadLine } from './columns.ts';
import { withEdges } from './lines.ts';

/** How far two cells of a column may begin from one another, in points. */
const ALIGNED = 1;
const FEWEST_ROWS = 3;
/** Rows looked at above and below; a table that goes on has more of the same. */
const REACH = 12;
/** In so many of them the cell before ends so far from it, in sizes of the letters, that no space between words is it. */
const [FEWEST_WIDE, WIDE] = [2, 1];
const MOST_CELLS = 30;
/** Lines further apart, in sizes of the letters, are no rows of one table. */
const FURTHEST = 4;

/**
 * Lines cut where cells begin: one under another at the same place, line after line, though the gaps before them may be
 * hardly wider than those between words.
 */
export function withCellEdges(lines: readonly ReadLine[]): readonly ReadLine[] {
  return lines.map((line, at) => {
    if (line.runs.length < 2 || line.runs.length > MOST_CELLS) return line;
    const edges = line.runs.slice(1).flatMap(({ left }) => (isEdge(lines, at, left) ? [left] : []));
    return edges.length === 0 ? line : { ...withEdges(line, edges), stretch: line.stretch };
  });
}

function isEdge(lines: readonly ReadLine[], at: number, x: number): boolean {
  let [rows, wide] = [0, 0];
  const look = (from: number, step: 1 | -1): void => {
    for (let next = from; Math.abs(next - at) <= REACH; next += step) {
      const line = lines[next];
      if (line === undefined || !isNear(line, lines[next - step] ?? line, lines[at]) || covers(line, x)) return;
      const gap = gapBefore(line, x);
      if (gap === undefined) continue;
      rows += 1;
      if (gap >= WIDE * line.size) wide += 1;
    }
  };
  look(at, 1);
  look(at - 1, -1);
  return rows >= FEWEST_ROWS && wide >= FEWEST_WIDE;
}

function isNear(line: ReadLine, beside: ReadLine, first: ReadLine | undefined): boolean {
  return line.stretch === first?.stretch && Math.abs(line.y - beside.y) <= FURTHEST * line.size;
}

/** True where words run across a place. */
function covers({ runs }: ReadLine, x: number): boolean {
  return runs.some(({ left, right }) => left < x - ALIGNED && right > x + ALIGNED);
}

/** The white before a cell that begins at a place; `undefined` where none does. */
function gapBefore({ runs }: ReadLine, x: number): number | undefined {
  const which = runs.findIndex(({ left }) => Math.abs(left - x) <= ALIGNED);
  if (which < 0) return undefined;
  return which === 0 ? Number.POSITIVE_INFINITY : x - (runs[which - 1]?.right ?? 0);
}
