import type { DocumentKind } from '../../documents/document-kind.ts';
import { markupKind } from './markup-kind.ts';
import { refuseOtherPackages } from './package-kind.ts';
import { isPacked, openParts, type PackedParts } from './packed-parts.ts';
import { type Refuse, SEND_INSTEAD } from './refusal.ts';

/** What a file is, as far as its first bytes and its directory tell. */
export type FileKind =
  | { readonly kind: 'pdf' }
  | { readonly kind: 'docx'; readonly parts: PackedParts }
  | { readonly kind: 'html' }
  /** Markdown or plain text: its words tell. */
  | { readonly kind: 'text' };

/** First bytes, as Latin-1, of what is not read. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG/, 'a picture (PNG)'],
  [/^\xff\xd8\xff/, 'a picture (JPEG)'],
  [/^GIF8[79]a/, 'a picture (GIF)'],
  [/^(?:II\*\0|MM\0\*)/, 'a picture (TIFF)'],
  [/^BM[\s\S]{4}\0\0\0\0/, 'a picture (BMP)'],
  [/^RIFF[\s\S]{4}WEBP/, 'a picture (WebP)'],
  [/^[\s\S]{4}ftyp(?:heic|heix|mif1|avif)/, 'a picture (HEIC)'],
  [/^(?:[\s\S]{4}ftyp|RIFF[\s\S]{4}(?:WAVE|AVI )|ID3|OggS|\x1a\x45\xdf\xa3)/, 'a recording'],
  [/^(?:MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe)/, 'a program'],
  [/^(?:\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!|\x28\xb5\x2f\xfd)/, 'a packed archive'],
  [/^\s*\{\\rtf/, 'in the rich text format (RTF)'],
  [/^%!PS/, 'PostScript'],
  [/^SQLite format 3/, 'a database'],
];
/**
 * What a file is, by its content. What is none of the kinds that are read is refused by what it is.
 *
 * @param most bytes that are unpacked together
 */
export function fileKind(bytes: Uint8Array, most: number, refuse: Refuse): FileKind {
  const head = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  if (/^(?:\xef\xbb\xbf)?\s{0,64}%PDF-/.test(head)) return { kind: 'pdf' };
  if (isPacked(bytes)) {
    const parts = openParts(bytes, most, refuse);
    refuseOtherPackages(parts, refuse);
    return { kind: 'docx', parts };
  }
  if (head.startsWith('\xd0\xcf\x11\xe0')) refuseCompound(bytes, refuse);
  const other = OTHERS.find(([mark]) => mark.test(head));
  if (other) refuse(`is ${other[1]}`);
  return { kind: markupKind(bytes, refuse) };
}

/** Streams of a compound file ([MS-CFB]) by their names, which stand in its directory in UTF-16. */
const COMPOUND: readonly (readonly [string, string, string?])[] = [
  ['EncryptedPackage', 'is encrypted', 'Save it without a password and send that.'],
  ['WordDocument', 'is in the old Word format (DOC)', 'Open it in Word, save it as DOCX and send that.'],
  ['Workbook', 'is a spreadsheet'],
  ['PowerPoint Document', 'is a presentation'],
  ['__properties_version1.0', 'is a message (Outlook)'],
];

function refuseCompound(bytes: Uint8Array, refuse: Refuse): never {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = COMPOUND.find(([stream]) => view.includes(Buffer.from(stream, 'utf16le')));
  return refuse(found?.[1] ?? 'is an old Office document', found?.[2] ?? SEND_INSTEAD);
}

/** What a name's ending says, for telling the person where the content says otherwise. */
export function kindByName(name: string): DocumentKind | 'other' | undefined {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) return undefined;
  if (ending === 'pdf' || ending === 'docx') return ending;
  if (ending === 'html' || ending === 'htm' || ending === 'xhtml') return 'html';
  if (ending === 'md' || ending === 'markdown') return 'markdown';
  return ending === 'txt' || ending === 'text' ? 'text' : 'other';
}

const MARKDOWN =
  /^ {0,3}#{1,6}[ \t]+\S|^ {0,3}(?:`{3}|~{3})|^ {0,3}\|?(?: {0,9}:?-{3,}:? {0,9}\|)+|^\S.*\n(?:={3,}|-{3,})[ \t]*$|\[[^\]\n]{1,200}\]\([^()\s]{1,500}\)|(?<![*\w])\*\*(?=\S)[^*\n]{1,300}\*\*(?![*\w])/m;

/** Tells Markdown from plain text by what only Markdown has: a heading's sign, a table, a fence, a link, strong words. */
export function isMarkdown(text: string): boolean {
  return MARKDOWN.test(text);
}
