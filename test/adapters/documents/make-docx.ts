import { strToU8, type Zippable, zipSync } from 'fflate';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const REL = 'http://schemas.openxmlformats.org/package/2006/relationships';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

export interface DocxParts {
  /** What stands in the body: `p(…)`, `table(…)`. */
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  /** Relationships of the document beside those of its parts. */
  readonly relations?: string;
  /** The main part's content type. */
  readonly type?: string;
  /** Further parts, or others in place of those above. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
  /** What stands before the document's root. */
  readonly prolog?: string;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function run(text: string, properties = ''): string {
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

/** A paragraph of a style, in a list. */
export function p(text: string, style?: string, list?: readonly [number, number]): string {
  const numbering =
    list === undefined ? '' : `<w:numPr><w:ilvl w:val="${list[1]}"/><w:numId w:val="${list[0]}"/></w:numPr>`;
  const properties = `${style === undefined ? '' : `<w:pStyle w:val="${style}"/>`}${numbering}`;
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${text.startsWith('<') ? text : run(text)}</w:p>`;
}

export function table(rows: readonly (readonly string[])[], headed = false): string {
  const cell = (text: string): string => `<w:tc>${text.startsWith('<w:') ? text : p(text)}</w:tc>`;
  const row = (cells: readonly string[], at: number): string =>
    `<w:tr>${headed && at === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.map(cell).join('')}</w:tr>`;
  return `<w:tbl>${rows.map(row).join('')}</w:tbl>`;
}

export const HEADINGS = [1, 2, 3]
  .map((level) => `<w:style w:type="paragraph" w:styleId="Ttulo${level}"><w:name w:val="heading ${level}"/></w:style>`)
  .join('');

/** One list whose levels print `1`, `1.1`, `(a)`. */
export function outlineList(styles = false): string {
  const level = (at: number, format: string, text: string): string =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${styles ? `<w:pStyle w:val="Ttulo${at + 1}"/>` : ''}<w:lvlText w:val="${text}"/></w:lvl>`;
  return `<w:abstractNum w:abstractNumId="7">${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%1.%2')}${level(2, 'lowerLetter', '(%3)')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>`;
}

function part(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:${root} xmlns:w="${W}" xmlns:r="${R}">${content}</w:${root}>`;
}

/** A Word document made by hand, part by part (ISO/IEC 29500-2). */
export function makeDocx(given: DocxParts): Uint8Array {
  return zipSync(docxParts(given));
}

export function docxParts({
  body,
  styles,
  numbering,
  footnotes,
  relations = '',
  type = MAIN,
  parts = {},
  prolog = '',
}: DocxParts): Zippable {
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${REL}"><Relationship Id="r1" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': prolog + part('document', `<w:body>${body}<w:sectPr/></w:body>`),
    'word/_rels/document.xml.rels': `<Relationships xmlns="${REL}">${relations}</Relationships>`,
    ...(styles === undefined ? {} : { 'word/styles.xml': part('styles', styles) }),
    ...(numbering === undefined ? {} : { 'word/numbering.xml': part('numbering', numbering) }),
    ...(footnotes === undefined ? {} : { 'word/footnotes.xml': part('footnotes', footnotes) }),
    ...parts,
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text]),
  );
}
