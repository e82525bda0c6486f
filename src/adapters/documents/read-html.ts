import type { AnyNode } from 'domhandler';
import type { Block } from '../../documents/block.ts';
import type { DocumentNote } from '../../documents/document-notes.ts';
import type { DocumentLimits } from '../../documents/document-reader.ts';
import { mayLeaveOpen } from '../../regulations/importers/open-elements.ts';
import { htmlBlocks } from './html-blocks.ts';
import { hidingRules, isTag } from './html-seen.ts';
import { DEEPEST, type Unread } from './html-words.ts';
import { withHeadings, withoutContents } from './plain-blocks.ts';
import type { Refuse } from './refusal.ts';

/** What a web page says, and what of it was not read. */
export interface ReadHtml {
  readonly blocks: readonly Block[];
  readonly title?: string;
  readonly notes: readonly DocumentNote[];
}

const PRINT_IT = 'Open it in a browser, print it to a PDF and send that.';
/** Their ends may be left out (HTML section 13.1.2.4): a page of nothing else nests nothing. */
const ENDLESS = /<\/?(?:p|li|dt|dd|td|th|tr|tbody|thead|tfoot|colgroup|option|optgroup|rt|rp)(?=[\s/>])/gi;

/**
 * Reads a web page as a browser shows it, without what it would fetch or run: headings, paragraphs, lists and tables; not
 * what is hidden, nor what only helps people about a site. cheerio is loaded here, when there is a page to read.
 */
export async function readHtml(html: string, limits: DocumentLimits, refuse: Refuse): Promise<ReadHtml> {
  // The parser looks through all that is open at each tag.
  if (mayLeaveOpen(html.replace(ENDLESS, '<br'), DEEPEST))
    refuse(`nests its parts deeper than ${DEEPEST} levels, or does not close them`, PRINT_IT);
  const { load } = await import('cheerio');
  const page = load(isXhtml(html) ? withEnds(html) : html);
  const outside = outsideOf(page.root().toArray());
  const unread: Unread = {
    images: 0,
    embedded: 0,
    hidden: 0,
    deleted: 0,
    fields: false,
    navigation: false,
    edges: false,
  };
  const rules = hidingRules(
    page('style')
      .toArray()
      .map((sheet) => page(sheet).text()),
  );
  const found = htmlBlocks(page('body').toArray(), { rules, unread, refuse });
  const headings = found.filter((block) => block.kind === 'heading');
  const isStyled = headings.length > 1 || headings.some(({ level }) => level > 1);
  const blocks = withoutContents(withHeadings(found, isStyled));
  const characters = blocks.reduce((sum, block) => sum + lengthOf(block), 0);
  if (characters > limits.characters)
    refuse(`holds more than ${limits.characters.toLocaleString('en')} characters`, 'Split it and send the parts.');
  // What stands in the window's frame often names the site too; the page's own heading is what people see.
  const title = headings.find(({ level }) => level === 1)?.text ?? page('head title').first().text().trim();
  return { blocks, ...(title === '' ? {} : { title }), notes: notesOf(unread, outside) };
}

function lengthOf(block: Block): number {
  return block.kind === 'row' ? block.cells.reduce((sum, { length }) => sum + length, 0) : block.text.length;
}

function isXhtml(html: string): boolean {
  return /^\s{0,99}<\?xml\b|<html\b[^>]{0,400}\sxmlns\s?=\s?["']http:\/\/www\.w3\.org\/1999\/xhtml["']/i.test(
    html.slice(0, 4_096),
  );
}

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;

/** An element that XML closes where it opens stays open in HTML, and would take in what comes behind it. */
function withEnds(xhtml: string): string {
  return xhtml.replace(
    /<([a-z][a-z0-9]{0,20})((?:\s[^<>]{0,4000})?)\/>/gi,
    (whole, name: string, attributes: string) => (VOID.test(name) ? whole : `<${name}${attributes}></${name}>`),
  );
}

interface Outside {
  readonly scripts: boolean;
  readonly links: boolean;
}

/** What a browser would run, and what it would fetch. */
function outsideOf(roots: readonly AnyNode[]): Outside {
  let [scripts, links] = [false, false];
  const waiting: AnyNode[] = [...roots];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('children' in node) for (const child of node.children) waiting.push(child);
    if (!isTag(node)) continue;
    const { name, attribs } = node;
    scripts ||= name === 'script' && !/json|template/i.test(attribs['type'] ?? '');
    scripts ||= Object.entries(attribs).some(([key, value]) => /^on[a-z]/.test(key) || /^\s*javascript:/i.test(value));
    const source =
      attribs['src'] ?? attribs['srcset'] ?? attribs['data'] ?? (name === 'link' ? attribs['href'] : undefined);
    links ||= source !== undefined && !/^\s*(?:data:|#|$)/i.test(source);
    links ||= name === 'meta' && attribs['http-equiv']?.toLowerCase() === 'refresh';
  }
  return { scripts, links };
}

function notesOf(unread: Unread, { scripts, links }: Outside): readonly DocumentNote[] {
  const counted: readonly DocumentNote[] = [
    { kind: 'images', count: unread.images },
    { kind: 'embedded_objects', count: unread.embedded },
    { kind: 'tracked_changes', count: unread.deleted },
    { kind: 'hidden_passages', count: unread.hidden },
  ];
  const plain: readonly (readonly [boolean, DocumentNote])[] = [
    [unread.edges, { kind: 'headers_and_footers' }],
    [unread.navigation, { kind: 'navigation' }],
    [scripts, { kind: 'scripts' }],
    [unread.fields, { kind: 'form_fields' }],
    [links, { kind: 'links_outside' }],
  ];
  return [
    ...counted.filter((note) => 'count' in note && note.count > 0),
    ...plain.flatMap(([is, note]) => (is ? [note] : [])),
  ];
}
