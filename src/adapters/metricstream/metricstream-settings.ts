import { z } from 'zod';
import { isJsonPlace, placed } from '../../core/json-place.ts';
import { fieldOf } from '../../findings/filing/field-mapping.ts';
import { fieldMappings, stateMapping } from '../../findings/filing/mapping-settings.ts';
import { address, PlatformCredential } from '../../findings/filing/platform-credential.ts';

/** A JSON Pointer or names joined by dots; '' is the whole. */
const place = z.string().refine(isJsonPlace, 'expected a place in JSON, such as result.0.id or /result/0/id');
const member = place.refine((text) => text !== '', 'expected a place in the record, not the whole');
const path = z
  .string()
  .max(500)
  .regex(/^\/[^?#\s\\]*$/, 'expected a path from a slash on, without a query')
  .refine((text) => !/\/\.\.?(?:\/|$)/.test(text), 'expected a path without . and ..');
const pathOfRecord = path.refine((text) => text.includes('{id}'), 'expected {id} where the id of the record goes');
const templates = z.record(z.string().min(1).max(200), z.string().max(2000));
/** What the program writes itself is not for settings. */
const headers = z.record(
  z
    .string()
    .regex(/^[A-Za-z0-9-]{1,60}$/)
    .refine(
      (name) => !/^(?:authorization|cookie|host|content-.*|transfer-encoding|connection)$/i.test(name),
      'a header of the program itself',
    ),
  z
    .string()
    .max(1000)
    .regex(/^[\x20-\x7e]*$/),
);

/** How a list is asked for page by page. Without it a look-up is one request, and its answer the whole. */
const pages = z.strictObject({
  /** The query's parameter that says which page: */
  parameter: z.string().min(1).max(60),
  /** by the number of records before it, or of pages. */
  counts: z.enum(['records', 'pages']),
  /** Of the first page. */
  first: z.int().min(0).max(1).default(0),
  size: z.strictObject({ parameter: z.string().min(1).max(60), records: z.int().min(1).max(1000) }),
});

const requests = z.strictObject({
  create: z.strictObject({
    method: z.enum(['POST', 'PUT']).default('POST'),
    path,
    /** Where in the body the fields go. */
    within: place.default(''),
  }),
  /** Asks for the records with a key: {key} stands for it in the path, the query or the body. */
  lookUp: z.strictObject({
    method: z.enum(['GET', 'POST']).default('GET'),
    path,
    query: templates.default({}),
    /** By places; sent where there is any. */
    body: templates.default({}),
    pages: pages.exactOptional(),
  }),
  read: z.strictObject({ path: pathOfRecord }),
  setStatus: z.strictObject({
    method: z.enum(['PATCH', 'PUT', 'POST']).default('PATCH'),
    path: pathOfRecord,
    within: place.default(''),
  }),
  /** A list of records that are there, for `check` to look at; without it `check` knows less. */
  sample: z.strictObject({ path, query: templates.default({}) }).exactOptional(),
});

const answers = z.strictObject({
  /** Where the record is in the answer to `create` … */
  created: place.default(''),
  /** … the list of records in those to `lookUp` and `sample` … */
  found: place.default(''),
  /** … and the record in the answer to `read`. */
  read: place.default(''),
  /** In a record: the platform's own id, … */
  id: member,
  /** … what people call it (the id where there is nothing), … */
  number: member.exactOptional(),
  /** … the key (the field that gets it, by default), … */
  key: member.exactOptional(),
  /** … and the word for its state. */
  state: member,
  /** In an error: what was wrong. */
  says: member.exactOptional(),
});

/**
 * How a bank's MetricStream is asked. MetricStream publishes no wire format: what its REST services are called, and what
 * their records look like, is each installation's own, so all of it is settings. Names of fields are places in the record
 * that is sent, and the same in records that come.
 */
export const MetricStreamSettings = z
  .strictObject({
    url: address,
    credential: PlatformCredential,
    headers: headers.exactOptional(),
    requests,
    answers,
    fields: fieldMappings,
    states: stateMapping,
    /** The field that gets the word for a state. */
    stateField: member,
    /** Statuses that say that a record is not there or not to be seen. */
    absent: z.array(z.int().min(400).max(499)).default([404, 410]),
    /** Where people open a record; {id} stands for its id. */
    recordPath: pathOfRecord.exactOptional(),
  })
  .superRefine(({ requests: { lookUp }, fields, states }, context) => {
    const wrong = (at: readonly string[], says: string) =>
      context.addIssue({ code: 'custom', path: [...at], message: says });
    const asked = [lookUp.path, ...Object.values(lookUp.query), ...Object.values(lookUp.body)];
    if (!asked.some((text) => text.includes('{key}')))
      wrong(['requests', 'lookUp'], 'expected {key} in its path, its query or its body: else it asks for all records');
    if (lookUp.method === 'GET' && Object.keys(lookUp.body).length > 0)
      wrong(['requests', 'lookUp', 'body'], 'a GET has no body');
    if (fieldOf(fields, 'key') === undefined || typeof fields[fieldOf(fields, 'key')?.field ?? ''] !== 'string')
      wrong(['fields'], 'expected one field that gets the "key" as it is: by it a record is found again');
    if (!Object.values(states).includes('open')) wrong(['states'], 'expected a word for "open"');
    for (const [at, names] of [
      [['fields'], Object.keys(fields)],
      [['requests', 'lookUp', 'body'], Object.keys(lookUp.body)],
    ] as const) {
      const why = unplaceable(names);
      if (why !== undefined) wrong(at, why);
    }
  });
export type MetricStreamSettings = z.infer<typeof MetricStreamSettings>;

/** Why no body could hold a value at each of these places. */
function unplaceable(places: readonly string[]): string | undefined {
  try {
    placed(places.map((each) => [each, '']));
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
