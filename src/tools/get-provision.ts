import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import type { LawView } from '../regulations/law-view.ts';
import { namedActs } from '../regulations/named-acts.ts';
import { readPassage } from '../regulations/read-passage.ts';
import { placesNamed, type ShownProvision, showProvision } from '../regulations/shown-provision.ts';
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

export interface ProvisionDeps extends PageSize {
  readonly reader: LawReader;
  readonly clock: Clock;
}

const Provision = z.strictObject({
  id: z.string().describe('Stable id, act#place'),
  act: z.string(),
  place: z.string(),
  label: z.string().describe('How a lawyer cites it'),
  url: z.string().describe('Where the publisher shows the text'),
  breadcrumb: z.array(z.string()).describe('Headings around it'),
  version: versionOutput,
  standing: z.string().describe('What the version is, in one phrase'),
  text: z.string().describe('Its words, with those that introduce it, as stored'),
  left: z.int().min(0).optional().describe('Characters that are not shown'),
  terms: z
    .array(z.strictObject({ term: z.string(), id: z.string(), label: z.string() }))
    .describe('Defined terms that it uses, with the place of their definition'),
  references: z
    .array(
      z.strictObject({
        text: z.string(),
        id: z.string().optional().describe('Absent where the words do not tell for sure which place is meant'),
        resolved: z.boolean().describe('Whether the place stands in a text that is held'),
        label: z.string().optional(),
      }),
    )
    .describe('What it refers to'),
  referencedBy: z
    .array(z.strictObject({ id: z.string(), label: z.string(), text: z.string() }))
    .describe('Provisions that refer to it, at most 50'),
  referencedByTotal: z.int().min(0),
  notes: notesOutput,
});

export const getProvisionTool = defineTool({
  name: 'get_provision',
  title: 'Get a provision',
  description:
    'Reads exact provisions (article, paragraph, point, recital, annex) as they stood on a day, with the terms they use, what they refer to and what refers to them. Fails with the nearest places where one does not exist.',
  input: z.strictObject({
    provision: z
      .string()
      .trim()
      .min(1)
      .max(2_000)
      .describe('As people cite it ("Article 19(4) DORA", "art. 42 Ley 10/2010") or by id ("32022R2554#art_19/par_4")'),
    acts: actsInput,
    ...readingInput,
    from: z.int().min(0).default(0).describe('Character of the text to begin at: `next.from` of the result before'),
  }),
  output: z.strictObject({
    provisions: z.array(Provision),
    assumed: z.array(z.string()).describe('What was taken for granted in finding the place'),
    cut: cutOutput,
    next: z
      .strictObject({ provision: z.string(), from: z.int().min(0) })
      .optional()
      .describe('Arguments of the next call for what is left'),
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  run: async ({ provision, acts, asOf, language, from }, { reader, clock, pageCharacters }: ProvisionDeps) => {
    const view = reader.at(readingOf({ asOf, language }));
    const { found, assumed } = placesNamed(view, provision, acts === undefined ? undefined : namedActs(view, acts));
    const today = asOf ?? clock.today();
    const mostListed = Math.max(10, Math.floor(pageCharacters / LISTED / Math.min(found.length, 4)));
    const page = pageOf(
      found.map((place) => () => showProvision(view, place, today)),
      from,
      pageCharacters,
    );
    const rest = found.slice(page.shown.length);
    const [unfinished] = page.shown.filter(({ left }) => left > 0);
    const next =
      unfinished !== undefined
        ? { provision: ids(unfinished.provision, ...rest), from: unfinished.end }
        : rest.length > 0
          ? { provision: ids(...rest), from: 0 }
          : undefined;
    return {
      output: {
        provisions: page.shown.map((part) => outputOf(part, mostListed)),
        assumed: [...assumed],
        ...cutOf(page.shown, mostListed, next !== undefined),
        ...(next === undefined ? {} : { next }),
      },
      passages: page.shown.flatMap(({ provision: { act, place } }) => passagesRead(view, act, place)),
    };
  },
});

/** Of a page's characters, so many for each entry of a list: lists take a quarter of what the text does. */
const LISTED = 1_600;

interface Page {
  readonly shown: readonly ShownPart[];
}

interface ShownPart {
  readonly provision: ShownProvision;
  readonly text: string;
  readonly end: number;
  readonly left: number;
}

/** As many of the provisions as fit; the last one may be shown by its beginning. */
function pageOf(provisions: readonly (() => ShownProvision)[], from: number, characters: number): Page {
  const shown: ShownPart[] = [];
  let room = characters;
  for (const [at, read] of provisions.entries()) {
    if (room <= 0) break;
    const provision = read();
    const start = at === 0 ? from : 0;
    const text = provision.text.slice(start, start + room);
    const end = start + text.length;
    shown.push({ provision, text, end, left: Math.max(0, provision.text.length - end) });
    room -= text.length;
  }
  return { shown };
}

/** What the result leaves out, and how to get it. */
function cutOf(shown: readonly ShownPart[], most: number, goesOn: boolean): { readonly cut?: string } {
  const listed = shown.filter(({ provision }) => provision.references.length > most || provision.terms.length > most);
  const sentences = [
    ...(goesOn ? ['The text goes on: call again with the arguments in next for the rest.'] : []),
    ...listed.map(
      ({ provision: { id, references, terms } }) =>
        `${id} has ${references.length} references and ${terms.length} defined terms, of which the first ${most} are listed; read its paragraphs for theirs.`,
    ),
  ];
  return sentences.length === 0 ? {} : { cut: sentences.join(' ') };
}

function outputOf({ provision, text, left }: ShownPart, most: number) {
  const { breadcrumb, terms, references, referencedBy, notes, ...rest } = provision;
  return {
    ...rest,
    text,
    ...(left === 0 ? {} : { left }),
    breadcrumb: [...breadcrumb],
    terms: terms.slice(0, most),
    references: references.slice(0, most),
    referencedBy: referencedBy.slice(0, most),
    notes: [...notes],
  };
}

function ids(...places: readonly { readonly act: string; readonly place: string }[]): string {
  return places.map(({ act, place }) => `${act}#${place}`).join(', ');
}

function passagesRead(view: LawView, act: string, place: string) {
  const version = view.version(act);
  return (version && readPassage(view, version, place)) ?? [];
}
