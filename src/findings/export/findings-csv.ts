import { csvFile, csvWords } from '../../core/csv.ts';
import { evidenceLine } from '../filing/field-mapping.ts';
import type { Finding } from '../finding.ts';

/** As `gapCsv`: Excel reads a file without it in the code page of the machine. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The columns, in their order. `references` to `reference_hashes` are lists of one length: what the law is called, its
 * ids (`act#place`), the days that its versions date from and the SHA-256 of its texts. `step` to `step_assignee` tell of
 * the step that is open, where the steps are tracked here. `conflicts` tells where the platform says something else
 * (`severity: high / low`, ours first). Days and times are those of UTC, `hash` names all that the finding says.
 */
export const FINDING_COLUMNS = [
  'id',
  'title',
  'severity',
  'severity_reason',
  'stage',
  'status',
  'due',
  'owner',
  'references',
  'reference_ids',
  'reference_dates',
  'reference_standings',
  'reference_hashes',
  'description',
  'evidence',
  'remediation_plan',
  'step',
  'step_due',
  'step_assignee',
  'platform',
  'record',
  'record_url',
  'platform_state',
  'conflicts',
  'drafted_at',
  'confirmed_at',
  'approved_at',
  'eyes',
  'filed_at',
  'gap_run',
  'obligation',
  'receipt',
  'hash',
] as const;
type Column = (typeof FINDING_COLUMNS)[number];

/**
 * Findings as CSV by RFC 4180, UTF-8 with a byte order mark: a header and a line a finding, in the order given. No cell is
 * a formula, whatever the texts hold; lists stand in one cell, divided by `; `, evidence by lines.
 */
export function findingsCsv(findings: readonly Finding[]): string {
  const lines = findings.map((finding) => {
    const cells = cellsOf(finding);
    return FINDING_COLUMNS.map((column) => csvWords(cells[column] ?? ''));
  });
  return BYTE_ORDER_MARK + csvFile([FINDING_COLUMNS, ...lines]);
}

function cellsOf(finding: Finding): Readonly<Record<Column, string | undefined>> {
  const { id, stage, status, content, hash, conflicts } = finding;
  const { references, links } = content;
  const step = finding.workflow?.steps.find(({ state }) => state === 'open');
  const listOf = <T>(list: readonly T[], told: (each: T) => string): string => list.map(told).join('; ');
  return {
    ...{ id, title: content.title, severity: content.severity, severity_reason: content.severityReason },
    ...{ stage, status, due: content.due, owner: content.owner },
    references: listOf(references, ({ label }) => label),
    reference_ids: listOf(references, ({ act, place }) => `${act}#${place}`),
    reference_dates: listOf(references, ({ dated }) => dated),
    reference_standings: listOf(references, ({ standing }) => standing),
    reference_hashes: listOf(references, (each) => each.hash),
    description: content.description,
    evidence: content.evidence.map(evidenceLine).join('\n'),
    remediation_plan: content.remediationPlan,
    ...{ step: step?.step, step_due: step?.due, step_assignee: step?.assignee },
    conflicts: listOf(conflicts, ({ field, ours, theirs }) => `${field}: ${ours} / ${theirs}`),
    ...datesOf(finding),
    ...{ gap_run: links.gap?.run, obligation: links.gap?.obligation, receipt: links.receipt, hash },
  };
}

/** Where it is, and when it went there; who sent it is in the audit, where it can be erased. */
function datesOf({ drafted, confirmed, approved, filing }: Finding) {
  return {
    ...{ platform: filing?.platform, record: filing?.record?.number, record_url: filing?.record?.url },
    platform_state: filing?.platformState,
    ...{ drafted_at: drafted.at, confirmed_at: confirmed?.at, approved_at: approved?.at },
    eyes: approved === undefined ? undefined : String(approved.eyes),
    filed_at: filing?.record?.at,
  };
}
