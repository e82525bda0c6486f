import { AppError } from '../../src/core/errors.ts';
import { type Finding, quotedPolicies } from '../../src/findings/finding.ts';
import type { FindingFilter, FindingStore } from '../../src/findings/finding-store.ts';
import { namesPerson, withoutPerson } from '../../src/findings/forget-person.ts';
import type { PolicyAudience } from '../../src/gaps/policies/policy-store.ts';
import type { GroupsOf } from './plain-gaps.ts';

/** All that is kept of findings, as JSON in the order in which they were drafted; and whom policies that went were kept to. */
export interface PlainFindings {
  findings: readonly string[];
  held: readonly { readonly finding: string; readonly groups: readonly string[] }[];
}

export function plainFindings(): PlainFindings {
  return { findings: [], held: [] };
}

/** A store of findings without a file: as plain as it can be. Those over the same lists see the same. */
export function createPlainFindingStore(
  groupsOf: GroupsOf = () => [],
  kept: PlainFindings = plainFindings(),
): FindingStore {
  const all = (): readonly Finding[] => kept.findings.map((json) => JSON.parse(json) as Finding);
  const keep = (findings: readonly Finding[]): void => {
    kept.findings = findings.map((finding) => JSON.stringify(finding));
  };
  const of = (tenant: string): readonly Finding[] => all().filter((finding) => finding.tenant === tenant);
  const isKeyTaken = ({ id, tenant, filing }: Finding): boolean =>
    filing !== undefined && of(tenant).some((each) => each.id !== id && each.filing?.key === filing.key);
  const sees = ({ tenant, groups }: PolicyAudience, { id, content }: Finding): boolean => {
    if (groups === 'all') return true;
    const inOne = (keptTo: readonly string[]) => keptTo.length === 0 || keptTo.some((group) => groups.has(group));
    return (
      quotedPolicies(content).every((policy) => inOne(groupsOf(tenant, policy))) &&
      kept.held.filter(({ finding }) => finding === id).every((each) => inOne(each.groups))
    );
  };
  return {
    transaction: (work) => {
      const before = { ...kept };
      try {
        return work();
      } catch (error) {
        Object.assign(kept, before);
        throw error;
      }
    },
    add: (finding) => {
      if (finding.revision !== 1 || all().some(({ id }) => id === finding.id) || isKeyTaken(finding)) throw refused();
      keep([...all(), finding]);
    },
    save: (finding) => {
      const before = of(finding.tenant).find(({ id }) => id === finding.id);
      if (before?.revision !== finding.revision - 1 || isKeyTaken(finding)) throw refused();
      if (before.filing !== undefined && before.filing.key !== finding.filing?.key) throw refused();
      keep(all().map((each) => (each.id === finding.id ? finding : each)));
    },
    find: (id, audience) => of(audience.tenant).find((finding) => finding.id === id && sees(audience, finding)),
    list: (audience, filter = {}, limit = 500) =>
      of(audience.tenant)
        .filter((finding) => sees(audience, finding) && fits(finding, filter))
        .toReversed()
        .slice(0, limit),
    own: {
      find: (tenant, id) => of(tenant).find((finding) => finding.id === id),
      byKey: (tenant, key) => of(tenant).find(({ filing }) => filing?.key === key),
      byRecord: (tenant, platform, record) =>
        of(tenant).findLast(({ filing }) => filing?.platform === platform && filing.record?.id === record),
      page: ({ tenant, expiredBy, ...filter }, most, after) =>
        all()
          .slice(all().findIndex(({ id }) => id === after) + 1)
          .filter((finding) => tenant === undefined || finding.tenant === tenant)
          .filter((finding) => fits(finding, filter) && (expiredBy === undefined || finding.expires <= expiredBy))
          .slice(0, most),
    },
    forgetPolicy: (tenant, policy) => {
      const quoting = of(tenant).filter(({ content }) => quotedPolicies(content).includes(policy));
      const gone = quoting.filter(({ stage, confirmed }) => ['draft', 'expired'].includes(stage) && !confirmed);
      keep(all().filter(({ id }) => !gone.some((each) => each.id === id)));
      const groups = groupsOf(tenant, policy);
      kept.held = [...kept.held, ...quoting.map(({ id }) => ({ finding: id, groups }))];
      return gone.length;
    },
    forgetPerson: (person, tenant) => {
      const named = (finding: Finding) =>
        (tenant === undefined || finding.tenant === tenant) && namesPerson(finding, person);
      const { length } = all().filter(named);
      keep(all().map((finding) => (named(finding) ? withoutPerson(finding, person) : finding)));
      return length;
    },
  };
}

function refused(): AppError {
  return new AppError('internal', 'The finding was changed meanwhile, or is not known.');
}

function fits({ stage, status, content }: Finding, { stages, statuses, dueBy, obligation }: FindingFilter): boolean {
  return (
    (stages === undefined || stages.includes(stage)) &&
    (statuses === undefined || (status !== undefined && statuses.includes(status))) &&
    (dueBy === undefined || content.due <= dueBy) &&
    (obligation === undefined || content.links.gap?.obligation === obligation)
  );
}
