/** Elements of HTML that have no end: a parser never holds them open. */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;
const TAG_START = /<(\/?)([a-z][^\s/>]*)/gi;

/**
 * True where a parser may hold more than so many elements open at once. Never too few are counted: an end counts only
 * where an element of its name is open, as a parser ignores it otherwise.
 */
export function mayLeaveOpen(html: string, limit: number): boolean {
  const open = new Map<string, number>();
  let depth = 0;
  TAG_START.lastIndex = 0;
  for (let match = TAG_START.exec(html); match !== null; match = TAG_START.exec(html)) {
    const [, slash, written = ''] = match;
    const name = written.toLowerCase();
    const held = open.get(name) ?? 0;
    if (slash !== '') {
      if (held > 0) {
        open.set(name, held - 1);
        depth -= 1;
      }
      continue;
    }
    const { end, isSelfClosing } = endOfTag(html, TAG_START.lastIndex);
    TAG_START.lastIndex = end;
    if (isSelfClosing || VOID.test(name)) continue;
    open.set(name, held + 1);
    depth += 1;
    if (depth > limit) return true;
  }
  return false;
}

interface TagEnd {
  /** Behind the ">". */
  readonly end: number;
  readonly isSelfClosing: boolean;
}

/** The end of a tag: no ">" inside a quoted value is one, and no "/" of an unquoted value closes it. */
function endOfTag(html: string, from: number): TagEnd {
  const mark = /[=>]\s*(["']?)/g;
  mark.lastIndex = from;
  let isPlain = true;
  for (let match = mark.exec(html); match !== null; match = mark.exec(html)) {
    const end = match.index + 1;
    if (match[0].startsWith('>')) return { end, isSelfClosing: isPlain && html[end - 2] === '/' };
    const quote = match[1] ?? '';
    isPlain = quote !== '';
    if (quote === '') continue;
    const close = html.indexOf(quote, mark.lastIndex);
    if (close < 0) break;
    mark.lastIndex = close + 1;
  }
  return { end: html.length, isSelfClosing: false };
}
