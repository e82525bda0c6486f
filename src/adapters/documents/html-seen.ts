import type { AnyNode, Element } from 'domhandler';

/** Elements whose content is not the page's text. */
export const UNREAD = new Set(
  'script style template noscript head title meta link base noembed noframes param source track'.split(' '),
);
/** What is shown by something else than letters. */
export const PICTURES = new Set(['img', 'svg', 'canvas']);
export const EMBEDDED = new Set(['iframe', 'object', 'embed', 'applet', 'audio', 'video', 'frame', 'frameset']);

export function isTag(node: AnyNode): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style';
}

/** Classes and ids that a page's own style sheets hide. */
export interface HidingRules {
  readonly classes: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
}

const HIDES =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?=;|!|$))/i;
const SHOWS = /(?:^|;)\s*display\s*:\s*(?!none)[a-z]/i;

/** True for what nobody sees on the page: HTML sections 6.1 and 15.3.1, WAI-ARIA 1.2 `aria-hidden`, and its styles. */
export function isHidden({ name, attribs }: Element, { classes, ids }: HidingRules): boolean {
  const { hidden, style = '' } = attribs;
  // What is found by searching is shown then.
  if (hidden !== undefined && hidden.toLowerCase() !== 'until-found') return true;
  if (attribs['aria-hidden']?.trim().toLowerCase() === 'true') return true;
  if (name === 'dialog' && attribs['open'] === undefined) return true;
  const own = withoutComments(style);
  if (HIDES.test(own)) return true;
  if (SHOWS.test(own)) return false;
  if (ids.size > 0 && ids.has(attribs['id'] ?? '')) return true;
  return classes.size > 0 && (attribs['class'] ?? '').split(/\s+/).some((each) => classes.has(each));
}

/**
 * What style sheets of the page hide by a class or an id alone, outside of conditions (`@media`). Other selectors ask for
 * a browser.
 */
export function hidingRules(sheets: readonly string[]): HidingRules {
  const [classes, ids] = [new Set<string>(), new Set<string>()];
  for (const { selectors, body } of sheets.flatMap((sheet) => rulesOf(withoutComments(sheet)))) {
    const hides = HIDES.test(body);
    if (!hides && !SHOWS.test(body)) continue;
    for (const selector of selectors.split(',')) {
      const simple = /^\s*[a-z0-9]*([.#])([\w-]+)\s*$/i.exec(selector);
      if (simple === null) continue;
      const named = simple[1] === '.' ? classes : ids;
      if (hides) named.add(simple[2] ?? '');
      else named.delete(simple[2] ?? '');
    }
  }
  return { classes, ids };
}

interface Rule {
  readonly selectors: string;
  readonly body: string;
}

/** Rules outside of any other. */
function rulesOf(sheet: string): readonly Rule[] {
  const rules: Rule[] = [];
  let [depth, from, open] = [0, 0, 0];
  for (const { 0: brace, index } of sheet.matchAll(/[{}]/g)) {
    if (brace === '{') {
      if (depth === 0) open = index;
      depth += 1;
      continue;
    }
    depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    // Statements such as "@import" end before the rule.
    const selectors = sheet.slice(sheet.slice(from, open).lastIndexOf(';') + 1 + from, open);
    if (!selectors.includes('@')) rules.push({ selectors, body: sheet.slice(open + 1, index) });
    [from, open] = [index + 1, index + 1];
  }
  return rules;
}

function withoutComments(css: string): string {
  if (!css.includes('/*')) return css;
  const kept: string[] = [];
  let at = 0;
  for (let start = css.indexOf('/*'); start >= 0; start = css.indexOf('/*', at)) {
    kept.push(css.slice(at, start));
    const end = css.indexOf('*/', start + 2);
    at = end < 0 ? css.length : end + 2;
  }
  kept.push(css.slice(at));
  return kept.join('');
}

const NAVIGATION = new Set(['navigation', 'search', 'menu', 'menubar', 'toolbar', 'tablist']);
const EDGES = new Set(['banner', 'contentinfo']);

/**
 * What helps people about a site, and is not this page's text: `navigation` (menus), `edge` (what stands above and below
 * each of its pages). A header that holds the page's title is text, as is one within a section of its own.
 */
export function furnitureOf(
  { name, attribs, children }: Element,
  isInContent: boolean,
): 'navigation' | 'edge' | undefined {
  const role = attribs['role']?.trim().toLowerCase();
  if (name === 'nav' || (role !== undefined && NAVIGATION.has(role))) return 'navigation';
  const isEdge = role === undefined ? (name === 'header' || name === 'footer') && !isInContent : EDGES.has(role);
  return isEdge && !holdsTitle(children) ? 'edge' : undefined;
}

function holdsTitle(nodes: readonly AnyNode[]): boolean {
  return someWithin(nodes, ({ name }) => name === 'h1');
}

/** True where an element within the nodes is as asked. Without recursion. */
export function someWithin(nodes: readonly AnyNode[], asked: (element: Element) => boolean): boolean {
  const waiting = [...nodes];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isTag(next)) continue;
    if (asked(next)) return true;
    for (const child of next.children) waiting.push(child);
  }
  return false;
}

/** True where any letter or digit stands within. */
export function saysAnything(node: AnyNode): boolean {
  const waiting: AnyNode[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.type === 'text' && /[\p{L}\p{N}]/u.test(next.data)) return true;
    if (isTag(next) && !UNREAD.has(next.name)) for (const child of next.children) waiting.push(child);
  }
  return false;
}
