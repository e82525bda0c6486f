import { AppError } from '../core/errors.ts';
import { beginningOf, cleanText } from '../core/text.ts';
import { sentencesOf } from '../regulations/sentences.ts';
import type { Block, HeadingBlock, RowBlock } from './block.ts';
import type { Statement, TableRow } from './document.ts';

/** Up to so many characters an item or a row is one statement, however many sentences it has. */
const WHOLE = 600;
/** No statement is longer: what has no sentences (a list of names, code) is cut between words. */
const LONGEST = 2_000;
const DEEPEST_SECTION = 12;

interface Section {
  readonly heading: HeadingBlock;
  /** True once something stands below it, a heading included. */
  filled: boolean;
}

/**
 * Cuts a document's blocks into statements: paragraphs by sentences, items of lists and rows of tables whole unless they
 * are long. Every word of the blocks is in a statement's text or section; a heading with nothing below it is a statement
 * of its own, since nothing else would tell that it is there.
 *
 * @param most statements that are taken on
 * @throws AppError `invalid_input` where there are more
 */
export function statementsOf(blocks: readonly Block[], most: number): readonly Statement[] {
  const statements: Statement[] = [];
  const sections: Section[] = [];
  const leadIns: { depth: number; text: string }[] = [];
  const add = (statement: Omit<Statement, 'id'>): void => {
    if (statements.length >= most)
      throw new AppError(
        'invalid_input',
        `The document makes more than ${most.toLocaleString('en')} statements; so many are not read at once. Split it and send the parts.`,
      );
    statements.push({ id: `s${statements.length + 1}`, ...statement });
  };
  const path = (): readonly string[] => sections.map(({ heading }) => heading.text);
  const leave = (level: number): void => {
    while ((sections.at(-1)?.heading.level ?? -1) >= level) {
      const section = path().slice(0, -1);
      const left = sections.pop();
      if (left === undefined || left.filled) continue;
      for (const text of pieces(left.heading.text)) add({ section, text, ...pageOf(left.heading) });
    }
  };
  for (const block of blocks.map(cleaned)) {
    if (block.kind === 'row' ? block.cells.every((cell) => cell === '') : block.text === '') continue;
    if (block.kind === 'heading') {
      leave(block.level);
      leadIns.length = 0;
      for (const section of sections) section.filled = true;
      // Beyond any real outline it is text: a path of a thousand headings would be repeated in each statement.
      if (sections.length >= DEEPEST_SECTION) add({ section: path(), text: block.text, ...pageOf(block) });
      else sections.push({ heading: shortHeading(block, add, path), filled: false });
      continue;
    }
    for (const section of sections) section.filled = true;
    const section = path();
    for (const { text, row } of cut(block)) {
      const leadIn = block.kind === 'item' ? leadInOf(leadIns, block.depth) : undefined;
      add({
        section,
        text,
        ...(leadIn === undefined ? {} : { leadIn }),
        ...pageOf(block),
        ...(row === undefined ? {} : { row }),
      });
    }
    followLeadIns(leadIns, block);
  }
  leave(0);
  return statements;
}

const LONGEST_HEADING = 300;

/** A paragraph that was styled as a heading is text, with its beginning to name the section. */
function shortHeading(
  block: HeadingBlock,
  add: (statement: Omit<Statement, 'id'>) => void,
  path: () => readonly string[],
): HeadingBlock {
  if (block.text.length <= LONGEST_HEADING) return block;
  for (const text of sentencesOf(block.text).flatMap(pieces)) add({ section: path(), text, ...pageOf(block) });
  return { ...block, text: `${beginningOf(block.text, LONGEST_HEADING)} […]` };
}

function pageOf({ page }: { readonly page?: number }): { readonly page?: number } {
  return page === undefined ? {} : { page };
}

/** White space made one and hidden signs out, at this one place for every kind of file. */
function cleaned(block: Block): Block {
  if (block.kind === 'row') return { ...block, headers: block.headers.map(plain), cells: block.cells.map(plain) };
  if (block.kind === 'paragraph' && block.verbatim === true)
    return {
      ...block,
      text: block.text
        .split(/\r?\n|\r/)
        .map(plain)
        .filter((line) => line !== '')
        .join('\n'),
    };
  return { ...block, text: plain(block.text) };
}

function plain(text: string): string {
  return cleanText(text.toWellFormed().normalize('NFC'));
}

interface Piece {
  readonly text: string;
  readonly row?: TableRow;
}

function cut(block: Exclude<Block, HeadingBlock>): readonly Piece[] {
  if (block.kind === 'row') return cutRow(block);
  if (block.kind === 'paragraph' && block.verbatim === true)
    return (block.text.length <= WHOLE ? [block.text] : block.text.split('\n'))
      .flatMap(pieces)
      .map((text) => ({ text }));
  const whole = block.kind === 'item' && block.text.length <= WHOLE;
  const sentences = whole ? [block.text] : withoutCrumbs(sentencesOf(block.text));
  return sentences.flatMap(pieces).map((text) => ({ text }));
}

/** A row reads "Header: cell; Header: cell"; what is empty is left out. */
function cutRow({ headers, cells }: RowBlock): readonly Piece[] {
  const text = cells
    .flatMap((cell, at) => (cell === '' ? [] : [headers[at] ? `${headers[at]}: ${cell}` : cell]))
    .join('; ');
  const row = { headers: cells.map((_, at) => headers[at] ?? ''), cells };
  return text.length <= LONGEST
    ? [{ text, row }]
    : sentencesOf(text)
        .flatMap(pieces)
        .map((each) => ({ text: each, row }));
}

/** A sentence without a letter ("3." or "!") says nothing alone: it goes with the one behind it, the last with the one before. */
function withoutCrumbs(sentences: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let open = '';
  for (const sentence of sentences) {
    const text = open === '' ? sentence : `${open} ${sentence}`;
    open = /\p{L}/u.test(text) ? '' : text;
    if (open === '') kept.push(text);
  }
  if (open !== '') kept.push([kept.pop() ?? '', open].filter((text) => text !== '').join(' '));
  return kept;
}

/** Cuts what is longer than a statement may be, at a semicolon or a space, else where it must. */
function pieces(text: string): readonly string[] {
  const cuts: string[] = [];
  let rest = text;
  while (rest.length > LONGEST) {
    const window = beginningOf(rest, LONGEST);
    const semicolon = window.lastIndexOf('; ') + 1;
    const space = window.lastIndexOf(' ');
    const at = semicolon > LONGEST / 2 ? semicolon : space > 0 ? space : window.length;
    cuts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return rest === '' ? cuts : [...cuts, rest];
}

/** A list within a list within a list is as deep as people write. */
const MOST_LEAD_INS = 3;

type OpenLeadIns = { depth: number; text: string }[];

/** What opens the list at this depth, outermost first. */
function leadInOf(open: OpenLeadIns, depth: number): string | undefined {
  const texts = open
    .filter((each) => each.depth < depth)
    .map(({ text }) => text)
    .slice(-MOST_LEAD_INS);
  return texts.length === 0 ? undefined : texts.join(' ');
}

/** A paragraph that ends in a colon opens the list behind it; so does an item that has items of its own. */
function followLeadIns(open: OpenLeadIns, block: Exclude<Block, HeadingBlock>): void {
  const depth = block.kind === 'item' ? block.depth : -1;
  while ((open.at(-1)?.depth ?? -2) >= depth) open.pop();
  if (block.kind === 'row') return;
  const last = sentencesOf(block.text).at(-1) ?? '';
  const opens = last.endsWith(':') || (block.kind === 'item' && last.length <= WHOLE);
  if (opens && last.length <= WHOLE) open.push({ depth, text: last });
}
