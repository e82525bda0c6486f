import { z } from 'zod';
import { ENTITY_KINDS, ENTITY_SIZES } from '../applicability/profile.ts';
import { COVERAGE_STATES, LACKS } from '../coverage/assessment.ts';
import { MODALITIES } from '../norms/norm.ts';
import { VERDICTS } from '../runs/gap-run.ts';

/** A statement of a policy, word for word. */
const quoted = { policy: z.string().min(1), statement: z.string().min(1), quote: z.string().min(1) };
const count = z.number().int().min(0);
const state = z.enum(COVERAGE_STATES);
const counts = z.strictObject({
  covered: count,
  partial: count,
  contradicted: count,
  missing: count,
  not_applicable: count,
});

const scopeSchema = z.strictObject({
  acts: z.array(z.string()),
  places: z.array(z.string()).optional(),
  topic: z.string().optional(),
  profile: z.strictObject({ kinds: z.array(z.enum(ENTITY_KINDS)), size: z.enum(ENTITY_SIZES).optional() }).optional(),
  policies: z.array(z.string()).optional(),
  asOf: z.string().optional(),
  language: z.enum(['en', 'es']).optional(),
});

const decisionSchema = z.strictObject({
  verdict: z.enum(VERDICTS),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
});

const obligationSchema = z.strictObject({
  id: z.string().regex(/^[^#\s]+#[^#\s]+$/),
  provision: z.string().regex(/^[^#\s]+#[^#\s~]+$/),
  label: z.string().min(1),
  text: z.string().min(1),
  actor: z.string().nullable(),
  modality: z.enum(MODALITIES),
  deadline: z.strictObject({ text: z.string().min(1), iso: z.string().nullable() }).nullable(),
  state,
  lacks: z.array(z.enum(LACKS)),
  why: z.array(z.string()),
  evidence: z.array(z.strictObject(quoted)),
  nearest: z.array(z.strictObject(quoted)).optional(),
  confidence: z.number().min(0).max(1),
  decision: decisionSchema.optional(),
});

/** A run as JSON: what the terminal prints and other programs rely on, key by key. */
export const gapRunSchema = z.strictObject({
  run: z.strictObject({ id: z.string(), at: z.string() }),
  scope: scopeSchema,
  counts,
  obligations: z.array(obligationSchema),
  conflicts: z.array(z.strictObject({ matter: z.string().min(1), statements: z.array(z.strictObject(quoted)).min(2) })),
  matrix: z.array(
    z.strictObject({
      act: z.string(),
      chapter: z.string(),
      place: z.string(),
      label: z.string(),
      obligations: count,
      counts,
      nowhere: count,
      policies: z.array(z.strictObject({ policy: z.string(), obligations: count, worst: state })),
    }),
  ),
  notes: z.array(z.string()),
});
