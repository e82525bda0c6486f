import { z } from 'zod';

/** The terminal's JSON contract, key by key: other people's scripts rely on it, so nothing may be missing or more. */
const Version = z.strictObject({
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  source: z.enum(['official', 'digest']),
});
const Id = z.string().regex(/^(?:3\d{4}[RLD]\d{4}|BOE-[A-Z]-\d{4}-\d+)#[a-zñ0-9_/]+$/);

export const AskContract = z.strictObject({
  status: z.enum(['answered', 'not_found', 'refused']),
  answer: z.array(
    z.strictObject({
      text: z.string().min(1),
      citations: z
        .array(
          z.strictObject({
            id: Id,
            act: z.string(),
            place: z.string(),
            label: z.string(),
            url: z.url(),
            quote: z.string().min(1),
            version: Version,
          }),
        )
        .min(1),
    }),
  ),
  searched: z.strictObject({ acts: z.array(z.string()), terms: z.array(z.string()) }),
  notes: z.array(z.string()),
  receipt: z.uuid(),
  conversation: z.uuid(),
  model: z
    .strictObject({
      name: z.string().min(1),
      deployment: z.string().min(1),
      host: z.string().min(1),
      prompt: z.string().regex(/^[0-9a-f]{64}$/),
      promptVersion: z.string().min(1),
    })
    .nullable(),
});

export const SearchContract = z.strictObject({
  results: z.array(
    z.strictObject({
      id: Id,
      act: z.string(),
      place: z.string(),
      label: z.string(),
      text: z.string().min(1),
      score: z.number(),
      why: z.string().min(1),
      version: Version,
    }),
  ),
});

const Shown = z.strictObject({
  id: Id,
  act: z.string(),
  place: z.string(),
  label: z.string(),
  text: z.string(),
  version: Version,
  terms: z.array(z.strictObject({ term: z.string(), id: Id })),
  references: z.array(z.strictObject({ text: z.string(), id: Id.nullable(), resolved: z.boolean() })),
  referencedBy: z.array(z.strictObject({ id: Id, label: z.string(), text: z.string() })).max(50),
  referencedByTotal: z.number().optional(),
});
export const ShowContract = Shown;
export const ShowManyContract = z.strictObject({ places: z.array(Shown).min(2) });

export const AddContract = z.strictObject({
  act: z.string(),
  version: Version,
  provisions: z.number().int(),
  warnings: z.array(z.string()),
});

export const FailureContract = z.strictObject({
  error: z.strictObject({
    code: z.enum([
      'invalid_input',
      'not_permitted',
      'not_found',
      'conflict',
      'rate_limited',
      'upstream_unavailable',
      'misconfigured',
      'internal',
    ]),
    reason: z.enum(['act_not_held', 'no_such_article', 'no_such_paragraph', 'ambiguous']).optional(),
    message: z.string().min(1),
    suggestions: z.array(z.string()).optional(),
  }),
});

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Instant = z.iso.datetime({ precision: 3 });

export const AuditVerifyContract = z.strictObject({
  ok: z.boolean(),
  rows: z.int().min(0),
  checkpoints: z.int().min(0),
  problems: z.array(z.strictObject({ row: z.int().nullable(), kind: z.string().min(1), message: z.string().min(1) })),
});

export const AuditExportContract = z.strictObject({
  file: z.string(),
  conversation: z.string(),
  files: z.int().min(6),
});

export const AuditEraseContract = z.strictObject({ user: z.string(), people: z.int().min(1), texts: z.int().min(0) });

export const AuditTrailContract = z.strictObject({
  rows: z.array(
    z.strictObject({
      position: z.int().min(1),
      conversation: z.string(),
      sequence: z.int().min(1),
      at: Instant,
      type: z.string(),
      channel: z.string(),
      who: z.string(),
      body: z.string(),
      texts: z.array(z.strictObject({ name: z.string(), text: z.string() })),
      erased: z.array(z.string()),
      hash: Hash,
    }),
  ),
  cut: z.string().optional(),
  next: z.int().optional(),
});

export const ReceiptContract = z.strictObject({
  format: z.literal(1),
  chain: z.uuid(),
  receipt: z.looseObject({ id: z.uuid(), status: z.enum(['answered', 'not_found', 'refused']) }),
  row: z.looseObject({ type: z.literal('answer'), hash: Hash, previous: Hash }),
  question: z.strictObject({ salt: z.string(), text: z.string() }).optional(),
  answer: z.strictObject({ salt: z.string(), text: z.string() }).optional(),
  passages: z.record(Hash, z.string()),
  signature: z.string().optional(),
  publicKey: z.string().startsWith('-----BEGIN PUBLIC KEY-----').optional(),
});

export const ReceiptVerifyContract = z.strictObject({
  ok: z.boolean(),
  receipt: z.uuid(),
  problems: z.array(z.string()),
  notes: z.array(z.string()),
});

export const RecallContract = z.strictObject({
  answers: z.array(
    z.strictObject({
      receipt: z.uuid(),
      conversation: z.uuid(),
      at: Instant,
      user: z.strictObject({ tenant: z.string(), id: z.string(), name: z.string() }).optional(),
      question: z.string().optional(),
      passages: z
        .array(
          z.strictObject({
            id: Id,
            label: z.string(),
            reason: z.enum([
              'changed_since',
              'outdated_when_given',
              'text_replaced',
              'no_longer_there',
              'act_not_held',
            ]),
            was: z.string(),
            now: z.string().optional(),
          }),
        )
        .min(1),
    }),
  ),
});

const UsageSums = {
  questions: z.int().min(0),
  calls: z.int().min(0),
  reserved: z.int().min(0),
  input: z.int().min(0),
  cached: z.int().min(0),
  output: z.int().min(0),
  costs: z.array(
    z.strictObject({ currency: z.string().regex(/^[A-Z]{3}$/), amount: z.string().regex(/^\d+(?:\.\d{1,9})?$/) }),
  ),
  unpriced: z.int().min(0),
  estimated: z.int().min(0),
  limits: z.array(
    z.strictObject({
      measure: z.enum(['cost', 'tokens', 'requests']),
      period: z.string().regex(/^\d{4}-\d{2}(?:-\d{2})?$/),
      limit: z.string().regex(/^\d+(?:\.\d{1,9})?$/),
      used: z.string().regex(/^\d+(?:\.\d{1,9})?$/),
      percent: z.int().min(0),
      hard: z.boolean(),
    }),
  ),
};

export const UsageContract = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  by: z.enum(['tenant', 'department', 'user', 'tool', 'conversation', 'model']),
  rows: z.array(z.strictObject({ tenant: z.string(), key: z.string(), name: z.string(), ...UsageSums })),
  total: z.strictObject(UsageSums),
});
