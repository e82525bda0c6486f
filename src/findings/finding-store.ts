import type { PolicyId } from '../gaps/policies/policy.ts';
import type { PolicyAudience } from '../gaps/policies/policy-store.ts';
import type { IsoDate } from '../regulations/act.ts';
import type { GrcPlatformName } from './filing/finding-filing.ts';
import type { Finding, FindingStage, RemediationState } from './finding.ts';

export interface FindingFilter {
  readonly stages?: readonly FindingStage[];
  readonly statuses?: readonly RemediationState[];
  /** Only those that are due on that day or before it. */
  readonly dueBy?: IsoDate;
  /** Only those that quote this obligation's gap. */
  readonly obligation?: string;
}

/**
 * Findings of all tenants, in the audit's own file. All synchronous, so that each change is in the transaction of the row
 * that tells of it. A finding that quotes a policy is not there for whoever may not see the policy; the program's own work
 * (`own`) sees all of a tenant.
 *
 * Errors: `conflict` where another process keeps the file locked, `misconfigured` for a disk that fails, `internal` for
 * what the store refuses: an id that is known, a revision that is not the next.
 */
export interface FindingStore {
  transaction<T>(work: () => T): T;
  /** Keeps a new finding, of revision 1. */
  add(finding: Finding): void;
  /** Keeps its next revision (one more than what is kept) in the stead of the one before. Tenant, id and key never change. */
  save(finding: Finding): void;
  find(id: string, audience: PolicyAudience): Finding | undefined;
  /** The latest drafted first. */
  list(audience: PolicyAudience, filter?: FindingFilter, limit?: number): readonly Finding[];
  /** For the program's own work, whoever may see it. */
  readonly own: {
    find(tenant: string, id: string): Finding | undefined;
    /** By the key that its record carries. */
    byKey(tenant: string, key: string): Finding | undefined;
    /** By the platform's id of its record; the one drafted last, where two installations gave the same id. */
    byRecord(tenant: string, platform: GrcPlatformName, record: string): Finding | undefined;
    /**
     * In the order of drafting, a page at a time; those after an id where one is named. Where a draft of that id is there no
     * more, it begins anew.
     */
    page(
      filter: Pick<FindingFilter, 'stages' | 'statuses'> & { readonly tenant?: string; readonly expiredBy?: string },
      most: number,
      after?: string,
    ): readonly Finding[];
  };
  /**
   * Before a policy is taken away: what quotes it and was never confirmed goes. What was confirmed is a record of the bank
   * and stays; whom the policy was kept to now, it is kept to for good. Returns how many went.
   */
  forgetPolicy(tenant: string, policy: PolicyId): number;
  /**
   * Names the person no more, in any finding; nothing of what a finding says changes, and so neither does its hash. Each is
   * of its next revision then. Returns in how many.
   */
  forgetPerson(person: string, tenant: string | undefined): number;
}
