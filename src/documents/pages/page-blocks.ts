import type { Block } from '../block.ts';
import type { DocumentNote } from '../document-notes.ts';
import { type Candidate, withNumberedSections } from '../numbered-sections.ts';
import { headingDepth } from '../printed-numbers.ts';
import { withCellEdges } from './cell-edges.ts';
import { inReadingOrder, type ReadLine } from './columns.ts';
import { beginsAnew, type Margins, marginsOf } from './line-breaks.ts';
import { seamOf, type Vocabulary, vocabularyOf } from './line-joins.ts';
import { linesOf, lineText } from './lines.ts';
import { tableAt } from './page-tables.ts';
import type { PageText } from './page-text.ts';
import { withoutRunningLines } from './running-lines.ts';

export interface PageBlocks {
  readonly blocks: readonly Block[];
  /** The first and largest line of the first page, where it is larger than the text. */
  readonly title?: string;
  readonly notes: readonly DocumentNote[];
}

/** Lines that belong together, as one text. */
interface Paragraph {
  readonly text: string;
  readonly page: number;
  readonly size: number;
  readonly lines: ReadLine[];
}

type Part = Paragraph | { readonly row: Block };

/**
 * The blocks of a document that is known by its pages alone: lines by where the text stands, columns, tables, paragraphs,
 * hyphens undone, running lines out, headings by their size or their number.
 */
export function pageBlocks(pages: readonly PageText[]): PageBlocks {
  const { pages: kept, running } = withoutRunningLines(
    pages.map((page) => ({ page: page.page, height: page.height, lines: linesOf(page) })),
  );
  const ordered: ReadLine[] = [];
  for (const page of kept)
    for (const line of inReadingOrder(page.lines, (ordered.at(-1)?.stretch ?? 0) + 1)) ordered.push(line);
  const lines = withCellEdges(ordered);
  const vocabulary = vocabularyOf(lines.map(lineText));
  const parts = partsOf(lines, marginsOf(lines), vocabulary);
  const empty = pages.filter(({ texts }) => texts.every(({ text }) => text.trim() === '')).map(({ page }) => page);
  const notes: DocumentNote[] = [];
  if (empty.length > 0) notes.push({ kind: 'pages_without_text', pages: empty });
  if (running.length > 0) notes.push({ kind: 'running_lines', lines: running });
  const body = bodySize(lines);
  const title = titleOf(parts, body);
  return { blocks: blocksOf(parts, body), ...(title === undefined ? {} : { title }), notes };
}

function partsOf(lines: readonly ReadLine[], margins: Margins, vocabulary: Vocabulary): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) continue;
    const table = tableAt(lines, at);
    if (table !== undefined) {
      for (const { page, cells } of table.rows)
        parts.push({ row: { kind: 'row', headers: table.headers, cells, page } });
      at += table.lines - 1;
      continue;
    }
    const last = parts.at(-1);
    if (last !== undefined && 'lines' in last && !beginsAnew(last.lines, line, margins)) {
      last.lines.push(line);
    } else parts.push({ text: '', page: line.page, size: line.size, lines: [line] });
  }
  return parts.map((part) => ('lines' in part ? { ...part, text: joined(part.lines, vocabulary) } : part));
}

function joined(lines: readonly ReadLine[], vocabulary: Vocabulary): string {
  const pieces: string[] = [];
  for (const text of lines.map(lineText)) {
    const before = pieces.pop();
    if (before === undefined) pieces.push(text);
    else {
      const { cut, glue } = seamOf(before, text, vocabulary);
      pieces.push(before.slice(0, before.length - cut), `${glue}${text}`);
    }
  }
  return pieces.join('');
}

/** The size that most letters have. */
function bodySize(lines: readonly ReadLine[]): number {
  const letters = new Map<number, number>();
  for (const line of lines) letters.set(line.size, (letters.get(line.size) ?? 0) + lineText(line).length);
  return [...letters].reduce((most, each) => (each[1] > most[1] ? each : most), [0, 0])[0];
}

const LARGER = 1.1;
const LONGEST_HEADING = 250;

function isLarger({ size, text }: Paragraph, body: number): boolean {
  return size >= body * LARGER && text.length <= LONGEST_HEADING && /\p{L}/u.test(text);
}

function titleOf(parts: readonly Part[], body: number): string | undefined {
  const large = parts.filter((part): part is Paragraph => 'lines' in part && part.page === 1 && isLarger(part, body));
  const most = large.reduce((largest, { size }) => Math.max(largest, size), 0);
  return large.find(({ size, text }) => size === most && headingDepth(text) === undefined)?.text;
}

/** Headings rank by size, then by how deep their number is; those in the size of the text come below. */
function blocksOf(parts: readonly Part[], body: number): readonly Block[] {
  const rankOf = ({ size, text }: Paragraph): string => `${size} ${headingDepth(text) ?? 1}`;
  const ranks = [
    ...new Map(
      parts.flatMap((part) =>
        'lines' in part && isLarger(part, body)
          ? [[rankOf(part), { size: part.size, depth: headingDepth(part.text) ?? 1 }] as const]
          : [],
      ),
    ),
  ]
    .sort(([, a], [, b]) => b.size - a.size || a.depth - b.depth)
    .map(([key]) => key);
  const blocks: Block[] = [];
  let open: Candidate[] = [];
  const close = (): void => {
    for (const block of withNumberedSections(open, ranks.length)) blocks.push(block);
    open = [];
  };
  for (const part of parts) {
    if ('row' in part) {
      close();
      blocks.push(part.row);
      continue;
    }
    const sure = isLarger(part, body) ? ranks.indexOf(rankOf(part)) + 1 : undefined;
    open.push({ text: part.text, page: part.page, ...(sure === undefined ? {} : { sure }) });
  }
  close();
  return blocks;
}
