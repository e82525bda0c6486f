import { cleanText } from '../../core/text.ts';
import { type Block, textBlock } from './provision-builder.ts';
import { joinMarkers } from './quotations.ts';
import { childNamed, childrenNamed, isElement, type XmlElement, type XmlNode } from './xml-tree.ts';

/** Elements that never are words of a provision: footnotes, and what describes the publication. */
const SILENT = new Set(['NOTE', 'BIB.INSTANCE', 'INCL.ELEMENT']);
/** Elements that begin a new block wherever they stand; all others run on in their line. */
const BLOCKS = new Set([
  'P',
  'ALINEA',
  'LIST',
  'TBL',
  'GR.SEQ',
  'QUOT.S',
  'NP',
  'PARAG',
  'ARTICLE',
  'DIVISION',
  'TITLE',
  'DLIST',
  'FORMULA.S',
]);

/** The words of an element in one line, footnotes left out, quotation marks set by their code point. */
function inlineText(node: XmlNode): string {
  if (typeof node === 'string') return node;
  if (SILENT.has(node.name)) return '';
  if (node.name === 'QUOT.START' || node.name === 'QUOT.END') {
    const code = Number.parseInt(node.attributes['CODE'] ?? '', 16);
    return code >= 0x20 && code <= 0xd7ff ? String.fromCodePoint(code) : '"';
  }
  const inner = node.children.map(inlineText).join('');
  if (node.name === 'FT' && node.attributes['TYPE'] === 'NUMBER') return groupedNumber(inner);
  return BLOCKS.has(node.name) || node.name === 'NO.P' || node.name === 'TXT' ? ` ${inner} ` : inner;
}

/** Formex stores bare digits; the Official Journal prints them in groups of three. */
function groupedNumber(digits: string): string {
  if (!/^\d{5,}$/.test(digits)) return digits;
  const first = digits.length % 3;
  const groups = digits.slice(first).match(/\d{3}/g) ?? [];
  return (first === 0 ? groups : [digits.slice(0, first), ...groups]).join(' ');
}

export function lineOf(element: XmlElement | undefined): string {
  return element === undefined ? '' : cleanText(inlineText(element));
}

/**
 * The blocks of a provision's content. Text that runs on is gathered into one block up to the next block element; a
 * text after a list is a block of its own, as the printed page shows it.
 */
export function blocksOf(nodes: readonly XmlNode[]): readonly Block[] {
  const blocks: Block[] = [];
  let line = '';
  const flush = (): void => {
    const last = blocks.at(-1);
    const [stop] = textBlock(line);
    // The stop behind a quotation belongs to its last line.
    if (last && stop?.kind === 'text' && /^[;.,:]+$/.test(stop.text))
      blocks[blocks.length - 1] = withStop(last, stop.text);
    else if (stop) blocks.push(stop);
    line = '';
  };
  for (const node of nodes) {
    if (typeof node === 'string' || !BLOCKS.has(node.name)) {
      line += inlineText(node);
      continue;
    }
    flush();
    for (const block of blockElement(node)) blocks.push(block);
  }
  flush();
  return blocks;
}

function withStop(block: Block, stop: string): Block {
  if (block.kind === 'text') return { ...block, text: block.text + stop };
  const last = block.blocks.at(-1);
  return last ? { ...block, blocks: [...block.blocks.slice(0, -1), withStop(last, stop)] } : block;
}

function blockElement(element: XmlElement): readonly Block[] {
  switch (element.name) {
    case 'PARAG':
      return [
        {
          kind: 'paragraph',
          marker: lineOf(childNamed(element, 'NO.PARAG')),
          blocks: blocksOf(element.children.filter((child) => !isElement(child, 'NO.PARAG'))),
        },
      ];
    case 'LIST':
      return childrenNamed(element, 'ITEM').map((item) => itemBlock(item, element.attributes['TYPE'] ?? ''));
    case 'NP':
      return [numberedBlock(element)];
    case 'TBL':
      return rowsOf(element);
    case 'QUOT.S':
      return quotedBlocks(element);
    default:
      return blocksOf(element.children);
  }
}

function itemBlock(item: XmlElement, listType: string): Block {
  const numbered = childNamed(item, 'NP');
  if (numbered) {
    const rest = item.children.filter((child) => child !== numbered);
    const block = numberedBlock(numbered);
    return { ...block, blocks: [...block.blocks, ...blocksOf(rest)] };
  }
  return { kind: 'item', marker: /DASH/.test(listType) ? '—' : '', blocks: blocksOf(item.children) };
}

/** A numbered piece: in a list "1." is a point of its paragraph just as "(1)" is; the annex reader decides otherwise for its own. */
function numberedBlock(np: XmlElement): Extract<Block, { kind: 'item' }> {
  return {
    kind: 'item',
    marker: lineOf(childNamed(np, 'NO.P')),
    blocks: blocksOf(np.children.filter((child) => !isElement(child, 'NO.P'))),
  };
}

function rowsOf(table: XmlElement): readonly Block[] {
  const rows: Block[] = [];
  const visit = (element: XmlElement): void => {
    for (const child of element.children) {
      if (typeof child === 'string') continue;
      if (child.name !== 'ROW') {
        if (child.name === 'TITLE') rows.push(...textBlock(lineOf(child)));
        else visit(child);
        continue;
      }
      const cells = childrenNamed(child, 'CELL')
        .map(lineOf)
        .filter((cell) => cell !== '');
      rows.push({ kind: 'item', marker: '', blocks: textBlock(cells.join(' | ')) });
    }
  };
  visit(table);
  return rows.filter((row) => row.kind !== 'item' || row.blocks.length > 0);
}

/** Law quoted by an amending act is text of the article that quotes it, line by line, never structure of this act. */
function quotedBlocks(quoted: XmlElement): readonly Block[] {
  const lines: string[] = [];
  const visit = (nodes: readonly XmlNode[]): void => {
    let line = '';
    const flush = (): void => {
      const cleaned = cleanText(line);
      if (cleaned !== '') lines.push(cleaned);
      line = '';
    };
    for (const node of nodes) {
      if (
        typeof node === 'string' ||
        !(BLOCKS.has(node.name) || ['ITEM', 'TI.ART', 'STI.ART', 'ROW'].includes(node.name))
      ) {
        line += inlineText(node);
        continue;
      }
      flush();
      visit(node.children);
    }
    flush();
  };
  visit(quoted.children);
  return joinMarkers(lines).map((text) => ({ kind: 'item', marker: '', blocks: [{ kind: 'text', text }] }));
}
