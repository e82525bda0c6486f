import { beginningOf, shortened } from '../core/text.ts';
import { referenceLine } from '../findings/filing/field-mapping.ts';
import type { Finding, FindingEvidence } from '../findings/finding.ts';

/** Lines that a person is shown; see `WriteSummary`. */
const MOST_LINES = 20;
const LONGEST_LINE = 480;
/** Provisions and quotes that are told one by one. */
const MOST_TOLD = 4;
/** Characters of a name that stands in a line beside other words. */
const LONGEST_NAME = 80;

/**
 * What a person reads before they decide on a finding. Each line begins with what it is, since a text that is quoted could
 * say it as well. What it says in the bank's name is given whole as long as there is room; else a line says so.
 *
 * @param beside lines that the tool tells after these
 */
export function summaryLines({ id, content, hash }: Finding, beside: readonly string[]): readonly string[] {
  const { title, description, severity, severityReason, references, evidence, remediationPlan, owner, due } = content;
  const long = [
    `What is wrong: ${title}`,
    ...(description === title ? [] : [`In full: ${description}`]),
    `Severity: ${severity}. ${severityReason}`,
    `Remediation: ${remediationPlan}`,
    `Owner: ${owner}. Due: ${due}.`,
  ].map((text) => pieces(text));
  const room = MOST_LINES - 2 - beside.length;
  const grounds = [
    ...told(
      references.map((reference) => `Provision: ${referenceLine(reference)}`),
      'provisions',
    ),
    ...told(evidence.map(evidenceLine), 'pieces of evidence'),
  ].map((line) => shortened(line, LONGEST_LINE));
  const short = grounds.slice(0, room - long.length);
  const shown = withinRoom(long, room - short.length);
  const isWhole =
    shown.length === long.flat().length &&
    short.length === references.length + evidence.length &&
    !short.some((line) => line.endsWith('[…]'));
  return [
    ...shown,
    ...short,
    `All of its words are fixed by ${hash}.`,
    ...(isWhole ? [] : [`Not all of it fits here: list_findings with ${id} shows it whole.`]),
    ...beside,
  ];
}

/** Somebody's name beside other words. */
export function nameInLine(name: string): string {
  return shortened(name, LONGEST_NAME);
}

/** A text in lines that hold all of it, each of which says whose it is. */
export function pieces(text: string): readonly string[] {
  const plain = text.replaceAll('\n', ' ');
  const label = plain.slice(0, plain.indexOf(':'));
  const lines = [beginningOf(plain, LONGEST_LINE)];
  for (let rest = plain.slice(lines[0]?.length); rest !== ''; ) {
    const piece = beginningOf(rest, LONGEST_LINE - label.length - ', going on: '.length);
    lines.push(`${label}, going on: ${piece}`);
    rest = rest.slice(piece.length);
  }
  return lines;
}

/** Of each text at least its beginning, and of the longer ones as much as there is room for, in their order. */
function withinRoom(texts: readonly (readonly string[])[], room: number): readonly string[] {
  let left = room - texts.length;
  return texts.flatMap((lines) => {
    const more = Math.min(lines.length - 1, Math.max(0, left));
    left -= more;
    const kept = lines.slice(0, 1 + more);
    return kept.length === lines.length ? kept : [...kept.slice(0, -1), `${kept.at(-1) ?? ''} […]`];
  });
}

function evidenceLine(evidence: FindingEvidence): string {
  if (evidence.kind === 'note') return `Seen: ${evidence.text.replaceAll('\n', ' ')}`;
  return `Policy ${evidence.policy} ${evidence.statement} (${nameInLine(evidence.title)}): "${evidence.quote}"`;
}

function told(lines: readonly string[], what: string): readonly string[] {
  if (lines.length <= MOST_TOLD) return lines;
  return [...lines.slice(0, MOST_TOLD), `… and ${lines.length - MOST_TOLD} more ${what}.`];
}
