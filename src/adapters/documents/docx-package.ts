import { zipSync } from 'fflate';
import type { DocumentNote } from '../../documents/document-notes.ts';
import { decodePart } from './decode-text.ts';
import { readableMarkup } from './docx-markup.ts';
import { listCounter } from './docx-numbering.ts';
import { readStyles, type WordStyle } from './docx-styles.ts';
import type { PackedParts } from './packed-parts.ts';
import type { Refuse } from './refusal.ts';
import { attributeOf, localName, tagsOf } from './xml-tags.ts';

/** A Word document made safe to read: a new package of nothing but its text, its styles and its notes. */
export interface SafePackage {
  readonly bytes: Uint8Array;
  readonly styles: ReadonlyMap<string, WordStyle>;
  readonly notes: readonly DocumentNote[];
}

interface Relation {
  /** The last part of its type: `styles`, `footnotes`. */
  readonly type: string;
  readonly target: string;
  readonly isExternal: boolean;
}

const DAMAGED = 'Open it in Word, save it again and send that.';

/**
 * Takes out of a package what is read, checked part by part, and packs it anew. The parser behind it never sees the file
 * that was sent: no other reading of its directory, no relationship, no picture, no declaration of entities.
 */
export function safePackage(packed: PackedParts, refuse: Refuse): SafePackage {
  const part = (name: string): string | undefined => {
    const bytes = packed.unpack(name);
    return bytes === undefined ? undefined : decodePart(bytes, refuse);
  };
  const main = relationsOf(part('_rels/.rels'), '', refuse).find(({ type }) => type === 'officeDocument')?.target;
  const path = main !== undefined && packed.parts.has(main) ? main : 'word/document.xml';
  const document = part(path);
  if (document === undefined) return refuse('is damaged: its text is missing', DAMAGED);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relations = relationsOf(part(`${folder}_rels/${path.slice(folder.length)}.rels`), folder, refuse);
  const related = (type: string): string | undefined => {
    const target = relations.find(
      (each) => each.type === type && !each.isExternal && packed.parts.has(each.target),
    )?.target;
    return part(target ?? `${folder}${type}.xml`);
  };
  const [stylesXml, numbering] = [related('styles'), related('numbering')];
  const styles = readStyles(stylesXml, refuse);
  const lists = listCounter(numbering, refuse);
  const files = new Map<string, string>();
  const notes: DocumentNote[] = [];
  const body = readableMarkup(document, styles, lists, refuse);
  files.set('word/document.xml', body.xml);
  notes.push(...body.notes);
  for (const type of ['footnotes', 'endnotes']) {
    const xml = related(type);
    if (xml !== undefined) files.set(`word/${type}.xml`, readableMarkup(xml, styles, lists, refuse).xml);
  }
  if (stylesXml !== undefined) files.set('word/styles.xml', stylesXml);
  if (numbering !== undefined) files.set('word/numbering.xml', numbering);
  if (relations.some(({ type }) => type === 'header' || type === 'footer')) notes.push({ kind: 'headers_and_footers' });
  if (relations.some(({ isExternal, type }) => isExternal && type !== 'hyperlink'))
    notes.push({ kind: 'links_outside' });
  return { bytes: packedAnew(files), styles, notes: unique(notes) };
}

function relationsOf(xml: string | undefined, folder: string, refuse: Refuse): readonly Relation[] {
  if (xml === undefined) return [];
  const relations: Relation[] = [];
  for (const { kind, name, attributes } of tagsOf(xml, refuse)) {
    if (kind === 'close' || localName(name) !== 'Relationship') continue;
    const type = (attributeOf(attributes, 'Type') ?? '').split('/').at(-1) ?? '';
    const target = attributeOf(attributes, 'Target') ?? '';
    const isExternal = attributeOf(attributes, 'TargetMode')?.toLowerCase() === 'external';
    relations.push({ type, target: target.startsWith('/') ? target.slice(1) : `${folder}${target}`, isExternal });
  }
  return relations;
}

/** Stored, not packed: it is read at once. Texts of UTF-16 become UTF-8, so what they declare goes. */
function packedAnew(files: ReadonlyMap<string, string>): Uint8Array {
  const entries = [...files].map(
    ([name, xml]) => [name, Buffer.from(xml.replace(/^\ufeff?\s*<\?xml[^>]*\?>/, ''))] as const,
  );
  return zipSync(Object.fromEntries(entries), { level: 0, mtime: new Date(1980, 0, 1, 12) });
}

function unique(notes: readonly DocumentNote[]): readonly DocumentNote[] {
  return notes.filter((note, at) => notes.findIndex(({ kind }) => kind === note.kind) === at);
}
