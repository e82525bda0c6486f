import { foldText } from '../../core/text.ts';
import { SUFFIX } from '../suffixes.ts';

/** The number of an article or paragraph: `5`, `5a`, `4 bis`, `4.bis`, `4-bis`, `4 (bis)`. */
export const NUMBER = `\\d{1,4}(?:\\s?\\(${SUFFIX}\\)|[\\s.-]?${SUFFIX}|[a-z]{1,2}\\b)?`;

/** The same where nothing but its place tells that it is one: no year. */
export const BARE_NUMBER = `(?!(?:19|20)\\d\\d\\b)${NUMBER}`;

/** `4 (bis)` → `4bis`. */
export function bareNumber(printed: string): string {
  return printed.replace(/[^a-zñ0-9]/g, '');
}

/** How many places of one range or list are read. */
export const LONGEST_RANGE = 50;

/** The text folded, offsets kept: every character stays one code unit long. */
export function foldInPlace(text: string): string {
  return [...text].map((character) => (character.length === 1 ? foldUnit(character) : '  ')).join('');
}

function foldUnit(character: string): string {
  // The letter ñ is a letter of its own: "letra ñ)" is not "letra n)".
  if (character === 'ñ' || character === 'Ñ') return 'ñ';
  const folded = foldText(character);
  return folded.length === 1 ? folded : ' ';
}

/** A reader with a position in a folded text; each `take` moves on only where the pattern fits right there. */
export class Cursor {
  readonly text: string;
  at: number;
  /** Set where a range was longer than what is read. */
  cut = false;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '').concat('y'));
    sticky.lastIndex = this.at;
    const match = sticky.exec(this.text);
    if (match === null) return undefined;
    this.at = sticky.lastIndex;
    return match;
  }

  /** Reads on with `read`; where that finds nothing, the position stays what it was. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const before = this.at;
    const result = read();
    if (result === undefined) this.at = before;
    return result;
  }
}

/** What a range leaves unsaid: whole numbers and single letters; "(aa) to (ac)" is not guessed. */
export function inBetween(from: string, to: string): readonly string[] {
  const numeric = /^\d+$/.test(from) && /^\d+$/.test(to);
  const lettered = /^[a-z]$/.test(from) && /^[a-z]$/.test(to);
  if (!numeric && !lettered) return [];
  const [a, b] = numeric ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  const count = Math.min(Math.max(b - a - 1, 0), LONGEST_RANGE);
  return Array.from({ length: count }, (_, at) => (numeric ? String(a + 1 + at) : String.fromCharCode(a + 1 + at)));
}
