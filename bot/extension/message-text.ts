import type { AnyNode, Element } from 'domhandler';
import { withoutHiddenSigns } from '../../src/core/text.ts';

/** What a browser shows on lines of its own. */
const LINES = new Set(
  'address article aside blockquote br dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul'.split(
    ' ',
  ),
);
/** What nobody reads as words. */
const UNSEEN = new Set(
  'attachment audio embed head iframe img math noscript object script style svg template title video'.split(' '),
);

/**
 * The words of a message as a person reads them. Its HTML comes from whoever wrote it: it is taken apart, never shown;
 * of what is not text nothing is left. The quotation that a reply begins with is another message.
 */
export async function messageText({
  contentType,
  content,
}: {
  readonly contentType: string;
  readonly content: string;
}): Promise<string> {
  if (contentType !== 'html') return tidied(content);
  // Loaded where it is used: the library weighs, and most of what people ask has no HTML.
  const { load } = await import('cheerio');
  // Read as a stream of tags: a thousand tags within one another take no longer than side by side.
  const root = load(content, { xml: { xmlMode: false, decodeEntities: true } }, false).root();
  return tidied(wordsOf(root.contents().toArray()));
}

/** Without recursion: how deep it goes is for others to say. */
function wordsOf(nodes: readonly AnyNode[]): string {
  const pieces: string[] = [];
  const waiting: (AnyNode | string)[] = [...nodes].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') pieces.push(next);
    else if (next.type === 'text') pieces.push(next.data.replace(/\s+/g, ' '));
    else if (next.type === 'tag') waiting.push(...inner(next));
  }
  return pieces.join('');
}

/** What is within, the last first. */
function inner(element: Element): readonly (AnyNode | string)[] {
  const name = element.name.toLowerCase();
  if (UNSEEN.has(name) || isQuotedReply(element)) return [];
  const edge = LINES.has(name) ? ['\n'] : name === 'td' || name === 'th' ? [' '] : [];
  return [...edge, ...[...element.children].reverse(), ...edge];
}

/** Teams puts what is replied to before the reply; schema.skype.com "Reply". */
function isQuotedReply({ name, attribs }: Element): boolean {
  return name === 'blockquote' && /schema\.skype\.com\/reply/i.test(attribs['itemtype'] ?? '');
}

function tidied(text: string): string {
  return withoutHiddenSigns(text)
    .toWellFormed()
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00a0]+/g, ' ')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
