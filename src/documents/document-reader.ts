import type { Document } from './document.ts';

export interface DocumentReader {
  /**
   * Reads a file that a person sent. Told by its content, not by its name; nothing in it is run, fetched or followed.
   *
   * @param name as it came with the file: for display, and for what the person is told
   * @throws AppError `invalid_input` with the reason in words for the person where it is none of the kinds that are read, larger
   *   than is read, encrypted, carries macros, is damaged, holds no text, or takes too long; `internal` where the reader
   *   itself fails. What the signal aborts ends with the signal's reason
   */
  read(bytes: Uint8Array, name: string, signal?: AbortSignal): Promise<Document>;
}

/** What a reader takes on; beyond each of them a document is refused with the limit in the message. */
export interface DocumentLimits {
  /** Bytes of the file. */
  readonly bytes: number;
  /** Bytes of what is packed in a file, unpacked. */
  readonly unpackedBytes: number;
  readonly pages: number;
  readonly characters: number;
  readonly statements: number;
  /** How long reading one document may take, in milliseconds. */
  readonly time: number;
}

const MEBIBYTE = 1_048_576;

/** Ten megabytes and 500 pages: far beyond any policy, and read in seconds. */
export const DOCUMENT_LIMITS: DocumentLimits = {
  bytes: 10 * MEBIBYTE,
  unpackedBytes: 64 * MEBIBYTE,
  pages: 500,
  characters: 4_000_000,
  statements: 20_000,
  time: 30_000,
};
