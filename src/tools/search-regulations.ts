import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { cleanQuestion } from '../core/text.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import type { LawView } from '../regulations/law-view.ts';
import { namedActs } from '../regulations/named-acts.ts';
import { readPassage } from '../regulations/read-passage.ts';
import { type SearchHit, searchRegulations } from '../regulations/search-regulations.ts';
import { type Departure, defineTool } from './define-tool.ts';
import {
  actsInput,
  cutOutput,
  notesOutput,
  type PageSize,
  readingInput,
  readingOf,
  versionOutput,
} from './law-schemas.ts';

const MOST_RESULTS = 200;

export interface SearchDeps extends PageSize {
  readonly reader: LawReader;
  /** What the index could not take in yet, in sentences. */
  readonly behind: () => readonly string[];
  /** Where the words of a query go when vectors are made elsewhere. */
  readonly embedding?: Departure;
}

const Hit = z.strictObject({
  id: z.string().describe('Stable id, act#place; get_provision reads it'),
  act: z.string(),
  place: z.string(),
  label: z.string().describe('How a lawyer cites it'),
  url: z.string().describe('Where the publisher shows the text'),
  text: z.string().describe('The provision with the words that introduce it, as stored'),
  left: z.int().min(0).optional().describe('Characters of the provision that are not shown'),
  excerpt: z.string().describe('The sentences that matched best'),
  matched: z.array(z.string()).describe('Words of the query that it holds'),
  breadcrumb: z.array(z.string()).describe('Headings from the act down to the provision'),
  score: z.number().describe('Comparable within this result only'),
  why: z.string(),
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
    hits: z.array(Hit),
    missing: z
      .array(z.strictObject({ message: z.string(), suggestions: z.array(z.string()) }))
      .describe('Places in the query that do not exist or are not held'),
    actsSearched: z.int().min(0),
    notes: notesOutput,
    cut: cutOutput,
    next: z.int().min(1).optional().describe('Pass it as `skip` for the results that follow'),
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  departures: ({ embedding }: SearchDeps) => (embedding === undefined ? [] : [embedding]),
  run: async ({ query, acts, asOf, language, limit, skip }, { reader, behind, pageCharacters }, { tenant }) => {
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
    const shown = pageOf(wanted, pageCharacters);
    const more = outcome.hits.length > skip + shown.length && skip + shown.length < MOST_RESULTS;
    const cut = cutNote(shown, wanted.length);
    return {
      output: {
        hits: shown.map(({ hit, text, left }) => ({ ...hitOutput(hit), text, ...(left === 0 ? {} : { left }) })),
        missing: outcome.missing.map(({ message, suggestions }) => ({ message, suggestions: [...suggestions] })),
        actsSearched: outcome.acts.length,
        notes: [...behind(), ...outcome.notes, ...outcome.assumed],
        ...(cut === undefined ? {} : { cut }),
        ...(more ? { next: skip + shown.length } : {}),
      },
      passages: shown.flatMap(({ hit }) => passageOfHit(view, hit)),
    };
  },
});

/** A hit that fits on the page, its text cut where it alone would fill it. */
interface Shown {
  readonly hit: SearchHit;
  readonly text: string;
  readonly left: number;
}

function pageOf(hits: readonly SearchHit[], characters: number): readonly Shown[] {
  const shown: Shown[] = [];
  let room = characters;
  for (const hit of hits) {
    const text = hit.text.slice(0, Math.max(1_000, Math.floor(characters / 4)));
    const size = JSON.stringify({ ...hitOutput(hit), text }).length;
    if (shown.length > 0 && size > room) break;
    shown.push({ hit, text, left: hit.text.length - text.length });
    room -= size;
  }
  return shown;
}

function cutNote(shown: readonly Shown[], wanted: number): string | undefined {
  const cut = shown.filter(({ left }) => left > 0).map(({ hit }) => hit.id);
  const notes = [
    ...(shown.length < wanted
      ? [`${wanted - shown.length} results did not fit; call again with skip set to next.`]
      : []),
    ...(cut.length === 0 ? [] : [`Cut short: ${cut.join(', ')}; get_provision reads the whole.`]),
  ];
  return notes.length === 0 ? undefined : notes.join(' ');
}

function passageOfHit(view: LawView, hit: SearchHit) {
  const version = view.byKey(hit.versionKey);
  return (version && readPassage(view, version, hit.place)) ?? [];
}

function hitOutput({ versionKey: _key, coverage: _coverage, matched, breadcrumb, ...hit }: SearchHit) {
  return { ...hit, matched: [...matched], breadcrumb: [...breadcrumb] };
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
