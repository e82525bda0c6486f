import type { PageText, PlacedText } from './page-text.ts';

/** A part of a line between two wide gaps: a cell, a column's line, a number before its heading. */
export interface Segment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of its first letters, where it is known. */
  readonly font?: string | undefined;
}

export interface Line {
  readonly page: number;
  readonly y: number;
  readonly size: number;
  /** From left to right, at least one. */
  readonly segments: readonly Segment[];
  /** What it was put together from, from left to right. */
  readonly parts: readonly PlacedText[];
  /** Where letters stand, up to gaps that are wider than between words. */
  readonly runs: readonly Pick<Segment, 'left' | 'right'>[];
}

/** In sizes of the letters: from so much on a gap is no space between words. */
const WIDE_GAP = 1.6;
const SPACE = 0.14;
/** Wider than the space between words, those of typewriters (0.6) included, but for lines that are stretched. */
const GAP = 0.62;
/** How far from its line a raised or lowered sign may stand, in sizes of the letters. */
const RAISED = 0.4;

/** The lines of a page from the top down, each whole, whatever columns there are. */
export function linesOf({ page, texts }: Pick<PageText, 'page' | 'texts'>): readonly Line[] {
  const placed = texts.filter(({ text }) => text.trim() !== '').sort((a, b) => a.y - b.y || a.x - b.x);
  const lines: PlacedText[][] = [];
  let open: PlacedText[] = [];
  let base: PlacedText | undefined;
  for (const each of placed) {
    const near = base !== undefined && Math.abs(each.y - base.y) <= RAISED * Math.max(each.size, base.size);
    if (!near) {
      open = [];
      lines.push(open);
      base = each;
    } else if (base !== undefined && each.size > base.size * 1.2) base = each;
    open.push(each);
  }
  return lines.map((parts) => lineOf(page, parts));
}

function lineOf(page: number, parts: readonly PlacedText[]): Line {
  const sizes = new Map<number, number>();
  for (const { size, text } of parts) sizes.set(size, (sizes.get(size) ?? 0) + text.length);
  const [size = 0] = [...sizes].reduce((most, each) => (each[1] > most[1] ? each : most), [0, 0]);
  const main = parts.find((part) => part.size === size);
  const ordered = [...parts].sort((a, b) => a.x - b.x);
  return {
    page,
    y: main?.y ?? 0,
    size,
    segments: segmentsOf(ordered, size, []),
    parts: ordered,
    runs: runsOf(ordered, size),
  };
}

function runsOf(parts: readonly PlacedText[], size: number): readonly Pick<Segment, 'left' | 'right'>[] {
  const runs: { left: number; right: number }[] = [];
  for (const { x, width } of parts) {
    const last = runs.at(-1);
    if (last === undefined || x - last.right > GAP * size) runs.push({ left: x, right: x + width });
    else last.right = Math.max(last.right, x + width);
  }
  return runs;
}

/** A line cut at further places: where one of its parts begins there, a segment does. */
export function withEdges(line: Line, edges: readonly number[]): Line {
  return { ...line, segments: segmentsOf(line.parts, line.size, edges) };
}

function segmentsOf(parts: readonly PlacedText[], size: number, edges: readonly number[]): readonly Segment[] {
  const segments: { text: string; left: number; right: number; font: string | undefined }[] = [];
  let endsBlank = false;
  for (const { text, x, width, font } of parts) {
    const last = segments.at(-1);
    const gap = last === undefined ? 0 : x - last.right;
    if (last === undefined || gap > WIDE_GAP * size || edges.includes(x))
      segments.push({ text: text.trim(), left: x, right: x + width, font });
    else {
      const isApart = gap > SPACE * size || endsBlank || /^\s/.test(text);
      last.text += `${isApart ? ' ' : ''}${text.trim()}`;
      last.right = Math.max(last.right, x + width);
    }
    endsBlank = /\s$/.test(text);
  }
  return withTheirNumbers(segments);
}

/** A number or a bullet stands apart from what it opens; it is no column of its own. */
function withTheirNumbers(segments: readonly Segment[]): readonly Segment[] {
  const [first, second, ...rest] = segments;
  if (first === undefined || second === undefined || first.text.length > 8) return segments;
  if (
    !/^(?:[•◦▪■●○‣·*–—\uf000-\uf0ff-]|\(?(?:\p{L}|[ivxl]{2,5}|\d{1,3})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.?)$/u.test(
      first.text,
    )
  )
    return segments;
  return [{ ...second, text: `${first.text} ${second.text}`, left: first.left }, ...rest];
}

/** A line's words. */
export function lineText({ segments }: Line): string {
  return segments.map(({ text }) => text).join(' ');
}

export function leftOf({ segments }: Line): number {
  return segments[0]?.left ?? 0;
}

export function rightOf({ segments }: Line): number {
  return segments.at(-1)?.right ?? 0;
}
