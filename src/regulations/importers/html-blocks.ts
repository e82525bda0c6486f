import { type CheerioAPI, load } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { AppError } from '../../core/errors.ts';
import { cleanText } from '../../core/text.ts';
import { SUFFIX } from '../suffixes.ts';
import { refuseUnreadable } from './checked-text.ts';
import { mayLeaveOpen } from './open-elements.ts';
import { type Block, textBlock } from './provision-builder.ts';

const DEEPEST = 200;
/** The parser looks through all open elements at each tag; pages that close their paragraphs stay far below. */
const MOST_OPEN = 2_000;
const SMALLEST_PAGE = 400;

/**
 * Opens a page of EUR-Lex or CELLAR. What is not the whole law is refused before anything is read from it: an empty
 * page, a bot wall, a shell without content, a page cut short.
 */
export function openPage(html: string, origin: string): CheerioAPI {
  const refuse = (why: string): never => {
    throw new AppError(
      'invalid_input',
      `${origin} ${why} Fetch the text again, in the form "XHTML" of CELLAR, and add that file.`,
    );
  };
  if (html.trim() === '') refuse('is empty.');
  if (/awsWaf|challenge-container|gokuProps|cf-browser-verification/i.test(html)) {
    refuse('is a bot-challenge page, not a law.');
  }
  if (html.length < SMALLEST_PAGE) refuse('is too short to hold a law.');
  if (!/<\/html>\s*$/i.test(html)) refuse('ends before the page does (no closing </html>): it was cut short.');
  refuseUnreadable(html, origin);
  const tooDeep = `nests elements more than ${DEEPEST} deep, or does not close them; no law does.`;
  if (mayLeaveOpen(html, MOST_OPEN)) refuse(tooDeep);
  const page = load(html, {
    xml: { xmlMode: false, decodeEntities: true, lowerCaseTags: true, recognizeSelfClosing: true },
  });
  if (isDeeperThan(page.root().toArray(), DEEPEST)) refuse(tooDeep);
  return page;
}

/** Measured level by level, without recursion: what is to be refused here is what would overflow the stack. */
function isDeeperThan(roots: readonly AnyNode[], limit: number): boolean {
  let level: readonly AnyNode[] = roots;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
  return false;
}

const BLOCK_TAGS = new Set([
  'p',
  'div',
  'table',
  'tbody',
  'thead',
  'tr',
  'td',
  'th',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'hr',
  'section',
]);

export function isTag(node: AnyNode): node is Element {
  return node.type === 'tag';
}

function classesOf(element: Element): readonly string[] {
  return (element.attribs['class'] ?? '').split(/\s+/).filter((name) => name !== '');
}

export function hasClass(element: Element, ...names: readonly string[]): boolean {
  return classesOf(element).some((name) => names.includes(name));
}

/** A call of a footnote: `<a href="#ntr…">(<span class="oj-note-tag">1</span>)</a>`. */
function isNoteCall(element: Element): boolean {
  return element.name === 'a' && /^#?(?:ntr|E\d)/.test((element.attribs['href'] ?? '').replace(/^.*#/, ''));
}

/** Stands where a note was called until the line is whole: the blank in front of the call goes with it. */
const NOTE_CALL = '\ue000';

/** The words of a node, without note calls and amendment marks; `wordsOf` makes a line of them. */
function lineText(node: AnyNode): string {
  if (node.type === 'text') return node.data;
  if (!isTag(node)) return '';
  if (isNoteCall(node)) return NOTE_CALL;
  if (isSilent(node)) return '';
  if (node.name === 'br') return ' ';
  const inner = node.children.map(lineText).join('');
  return BLOCK_TAGS.has(node.name) ? ` ${inner} ` : inner;
}

export function lineOf(node: AnyNode): string {
  return wordsOf(lineText(node));
}

function wordsOf(line: string): string {
  if (!line.includes(NOTE_CALL)) return cleanText(line);
  const pieces = line.split(NOTE_CALL);
  const last = pieces.pop() ?? '';
  return cleanText(pieces.map((piece) => piece.trimEnd()).join('') + last);
}

function isSilent(element: Element): boolean {
  return (
    hasClass(element, 'oj-note', 'note', 'footnote', 'modref', 'oj-signatory', 'signatory', 'arrow') ||
    ['script', 'style', 'col', 'colgroup', 'img'].includes(element.name)
  );
}

/** The marker of a list item or a paragraph, alone in its cell or in front of its text. */
const MARKER = new RegExp(
  `^(?:\\(?[0-9]{1,3}(?:[a-z]{0,3}|\\s?${SUFFIX})\\)|\\(?(?:[a-z]{1,5}|[ivxl]{1,8})(?:\\s${SUFFIX})?\\)|[0-9]{1,3}\\.|[ivxlc]{1,8}\\.|[—–•·-])$`,
  'i',
);

function isMarker(text: string): boolean {
  return MARKER.test(text);
}

/**
 * The blocks of a provision's markup. `paragraphAt` tells where the format numbers a paragraph by markup of its own;
 * everything else is common: two-column tables and grids are lists, other tables are rows, the rest is text.
 */
export function blocksOf(nodes: readonly AnyNode[], isLayout: (element: Element) => boolean): readonly Block[] {
  const blocks: Block[] = [];
  let line = '';
  const flush = (): void => {
    blocks.push(...textBlock(wordsOf(line)));
    line = '';
  };
  for (const node of nodes) {
    if (!isTag(node)) {
      if (node.type === 'text') line += node.data;
      continue;
    }
    if (isSilent(node)) continue;
    if (node.name === 'table') {
      flush();
      for (const block of tableBlocks(node, isLayout)) blocks.push(block);
    } else if (hasClass(node, 'grid-container')) {
      flush();
      for (const block of gridBlocks(node, isLayout)) blocks.push(block);
    } else if (isLayout(node) || (BLOCK_TAGS.has(node.name) && !hasClass(node, 'inline-element'))) {
      flush();
      for (const block of blocksOf(node.children, isLayout)) blocks.push(block);
    } else if (
      hasClass(node, 'inline-element') &&
      node.children.some((child) => isTag(child) && hasInnerBlock(child))
    ) {
      for (const block of mergeLine(line, blocksOf(node.children, isLayout))) blocks.push(block);
      line = '';
    } else line += lineText(node);
  }
  flush();
  return blocks;
}

function hasInnerBlock(element: Element): boolean {
  if (element.name === 'table' || element.name === 'p' || hasClass(element, 'grid-container')) return true;
  return element.children.some((child) => isTag(child) && hasInnerBlock(child));
}

/** An inline wrapper continues the line in front of it. */
function mergeLine(line: string, blocks: readonly Block[]): readonly Block[] {
  const before = wordsOf(line);
  const [first, ...rest] = blocks;
  if (before === '') return blocks;
  if (first?.kind === 'text') return [{ kind: 'text', text: `${before} ${first.text}` }, ...rest];
  return [{ kind: 'text', text: before }, ...blocks];
}

function rowsOf(table: Element): readonly Element[] {
  return table.children.flatMap((child) => {
    if (!isTag(child)) return [];
    return child.name === 'tr' ? [child] : ['tbody', 'thead', 'tfoot'].includes(child.name) ? rowsOf(child) : [];
  });
}

function cellsOf(row: Element): readonly Element[] {
  return row.children.filter((child): child is Element => isTag(child) && (child.name === 'td' || child.name === 'th'));
}

function tableBlocks(table: Element, isLayout: (element: Element) => boolean): readonly Block[] {
  const rows = rowsOf(table).map(cellsOf);
  const isList = rows.every((cells) => cells.length === 2 && cells[0] !== undefined && isMarker(lineOf(cells[0])));
  if (isList) {
    return rows.flatMap(([marker, content]): readonly Block[] =>
      marker && content ? [{ kind: 'item', marker: lineOf(marker), blocks: blocksOf(content.children, isLayout) }] : [],
    );
  }
  return rows
    .map((cells) => cells.map(lineOf).filter((cell) => cell !== ''))
    .filter((cells) => cells.length > 0)
    .map((cells) => ({ kind: 'item', marker: '', blocks: textBlock(cells.join(' | ')) }));
}

function gridBlocks(grid: Element, isLayout: (element: Element) => boolean): readonly Block[] {
  const columns = grid.children.filter(isTag);
  const blocks: Block[] = [];
  for (let at = 0; at < columns.length; at += 2) {
    const [marker, content] = [columns[at], columns[at + 1]];
    if (marker && content) {
      blocks.push({ kind: 'item', marker: lineOf(marker), blocks: blocksOf(content.children, isLayout) });
    } else if (marker) blocks.push(...textBlock(lineOf(marker)));
  }
  return blocks;
}

const PARAGRAPH = new RegExp(`^(\\d{1,3}\\s?(?:${SUFFIX}|[a-z]{1,2})?\\.)\\s+(?=\\S)`);

/** Text blocks that begin with a number and a stop are numbered paragraphs; they hold what follows up to the next. */
export function numberParagraphs(blocks: readonly Block[]): readonly Block[] {
  const result: Block[] = [];
  let open: { marker: string; blocks: Block[] } | undefined;
  const close = (): void => {
    if (open) result.push({ kind: 'paragraph', ...open });
    open = undefined;
  };
  for (const block of blocks) {
    const marker = block.kind === 'text' ? PARAGRAPH.exec(block.text) : null;
    if (block.kind === 'paragraph') {
      close();
      result.push(block);
    } else if (marker && block.kind === 'text') {
      close();
      open = { marker: marker[1] ?? '', blocks: [...textBlock(block.text.slice(marker[0].length))] };
    } else if (open) open.blocks.push(block);
    else result.push(block);
  }
  close();
  return result;
}
