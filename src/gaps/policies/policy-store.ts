import type { PolicyId, PolicyListing, PolicyVersion } from './policy.ts';

/**
 * Whose policies are looked at: a tenant's, as far as somebody may see them. Part of every question to the store, so that
 * nothing is read that is filtered only later.
 */
export interface PolicyAudience {
  readonly tenant: string;
  /** Groups that the person is in; `all` for whoever keeps the file. A policy without groups is everybody's. */
  readonly groups: ReadonlySet<string> | 'all';
}

/**
 * The bank's own policies, in all versions. All synchronous, so that each change is in the transaction of the row that
 * tells of it. What is taken away is overwritten in the file.
 *
 * Errors: `conflict` where another process keeps the file locked, `misconfigured` for a disk that fails, `internal` for
 * what the store refuses: a number that the policy has already.
 */
export interface PolicyStore {
  /** One write transaction; called within one, it is part of it. What throws undoes all of it. */
  transaction<T>(work: () => T): T;
  add(version: PolicyVersion): void;
  /** The latest version of each policy that the audience may see, by id. */
  current(audience: PolicyAudience): readonly PolicyVersion[];
  /** As `current`, without the words. */
  list(audience: PolicyAudience): readonly PolicyListing[];
  /** All versions of a policy, the latest first; none where the audience may not see it. */
  versions(policy: PolicyId, audience: PolicyAudience): readonly PolicyListing[];
  /** One version; by default the latest. */
  find(policy: PolicyId, audience: PolicyAudience, number?: number): PolicyVersion | undefined;
  /** Ids of all policies of a tenant, whoever may see them: none is given twice. */
  ids(tenant: string): ReadonlySet<PolicyId>;
  /** Every id that a statement of the policy ever had, in any version, also in one that is not kept any more: none is used again. */
  statementIds(policy: PolicyId, tenant: string): ReadonlySet<string>;
  /** Changes who may see a policy, in all its versions. */
  restrict(policy: PolicyId, tenant: string, groups: readonly string[]): void;
  /** Takes a policy away, with all its versions; gives what that was. */
  remove(policy: PolicyId, tenant: string): readonly PolicyListing[];
  /** True where the tenant restricts any policy to groups: only then must a person's groups be known. */
  restricts(tenant: string): boolean;
  /** As `DocumentStore.scrub`. */
  scrub(): boolean;
}
