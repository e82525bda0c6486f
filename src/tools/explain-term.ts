import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { cleanQuestion } from '../core/text.ts';
import { type ExplainedTerm, explainTerm } from '../regulations/explain-term.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import type { LawView } from '../regulations/law-view.ts';
import type { VersionSummary } from '../regulations/library-store.ts';
import { officialUrl } from '../regulations/mentions/official-url.ts';
import { namedActs } from '../regulations/named-acts.ts';
import { provisionId } from '../regulations/place.ts';
import { readPassage } from '../regulations/read-passage.ts';
import { standingNotes } from '../regulations/standing.ts';
import { defineTool } from './define-tool.ts';
import {
  actsInput,
  cutOutput,
  notesOutput,
  type PageSize,
  readingInput,
  readingOf,
  versionOutput,
} from './law-schemas.ts';

export interface TermDeps extends PageSize {
  readonly reader: LawReader;
  readonly clock: Clock;
}

const MOST_DEFINITIONS = 25;

const Place = {
  id: z.string().describe('Stable id, act#place'),
  label: z.string(),
  url: z.string(),
  text: z.string().describe('The definition as stored'),
  version: versionOutput,
};

export const explainTermTool = defineTool({
  name: 'explain_term',
  title: 'Explain a defined term',
  description:
    'Gives the legal definitions of a term, act by act, word for word; a definition that only points to another act is followed there. Fails with terms that are near where no act defines it.',
  input: z.strictObject({
    term: z.string().trim().min(1).max(200).describe('The term, such as "ICT risk" or "titular real"'),
    acts: actsInput,
    ...readingInput,
  }),
  output: z.strictObject({
    definitions: z.array(
      z.strictObject({
        term: z.string().describe('As the definition prints it'),
        act: z.string(),
        ...Place,
        elsewhere: z.strictObject(Place).optional().describe('Where it is spelled out'),
      }),
    ),
    actsSearched: z.int().min(0),
    notes: notesOutput,
    cut: cutOutput,
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  run: async ({ term, acts, asOf, language }, { reader, clock, pageCharacters }: TermDeps) => {
    const view = reader.at(readingOf({ asOf, language }));
    const wanted = acts === undefined ? view.heldActs() : namedActs(view, acts);
    const explained = explainTerm(view, cleanQuestion(term), wanted);
    if (explained.definitions.length === 0) throw notDefined(term, view, explained);
    const longest = Math.max(1_000, Math.floor(pageCharacters / MOST_DEFINITIONS / 2));
    const shown = explained.definitions.slice(0, MOST_DEFINITIONS);
    const places = shown.flatMap(({ version, place, elsewhere }) => [
      { version, place },
      ...(elsewhere === undefined ? [] : [elsewhere]),
    ]);
    const left = explained.definitions.length - shown.length;
    const today = asOf ?? clock.today();
    return {
      output: {
        definitions: shown.map(({ term: printed, version, place, elsewhere }) => ({
          term: printed,
          act: version.act,
          ...placeOutput(view, version, place, longest),
          ...(elsewhere === undefined
            ? {}
            : { elsewhere: placeOutput(view, elsewhere.version, elsewhere.place, longest) }),
        })),
        actsSearched: explained.acts.length,
        notes: notesOn(view, places, today),
        ...(left === 0 ? {} : { cut: `${left} more acts define it; name the acts to read theirs.` }),
      },
      passages: places.flatMap(({ version, place }) => readPassage(view, version, place) ?? []),
    };
  },
});

function notDefined(term: string, view: LawView, { acts, near }: ExplainedTerm): AppError {
  const digests = acts.filter((act) => view.version(act)?.source === 'digest').length;
  const sentences = [
    `None of the ${acts.length} acts searched defines "${term.slice(0, 80)}".`,
    ...(digests === 0 ? [] : [`Of ${digests} of them only a digest is held, which leaves definitions out.`]),
    ...(near.length === 0 ? [] : [`Terms that are near: ${near.join(', ')}.`]),
    'A search finds where the words are used.',
  ];
  return new AppError('not_found', sentences.join(' '), { suggestions: near });
}

function placeOutput(view: LawView, version: VersionSummary, place: string, longest: number) {
  const text = view.tree(version).readableText(place);
  return {
    id: provisionId(version.act, place),
    label: view.label(version, place),
    url: officialUrl(version, place),
    text: text.length <= longest ? text : `${text.slice(0, longest)} […]`,
    version: { date: version.date, source: version.source },
  };
}

function notesOn(
  view: LawView,
  places: readonly { readonly version: VersionSummary; readonly place: string }[],
  today: string,
): string[] {
  const notes = places.flatMap(({ version, place }) => standingNotes(version, [place], view.entry(version.act), today));
  return [...new Set(notes)];
}
