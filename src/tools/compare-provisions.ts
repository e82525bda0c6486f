import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { shortened } from '../core/text.ts';
import { type Compared, type ComparedChange, changesAt, sideBySide } from '../regulations/compare-provisions.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import { readPassage } from '../regulations/read-passage.ts';
import { defineTool } from './define-tool.ts';
import {
  cutOutput,
  dayInput,
  idOutput,
  labelOutput,
  notesOutput,
  type PageSize,
  versionOutput,
  wordsOutput,
} from './law-schemas.ts';
import { cutOf, fitting } from './page.ts';

const Side = z.strictObject({
  id: z.string().describe('Stable id, act#place; that of the act where a whole act is compared'),
  label: labelOutput,
  text: z.string().describe('As stored; empty where a whole act is compared'),
  version: versionOutput,
});

const Change = z.strictObject({
  id: idOutput,
  was: z.string().optional().describe('Its id before, where it has another number now'),
  formerly: z.string().optional().describe('What it was called then'),
  kind: z.enum(['added', 'removed', 'reworded', 'renumbered']).describe('What happened to it'),
  part: z.enum(['heading']).optional().describe('Set where the heading alone changed'),
  label: labelOutput,
  before: z.string().optional().describe('Absent where it was not there'),
  after: z.string().optional().describe('Absent where it is not there any more'),
  marks: z.array(z.enum(['modality', 'deadline'])).describe('What the change touches, where the words tell'),
  words: wordsOutput,
});

export const compareProvisionsTool = defineTool({
  name: 'compare_provisions',
  title: 'Compare provisions',
  description:
    'Shows what changed in a provision or a whole act between two days, or how two provisions differ (two acts, two paragraphs), word by word. Versions compared are official texts alone.',
  input: z.strictObject({
    provision: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .describe('One place ("Article 19 DORA", an id act#place), or an act by number or name'),
    with: z.string().trim().min(1).max(500).optional().describe('Another place, to set the two side by side'),
    from: dayInput('The earlier day; by default the version before').optional(),
    to: dayInput('The later day; by default the latest version').optional(),
    language: z.enum(['en', 'es']).optional().describe('Compare texts in this language'),
    skip: z.int().min(0).default(0).describe('Changes to leave out: `next` of the result before'),
  }),
  output: z.strictObject({
    kind: z.enum(['versions', 'provisions']).describe('Whether two versions or two provisions are compared'),
    left: Side.describe('The earlier version, or the provision asked for'),
    right: Side.describe('The later version, or the other provision'),
    changes: z.array(Change).describe('In the order of the text'),
    total: z.int().min(0).describe('All changes'),
    notes: notesOutput,
    cut: cutOutput,
    next: z.int().min(1).optional().describe('Pass it as `skip` for the changes that follow'),
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  run: async (input, { reader, pageCharacters }: PageSize & { readonly reader: LawReader }) => {
    const { provision, with: other, from, to, language, skip } = input;
    if (other !== undefined && (from !== undefined || to !== undefined))
      throw new AppError(
        'invalid_input',
        'Two provisions are compared as they stand now: leave "from" and "to" away, or leave "with" away to compare two versions.',
      );
    const asked = language === undefined ? {} : { language };
    const compared =
      other === undefined
        ? changesAt(reader, provision, {
            ...asked,
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
          })
        : sideBySide(reader, provision, other, asked);
    const { left, right } = compared;
    const shown = fitting(changesOutput(compared.changes.slice(skip), Math.floor(pageCharacters / 6)), pageCharacters);
    const end = skip + shown.length;
    const more = Math.max(0, compared.changes.length - end);
    const longest = Math.floor(pageCharacters / 4);
    const short = new Set([
      ...[left, right].filter(({ text }) => text.length > longest).map(({ id }) => id),
      ...shown.filter(({ isShort }) => isShort).map(({ change }) => change.id),
    ]);
    return {
      output: {
        kind: compared.kind,
        left: sideOutput(left, longest),
        right: sideOutput(right, longest),
        changes: shown.map(({ change }) => change),
        total: compared.changes.length,
        notes: [...compared.notes],
        ...cutOf(
          more === 0 ? undefined : `${more} more changes; call again with skip set to next.`,
          short.size === 0
            ? undefined
            : `Cut short: ${[...short].join(', ')}; compare its parts one by one, or read the whole with get_provision.`,
        ),
        ...(more === 0 ? {} : { next: end }),
      },
      passages: [left, right].flatMap(({ view, version, place }) =>
        place === undefined ? [] : (readPassage(view, version, place) ?? []),
      ),
    };
  },
});

function sideOutput({ id, label, text, version }: Compared['left'], longest: number) {
  return { id, label, text: shortened(text, longest), version: { date: version.date, source: version.source } };
}

type ChangeOutput = z.output<typeof Change>;

/** A change as it is shown, and whether it is shown by the beginnings of what it holds. */
interface ShownChange {
  readonly change: ChangeOutput;
  readonly isShort: boolean;
}

function* changesOutput(changes: readonly ComparedChange[], longest: number): Generator<ShownChange> {
  for (const change of changes) yield changeOutput(change, longest);
}

function changeOutput(
  { before, after, words: all, marks, was, part, formerly, ...change }: ComparedChange,
  longest: number,
): ShownChange {
  const words = wordsShown(all, 4 * longest);
  return {
    change: {
      ...change,
      ...(was === undefined ? {} : { was }),
      ...(part === undefined ? {} : { part }),
      ...(formerly === undefined ? {} : { formerly }),
      ...(before === null ? {} : { before: shortened(before, longest) }),
      ...(after === null ? {} : { after: shortened(after, longest) }),
      marks: [...marks],
      words: words ?? [...fitting(wordsChanged(all, longest), 4 * longest)],
    },
    isShort: words === undefined || [before, after].some((text) => text !== null && text.length > longest),
  };
}

/** All words, where they have room; `undefined` where they have not. */
function wordsShown(words: ComparedChange['words'], characters: number): ChangeOutput['words'] | undefined {
  return JSON.stringify(words).length <= characters ? words.map((word) => ({ ...word })) : undefined;
}

/** What went and what came, without what stayed around it. */
function* wordsChanged(words: ComparedChange['words'], longest: number) {
  for (const { kind, text } of words) if (kind !== 'same') yield { kind, text: shortened(text, longest) };
}
