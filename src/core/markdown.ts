import { withoutHiddenSigns } from './text.ts';

/** Signs that mean something in CommonMark, GFM or HTML wherever they stand. */
const MEANING = /[\\`*_[\]<>|~&@]/g;
/** Signs that make a heading, a quotation, a rule or a list at the beginning of a line. */
const AT_THE_BEGINNING = /^(\s*)([#+=-]|\d{1,9}(?=[.)]))/;
/** Schemes and hosts that renderers turn into links by themselves; of an address of mail it is the sign in the middle. */
const BARE_ADDRESS = /(https?:|ftp:|www\.|mailto:|xmpp:)/gi;
/** CommonMark ends a line at a carriage return alone as well. */
const LINE_END = /\r\n?|\n/;
/** Control signs show nothing; where a renderer takes one for a line's end, another line would begin unseen. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

/**
 * Stored text as Markdown that shows exactly its signs: nothing in it becomes a link, an image, markup or another number.
 * What comes out of a law, a file or a feed is never trusted to be plain.
 */
export function asMarkdown(text: string): string {
  return withoutHiddenSigns(text)
    .split(LINE_END)
    .map((line) =>
      atTheBeginning(line.replace(CONTROL, ' ').trim().replace(MEANING, '\\$&')).replace(BARE_ADDRESS, shown),
    )
    .join('\n\n');
}

/** The same on one line, as headings and labels have it. */
export function asMarkdownLine(text: string): string {
  return asMarkdown(text.replace(/\s+/g, ' '));
}

/** `3.` stays `3.`, whatever stands before it: a list would count anew. */
function atTheBeginning(line: string): string {
  return line.replace(AT_THE_BEGINNING, (_whole, space: string, sign: string) =>
    /\d/.test(sign) ? `${space}${sign}\\` : `${space}\\${sign}`,
  );
}

function shown(address: string): string {
  return address.replace(/[:.]/, (sign) => `\\${sign}`);
}

/** A link of our own making; the address is one that we wrote. */
export function link(text: string, address: string): string {
  return `[${asMarkdownLine(text)}](<${address.replace(/[<>\\\s]/g, encodeURIComponent)}>)`;
}
