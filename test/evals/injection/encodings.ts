/** Ways to write a text so that a filter of words does not see it. */

export const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
export const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
export const reversed = (text: string): string => [...text].reverse().join('');

export function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
}

/** Every byte percent-encoded, also those that need not be. */
export function percent(text: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };
export const leet = (text: string): string => text.replace(/[aeiost]/g, (letter) => LEET[letter] ?? letter);

/** Latin letters as their Cyrillic doubles; RFC 3490 calls them homographs, Unicode TR 39 confusables. */
export const HOMOGLYPHS: Readonly<Record<string, string>> = {
  a: '\u0430',
  c: '\u0441',
  e: '\u0435',
  i: '\u0456',
  o: '\u043e',
  p: '\u0440',
  s: '\u0455',
  x: '\u0445',
  y: '\u0443',
};
export const homoglyphs = (text: string): string =>
  text.replace(/[aceiopsxy]/g, (letter) => HOMOGLYPHS[letter] ?? letter);

/** A zero-width space behind every character. */
export const zeroWidth = (text: string): string => [...text].join('\u200b');

/** Stored backwards, shown forwards: right-to-left override and its end. */
export const bidiOverridden = (text: string): string => `\u202e${reversed(text)}\u202c`;

/** Invisible: each ASCII character as its tag character (Unicode block E0000). */
export const tagged = (text: string): string =>
  [...text].map((character) => String.fromCodePoint(0xe0000 + (character.codePointAt(0) ?? 0))).join('');

export const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** Every letter spelt by itself. */
export const spelt = (text: string): string => [...text.replaceAll(' ', '_')].join('-');
