import type { CallContext } from '../../src/core/call-context.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { FindingOutput } from '../../src/tools/finding-entries.ts';
import type { Admission } from '../admission.ts';
import { type FindingRole, findingCard } from '../cards/finding-card.ts';
import { FINDINGS_A_PAGE, type FindingRow, findingsCard } from '../cards/findings-card.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import { requireRecorded } from '../files/may-use.ts';
import type { FindingRoomParts } from './finding-parts.ts';

/** Findings that are looked through for those that wait for somebody. */
const MOST_LOOKED_AT = 1_000;

/** One finding, as its tool gives it now. @throws AppError as `list_findings` */
export async function readFinding(
  id: string,
  context: CallContext,
  { toolbox }: Pick<FindingRoomParts, 'toolbox'>,
): Promise<FindingOutput> {
  const { output } = await toolbox.tools.list_findings.call({ finding: id }, context);
  if (output.finding === undefined) throw new AppError('internal', 'The tool gave no finding.');
  return output.finding;
}

/** It whole, with what this person can do with it. @throws AppError as `list_findings` */
export async function showFinding(
  id: string,
  language: Language,
  context: CallContext,
  parts: FindingRoomParts,
): Promise<ShownCard> {
  const finding = await readFinding(id, context, parts);
  return findingCard(finding, { language, role: roleOf(finding, context, parts) });
}

/** A draft is nobody's to see but its drafter's. */
function roleOf({ id, stage }: FindingOutput, context: CallContext, { decidable }: FindingRoomParts): FindingRole {
  if (stage === 'draft') return 'drafter';
  return stage === 'awaiting_approval' && decidable(context).has(id) ? 'decider' : 'reader';
}

/** A page of them, the latest first. @throws AppError as `list_findings` */
export async function listFindings(
  skip: number,
  language: Language,
  context: CallContext,
  { toolbox }: Pick<FindingRoomParts, 'toolbox'>,
): Promise<ShownCard> {
  const { output } = await toolbox.tools.list_findings.call({ skip }, context);
  const { total } = output;
  return findingsCard(output.findings.slice(0, FINDINGS_A_PAGE), { language, of: 'findings', skip, total });
}

/** Those that wait for this person's word. @throws AppError `not_permitted`, recorded, for whoever may not approve */
export async function listApprovals(
  skip: number,
  language: Language,
  who: Admission,
  parts: FindingRoomParts,
): Promise<ShownCard> {
  requireRecorded(who, 'findings:approve', 'approve findings', parts);
  const { context } = who;
  const decidable = parts.decidable(context);
  const waiting: FindingRow[] = [];
  for (let from: number | undefined = 0; from !== undefined && from < MOST_LOOKED_AT; ) {
    const { list_findings: list } = parts.toolbox.tools;
    const { output }: Awaited<ReturnType<typeof list.call>> = await list.call(
      { stage: 'awaiting_approval', skip: from },
      context,
    );
    waiting.push(...output.findings.filter(({ id }) => decidable.has(id)));
    from = output.next;
  }
  const page = waiting.slice(skip, skip + FINDINGS_A_PAGE);
  return findingsCard(page, { language, of: 'approvals', skip, total: waiting.length });
}
