import type { Element } from 'domhandler';

/** Counts a list's items as browsers number them (HTML section 4.4.5). */
export interface ListCounter {
  /** What is printed before the next item; empty for bullets. */
  readonly next: (item: Element) => string;
}

type Numbering = 'decimal' | 'lower-alpha' | 'upper-alpha' | 'lower-roman' | 'upper-roman';

const TYPES: Readonly<Record<string, Numbering>> = {
  '1': 'decimal',
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman',
};
const STYLES: Readonly<Record<string, Numbering>> = {
  decimal: 'decimal',
  'lower-alpha': 'lower-alpha',
  'lower-latin': 'lower-alpha',
  'upper-alpha': 'upper-alpha',
  'upper-latin': 'upper-alpha',
  'lower-roman': 'lower-roman',
  'upper-roman': 'upper-roman',
};
const BULLETS = /^(?:none|disc|circle|square)$/;

export function listCounter(list: Element, items: number): ListCounter {
  const style = /(?:^|;)\s*list-style(?:-type)?\s*:\s*([a-z-]{1,30})/i
    .exec(list.attribs['style'] ?? '')?.[1]
    ?.toLowerCase();
  const isNumbered =
    style === undefined ? list.name === 'ol' : !BULLETS.test(style) && (style in STYLES || list.name === 'ol');
  if (!isNumbered) return { next: () => '' };
  const numbering = STYLES[style ?? ''] ?? TYPES[list.attribs['type'] ?? ''] ?? 'decimal';
  const step = list.attribs['reversed'] === undefined ? 1 : -1;
  let number = wholeNumber(list.attribs['start']) ?? (step < 0 ? items : 1);
  return {
    next: (item) => {
      number = wholeNumber(item.attribs['value']) ?? number;
      const printed = printedNumber(number, numbering);
      number += step;
      return `${printed}.`;
    },
  };
}

function wholeNumber(written: string | undefined): number | undefined {
  return written !== undefined && /^\s{0,9}-?\d{1,6}\s{0,9}$/.test(written) ? Number(written) : undefined;
}

function printedNumber(number: number, numbering: Numbering): string {
  if (numbering === 'decimal' || number < 1) return `${number}`;
  const lower = numbering.endsWith('alpha') ? letters(number) : number < 4_000 ? roman(number) : `${number}`;
  return numbering.startsWith('upper') ? lower.toUpperCase() : lower;
}

/** a, b, … z, aa, ab, … */
function letters(number: number): string {
  let [rest, written] = [number, ''];
  for (; rest > 0; rest = Math.floor((rest - 1) / 26)) written = String.fromCharCode(97 + ((rest - 1) % 26)) + written;
  return written;
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1_000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(number: number): string {
  let [rest, written] = [number, ''];
  for (const [value, sign] of ROMAN) for (; rest >= value; rest -= value) written += sign;
  return written;
}
