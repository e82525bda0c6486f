import { cleanText } from '../../core/text.ts';
import { divisionRank } from './divisions.ts';
import { type MarkedLine, nestLines, QUOTED } from './list-nesting.ts';
import type { Block } from './provision-builder.ts';
import { joinMarkers } from './quotations.ts';

const AMENDMENT_MARK = /^[▼►◄](?:[A-Z]{0,2}\d*)?[\s—]*$|^◄$/;
/** A note inside a quotation, on a line of its own below the words that call it. */
const QUOTED_NOTE = /^\(\*\d{0,3}\)(?:[\u00a0 ]|$)/;
/** The mark that closes a quotation; the publisher's page leaves a plain one behind it where a note stood. */
const CLOSING = /’[\u00a0 ]*[.;,]?[\u00a0 ]*"?$/;

/** The lines of an article: amendment marks and the notes of quotations gone, pieces that the source broke off put back. */
export function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  let noteAhead = false;
  for (const raw of text.split(/\n+/)) {
    const line = withoutMarks(raw);
    if (line === '' || AMENDMENT_MARK.test(raw.trim())) continue;
    const before = lines.at(-1);
    if (noteAhead || QUOTED_NOTE.test(line)) {
      // The quotation closes behind its notes; the mark belongs to its last words.
      const stop = CLOSING.exec(line)?.[0].replace('"', '');
      if (stop !== undefined && before !== undefined) lines[lines.length - 1] = before + stop;
      noteAhead = /^\(\*\d{0,3}\)$/.test(line);
    } else if (before !== undefined && isBrokenOff(before, line)) {
      lines[lines.length - 1] = joinPieces(before, line);
    } else lines.push(line);
  }
  return lines.map((line) => line.replace(/[\u00a0 ]+\(\*\d{0,3}\)/g, ''));
}

function withoutMarks(raw: string): string {
  return raw
    .replace(/[►▼](?:M|B|C|A)\d*\s*/g, '')
    .replace(/\s*◄/g, '')
    .trim()
    .replace(/^—{5}$/, '');
}

/** A note's call was broken over lines — "(", "2", ");" — or the stop of a sentence stands alone. */
function isBrokenOff(before: string, line: string): boolean {
  if (/\(\*?\d{0,3}$/.test(before) && /^(?:\*?\d{1,3}|\))/.test(line)) return true;
  return /^[,;.)]/.test(line) && !/^\)?\s*$/.test(before);
}

function joinPieces(before: string, line: string): string {
  const call = /[\u00a0 ]*\(\*?\d{1,3}$/.exec(before);
  if (call && line.startsWith(')'))
    return before.slice(0, call.index) + line.slice(1).replace(/^[\u00a0 ]*(?=[,;.:])/, '');
  return before + line;
}

const MARKER =
  /^(?:\((?:[a-z]{1,5}|[ivxl]{1,8})\)|\d{1,3}(?:\.\d{1,3})+\.?|\(\d{1,3}[a-z]{0,2}\)|[a-z]\)|\d{1,3}[a-z]{0,2}\.|[—–•])$/;
const INLINE_PARAGRAPH = /^(\d{1,3}[a-z]{0,2}\.|\d{1,3}(?:\.\d{1,3})+\.?)[\u00a0 ]{2,}(\S[\s\S]*)$/;
const INLINE_DASH = /^([—–])[\u00a0 ]+(\S[\s\S]*)$/;
const PARAGRAPH = /^\d{1,3}(?:[a-z]{0,2}\.|(?:\.\d{1,3})+\.?)$/;
const INLINE_POINT = /^(\((?:[a-z]{1,5}|[ivxl]{1,8})\)|\(\d{1,3}[a-z]{0,2}\))[\u00a0 ]{2,}(\S[\s\S]*)$/;

/**
 * The blocks of an article or annex from its lines: markers on a line of their own are joined with the words that
 * follow; "1." numbers a paragraph, "(a)" a point; law quoted by an amending article stays text.
 */
export function blocksOfLines(lines: readonly string[]): readonly Block[] {
  const result: Block[] = [];
  let run: MarkedLine[] = [];
  let paragraph: { marker: string; lines: MarkedLine[] } | undefined;
  const flush = (): void => {
    if (paragraph) result.push({ kind: 'paragraph', marker: paragraph.marker, blocks: nestLines(paragraph.lines) });
    else result.push(...nestLines(run));
    run = [];
    paragraph = undefined;
  };
  for (const marked of markedLines(lines)) {
    if (PARAGRAPH.test(marked.marker)) {
      flush();
      paragraph = { marker: marked.marker, lines: marked.text === '' ? [] : [{ marker: '', text: marked.text }] };
    } else (paragraph?.lines ?? run).push(marked);
  }
  flush();
  return result;
}

function markedLines(lines: readonly string[]): readonly MarkedLine[] {
  const marked: MarkedLine[] = [];
  let outer = '';
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const quoted = quotedUntil(lines, at, outer);
    if (quoted > at) {
      for (const inner of joinMarkers(lines.slice(at, quoted).map(cleanText)))
        marked.push({ marker: QUOTED, text: inner });
      at = quoted - 1;
      continue;
    }
    const inline = INLINE_PARAGRAPH.exec(line) ?? INLINE_POINT.exec(line) ?? INLINE_DASH.exec(line);
    if (inline) marked.push({ marker: inline[1] ?? '', text: cleanText(inline[2] ?? '') });
    else if (!MARKER.test(line)) marked.push({ marker: '', text: cleanText(line) });
    else {
      const next = lines[at + 1];
      const isWords =
        next !== undefined &&
        !MARKER.test(next) &&
        !INLINE_PARAGRAPH.test(next) &&
        quotedUntil(lines, at + 1, line) === at + 1;
      marked.push({ marker: line, text: isWords ? cleanText(next) : '' });
      if (isWords) at += 1;
    }
    const last = marked.at(-1)?.marker ?? '';
    if (/^\(/.test(last)) outer = last;
  }
  return marked.filter(({ marker, text }) => marker !== '' || text !== '');
}

/**
 * Quoted law begins with an opening quotation mark after a line that announces it, and runs to the mark that closes it.
 * Some sources lost that mark: then it runs to the next point of the amending article, or to the article's end.
 */
function quotedUntil(lines: readonly string[], at: number, outer: string): number {
  if (!/^‘/.test(lines[at] ?? '') || !/:$/.test((lines[at - 1] ?? '').trim())) return at;
  for (let end = at; end < lines.length; end += 1) {
    if (end > at && isNextAmendment(lines, end, outer)) return end;
    if (CLOSING.test(lines[end] ?? '')) return end + 1;
  }
  return lines.length;
}

/** The point that follows the one with the quotation, if it amends something too. */
function isNextAmendment(lines: readonly string[], at: number, outer: string): boolean {
  const line = lines[at] ?? '';
  if (!/^\((?:\d{1,3}|[a-z]{1,5})\)$/.test(line)) return false;
  const words = lines[at + 1] ?? '';
  const amends = /\b(?:replaced|inserted|added|deleted|amended)\b/.test(words) && /:$|[.;]$/.test(words);
  const closes = CLOSING.test(lines[at - 1] ?? '');
  return amends && (closes || /:$/.test(words) || follows(outer, line));
}

function follows(before: string, marker: string): boolean {
  const [from, to] = [before.replace(/[()]/g, ''), marker.replace(/[()]/g, '')];
  if (/^\d+$/.test(to)) return /^\d+$/.test(from) ? Number(to) === Number(from) + 1 : true;
  return from.length === 1 && to.length === 1 && to.charCodeAt(0) === from.charCodeAt(0) + 1;
}

/**
 * Headings of the next chapter or section that trail an article's lines. They are told by their words ("SECTION 2"),
 * or, where the next article is of another chapter, by the lack of any final stop.
 */
export function trailingHeadings(lines: readonly string[], chapterEnds: boolean): number {
  let start = lines.length;
  while (start > 1 && isHeadingLike(lines[start - 1] ?? '') && !MARKER.test(lines[start - 2] ?? '')) start -= 1;
  const tail = lines.slice(start);
  const named = tail.some((line) => divisionRank(line) >= 0);
  return named || chapterEnds ? start : lines.length;
}

function isHeadingLike(line: string): boolean {
  if (divisionRank(line) >= 0 && line.length <= 40) return true;
  return line.length <= 260 &&
    !/[.;:,’”)]$/.test(line) &&
    !INLINE_PARAGRAPH.test(line) &&
    !MARKER.test(line) &&
    !/^\p{Ll}/u.test(line)
    ? true
    : line.length <= 120 && line === line.toUpperCase() && /\p{Lu}{3}/u.test(line);
}
