import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import type { LawView } from '../regulations/law-view.ts';
import { namedActs } from '../regulations/named-acts.ts';
import { readPassage } from '../regulations/read-passage.ts';
import { placesNamed, showProvision } from '../regulations/shown-provision.ts';
import { defineTool } from './define-tool.ts';
import {
  actsInput,
  cutOutput,
  idOutput,
  labelOutput,
  notesOutput,
  type PageSize,
  provisionOutput,
  readingInput,
  readingOf,
  versionOutput,
} from './law-schemas.ts';
import { cutOf } from './page.ts';
import { pageOf, partOutput, type ShownPart } from './provision-pages.ts';

export interface ProvisionDeps extends PageSize {
  readonly reader: LawReader;
  readonly clock: Clock;
}

const Provision = z.strictObject({
  ...provisionOutput,
  breadcrumb: z.array(z.string()).describe('Headings around it'),
  version: versionOutput,
  standing: z.string().describe('What the version is, in one phrase'),
  text: z.string().describe('Its words, with those that introduce it, as stored'),
  left: z.int().min(0).optional().describe('Characters that are not shown'),
  terms: z
    .array(
      z.strictObject({ term: z.string().describe('As its definition prints it'), id: idOutput, label: labelOutput }),
    )
    .describe('Defined terms that it uses, with the place of their definition'),
  references: z
    .array(
      z.strictObject({
        text: z.string().describe('The words that refer'),
        id: z.string().optional().describe('Absent where the words do not tell for sure which place is meant'),
        resolved: z.boolean().describe('Whether the place stands in a text that is held'),
        label: labelOutput.optional(),
      }),
    )
    .describe('What it refers to'),
  referencedBy: z
    .array(z.strictObject({ id: idOutput, label: labelOutput, text: z.string().describe('The words that refer') }))
    .describe('Provisions that refer to it, at most 50'),
  referencedByTotal: z.int().min(0).describe('All that refer to it'),
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
    skip: z.int().min(0).default(0).describe('Provisions to leave out, of several: `next.skip` of the result before'),
    from: z.int().min(0).default(0).describe('Character of the text to begin at: `next.from` of the result before'),
  }),
  output: z.strictObject({
    provisions: z.array(Provision).describe('In the order in which they were named'),
    assumed: z.array(z.string()).describe('What was taken for granted in finding the place'),
    cut: cutOutput,
    next: z
      .strictObject({
        provision: z.string().describe('As asked'),
        acts: z.array(z.string()).optional().describe('As asked'),
        asOf: z.string().optional().describe('As asked'),
        language: z.enum(['en', 'es']).optional().describe('As asked'),
        skip: z.int().min(0).describe('Provisions that were shown whole'),
        from: z.int().min(0).describe('Characters of the one behind them that were shown'),
      })
      .optional()
      .describe('All arguments of the next call for what is left'),
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  run: async ({ skip, from, ...asked }, { reader, clock, pageCharacters }: ProvisionDeps) => {
    const { provision, acts, asOf, language } = asked;
    const view = reader.at(readingOf({ asOf, language }));
    const named = acts === undefined ? undefined : namedActs(view, acts);
    const { found, assumed, cut } = placesNamed(view, provision, named);
    const today = asOf ?? clock.today();
    const wanted = found.slice(skip);
    const shown = pageOf(
      wanted.map((place) => () => showProvision(view, place, today)),
      from,
      pageCharacters,
    );
    const last = shown.at(-1);
    const whole = last === undefined || last.left === 0 ? shown.length : shown.length - 1;
    const goesOn = whole < wanted.length;
    return {
      output: {
        provisions: shown.map(partOutput),
        assumed: [...assumed],
        ...cutOf(
          goesOn ? 'The text goes on: call again with the arguments in next for the rest.' : undefined,
          cut ? 'It names more places than are read at once; name the others in another call.' : undefined,
          ...cutNotes(shown),
        ),
        ...(goesOn
          ? { next: { ...asked, skip: skip + whole, from: whole < shown.length ? (last?.end ?? 0) : 0 } }
          : {}),
      },
      passages: shown.flatMap(({ provision: { act, place } }) => passagesRead(view, act, place)),
    };
  },
});

/** Of what refers to a provision the total is told; the rest of what it uses and refers to is told here. */
function cutNotes(shown: readonly ShownPart[]): readonly string[] {
  return shown
    .filter(({ unshown }) => unshown > 0)
    .map(
      ({ provision, unshown }) =>
        `${unshown} terms and references of ${provision.id} are not shown; read its parts one by one for theirs.`,
    );
}

function passagesRead(view: LawView, act: string, place: string) {
  const version = view.version(act);
  return (version && readPassage(view, version, place)) ?? [];
}
