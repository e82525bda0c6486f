import type { Desk } from '../compose.ts';
import { AppError } from '../core/errors.ts';
import { given } from '../core/given.ts';
import type { Finding } from '../findings/finding.ts';
import { tellFinding } from './file-finding.ts';
import { sendFilings, withFilings } from './send-filings.ts';
import type { Session } from './session.ts';

export interface StepOptions {
  readonly done?: boolean;
  readonly note?: string;
  readonly assign?: string;
  readonly reopen?: boolean;
  readonly reason?: string;
  readonly json?: boolean;
}

/** `compliance findings step`: ends, hands on or reopens a step of putting a finding right, where the desk tracks them. */
export async function stepFinding(session: Session, id: string, step: string, options: StepOptions): Promise<void> {
  refuseMixed(options);
  const desk = await session.desk({ follow: false });
  const before = desk.findings.find(id, session.caller());
  const after = changed(session, desk, id, step, options);
  // The platform is to hear of a status that followed the steps.
  if (before.status !== after.status && desk.findingSettings(after.tenant).platform !== undefined)
    await withFilings(desk, (filings) => sendFilings(session, desk, filings, [after]));
  tellFinding(session, desk.findings.find(id, session.caller()), options);
}

/** @throws AppError `invalid_input` for nothing, or for more than one thing at once */
function refuseMixed({ done, note, assign, reopen, reason }: StepOptions): void {
  const asked = [done === true, assign !== undefined, reopen === true].filter(Boolean);
  if (asked.length !== 1)
    throw new AppError('invalid_input', 'Say one thing: --done, --assign <who>, or --reopen --reason "…".');
  if (note !== undefined && done !== true)
    throw new AppError('invalid_input', '--note tells what was done: it goes with --done.');
  if ((reason !== undefined) !== (reopen === true))
    throw new AppError('invalid_input', '--reopen needs --reason "…", and nothing else has one.');
}

function changed(
  session: Session,
  { remediation }: Pick<Desk, 'remediation'>,
  id: string,
  step: string,
  { note, assign, reopen, reason = '' }: StepOptions,
): Finding {
  const caller = session.caller();
  if (assign !== undefined) return remediation.assign(id, step, assign, caller);
  if (reopen === true) return remediation.reopen(id, step, reason, caller);
  return remediation.complete(id, step, given('note', note), caller);
}
