import { z } from 'zod';
import { SEVERITIES } from '../findings/finding.ts';
import { defineTool } from './define-tool.ts';
import { findingOutput, shownFinding } from './finding-entries.ts';
import { type FindingDeps, sourcesOf } from './finding-sources.ts';
import { cutOutput, dayInput } from './law-schemas.ts';

const words = (most: number, what: string) => z.string().trim().min(1).max(most).describe(what);

export const draftFindingTool = defineTool({
  name: 'draft_finding',
  title: 'Draft a finding',
  description:
    'Drafts a finding for the GRC platform, out of a gap that analyse_gaps found or out of what a person saw, with the exact provision, the evidence, a plan, an owner and a day. Nothing is filed: show it whole, then file_finding.',
  input: z.strictObject({
    obligation: words(200, 'Id of the obligation whose gap it is, as analyse_gaps gives it').optional(),
    run: words(100, 'The analysis; by default the latest that has it').optional(),
    provisions: z
      .array(words(300, 'As people cite it, or by id'))
      .max(10)
      .optional()
      .describe('Provisions that are not met; needed where there is no gap'),
    title: words(160, 'What is wrong, in a line; a gap has one').optional(),
    description: words(4_000, 'What is wrong; a gap has one').optional(),
    severity: z.enum(SEVERITIES).optional().describe('How bad it is; proposed for a gap'),
    severityReason: words(1_000, 'Why; needed where the severity is not the one that a gap proposes').optional(),
    notes: z.array(words(1_000, 'One thing')).max(10).optional().describe('What a person saw, in their words'),
    receipt: words(100, 'Receipt of an answer that it rests on').optional(),
    remediationPlan: words(4_000, 'How it is put right'),
    owner: words(200, 'Who answers for that: a name, a function, an address'),
    due: dayInput('By when; by default by its severity').optional(),
    language: z.enum(['en', 'es']).default('en').describe('Language of what is worked out'),
  }),
  output: z.strictObject({
    finding: findingOutput,
    cut: cutOutput,
    alreadyThere: z
      .array(z.string().describe('Id of a finding'))
      .describe('Findings about the same obligation that somebody is still at'),
    next: z.string().describe('What a person does now'),
  }),
  access: { effect: 'draft', permission: 'findings:draft' },
  run: async ({ language, ...given }, deps: FindingDeps, context) => {
    const { finding, alreadyThere } = deps.findings.draft(given, context, language);
    return {
      output: {
        ...shownFinding(finding, deps),
        alreadyThere: alreadyThere.slice(0, MOST_TOLD).map(({ id }) => id),
        next: `Nothing is filed yet. Show the person the whole draft; if they stand by it, file_finding with this id and hash before ${finding.expires}.`,
      },
      ...sourcesOf([finding], deps, context),
    };
  },
});

const MOST_TOLD = 20;
