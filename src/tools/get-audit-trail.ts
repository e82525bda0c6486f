import { z } from 'zod';
import { ROW_TYPES } from '../audit/audit-row.ts';
import type { AuditReading } from '../audit/audit-store.ts';
import { readTrail, type TrailRow } from '../audit/trail.ts';
import { defineTool } from './define-tool.ts';
import { cutOutput, dayInput, type PageSize } from './law-schemas.ts';

const PAGE = 50;
/** Rows read for one page: texts of some are long. */
const LONGEST_TEXT = 2_000;

const Row = z.strictObject({
  position: z.int().min(1).describe('Place in the chain'),
  conversation: z.string(),
  sequence: z.int().min(1),
  at: z.string().describe('UTC'),
  type: z.enum(ROW_TYPES),
  channel: z.string(),
  who: z.string().describe('Name or id; a pseudonym where they were erased'),
  body: z.string().describe('What was recorded, as JSON'),
  texts: z
    .array(z.strictObject({ name: z.string(), text: z.string() }))
    .describe('What people wrote and were answered; cut at 2,000 characters'),
  erased: z.array(z.string()).describe('Texts that were erased, by name'),
  hash: z.string(),
});

export const getAuditTrailTool = defineTool({
  name: 'get_audit_trail',
  title: 'Get the audit trail',
  description:
    "Lists what was asked, read, answered, refused and changed in this organisation, row by row of the tamper-evident audit, by conversation, person, kind or day. Another organisation's rows are never shown.",
  input: z.strictObject({
    conversation: z.string().trim().min(1).max(200).optional().describe('Only this conversation, by its id'),
    user: z.string().trim().min(1).max(200).optional().describe('Only what this person did, by their id'),
    types: z.array(z.enum(ROW_TYPES)).min(1).optional().describe('Only rows of these kinds'),
    from: dayInput('Only rows of this day or later').optional(),
    to: dayInput('Only rows of this day or earlier').optional(),
    after: z.int().min(0).default(0).describe('Only rows behind this position: `next` of the result before'),
    limit: z.int().min(1).max(PAGE).default(20).describe('How many rows'),
  }),
  output: z.strictObject({
    rows: z.array(Row),
    cut: cutOutput,
    next: z.int().min(1).optional().describe('Pass it as `after` for the rows that follow'),
  }),
  access: { effect: 'read', permission: 'audit:read' },
  run: async (input, { trail, pageCharacters }: PageSize & { readonly trail: TrailReading }, { tenant }) => {
    const { conversation, user, types, from, to, after, limit } = input;
    const actors = user === undefined ? undefined : trail.people(user, tenant).map(({ actor }) => actor);
    // Somebody who is not known did nothing here.
    if (actors?.length === 0) return { output: { rows: [] } };
    const filter = {
      tenant,
      after,
      ...(conversation === undefined ? {} : { conversation }),
      ...(actors?.[0] === undefined ? {} : { actor: actors[0] }),
      ...(types === undefined ? {} : { types }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { until: dayAfter(to) }),
    };
    const found = readTrail(trail, filter, limit + 1);
    const rows = pageOf(found.slice(0, limit), pageCharacters);
    const last = rows.at(-1);
    return {
      output: {
        rows,
        ...(found.length > rows.length && last !== undefined
          ? { cut: 'More rows follow; call again with after set to next.', next: last.position }
          : {}),
      },
    };
  },
});

/** What the tool reads of the audit. */
export interface TrailReading extends AuditReading {
  people(user: string, tenant?: string): readonly { readonly actor: string }[];
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

type RowOutput = z.output<typeof Row>;

function pageOf(found: readonly TrailRow[], characters: number): RowOutput[] {
  const rows: RowOutput[] = [];
  let room = characters;
  for (const each of found) {
    const row = rowOutput(each, Math.floor(characters / 4));
    const size = JSON.stringify(row).length;
    if (rows.length > 0 && size > room) break;
    rows.push(row);
    room -= size;
  }
  return rows;
}

function rowOutput({ user: _user, body, texts, erased, type, ...row }: TrailRow, longestBody: number): RowOutput {
  const json = JSON.stringify(body);
  return {
    ...row,
    type: type as RowOutput['type'],
    body: json.length <= longestBody ? json : `${json.slice(0, longestBody)} […]`,
    texts: Object.entries(texts).map(([name, text]) => ({
      name,
      text: text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)} […]`,
    })),
    erased: [...erased],
  };
}
