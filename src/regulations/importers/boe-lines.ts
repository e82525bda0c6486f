import { SUFFIX } from '../suffixes.ts';
import { type MarkedLine, nestLines, QUOTED } from './list-nesting.ts';
import type { Block } from './provision-builder.ts';

const NUMBERED = new RegExp(`^(\\d{1,3}(?:\\s${SUFFIX})?)\\.\\s*(?![ºª])(?=\\S)`, 'i');
const WORD_NUMBERED =
  /^(Uno|Dos|Tres|Cuatro|Cinco|Seis|Siete|Ocho|Nueve|Diez|Once|Doce|Trece|Catorce|Quince|Dieciséis)\.\s+(?=\S)/;
const POINT = new RegExp(
  `^(\\(?[a-zñ]{1,2}(?:\\s${SUFFIX})?\\)|\\(?[ivxlc]{1,8}\\)|[ivxl]{1,8}\\.|\\d{1,2}\\.?[ºª]\\.?\\)?|\\(\\d{1,3}\\)|\\d{1,3}\\)|[A-Z]\\.|[—–•-])\\s+(?=\\S)`,
  'i',
);
const WORDS = [
  'uno',
  'dos',
  'tres',
  'cuatro',
  'cinco',
  'seis',
  'siete',
  'ocho',
  'nueve',
  'diez',
  'once',
  'doce',
  'trece',
  'catorce',
  'quince',
  'dieciséis',
];

/**
 * The blocks of a Spanish provision from its lines. "1." numbers a paragraph while the numbers go up by one; "a)",
 * "1.º", "i." are points; a quotation «…» of the law that is amended stays text.
 */
export function blocksOfSpanishLines(lines: readonly string[]): readonly Block[] {
  const result: Block[] = [];
  let run: MarkedLine[] = [];
  let paragraph: { marker: string; number?: string; lines: MarkedLine[] } | undefined;
  let last = 0;
  let quoting = false;
  const flush = (): void => {
    if (paragraph) {
      const { lines: inner, ...named } = paragraph;
      result.push({ kind: 'paragraph', ...named, blocks: nestLines(inner) });
    } else for (const block of nestLines(run)) result.push(block);
    run = [];
    paragraph = undefined;
  };
  for (const [at, line] of lines.entries()) {
    const inQuotation: boolean = quoting || /^«/.test(line);
    const numbered = inQuotation ? undefined : numberOf(line);
    if (numbered && continues(numbered, last)) {
      flush();
      last = numbered.value;
      const { marker, number, length } = numbered;
      paragraph = { marker, ...(number && { number }), lines: [{ marker: '', text: line.slice(length) }] };
    } else if (!inQuotation && isGroupHeading(line, lines[at + 1], last)) {
      flush();
      run.push({ marker: '', text: line });
    } else (paragraph?.lines ?? run).push(inQuotation ? { marker: QUOTED, text: line } : markedLine(line));
    quoting = inQuotation && !/»\s*[.;,]?$/.test(line) && (quoting || !line.includes('»'));
  }
  flush();
  return result;
}

/** Numbers go up by one; repealed ones may be missing, inserted ones ("2 bis") repeat the number before them. */
function continues({ value, marker }: ParagraphNumber, last: number): boolean {
  if (value === last + 1 || (value === last && /\s/.test(marker))) return true;
  return last > 0 && value > last && value <= last + 3;
}

/** "B) Evaluación adicional" between two numbered paragraphs heads those that follow: it is no point of the one before. */
function isGroupHeading(line: string, next: string | undefined, last: number): boolean {
  return (
    last > 0 &&
    /^[A-Z][.)]\s/.test(line) &&
    line.length <= 160 &&
    next !== undefined &&
    numberOf(next)?.value === last + 1
  );
}

interface ParagraphNumber {
  readonly value: number;
  /** As printed. */
  readonly marker: string;
  /** Set where the marker is a word: "Tres." is paragraph 3 to everyone who cites it. */
  readonly number?: string;
  /** How many characters it takes in its line. */
  readonly length: number;
}

function numberOf(line: string): ParagraphNumber | undefined {
  const digits = NUMBERED.exec(line);
  if (digits?.[1] !== undefined) {
    return { value: Number.parseInt(digits[1], 10), marker: `${digits[1]}.`, length: digits[0].length };
  }
  const word = WORD_NUMBERED.exec(line);
  if (word?.[1] === undefined) return undefined;
  const value = WORDS.indexOf(word[1].toLowerCase()) + 1;
  return { value, marker: `${word[1]}.`, number: String(value), length: word[0].length };
}

function markedLine(line: string): MarkedLine {
  const point = POINT.exec(line);
  return point?.[1] === undefined
    ? { marker: '', text: line }
    : { marker: point[1], text: line.slice(point[0].length) };
}
