import type { Finding } from '../finding.ts';
import { findingsCsv } from './findings-csv.ts';
import { assessmentResults, type OscalFacts, planOfAction } from './oscal-documents.ts';

/** What findings can be written as: two documents of OSCAL, or a table. */
export const EXPORT_KINDS = ['assessment-results', 'plan-of-action-and-milestones', 'csv'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/**
 * Findings as the text of a file, in the order given. All must be of one organisation, and such as whoever gets the file
 * may see. Nobody's name is in it but those that the bank names as owners and assignees.
 *
 * @throws AppError `invalid_input` for no findings, which OSCAL has no form for
 */
export function exportFindings(
  findings: readonly Finding[],
  { kind, ...facts }: OscalFacts & { readonly kind: ExportKind },
): string {
  if (kind === 'csv') return findingsCsv(findings);
  const document = kind === 'assessment-results' ? assessmentResults(findings, facts) : planOfAction(findings, facts);
  return `${JSON.stringify(document, null, 2)}\n`;
}
