import { AppError } from '../../src/core/errors.ts';
import type { PolicyListing, PolicyVersion } from '../../src/gaps/policies/policy.ts';
import type { PolicyAudience, PolicyStore } from '../../src/gaps/policies/policy-store.ts';

/** The policies of all tenants as a list, in the order in which their versions came. */
export interface PlainPolicies {
  versions: PolicyVersion[];
  /** By tenant and policy. */
  used: Map<string, Set<string>>;
}

export function plainPolicies(): PlainPolicies {
  return { versions: [], used: new Map() };
}

/** A store of policies without a file: as plain as it can be. Those over the same list see the same. */
export function createPlainPolicyStore(held: PlainPolicies = plainPolicies()): PolicyStore {
  const keyOf = (tenant: string, policy: string) => JSON.stringify([tenant, policy]);
  const seen = ({ tenant, groups }: PolicyAudience) =>
    held.versions
      .filter(
        (each) =>
          each.tenant === tenant &&
          (groups === 'all' || each.groups.length === 0 || each.groups.some((group) => groups.has(group))),
      )
      .sort((one, other) => other.number - one.number);
  const latest = (audience: PolicyAudience) => {
    const all = seen(audience);
    return all
      .filter((each) => all.find(({ policy }) => policy === each.policy) === each)
      .sort((one, other) => (one.policy < other.policy ? -1 : 1));
  };
  const restrict: PolicyStore['restrict'] = (policy, tenant, groups) => {
    const kept = [...new Set(groups)].sort();
    held.versions = held.versions.map((each) =>
      each.tenant === tenant && each.policy === policy ? { ...each, groups: kept } : each,
    );
  };
  return {
    transaction: (work) => {
      const before = {
        versions: held.versions,
        used: new Map([...held.used].map(([key, ids]) => [key, new Set(ids)])),
      };
      try {
        return work();
      } catch (error) {
        Object.assign(held, before);
        throw error;
      }
    },
    add: (version) => {
      const { tenant, policy, number } = version;
      const same = (each: PolicyVersion) => each.tenant === tenant && each.policy === policy && each.number === number;
      if (held.versions.some(same)) throw new AppError('internal', 'The policy has such a version.');
      held.versions = [...held.versions, version];
      const used = held.used.get(keyOf(tenant, policy)) ?? new Set();
      for (const { id } of version.statements) used.add(id);
      held.used.set(keyOf(tenant, policy), used);
      restrict(policy, tenant, version.groups);
    },
    current: latest,
    list: (audience) => latest(audience).map(listingOf),
    versions: (policy, audience) =>
      seen(audience)
        .filter((each) => each.policy === policy)
        .map(listingOf),
    find: (policy, audience, number) =>
      seen(audience).find((each) => each.policy === policy && (number === undefined || each.number === number)),
    ids: (tenant) => new Set(held.versions.filter((each) => each.tenant === tenant).map(({ policy }) => policy)),
    statementIds: (policy, tenant) => held.used.get(keyOf(tenant, policy)) ?? new Set(),
    restrict,
    remove: (policy, tenant) => {
      const goes = (each: PolicyVersion) => each.tenant === tenant && each.policy === policy;
      const gone = held.versions.filter(goes).sort((one, other) => other.number - one.number);
      held.versions = held.versions.filter((each) => !goes(each));
      held.used.delete(keyOf(tenant, policy));
      return gone.map(listingOf);
    },
    restricts: (tenant) => held.versions.some((each) => each.tenant === tenant && each.groups.length > 0),
    scrub: () => true,
  };
}

function listingOf({ statements, notes: _notes, ...version }: PolicyVersion): PolicyListing {
  return { ...version, statements: statements.length };
}
