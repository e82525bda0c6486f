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
