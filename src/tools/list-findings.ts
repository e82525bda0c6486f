import { z } from 'zod';
import { shortened } from '../core/text.ts';
import { FINDING_STAGES, type Finding, REMEDIATION_STATES, SEVERITIES } from '../findings/finding.ts';
import { defineTool } from './define-tool.ts';
import { findingIdInput, findingOutput, shownFinding } from './finding-entries.ts';
import { type FindingDeps, sourcesOf } from './finding-sources.ts';
import { cutOutput, dayInput, labelOutput } from './law-schemas.ts';
import { cutOf, fitting } from './page.ts';

const PAGE = 20;

const Row = z.strictObject({
  id: z.string().describe('Names the finding'),
  title: z.string().describe('What is wrong'),
  label: labelOutput,
  severity: z.enum(SEVERITIES).describe('How bad it is'),
  stage: z.enum(FINDING_STAGES).describe('How far it has come on its way out'),
  status: z.enum(REMEDIATION_STATES).optional().describe('How far putting it right has come'),
  owner: z.string().describe('Who answers for that'),
  due: z.string().describe('By when'),
  record: z.string().optional().describe("The platform's number of it"),
  conflicts: z.int().min(0).describe('Where both sides differ'),
});

export const listFindingsTool = defineTool({
  name: 'list_findings',
  title: 'List findings',
  description:
    'Lists findings with their stage, owner and day, the latest first, or gives one whole by its id: who confirmed and approved it, its record on the platform, the steps of putting it right, and where the platform says otherwise.',
  input: z.strictObject({
    finding: findingIdInput.optional(),
    stage: z.enum(FINDING_STAGES).optional().describe('Only those in this stage on their way out'),
    status: z.enum(REMEDIATION_STATES).optional().describe('Only those of which putting right has come so far'),
    dueBy: dayInput('Only those due on that day or before').optional(),
    skip: z.int().min(0).max(10_000).default(0).describe('Findings to leave out: `next` of the result before'),
  }),
  output: z.strictObject({
    finding: findingOutput.optional().describe('The one that was asked for'),
    findings: z.array(Row).describe('Those that were asked for'),
    total: z.int().min(0).describe('How many there are of those'),
    cut: cutOutput,
    next: z.int().min(1).optional().describe('Pass it as `skip` for those that follow'),
  }),
  access: { effect: 'read', permission: 'findings:draft' },
  run: async ({ finding: id, skip, stage, status, dueBy }, deps: FindingDeps, context) => {
    if (id !== undefined) {
      const found = deps.findings.find(id, context);
      const output = { ...shownFinding(found, deps), findings: [], total: 1 };
      return { output, ...sourcesOf([found], deps, context) };
    }
    const all = deps.findings.list(
      {
        ...(stage === undefined ? {} : { stages: [stage] }),
        ...(status === undefined ? {} : { statuses: [status] }),
        ...(dueBy === undefined ? {} : { dueBy }),
      },
      context,
    );
    const page = fitting(all.slice(skip, skip + PAGE).map(rowOf), deps.pageCharacters);
    const end = skip + page.length;
    return {
      output: {
        findings: [...page],
        total: all.length,
        ...cutOf(end < all.length ? `${all.length - end} more; call again with skip set to next.` : undefined),
        ...(end < all.length ? { next: end } : {}),
      },
    };
  },
});

function rowOf({ id, content, stage, status, filing, conflicts }: Finding): z.output<typeof Row> {
  const { title, references, severity, owner, due } = content;
  return {
    id,
    title,
    label: shortened(references.map(({ label }) => label).join('; '), 300),
    ...{ severity, stage },
    ...(status === undefined ? {} : { status }),
    ...{ owner, due },
    ...(filing?.record === undefined ? {} : { record: filing.record.number }),
    conflicts: conflicts.length,
  };
}
