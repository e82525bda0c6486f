import type { Refuse } from './refusal.ts';

/** A tag of an XML part, where it stands. */
export interface Tag {
  readonly kind: 'open' | 'close' | 'empty';
  /** As written, with its prefix. */
  readonly name: string;
  /** What stands between the name and the end, as written. */
  readonly attributes: string;
  readonly start: number;
  readonly end: number;
}

const DEEPEST = 250;
const MOST_TAGS = 4_000_000;
const REMEDY = 'Open it in Word, save it again and send that.';

/**
 * The tags of an XML part in order. Refuses what no Word document has and a parser could be hurt by: declarations (entity
 * expansion, XML 1.0 section 4), nesting beyond 250 levels, tags that do not end or do not match.
 */
export function* tagsOf(xml: string, refuse: Refuse): Generator<Tag> {
  const open: string[] = [];
  let count = 0;
  let at = xml.indexOf('<');
  while (at >= 0) {
    const skipped = afterSpecial(xml, at, refuse);
    if (skipped !== undefined) {
      at = xml.indexOf('<', skipped);
      continue;
    }
    const tag = tagAt(xml, at, refuse);
    count += 1;
    if (count > MOST_TAGS) refuse('has too much markup', REMEDY);
    if (tag.kind === 'open') open.push(tag.name);
    if (tag.kind === 'close' && open.pop() !== tag.name)
      refuse('is damaged: its XML does not close what it opens', REMEDY);
    if (open.length > DEEPEST) refuse(`nests its parts deeper than ${DEEPEST} levels`, REMEDY);
    yield tag;
    at = xml.indexOf('<', tag.end);
  }
  if (open.length > 0) refuse('is damaged: its XML ends in the middle', REMEDY);
}

/** Where a comment, an instruction or a stretch of characters ends; `undefined` where a tag begins. */
function afterSpecial(xml: string, at: number, refuse: Refuse): number | undefined {
  const ends: readonly (readonly [string, string])[] = [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ];
  const found = ends.find(([mark]) => xml.startsWith(mark, at));
  if (found === undefined)
    return xml.startsWith('<!', at)
      ? refuse('declares entities or types of its own, which no Word document does', REMEDY)
      : undefined;
  const end = xml.indexOf(found[1], at + found[0].length);
  return end < 0 ? refuse('is damaged: its XML ends in the middle', REMEDY) : end + found[1].length;
}

const NAME = /[^\s/<>"'=]+/y;
const REST = /[^<>"']*(?:(?:"[^<"]*"|'[^<']*')[^<>"']*)*/y;

function tagAt(xml: string, start: number, refuse: Refuse): Tag {
  const closes = xml[start + 1] === '/';
  NAME.lastIndex = start + (closes ? 2 : 1);
  const name = NAME.exec(xml)?.[0];
  REST.lastIndex = NAME.lastIndex;
  const rest = name === undefined ? undefined : REST.exec(xml)?.[0];
  const end = REST.lastIndex;
  if (name === undefined || rest === undefined || xml[end] !== '>')
    return refuse('is damaged: its XML is not well-formed', REMEDY);
  const isEmpty = rest.endsWith('/');
  const kind = closes ? 'close' : isEmpty ? 'empty' : 'open';
  return { kind, name, attributes: isEmpty ? rest.slice(0, -1) : rest, start, end: end + 1 };
}

/** An attribute's value as written; `local` is its name without a prefix. */
export function attributeOf(attributes: string, local: string): string | undefined {
  for (const match of attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (localName(match[1] ?? '') === local) return match[2] ?? match[3] ?? '';
  return undefined;
}

/** A name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
