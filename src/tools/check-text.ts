import { z } from 'zod';
import type { CallContext } from '../core/call-context.ts';
import { AppError } from '../core/errors.ts';
import { cleanQuestion } from '../core/text.ts';
import type { Statement } from '../documents/document.ts';
import { statementsOf } from '../documents/statements.ts';
import { textBlocks } from '../documents/text-blocks.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import { namedActs } from '../regulations/named-acts.ts';
import { type SearchHit, type SearchRequest, searchRegulations } from '../regulations/search-regulations.ts';
import { defineTool } from './define-tool.ts';
import { passageOfHit, standingOf } from './found-provisions.ts';
import { actsInput, notesOutput, provisionOutput, readingInput, readingOf, versionOutput } from './law-schemas.ts';
import type { SearchDeps } from './search-regulations.ts';

const LONGEST_TEXT = 8_000;
/** Statements that are looked at; of a longer text the first. */
const MOST_STATEMENTS = 12;
/** Provisions of each: more would bury what bears on it most. */
const MOST_PROVISIONS = 2;
/** Share of a statement's weight in words that a provision holds, and how many of its words: less has them by accident. */
const LEAST_COVERAGE = 0.3;
const LEAST_WORDS = 2;
/** Places that are missing, above all: a sentence can name hundreds. */
const MOST_NOTES = 20;
/** Words named as matched: a statement may be long. */
const MOST_MATCHED = 30;

const JUDGES_NOT =
  'The provisions are those that rank highest for the words of each statement. Nobody has judged whether the text meets them; whether they apply to it is for a person to say.';

const Bearing = z.strictObject({
  ...provisionOutput,
  excerpt: z.string().describe('The sentences of it that matched best'),
  matched: z.array(z.string()).describe('Words of the statement that it holds'),
  version: versionOutput,
});

export const checkTextTool = defineTool({
  name: 'check_text',
  title: 'Check a text against the law',
  description:
    'Takes a short text of the bank apart into its statements and names, for each of them, the provisions of law that most likely bear on it, with excerpts. It does not judge whether the text complies.',
  input: z.strictObject({
    text: z.string().trim().min(1).max(LONGEST_TEXT).describe('The text, in English or Spanish'),
    acts: actsInput,
    ...readingInput,
  }),
  output: z.strictObject({
    statements: z
      .array(
        z.strictObject({
          text: z.string().describe('The statement, word for word'),
          section: z.array(z.string()).describe('Headings above it in the text'),
          provisions: z.array(Bearing).describe('What bears on it, most likely first; empty where nothing was found'),
        }),
      )
      .describe('In the order of the text'),
    actsSearched: z.int().min(0).describe('How many acts were looked through'),
    notes: notesOutput,
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  departures: ({ embedding }: SearchDeps) => (embedding === undefined ? [] : [embedding]),
  run: async ({ text, acts, asOf, language }, { reader, clock, behind }, context) => {
    const reading = readingOf({ asOf, language });
    const view = reader.at(reading);
    const statements = statementsIn(text);
    const looked = statements.slice(0, MOST_STATEMENTS);
    const request = { ...reading, ...(acts === undefined ? {} : { acts: namedActs(view, acts) }) };
    const found = await each(looked, (statement) => bearingOn(statement, request, reader, context));
    const hits = found.flatMap((each) => each.hits);
    return {
      output: {
        statements: found.map(({ statement, hits: bearing }) => ({
          text: statement.text,
          section: [...statement.section],
          provisions: bearing.map(bearingOutput),
        })),
        actsSearched: new Set(found.flatMap((each) => each.acts)).size,
        notes: [
          JUDGES_NOT,
          ...leftNote(statements.length - looked.length),
          ...behind(),
          ...[...new Set(found.flatMap(({ notes }) => notes))].slice(0, MOST_NOTES),
          ...standingOf(view, hits, asOf ?? clock.today()),
        ],
      },
      passages: [...new Map(hits.map((hit) => [`${hit.versionKey} ${hit.id}`, hit])).values()].flatMap((hit) =>
        passageOfHit(view, hit),
      ),
    };
  },
});

/** @throws AppError `invalid_input` where there is nothing in it */
function statementsIn(text: string): readonly Statement[] {
  const statements = statementsOf(textBlocks(cleanQuestion(text)), LONGEST_TEXT).filter((each) =>
    /\p{L}/u.test(each.text),
  );
  if (statements.length > 0) return statements;
  throw new AppError('invalid_input', 'The text has no words. Give the sentences that are to be looked up in the law.');
}

interface Found {
  readonly statement: Statement;
  readonly hits: readonly SearchHit[];
  readonly acts: readonly string[];
  readonly notes: readonly string[];
}

async function bearingOn(
  statement: Statement,
  request: Omit<SearchRequest, 'text' | 'limit'>,
  reader: LawReader,
  { tenant, signal }: CallContext,
): Promise<Found> {
  signal?.throwIfAborted();
  const text = statement.leadIn === undefined ? statement.text : `${statement.leadIn} ${statement.text}`;
  const outcome = await searchRegulations(reader, { ...request, text, limit: MOST_PROVISIONS, tenant });
  const missing = outcome.missing.map(({ message }) => message);
  return { statement, hits: outcome.hits.filter(bears), acts: outcome.acts, notes: [...outcome.notes, ...missing] };
}

/** A search always finds something; what has hardly a word in common with the statement bears on something else. */
function bears({ coverage, matched }: SearchHit): boolean {
  // A place that the statement names holds all of it.
  return coverage === 1 || (coverage >= LEAST_COVERAGE && matched.length >= LEAST_WORDS);
}

/** One behind the other: twelve searches at once would hold up everybody else. */
async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

function bearingOutput({ id, act, place, label, url, excerpt, matched, version }: SearchHit) {
  return { id, act, place, label, url, excerpt, matched: matched.slice(0, MOST_MATCHED), version: { ...version } };
}

function leftNote(left: number): readonly string[] {
  if (left <= 0) return [];
  return [
    `Only the first ${MOST_STATEMENTS} statements were looked at; ${left} more follow in the text. Give those on their own.`,
  ];
}
