import { sha256 } from '../core/digests.ts';

/**
 * What a row tells of. The union is closed: a new kind of event is a design decision.
 *
 * `chain_started` opens a chain; `person` tells who stands behind a pseudonym; `intent` is written before something
 * leaves the process and `outcome` after; `shown` is a sentence that somebody was given before the whole answer was
 * recorded; `delivery` is a message to a conversation that was put in, tried, given up or put back; `feedback` is what
 * somebody thought of an answer; `document` is one that somebody sent; `policy` is one of the bank's own that came,
 * changed or went; `gap_analysis` is a run, or what a person decided on one of its results; `finding` is a step of a finding
 * from its draft to its end; the others are what they say.
 */
export const ROW_TYPES = [
  'chain_started',
  'person',
  'sign_in',
  'refusal',
  'tool_call',
  'intent',
  'outcome',
  'shown',
  'answer',
  'configuration',
  'export',
  'erasure',
  'delivery',
  'subscription',
  'feedback',
  'document',
  'policy',
  'gap_analysis',
  'finding',
] as const;
export type RowType = (typeof ROW_TYPES)[number];

/**
 * One row of the audit. Rows are never changed: each carries the hash of the one before it. Nothing personal stands in a
 * row: who acted is a pseudonym, and what they wrote is a salted digest whose text is kept beside the chain, where it
 * can be erased.
 */
export interface AuditRow {
  /** Place in the chain, from 1, without gaps. */
  readonly position: number;
  readonly conversation: string;
  /** Place in the conversation, from 1, without gaps. */
  readonly sequence: number;
  /** When it was written, UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly tenant: string;
  /** Pseudonym of who acted; `system` for the program itself, `unknown` for somebody who did not sign in. */
  readonly actor: string;
  readonly channel: string;
  /** The same for all rows of one request. */
  readonly correlation: string;
  readonly type: RowType;
  /** Canonical JSON. */
  readonly body: string;
  /** Canonical JSON: salted digests of the personal texts that belong to the row, by name. */
  readonly texts: string;
  /** Hash of the row before. */
  readonly previous: string;
  readonly hash: string;
}

/** A personal text that belongs to a row. Its digest in the row is `saltedDigest(salt, text)`. */
export interface PersonalText {
  readonly position: number;
  readonly name: string;
  readonly salt: string;
  readonly text: string;
  /** Whom it belongs to, by pseudonym: erased together. */
  readonly actor: string;
}

/** The hash before the first row. */
export const NO_HASH = '0'.repeat(64);

/** Three lines: place, time and people as a JSON array; the body; the digests. What is hashed, byte for byte. */
export function rowContent(row: Omit<AuditRow, 'previous' | 'hash'>): string {
  const { position, conversation, sequence, at, tenant, actor, channel, correlation, type } = row;
  return `${JSON.stringify([position, conversation, sequence, at, tenant, actor, channel, correlation, type])}\n${row.body}\n${row.texts}`;
}

/** The chain: SHA-256 over the hexadecimal hash of the row before, followed by the hexadecimal digest of the content. */
export function chainHash(previous: string, contentDigest: string): string {
  return sha256(previous + contentDigest);
}

export function rowHash(previous: string, row: Omit<AuditRow, 'previous' | 'hash'>): string {
  return chainHash(previous, sha256(rowContent(row)));
}
