import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { shortened } from '../core/text.ts';
import { contentsOf } from '../regulations/contents.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import type { LawView } from '../regulations/law-view.ts';
import { officialUrl } from '../regulations/mentions/official-url.ts';
import { namedAct } from '../regulations/named-acts.ts';
import { versionPhrase } from '../regulations/standing.ts';
import { defineTool } from './define-tool.ts';
import {
  actOutput,
  cutOutput,
  idOutput,
  labelOutput,
  type PageSize,
  readingInput,
  readingOf,
  urlOutput,
  versionOutput,
} from './law-schemas.ts';
import { cutOf, fitting } from './page.ts';

const LONGEST_TITLE = 400;
/** Characters of a heading: some acts head an article with a sentence. */
const LONGEST_HEADING = 300;

export const listProvisionsTool = defineTool({
  name: 'list_provisions',
  title: 'List provisions of an act',
  description:
    'Shows how one act is built: its articles and annexes with headings and chapters, recitals last. Use it to see what an act covers before reading any of its words.',
  input: z.strictObject({
    act: z.string().trim().min(2).max(200).describe('CELEX number, BOE identifier or name, such as 32022R2554 or DORA'),
    ...readingInput,
    skip: z.int().min(0).default(0).describe('Provisions to leave out: `next` of the result before'),
  }),
  output: z.strictObject({
    act: actOutput,
    name: z.string().describe('What it is called for short'),
    title: z.string().describe('Its full title'),
    url: urlOutput,
    version: versionOutput,
    standing: z.string().describe('What the version is, in one phrase'),
    provisions: z
      .array(
        z.strictObject({
          id: idOutput,
          label: labelOutput,
          heading: z.string().describe('Empty where it has none'),
          divisions: z.array(z.string()).describe('Headings of the title, chapter and section that it stands in'),
        }),
      )
      .describe('In the order of the text'),
    total: z.int().min(0).describe('All that the act has at this level'),
    cut: cutOutput,
    next: z.int().min(1).optional().describe('Pass it as `skip` for those that follow'),
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  run: async (
    { act: words, asOf, language, skip },
    { reader, pageCharacters }: PageSize & { readonly reader: LawReader },
  ) => {
    const view = reader.at(readingOf({ asOf, language }));
    const version = versionNamed(view, words);
    const lines = contentsOf(view, version).map(({ id, label, heading, divisions }) => ({
      id,
      label,
      heading: shortened(heading, LONGEST_HEADING),
      divisions: divisions.map((each) => shortened(each, LONGEST_HEADING)),
    }));
    const shown = fitting(lines.slice(skip), pageCharacters);
    const end = skip + shown.length;
    return {
      output: {
        act: version.act,
        name: view.shortName(version),
        title: shortened(version.about.title, LONGEST_TITLE),
        url: officialUrl(version),
        version: { date: version.date, source: version.source },
        standing: versionPhrase(version, view.entry(version.act)),
        provisions: [...shown],
        total: lines.length,
        ...cutOf(
          end < lines.length ? `${lines.length - end} more provisions; call again with skip set to next.` : undefined,
        ),
        ...(end < lines.length ? { next: end } : {}),
      },
    };
  },
});

/** @throws AppError `not_found` where the act is not held for that reading, `invalid_input` for words that name none */
function versionNamed(view: LawView, words: string) {
  const act = namedAct(view, words);
  const version = view.version(act);
  if (version !== undefined) return version;
  const name = view.entry(act)?.name ?? act;
  throw new AppError(
    'not_found',
    `${name} is not held, or not for that day and language. list_regulations tells what is.`,
    {
      reason: 'act_not_held',
    },
  );
}
