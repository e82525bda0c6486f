import type { JsonObject } from '../../core/canonical-json.ts';
import { asMarkdown, asMarkdownLine } from '../../core/markdown.ts';
import { cleanText } from '../../core/text.ts';
import type { IsoDate } from '../../regulations/act.ts';

/**
 * Names what OSCAL does not (properties, facets): it wants a URI that is the namer's own, and that of a UUID belongs to
 * nobody else (RFC 9562 section 4).
 */
export const OWN_NAMES = 'urn:uuid:ba47c282-6e3c-4907-8301-dfb25275549c';

/** Where a text has to stand and there is none. */
const NOTHING = '–';

/** Text as OSCAL has it in one line, no markup (`StringDatatype`): never empty, no blanks around it. */
export function plainLine(text: string): string {
  return cleanText(storable(text)) || NOTHING;
}

/** Text as OSCAL has it in one line of Markdown: it shows exactly its signs. */
export function markupLine(text: string): string {
  return asMarkdownLine(plainLine(text));
}

/** Text as OSCAL has it in paragraphs of Markdown: it shows exactly its signs. */
export function markup(text: string): string {
  return asMarkdown(storable(text)).trim() || NOTHING;
}

/** A name that OSCAL takes for a token: letters, digits, `.`, `-` and `_`, the first one a letter or `_`. */
export function token(text: string): string {
  const signs = storable(text)
    .replaceAll(/[#/]/g, '.')
    .replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
  return /^[\p{L}_]/u.test(signs) ? signs : `_${signs}`;
}

/** Properties by our own names; what is not known, or is empty, is left out. */
export function ownProps(values: Readonly<Record<string, string | undefined>>): readonly JsonObject[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined || cleanText(storable(value)) === '' ? [] : [{ name, ns: OWN_NAMES, value: plainLine(value) }],
  );
}

/** A member whose list must not be empty: left out where it is. */
export function listed<N extends string>(name: N, list: readonly JsonObject[]): { readonly [K in N]?: JsonObject[] } {
  return (list.length === 0 ? {} : { [name]: [...list] }) as { readonly [K in N]?: JsonObject[] };
}

/** A link to something in the same document. */
export function within(uuid: string): string {
  return `#${uuid}`;
}

/**
 * An address of the web as OSCAL has it, by RFC 3986, which forbids signs that addresses are full of; `undefined` for what
 * is none. A name and a password that it carries are left out.
 */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, origin, pathname, search, hash } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const fragment = hash === '' ? '' : `#${uriSigns(hash.slice(1))}`;
  return `${origin}${uriSigns(pathname)}${uriSigns(search)}${fragment}`;
}

function uriSigns(part: string): string {
  return part.replace(/%(?![0-9A-Fa-f]{2})|[^\w.~:/?@!$&'()*+,;=%-]/gu, encodeURIComponent);
}

/** The first moment of a day, UTC. */
export function beginOf(day: IsoDate): string {
  return `${day}T00:00:00Z`;
}

/** The last second of a day, UTC: what is due on it may still be done. */
export function endOf(day: IsoDate): string {
  return `${day}T23:59:59Z`;
}

/** Signs that neither JSON nor the XML form of OSCAL can carry become U+FFFD. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll(/[\ufffe\uffff]/g, '\ufffd');
}
