import { referenceLine } from './filing/field-mapping.ts';
import type { Finding, FindingEvidence } from './finding.ts';

/** A finding in lines, as a person reads it before they confirm it, approve it, or look it up. */
export function findingLines({ id, hash, content }: Pick<Finding, 'id' | 'hash' | 'content'>): readonly string[] {
  const { title, description, severity, severityReason, references, evidence, remediationPlan, owner, due } = content;
  const { gap, receipt } = content.links;
  return [
    `${id}: ${title}`,
    `Severity: ${severity}. ${severityReason}`,
    // Whoever stands by it reads what the law says; a gap's description has those words already.
    ...references.flatMap((reference) => [
      `Provision: ${referenceLine(reference)}`,
      ...(description.includes(reference.quote) ? [] : [`It says: "${reference.quote.replaceAll('\n', ' ')}"`]),
    ]),
    ...description.split('\n').filter((line) => line !== ''),
    ...evidence.map(evidenceLine),
    `Remediation: ${remediationPlan}`,
    `Owner: ${owner}. Due: ${due}.`,
    ...(gap === undefined ? [] : [`From the gap analysis ${gap.run}, obligation ${gap.obligation}.`]),
    ...(receipt === undefined ? [] : [`Rests on the answer with the receipt ${receipt}.`]),
    `Fixed by ${hash}.`,
  ];
}

export function findingText(finding: Pick<Finding, 'id' | 'hash' | 'content'>): string {
  return findingLines(finding).join('\n');
}

function evidenceLine(evidence: FindingEvidence): string {
  if (evidence.kind === 'note') return `Seen: ${evidence.text}`;
  return `Policy ${evidence.title} (${evidence.policy} ${evidence.statement}): "${evidence.quote}"`;
}
