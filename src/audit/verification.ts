import type { AuditReading, Person } from './audit-store.ts';

/** What kind of tampering fits what was found. */
export type ProblemKind =
  | 'edited'
  | 'deleted'
  | 'inserted'
  | 'reordered'
  | 'truncated'
  | 'recomputed'
  | 'chain_replaced'
  | 'clock_rollback'
  | 'sequence_broken'
  | 'trigger_dropped'
  | 'text_altered'
  | 'text_missing'
  | 'text_added'
  | 'person_altered'
  | 'passage_altered'
  | 'passage_missing'
  | 'receipt_altered'
  | 'receipt_missing'
  | 'receipt_added'
  | 'checkpoint_forged'
  | 'checkpoint_missing'
  | 'replica_differs'
  | 'pack_altered';

export interface Problem {
  /** Position of the row; null where no single row is meant. */
  readonly row: number | null;
  readonly kind: ProblemKind;
  readonly message: string;
}

export interface Verification {
  readonly ok: boolean;
  readonly rows: number;
  readonly checkpoints: number;
  /** The first bad row first. */
  readonly problems: readonly Problem[];
  /** What could not be told, and why. */
  readonly notes: readonly string[];
}

/** What an audit's file consists of. */
export type AuditPart = 'rows' | 'texts' | 'receipts' | 'passages' | 'people' | 'checkpoints';

/** Something that cannot even be read as text. */
export interface Damage {
  readonly part: AuditPart;
  /** The row that it is, or belongs to; null where it belongs to none. */
  readonly row: number | null;
}

/** An audit file as evidence: only read, never mended. */
export interface AuditEvidence extends AuditReading {
  rowCount(): number;
  /** What cannot be read as text: where there is any, nothing else may be asked for. */
  damage(): readonly Damage[];
  /** Numbers of checkpoints that are not written as the program writes them; `checkpoints` leaves most of them out. */
  damagedCheckpoints(): readonly number[];
  /** What is missing of the guards that refuse changes, or was altered, in words. */
  guardFaults(): readonly string[];
  /** Conversations whose rows are not numbered from 1 without gaps. */
  brokenConversations(): readonly string[];
  people(): readonly Person[];
}

/** Problems are collected up to so many; the first is what counts. */
export const MOST_PROBLEMS = 50;
