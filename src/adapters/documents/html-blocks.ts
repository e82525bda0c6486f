import type { AnyNode, Element } from 'domhandler';
import type { Block } from '../../documents/block.ts';
import { areNamedLines } from '../../documents/named-lines.ts';
import { openingOf } from '../../documents/printed-numbers.ts';
import { type ListCounter, listCounter } from './html-lists.ts';
import { furnitureOf, isTag, saysAnything } from './html-seen.ts';
import { htmlTable } from './html-tables.ts';
import {
  fieldSign,
  inlineText,
  isBold,
  isLeftOut,
  LINE_END,
  type PageReading,
  refuseDepth,
  wordsIn,
} from './html-words.ts';
import type { Plain } from './plain-blocks.ts';

/** What is read on lines of its own. */
const APART = new Set(
  'address article aside blockquote body caption center details dialog div dd dl dt fieldset figcaption figure footer form header hgroup legend main nav optgroup p search section summary tbody td tfoot th thead tr'.split(
    ' ',
  ),
);
const CONTENT = new Set(['article', 'main', 'section', 'aside']);
const LISTS = new Set(['ul', 'ol', 'menu', 'dir']);
const DEEPEST_ITEM = 8;
/** Word's title stands above its headings of the first level. */
const TITLE = 0;

/** Where a node stands. */
interface Place {
  readonly depth: number;
  readonly isInContent: boolean;
  readonly isBold: boolean;
  /** How many lists are open around it. */
  readonly lists: number;
  readonly counter?: ListCounter;
  /** The item that it is in; its number is printed once. */
  readonly item?: { readonly depth: number; marker: string };
}

interface Walk extends PageReading {
  readonly found: (Block | Plain)[];
  /** What has been read of the line that is open. */
  line: string[];
  bold: number;
  plain: number;
}

/** A page's blocks, in the order of its source, and what is plain text among them. */
export function htmlBlocks(nodes: readonly AnyNode[], reading: PageReading): readonly (Block | Plain)[] {
  const walk: Walk = { ...reading, found: [], line: [], bold: 0, plain: 0 };
  const place: Place = { depth: 0, isInContent: false, isBold: false, lists: 0 };
  readAll(nodes, place, walk);
  flush(place, walk);
  const above = walk.found.some((block) => block.kind === 'heading' && block.level === TITLE) ? 1 : 0;
  return walk.found.map((block) => (block.kind === 'heading' ? { ...block, level: block.level + above } : block));
}

function readAll(nodes: readonly AnyNode[], place: Place, walk: Walk): void {
  refuseDepth(place.depth, walk.refuse);
  for (const node of nodes) {
    if (node.type === 'text') addText(inlineText(node.data), place, walk);
    else if (isTag(node) && !isLeftOut(node, walk) && !isFurniture(node, place, walk)) readElement(node, place, walk);
  }
}

function addText(text: string, place: Place, walk: Walk): void {
  walk.line.push(text);
  if (!/[\p{L}\p{N}]/u.test(text)) return;
  if (place.isBold) walk.bold += 1;
  else walk.plain += 1;
}

function isFurniture(element: Element, { isInContent }: Place, { unread }: Walk): boolean {
  const what = furnitureOf(element, isInContent);
  if (what === undefined) return false;
  if (saysAnything(element)) {
    if (what === 'navigation') unread.navigation = true;
    else unread.edges = true;
  }
  return true;
}

function readElement(element: Element, place: Place, walk: Walk): void {
  const { name, children } = element;
  const within: Place = {
    ...place,
    depth: place.depth + 1,
    isInContent: place.isInContent || CONTENT.has(name),
    isBold: place.isBold || isBold(element),
  };
  const level = headingLevel(element);
  if (name === 'br') walk.line.push(LINE_END);
  else if (name === 'input') walk.line.push(fieldSign(element, walk.unread));
  else if (level !== undefined) apart(place, walk, () => heading(element, level, place, walk));
  else if (name === 'hr') flush(place, walk);
  else if (name === 'pre' || name === 'listing' || name === 'xmp')
    apart(place, walk, () => verbatim(element, place, walk));
  else if (name === 'table') apart(place, walk, () => table(element, within, walk));
  else if (LISTS.has(name)) apart(place, walk, () => list(element, within, walk));
  else if (name === 'li') apart(place, walk, () => item(element, within, walk));
  else if (name === 'dl') apart(place, walk, () => terms(element, within, walk));
  else if (APART.has(name)) {
    apart(place, walk, () => {
      const word = wordItem(element, within);
      readAll(children, word, walk);
      flush(word, walk);
    });
  } else if (isBulletOfWord(element)) wordMarker(element, place, walk);
  else readAll(children, within, walk);
}

/** Ends the line before, so that what comes has its own. */
function apart(place: Place, walk: Walk, read: () => void): void {
  flush(place, walk);
  read();
}

function headingLevel({ name, attribs }: Element): number | undefined {
  if (/^h[1-6]$/.test(name)) return Number(name.slice(1));
  if (name === 'p' && /\bMsoTitle\b/.test(attribs['class'] ?? '')) return TITLE;
  if (attribs['role']?.trim().toLowerCase() !== 'heading') return undefined;
  const level = Number(attribs['aria-level'] ?? 2);
  return Number.isInteger(level) && level > 0 && level < 100 ? level : 2;
}

function heading(element: Element, level: number, { depth }: Place, walk: Walk): void {
  // Generators put a sign behind a heading by which it is linked to.
  const text = wordsIn(element.children, walk, depth + 1)
    .trim()
    .replace(/\s{0,9}[¶§#🔗]$/u, '');
  if (text !== '') walk.found.push({ kind: 'heading', level, text });
}

/** White space counts, line ends above all. */
function verbatim({ children }: Element, { depth }: Place, walk: Walk): void {
  const lines = preformatted(children, walk, depth + 1);
  if (lines.trim() !== '') walk.found.push({ kind: 'paragraph', text: lines, verbatim: true });
}

function preformatted(nodes: readonly AnyNode[], walk: Walk, depth: number): string {
  refuseDepth(depth, walk.refuse);
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.data;
      if (!isTag(node) || isLeftOut(node, walk)) return '';
      return node.name === 'br' ? '\n' : preformatted(node.children, walk, depth + 1);
    })
    .join('');
}

function table(element: Element, place: Place, walk: Walk): void {
  for (const child of element.children)
    if (isTag(child) && child.name === 'caption' && !isLeftOut(child, walk)) readElement(child, place, walk);
  const rows = htmlTable(element, walk, place.depth);
  if (rows !== undefined) for (const row of rows) walk.found.push(row);
  else {
    readAll(
      element.children.filter((child) => !isTag(child) || child.name !== 'caption'),
      place,
      walk,
    );
    flush(place, walk);
  }
}

function list(element: Element, place: Place, walk: Walk): void {
  const items = element.children.filter((child) => isTag(child) && child.name === 'li').length;
  const { item: _around, ...open } = place;
  const within = { ...open, lists: place.lists + 1, counter: listCounter(element, items) };
  readAll(element.children, within, walk);
  flush(within, walk);
}

function item(element: Element, place: Place, walk: Walk): void {
  const within: Place = {
    ...place,
    item: { depth: Math.min(Math.max(0, place.lists - 1), DEEPEST_ITEM), marker: place.counter?.next(element) ?? '' },
  };
  readAll(element.children, within, walk);
  flush(within, walk);
}

/** A term and what is said of it read as a row does; several terms of one meaning stand in one cell. */
function terms({ children }: Element, place: Place, walk: Walk): void {
  let open: string[] = [];
  const told = (meaning: string): void => {
    const cells = [open.join(', '), meaning].filter((cell) => cell !== '');
    if (cells.length > 0) walk.found.push({ kind: 'row', headers: [], cells });
  };
  let isTold = true;
  for (const child of children.flatMap((each) => (isTag(each) && each.name === 'div' ? each.children : [each]))) {
    if (!isTag(child)) {
      if (child.type === 'text') addText(inlineText(child.data), place, walk);
      continue;
    }
    if (isLeftOut(child, walk)) continue;
    flush(place, walk);
    const words = wordsIn(child.children, walk, place.depth + 1).trim();
    if (child.name === 'dt') {
      if (isTold) open = [];
      open.push(words);
      isTold = false;
    } else {
      told(words);
      isTold = true;
    }
  }
  if (!isTold) told('');
  flush(place, walk);
}

/** Word saves items of lists as paragraphs that say so in a style of its own. */
function wordItem({ name, attribs }: Element, place: Place): Place {
  const level = name === 'p' ? /mso-list\s*:\s*[^;]{0,40}\blevel(\d)/i.exec(attribs['style'] ?? '')?.[1] : undefined;
  return level === undefined ? place : { ...place, item: { depth: Number(level) - 1, marker: '' } };
}

function isBulletOfWord({ attribs }: Element): boolean {
  return /mso-list\s*:\s*ignore/i.test(attribs['style'] ?? '');
}

/** Its bullets are letters of a font of signs; its numbers are words. */
function wordMarker({ children }: Element, { depth }: Place, walk: Walk): void {
  const marker = wordsIn(children, walk, depth + 1).trim();
  if (/[\p{L}\p{N}]/u.test(marker) && !/^[o§ü]$/.test(marker)) walk.line.push(`${marker} `);
}

/** Ends the open line: it becomes an item's text, or paragraphs where the page has empty lines within. */
function flush({ item: within }: Place, walk: Walk): void {
  const text = walk.line.join('').trim();
  const allBold = walk.bold > 0 && walk.plain === 0;
  walk.line = [];
  walk.bold = 0;
  walk.plain = 0;
  if (text === '') return;
  for (const part of linesOf(text)) {
    if (within === undefined) walk.found.push({ kind: 'plain', text: part, isBold: allBold });
    else {
      walk.found.push({ kind: 'item', depth: within.depth, text: `${within.marker} ${part}`.trim() });
      within.marker = '';
    }
  }
}

/** Lines that a page ends by itself are one text, unless an empty one stands between them, or each says its own. */
function linesOf(text: string): readonly string[] {
  if (!text.includes(LINE_END)) return [text];
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const lines = paragraph.split(LINE_END).map((line) => line.trim());
    if (areNamedLines(lines)) return lines;
    const parts: string[] = [];
    for (const line of lines)
      if (parts.length === 0 || openingOf(line) !== undefined) parts.push(line);
      else parts.push(`${parts.pop()} ${line}`);
    return parts.filter((part) => part !== '');
  });
}
