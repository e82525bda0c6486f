/** What opens a line that is numbered or lettered. */
export interface LineOpening {
  /** As printed: `3.2`, `(a)`, `•`. */
  readonly marker: string;
  /** The line without it. */
  readonly rest: string;
  readonly kind: 'bullet' | 'letter' | 'number';
  /** For numbers: `3.2` is 3, 2. */
  readonly numbers: readonly number[];
}

/** Bullets as people type them and as Word's symbol fonts print them. */
const BULLET = /^([•◦▪▫■□●○‣⁃∙·➢➤✓✔\uf000-\uf0ff*+–—-])\s+(?=\S)/;
const NUMBER = /^(\d{1,3}(?:\.\d{1,3}){0,5})(?:[.):]|(?=\s))[ \t\u00a0]*(?=\S)/;
const LETTER = /^(\(?(?:[a-z]|[ivxl]{1,6}|\d{1,3})\)|[a-zA-Z]\.)\s+(?=\S)/;

/** Reads what opens a line; `undefined` where it is no list's and no heading's. */
export function openingOf(line: string): LineOpening | undefined {
  const bullet = BULLET.exec(line);
  if (bullet) return { marker: bullet[1] ?? '', rest: line.slice(bullet[0].length), kind: 'bullet', numbers: [] };
  const letter = LETTER.exec(line);
  if (letter) return { marker: letter[1] ?? '', rest: line.slice(letter[0].length), kind: 'letter', numbers: [] };
  const number = NUMBER.exec(line);
  if (!number) return undefined;
  const printed = number[1] ?? '';
  const rest = line.slice(number[0].length);
  // "12 months after …" and "3.5% of …" are sentences; a number alone opens a line only before a capital or a letter's case unknown.
  if (!/[.):]\s*$/.test(number[0]) && !/^[\p{Lu}\p{Lo}"'“‘«(]/u.test(rest)) return undefined;
  if (!/\s$/.test(number[0]) && /^[\p{N}%]/u.test(rest)) return undefined;
  return {
    marker: line.slice(0, number[0].length).trim(),
    rest,
    kind: 'number',
    numbers: printed.split('.').map(Number),
  };
}

const NAMED =
  /^(?:section|chapter|title|part|article|art\.|annex|appendix|schedule|secci[oó]n|cap[ií]tulo|t[ií]tulo|parte|art[ií]culo|anexo|ap[eé]ndice|apartado)\s+(?:\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlcdm]{1,6}|[a-z])(?=$|[\s.:)–—-])/i;
const LONGEST_HEADING = 110;
const MOST_WORDS = 16;

/**
 * How deep a line's heading is, if it reads as one: "3.2 Reporting" (2), "Section 4 – Records" (1), "CHAPTER II" (1).
 * Whether it is one also depends on what stands around it.
 */
export function headingDepth(line: string): number | undefined {
  if (line.length > LONGEST_HEADING || line.split(/\s+/).length > MOST_WORDS) return undefined;
  if (NAMED.test(line)) return /[.;:,]$/.test(line) && line.split(/\s+/).length > 6 ? undefined : 1;
  const opening = openingOf(line);
  if (opening?.kind !== 'number' || !readsAsTitle(opening.rest)) return undefined;
  return opening.numbers.length;
}

/** True for a line in capitals, which in a text without styles is a heading. */
export function isInCapitals(line: string): boolean {
  if (line.length > LONGEST_HEADING || /[.;,]$/.test(line)) return false;
  const letters = line.match(/\p{L}/gu) ?? [];
  return letters.length >= 4 && !/\p{Ll}/u.test(line) && /\p{Lu}/u.test(line);
}

/** No full stop, comma or semicolon at its end, no dots that lead to a page number, and a capital to begin with. */
function readsAsTitle(rest: string): boolean {
  return /^[\p{Lu}\p{Lo}"“‘«¿]/u.test(rest) && !/[.;:,?!]$/.test(rest) && !/\.{3,}|…/.test(rest);
}
