import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { signatureName } from '../findings/signature.ts';
import { defineTool } from './define-tool.ts';
import type { FileFindingDeps } from './file-finding.ts';
import { findingEntry, findingHashInput, findingIdInput, findingOutput } from './finding-entries.ts';
import { sourcesOf } from './finding-sources.ts';
import { summaryLines } from './finding-summary.ts';

export const decideFindingTool = defineTool({
  name: 'decide_finding',
  title: 'Decide on a finding',
  description:
    "A second person's word on what a colleague stands by: approved, it is filed; refused, the colleague is told why. For people in Teams or at the terminal alone.",
  input: z.strictObject({
    finding: findingIdInput,
    hash: findingHashInput,
    decision: z.enum(['approve', 'refuse']).describe('Whether it is filed'),
    reason: z.string().trim().min(3).max(2_000).optional().describe('Why it is refused; needed then'),
  }),
  output: z.strictObject({ finding: findingOutput }),
  access: { effect: 'write', permission: 'findings:approve' },
  byPerson: true,
  confirmation: ({ finding: id, hash, decision, reason }, { findings, findingSettings }: FileFindingDeps, context) => {
    const finding = findings.find(id, context);
    findings.mayDecide({ id, hash }, context);
    if (decision === 'refuse' && reason === undefined) throw needsReason();
    const { platform } = findingSettings(context.tenant);
    const drafter = signatureName(finding.drafted);
    return {
      title:
        decision === 'approve' ? `Approve the finding ${id} by ${drafter}` : `Refuse the finding ${id} by ${drafter}`,
      lines: [
        ...summaryLines(finding),
        decision === 'approve'
          ? `It goes to ${platform === undefined ? 'the platform' : `${platform.name} (${platform.host})`}, once.`
          : `It is not filed. ${drafter} is told why: ${(reason ?? '').slice(0, 400)}`,
      ],
    };
  },
  run: async ({ finding: id, hash, decision, reason }, { wakeFilings, ...deps }, context) => {
    const { findings } = deps;
    if (decision === 'refuse' && reason === undefined) throw needsReason();
    const decided =
      decision === 'approve'
        ? findings.approve({ id, hash }, context)
        : findings.refuse({ id, hash }, reason ?? '', context);
    if (decided.stage === 'filing') wakeFilings();
    return { output: { finding: findingEntry(decided) }, ...sourcesOf([decided], deps, context) };
  },
});

function needsReason(): AppError {
  return new AppError('invalid_input', 'Say why it is refused: its drafter reads it.');
}
