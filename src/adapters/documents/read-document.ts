import { sha256 } from '../../core/digests.ts';
import { AppError } from '../../core/errors.ts';
import { cleanText } from '../../core/text.ts';
import type { Block } from '../../documents/block.ts';
import type { AboutDocument, Document } from '../../documents/document.ts';
import type { DocumentKind } from '../../documents/document-kind.ts';
import { documentName } from '../../documents/document-name.ts';
import type { DocumentNote } from '../../documents/document-notes.ts';
import type { DocumentLimits } from '../../documents/document-reader.ts';
import { frontMatter } from '../../documents/front-matter.ts';
import { markdownBlocks } from '../../documents/markdown-blocks.ts';
import { pageBlocks } from '../../documents/pages/page-blocks.ts';
import { statementsOf } from '../../documents/statements.ts';
import { textBlocks } from '../../documents/text-blocks.ts';
import { decodeHtml } from './decode-html.ts';
import { decodeDocumentText } from './decode-text.ts';
import { fileKind, isMarkdown, kindByName } from './document-kind.ts';
import { isPartOfPage } from './markup-kind.ts';
import { readDocx } from './read-docx.ts';
import { readHtml } from './read-html.ts';
import { readPdf } from './read-pdf.ts';
import { type Refuse, refuser } from './refusal.ts';

interface ReadBlocks {
  readonly kind: DocumentKind;
  readonly blocks: readonly Block[];
  readonly title?: string | undefined;
  readonly about?: readonly AboutDocument[];
  readonly notes: readonly DocumentNote[];
}

const SPLIT = 'Split it and send the parts.';
const LONGEST_TITLE = 300;

/**
 * Reads a document in the thread that calls it, however long that takes: `createDocumentReader` bounds it.
 *
 * @throws AppError `invalid_input`, and nothing else: whatever a parser stumbles over, the file is damaged
 */
export async function readDocument(bytes: Uint8Array, givenName: string, limits: DocumentLimits): Promise<Document> {
  const refuse = refuser(documentName(givenName));
  try {
    return await readChecked(bytes, givenName, limits, refuse);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    return refuse(
      'is damaged: it cannot be read',
      'Open it in the program that it comes from, save it again and send that.',
      cause,
    );
  }
}

async function readChecked(
  bytes: Uint8Array,
  givenName: string,
  limits: DocumentLimits,
  refuse: Refuse,
): Promise<Document> {
  if (bytes.length === 0) refuse('is empty');
  if (bytes.length > limits.bytes)
    refuse(
      `has ${bytes.length.toLocaleString('en')} bytes; at most ${limits.bytes.toLocaleString('en')} are read`,
      SPLIT,
    );
  const read = await readBlocks(bytes, limits, refuse);
  const statements = statementsOf(read.blocks, limits.statements);
  if (!statements.some(({ text }) => /[\p{L}\p{N}]/u.test(text)))
    refuse(
      read.kind === 'pdf' ? 'is a scan: it holds pictures of text only, and no text' : 'holds no text',
      read.kind === 'pdf'
        ? 'Have its text recognised (OCR), or send the document that it was printed from.'
        : undefined,
    );
  const heading = read.blocks.find((block) => block.kind === 'heading');
  const title = cleanText(read.title ?? (heading?.kind === 'heading' && heading.level === 1 ? heading.text : ''));
  const named = kindByName(givenName);
  const isText = (kind: DocumentKind | 'other'): boolean => kind === 'markdown' || kind === 'text' || kind === 'other';
  const isOther = named !== undefined && named !== read.kind && !(isText(named) && isText(read.kind));
  return {
    name: documentName(givenName),
    kind: read.kind,
    sha256: sha256(bytes),
    bytes: bytes.length,
    ...(title === '' ? {} : { title: title.slice(0, LONGEST_TITLE) }),
    ...(read.about === undefined || read.about.length === 0 ? {} : { about: read.about }),
    statements,
    notes: [...(isOther ? [{ kind: 'read_as', as: read.kind } as const] : []), ...read.notes],
  };
}

async function readBlocks(bytes: Uint8Array, limits: DocumentLimits, refuse: Refuse): Promise<ReadBlocks> {
  const file = fileKind(bytes, limits.unpackedBytes, refuse);
  if (file.kind === 'pdf') {
    const pdf = await readPdf(bytes, limits, refuse);
    const { blocks, title, notes } = pageBlocks(pdf.pages);
    // What the file says of itself is often a template's name; the page is what people see.
    return { kind: 'pdf', blocks, title: title ?? pdf.title, notes: [...notes, ...pdf.notes] };
  }
  if (file.kind === 'docx') {
    const docx = await readDocx(file.parts, refuse);
    return { kind: 'docx', ...docx };
  }
  if (file.kind === 'html') return { kind: 'html', ...(await readHtml(decodeHtml(bytes, refuse), limits, refuse)) };
  const text = decodeDocumentText(bytes, refuse);
  if (text.length > limits.characters)
    refuse(`holds more than ${limits.characters.toLocaleString('en')} characters`, SPLIT);
  if (isMarkdown(text)) return readMarkdown(text);
  if (isPartOfPage(text)) return { kind: 'html', ...(await readHtml(text, limits, refuse)) };
  return { kind: 'text', blocks: textBlocks(text), notes: [] };
}

function readMarkdown(text: string): ReadBlocks {
  const about = frontMatter(text);
  const title = about.find(({ name }) => /^(?:title|t[ií]tulo)$/i.test(name))?.value;
  return {
    kind: 'markdown',
    blocks: markdownBlocks(text),
    about,
    notes: [],
    ...(title === undefined ? {} : { title }),
  };
}
