import { AppError } from '../core/errors.ts';
import { findingEntry } from '../tools/finding-entries.ts';
import { nextLine, standingLines } from './finding-lines.ts';
import { sendFilings, withFilings } from './send-filings.ts';
import type { Session } from './session.ts';

export interface RetryFindingsOptions {
  readonly undelivered?: boolean;
  readonly json?: boolean;
}

/**
 * `compliance findings retry`: puts back what did not come through, and sends it now. Where it may be on the platform
 * already, it is looked for there first. Exit code 1 where some did not come through again.
 */
export async function retryFindings(
  session: Session,
  id: string | undefined,
  { undelivered = false, json = false }: RetryFindingsOptions,
): Promise<void> {
  if ((id === undefined) === !undelivered)
    throw new AppError('invalid_input', 'Name the finding, or --undelivered for all that did not come through.');
  const desk = await session.desk({ follow: false });
  const caller = session.caller();
  const ids = id === undefined ? desk.findings.list({ stages: ['undelivered'] }, caller).map((each) => each.id) : [id];
  if (ids.length > 0)
    await withFilings(desk, async (filings) => {
      const again = desk.audit.within(() => ids.map((each) => desk.findings.retry(each, caller)));
      await sendFilings(session, desk, filings, again);
    });
  const retried = ids.map((each) => desk.findings.find(each, caller));
  session.print({ retried: retried.map(findingEntry) }, json, () =>
    retried.length === 0
      ? 'Nothing is undelivered.'
      : retried
          .map((each) =>
            [`${each.id}: ${each.content.title}`, ...standingLines(each, session), ...nextLine(each)].join('\n'),
          )
          .join('\n\n'),
  );
  if (retried.some(({ stage }) => stage === 'undelivered')) session.exit(1);
}
