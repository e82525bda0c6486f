import type { CallContext } from '../../core/call-context.ts';
import type { Policies } from '../policies/policies.ts';
import type { PolicyVersion } from '../policies/policy.ts';

/** Whether a version of a policy that was read is there still, and to be seen; false for none. */
export type StillHeld = (version: Pick<PolicyVersion, 'policy' | 'key'> | undefined) => boolean;

/**
 * An analysis takes a while, and a policy may be taken away or kept to others while it runs. What quotes it then is not
 * kept: asked in the transaction that would, so that no process comes in between. A newer version is no hindrance.
 */
export function createStillHeld(policies: Pick<Policies, 'versions'>, context: CallContext): StillHeld {
  return (version) =>
    version !== undefined && policies.versions(version.policy, context).some(({ key }) => key === version.key);
}
