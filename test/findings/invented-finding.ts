import { sha256 } from '../../src/core/digests.ts';
import type { GrcPlatformName } from '../../src/findings/filing/finding-filing.ts';
import {
  type Finding,
  type FindingContent,
  type FindingEvidence,
  findingHash,
  type RegulatoryReference,
} from '../../src/findings/finding.ts';

export type FindingOverrides = Partial<Omit<Finding, 'content' | 'hash'>> & {
  readonly content?: Partial<FindingContent>;
};

/** A provision of an act that there is not. */
export const INVENTED_REFERENCE: RegulatoryReference = {
  act: '32031R0007',
  place: 'art_3/par_1',
  label: 'Article 3(1) LANTERN',
  language: 'en',
  version: 'lantern-2031',
  dated: '2031-01-01',
  source: 'official',
  standing: 'as adopted on 2031-01-01',
  hash: sha256('Harbours shall keep a register of lanterns.'),
  quote: 'keep a register of lanterns',
};

/** Words of a policy that there is not. */
export function policyEvidence(policy: string): FindingEvidence {
  const quote = `The ${policy} are looked at when there is time.`;
  return { kind: 'policy', policy, title: `Rules of the ${policy}`, statement: 's1', quote, hash: sha256(quote) };
}

/** A draft of a finding; its hash is that of what it says. */
export function inventedFinding({ content: said, ...more }: FindingOverrides = {}): Finding {
  const content: FindingContent = {
    title: 'No register of lanterns',
    description: 'The harbour keeps no register of its lanterns.',
    severity: 'high',
    severityReason: 'Nothing is kept at all.',
    references: [INVENTED_REFERENCE],
    evidence: [{ kind: 'note', text: 'Nobody could show a register.' }],
    remediationPlan: 'Keep a register, and look through it each spring.',
    owner: 'Harbour master',
    due: '2031-06-30',
    links: {},
    ...said,
  };
  return {
    id: 'F-0000000000000001',
    tenant: 't-1',
    content,
    hash: findingHash(content),
    stage: 'draft',
    drafted: { by: 'u-1', name: 'Ana Ñ', at: '2031-04-05T06:07:08.000Z' },
    conversation: { id: 'c-1', channel: 'terminal' },
    language: 'en',
    expires: '2031-04-06T06:07:08.000Z',
    conflicts: [],
    revision: 1,
    ...more,
  };
}

/** The id of the n-th finding of a test. */
export function findingId(n: number): string {
  return `F-${n.toString(16).padStart(16, '0')}`;
}

/** The n-th finding of a test, filed as the n-th record; open. */
export function filedFinding(
  n: number,
  more: FindingOverrides & { readonly platform?: GrcPlatformName } = {},
): Finding {
  const { platform = 'servicenow', ...overrides } = more;
  return inventedFinding({
    id: findingId(n),
    stage: 'filed',
    status: 'open',
    confirmed: { by: 'u-1', name: 'Ana Ñ', at: '2031-04-05T06:08:08.000Z' },
    approved: { by: 'u-2', name: 'Luis', at: '2031-04-05T06:09:08.000Z', eyes: 2 },
    filing: {
      platform,
      host: 'grc.invented.example',
      key: `key-${n}`,
      since: '2031-04-05T06:10:08.000Z',
      record: { id: `rec-${n}`, number: `ISS000${n}`, at: '2031-04-05T06:11:08.000Z' },
    },
    ...overrides,
  });
}
