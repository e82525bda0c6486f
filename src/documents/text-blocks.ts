import type { Block } from './block.ts';
import { areNamedLines } from './named-lines.ts';
import { type Candidate, withNumberedSections } from './numbered-sections.ts';
import { headingDepth, isInCapitals, openingOf } from './printed-numbers.ts';

/** A line that is one by itself, however it goes on: below it something new begins. */
const UNDERLINE = /^\s*(?:={3,}|-{3,}|_{3,}|\*{3,})\s*$/;

/**
 * The blocks of a plain text: paragraphs by blank lines, with their lines joined; items by what opens a line; headings
 * by an underline, by capitals, or by their number.
 */
export function textBlocks(text: string): readonly Block[] {
  const candidates: Candidate[] = [];
  let open: string[] = [];
  const close = (sure?: number): void => {
    const texts = areNamedLines(open) ? open : [open.join(' ').trim()];
    open = [];
    for (const text of texts) if (text !== '') candidates.push({ text, ...(sure === undefined ? {} : { sure }) });
  };
  const lines = text.split(/\r\n|[\n\r\f\v\u0085\u2028\u2029]/);
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim();
    const alone = (lines[at + 1] ?? '').trim() === '' && open.length === 0;
    if (line === '') close();
    else if (UNDERLINE.test(line)) close(open.length === 1 && /^[=-]/.test(line) ? 1 : undefined);
    else if (alone && isInCapitals(line)) {
      open = [line];
      close(headingDepth(line) ?? 1);
    } else if (headingDepth(line) !== undefined && (open.length === 0 || openingOf(line) !== undefined)) {
      close();
      open = [line];
      // A numbered title goes on in the next line only where that is indented or in lower case.
      if (!/^(?:\s+\S|\p{Ll})/u.test(lines[at + 1] ?? '')) close();
    } else {
      if (openingOf(line) !== undefined) close();
      open.push(line);
    }
  }
  close();
  return withNumberedSections(candidates);
}
