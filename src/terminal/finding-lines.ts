import type { Finding, FindingStage } from '../findings/finding.ts';
import { findingLines } from '../findings/finding-text.ts';
import { titleOf } from '../findings/remediation/steps.ts';
import { signatureName } from '../findings/signature.ts';
import { lineWidth, wrapText } from './output.ts';
import type { Session } from './session.ts';

type Looks = Pick<Session, 'style' | 'terminal'>;

/** All that a finding says, as whoever decides on it reads it. */
export function wholeFinding(finding: Finding, { style, terminal }: Looks): string {
  const [title = finding.id, ...rest] = findingLines(finding);
  const width = lineWidth(terminal);
  return [style.bold(wrapText(title, width)), ...rest.map((line) => wrapText(line, width, '  '))].join('\n');
}

const STAGES: Readonly<Record<FindingStage, string>> = {
  draft: 'a draft',
  awaiting_approval: 'awaits approval',
  approved: 'approved, not filed yet',
  filing: 'on its way to the platform',
  filed: 'filed',
  undelivered: 'did not come through',
  refused: 'refused',
  expired: 'expired',
};

/** How far a finding has come: who did what, where it is, what is done about it, and where both sides differ. */
export function standingLines(finding: Finding, { style, terminal }: Looks): readonly string[] {
  const { stage, status, drafted, confirmed, approved, refused, expires } = finding;
  const waits = stage === 'draft' || stage === 'awaiting_approval';
  const by = (what: string, signature: Finding['drafted'] | undefined): readonly string[] =>
    signature === undefined ? [] : [`${what} by ${signatureName(signature)} on ${minute(signature.at)}`];
  const lines = [
    ...by('Drafted', drafted),
    ...by('Confirmed', confirmed),
    ...by(approved?.eyes === 1 ? 'Approved, by one pair of eyes,' : 'Approved', approved),
    ...by('Refused', refused),
    ...(refused === undefined ? [] : [`Why: ${refused.reason}`]),
    ...(waits ? [`Expires on ${minute(expires)}`] : []),
    ...filingLines(finding),
    ...stepLines(finding),
  ];
  const state = `Stage: ${STAGES[stage]}${status === undefined ? '' : `; status: ${status}`}`;
  return [
    style.bold(state),
    ...lines.map((line) => wrapText(line, lineWidth(terminal), '  ')),
    ...differenceLines(finding).map((line) => style.warn(wrapText(line, lineWidth(terminal), '  '))),
  ];
}

function filingLines({ filing }: Finding): readonly string[] {
  if (filing === undefined) return [];
  const { platform, host, record, platformState, synced, why } = filing;
  const state = platformState === undefined ? '' : `, in the state "${platformState}"`;
  return [
    record === undefined
      ? `Goes to ${platform} (${host})`
      : `At ${platform} (${host}): ${record.number}${state}${synced === undefined ? '' : ` as of ${minute(synced)}`}`,
    ...(record?.url === undefined ? [] : [record.url]),
    ...(why === undefined ? [] : [`Why it is not there: ${why}`]),
  ];
}

function stepLines({ workflow }: Finding): readonly string[] {
  return (workflow?.steps ?? []).map(({ step, state, assignee, due, done }) =>
    done === undefined
      ? `${state.padEnd(7)} ${titleOf({ step })} (${step}), ${assignee}, due ${due}`
      : `${state.padEnd(7)} ${titleOf({ step })} (${step}), by ${signatureName(done)} on ${done.at.slice(0, 10)}${done.note === undefined ? '' : `: ${done.note}`}`,
  );
}

/** Where a finding and its record say different things, a line each. */
function differenceLines({ conflicts }: Pick<Finding, 'conflicts'>): readonly string[] {
  return conflicts.map(
    ({ field, ours, theirs, decided }) =>
      `Differs: ${field} is "${ours}" here and "${theirs}" on the platform${decided === undefined ? '' : '; ours was chosen, and is on its way'}`,
  );
}

/** What somebody does next with a finding; `null` where nothing waits for anybody here. */
export function nextStep({ id, stage, conflicts }: Pick<Finding, 'id' | 'stage' | 'conflicts'>): string | null {
  const differing = conflicts.find(({ decided }) => decided === undefined);
  switch (stage) {
    case 'draft':
      return `compliance findings confirm ${id}`;
    case 'awaiting_approval':
      return `A second person: compliance findings file ${id} (or refuse ${id} --reason "…")`;
    case 'approved':
      return `compliance findings file ${id}`;
    case 'filing':
      return 'The running server (compliance serve) tries again; compliance findings list --stage filing';
    case 'undelivered':
      return `compliance findings retry ${id}`;
    case 'filed':
      return differing === undefined
        ? null
        : `compliance findings resolve ${id} ${differing.field} --ours (or --theirs)`;
    case 'refused':
    case 'expired':
      return 'compliance findings draft …, anew';
  }
}

/** The same as a line, or none. */
export function nextLine(finding: Pick<Finding, 'id' | 'stage' | 'conflicts'>): readonly string[] {
  const next = nextStep(finding);
  return next === null ? [] : [`Next: ${next}`];
}

/** `2026-11-27 13:05 UTC`. */
function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
