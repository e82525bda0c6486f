import type { DocumentNote } from '../../documents/document-notes.ts';
import { type WordBlocks, wordBlocks } from './docx-blocks.ts';
import { safePackage } from './docx-package.ts';
import type { PackedParts } from './packed-parts.ts';
import type { Refuse } from './refusal.ts';

/** What a Word document says, and what of it was not read. */
export interface ReadDocx extends WordBlocks {
  readonly notes: readonly DocumentNote[];
}

/** What Mammoth hands over before it writes HTML, which is not wanted: its model knows spans, header rows and styles. */
interface MammothDocument {
  readonly children?: unknown;
  readonly notes?: { readonly _notes?: Readonly<Record<string, unknown>> };
}

/** Reads a Word document. Mammoth is loaded here, when there is one to read. */
export async function readDocx(parts: PackedParts, refuse: Refuse): Promise<ReadDocx> {
  const safe = safePackage(parts, refuse);
  const { default: mammoth } = await import('mammoth');
  let read: MammothDocument | undefined;
  await mammoth
    .convertToHtml(
      { buffer: Buffer.from(safe.bytes.buffer, safe.bytes.byteOffset, safe.bytes.byteLength) },
      {
        externalFileAccess: false,
        includeEmbeddedStyleMap: false,
        includeDefaultStyleMap: false,
        transformDocument: (document: MammothDocument) => {
          read = document;
          return { ...document, children: [] };
        },
      },
    )
    .catch((cause: unknown) =>
      refuse('is damaged: its text cannot be read', 'Open it in Word, save it again and send that.', cause),
    );
  const blocks = wordBlocks(read, new Map(Object.entries(read?.notes?._notes ?? {})), safe.styles);
  return { ...blocks, notes: safe.notes };
}
