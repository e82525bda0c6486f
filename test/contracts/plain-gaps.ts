import type { PolicyAudience } from '../../src/gaps/policies/policy-store.ts';
import type { GapDecision, GapRun, GapScope } from '../../src/gaps/runs/gap-run.ts';
import type { GapStore, RefinedKey, WorkKey } from '../../src/gaps/runs/gap-store.ts';

/** All that is kept of gap analyses, as lists in the order in which it came. */
export interface PlainGaps {
  runs: readonly GapRun[];
  work: readonly (WorkKey & { readonly json: string })[];
  refined: readonly (RefinedKey & { readonly json: string })[];
  judged: readonly { tenant: string; key: string; assessment: string; policies: readonly string[] }[];
  decisions: readonly { readonly decision: GapDecision; readonly policies: readonly string[] }[];
}

export function plainGaps(): PlainGaps {
  return { runs: [], work: [], refined: [], judged: [], decisions: [] };
}

/** The groups that a policy is kept to; none where it is everybody's, or not there. */
export type GroupsOf = (tenant: string, policy: string) => readonly string[];

/** A store of gap analyses without a file: as plain as it can be. Those over the same lists see the same. */
export function createPlainGapStore(groupsOf: GroupsOf, held: PlainGaps = plainGaps()): GapStore {
  const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  const sees = ({ tenant, groups }: PolicyAudience, policies: readonly string[]): boolean =>
    groups === 'all' ||
    policies.every((policy) => {
      const kept = groupsOf(tenant, policy);
      return kept.length === 0 || kept.some((group) => groups.has(group));
    });
  const readBy = ({ policies }: GapRun) => policies.map(({ policy }) => policy);
  const seen = (audience: PolicyAudience) =>
    held.runs.filter((run) => run.tenant === audience.tenant && sees(audience, readBy(run))).toReversed();
  return {
    transaction: (work) => {
      const before = { ...held };
      try {
        return work();
      } catch (error) {
        Object.assign(held, before);
        throw error;
      }
    },
    save: (run) => {
      held.runs = [...held.runs, copy(run)];
    },
    list: (audience, scope, limit = 500) =>
      seen(audience)
        .filter((run) => scope === undefined || scopeText(run.scope) === scopeText(scope))
        .slice(0, limit)
        .map(({ id, tenant, at, scope: own, counts, scorer, law, policies }) => ({
          ...{ id, tenant, at, scope: own, counts, scorer, law, policies },
        })),
    find: (id, audience) => seen(audience).find((run) => run.id === id),
    prune: (tenant, keep, most) => {
      const own = held.runs.filter((run) => run.tenant === tenant).toReversed();
      const partOf = (run: GapRun) => JSON.stringify([scopeText(run.scope), readBy(run).toSorted()]);
      const gone = own.filter(
        (run, at) => at >= most || own.slice(0, at).filter((each) => partOf(each) === partOf(run)).length >= keep,
      );
      held.runs = held.runs.filter((run) => !gone.includes(run));
      return gone.length;
    },
    worked: (key) => held.work.find((each) => sameWork(each, key) && sameVersion(each, key))?.json,
    keepWork: (key, json) => {
      held.work = [...held.work.filter((each) => !sameWork(each, key)), { ...key, json }];
    },
    refined: ({ tenant, law, refiner }) => {
      const found = held.refined.find((each) => each.tenant === tenant && each.law === law);
      return found?.refiner === refiner ? found.json : undefined;
    },
    keepRefined: (key, json) => {
      const others = held.refined.filter(({ tenant, law }) => tenant !== key.tenant || law !== key.law);
      held.refined = [...others, { ...key, json }];
    },
    judged: (tenant, key) => {
      const found = held.judged.find((each) => each.tenant === tenant && each.key === key);
      return found && JSON.parse(found.assessment);
    },
    keepJudged: (tenant, key, assessment, policies) => {
      const others = held.judged.filter((each) => each.tenant !== tenant || each.key !== key);
      held.judged = [...others, { tenant, key, assessment: JSON.stringify(assessment), policies }];
    },
    decisions: (audience) => {
      const told = held.decisions
        .filter(({ decision, policies }) => decision.tenant === audience.tenant && sees(audience, policies))
        .map(({ decision }) => decision);
      return told.filter(({ obligation }, at) => told.findLastIndex((each) => each.obligation === obligation) === at);
    },
    decide: (decision, policies) => {
      held.decisions = [...held.decisions, { decision: copy(decision), policies }];
    },
    forgetPolicy: (tenant, policy) => {
      const before = sizeOf(held);
      held.runs = held.runs.filter((run) => run.tenant !== tenant || !readBy(run).includes(policy));
      held.work = held.work.filter((each) => each.tenant !== tenant || each.policy !== policy);
      held.judged = held.judged.filter((each) => each.tenant !== tenant || !each.policies.includes(policy));
      if (groupsOf(tenant, policy).length > 0)
        held.decisions = held.decisions.filter(
          ({ decision, policies }) => decision.tenant !== tenant || !policies.includes(policy),
        );
      return before - sizeOf(held);
    },
  };
}

function sizeOf({ runs, work, judged, decisions }: PlainGaps): number {
  return runs.length + work.length + judged.length + decisions.length;
}

function sameWork(one: WorkKey, other: WorkKey): boolean {
  return one.tenant === other.tenant && one.policy === other.policy && one.law === other.law;
}

function sameVersion(one: WorkKey, other: WorkKey): boolean {
  return one.version === other.version && one.scorer === other.scorer;
}

/** The members of a scope in one order: lists in it have an order of their own. */
function scopeText(scope: GapScope): string {
  return JSON.stringify(Object.entries(scope).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
