import { z } from 'zod';
import { foldText, shortened } from '../core/text.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import { versionPhrase } from '../regulations/standing.ts';
import { validityOf } from '../regulations/validity.ts';
import { defineTool } from './define-tool.ts';
import { actOutput, cutOutput, dayInput, type PageSize, versionOutput } from './law-schemas.ts';

/** Characters that a row has, more or less: how many a page has room for follows from it. */
const ROW = 400;
/** Lost places that a row names: a text that lost more is to be fetched again. */
const MOST_LOST = 50;

const Row = z.strictObject({
  act: actOutput,
  name: z.string().describe('What it is called for short'),
  title: z.string().describe('Its full title'),
  authority: z.string().describe('Whose law it is'),
  kind: z.string().describe('Regulation, directive, law and so on'),
  language: z.enum(['en', 'es']).describe('Of the text'),
  version: versionOutput,
  holds: z
    .strictObject({
      from: z.string().describe('The first day on which it is read'),
      until: z.string().optional().describe('The first day on which a later version that is held takes its place'),
    })
    .describe('The days for which this version is read'),
  state: z.string().describe('What the version is, in one phrase'),
  provisions: z.int().min(0).describe('How many provisions it has'),
  lost: z.array(z.string()).describe('Places whose words the source lost'),
});

export const listRegulationsTool = defineTool({
  name: 'list_regulations',
  title: 'List regulations held',
  description:
    'Lists the acts and versions that the library holds, with authority, language, day of the text and whether it is the official text or a digest. Use it to learn what can be answered at all.',
  input: z.strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe('Only acts whose number, name or title has these words'),
    asOf: dayInput('Only versions that held on this day').optional(),
    skip: z.int().min(0).default(0).describe('Rows to leave out: `next` of the result before'),
  }),
  output: z.strictObject({
    versions: z.array(Row).describe('One row a version'),
    total: z.int().min(0).describe('All that fit what was asked'),
    cut: cutOutput,
    next: z.int().min(1).optional().describe('Pass it as `skip` for the rows that follow'),
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  run: async ({ name, asOf, skip }, { reader, pageCharacters }: PageSize & { readonly reader: LawReader }) => {
    const held = reader.library.versions();
    const view = reader.at({});
    const words = name === undefined ? [] : foldText(name).split(/\s+/);
    const fitting = held.filter((version) => {
      const { from, until } = validityOf(version, held);
      if (asOf !== undefined && (from > asOf || (until !== undefined && until <= asOf))) return false;
      const text = foldText(`${version.act} ${view.shortName(version)} ${version.about.name} ${version.about.title}`);
      return words.every((word) => text.includes(word));
    });
    const shown = fitting.slice(skip, skip + Math.max(1, Math.floor(pageCharacters / ROW)));
    const end = skip + shown.length;
    return {
      output: {
        versions: shown.map((version) => ({
          act: version.act,
          name: view.shortName(version),
          title: shortened(version.about.title, ROW),
          authority: version.about.authority,
          kind: version.about.kind,
          language: version.language,
          version: { date: version.date, source: version.source },
          holds: { ...validityOf(version, held) },
          state: versionPhrase(version, view.entry(version.act)),
          provisions: version.provisions,
          lost: version.lost.slice(0, MOST_LOST),
        })),
        total: fitting.length,
        ...(end < fitting.length
          ? { cut: `${fitting.length - end} more versions; call again with skip set to next.`, next: end }
          : {}),
      },
    };
  },
});
