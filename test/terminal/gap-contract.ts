import { z } from 'zod';

/** The terminal's JSON contract of policies and gaps, key by key. */

const Change = z.enum(['added', 'updated', 'restricted', 'unchanged']);
const Facts = {
  policy: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.int().min(1),
  title: z.string().min(1),
};

export const PoliciesAddContract = z.strictObject({
  policies: z.array(
    z.strictObject({ ...Facts, change: Change, statements: z.int().min(1), notes: z.array(z.string()) }),
  ),
  skipped: z.array(z.strictObject({ name: z.string(), why: z.string() })),
});

const Listed = z.strictObject({
  ...Facts,
  owner: z.string().nullable(),
  stated: z.string().nullable(),
  effective: z.iso.date().nullable(),
  language: z.enum(['en', 'es']),
  file: z.string(),
  kind: z.enum(['pdf', 'docx', 'html', 'markdown', 'text']),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  groups: z.array(z.string()),
  statements: z.int().min(1),
  added: z.iso.datetime(),
});
export const PoliciesListContract = z.strictObject({ policies: z.array(Listed) });
export const PoliciesRemoveContract = z.strictObject({ removed: z.array(Listed).min(1) });
export const PolicyShowContract = Listed.omit({ statements: true }).extend({
  statements: z.array(
    z.strictObject({
      statement: z.string(),
      section: z.array(z.string()),
      text: z.string().min(1),
      leadIn: z.string().optional(),
      page: z.int().optional(),
    }),
  ),
  notes: z.array(z.string()),
});

const Counts = z.strictObject({
  covered: z.int(),
  partial: z.int(),
  contradicted: z.int(),
  missing: z.int(),
  not_applicable: z.int(),
});
const Run = z.strictObject({ id: z.uuid(), at: z.iso.datetime() });
export const GapsListContract = z.strictObject({
  runs: z.array(
    z.strictObject({
      run: z.uuid(),
      at: z.iso.datetime(),
      scope: z.record(z.string(), z.unknown()),
      counts: Counts,
      policies: z.array(z.strictObject({ policy: z.string(), version: z.int() })),
    }),
  ),
});
export const GapsDiffContract = z.strictObject({
  before: Run,
  after: Run,
  appeared: z.array(z.string()),
  reopened: z.array(z.string()),
  closed: z.array(z.string()),
  changed: z.array(z.strictObject({ obligation: z.string(), from: z.string(), to: z.string() })),
  added: z.array(z.string()),
  removed: z.array(z.string()),
});
export const GapsDecideContract = z.strictObject({
  decision: z.uuid(),
  obligation: z.string(),
  verdict: z.enum(['accepted', 'rejected', 'not_applicable']),
  at: z.iso.datetime(),
});
