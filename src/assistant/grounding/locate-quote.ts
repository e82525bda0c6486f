/** Where a quote stands in a stored text; `text.slice(start, end)` is the stored quote. */
export interface QuoteSpan {
  readonly start: number;
  readonly end: number;
}

const DROPPED = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;
/** Occurrences of one quote that are looked at. */
const MOST_OCCURRENCES = 20;

/**
 * All places where a quote stands in a stored text. Typography does not count: quotation marks, dashes, white space,
 * soft hyphens and case are as in `withoutTypography`. Accents do count, other than there: in Spanish they tell words
 * apart ("esta" and "está", "termino" and "terminó", "sólo"), and a model copies rather than types. A quote begins and
 * ends with whole words. Marks around the quote (quotation marks, a full stop that the model set) are not compared.
 */
export function locateQuote(text: string, quote: string): readonly QuoteSpan[] {
  const stored = foldedWithOffsets(text);
  const exact = foldedWithOffsets(quote).folded.trim();
  const found = occurrences(text, stored, exact);
  if (found.length > 0) return found;
  const bare = exact.replace(/^['\s…]+|^(?:\.{3})\s*/g, '').replace(/['\s.,;:…]+$/, '');
  return bare === exact ? [] : occurrences(text, stored, bare);
}

interface Folded {
  readonly folded: string;
  /** For each character of `folded` its offset in the text; one more for the end. */
  readonly offsets: readonly number[];
}

function foldedWithOffsets(text: string): Folded {
  let folded = '';
  const offsets: number[] = [];
  for (let at = 0; at < text.length; ) {
    let size = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    // Loose accents belong to their letter.
    while (/\p{Mn}/u.test(text.charAt(at + size))) size += 1;
    const written = text.slice(at, at + size);
    const plain = plainOf(written.normalize('NFC'));
    for (const character of plain === ' ' && folded.endsWith(' ') ? '' : plain) {
      for (let unit = 0; unit < character.length; unit += 1) offsets.push(at);
      folded += character;
    }
    at += size;
  }
  offsets.push(text.length);
  return { folded, offsets };
}

function plainOf(character: string): string {
  if (DROPPED.test(character)) return '';
  if (/\s/.test(character)) return ' ';
  if (/[‘’‚‛“”„«»"'`´]/.test(character)) return "'";
  if (/[‐‑‒–—―−]/.test(character)) return '-';
  return character.toLowerCase();
}

function occurrences(text: string, { folded, offsets }: Folded, wanted: string): readonly QuoteSpan[] {
  const found: QuoteSpan[] = [];
  if (wanted === '') return found;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    if (!isWhole(folded, at, at + wanted.length)) continue;
    const start = offsets[at] ?? 0;
    const end = offsets[at + wanted.length] ?? text.length;
    found.push({ start, end: start + text.slice(start, end).trimEnd().length });
    if (found.length >= MOST_OCCURRENCES) break;
  }
  return found;
}

/** A quote does not cut through a word, nor through a number: "000 EUR" is no quote of "5 000 EUR". */
function isWhole(folded: string, start: number, end: number): boolean {
  const before = folded.slice(Math.max(0, start - 2), start);
  const behind = folded.slice(end, end + 2);
  const inner = /[\p{L}\p{N}]$/u;
  const first = folded.slice(start, start + 4);
  const last = folded.slice(end - 1, end);
  if (inner.test(before) && /^[\p{L}\p{N}]/u.test(first)) return false;
  if (inner.test(last) && /^[\p{L}\p{N}]/u.test(behind)) return false;
  if (/\d[.,]$/.test(before) && /^\d/.test(first)) return false;
  if (/\d $/.test(before) && /^\d{3}(?!\d)/.test(first)) return false;
  return !(
    /\d/.test(last) &&
    /^(?:[.,]\d|[ ]\d)/.test(behind) &&
    /^(?:[.,]\d| \d{3}(?!\d))/.test(folded.slice(end, end + 5))
  );
}
