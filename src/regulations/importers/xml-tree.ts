import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AppError } from '../../core/errors.ts';
import { refuseUnreadable } from './checked-text.ts';

/** An element with its children in order; text nodes are strings. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

const DEEPEST = 200;

/**
 * Reads XML strictly: unclosed or mismatched elements are refused with their line (a parser that guesses would store
 * half a law), as are declarations of entities (entity expansion) and nesting beyond 200 levels. Nothing is fetched, and
 * no text is turned into a number.
 *
 * @param origin the file's name, for messages
 */
export function parseXml(xml: string, origin: string): XmlElement {
  refuseUnreadable(xml, origin);
  if (/<!ENTITY/i.test(xml) || hasInnerDeclarations(xml)) {
    throw new AppError(
      'invalid_input',
      `${origin} declares entities of its own. Official texts never do; the file was refused. Fetch it from the Publications Office.`,
    );
  }
  refuseDeepNesting(xml, origin);
  const verdict = XMLValidator.validate(xml);
  if (verdict !== true) {
    throw new AppError(
      'invalid_input',
      `${origin} is not well-formed XML (line ${verdict.err.line}: ${verdict.err.msg.slice(0, 120)}). It may have been cut short; fetch it again.`,
    );
  }
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    processEntities: true,
    htmlEntities: false,
    maxNestedTags: DEEPEST + 1,
  });
  const roots = parsed(parser, xml, origin)
    .map(fromRaw)
    .filter((node) => typeof node !== 'string');
  const [root] = roots;
  if (root === undefined || typeof root === 'string')
    throw new AppError(
      'invalid_input',
      `${origin} holds no XML element; it is empty or no Formex file. Fetch it again.`,
    );
  return root;
}

/** The parser refuses names that would reach into an object's prototype; to the person it is a file that is not Formex. */
function parsed(parser: XMLParser, xml: string, origin: string): readonly RawNode[] {
  try {
    return parser.parse(xml) as RawNode[];
  } catch (cause) {
    throw new AppError(
      'invalid_input',
      `${origin} holds XML that no official text has; it was refused. Fetch it from the Publications Office.`,
      { cause },
    );
  }
}

/** True where a DOCTYPE opens a bracket before it ends. Read mark by mark, as a file may repeat "<!DOCTYPE" without an end. */
function hasInnerDeclarations(xml: string): boolean {
  let isOpen = false;
  for (const [mark] of xml.matchAll(/<!DOCTYPE|[>[]/gi)) {
    if (mark === '[' && isOpen) return true;
    isOpen = mark !== '>' && (isOpen || mark !== '[');
  }
  return false;
}

/** Every "<" with what follows it up to the next ">"; where none follows, nothing more is a tag. */
function* tagsOf(xml: string): Generator<string> {
  for (let start = xml.indexOf('<'); start >= 0; ) {
    const end = xml.indexOf('>', start + 1);
    if (end < 0) return;
    if (end > start + 1) yield xml.slice(start, end + 1);
    start = xml.indexOf('<', end + 1);
  }
}

function refuseDeepNesting(xml: string, origin: string): void {
  let depth = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.startsWith('</')) depth = Math.max(0, depth - 1);
    else if (!tag.endsWith('/>') && !tag.startsWith('<?') && !tag.startsWith('<!')) depth += 1;
    if (depth > DEEPEST) {
      throw new AppError(
        'invalid_input',
        `${origin} nests elements more than ${DEEPEST} deep. No law does; the file was refused. Fetch it from the Publications Office.`,
      );
    }
  }
}

type RawNode = Record<string, unknown>;

function fromRaw(raw: RawNode): XmlNode {
  if ('#text' in raw) return String(raw['#text']);
  const name = Object.keys(raw).find((key) => key !== ':@') ?? '';
  const children = Array.isArray(raw[name]) ? (raw[name] as RawNode[]).map(fromRaw) : [];
  return { name, attributes: (raw[':@'] ?? {}) as Record<string, string>, children };
}

export function isElement(node: XmlNode, name?: string): node is XmlElement {
  return typeof node !== 'string' && (name === undefined || node.name === name);
}

/** The direct children of that name. */
export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child): child is XmlElement => isElement(child, name));
}

export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return childrenNamed(element, name)[0];
}

/** All elements of that name below, in order; those inside a match are not looked for. */
export function descendantsNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return child.name === name ? [child] : descendantsNamed(child, name);
  });
}
