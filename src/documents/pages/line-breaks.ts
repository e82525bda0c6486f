import { isNamedLine } from '../named-lines.ts';
import { headingDepth, isInCapitals, openingOf } from '../printed-numbers.ts';
import type { ReadLine } from './columns.ts';
import { leftOf, lineText, rightOf } from './lines.ts';

/** How a document is set, as far as its lines tell. */
export interface Margins {
  /** From line to line within a paragraph, in sizes of the letters. */
  readonly pitch: number;
  /** Where the lines of each stretch begin and end. */
  readonly stretches: ReadonlyMap<number, { readonly left: number; readonly right: number }>;
}

const USUAL_PITCH = 1.2;

export function marginsOf(lines: readonly ReadLine[]): Margins {
  const pitches: number[] = [];
  const stretches = new Map<number, { left: number; right: number }>();
  for (const [at, line] of lines.entries()) {
    const known = stretches.get(line.stretch);
    const [left, right] = [leftOf(line), rightOf(line)];
    stretches.set(line.stretch, {
      left: Math.min(left, known?.left ?? left),
      right: Math.max(right, known?.right ?? right),
    });
    const before = lines[at - 1];
    if (before === undefined || before.stretch !== line.stretch || before.size !== line.size) continue;
    const pitch = (line.y - before.y) / line.size;
    if (pitch > 0.8 && pitch < 2.5) pitches.push(pitch);
  }
  pitches.sort((a, b) => a - b);
  return { pitch: pitches[Math.floor(pitches.length / 2)] ?? USUAL_PITCH, stretches };
}

const ENDS = /[.!?:;…][”’»"')\]]*$/;
/** A line that ends so far from the margin, in shares of the width, ends before it must. */
const SHORT = 0.12;

/** True where a line does not go on with the paragraph before it. */
export function beginsAnew(paragraph: readonly ReadLine[], line: ReadLine, margins: Margins): boolean {
  const last = paragraph.at(-1);
  const first = paragraph[0];
  if (last === undefined || first === undefined) return true;
  if (Math.abs(line.size - last.size) > 0.08 * last.size) return true;
  const [before, text] = [lineText(last), lineText(line)];
  const isShort = endsShort(last, margins);
  if (line.stretch !== last.stretch) return !goesOnElsewhere(before, text, isShort);
  const gap = (line.y - last.y) / line.size;
  if (gap > margins.pitch * 1.35 || gap <= 0) return true;
  if (opensItem(paragraph, text, isShort)) return true;
  const startsWithCapital = /^[^\p{L}]*\p{Lu}/u.test(text);
  if (isShort && startsWithCapital && ENDS.test(before)) return true;
  // In a list without bullets, as pages set from web pages have it, an item ends so.
  if (isShort && /;$/.test(before) && leftOf(last) > leftMargin(last, margins) + last.size * 0.9) return true;
  if (isShort && isNamedLine(before) && isNamedLine(text)) return true;
  const alone = paragraph.length === 1 && isShort && startsWithCapital;
  if (alone && (headingDepth(before) !== undefined || isInCapitals(before))) return true;
  const isIndented = leftOf(line) > leftOf(last) + line.size * 0.9;
  return isIndented && ENDS.test(before) && openingOf(lineText(first)) === undefined;
}

/** Across columns and pages a sentence goes on where it has not ended and what follows can be its rest. */
function goesOnElsewhere(before: string, text: string, isShort: boolean): boolean {
  if (ENDS.test(before)) return false;
  if (/^[^\p{L}]*\p{Ll}/u.test(text)) return openingOf(text) === undefined;
  return (
    !isShort && openingOf(text) === undefined && headingDepth(before) === undefined && headingDepth(text) === undefined
  );
}

function leftMargin(line: ReadLine, { stretches }: Margins): number {
  return stretches.get(line.stretch)?.left ?? leftOf(line);
}

function endsShort(line: ReadLine, { stretches }: Margins): boolean {
  const bounds = stretches.get(line.stretch);
  if (bounds === undefined) return false;
  return rightOf(line) < bounds.right - (bounds.right - bounds.left) * SHORT;
}

/** A letter or a number within a sentence ("point\n(a) of …") opens no item: something must have ended before it. */
function opensItem(paragraph: readonly ReadLine[], text: string, isShort: boolean): boolean {
  const opening = openingOf(text);
  if (opening === undefined) return false;
  if (opening.kind === 'bullet' && !/^[*+–—-]$/.test(opening.marker)) return true;
  const [first, last] = [paragraph[0], paragraph.at(-1)];
  if (first === undefined || last === undefined) return true;
  const before = lineText(last);
  if (/(?:[.!?:;,…]|\b(?:and|or|y|o|e|u))[”’»"')\]]*$/.test(before)) return true;
  return isShort || openingOf(lineText(first))?.kind === opening.kind;
}
