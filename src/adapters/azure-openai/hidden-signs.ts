import { withoutHiddenSigns } from '../../core/text.ts';

/** An escape of JSON: a sign of one unit, or one of the tags, which have two. Else a sign that a backslash stands before. */
const TOKENS = /\\u(?:db40\\udc[0-7][0-9a-f]|[0-9a-f]{4})|\\[\s\S]|[^\\]+/gi;
/** What at the end of a piece may go on in the next one: a sign that has two escapes, an escape, half a sign. */
const OPEN_ENDS = [/\\udb40(?:\\(?:u[0-9a-f]{0,3})?)?$/i, /\\(?:u[0-9a-f]{0,3})?$/i, /[\ud800-\udbff]$/];

/** JSON without the signs that nobody sees, be they written as they are or as escapes, which show them again when read. */
export function jsonWithoutHiddenSigns(json: string): string {
  return json.replace(TOKENS, (token) => {
    if (!/^\\u/i.test(token)) return withoutHiddenSigns(token);
    const units = token.match(/[0-9a-f]{4}/gi) ?? [];
    const sign = String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
    return withoutHiddenSigns(sign) === sign ? token : '';
  });
}

/** Takes JSON in pieces that may be cut anywhere, and gives it on without the signs that nobody sees. */
export interface SignFilter {
  add(piece: string): string;
}

export function createSignFilter(): SignFilter {
  let held = '';
  return {
    add: (piece) => {
      const text = held + piece;
      const open = openEnd(text);
      held = text.slice(open);
      return jsonWithoutHiddenSigns(text.slice(0, open));
    },
  };
}

/** Where the end that is still open begins; the length of the text where there is none. */
function openEnd(text: string): number {
  const begins = OPEN_ENDS.map((end) => end.exec(text)?.index ?? -1);
  return begins.find((at) => at >= 0 && !isEscaped(text, at)) ?? text.length;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (before > 0 && text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}
