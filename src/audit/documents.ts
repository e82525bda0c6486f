import type { Audit, Recorded } from './audit.ts';

/** What became of a document that somebody sent. */
export interface DocumentEvent {
  readonly what: 'received' | 'refused' | 'forgotten';
  /** SHA-256 of its bytes: whoever has the file can tell that it was this one. */
  readonly sha256: string;
  /** What it is by its content; absent for what could not be told. */
  readonly kind?: string;
  readonly bytes: number;
  /** Statements that were read from it. */
  readonly statements?: number;
  /** What its sender called it: personal, as it may name anybody. */
  readonly name?: string;
}

export interface DocumentRecorder {
  /**
   * Records it; called in the transaction of what becomes of the document (`audit.within`). Of its text nothing is kept
   * here: it can be forgotten.
   *
   * @returns the row's position
   */
  record(event: DocumentEvent, by: Recorded): number;
}

export function createDocumentRecorder(audit: Pick<Audit, 'record'>): DocumentRecorder {
  return {
    record: ({ what, sha256, kind, bytes, statements, name }, by) =>
      audit.record(
        {
          type: 'document',
          body: { what, sha256, kind, bytes, statements },
          ...(name === undefined ? {} : { personal: { name } }),
        },
        by,
      ).position,
  };
}
