import type { AnyNode, Element } from 'domhandler';
import { EMBEDDED, type HidingRules, isHidden, isTag, PICTURES, saysAnything, UNREAD } from './html-seen.ts';
import type { Refuse } from './refusal.ts';

/** What of a page was not read, counted. */
export interface Unread {
  images: number;
  embedded: number;
  hidden: number;
  deleted: number;
  fields: boolean;
  navigation: boolean;
  edges: boolean;
}

/** What the reading of one page shares. */
export interface PageReading {
  readonly rules: HidingRules;
  readonly unread: Unread;
  readonly refuse: Refuse;
}

/** Deeper no page goes; what does is made to hurt a reader. */
export const DEEPEST = 400;

export function refuseDepth(depth: number, refuse: Refuse): void {
  if (depth > DEEPEST)
    refuse(`nests its parts deeper than ${DEEPEST} levels`, 'Open it in a browser, print it to a PDF and send that.');
}

/** True for what is no text of the page; it is counted once. */
export function isLeftOut(element: Element, { rules, unread }: PageReading): boolean {
  const { name } = element;
  if (UNREAD.has(name)) return true;
  if (isHidden(element, rules)) {
    if (saysAnything(element)) unread.hidden += 1;
    return true;
  }
  if (PICTURES.has(name)) unread.images += 1;
  else if (EMBEDDED.has(name)) unread.embedded += 1;
  else if (name === 'del') unread.deleted += 1;
  else if (name === 'select' || name === 'textarea' || name === 'datalist') unread.fields = true;
  else return name === 'annotation' || name === 'annotation-xml' || name === 'rp';
  return true;
}

/** A field as it is printed: a box with or without its tick. What is filled in is not read. */
export function fieldSign({ attribs }: Element, unread: Unread): string {
  const type = attribs['type']?.toLowerCase() ?? 'text';
  if (type === 'checkbox' || type === 'radio') return attribs['checked'] === undefined ? '☐ ' : '☒ ';
  if (!['hidden', 'submit', 'button', 'reset', 'image'].includes(type)) unread.fields = true;
  return '';
}

/** A line end of the page's own (`br`); white space of its source is a blank. */
export const LINE_END = '\n';

export function inlineText(data: string): string {
  return data.replace(/\s+/g, ' ');
}

const APART = new Set(
  'address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend main nav ol p pre section summary table tbody td tfoot th thead ul'.split(
    ' ',
  ),
);
/** What stands behind each other in a cell and is no sentence is kept apart. */
const LISTED = new Set(['li', 'tr']);

/** All words in a node in one line: a heading's, a cell's. */
export function wordsIn(nodes: readonly AnyNode[], reading: PageReading, depth: number): string {
  refuseDepth(depth, reading.refuse);
  const parts: string[] = [];
  for (const node of nodes) {
    if (node.type === 'text') parts.push(inlineText(node.data));
    if (!isTag(node) || isLeftOut(node, reading)) continue;
    if (node.name === 'br') parts.push(' ');
    else if (node.name === 'input') parts.push(fieldSign(node, reading.unread));
    else {
      const words = wordsIn(node.children, reading, depth + 1);
      if (LISTED.has(node.name)) addListed(parts, words);
      else parts.push(APART.has(node.name) ? ` ${words} ` : words);
    }
  }
  return parts.join('');
}

function addListed(parts: string[], words: string): void {
  while (parts.at(-1)?.trim() === '') parts.pop();
  const last = parts.pop()?.trimEnd();
  if (last !== undefined) parts.push(/[.,;:!?]$/.test(last) || words.trim() === '' ? `${last} ` : `${last}; `);
  parts.push(`${words} `);
}

/** True where all letters within are bold. */
export function isBold(element: Element): boolean {
  return (
    element.name === 'b' ||
    element.name === 'strong' ||
    /(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)/i.test(element.attribs['style'] ?? '')
  );
}
