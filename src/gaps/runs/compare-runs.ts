import { isGap } from '../report/gap-sentences.ts';
import type { GapResult, GapRun, RunComparison } from './gap-run.ts';

/** All that was a gap in a run of this scope, this one included. */
export function everGap(results: readonly GapResult[], before: Pick<GapRun, 'everGap'> | undefined): readonly string[] {
  const now = results.filter(({ assessment }) => isGap(assessment.state)).map(({ obligation }) => obligation.id);
  return [...new Set([...(before?.everGap ?? []), ...now])];
}

/** How a run differs from an earlier one of the same scope; ids in the order of the law. */
export function compareRuns(before: GapRun, after: GapRun): RunComparison {
  const states = new Map(before.results.map(({ obligation, assessment }) => [obligation.id, assessment.state]));
  const held = new Set(after.results.map(({ obligation }) => obligation.id));
  const ever = new Set(before.everGap);
  const now = after.results.map(({ obligation: { id }, assessment: { state } }) => ({
    id,
    state,
    was: states.get(id),
  }));
  const opened = now.filter(({ state, was }) => isGap(state) && !(was !== undefined && isGap(was)));
  return {
    before: { id: before.id, at: before.at },
    after: { id: after.id, at: after.at },
    appeared: opened.filter(({ id }) => !ever.has(id)).map(({ id }) => id),
    reopened: opened.filter(({ id }) => ever.has(id)).map(({ id }) => id),
    closed: now.filter(({ state, was }) => was !== undefined && isGap(was) && !isGap(state)).map(({ id }) => id),
    changed: now.flatMap(({ id, state, was }) =>
      was !== undefined && was !== state && isGap(was) && isGap(state)
        ? [{ obligation: id, from: was, to: state }]
        : [],
    ),
    added: now.filter(({ was }) => was === undefined).map(({ id }) => id),
    removed: before.results.map(({ obligation }) => obligation.id).filter((id) => !held.has(id)),
  };
}
