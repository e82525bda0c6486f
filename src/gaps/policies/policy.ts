import type { Statement } from '../../documents/document.ts';
import type { DocumentKind } from '../../documents/document-kind.ts';
import type { DocumentNote } from '../../documents/document-notes.ts';
import type { IsoDate, Language } from '../../regulations/act.ts';

/** Names a policy within its tenant, for good: lower-case letters, digits and hyphens, `incident-response`. */
export type PolicyId = string;

/** What a policy says of itself, or whoever imported it. */
export interface PolicyFacts {
  readonly title: string;
  /** Who answers for it within the bank. */
  readonly owner?: string;
  /** As the bank counts: "3.1". */
  readonly version?: string;
  /** The day from which it holds. */
  readonly effective?: IsoDate;
  /** The language that most of it is in. */
  readonly language: Language;
}

/**
 * A statement of a policy. Its id (`s12`) stays with its words: in a new version of the policy what is unchanged keeps
 * its id, what is new gets one that no version had before.
 */
export interface PolicyStatement extends Statement {
  /** SHA-256 of what it says (lead-in and text), typography aside, 64 hexadecimal digits. */
  readonly hash: string;
}

/** One state of a policy, as it was imported. */
export interface PolicyVersion {
  readonly tenant: string;
  readonly policy: PolicyId;
  /** Counted from 1, in the order of import; the last is the one that holds. */
  readonly number: number;
  /** SHA-256 over id, facts and statements: names the version by its content. */
  readonly key: string;
  readonly facts: PolicyFacts;
  /** The file's name, as it came. */
  readonly name: string;
  readonly kind: DocumentKind;
  /** Of the file, 64 hexadecimal digits. */
  readonly sha256: string;
  /**
   * Object ids of the groups whose members may see it; empty: everybody of the tenant. It holds for all versions: the
   * latest says it.
   */
  readonly groups: readonly string[];
  readonly statements: readonly PolicyStatement[];
  /** How it was read: see `noteText`. */
  readonly notes: readonly DocumentNote[];
  /** ISO 8601, UTC. */
  readonly added: string;
}

/** A version without its words. */
export type PolicyListing = Omit<PolicyVersion, 'statements' | 'notes'> & { readonly statements: number };
