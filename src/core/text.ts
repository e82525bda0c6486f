/** Signs that nobody sees: soft hyphens, zero-width and bidirectional controls, tags, interlinear marks. */
const SOFT = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** A text without the signs that nobody sees: they can hide words from people that a machine reads. */
export function withoutHiddenSigns(text: string, inTheirStead = ''): string {
  return text.replace(SOFT, inTheirStead);
}

/**
 * Makes published text storable: soft hyphens, zero-width and bidirectional control characters go, every run of white
 * space (no-break and thin spaces and line ends included) becomes one space, the ends are trimmed. All other characters
 * stay as published.
 */
export function cleanText(text: string): string {
  return text
    .replace(SOFT, '')
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
}

/**
 * A question as a person meant it: what copying from a web page or a chat leaves in it goes (soft hyphens, zero-width and
 * bidirectional control characters), full-width letters and digits become plain ones, letters with loose accents (as
 * macOS copies them) become whole ones. Line ends and blanks stay.
 */
export function cleanQuestion(text: string): string {
  return text
    .normalize('NFC')
    .replace(SOFT, '')
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}

/**
 * A text as far as typography does not matter: case, accents, quotation marks, dashes and spacing are one of each kind.
 * Hashes of provisions rest on it: it never changes.
 */
export function withoutTypography(text: string): string {
  return foldText(text)
    .replace(/[‘’‚‛“”„«»"'`´]/g, "'")
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

const PLAIN = /^[\u0020-\u007e]*$/;

/** Lower case without accents, for comparing what people type: `Artículo` and `articulo` are one. */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase();
}

/** The first characters of a text, at most so many; a sign of two units is not cut through. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const cutsThrough = /[\ud800-\udbff]/.test(text.charAt(most - 1)) && /[\udc00-\udfff]/.test(text.charAt(most));
  return text.slice(0, cutsThrough ? most - 1 : most);
}

/** A text that is too long, by its beginning; the sign behind it tells that it goes on. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginningOf(text, most)} […]`;
}
