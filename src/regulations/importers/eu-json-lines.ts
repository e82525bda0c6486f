import { cleanText } from '../../core/text.ts';
import { CHAPTER, divisionRank } from './divisions.ts';
import { type MarkedLine, nestLines, QUOTED } from './list-nesting.ts';
import type { Block } from './provision-builder.ts';
import { joinMarkers } from './quotations.ts';

const AMENDMENT_MARK = /^[▼►◄](?:[A-Z]{0,2}\d*)?[\s—]*$|^◄$/;
/** A note inside a quotation, on a line of its own below the words that call it. */
const QUOTED_NOTE = /^\(\*\d{0,3}\)(?:[\u00a0 ]|$)/;
/** The mark that closes a quotation; the publisher's page leaves a plain one behind it where a note stood. */
const CLOSING = /’(?:[\u00a0 ]*[.;,])?[\u00a0 ]*"?$/;

/** No line is broken into more pieces; each is looked at again for every piece, which a made-up file could draw out. */
const MOST_PIECES = 200;

/** The lines of an article: amendment marks and the notes of quotations gone, pieces that the source broke off put back. */
export function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  let noteAhead = false;
  let pieces = 0;
  for (const raw of text.split(/\n+/)) {
    const line = withoutMarks(raw);
    if (line === '' || AMENDMENT_MARK.test(raw.trim())) continue;
    const before = lines.at(-1);
    if (noteAhead || QUOTED_NOTE.test(line)) {
      // The quotation closes behind its notes; the mark belongs to its last words.
      const stop = CLOSING.exec(line)?.[0].replace('"', '');
      if (stop !== undefined && before !== undefined) lines[lines.length - 1] = before + stop;
      noteAhead = /^\(\*\d{0,3}\)$/.test(line);
    } else if (before !== undefined && pieces < MOST_PIECES && isBrokenOff(before, line)) {
      lines[lines.length - 1] = joinPieces(before, line);
      pieces += 1;
    } else {
      lines.push(line);
      pieces = 0;
    }
  }
  return lines.map((line) => line.replace(/(?<![\u00a0 ])[\u00a0 ]+\(\*\d{0,3}\)/g, ''));
}

function withoutMarks(raw: string): string {
  return raw
    .replace(/[►▼](?:M|B|C|A)\d*\s*/g, '')
    .replace(/(?<!\s)\s*◄/g, '')
    .trim()
    .replace(/^—{5}$/, '');
}

/** A note's call was broken over lines — "(", "2", ");" — or the stop of a sentence stands alone. */
function isBrokenOff(before: string, line: string): boolean {
  if (/\(\*?\d{0,3}$/.test(before) && /^(?:\*?\d{1,3}|\))/.test(line)) return true;
  return /^[,;.)]/.test(line) && !/^\)?\s*$/.test(before);
}

function joinPieces(before: string, line: string): string {
  const call = /(?<![\u00a0 ])[\u00a0 ]*\(\*?\d{1,3}$/.exec(before);
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
    else for (const block of nestLines(run)) result.push(block);
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

/** The line that begins a division: "CHAPTER IVa", "Section 2", "TITLE II — Oil". */
const NUMBERED =
  /^(?:PART|Part|TITLE|Title|CHAPTER|Chapter|SECTION|Section|SUB-?SECTION|Sub-?[Ss]ection)[\u00a0 ]+(?:[IVXLC]+|\d{1,3}|[A-Z])(?:[a-z]{1,2}|[\u00a0 ][A-Z])?(?:[\u00a0 ]+[—–-][\u00a0 ]+\S.*)?$/;
/** At most so many lines without a number stand below the one that begins a division: its name, and a chapter's. */
const NAMES = 3;

/**
 * Where the headings begin that trail an article's lines and belong to the articles below. They are told by a line that
 * begins a division ("SECTION 2"), whose name may be in small letters; the line of a chapter is often lost, then its
 * name is told by its capitals or, where the next article is of another chapter, by the lack of any final stop.
 */
export function trailingHeadings(lines: readonly string[], chapterEnds: boolean): number {
  const first = firstNumbered(lines);
  let start = first;
  while (start > 1 && isCapitals(lines, start - 1)) start -= 1;
  const named = first < lines.length && divisionRank(lines[first] ?? '') <= CHAPTER;
  if (start === first && start > 1 && chapterEnds && !named && isLoneName(lines, start - 1)) start -= 1;
  return start;
}

/** The first of the lines at the end that begin a division, with nothing but names behind it. */
function firstNumbered(lines: readonly string[]): number {
  let first = lines.length;
  let names = 0;
  for (let at = lines.length - 1; at > 0; at -= 1) {
    const [line = '', before = ''] = [lines[at], lines[at - 1]];
    if (MARKER.test(before)) break;
    if (NUMBERED.test(line) && !/[.;:,]$/.test(line)) {
      // "… as laid down in" / "Section 2": a sentence that the source broke.
      if (/(?:^|[\u00a0 ])(?:in|of|to|under|with|by|and|or|from|the)$/.test(before)) break;
      [first, names] = [at, 0];
    } else if (!isName(line) || names === NAMES || (/^\p{Ll}/u.test(line) && !NUMBERED.test(before))) break;
    else names += 1;
  }
  return first;
}

/** A line that may be the name of a division: short, without a final stop, no point of a list and no sentence. */
function isName(line: string): boolean {
  return line.length <= (/^\p{Ll}/u.test(line) ? 120 : 260) && !/[.;:,’”]$/.test(line) && !isSentence(line);
}

function isSentence(line: string): boolean {
  return (
    /^[‘“]|\b(?:shall|must)\b/.test(line) ||
    [MARKER, INLINE_PARAGRAPH, INLINE_POINT, INLINE_DASH].some((mark) => mark.test(line))
  );
}

/** A name all in capitals, but for the plurals of short names ("AIFMs"); not the words of a point or of a sentence begun above. */
function isCapitals(lines: readonly string[], at: number): boolean {
  const [line = '', before = ''] = [lines[at], lines[at - 1]];
  const letters = line.replace(/(?<=\p{Lu})s(?!\p{L})/gu, '').replace(/[^\p{L}\d]/gu, '');
  if (!/^\p{Lu}{8,}$/u.test(letters) || !isName(line)) return false;
  return !MARKER.test(before) && !/[,:—–-]$/.test(before);
}

/** The name of a chapter whose line is lost: it begins with a capital, and no verb of a rule is in it. */
function isLoneName(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  const begins = isName(line) && !/[)]$/.test(line) && !/^\p{Ll}/u.test(line);
  return begins && !/\b(?:may|is|are|has|have)\b/.test(line) && !MARKER.test(lines[at - 1] ?? '');
}
