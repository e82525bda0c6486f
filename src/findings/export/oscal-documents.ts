import { canonicalJson, type JsonObject } from '../../core/canonical-json.ts';
import { sha256 } from '../../core/digests.ts';
import { AppError } from '../../core/errors.ts';
import type { Finding } from '../finding.ts';
import { nameUuid } from './name-uuid.ts';
import { findingOf, observationsOf, planItemOf, riskOf } from './oscal-findings.ts';
import { controlId, describedResource, resourcesOf } from './oscal-resources.ts';
import { listed, markupLine, plainLine, within } from './oscal-values.ts';

/**
 * The version of OSCAL that is written. What is written is in all of 1.1 and 1.2 alike; of these, platforms that read one
 * version alone read this one.
 */
const OSCAL_VERSION = '1.1.2';

/** Whose findings they are, and when they are written. */
export interface OscalFacts {
  /** The organisation's name. */
  readonly organisation: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Findings as OSCAL assessment results (NIST, OSCAL 1.1.2, `assessment-results`): an observation for each piece of
 * evidence, a risk and a finding for each of them. Two documents of the same state differ in `last-modified` alone.
 *
 * @throws AppError `invalid_input` for no findings at all
 */
export function assessmentResults(findings: readonly Finding[], facts: OscalFacts): JsonObject {
  const kind = 'assessment-results';
  const { uuid, party } = namesOf(kind, findings);
  const plan = nameUuid('assessment-plan', uuid);
  return document(kind, { title: 'Assessment results', uuid, party }, facts, {
    'import-ap': { href: within(plan) },
    results: [
      {
        uuid: nameUuid('result', uuid),
        title: 'Findings',
        description: 'What gap analysis and people found where the organisation falls short of the law.',
        ...periodOf(findings),
        'reviewed-controls': reviewedControls(findings),
        ...shownBy(findings, party),
      },
    ],
    'back-matter': {
      resources: [
        describedResource(
          plan,
          'Assessment plan',
          'There is no assessment plan as OSCAL: policies are held against obligations of law, and people add what they see.',
        ),
        ...resourcesOf(findings),
      ],
    },
  });
}

/**
 * Findings as an OSCAL plan of action and milestones (NIST, OSCAL 1.1.2, `plan-of-action-and-milestones`): an item for
 * each, with its risk, whose remediation has the steps as milestones. As `assessmentResults` otherwise; what both tell of
 * has the same UUIDs in both.
 *
 * @throws AppError as `assessmentResults`
 */
export function planOfAction(findings: readonly Finding[], facts: OscalFacts): JsonObject {
  const kind = 'plan-of-action-and-milestones';
  const { uuid, party } = namesOf(kind, findings);
  const system = nameUuid('system', uuid);
  return document(kind, { title: 'Plan of action and milestones', uuid, party }, facts, {
    'import-ssp': { href: within(system) },
    'system-id': { 'identifier-type': 'https://ietf.org/rfc/rfc4122', id: party },
    ...shownBy(findings, party),
    'poam-items': findings.map((finding) => planItemOf(finding, party)),
    'back-matter': {
      resources: [
        describedResource(
          system,
          'System security plan',
          'There is no system security plan as OSCAL: the findings are about the organisation as a whole.',
        ),
        ...resourcesOf(findings),
      ],
    },
  });
}

/** The UUIDs of the document, which stays the same from state to state, and of the organisation. */
function namesOf(kind: string, findings: readonly Finding[]): { readonly uuid: string; readonly party: string } {
  const [first] = findings;
  if (first === undefined)
    throw new AppError('invalid_input', `There are no findings to be exported: OSCAL has no empty ${kind}.`);
  const { tenant } = first;
  if (findings.some((finding) => finding.tenant !== tenant))
    throw new AppError('internal', 'Findings of two organisations were to be exported as those of one.');
  return { uuid: nameUuid(kind, tenant), party: nameUuid('organisation', tenant) };
}

function document(
  kind: string,
  { title, uuid, party }: { readonly title: string; readonly uuid: string; readonly party: string },
  { organisation, now }: OscalFacts,
  content: JsonObject,
): JsonObject {
  const metadata = {
    title: markupLine(`${title} of ${organisation}`),
    'last-modified': new Date(now).toISOString(),
    // Names what is said, and nothing else: the same for the same state.
    version: sha256(canonicalJson({ organisation, content })).slice(0, 16),
    'oscal-version': OSCAL_VERSION,
    roles: [{ id: 'assessor', title: 'Assessor' }],
    parties: [{ uuid: party, type: 'organization', name: plainLine(organisation) }],
    'responsible-parties': [{ 'role-id': 'assessor', 'party-uuids': [party] }],
  };
  return { [kind]: { uuid, metadata, ...content } };
}

/** What both documents have alike, in OSCAL's order. */
function shownBy(findings: readonly Finding[], party: string): JsonObject {
  return {
    ...listed(
      'observations',
      findings.flatMap((finding) => observationsOf(finding, party)),
    ),
    risks: findings.map((finding) => riskOf(finding, party)),
    findings: findings.map((finding) => findingOf(finding, party)),
  };
}

/** From the first of them to the last. */
function periodOf(findings: readonly Finding[]): { readonly start: string; readonly end: string } {
  const times = findings.map(({ drafted }) => drafted.at).sort();
  return { start: times[0] ?? '', end: times.at(-1) ?? '' };
}

function reviewedControls(findings: readonly Finding[]): JsonObject {
  const ids = new Set(findings.flatMap(({ content }) => content.references.map(controlId)));
  return {
    'control-selections': [
      {
        description: 'Provisions of law that the findings are about.',
        ...listed(
          'include-controls',
          [...ids].map((id) => ({ 'control-id': id })),
        ),
      },
    ],
  };
}
