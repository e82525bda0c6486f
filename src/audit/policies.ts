import type { Audit, Recorded } from './audit.ts';

/** What became of a policy of the bank's own. */
export interface PolicyEvent {
  readonly what: 'added' | 'updated' | 'restricted' | 'removed';
  readonly id: string;
  /** Which version, counted from 1. */
  readonly number: number;
  /** What it is called: personal, as it may be the file's name, and words of the document. */
  readonly title: string;
  /** SHA-256 of the file: whoever has it can tell that it was this one. */
  readonly sha256: string;
  readonly statements: number;
  /** Object ids of the groups that it is kept to; none: everybody of the tenant may see it. */
  readonly groups: readonly string[];
  /** The file's name: personal, as it may name anybody. */
  readonly name: string;
}

export interface PolicyRecorder {
  /**
   * Records it; called in the transaction of what becomes of the policy (`audit.within`). Of its statements nothing is
   * kept here: it can be removed.
   *
   * @returns the row's position
   */
  record(event: PolicyEvent, by: Recorded): number;
}

export function createPolicyRecorder(audit: Pick<Audit, 'record'>): PolicyRecorder {
  return {
    record: ({ name, what, id, number, title, sha256, statements, groups }, by) =>
      audit.record(
        { type: 'policy', body: { what, id, number, sha256, statements, groups }, personal: { name, title } },
        by,
      ).position,
  };
}
