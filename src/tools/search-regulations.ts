import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { beginningOf, cleanQuestion } from '../core/text.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import { namedActs } from '../regulations/named-acts.ts';
import { type SearchHit, SPELLED_ALIKE, searchRegulations } from '../regulations/search-regulations.ts';
import { type Departure, defineTool } from './define-tool.ts';
import { passageOfHit, standingOf } from './found-provisions.ts';
import {
  actsInput,
  cutOutput,
  notesOutput,
  type PageSize,
  provisionOutput,
  readingInput,
  readingOf,
  versionOutput,
} from './law-schemas.ts';
import { cutOf, fitting } from './page.ts';

const MOST_RESULTS = 200;
/** Characters that a hit's text has room for on the smallest of pages. */
const LEAST_TEXT = 1_000;
/** Missing places that are told of: a range can name hundreds. */
const MOST_MISSING = 10;
/** Words named as matched: a query may be pages long. */
const MOST_MATCHED = 50;

export interface SearchDeps extends PageSize {
  readonly reader: LawReader;
  readonly clock: Clock;
  /** What the index could not take in yet, in sentences. */
  readonly behind: () => readonly string[];
  /** Where the words of a query go when vectors are made elsewhere. */
  readonly embedding?: Departure;
}

const Hit = z.strictObject({
  ...provisionOutput,
  text: z.string().describe('The provision with the words that introduce it, as stored'),
  left: z.int().min(0).optional().describe('Characters of the provision that are not shown'),
  excerpt: z.string().describe('The sentences that matched best'),
  matched: z.array(z.string()).describe('Words of the query that it holds, or the law’s own words for them'),
  breadcrumb: z.array(z.string()).describe('Headings from the act down to the provision'),
  score: z.number().describe('Comparable within this result only'),
  why: z.string().describe('Why it was found'),
  version: versionOutput,
});

export const searchRegulationsTool = defineTool({
  name: 'search_regulations',
  title: 'Search regulations',
  description:
    'Finds provisions of the financial regulations held (EU and Spanish law) by words or by exact place, best first, each with its text, citation and version. Use it to find where a matter is regulated.',
  input: z.strictObject({
    query: z.string().trim().min(1).max(8_000).describe('Words, a question, or a place such as "Article 19(4) DORA"'),
    acts: actsInput,
    ...readingInput,
    limit: z.int().min(1).max(MOST_RESULTS).default(10).describe('How many results'),
    skip: z.int().min(0).max(MOST_RESULTS).default(0).describe('Results to leave out: `next` of the result before'),
  }),
  output: z.strictObject({
    hits: z.array(Hit).describe('Best first; an exact place that the query names before all others'),
    missing: z
      .array(
        z.strictObject({
          message: z.string().describe('What is missing, and why'),
          suggestions: z.array(z.string()).describe('What could be meant instead'),
        }),
      )
      .describe('Places in the query that do not exist or are not held'),
    actsSearched: z.int().min(0).describe('How many acts were searched'),
    notes: notesOutput,
    cut: cutOutput,
    next: z.int().min(1).optional().describe('Pass it as `skip` for the results that follow'),
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  departures: ({ embedding }: SearchDeps) => (embedding === undefined ? [] : [embedding]),
  run: async ({ query, acts, asOf, language, limit, skip }, { reader, clock, behind, pageCharacters }, { tenant }) => {
    const reading = readingOf({ asOf, language });
    const view = reader.at(reading);
    const outcome = await searchRegulations(reader, {
      ...reading,
      ...(acts === undefined ? {} : { acts: namedActs(view, acts) }),
      text: cleaned(query),
      limit: Math.min(skip + limit + 1, MOST_RESULTS + 1),
      tenant,
    });
    const wanted = outcome.hits.slice(skip, skip + limit);
    const longest = Math.max(LEAST_TEXT, Math.floor(pageCharacters / 4));
    const shown = fitting(
      wanted.map((hit) => hitOutput(hit, longest)),
      pageCharacters,
    );
    const found = wanted.slice(0, shown.length);
    const more = outcome.hits.length > skip + shown.length && skip + shown.length < MOST_RESULTS;
    return {
      output: {
        hits: [...shown],
        missing: outcome.missing
          .slice(0, MOST_MISSING)
          .map(({ message, suggestions }) => ({ message, suggestions: [...suggestions] })),
        actsSearched: outcome.acts.length,
        notes: [
          ...spelledNotes(found),
          ...behind(),
          ...outcome.notes,
          ...outcome.assumed,
          ...standingOf(view, found, asOf ?? clock.today()),
        ],
        ...cutOf(...cutNotes(shown, wanted.length), missingNote(outcome.missing.length - MOST_MISSING)),
        ...(more ? { next: skip + shown.length } : {}),
      },
      passages: found.flatMap((hit) => passageOfHit(view, hit)),
    };
  },
});

type HitOutput = z.output<typeof Hit>;

function cutNotes(shown: readonly HitOutput[], wanted: number): readonly (string | undefined)[] {
  const cut = shown.filter(({ left }) => left !== undefined).map(({ id }) => id);
  return [
    shown.length < wanted
      ? `${wanted - shown.length} results did not fit; call again with skip set to next.`
      : undefined,
    cut.length === 0 ? undefined : `Cut short: ${cut.join(', ')}; get_provision reads the whole.`,
  ];
}

function missingNote(left: number): string | undefined {
  return left > 0 ? `${left} more of the places named are missing as well.` : undefined;
}

/** A search always finds something that is spelled alike; without this it would pass for an answer. */
function spelledNotes(hits: readonly SearchHit[]): readonly string[] {
  return hits.length > 0 && hits.every(({ why }) => why.startsWith(SPELLED_ALIKE))
    ? [
        'No provision searched holds any of the words: what is shown is only spelled like them, and may have nothing to do with the matter. Words find texts in their own language alone.',
      ]
    : [];
}

function hitOutput(
  { versionKey: _key, coverage: _coverage, text: whole, matched, breadcrumb, ...hit }: SearchHit,
  longest: number,
): HitOutput {
  const text = beginningOf(whole, longest);
  const left = whole.length - text.length;
  return {
    ...hit,
    text,
    ...(left === 0 ? {} : { left }),
    matched: matched.slice(0, MOST_MATCHED),
    breadcrumb: [...breadcrumb],
  };
}

function cleaned(query: string): string {
  const text = cleanQuestion(query).trim();
  if (text === '')
    throw new AppError(
      'invalid_input',
      'The query is empty. Search for words or a place, as in "ICT third-party risk".',
    );
  return text;
}
