import type { ConversationDocuments } from '../../src/documents/conversation-documents.ts';
import type { DocumentReader } from '../../src/documents/document-reader.ts';
import type { FileTransfer } from '../../src/documents/file-transfer.ts';
import type { DoorParts } from '../door-parts.ts';

/** A conversation's examiner pack as one file. */
export interface PackedFile {
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
}
