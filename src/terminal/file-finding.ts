import type { Desk } from '../compose.ts';
import { AppError } from '../core/errors.ts';
import type { Finding } from '../findings/finding.ts';
import { findingEntry } from '../tools/finding-entries.ts';
import { nextLine, nextStep, standingLines, wholeFinding } from './finding-lines.ts';
import { saysYes } from './says-yes.ts';
import { platformOf, sendFilings, withFilings } from './send-filings.ts';
import type { Session } from './session.ts';

export interface DecisionOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `compliance findings confirm`: its drafter reads it whole, and stands by exactly these words. */
export async function confirmFinding(session: Session, id: string, options: DecisionOptions): Promise<void> {
  const desk = await session.desk({ follow: false });
  const caller = session.caller();
  const finding = desk.findings.find(id, caller);
  desk.findings.mayConfirm(finding, caller);
  const alone = desk.findingSettings(finding.tenant).eyes === 1;
  const shown = alone
    ? 'Your own word is enough to have it filed; that one pair of eyes looked at it is recorded.'
    : 'Somebody else approves these very words before it is filed.';
  await decided(session, finding, { ...options, shown, question: 'Do you stand by it?' });
  tellFinding(session, desk.findings.confirm(finding, caller), options);
}

/** `compliance findings refuse`: a second person says no, and why. */
export async function refuseFinding(
  session: Session,
  id: string,
  { reason, ...options }: DecisionOptions & { readonly reason: string },
): Promise<void> {
  const desk = await session.desk({ follow: false });
  const caller = session.caller();
  const finding = desk.findings.find(id, caller);
  desk.findings.mayDecide(finding, caller);
  const shown = `It is not filed, and its drafter is told why: ${reason}`;
  await decided(session, finding, { ...options, shown, question: 'Refuse it?' });
  tellFinding(session, desk.findings.refuse(finding, reason, caller), options);
}

/**
 * `compliance findings file`: files what is approved, once, and sends it now. What awaits approval is approved by it, by
 * somebody else than its drafter, who is shown it whole and asked. What is on its way already is tried again.
 */
export async function fileFinding(session: Session, id: string, options: DecisionOptions): Promise<void> {
  const desk = await session.desk({ follow: false });
  const caller = session.caller();
  const before = desk.findings.find(id, caller);
  if (before.stage === 'awaiting_approval') desk.findings.mayDecide(before, caller);
  await withFilings(desk, async (filings) => {
    const filing = await putIn(session, desk, before, options);
    await sendFilings(session, desk, filings, [filing]);
  });
  const after = desk.findings.find(id, caller);
  tellFinding(session, after, options);
  if (after.stage === 'undelivered') session.exit(1);
}

/** Has it put into the outbox, with the approval that it needs. */
async function putIn(session: Session, desk: Desk, finding: Finding, options: DecisionOptions): Promise<Finding> {
  const caller = session.caller();
  if (finding.stage === 'filing') return finding;
  if (finding.stage !== 'awaiting_approval') return desk.findings.file(finding.id, caller);
  const { name, host } = platformOf(session, desk);
  await decided(session, finding, {
    ...options,
    shown: `Approved, it goes to ${name} (${host}), once.`,
    question: 'Approve it?',
  });
  return desk.findings.approve(finding, caller);
}

/** @throws AppError `conflict` where the person does not say yes: nothing was done then */
async function decided(
  session: Session,
  finding: Finding,
  { shown, question, yes = false }: DecisionOptions & { readonly shown: string; readonly question: string },
): Promise<void> {
  session.terminal.err(`${wholeFinding(finding, session)}\n\n${shown}\n`);
  if (yes || (await saysYes(session, question))) return;
  throw new AppError('conflict', `Nothing was done: it was not confirmed. Give --yes, or answer y.`);
}

/** A finding as it is after a step. */
export function tellFinding(session: Session, finding: Finding, { json = false }: { readonly json?: boolean }): void {
  session.print({ finding: findingEntry(finding), next: nextStep(finding) }, json, () =>
    [`${finding.id}: ${finding.content.title}`, ...standingLines(finding, session), ...nextLine(finding)].join('\n'),
  );
}
