import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import type { FindingSettings } from '../findings/findings-parts.ts';
import { defineTool } from './define-tool.ts';
import { findingHashInput, findingIdInput, findingOutput, shownFinding } from './finding-entries.ts';
import { type FindingDeps, sourcesOf } from './finding-sources.ts';
import { summaryLines } from './finding-summary.ts';
import { cutOutput } from './law-schemas.ts';

export interface FileFindingDeps extends FindingDeps {
  readonly findingSettings: (tenant: string) => FindingSettings;
  /** Something was put into the outbox: it is looked for now. */
  readonly wakeFilings: () => void;
}

export const fileFindingTool = defineTool({
  name: 'file_finding',
  title: 'File a finding',
  description:
    "Stands by one's own draft: it then waits for a second person's approval, or is filed once on the bank's GRC platform where one's own word is enough. Takes the id and the hash that draft_finding gave, and a person's confirmation.",
  input: z.strictObject({ finding: findingIdInput, hash: findingHashInput }),
  output: z.strictObject({
    finding: findingOutput,
    cut: cutOutput,
    next: z.string().describe('What happens now'),
  }),
  access: { effect: 'write', permission: 'findings:draft' },
  confirmation: ({ finding: id, hash }, { findings, findingSettings }: FileFindingDeps, context) => {
    const finding = findings.find(id, context);
    findings.mayConfirm({ id, hash }, context);
    const { eyes, platform } = findingSettings(context.tenant);
    return {
      title:
        eyes === 1
          ? `File the finding ${id} on your own word`
          : `Stand by the finding ${id}, and ask a second person to approve it`,
      lines: summaryLines(finding, [outcomeLine(eyes, platform)]),
    };
  },
  run: async ({ finding: id, hash }, { wakeFilings, ...deps }, context) => {
    const { findings, findingSettings } = deps;
    const sources = sourcesOf([findings.find(id, context)], deps, context);
    const confirmed = findings.confirm({ id, hash }, context);
    const { eyes, platform } = findingSettings(context.tenant);
    const filed = eyes === 1 && platform !== undefined ? findings.file(id, context) : confirmed;
    if (filed.stage === 'filing') wakeFilings();
    return {
      output: { ...shownFinding(filed, deps), next: nextOf(filed.stage) },
      ...sources,
    };
  },
});

function outcomeLine(eyes: FindingSettings['eyes'], platform: FindingSettings['platform']): string {
  const where = platform && `${platform.name} (${platform.host})`;
  if (eyes === 2)
    return where === undefined
      ? 'Somebody else approves these very words, once a GRC platform is set up: there is none yet.'
      : `Somebody else approves these very words; then it goes to ${where}, once.`;
  const recorded = 'That one pair of eyes looked at it is recorded.';
  return where === undefined
    ? `It is approved by that, and goes out once a GRC platform is set up: there is none yet. ${recorded}`
    : `It goes to ${where} at once, once. ${recorded}`;
}

function nextOf(stage: string): string {
  if (stage === 'awaiting_approval')
    return 'A second person who may approve findings decides on it in Microsoft Teams or at the terminal; list_findings tells how it stands.';
  if (stage === 'filing') return 'It is on its way; list_findings tells the number of its record once it is there.';
  if (stage === 'approved')
    return 'It is approved, and is filed once a GRC platform is set up (COMPLIANCE_GRC; "compliance findings file").';
  throw new AppError('internal', `A finding that was confirmed is ${stage}.`);
}
