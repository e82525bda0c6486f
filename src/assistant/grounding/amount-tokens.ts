import { NUMERAL } from './numerals.ts';

/** A word, a number in figures or a sign of a text. */
export interface AmountToken {
  readonly folded: string;
  readonly gap: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'numeral' | 'word' | 'sign';
}

const TOKEN = new RegExp(`(?<numeral>${NUMERAL})|(?<word>\\p{L}+)|[€$£%‰½¼¾⅓⅔]`, 'gu');

/** Cuts a folded text into what numbers and units are made of; what stands between two tokens is the gap of the later. */
export function amountTokens(folded: string): readonly AmountToken[] {
  const tokens: AmountToken[] = [];
  let end = 0;
  for (const match of folded.matchAll(TOKEN)) {
    const kind = match.groups?.['numeral'] ? 'numeral' : match.groups?.['word'] ? 'word' : 'sign';
    const start = match.index;
    tokens.push({ folded: match[0], gap: folded.slice(end, start), start, end: start + match[0].length, kind });
    end = start + match[0].length;
  }
  return tokens;
}

/** True where nothing but blanks or a hyphen stands between a token and the one before. */
export function isJoined(token: AmountToken | undefined): boolean {
  return token !== undefined && /^[\s-]{0,3}$/.test(token.gap);
}
