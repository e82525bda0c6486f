import type { CallContext } from '../../core/call-context.ts';
import { audienceOf } from '../policies/audience.ts';
import type { GapRun } from './gap-run.ts';
import type { GapStore, RunListing } from './gap-store.ts';

/** Runs of one scope that are looked through for the one to compare with. */
const MOST_LOOKED_AT = 100;

/**
 * The run that another one is compared with: the last before it of the same scope that its reader may see. One of somebody
 * who sees fewer policies is none: each gap that only the others close would look as if it had come and gone.
 *
 * @param run without an id, one that is not kept yet
 */
export function previousRun(
  store: Pick<GapStore, 'list' | 'find'>,
  { id, scope, policies }: Pick<GapRun, 'scope' | 'policies'> & { readonly id?: string },
  context: CallContext,
): GapRun | undefined {
  const audience = audienceOf(context);
  const runs = store.list(audience, scope, MOST_LOOKED_AT);
  const at = id === undefined ? -1 : runs.findIndex((each) => each.id === id);
  if (id !== undefined && at < 0) return undefined;
  const before = lastAsWide(runs.slice(at + 1), new Set(policies.map(({ policy }) => policy)));
  return before && store.find(before.id, audience);
}

/**
 * The first that lacks none of these policies that a run before it had read: a policy that was taken away took its runs
 * with it, so that whoever lacks one could not see it.
 *
 * @param runs the latest first
 */
function lastAsWide(runs: readonly RunListing[], own: ReadonlySet<string>): RunListing | undefined {
  const known = new Set<string>();
  let found: RunListing | undefined;
  for (const run of runs.toReversed()) {
    const has = new Set(run.policies.map(({ policy }) => policy));
    if ([...known].every((policy) => has.has(policy))) found = run;
    for (const policy of has) if (own.has(policy)) known.add(policy);
  }
  return found;
}
