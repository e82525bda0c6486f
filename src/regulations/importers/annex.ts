import { foldText } from '../../core/text.ts';
import type { Place } from '../provision.ts';
import { SUFFIX } from '../suffixes.ts';
import { doubtAbout, isUnknownEnding } from './number-endings.ts';
import type { Block } from './provision-builder.ts';

/** A heading inside an annex, as the format shows it; `end` closes the group where the format says so. */
export type AnnexBlock =
  | Block
  | { readonly kind: 'heading'; readonly lines: readonly string[] }
  | { readonly kind: 'end' };

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

/** `XIII` is 13; `undefined` for anything that is not written as a Roman number should be. */
export function romanToArabic(text: string): number | undefined {
  const letters = text.toLowerCase();
  if (!/^(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/.test(letters) || letters === '') return undefined;
  let total = 0;
  for (const [position, letter] of [...letters].entries()) {
    const value = ROMAN[letter] ?? 0;
    const next = ROMAN[letters[position + 1] ?? ''] ?? 0;
    total += value < next ? -value : value;
  }
  return total;
}

const ANNEX = new RegExp(`^(?:annex|anexo|anejo)\\s*([ivxlc]+|\\d+)?(?:-|\\s*)(${SUFFIX}|[a-z])?\\b`, 'i');

/**
 * `ANNEX III` → `anx_3`, `ANNEX` → `anx_1`, `ANEXO II bis` → `anx_2bis`; an unreadable number → its position. With an
 * ending that is not known it has a place of its own, and `doubt` says so.
 */
export function annexPlace(marker: string, position: number): { readonly place: Place; readonly doubt?: string } {
  const printed = marker.trim();
  const match = ANNEX.exec(printed);
  const number = match?.[1];
  if (match === null || number === undefined) return { place: `anx_${position}` };
  const value = /^\d+$/.test(number) ? Number(number) : romanToArabic(number);
  const place = `anx_${value ?? position}${foldText(match[2] ?? '')}`;
  if (!isUnknownEnding(printed.slice(match[0].length).trimStart())) return { place };
  return { place: `${place}x`, doubt: doubtAbout(printed, `${place}x`) };
}

const DIVISION = /^(section|secci[oó]n|part|parte)\s+([a-z]|[ivxlc]+|\d+)\b[.:]?\s*(?:[—–-]\s*)?(.*)$/i;
const NUMBERED_HEADING = /^(\d{1,3})\.\s+(\S.*)$/;

type Division = Extract<Block, { kind: 'division' }>;
type Paragraph = Extract<Block, { kind: 'paragraph' }>;

/**
 * The blocks of an annex: "Section A" and "Part II" become divisions that hold what follows them, items numbered "1."
 * and headings numbered "1. Introduction" become paragraphs, "3.1." the first paragraph of the third; other headings
 * stay as text.
 */
export function annexBlocks(blocks: readonly AnnexBlock[]): readonly Block[] {
  const result: Block[] = [];
  const lettered = blocks.some((block) => isLetteredPart(firstLine(block)));
  let division: { readonly head: Division; readonly blocks: Block[] } | undefined;
  let paragraph: { readonly head: Paragraph; readonly blocks: Block[] } | undefined;
  const closeParagraph = (): void => {
    if (paragraph) (division?.blocks ?? result).push({ ...paragraph.head, blocks: paragraph.blocks });
    paragraph = undefined;
  };
  const close = (): void => {
    closeParagraph();
    if (division) result.push({ ...division.head, blocks: nestDecimals(division.blocks) });
    division = undefined;
  };
  for (const block of blocks) {
    const head = divisionHead(block, lettered);
    const numbered = block.kind === 'heading' ? NUMBERED_HEADING.exec(block.lines[0] ?? '') : null;
    if (head) {
      close();
      division = { head, blocks: [] };
    } else if (block.kind === 'end') {
      // A numbered group ends inside its section; any other group ends the section.
      if (paragraph) closeParagraph();
      else close();
    } else if (numbered && block.kind === 'heading') {
      closeParagraph();
      const text = [numbered[2], ...block.lines.slice(1)].join(' ');
      paragraph = {
        head: { kind: 'paragraph', marker: `${numbered[1]}.`, blocks: [] },
        blocks: [{ kind: 'text', text }],
      };
    } else {
      const target = paragraph?.blocks ?? division?.blocks ?? result;
      if (block.kind === 'heading') target.push(...block.lines.map((text) => ({ kind: 'text' as const, text })));
      else target.push(paragraph ? block : numberedAsParagraph(block));
    }
  }
  close();
  return nestDecimals(result);
}

/** A decimal whose number in front is missing ("1.2" without "1.") has no place of its own: it stays an item in its order. */
function asItem(block: Block): Block {
  return block.kind === 'paragraph' && block.number === undefined && numberOf(block)?.includes('.')
    ? { kind: 'item', marker: block.marker, blocks: block.blocks }
    : block;
}

function firstLine(block: AnnexBlock): string {
  return (block.kind === 'heading' ? block.lines[0] : block.kind === 'text' ? block.text : '') ?? '';
}

/** "Part B" cannot be Roman; beside it "Part C" and "Part I" are letters too. */
function isLetteredPart(line: string): boolean {
  return /^(?:part|parte)\s+[abe-hj-ku-wyz]\b/i.test(line);
}

function divisionHead(block: AnnexBlock, lettered: boolean): Division | undefined {
  const line = firstLine(block);
  const match = DIVISION.exec(line);
  if (match === null || (block.kind !== 'heading' && line.length > 160)) return undefined;
  return divisionOf(match, block.kind === 'heading' ? block.lines : [line], lettered);
}

function divisionOf(match: RegExpExecArray, lines: readonly string[], lettered: boolean): Division {
  const [, word = '', number = '', rest = ''] = match;
  const element = /^s/i.test(word) ? 'sec' : 'prt';
  const isLetter = lettered && number.length === 1;
  const arabic = element === 'prt' && !isLetter && !/^\d+$/.test(number) ? romanToArabic(number) : undefined;
  return {
    kind: 'division',
    element,
    number: String(arabic ?? number).toLowerCase(),
    marker: `${word} ${number}`,
    heading: [rest, ...lines.slice(1)].filter((part) => part !== '').join(' '),
    blocks: [],
  };
}

/** In an annex the top items "1." are its paragraphs; "(a)" and "(1)" stay points. */
function numberedAsParagraph(block: Block): Block {
  if (block.kind !== 'item' || !/^\d+\s*[a-z]*\.$/.test(block.marker.trim())) return block;
  return { kind: 'paragraph', marker: block.marker, blocks: block.blocks };
}

/** "3.1." is the first paragraph below "3.", "3.1.2." the second below "3.1."; without "3." in front it keeps its place. */
function nestDecimals(blocks: readonly Block[], prefix = ''): readonly Block[] {
  const result: Block[] = [];
  // The blocks of the last paragraph, copied once: it may own every block that follows.
  let owned: Block[] | undefined;
  for (const block of blocks) {
    const key = numberOf(block);
    const before = result.at(-1);
    const owner = before === undefined ? undefined : numberOf(before);
    if (key !== undefined && before?.kind === 'paragraph' && owner !== undefined && key.startsWith(`${owner}.`)) {
      if (owned === undefined) {
        owned = [...before.blocks];
        result[result.length - 1] = { ...before, blocks: owned };
      }
      owned.push(block);
    } else {
      owned = undefined;
      result.push(prefix !== '' && key?.startsWith(prefix) ? numbered(block, key.slice(prefix.length)) : block);
    }
  }
  return result.map((block) =>
    block.kind === 'paragraph'
      ? asItem({ ...block, blocks: nestDecimals(block.blocks, `${numberOf(block)}.`) })
      : block,
  );
}

function numbered(block: Block, number: string): Block {
  if ((block.kind !== 'item' && block.kind !== 'paragraph') || number.includes('.')) return block;
  return { kind: 'paragraph', marker: block.marker, number, blocks: block.blocks };
}

/** `3` of "3.", `3.1` of "3.1."; other markers have none. */
function numberOf(block: Block): string | undefined {
  if (block.kind !== 'item' && block.kind !== 'paragraph') return undefined;
  return /^(\d{1,3}(?:\.\d{1,3})*)\.?$/.exec(block.marker.trim())?.[1];
}
