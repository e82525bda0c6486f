import type { Json, JsonObject } from '../core/canonical-json.ts';

/** A provision that was read for an answer; see `ReadPassage`. */
export interface ReceiptPassage {
  readonly id: string;
  readonly label: string;
  readonly version: string;
  readonly date: string;
  readonly source: 'official' | 'digest';
  readonly language: string;
  /** The library's hash of the provision, typography aside. */
  readonly hash: string;
  /** SHA-256 of the words as they were read: names the text that the audit keeps. */
  readonly text: string;
}

export interface ReceiptSentence {
  readonly citations: readonly {
    readonly id: string;
    /** Exactly as it stands in the passage. */
    readonly quote: string;
    /** Which of the receipt's passages holds it, from 0. */
    readonly passage: number;
  }[];
  readonly role?: string;
}

/** Which model formulated an answer; an extractive answer has none. */
export interface ModelUse {
  /** As the service names it, with its version. */
  readonly name: string;
  /** Which deployment replied, and the host that it is at. */
  readonly deployment: string;
  readonly host: string;
  /** SHA-256 of the prompts, and their versions. */
  readonly prompt: string;
  readonly promptVersion: string;
}

/**
 * What an answer rests on. The words of question and answer are in the audit by salted digest, since they may be
 * personal; law is quoted in the clear. Its digest is in the chain.
 */
export interface Receipt {
  readonly id: string;
  readonly status: 'answered' | 'not_found' | 'refused';
  /** Salted digest of the question. */
  readonly question: string;
  /** Salted digest of the answer: its sentences, notes and what was searched, as canonical JSON. */
  readonly answer: string;
  readonly asked: { readonly asOf?: string; readonly acts?: readonly string[]; readonly language?: string };
  readonly sentences: readonly ReceiptSentence[];
  readonly passages: readonly ReceiptPassage[];
  readonly model: ModelUse | null;
}

/** What a receipt's signature covers: which chain, and the hash of the answer's row in it. */
export function receiptSignatureText(chain: string, hash: string): string {
  return `receipt\n${chain}\n${hash}`;
}

/** A receipt as JSON; the inverse of `JSON.parse` where members were left out. */
export function receiptJson(receipt: Receipt): JsonObject {
  return receipt as unknown as { readonly [name: string]: Json };
}
