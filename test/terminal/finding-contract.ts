import { z } from 'zod';

/** The terminal's JSON contract of findings, key by key. */

const Id = z.string().regex(/^F-[0-9a-f]{16}$/);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Instant = z.iso.datetime({ precision: 3 });
const Severity = z.enum(['critical', 'high', 'medium', 'low']);
const Stage = z.enum([
  'draft',
  'awaiting_approval',
  'approved',
  'filing',
  'filed',
  'undelivered',
  'refused',
  'expired',
]);
const Status = z.enum(['open', 'in_progress', 'validating', 'closed', 'risk_accepted']);
const Platform = z.enum(['servicenow', 'archer', 'sai360', 'metricstream', 'generic']);
const Signature = z.strictObject({ by: z.string().min(1), at: Instant });
const Field = z.enum(['status', 'title', 'severity', 'due', 'owner', 'record']);

const Finding = z.strictObject({
  id: Id,
  hash: Hash,
  stage: Stage,
  status: Status.optional(),
  title: z.string().min(1),
  description: z.string().min(1),
  severity: Severity,
  severityReason: z.string().min(1),
  references: z
    .array(
      z.strictObject({
        id: z.string().includes('#'),
        label: z.string().min(1),
        version: z.string().min(1),
        dated: z.iso.date(),
        standing: z.string(),
        hash: Hash,
        quote: z.string().min(1),
      }),
    )
    .min(1),
  evidence: z.array(
    z.strictObject({
      policy: z.string().optional(),
      title: z.string().optional(),
      statement: z.string().optional(),
      text: z.string().min(1),
    }),
  ),
  remediationPlan: z.string().min(1),
  owner: z.string().min(1),
  due: z.iso.date(),
  gap: z.strictObject({ run: z.uuid(), obligation: z.string().min(1) }).optional(),
  receipt: z.uuid().optional(),
  drafted: Signature,
  expires: Instant.optional(),
  confirmed: Signature.optional(),
  approved: Signature.optional(),
  eyes: z.union([z.literal(1), z.literal(2)]).optional(),
  refused: Signature.extend({ reason: z.string().min(1) }).optional(),
  filed: z
    .strictObject({
      platform: Platform,
      host: z.string().min(1),
      record: z.string().min(1).optional(),
      url: z.url().optional(),
      state: z.string().optional(),
      why: z.string().optional(),
    })
    .optional(),
  conflicts: z.array(z.strictObject({ field: Field, ours: z.string(), theirs: z.string() })),
  steps: z
    .array(
      z.strictObject({
        step: z.enum(['review_gaps', 'create_action_plan', 'implement_controls', 'validate_implementation']),
        state: z.enum(['waiting', 'open', 'done']),
        assignee: z.string().min(1),
        due: z.iso.date(),
      }),
    )
    .optional(),
});

/** Of `show`, `confirm`, `file`, `refuse`, `resolve` and `step`. */
export const FindingContract = z.strictObject({ finding: Finding, next: z.string().min(1).nullable() });
export const FindingsDraftContract = FindingContract.extend({ alreadyThere: z.array(Id), next: z.string().min(1) });
export const FindingsListContract = z.strictObject({
  findings: z.array(
    z.strictObject({
      id: Id,
      title: z.string().min(1),
      label: z.string().min(1),
      severity: Severity,
      stage: Stage,
      status: Status.optional(),
      owner: z.string().min(1),
      due: z.iso.date(),
      record: z.string().optional(),
      conflicts: z.int().min(0),
    }),
  ),
  total: z.int().min(0),
});
export const FindingsRetryContract = z.strictObject({ retried: z.array(Finding) });
export const FindingsSyncContract = z.strictObject({
  looked: z.int().min(0),
  changed: z.int().min(0),
  conflicts: z.int().min(0),
  differences: z.array(z.strictObject({ finding: Id, field: Field, ours: z.string(), theirs: z.string() })),
  problems: z.array(z.string().min(1)),
});
export const FindingsCheckContract = z.strictObject({
  ok: z.boolean(),
  platform: Platform,
  host: z.string().min(1),
  checks: z
    .array(
      z.strictObject({ what: z.string().min(1), state: z.enum(['ok', 'wrong', 'unknown']), says: z.string().min(1) }),
    )
    .min(1),
});
export const FindingsExportContract = z.strictObject({
  findings: z.int().min(0),
  files: z
    .array(
      z.strictObject({
        file: z.string().min(1),
        kind: z.enum(['plan-of-action-and-milestones', 'assessment-results', 'csv']),
      }),
    )
    .min(1),
});
