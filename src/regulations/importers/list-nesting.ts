import { romanToArabic } from './annex.ts';
import { DEEPEST_PLACE } from './checked-text.ts';
import type { Block } from './provision-builder.ts';

/** A line of a source that shows no structure: its marker, if it has one, and its words. */
export interface MarkedLine {
  /** As printed; empty for plain text. */
  readonly marker: string;
  readonly text: string;
}

/** Marks a line of quoted law: it is set under what announces it, whatever it begins with. */
export const QUOTED = '\u2009';

/** More lists inside each other than any law has: below, places would grow without end. `checkedText` refuses them. */
const DEEPEST = DEEPEST_PLACE + 2;

type Style = 'letter' | 'capital' | 'roman' | 'number' | 'dash';

interface Level {
  readonly style: Style;
  readonly items: MutableItem[];
}

interface MutableItem {
  readonly kind: 'item';
  readonly marker: string;
  readonly blocks: Block[];
  lost?: true;
}

/**
 * Finds the tree in a flat run of lines: which point continues which list, and which opens a list inside another. A
 * point continues the innermost list whose next number it is; one that is first of its kind opens a list below the
 * point before it. "(i)" after "(h)" is a letter, unless "(ii)" follows it.
 */
export function nestLines(lines: readonly MarkedLine[]): readonly Block[] {
  const root: Block[] = [];
  const following = new Following(lines);
  let levels: Level[] = [];
  for (const [position, line] of lines.entries()) {
    if (line.marker === '') {
      levels = levelsAround(lines, position, levels, following);
      const owner = levels.at(-1)?.items.at(-1);
      (owner?.blocks ?? root).push({ kind: 'text', text: line.text });
      continue;
    }
    const item: MutableItem = {
      kind: 'item',
      marker: line.marker,
      blocks: line.text === '' ? [] : [{ kind: 'text', text: line.text }],
    };
    levels = place(item, levels, root, nextMarker(lines, position), lines[position - 1]?.text ?? '');
  }
  return markLost(root);
}

/**
 * The lists that a line without a marker stands in: it goes on with the point before it, or it is a further subparagraph
 * of that point, told by a later marker that goes on with the list. Otherwise it stands outside all lists.
 */
function levelsAround(lines: readonly MarkedLine[], position: number, levels: Level[], following: Following): Level[] {
  const text = lines[position]?.text ?? '';
  if (continuesPoint(text, lines[position - 1])) return levels;
  const [at, next, second] = following.markersBehind(position);
  if (next === undefined || next === QUOTED) return [];
  const styles = stylesOf(next);
  const opens = isFirst(next, styles);
  const opened = firstStyle(next, styles, second);
  if (text.endsWith(':') && !opens) return [];
  const depth = levels.findLastIndex(({ style, items }) => {
    const last = items.at(-1)?.marker;
    if (last === undefined || style === 'dash') return false;
    if (!opens) return styles.includes(style) && follows(last, next, style);
    return style !== opened && following.goesOn(at + 1, last, style);
  });
  return levels.slice(0, depth + 1);
}

interface Marked {
  readonly position: number;
  readonly marker: string;
  readonly styles: readonly Style[];
}

/**
 * What the markers behind a line tell about it. The lines are asked about in their order, so each answer is kept until
 * the walk has passed the marker that gave it: a list of n lines is read in n steps, not in n².
 */
class Following {
  readonly #marked: readonly Marked[];
  readonly #known = new Map<string, { readonly at: number; readonly goesOn: boolean }>();
  #next = 0;

  constructor(lines: readonly MarkedLine[]) {
    this.#marked = lines.flatMap(({ marker }, position) =>
      marker === '' ? [] : [{ position, marker, styles: stylesOf(marker) }],
    );
  }

  /** The next marker behind a line, where it stands among the markers, and the one behind it. */
  markersBehind(position: number): readonly [number, string | undefined, string | undefined] {
    while ((this.#marked[this.#next]?.position ?? Number.POSITIVE_INFINITY) <= position) this.#next += 1;
    return [this.#next, this.#marked[this.#next]?.marker, this.#marked[this.#next + 1]?.marker];
  }

  /** True where the very next number of a list comes before the list begins anew: what stands between belongs to its last point. */
  goesOn(from: number, last: string, style: Style): boolean {
    const key = `${style} ${orderOf(last, style)}`;
    const known = this.#known.get(key);
    if (known !== undefined && known.at >= from) return known.goesOn;
    const found = this.#decidedAt(from, last, style);
    this.#known.set(key, found);
    return found.goesOn;
  }

  #decidedAt(from: number, last: string, style: Style): { readonly at: number; readonly goesOn: boolean } {
    for (let at = from; at < this.#marked.length; at += 1) {
      const { marker = '', styles = [] as readonly Style[] } = this.#marked[at] ?? {};
      if (!styles.includes(style)) continue;
      if (['a', 'A', '1'].includes(bare(marker))) return { at, goesOn: false };
      if (follows(last, marker, style) && stepOf(last, marker, style) <= 1) return { at, goesOn: true };
    }
    return { at: Number.POSITIVE_INFINITY, goesOn: false };
  }
}

/** All that `follows` and `stepOf` look at in the marker that they start from. */
function orderOf(marker: string, style: Style): string {
  const core = bare(marker);
  if (style === 'number') return `${Number.parseInt(core, 10)} ${core.length}`;
  return String(style === 'roman' ? romanOf(core) : ordinal(core));
}

function stepOf(last: string, marker: string, style: Style): number {
  if (style === 'number') return Number.parseInt(bare(marker), 10) - Number.parseInt(bare(last), 10);
  if (style === 'roman') return 1;
  return ordinal(bare(marker)) - ordinal(bare(last));
}

/** A line in lower case goes on with the sentence of the point before it. */
function continuesPoint(text: string, before: MarkedLine | undefined): boolean {
  return before !== undefined && /^\p{Ll}/u.test(text) && !/[.;:]$/.test(before.text);
}

function nextMarker(lines: readonly MarkedLine[], position: number): string | undefined {
  const next = lines[position + 1];
  return next?.marker === '' ? undefined : next?.marker;
}

function place(
  item: MutableItem,
  levels: readonly Level[],
  root: Block[],
  next: string | undefined,
  before: string,
): Level[] {
  const styles = stylesOf(item.marker);
  const opensInner =
    isFirst(item.marker, styles) && (before.endsWith(':') || levels.length === 0 || secondOf(item.marker, next));
  if (!opensInner || styles.includes('dash')) {
    for (let depth = levels.length - 1; depth >= 0; depth -= 1) {
      const level = levels[depth];
      const last = level?.items.at(-1);
      if (level === undefined || last === undefined || !styles.includes(level.style)) continue;
      if (
        level.style === 'dash'
          ? before.endsWith(':') && depth < levels.length - 1
          : !follows(last.marker, item.marker, level.style)
      )
        continue;
      level.items.push(item);
      attach(item, levels[depth - 1], root);
      return levels.slice(0, depth + 1);
    }
  }
  const style = (isFirst(item.marker, styles) ? firstStyle(item.marker, styles, next) : styles[0]) ?? 'letter';
  const kept =
    opensInner || before.endsWith(':') ? [...levels] : levels.filter((level) => !styles.includes(level.style));
  attach(item, kept.at(-1), root);
  return kept.length < DEEPEST ? [...kept, { style, items: [item] }] : kept;
}

function attach(item: MutableItem, parent: Level | undefined, root: Block[]): void {
  const owner = parent?.items.at(-1);
  (owner?.blocks ?? root).push(item);
}

const bare = (marker: string): string => marker.replace(/[().ºª\s]/g, '');

function stylesOf(marker: string): readonly Style[] {
  const core = bare(marker);
  if (core === '' || /^[—–•·-]$/.test(core)) return ['dash'];
  if (/^\d/.test(core)) return ['number'];
  if (/^[A-Z]{1,2}$/.test(core)) return ['capital'];
  return romanOf(core) === undefined ? ['letter'] : ['roman', 'letter'];
}

/** Long lists are found that count "(xxxix)", "(xxxx)". */
function romanOf(letters: string): number | undefined {
  return romanToArabic(letters.replace(/^x{4}/i, 'xl'));
}

function isFirst(marker: string, styles: readonly Style[]): boolean {
  return styles.includes('dash') || ['a', 'A', 'i', '1'].includes(bare(marker));
}

/** A marker that is followed by the second of its kind is a first one, whatever list is open. */
function secondOf(marker: string, next: string | undefined): boolean {
  const following = next === undefined ? '' : bare(next);
  return bare(marker) === 'i' && following === 'ii';
}

function firstStyle(marker: string, styles: readonly Style[], next: string | undefined): Style | undefined {
  if (bare(marker) !== 'i') return styles.at(-1);
  return next !== undefined && bare(next) === 'j' ? 'letter' : 'roman';
}

function follows(last: string, marker: string, style: Style): boolean {
  const [from, to] = [bare(last), bare(marker)];
  if (style === 'number') {
    const [a, b] = [Number.parseInt(from, 10), Number.parseInt(to, 10)];
    return b === a + 1 || (b === a && to.length > from.length) || (b > a && b <= a + 3);
  }
  if (style === 'roman') {
    const [a, b] = [romanOf(from) ?? 0, romanOf(to) ?? -1];
    return b === a + 1;
  }
  return ordinal(to) > ordinal(from) && (ordinal(to) - ordinal(from) <= 3 || to.length > from.length);
}

/** a … z are 1 … 26, aa is 27; an inserted "ba" stands between b and c. */
function ordinal(letters: string): number {
  const lower = letters.toLowerCase();
  const first = lower.startsWith('ñ') ? 14.5 : lower.charCodeAt(0) - 96;
  if (lower.length === 1) return first;
  const second = lower.charCodeAt(1) - 96;
  return lower[0] === lower[1] && lower.length === 2
    ? 26 + first
    : 26 * (lower[0] === 'a' ? 1 : 0) + first + second / 100;
}

/** A point with neither words nor points of its own was lost by the source. */
function markLost(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => {
    if (block.kind !== 'item') return block;
    const inner = markLost(block.blocks);
    return inner.length === 0 ? { ...block, blocks: inner, lost: true as const } : { ...block, blocks: inner };
  });
}
