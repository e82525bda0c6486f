import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { cleanQuestion, shortened } from '../core/text.ts';
import { type ExplainedTerm, explainTerm, type TermDefinition } from '../regulations/explain-term.ts';
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
  actOutput,
  actsInput,
  cutOutput,
  idOutput,
  labelOutput,
  notesOutput,
  type PageSize,
  readingInput,
  readingOf,
  urlOutput,
  versionOutput,
} from './law-schemas.ts';
import { cutOf, fitting } from './page.ts';

export interface TermDeps extends PageSize {
  readonly reader: LawReader;
  readonly clock: Clock;
}

/** Characters of one definition: hardly any is longer, and get_provision reads those. */
const LONGEST_DEFINITION = 2_000;

const Place = {
  id: idOutput,
  label: labelOutput,
  url: urlOutput,
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
    skip: z.int().min(0).default(0).describe('Definitions to leave out: `next` of the result before'),
  }),
  output: z.strictObject({
    definitions: z
      .array(
        z.strictObject({
          term: z.string().describe('As the definition prints it'),
          act: actOutput,
          ...Place,
          elsewhere: z.strictObject(Place).optional().describe('Where it is spelled out'),
        }),
      )
      .describe('Act by act'),
    actsSearched: z.int().min(0).describe('How many acts were searched'),
    notes: notesOutput,
    cut: cutOutput,
    next: z.int().min(1).optional().describe('Pass it as `skip` for the definitions that follow'),
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  run: async ({ term, acts, asOf, language, skip }, { reader, clock, pageCharacters }: TermDeps) => {
    const view = reader.at(readingOf({ asOf, language }));
    const wanted = acts === undefined ? view.heldActs() : namedActs(view, acts);
    const notHeld = wanted.filter((act) => view.version(act) === undefined);
    const explained = explainTerm(view, cleanQuestion(term), wanted);
    if (explained.definitions.length === 0) throw notDefined(term, view, explained, notHeld);
    const longest = Math.min(LONGEST_DEFINITION, Math.floor(pageCharacters / 4));
    const shown = fitting(definitionsOutput(view, explained.definitions.slice(skip), longest), pageCharacters);
    const end = skip + shown.length;
    const left = Math.max(0, explained.definitions.length - end);
    const places = explained.definitions.slice(skip, end).flatMap(placesOf);
    const short = places.filter(({ version, place }) => view.tree(version).readableText(place).length > longest);
    return {
      output: {
        definitions: [...shown],
        actsSearched: explained.acts.length,
        notes: [...notHeldNotes(notHeld), ...notesOn(view, places, asOf ?? clock.today())],
        ...cutOf(
          left === 0 ? undefined : `${left} more definitions; call again with skip set to next.`,
          short.length === 0
            ? undefined
            : `Cut short: ${short.map(({ version, place }) => provisionId(version.act, place)).join(', ')}; get_provision reads the whole.`,
        ),
        ...(left === 0 ? {} : { next: end }),
      },
      passages: places.flatMap(({ version, place }) => readPassage(view, version, place) ?? []),
    };
  },
});

interface DefinedAt {
  readonly version: VersionSummary;
  readonly place: string;
}

function placesOf({ version, place, elsewhere }: TermDefinition): readonly DefinedAt[] {
  return [{ version, place }, ...(elsewhere === undefined ? [] : [elsewhere])];
}

function notHeldNotes(acts: readonly string[]): readonly string[] {
  return acts.length === 0
    ? []
    : [`Not searched, for the library does not hold them for this reading: ${acts.join(', ')}.`];
}

function notDefined(term: string, view: LawView, { acts, near }: ExplainedTerm, notHeld: readonly string[]): AppError {
  const asked = term.slice(0, 80);
  const digests = acts.filter((act) => view.version(act)?.source === 'digest').length;
  if (acts.length === 0)
    return new AppError(
      'not_found',
      notHeld.length === 0
        ? 'The library holds no act for this reading, so that no term is defined.'
        : `The library does not hold ${notHeld.join(', ')} for this reading. list_regulations tells what it holds.`,
      { reason: 'act_not_held' },
    );
  return new AppError(
    'not_found',
    [
      `None of the ${acts.length} acts searched defines "${asked}".`,
      ...notHeldNotes(notHeld),
      ...(digests === 0 ? [] : [`Of ${digests} of them only a digest is held, which leaves definitions out.`]),
      ...(near.length === 0 ? [] : [`Terms that are near: ${near.join(', ')}.`]),
      'A search finds where the words are used.',
    ].join(' '),
    { suggestions: near },
  );
}

function* definitionsOutput(view: LawView, definitions: readonly TermDefinition[], longest: number) {
  for (const { term, version, place, elsewhere } of definitions)
    yield {
      term,
      act: version.act,
      ...placeOutput(view, version, place, longest),
      ...(elsewhere === undefined ? {} : { elsewhere: placeOutput(view, elsewhere.version, elsewhere.place, longest) }),
    };
}

function placeOutput(view: LawView, version: VersionSummary, place: string, longest: number) {
  return {
    id: provisionId(version.act, place),
    label: view.label(version, place),
    url: officialUrl(version, place),
    text: shortened(view.tree(version).readableText(place), longest),
    version: { date: version.date, source: version.source },
  };
}

function notesOn(view: LawView, places: readonly DefinedAt[], today: string): string[] {
  const notes = places.flatMap(({ version, place }) => standingNotes(version, [place], view.entry(version.act), today));
  return [...new Set(notes)];
}
