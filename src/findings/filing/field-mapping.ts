import { AppError } from '../../core/errors.ts';
import { shortened } from '../../core/text.ts';
import type { FindingEvidence, RegulatoryReference, RemediationState } from '../finding.ts';
import { REMEDIATION_STATES } from '../finding.ts';
import type { Filing } from './grc-platform.ts';

/** What a field of a platform's record can be filled from. */
export const FINDING_SOURCES = [
  'key',
  'id',
  'title',
  'description',
  'severity',
  'severity_reason',
  'reference',
  'reference_text',
  'evidence',
  'remediation_plan',
  'owner',
  'due_date',
  'status',
  'hash',
  'drafted_by',
  'approved_by',
  'everything',
] as const;
export type FindingSource = (typeof FINDING_SOURCES)[number];

/**
 * What one field of a platform gets: a source as it is; a source translated value by value (`values`), shortened to
 * `longest` characters; or always the same.
 */
export type FieldMapping =
  | FindingSource
  | {
      readonly source: FindingSource;
      readonly values?: Readonly<Record<string, string>>;
      readonly longest?: number;
    }
  | { readonly always: string };

/** The platform's fields, by their names there. */
export type FieldMappings = Readonly<Record<string, FieldMapping>>;

/** Words of a platform for a record's state, and what they mean here. */
export type StateMapping = Readonly<Record<string, RemediationState>>;

/** The values of a platform's fields for one filing, all as text. @throws AppError `misconfigured` for a value without a translation */
export function mappedFields(filing: Filing, mappings: FieldMappings): Readonly<Record<string, string>> {
  const sources = sourcesOf(filing);
  return Object.fromEntries(
    Object.entries(mappings).map(([field, mapping]) => [field, filledFrom(field, mapping, sources)]),
  );
}

function filledFrom(field: string, mapping: FieldMapping, sources: Readonly<Record<FindingSource, string>>): string {
  if (typeof mapping === 'string') return sources[mapping];
  if ('always' in mapping) return mapping.always;
  const { source, values, longest } = mapping;
  const said = sources[source];
  if (values === undefined) return longest === undefined ? said : shortened(said, Math.max(1, longest - CUT_SIGN));
  if (!Object.hasOwn(values, said))
    throw new AppError(
      'misconfigured',
      `The field ${field} has no value for the ${source.replace('_', ' ')} "${said.slice(0, 60)}". Add it to its "values".`,
    );
  return values[said] ?? '';
}

/** Characters of the sign that tells that a text goes on. */
const CUT_SIGN = 4;

/** The field that gets a source one to one, or value by value; `undefined` where none does. */
export function fieldOf(
  mappings: FieldMappings,
  source: FindingSource,
): { readonly field: string; back(value: string): string | undefined } | undefined {
  for (const [field, mapping] of Object.entries(mappings)) {
    if (mapping === source) return { field, back: (value) => value };
    if (typeof mapping === 'string' || 'always' in mapping || mapping.source !== source) continue;
    const { values, longest } = mapping;
    if (values === undefined) return longest === undefined ? { field, back: (value) => value } : undefined;
    const names = Object.entries(values);
    return { field, back: (value) => names.find(([, theirs]) => theirs === value)?.[0] };
  }
  return undefined;
}

/** The platform's word for a state of ours: the first that is mapped to it. @throws AppError `misconfigured` where none is */
export function stateNamed(states: StateMapping, status: RemediationState): string {
  const found = Object.entries(states).find(([, ours]) => ours === status);
  if (found !== undefined) return found[0];
  throw new AppError(
    'misconfigured',
    `The settings name no state of the platform for "${status}". Add one to "states".`,
  );
}

/** States of ours that no word of the platform stands for. */
export function statesWithoutName(states: StateMapping): readonly RemediationState[] {
  const named = new Set(Object.values(states));
  return REMEDIATION_STATES.filter((state) => !named.has(state));
}

function sourcesOf({ key, finding }: Filing): Readonly<Record<FindingSource, string>> {
  const { id, content, hash, drafted, approved, status = 'open' } = finding;
  const { title, description, severity, severityReason, references, evidence, remediationPlan, owner, due } = content;
  const reference = references.map(referenceLine).join('\n');
  const shown = evidence.map(evidenceLine).join('\n');
  const referenceText = references.map(({ label, quote }) => `${label}: ${quote}`).join('\n');
  return {
    key,
    id,
    title,
    description,
    severity,
    severity_reason: severityReason,
    reference,
    reference_text: referenceText,
    evidence: shown,
    remediation_plan: remediationPlan,
    owner,
    due_date: due,
    status,
    hash,
    drafted_by: drafted.name ?? drafted.by,
    approved_by: approved === undefined ? '' : (approved.name ?? approved.by),
    everything: [
      description,
      `Severity: ${severity}. ${severityReason}`,
      `Regulatory reference: ${reference}`,
      referenceText,
      ...(shown === '' ? [] : [`Evidence:\n${shown}`]),
      `Remediation plan: ${remediationPlan}`,
      `Owner: ${owner}. Due: ${due}.`,
      `Record ${id}, ${hash}`,
    ].join('\n\n'),
  };
}

/** "Article 6(5) DORA (32022R2554#art_6/par_5, as published on 27 December 2022, sha256 …)". */
export function referenceLine({ label, act, place, standing, hash }: RegulatoryReference): string {
  return `${label} (${act}#${place}, ${standing}, sha256 ${hash})`;
}

/** "Title (policy statement): “quote”", or what somebody saw. */
export function evidenceLine(evidence: FindingEvidence): string {
  return evidence.kind === 'note'
    ? evidence.text
    : `${evidence.title} (${evidence.policy} ${evidence.statement}): "${evidence.quote}"`;
}
