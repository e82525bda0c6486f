import { z } from 'zod';
import { foldText } from '../core/text.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import { versionPhrase } from '../regulations/standing.ts';
import { validityOf } from '../regulations/validity.ts';
import { defineTool } from './define-tool.ts';
import { cutOutput, dayInput, type PageSize, versionOutput } from './law-schemas.ts';

const PAGE = 50;
/** Characters of a row beside the law: what a page has room for follows from it. */
const ROW = 400;

const Row = z.strictObject({
  act: z.string().describe('CELEX number or BOE identifier'),
  name: z.string(),
  title: z.string(),
  authority: z.string(),
  kind: z.string(),
  language: z.enum(['en', 'es']),
  version: versionOutput,
  holds: z.strictObject({
    from: z.string(),
    until: z.string().optional().describe('The first day on which a later version that is held takes its place'),
  }),
  state: z.string().describe('What the version is, in one phrase'),
  provisions: z.int().min(0),
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
    versions: z.array(Row),
    total: z.int().min(0),
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
    const shown = fitting.slice(skip, skip + Math.max(PAGE, Math.floor(pageCharacters / ROW)));
    const end = skip + shown.length;
    return {
      output: {
        versions: shown.map((version) => ({
          act: version.act,
          name: view.shortName(version),
          title: version.about.title.slice(0, ROW),
          authority: version.about.authority,
          kind: version.about.kind,
          language: version.language,
          version: { date: version.date, source: version.source },
          holds: { ...validityOf(version, held) },
          state: versionPhrase(version, view.entry(version.act)),
          provisions: version.provisions,
          lost: version.lost.slice(0, PAGE),
        })),
        total: fitting.length,
        ...(end < fitting.length
          ? { cut: `${fitting.length - end} more versions; call again with skip set to next.`, next: end }
          : {}),
      },
    };
  },
});
