import type { CallContext } from '../../src/core/call-context.ts';
import type { ConversationDocuments } from '../../src/documents/conversation-documents.ts';
import type { DocumentReader } from '../../src/documents/document-reader.ts';
import type { FileTransfer } from '../../src/documents/file-transfer.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { DoorParts } from '../door-parts.ts';

/** A conversation's examiner pack as one file. */
interface PackedFile {
  readonly bytes: Uint8Array;
  /** How many files are packed in it. */
  readonly files: number;
}

/** What the rooms for files work with. */
export interface FileParts extends DoorParts {
  readonly documents: ConversationDocuments;
  readonly documentReader: DocumentReader;
  readonly transfer: FileTransfer;
  /**
   * Packs a conversation for an examiner, its newest rows included.
   *
   * @throws AppError `not_found` for a conversation that the audit does not know
   */
  packConversation(conversation: string): Promise<PackedFile>;
  /**
   * A gap analysis as a file: a page that stands alone, or a workbook.
   *
   * @throws AppError `not_found` for an analysis that is not there, or that read a policy which the caller may not see
   */
  gapReport(
    asked: { readonly run: string; readonly form: 'html' | 'xlsx'; readonly language: Language },
    context: CallContext,
  ): Promise<Uint8Array>;
}
