import { foldText } from '../../core/text.ts';
import { type Line, lineText } from './lines.ts';

/** The lines of a page, and how high it is. */
export interface PageLines {
  readonly page: number;
  readonly height: number;
  readonly lines: readonly Line[];
}

export interface WithoutRunningLines {
  readonly pages: readonly PageLines[];
  /** What was left out, each line once, as it stands where it stands first. */
  readonly running: readonly string[];
}

const MOST_AT_AN_EDGE = 5;
/** A line that stands on so many pages of all is not the text's; left and right pages may have lines of their own. */
const SHARE = 0.4;
const FEWEST = 3;
/** How far it may move between pages, in points. */
const MOVES = 8;
const PAGE_NUMBER =
  /^(?:(?:page|p\.|p[aá]gina|p[aá]g\.)\s*)?[-–—|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—|]?(?:\s*(?:of|de|\/)\s*\d{1,4})?$/i;
const MARGIN = 0.1;
/** Nearer to the middle of a page no line runs. */
const EDGE = 0.2;

/**
 * Takes out the lines at the top and the foot of pages that repeat from page to page, numbers aside, and page numbers.
 * Only from the edges inwards: what stands among the text stays, however often it is said.
 */
export function withoutRunningLines(pages: readonly PageLines[]): WithoutRunningLines {
  const seen = new Map<string, { readonly y: number; readonly page: number }[]>();
  for (const { page, lines } of pages)
    for (const line of edges(lines)) {
      const places = seen.get(keyOf(line)) ?? [];
      seen.set(keyOf(line), places);
      if (places.at(-1)?.page !== page) places.push({ y: line.y, page });
    }
  const isRunning = (line: Line, height: number): boolean => {
    const text = lineText(line);
    const inMargin = line.y < height * MARGIN || line.y > height * (1 - MARGIN);
    if (inMargin && PAGE_NUMBER.test(text)) return true;
    if (line.y > height * EDGE && line.y < height * (1 - EDGE)) return false;
    const near = (seen.get(keyOf(line)) ?? []).filter(({ y }) => Math.abs(y - line.y) <= MOVES).length;
    if (pages.length === 2) return inMargin && near === 2;
    return near >= Math.max(FEWEST, pages.length * SHARE);
  };
  const running = new Map<string, string>();
  const kept = pages.map(({ page, height, lines }): PageLines => {
    let [first, last] = bounds(lines, (line) => isRunning(line, height));
    // A page of nothing else is a short page of a form or a list, and says what it says.
    if (first >= last) [first, last] = bounds(lines, (line) => PAGE_NUMBER.test(lineText(line)));
    for (const line of [...lines.slice(0, first), ...lines.slice(last)])
      if (!running.has(keyOf(line)) && !PAGE_NUMBER.test(lineText(line))) running.set(keyOf(line), lineText(line));
    return { page, height, lines: lines.slice(first, last) };
  });
  return { pages: kept, running: [...running.values()] };
}

function edges(lines: readonly Line[]): readonly Line[] {
  if (lines.length <= 2 * MOST_AT_AN_EDGE) return lines;
  return [...lines.slice(0, MOST_AT_AN_EDGE), ...lines.slice(-MOST_AT_AN_EDGE)];
}

/** Where the text begins and ends. */
function bounds(lines: readonly Line[], isRunning: (line: Line) => boolean): readonly [number, number] {
  let first = 0;
  for (; first < Math.min(MOST_AT_AN_EDGE, lines.length); first += 1) {
    const line = lines[first];
    if (line === undefined || !isRunning(line)) break;
  }
  let last = lines.length;
  for (; last > first && lines.length - last < MOST_AT_AN_EDGE; last -= 1) {
    const line = lines[last - 1];
    if (line === undefined || !isRunning(line)) break;
  }
  return [first, last];
}

function keyOf(line: Line): string {
  return foldText(lineText(line)).replace(/\d+/g, '#').replace(/\s+/g, ' ');
}
