import type { AuditRow, PersonalText, RowType } from './audit-row.ts';
import type { SignedCheckpoint } from './checkpoint.ts';

/** A person as a pseudonym stands for them. */
export interface Person {
  readonly actor: string;
  readonly tenant: string;
  readonly user: string;
  readonly name: string;
}

/** A receipt as it is kept: its body never changes. */
export interface StoredReceipt {
  readonly id: string;
  /** The row of its answer. */
  readonly position: number;
  /** Canonical JSON. */
  readonly body: string;
  /** Ed25519 signature over the row's hash, base64; absent where no key was set. */
  readonly signature?: string;
}

/** Which rows are asked for; all conditions together. */
export interface RowFilter {
  readonly tenant?: string;
  readonly conversation?: string;
  readonly actor?: string;
  readonly types?: readonly RowType[];
  /** ISO times; from inclusive, until exclusive. */
  readonly from?: string;
  readonly until?: string;
  /** Only rows behind this position. */
  readonly after?: number;
  /** Of more rows than are wanted the last ones, not the first; in the order of the chain all the same. */
  readonly latest?: true;
}

/** Something that was begun and whose end is not recorded. */
export interface PendingIntent {
  readonly position: number;
  /** The process that began it, as it names itself. */
  readonly owner: string;
}

/** Where the chain and a conversation stand. */
export interface Standing {
  readonly head?: Pick<AuditRow, 'position' | 'hash' | 'at'>;
  /** The number of the conversation's last row, 0 for none. */
  readonly sequence: number;
  /** The tenant of the conversation; absent for a new one. */
  readonly tenant?: string;
  /** The person that was asked for, where known. */
  readonly person?: Pick<Person, 'actor' | 'name'>;
}

/** Reading what the audit holds; all synchronous. */
export interface AuditReading {
  head(): AuditRow | undefined;
  /** Rows in the order of the chain, at most `limit`. */
  rows(filter: RowFilter, limit: number): readonly AuditRow[];
  row(position: number): AuditRow | undefined;
  /** Personal texts of the rows between two positions, both inclusive. */
  texts(from: number, to: number): readonly PersonalText[];
  passage(digest: string): string | undefined;
  receipt(id: string): StoredReceipt | undefined;
  /** Receipts of the rows between two positions, both inclusive. */
  receipts(from: number, to: number): readonly StoredReceipt[];
  checkpoints(): readonly SignedCheckpoint[];
  lastCheckpoint(): SignedCheckpoint | undefined;
  person(actor: string): Person | undefined;
}

/**
 * Where the audit is kept: beside what it records, so that both are written in one transaction. Rows, receipts, passages
 * and checkpoints are only ever added; personal texts can be erased once an erasure is recorded.
 *
 * Errors: `conflict` where another process keeps the file locked, `misconfigured` for a disk that fails.
 */
export interface AuditStore extends AuditReading {
  /** One write transaction; called within one, it is part of it. What throws undoes all of it. */
  transaction<T>(work: () => T): T;
  /** All that the next row follows from, in one look. */
  standing(conversation: string, tenant: string, user: string | undefined): Standing;
  addRow(row: AuditRow): void;
  addText(text: PersonalText): void;
  /** Keeps the text of a passage by its SHA-256; once, however often it is read. */
  addPassage(digest: string, text: string): void;
  addReceipt(receipt: StoredReceipt): void;
  addCheckpoint(checkpoint: SignedCheckpoint): void;
  savePerson(person: Person): void;
  /** All people with that object id, in one tenant or in any. */
  people(user: string, tenant?: string): readonly Person[];
  /** Erases a person's texts and name; the store refuses unless their erasure is recorded. Returns how many texts. */
  erase(actor: string): number;
  /** Makes sure that nothing erased can be read in the file any more; `conflict` where another process is in the way. */
  scrub(): void;
  /** True where something was erased that may still be read in the file. */
  unscrubbed(): boolean;
  addPending(intent: PendingIntent): void;
  removePending(position: number): void;
  pending(): readonly PendingIntent[];
}
