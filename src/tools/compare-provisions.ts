import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { type Compared, type ComparedChange, changesAt, sideBySide } from '../regulations/compare-provisions.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import { readPassage } from '../regulations/read-passage.ts';
import { defineTool } from './define-tool.ts';
import { cutOutput, dayInput, notesOutput, type PageSize, versionOutput, wordsOutput } from './law-schemas.ts';

const Side = z.strictObject({
  id: z.string(),
  label: z.string(),
  text: z.string().describe('As stored; empty where a whole act is compared'),
  version: versionOutput,
});

const Change = z.strictObject({
  id: z.string(),
  was: z.string().optional().describe('Its id before, where it has another number now'),
  formerly: z.string().optional().describe('What it was called then'),
  kind: z.enum(['added', 'removed', 'reworded', 'renumbered']),
  part: z.enum(['heading']).optional(),
  label: z.string(),
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
    kind: z.enum(['versions', 'provisions']),
    left: Side.describe('The earlier version, or the provision asked for'),
    right: Side.describe('The later version, or the other provision'),
    changes: z.array(Change),
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
    const shown = pageOf(compared.changes.slice(skip), pageCharacters);
    const end = skip + shown.length;
    const longest = Math.floor(pageCharacters / 4);
    const { left, right } = compared;
    return {
      output: {
        kind: compared.kind,
        left: sideOutput(left, longest),
        right: sideOutput(right, longest),
        changes: shown,
        total: compared.changes.length,
        notes: [...compared.notes],
        ...(end < compared.changes.length
          ? { cut: `${compared.changes.length - end} more changes; call again with skip set to next.`, next: end }
          : {}),
      },
      passages: [left, right].flatMap(({ view, version, place }) =>
        place === undefined ? [] : (readPassage(view, version, place) ?? []),
      ),
    };
  },
});

function sideOutput({ id, label, text, version }: Compared['left'], longest: number) {
  return {
    id,
    label,
    text: text.length <= longest ? text : `${text.slice(0, longest)} […]`,
    version: { date: version.date, source: version.source },
  };
}

type ChangeOutput = z.output<typeof Change>;

/** As many changes as fit; one that alone would fill the page is shown by its beginning. */
function pageOf(changes: readonly ComparedChange[], characters: number): ChangeOutput[] {
  const shown: ChangeOutput[] = [];
  let room = characters;
  for (const change of changes) {
    const output = changeOutput(change, Math.floor(characters / 6));
    const size = JSON.stringify(output).length;
    if (shown.length > 0 && size > room) break;
    shown.push(output);
    room -= size;
  }
  return shown;
}

function changeOutput(
  { before, after, words, marks, was, part, formerly, ...change }: ComparedChange,
  longest: number,
): ChangeOutput {
  const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)} […]`);
  const diff = words.reduce((sum, { text }) => sum + text.length, 0);
  return {
    ...change,
    ...(was === undefined ? {} : { was }),
    ...(part === undefined ? {} : { part }),
    ...(formerly === undefined ? {} : { formerly }),
    ...(before === null ? {} : { before: cut(before) }),
    ...(after === null ? {} : { after: cut(after) }),
    marks: [...marks],
    words:
      diff <= 2 * longest
        ? words.map((word) => ({ ...word }))
        : words
            .filter(({ kind }) => kind !== 'same')
            .slice(0, 200)
            .map((word) => ({ ...word, text: cut(word.text).slice(0, 2_000) })),
  };
}
