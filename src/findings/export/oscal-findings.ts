import type { JsonObject } from '../../core/canonical-json.ts';
import type { Finding, FindingEvidence, RemediationState } from '../finding.ts';
import { nameUuid } from './name-uuid.ts';
import { milestonesOf } from './oscal-milestones.ts';
import { controlId, policyUuid, provisionLinks, provisionProps } from './oscal-resources.ts';
import { endOf, listed, markup, markupLine, OWN_NAMES, ownProps, webAddress, within } from './oscal-values.ts';

/** OSCAL's words for how a risk stands. What nobody has begun with is open, filed or not. */
const RISK_STATES: Readonly<Record<RemediationState, string>> = {
  open: 'open',
  in_progress: 'remediating',
  validating: 'remediating',
  closed: 'closed',
  risk_accepted: 'deviation-approved',
};

/** What shows the findings: one observation for each piece of evidence, in their order. */
export function observationsOf(finding: Finding, organisation: string): readonly JsonObject[] {
  return finding.content.evidence.map((evidence, at) => ({
    uuid: observationUuid(finding, at),
    description: markup(evidence.kind === 'note' ? evidence.text : evidence.quote),
    // Where somebody wrote what they saw, nobody said how they came to see it.
    methods: [evidence.kind === 'policy' ? 'EXAMINE' : 'UNKNOWN'],
    types: ['finding'],
    origins: [origin(organisation)],
    ...(evidence.kind === 'policy' ? quotedPolicy(finding.tenant, evidence) : {}),
    collected: finding.drafted.at,
  }));
}

function quotedPolicy(tenant: string, evidence: Extract<FindingEvidence, { kind: 'policy' }>): JsonObject {
  const { policy, title, statement, hash, quote } = evidence;
  const uuid = policyUuid(tenant, evidence);
  return {
    subjects: [{ 'subject-uuid': uuid, type: 'resource', title: markupLine(title) }],
    'relevant-evidence': [
      {
        href: within(uuid),
        description: markup(quote),
        ...listed('props', ownProps({ policy, statement, 'statement-sha256': hash })),
      },
    ],
  };
}

/** The risk of a finding, with what is done about it and by when. */
export function riskOf(finding: Finding, organisation: string): JsonObject {
  const { id, content, status = 'open', stage } = finding;
  const { title, description, severity, severityReason, references, due, remediationPlan, owner } = content;
  return {
    uuid: riskUuid(finding),
    title: markupLine(title),
    description: markup(description),
    statement: markup(severityReason),
    props: [...ownProps({ finding: id })],
    ...listed('links', provisionLinks(references)),
    status: RISK_STATES[status],
    origins: [origin(organisation)],
    characterizations: [
      { origin: origin(organisation), facets: [{ name: 'severity', system: OWN_NAMES, value: severity }] },
    ],
    deadline: endOf(due),
    remediations: [
      {
        uuid: nameUuid('remediation', id),
        lifecycle: lifecycleOf(stage, status),
        title: 'Remediation plan',
        description: markup(remediationPlan),
        props: [
          { name: 'type', value: status === 'risk_accepted' ? 'accept' : 'mitigate' },
          ...ownProps({ owner, 'started-on': finding.workflow?.started }),
        ],
        origins: [origin(organisation)],
        tasks: [...milestonesOf(finding)],
      },
    ],
    ...listed('related-observations', relatedObservations(finding)),
  };
}

/** What an assessor recommends becomes a plan once it is filed. */
function lifecycleOf(stage: Finding['stage'], status: RemediationState): string {
  if (status === 'closed') return 'completed';
  return stage === 'filed' ? 'planned' : 'recommendation';
}

/** The finding itself: an objective of the law that is not met, or was not. */
export function findingOf(finding: Finding, organisation: string): JsonObject {
  const { content, status } = finding;
  const { title, description, references } = content;
  const [reference] = references;
  const isMet = status === 'closed';
  return {
    uuid: findingUuid(finding),
    title: markupLine(title),
    description: markup(description),
    props: [...factsOf(finding), ...provisionProps(references)],
    ...listed('links', provisionLinks(references)),
    origins: [origin(organisation)],
    target: {
      type: 'objective-id',
      'target-id': reference === undefined ? 'unknown' : controlId(reference),
      ...(reference === undefined ? {} : { title: markupLine(reference.label) }),
      status: { state: isMet ? 'satisfied' : 'not-satisfied', reason: isMet ? 'pass' : 'fail' },
    },
    ...listed('related-observations', relatedObservations(finding)),
    'related-risks': [{ 'risk-uuid': riskUuid(finding) }],
  };
}

/** What the plan of action says of a finding. */
export function planItemOf(finding: Finding, organisation: string): JsonObject {
  const { id, content, filing } = finding;
  const { title, remediationPlan, owner, due } = content;
  const record = webAddress(filing?.record?.url);
  const opened =
    record === undefined ? [] : [{ href: record, rel: 'reference', text: markupLine(filing?.record?.number ?? '') }];
  return {
    uuid: nameUuid('plan-item', id),
    title: markupLine(title),
    description: markup(remediationPlan),
    props: [
      ...factsOf(finding),
      ...ownProps({ owner, due, platform: filing?.platform, record: filing?.record?.number, key: filing?.key }),
    ],
    links: [...provisionLinks(content.references), ...opened],
    origins: [{ actors: actors(organisation) }],
    'related-findings': [{ 'finding-uuid': findingUuid(finding) }],
    ...listed('related-observations', relatedObservations(finding)),
    'related-risks': [{ 'risk-uuid': riskUuid(finding) }],
  };
}

/** Of nobody: who drafted and approved it is in the audit, where it can be erased. */
function factsOf({ id, hash, stage, status, content }: Finding): readonly JsonObject[] {
  const { severity, links } = content;
  const { run, obligation } = links.gap ?? {};
  return ownProps({
    finding: id,
    sha256: hash,
    stage,
    status,
    severity,
    'gap-analysis': run,
    obligation,
    receipt: links.receipt,
  });
}

function origin(organisation: string): JsonObject {
  return { actors: actors(organisation) };
}

function actors(organisation: string): JsonObject[] {
  return [{ type: 'party', 'actor-uuid': organisation, 'role-id': 'assessor' }];
}

function relatedObservations(finding: Finding): readonly JsonObject[] {
  return finding.content.evidence.map((_evidence, at) => ({ 'observation-uuid': observationUuid(finding, at) }));
}

function findingUuid({ id }: Finding): string {
  return nameUuid('finding', id);
}

function riskUuid({ id }: Finding): string {
  return nameUuid('risk', id);
}

function observationUuid({ id }: Finding, at: number): string {
  return nameUuid('observation', id, String(at));
}
