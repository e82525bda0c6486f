import { shortened } from '../core/text.ts';
import { referenceLine } from '../findings/filing/field-mapping.ts';
import type { Finding } from '../findings/finding.ts';

/** Characters of a line of what is confirmed, and how many provisions and quotes are told one by one. */
const LONGEST_LINE = 480;
const MOST_TOLD = 4;

/** What a person reads before they decide on a finding; the whole of it is named by its hash. */
export function summaryLines({ content, hash }: Finding): readonly string[] {
  const { title, description, severity, severityReason, references, evidence, remediationPlan, owner, due } = content;
  const quotes = evidence.map((each) =>
    each.kind === 'note' ? `Seen: ${each.text}` : `${each.title}: "${each.quote}"`,
  );
  return [
    `What is wrong: ${title}`,
    ...(description === title ? [] : [`In full: ${description.replaceAll('\n', ' ')}`]),
    `Severity: ${severity}. ${severityReason}`,
    ...told(
      references.map((reference) => `Provision: ${referenceLine(reference)}`),
      'provisions',
    ),
    ...told(quotes, 'pieces of evidence'),
    `Remediation: ${remediationPlan.replaceAll('\n', ' ')}`,
    `Owner: ${owner}. Due: ${due}.`,
    `All of its words are fixed by ${hash}.`,
  ].map((line) => shortened(line, LONGEST_LINE));
}

function told(lines: readonly string[], what: string): readonly string[] {
  if (lines.length <= MOST_TOLD) return lines;
  return [...lines.slice(0, MOST_TOLD), `… and ${lines.length - MOST_TOLD} more ${what}.`];
}
