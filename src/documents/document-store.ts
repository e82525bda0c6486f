import type { Document } from './document.ts';

/** Whose document it is: one person's, in one conversation. Nobody else ever sees it. */
export interface DocumentOwner {
  readonly tenant: string;
  /** The conversation of the audit: what belongs together, until there is a new beginning. */
  readonly conversation: string;
  /** Object id of the person within the tenant. */
  readonly person: string;
}

/** A document as it is kept, with all of its words. */
export interface KeptDocument {
  readonly owner: DocumentOwner;
  /** Names it in citations: the beginning of its SHA-256, as long as no other document of its owner begins so. */
  readonly id: string;
  /** The channel's own id of the chat that it was sent in: where the app is taken out of that, all of it goes. */
  readonly chat: string;
  readonly document: Document;
  /** Characters of its statements, for the bound on what a conversation holds. */
  readonly characters: number;
  /** When it came, ISO 8601, UTC. */
  readonly received: string;
  /** When its conversation last went on, ISO 8601, UTC. */
  readonly used: string;
}

/** A kept document without its words. */
export type DocumentListing = Omit<KeptDocument, 'document' | 'used'> & {
  readonly document: Omit<Document, 'statements' | 'notes' | 'title'> & { readonly statements: number };
};

/** What is to be forgotten: all that fits every part that is given. */
export interface Forgotten {
  readonly tenant?: string;
  readonly conversation?: string;
  readonly person?: string;
  readonly chat?: string;
  readonly id?: string;
  /** Last used before that time, ISO 8601, UTC. */
  readonly usedBefore?: string;
}

/**
 * Documents that people sent, for as long as their conversation lasts. All synchronous, so that each comes and goes in the
 * transaction of the row that tells of it. What is taken away is overwritten in the file.
 *
 * Errors: `conflict` where another process keeps the file locked, `misconfigured` for a disk that fails, `internal` for
 * what the store refuses: an id that its owner has already.
 */
export interface DocumentStore {
  /** One write transaction; called within one, it is part of it. What throws undoes all of it. */
  transaction<T>(work: () => T): T;
  add(document: KeptDocument): void;
  /** Those of an owner, in the order in which they came. */
  list(owner: DocumentOwner): readonly DocumentListing[];
  find(owner: DocumentOwner, id: string): KeptDocument | undefined;
  /** Says that the conversation of an owner went on. True where there is a document in it. */
  touch(owner: DocumentOwner, at: string): boolean;
  /** Takes away what fits; gives what that was, in the order in which it came. Nothing fits no condition at all. */
  forget(which: Forgotten): readonly DocumentListing[];
  /**
   * Empties the log beside the file, in which what was taken away can still be read until then; never within a
   * transaction.
   *
   * @returns false where another process reads the log at this moment: to be tried again
   */
  scrub(): boolean;
}
