import { foldText } from '../../core/text.ts';

/** The words of a document by which a hyphen at a line's end is judged. */
export interface Vocabulary {
  /** Folded words that stand within a line, hyphenated ones whole. */
  readonly words: ReadonlySet<string>;
}

const WORD = /[\p{L}\p{N}]+(?:[-‐‑][\p{L}\p{N}]+)*/gu;

/** The words that stand whole within lines: what is cut at a line's end is not one of them. */
export function vocabularyOf(lines: Iterable<string>): Vocabulary {
  const words = new Set<string>();
  for (const line of lines) {
    const found = [...line.matchAll(WORD)].map(([word]) => plain(word));
    if (/[-‐‑\u00ad]$/.test(line)) found.pop();
    for (const word of found) words.add(word);
  }
  return { words };
}

function plain(word: string): string {
  return foldText(word).replace(/[‐‑]/g, '-');
}

/** Parts that English and Spanish join with a hyphen that is printed wherever the word stands. */
const FIRST_PARTS = new Set(
  (
    'multi non co self cross third long short well high low pre post anti half full ex one two three four five six seven eight nine ten ' +
    'risk data end front back middle day year cost loss know socio politico teorico'
  ).split(' '),
);
const LAST_PARTS = new Set(
  (
    'based related term year day month hour week wide party free specific driven critical level time making border to up off in out ' +
    'efficient benefit compliant regulated supervisory economico economica financiero practico'
  ).split(' '),
);

/** How a line is joined with the next one. */
export interface Seam {
  /** Characters of the first line's end that go. */
  readonly cut: 0 | 1;
  readonly glue: '' | ' ';
}

const APART: Seam = { cut: 0, glue: ' ' };
const KEPT: Seam = { cut: 0, glue: '' };
const UNDONE: Seam = { cut: 1, glue: '' };
/** No word is longer; of a line that is one word only the end is looked at. */
const LONGEST_WORD = 100;

/**
 * How a line goes on in the next one. A hyphen that only cut a word at the line's end goes; one that belongs to the word
 * ("multi-year") stays. The document's own words decide where they can, else common parts of compounds do.
 */
export function seamOf(before: string, next: string, { words }: Vocabulary): Seam {
  const ending = before.slice(-LONGEST_WORD);
  const cut = /([\p{L}\p{N}]+(?:[-‐‑][\p{L}\p{N}]+)*)([-‐‑\u00ad])$/u.exec(ending);
  const rest = /^([\p{L}\p{N}]+)/u.exec(next.slice(0, LONGEST_WORD))?.[1];
  if (cut === null || rest === undefined) return APART;
  if (cut[2] === '\u00ad') return UNDONE;
  if (!/^\p{Ll}/u.test(next)) return KEPT;
  const [first, last] = [plain(cut[1] ?? ''), plain(rest)];
  if (words.has(`${first}-${last}`)) return KEPT;
  if (words.has(first + last)) return UNDONE;
  return FIRST_PARTS.has(first.split('-').at(-1) ?? '') || LAST_PARTS.has(last) ? KEPT : UNDONE;
}
