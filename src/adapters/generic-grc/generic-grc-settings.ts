import { z } from 'zod';
import { isJsonPlace } from '../../core/json-place.ts';
import type { FieldMappings, StateMapping } from '../../findings/filing/field-mapping.ts';
import { fieldMappings, stateMapping } from '../../findings/filing/mapping-settings.ts';
import { address, PlatformCredential } from '../../findings/filing/platform-credential.ts';

const member = z
  .string()
  .refine((text) => text !== '' && isJsonPlace(text), 'expected a place in JSON, such as result.id');
const yes = z.boolean().default(false);

/** What the fields of the wire are filled from; settings can add to them, and say it otherwise for all but the id. */
export const WIRE_FIELDS = {
  id: 'key',
  title: 'title',
  description: 'description',
  severity: 'severity',
  regulatory_reference: 'reference',
  remediation_plan: 'remediation_plan',
  due_date: 'due_date',
  status: 'status',
} as const satisfies FieldMappings;

/** Our own words, where the receiver has no others. */
const OWN_STATES: StateMapping = {
  open: 'open',
  in_progress: 'in_progress',
  validating: 'validating',
  closed: 'closed',
  risk_accepted: 'risk_accepted',
};

/** Where things stand in an answer to findings that were sent, and in a finding that is read. */
const answers = z
  .strictObject({
    /** The list with an entry for each finding. */
    results: member.default('results'),
    /** In an entry and in a finding: the id that was sent. */
    id: member.default('id'),
    /** In an entry: what became of it, … */
    outcome: member.default('result'),
    /** … the words that say that it was taken, … */
    taken: z.array(z.string().min(1).max(60)).min(1).default(['created', 'updated', 'unchanged']),
    /** … and why it was not: a text, or an object with a "message". */
    error: member.default('error'),
    /** Findings that are read: the list of them. */
    findings: member.default('findings'),
    /** In an entry and in a finding: what people there call it. */
    number: member.default('number'),
    /** In a finding: the word for its state. */
    state: member.default('status'),
  })
  .prefault({});

/**
 * A receiver of findings that a bank builds itself. Of its wire two requests are given: findings in bulk, and workflows.
 * Everything else is an assumed counterpart that the receiver may have or not, so settings must say that it is there.
 */
export const GenericGrcSettings = z
  .strictObject({
    url: address,
    credential: PlatformCredential,
    /** Says there who sends. */
    source: z.string().min(1).max(100).default('banking-rag-compliance'),
    /** Added to the wire's own, or in their stead. */
    fields: fieldMappings.default({}),
    states: stateMapping.default(OWN_STATES),
    answers,
    /** A finding whose id is known there is changed, never made a second time. */
    upserts: yes,
    /** `GET /api/v1/findings?id=…` is there. */
    lookUp: yes,
    /** `GET /api/v1/findings/{id}` is there. */
    read: yes,
    /** `PATCH /api/v1/findings/{id}` is there. */
    setStatus: yes,
    /** `POST /api/v1/workflows` is there, and takes a workflow whose id is known as the same one. */
    workflows: yes,
  })
  .superRefine(({ fields, states }, context) => {
    if (Object.hasOwn(fields, 'id'))
      context.addIssue({ code: 'custom', path: ['fields', 'id'], message: 'the id is always the key' });
    if (!Object.values(states).includes('open'))
      context.addIssue({ code: 'custom', path: ['states'], message: 'expected a word for "open"' });
  });
export type GenericGrcSettings = z.infer<typeof GenericGrcSettings>;
