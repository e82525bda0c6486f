import { type Line, leftOf, rightOf } from './lines.ts';

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
  if (lines.length > 0) read(lines, 0);
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

function crosses({ segments }: Line, x: number): boolean {
  return segments.some((segment) => segment.left < x && segment.right > x);
}

/** Running text on both sides, side by side, on enough lines. */
function areColumns(lines: readonly Line[], x: number, left: number, right: number): boolean {
  const beside = lines.filter((line) => !crosses(line, x) && leftOf(line) < x && rightOf(line) > x);
  if (beside.length < FEWEST_LINES) return false;
  const fills = (of: (line: Line) => readonly { left: number; right: number }[], width: number): boolean => {
    const filled = beside.map((line) => of(line).reduce((sum, each) => sum + each.right - each.left, 0) / width);
    return (filled.sort((a, b) => a - b)[Math.floor(filled.length / 2)] ?? 0) >= FULL;
  };
  return (
    fills(({ segments }) => segments.filter((each) => each.right <= x), x - left) &&
    fills(({ segments }) => segments.filter((each) => each.left >= x), right - x)
  );
}

/** Cut at the lines that go across: each band is its left column, its right column, and the line across behind them. */
function bandsOf(lines: readonly Line[], gutter: number): readonly (readonly (readonly Line[])[])[] {
  const bands: { left: Line[]; right: Line[]; across: Line[] }[] = [{ left: [], right: [], across: [] }];
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
    const left = line.segments.filter((segment) => segment.right <= gutter);
    const right = line.segments.filter((segment) => segment.right > gutter);
    if (left.length > 0) band.left.push({ ...line, segments: left });
    if (right.length > 0) band.right.push({ ...line, segments: right });
  }
  return bands.map(({ left, right, across }) => [left, right, across]);
}
