import type { ErrorCode } from '../../core/errors.ts';
import type { Document } from '../../documents/document.ts';
import type { DocumentLimits } from '../../documents/document-reader.ts';

/** What a thread that reads is given. */
export interface ReadingJob {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly limits: DocumentLimits;
}

/** What it gives back. */
export type ReadingOutcome =
  | { readonly document: Document }
  | { readonly refusal: { readonly code: ErrorCode; readonly message: string; readonly detail: string } };
