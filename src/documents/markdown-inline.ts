/** Links and pictures with their address in round brackets; what is within may not hold brackets of its own. */
const LINK =
  /!?\[([^[\]\n]{0,1000})\]\(\s{0,9}(<[^<>\n]{0,2000}>|[^\s()<>]{0,2000})(?:\s{1,9}(?:"([^"\n]{0,500})"|'([^'\n]{0,500})'))?\s{0,9}\)/g;
const ESCAPE = /\\([!-/:-@[-`{-~])/g;
const EMPHASIS: readonly RegExp[] = [
  /(?<![\\*])\*\*\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*\*\*(?!\*)/g,
  /(?<![\\*])\*\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*\*(?!\*)/g,
  /(?<![\\*])\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*(?!\*)/g,
  /(?<![\\\p{L}\p{N}_])__(?=\S)([^_\n]{1,2000}?)(?<=\S)__(?![\p{L}\p{N}_])/gu,
  /(?<![\\\p{L}\p{N}_])_(?=\S)([^_\n]{1,2000}?)(?<=\S)_(?![\p{L}\p{N}_])/gu,
  /(?<!\\)~~(?=\S)([^~\n]{1,2000}?)(?<=\S)~~/g,
];

/**
 * A stretch of Markdown as a reader sees it: emphasis, links and code by their words, escapes undone, lines joined. HTML
 * and entities stay as they are written: they are text here.
 */
export function plainInline(text: string): string {
  return text
    .split(/(`{1,3}[^`]{0,2000}`{1,3})/)
    .map((part, at) => (at % 2 === 1 ? part.replace(/^`+|`+$/g, '').trim() : withoutMarks(part)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function withoutMarks(text: string): string {
  let plain = text.replace(/\\\n/g, '\n').replace(LINK, (_, label: string) => label);
  for (const emphasis of EMPHASIS) plain = plain.replace(emphasis, '$1');
  return plain.replace(ESCAPE, '$1');
}
