import type { Block } from './block.ts';
import { frontMatterEnd } from './front-matter.ts';
import { plainInline } from './markdown-inline.ts';
import { isDelimiterRow, tableCells } from './markdown-tables.ts';
import { areNamedLines } from './named-lines.ts';
import { unfilledHeaders } from './unfilled-headers.ts';

const ATX = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ITEM = /^([ \t]*)([-*+]|\d{1,9}[.)])(?:[ \t]+(.*)|[ \t]*)$/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const SETEXT = /^ {0,3}(=+|-+)[ \t]*$/;
const QUOTE = /^ {0,3}>[ \t]?/;
const DEEPEST = 8;

interface Open {
  readonly kind: 'paragraph' | 'item';
  readonly depth: number;
  /** The number of an ordered item, which is part of what is said. */
  readonly marker: string;
  readonly lines: string[];
}

/**
 * The blocks of a Markdown text (CommonMark 0.31 as far as a reader sees it, and GitHub's tables): headings of both
 * kinds, paragraphs, items with their depth, tables by row, code as it stands. Raw HTML is text like any other.
 */
export function markdownBlocks(text: string): readonly Block[] {
  const lines = text.split(/\r\n|[\n\r]/);
  const reading: Reading = { lines, at: frontMatterEnd(lines), blocks: [], indents: [] };
  for (; reading.at < lines.length; reading.at += 1) readLine(reading, lines[reading.at] ?? '');
  close(reading);
  return reading.blocks;
}

interface Reading {
  readonly lines: readonly string[];
  at: number;
  readonly blocks: Block[];
  /** Columns at which the open lists' items begin, outermost first. */
  readonly indents: number[];
  open?: Open | undefined;
}

function readLine(reading: Reading, raw: string): void {
  const line = raw.replace(QUOTE, '');
  if (line.trim() === '') {
    close(reading);
    return;
  }
  const fence = FENCE.exec(line.trimStart());
  if (fence) {
    readFence(reading, fence[1] ?? '```');
    return;
  }
  if (/^(?: {4}|\t)/.test(line) && reading.open === undefined && reading.indents.length === 0) {
    readIndented(reading);
    return;
  }
  if (readHeading(reading, line) || readTable(reading, line) || readItem(reading, line)) return;
  if (RULE.test(line)) {
    close(reading);
    return;
  }
  if (reading.open === undefined) {
    if (/^\S/.test(line)) reading.indents.length = 0;
    reading.open = { kind: 'paragraph', depth: 0, marker: '', lines: [] };
  }
  reading.open.lines.push(line.trim());
}

function close(reading: Reading): void {
  const { open } = reading;
  reading.open = undefined;
  if (open === undefined) return;
  if (open.kind === 'paragraph' && areNamedLines(open.lines)) {
    for (const line of open.lines)
      reading.blocks.push({ kind: 'paragraph', text: plainInline(line.replace(/\\$/, '')) });
    return;
  }
  const text = plainInline(open.lines.join('\n'));
  if (open.kind === 'paragraph') reading.blocks.push({ kind: 'paragraph', text });
  else reading.blocks.push({ kind: 'item', depth: open.depth, text: `${open.marker} ${text}`.trim() });
}

function readHeading(reading: Reading, line: string): boolean {
  const atx = ATX.exec(line);
  if (atx) {
    close(reading);
    reading.indents.length = 0;
    reading.blocks.push({
      kind: 'heading',
      level: (atx[1] ?? '#').length,
      text: plainInline(withoutClosing(line.slice(atx[0].length))),
    });
    return true;
  }
  const setext = SETEXT.exec(line);
  if (setext === null || reading.open?.kind !== 'paragraph') return false;
  const text = plainInline(reading.open.lines.join('\n'));
  reading.open = undefined;
  reading.indents.length = 0;
  reading.blocks.push({ kind: 'heading', level: setext[1]?.startsWith('=') ? 1 : 2, text });
  return true;
}

/** A heading's signs may be repeated behind it, with a blank between. */
function withoutClosing(text: string): string {
  const trimmed = text.trim();
  const bare = trimmed.replace(/#+$/, '');
  return bare === '' || /\s$/.test(bare) ? bare : trimmed;
}

/** Code goes on to the fence that closes it, or to the end. */
function readFence(reading: Reading, fence: string): void {
  close(reading);
  const code: string[] = [];
  const end = new RegExp(`^\\s*${fence[0] === '~' ? '~' : '`'}{${fence.length},}\\s*$`);
  const info = (reading.lines[reading.at] ?? '').replace(QUOTE, '').trim().slice(fence.length).trim();
  if (info !== '') code.push(info);
  reading.at += 1;
  for (; reading.at < reading.lines.length; reading.at += 1) {
    const line = (reading.lines[reading.at] ?? '').replace(QUOTE, '');
    if (end.test(line)) break;
    code.push(line);
  }
  if (code.length > 0) reading.blocks.push({ kind: 'paragraph', text: code.join('\n'), verbatim: true });
}

function readIndented(reading: Reading): void {
  const code: string[] = [];
  while (/^(?: {4}|\t)/.test(reading.lines[reading.at] ?? '')) {
    code.push(reading.lines[reading.at] ?? '');
    reading.at += 1;
  }
  reading.at -= 1;
  reading.blocks.push({ kind: 'paragraph', text: code.join('\n'), verbatim: true });
}

/** A table is told by the line of hyphens under its first row. */
function readTable(reading: Reading, line: string): boolean {
  if (!line.includes('|')) return false;
  const headers = tableCells(line);
  if (!isDelimiterRow(reading.lines[reading.at + 1] ?? '', headers.length)) return false;
  close(reading);
  const rows: (readonly string[])[] = [];
  reading.at += 2;
  for (; reading.at < reading.lines.length; reading.at += 1) {
    const row = (reading.lines[reading.at] ?? '').replace(QUOTE, '');
    if (row.trim() === '' || ATX.test(row) || FENCE.test(row)) break;
    rows.push(tableCells(row).map(plainCell));
  }
  reading.at -= 1;
  const named = headers.map(plainCell);
  // A table of nothing but its headers still says them.
  if (rows.length === 0) reading.blocks.push({ kind: 'row', headers: [], cells: named });
  const unfilled = rows.length === 0 ? [] : unfilledHeaders(named, rows);
  if (unfilled.length > 0) reading.blocks.push({ kind: 'row', headers: [], cells: unfilled });
  for (const cells of rows) reading.blocks.push({ kind: 'row', headers: named, cells });
  return true;
}

/** A cell has no lines but those that HTML makes. */
function plainCell(cell: string): string {
  return plainInline(cell.replace(/<br\s{0,9}\/?>/gi, ' '));
}

function readItem(reading: Reading, line: string): boolean {
  const item = ITEM.exec(line);
  if (item === null || RULE.test(line)) return false;
  const ordered = /\d/.test(item[2] ?? '');
  // Within a paragraph a number opens a list only where it is 1: "in the year\n2027. …" is no list.
  if (ordered && reading.open?.kind === 'paragraph' && !/^1[.)]$/.test(item[2] ?? '')) return false;
  close(reading);
  const column = (item[1] ?? '').replaceAll('\t', '    ').length;
  while (reading.indents.length > 0 && column <= (reading.indents.at(-1) ?? 0)) reading.indents.pop();
  const depth = Math.min(reading.indents.length, DEEPEST);
  reading.indents.push(column);
  reading.open = { kind: 'item', depth, marker: ordered ? (item[2] ?? '') : '', lines: [(item[3] ?? '').trim()] };
  return true;
}
