import { z } from 'zod';
import { shortened } from '../core/text.ts';
import { GRC_PLATFORMS } from '../findings/filing/finding-filing.ts';
import { FINDING_STAGES, type Finding, REMEDIATION_STATES, SEVERITIES } from '../findings/finding.ts';
import { REMEDIATION_STEPS } from '../findings/remediation/workflow.ts';
import { signatureName } from '../findings/signature.ts';
import { labelOutput, type PageSize } from './law-schemas.ts';
import { cutOf } from './page.ts';

/** How a finding is given: all that it says, how far it has come, and what it rests on. */

const STEP_NAMES = REMEDIATION_STEPS.map(({ step }) => step);

export const findingIdInput = z
  .string()
  .trim()
  .regex(/^F-[0-9a-f]{16}$/, 'expected an id such as F-0123456789abcdef')
  .describe('Id of the finding, F- and sixteen hexadecimal digits');

export const findingHashInput = z
  .string()
  .trim()
  .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits')
  .describe('Hash of what it says, as it was shown: nothing else is decided on');

const Signature = z.strictObject({
  by: z.string().describe('Who, by name where it is known'),
  at: z.string().describe('When, ISO 8601, UTC'),
});

export const findingOutput = z
  .strictObject({
    id: z.string().describe('Names the finding'),
    hash: z.string().describe('SHA-256 of what it says; file_finding takes it'),
    stage: z.enum(FINDING_STAGES).describe('How far it has come on its way out'),
    status: z.enum(REMEDIATION_STATES).optional().describe('How far putting it right has come; once it is filed'),
    title: z.string().describe('What is wrong, in a line'),
    description: z.string().describe('What is wrong'),
    severity: z.enum(SEVERITIES).describe('How bad it is'),
    severityReason: z.string().describe('Why'),
    references: z
      .array(
        z.strictObject({
          id: z.string().describe('The provision that is not met, act#place; get_provision reads it'),
          label: labelOutput,
          version: z.string().describe('Names the version of the act'),
          dated: z.string().describe('When that version dates from'),
          standing: z.string().describe('What that version is; of a digest, that it is not the official text'),
          hash: z.string().describe("SHA-256 of the provision's words"),
          quote: z.string().describe('Its words'),
        }),
      )
      .describe('What the law says'),
    evidence: z
      .array(
        z.strictObject({
          policy: z.string().optional().describe("Id of the bank's policy; absent for what a person saw"),
          title: z.string().optional().describe('What the policy is called'),
          statement: z.string().optional().describe('Id of the statement'),
          text: z.string().describe('Its words exactly as stored, or what a person wrote'),
        }),
      )
      .describe('What shows it'),
    remediationPlan: z.string().describe('How it is put right'),
    owner: z.string().describe('Who answers for that'),
    due: z.string().describe('By when'),
    gap: z
      .strictObject({
        run: z.string().describe('The analysis'),
        obligation: z.string().describe('Id of the obligation'),
      })
      .optional()
      .describe('The gap that it is about'),
    receipt: z.string().optional().describe('Receipt of the answer that it rests on'),
    drafted: Signature.describe('Who drafted it'),
    expires: z.string().optional().describe('When it can no longer be confirmed or approved; absent once it was'),
    confirmed: Signature.optional().describe('Who stood by it'),
    approved: Signature.optional().describe('Who approved it'),
    eyes: z.int().min(1).max(2).optional().describe('How many people looked at it: 1 or 2'),
    refused: Signature.extend({ reason: z.string().describe('Why') })
      .optional()
      .describe('Who said no'),
    filed: z
      .strictObject({
        platform: z.enum(GRC_PLATFORMS).describe('Where it is filed'),
        host: z.string().describe('Host that it goes to'),
        record: z.string().optional().describe("The platform's number of it; absent until it is there"),
        url: z.string().optional().describe('Where people open it'),
        state: z.string().optional().describe("The platform's own word for its state"),
        why: z.string().optional().describe('Why it did not come through'),
      })
      .optional()
      .describe('From when on it is on its way'),
    conflicts: z
      .array(
        z.strictObject({
          field: z.string().describe('What differs'),
          ours: z.string().describe('As it stands here'),
          theirs: z.string().describe('As the platform has it'),
        }),
      )
      .describe('Where both sides differ: neither was overwritten'),
    steps: z
      .array(
        z.strictObject({
          step: z.enum(STEP_NAMES).describe('Which step'),
          state: z.enum(['waiting', 'open', 'done']).describe('waiting: one before it is not done'),
          assignee: z.string().describe('Who does it'),
          due: z.string().describe('By when'),
        }),
      )
      .optional()
      .describe('Steps of putting it right, where they are tracked here'),
  })
  .describe('All that it says, and how far it has come');

export type FindingOutput = z.output<typeof findingOutput>;

/** Characters of each long text that are tried one after the other, until the whole is short enough. */
const LENGTHS = [Number.POSITIVE_INFINITY, 1_000, 500, 250, 120] as const;

/** A finding as it is given, with its long texts shortened where it is longer than a result may be; what is stored is whole. */
export function shownFinding(
  finding: Finding,
  { pageCharacters }: PageSize,
): { readonly finding: FindingOutput; readonly cut?: string } {
  const whole = findingEntry(finding);
  const tried = LENGTHS.map((most) => ({ most, shown: withTexts(whole, (text) => shortened(text, most)) }));
  const fitting = tried.find(({ shown }) => weight(shown) <= pageCharacters) ?? tried.at(-1);
  if (fitting === undefined || fitting.most === LENGTHS[0]) return { finding: whole };
  return {
    finding: fitting.shown,
    ...cutOf(
      `Texts that end in […] go on: what is stored, and what the hash stands for, is whole. "compliance findings show ${finding.id}" shows all of it.`,
    ),
  };
}

/** What it takes, being sent as data and as text: in a text each quotation mark is written twice as long again. */
function weight(entry: FindingOutput): number {
  const data = JSON.stringify(entry);
  return (data.length + JSON.stringify(data).length) / 2;
}

/** The same with each text that can be long made another. */
function withTexts(entry: FindingOutput, make: (text: string) => string): FindingOutput {
  const { description, severityReason, references, evidence, remediationPlan, refused, filed, conflicts } = entry;
  return {
    ...entry,
    description: make(description),
    severityReason: make(severityReason),
    references: references.map((each) => ({ ...each, quote: make(each.quote) })),
    evidence: evidence.map((each) => ({ ...each, text: make(each.text) })),
    remediationPlan: make(remediationPlan),
    ...(refused === undefined ? {} : { refused: { ...refused, reason: make(refused.reason) } }),
    ...(filed?.why === undefined ? {} : { filed: { ...filed, why: make(filed.why) } }),
    conflicts: conflicts.map(({ field, ours, theirs }) => ({ field, ours: make(ours), theirs: make(theirs) })),
  };
}

/** All of a finding, as it is given where its length does not matter. */
export function findingEntry({ content, filing, workflow, approved, ...finding }: Finding): FindingOutput {
  const { id, hash, stage, status, drafted, confirmed, refused, conflicts, expires } = finding;
  const { title, description, severity, severityReason, references, evidence, remediationPlan, owner, due } = content;
  const { gap, receipt } = content.links;
  const waits = stage === 'draft' || stage === 'awaiting_approval';
  return {
    ...{ id, hash, stage },
    ...(status === undefined ? {} : { status }),
    ...{ title, description, severity, severityReason },
    references: references.map(({ act, place, label, version, dated, standing, hash: words, quote }) => ({
      id: `${act}#${place}`,
      ...{ label, version, dated, standing, hash: words, quote },
    })),
    evidence: evidence.map((each) =>
      each.kind === 'note'
        ? { text: each.text }
        : { policy: each.policy, title: each.title, statement: each.statement, text: each.quote },
    ),
    ...{ remediationPlan, owner, due },
    ...(gap === undefined ? {} : { gap: { ...gap } }),
    ...(receipt === undefined ? {} : { receipt }),
    drafted: said(drafted),
    ...(waits ? { expires } : {}),
    ...(confirmed === undefined ? {} : { confirmed: said(confirmed) }),
    ...(approved === undefined ? {} : { approved: said(approved), eyes: approved.eyes }),
    ...(refused === undefined ? {} : { refused: { ...said(refused), reason: refused.reason } }),
    ...(filing === undefined ? {} : { filed: filedOutput(filing) }),
    conflicts: conflicts.map(({ field, ours, theirs }) => ({ field, ours, theirs })),
    ...(workflow === undefined
      ? {}
      : { steps: workflow.steps.map(({ step, state, assignee, due: by }) => ({ step, state, assignee, due: by })) }),
  };
}

function said(signature: Finding['drafted']): { by: string; at: string } {
  return { by: signatureName(signature), at: signature.at };
}

function filedOutput({ platform, host, record, platformState, why }: NonNullable<Finding['filing']>) {
  return {
    ...{ platform, host },
    ...(record === undefined ? {} : { record: record.number }),
    ...(record?.url === undefined ? {} : { url: record.url }),
    ...(platformState === undefined ? {} : { state: platformState }),
    ...(why === undefined ? {} : { why }),
  };
}
