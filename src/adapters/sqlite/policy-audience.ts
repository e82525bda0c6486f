import type { PolicyAudience } from '../../gaps/policies/policy-store.ts';

/**
 * The condition by which whoever may not see one of the policies that something was made of is not told of it. Parameters:
 * `audienceValues`, as the first two.
 *
 * @param used the policies it was made of: a table called `used` with a column `policy`, and the condition that joins it
 */
export const seenBy = (used: string): string => `(?1 IS NULL OR NOT EXISTS (
  SELECT 1 FROM ${used}
    AND EXISTS (SELECT 1 FROM policy_groups AS any_group WHERE any_group.tenant = ?2 AND any_group.policy = used.policy)
    AND NOT EXISTS (SELECT 1 FROM policy_groups AS own WHERE own.tenant = ?2 AND own.policy = used.policy
      AND own.member_of IN (SELECT value FROM json_each(?1)))))`;

/** The groups as a JSON list, or null for whoever sees all; the tenant. */
export function audienceValues({ tenant, groups }: PolicyAudience): readonly [string | null, string] {
  return [groups === 'all' ? null : JSON.stringify([...groups]), tenant];
}
