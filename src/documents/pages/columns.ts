import { type Line, leftOf, linesOf, rightOf } from './lines.ts';
import type { PlacedText } from './page-text.ts';

/** A line in the stretch of a page that is read from the top down without looking elsewhere: a column, or a page. */
export interface ReadLine extends Line {
  /** Counts the stretches of a document in reading order. */
  readonly stretch: number;
}

const FEWEST_LINES = 5;
/** How much of its column a line of running text fills; cells of tables fill less. */
const FULL = 0.7;
const NARROWEST = 0.2;
/** Looked at so many points apart, and at so many places at most. */
const STEP = 3;
const PLACES = 250;
const MOST_SPLITS = 3;
/** The white between two columns at the least, in sizes of the letters; headings in larger ones need no more of it. */
const GUTTER = 0.6;
const USUAL_SIZE = 10;

/** Below any page: what does not run from left to right was put there. */
const LOWEST = 20_000;

/** The lines of a page in reading order: column by column, between the lines that go across. */
export function inReadingOrder(lines: readonly Line[], firstStretch: number): readonly ReadLine[] {
  const ordered: ReadLine[] = [];
  let stretch = firstStretch - 1;
  const read = (some: readonly Line[], splits: number): void => {
    const gutter = splits >= MOST_SPLITS ? undefined : gutterOf(some);
    if (gutter === undefined) {
      stretch += 1;
      for (const line of some) ordered.push({ ...line, stretch });
      return;
    }
    for (const band of bandsOf(some, gutter)) for (const part of band) if (part.length > 0) read(part, splits + 1);
  };
  const onPage = lines.filter(({ y }) => y < LOWEST);
  const aside = lines.filter(({ y }) => y >= LOWEST);
  if (onPage.length > 0) read(onPage, 0);
  if (aside.length > 0) read(aside, MOST_SPLITS);
  return ordered;
}

/** Where the white between two columns of text runs, or nowhere. */
function gutterOf(lines: readonly Line[]): number | undefined {
  const left = lines.reduce((least, line) => Math.min(least, leftOf(line)), Number.POSITIVE_INFINITY);
  const right = lines.reduce((most, line) => Math.max(most, rightOf(line)), 0);
  const width = right - left;
  const step = Math.max(STEP, width / PLACES);
  let best: { x: number; crossing: number; wide: number } | undefined;
  for (let x = left + width * NARROWEST; x <= right - width * NARROWEST; x += step) {
    const crossing = lines.filter((line) => crosses(line, x)).length;
    if (crossing > lines.length * 0.4) continue;
    if (!areColumns(lines, x, left, right)) continue;
    if (best === undefined || crossing < best.crossing) best = { x, crossing, wide: step };
    else if (crossing === best.crossing && x - best.x <= best.wide) best = { ...best, wide: x - best.x + step };
  }
  return best === undefined ? undefined : best.x + (best.wide - step) / 2;
}

function crosses({ runs }: Line, x: number): boolean {
  return runs.some((run) => run.left < x && run.right > x);
}

/** True where the same white is between the columns all the way down: gaps between words only overlap by chance. */
function isWhite(lines: readonly Line[], x: number): boolean {
  let [from, to, size] = [0, Number.POSITIVE_INFINITY, 0];
  for (const line of lines) {
    size = Math.max(size, line.size);
    for (const { left, right } of line.runs) {
      if (right <= x) from = Math.max(from, right);
      else to = Math.min(to, left);
    }
  }
  return to - from >= GUTTER * Math.min(size, USUAL_SIZE);
}

/** How much of a column a line takes, and where the line stands. */
interface Filled {
  readonly y: number;
  readonly width: number;
}

/** Running text on both sides, side by side, on enough lines. Their lines need not stand on one height. */
function areColumns(lines: readonly Line[], x: number, left: number, right: number): boolean {
  const apart = lines.filter((line) => !crosses(line, x));
  if (!isWhite(apart, x)) return false;
  const one = filledBy(apart, (run) => run.right <= x);
  const other = filledBy(apart, (run) => run.left >= x);
  return isFilled(beside(one, other), x - left) && isFilled(beside(other, one), right - x);
}

function filledBy(lines: readonly Line[], isIn: (run: Line['runs'][number]) => boolean): readonly Filled[] {
  return lines.flatMap(({ y, runs }) => {
    const own = runs.filter(isIn);
    return own.length === 0 ? [] : [{ y, width: own.reduce((sum, run) => sum + run.right - run.left, 0) }];
  });
}

/** Those at heights at which the others stand too. */
function beside(lines: readonly Filled[], others: readonly Filled[]): readonly Filled[] {
  const top = others.reduce((least, { y }) => Math.min(least, y), Number.POSITIVE_INFINITY);
  const foot = others.reduce((most, { y }) => Math.max(most, y), 0);
  return lines.filter(({ y }) => y >= top - HEIGHT && y <= foot + HEIGHT);
}

/** Points within which two lines may be one beside the other. */
const HEIGHT = 6;

function isFilled(lines: readonly Filled[], width: number): boolean {
  if (lines.length < FEWEST_LINES) return false;
  const widths = lines.map((line) => line.width).sort((a, b) => a - b);
  return (widths[Math.floor(widths.length / 2)] ?? 0) >= width * FULL;
}

interface Band {
  readonly left: PlacedText[];
  readonly right: PlacedText[];
  readonly across: Line[];
}

/** Cut at the lines that go across: each band is its left column, its right column, and the line across behind them. */
function bandsOf(lines: readonly Line[], gutter: number): readonly (readonly (readonly Line[])[])[] {
  const page = lines[0]?.page ?? 0;
  const bands: Band[] = [{ left: [], right: [], across: [] }];
  for (const line of lines) {
    let band = bands.at(-1);
    if (band === undefined) continue;
    if (crosses(line, gutter)) {
      band.across.push(line);
      continue;
    }
    if (band.across.length > 0) {
      band = { left: [], right: [], across: [] };
      bands.push(band);
    }
    for (const part of line.parts) (part.x + part.width / 2 <= gutter ? band.left : band.right).push(part);
  }
  // Two columns set apart were one line where their lines stood close to one height: each has its own now.
  return bands.map(({ left, right, across }) => [
    linesOf({ page, texts: left }),
    linesOf({ page, texts: right }),
    across,
  ]);
}
