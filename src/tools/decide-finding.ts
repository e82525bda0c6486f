import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { cleanText } from '../core/text.ts';
import { signatureName } from '../findings/signature.ts';
import { nowhereToFile } from '../findings/steps.ts';
import { defineTool } from './define-tool.ts';
import type { FileFindingDeps } from './file-finding.ts';
import { findingHashInput, findingIdInput, findingOutput, shownFinding } from './finding-entries.ts';
import { sourcesOf } from './finding-sources.ts';
import { nameInLine, pieces, summaryLines } from './finding-summary.ts';
import { cutOutput } from './law-schemas.ts';

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
  output: z.strictObject({ finding: findingOutput, cut: cutOutput }),
  access: { effect: 'write', permission: 'findings:approve' },
  byPerson: true,
  confirmation: ({ finding: id, hash, decision, reason }, { findings, findingSettings }: FileFindingDeps, context) => {
    const finding = findings.find(id, context);
    findings.mayDecide({ id, hash }, context);
    if (decision === 'refuse' && reason === undefined) throw needsReason();
    const { platform } = findingSettings(context.tenant);
    if (decision === 'approve' && platform === undefined) throw nowhereToFile(id);
    const drafter = nameInLine(signatureName(finding.drafted));
    return {
      title:
        decision === 'approve' ? `Approve the finding ${id} by ${drafter}` : `Refuse the finding ${id} by ${drafter}`,
      lines: summaryLines(
        finding,
        decision === 'approve'
          ? [`It goes to ${platform?.name} (${platform?.host}), once.`]
          : [...pieces(`Why it is refused: ${cleanText(reason ?? '')}`), `It is not filed. ${drafter} is told why.`],
      ),
    };
  },
  run: async ({ finding: id, hash, decision, reason }, { wakeFilings, ...deps }, context) => {
    const { findings } = deps;
    if (decision === 'refuse' && reason === undefined) throw needsReason();
    const sources = sourcesOf([findings.find(id, context)], deps, context);
    const decided =
      decision === 'approve'
        ? findings.approve({ id, hash }, context)
        : findings.refuse({ id, hash }, reason ?? '', context);
    if (decided.stage === 'filing') wakeFilings();
    return { output: shownFinding(decided, deps), ...sources };
  },
});

function needsReason(): AppError {
  return new AppError('invalid_input', 'Say why it is refused: its drafter reads it.');
}
