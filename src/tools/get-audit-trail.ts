import { z } from 'zod';
import { ROW_TYPES } from '../audit/audit-row.ts';
import type { AuditReading } from '../audit/audit-store.ts';
import { readTrail, type TrailRow } from '../audit/trail.ts';
import { shortened } from '../core/text.ts';
import { defineTool } from './define-tool.ts';
import { cutOutput, dayInput, type PageSize } from './law-schemas.ts';
import { cutOf, fitting } from './page.ts';

/** Rows read for one page. */
const PAGE = 50;
/** Characters of a personal text that are shown, where the page has room for so many. */
const LONGEST_TEXT = 2_000;

const Row = z.strictObject({
  position: z.int().min(1).describe('Place in the chain'),
  conversation: z.string().describe('The conversation that it belongs to'),
  sequence: z.int().min(1).describe('Place in the conversation'),
  at: z.string().describe('When it was written, UTC'),
  type: z.enum(ROW_TYPES).describe('What it tells of'),
  channel: z.string().describe('The door through which it came'),
  who: z.string().describe('Name or id; a pseudonym where they were erased'),
  body: z.string().describe('What was recorded, as JSON'),
  texts: z
    .array(
      z.strictObject({
        name: z.string().describe('Which of the texts of the row'),
        text: z.string().describe('Its words'),
      }),
    )
    .describe('What people wrote and were answered; cut at 2,000 characters'),
  erased: z.array(z.string()).describe('Texts that were erased, by name'),
  hash: z.string().describe('Hash that chains it to the row before'),
});

export const getAuditTrailTool = defineTool({
  name: 'get_audit_trail',
  title: 'Get the audit trail',
  description:
    "Lists what was asked, read, answered, refused and changed in this organisation, row by row of the tamper-evident audit, by conversation, person, kind or day. Another organisation's rows are never shown.",
  input: z.strictObject({
    conversation: z.string().trim().min(1).max(200).optional().describe('Only this conversation, by its id'),
    user: z.string().trim().min(1).max(200).optional().describe('Only what this person did, by their id'),
    types: z.array(z.enum(ROW_TYPES)).min(1).max(ROW_TYPES.length).optional().describe('Only rows of these kinds'),
    from: dayInput('Only rows of this day or later').optional(),
    to: dayInput('Only rows of this day or earlier').optional(),
    after: z.int().min(0).default(0).describe('Only rows behind this position: `next` of the result before'),
    limit: z.int().min(1).max(PAGE).default(20).describe('How many rows'),
  }),
  output: z.strictObject({
    rows: z.array(Row).describe('In the order of the chain'),
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
      ...(to === undefined ? {} : { until: endOf(to) }),
    };
    const found = readTrail(trail, filter, limit + 1);
    const rows = fitting(
      found.slice(0, limit).map((row) => rowOutput(row, Math.floor(pageCharacters / 4))),
      pageCharacters,
    );
    const last = rows.at(-1);
    const more = found.length > rows.length && last !== undefined;
    const short = rows.filter(({ isShort }) => isShort).map(({ row }) => row.position);
    return {
      output: {
        rows: rows.map(({ row }) => row),
        ...cutOf(
          more ? 'More rows follow; call again with after set to next.' : undefined,
          short.length === 0
            ? undefined
            : `Shown by their beginnings: rows ${short.join(', ')}; the examiner pack of their conversation has them whole.`,
        ),
        ...(more ? { next: last.row.position } : {}),
      },
    };
  },
});

/** What the tool reads of the audit. */
export interface TrailReading extends AuditReading {
  people(user: string, tenant?: string): readonly { readonly actor: string }[];
}

/** ISO 8601 writes the end of a day so; every time of the day is less, and of the next day none. */
function endOf(day: string): string {
  return `${day}T24:00:00.000Z`;
}

type RowOutput = z.output<typeof Row>;

/** A row as it is shown, and whether it is shown by the beginnings of what it holds. */
interface ShownRow {
  readonly row: RowOutput;
  readonly isShort: boolean;
}

function rowOutput({ user: _user, body, texts, erased, type, ...row }: TrailRow, longest: number): ShownRow {
  const json = JSON.stringify(body);
  const told = Object.entries(texts);
  const longestText = Math.min(LONGEST_TEXT, longest);
  return {
    row: {
      ...row,
      type: type as RowOutput['type'],
      body: shortened(json, longest),
      texts: told.map(([name, text]) => ({ name, text: shortened(text, longestText) })),
      erased: [...erased],
    },
    isShort: json.length > longest || told.some(([, text]) => text.length > longestText),
  };
}
