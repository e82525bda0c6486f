import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { type Desk, type DeskOptions, libraryFile, openDesk } from '../../src/compose.ts';
import type { ActKind, Language } from '../../src/regulations/act.ts';
import { buildProvision } from '../../src/regulations/importers/provision-builder.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { fixedClock } from '../fixed-clock.ts';

/** A desk of its own over invented law, for tests of the tools. */
export interface ToolDesk {
  readonly desk: Desk;
  readonly tools: Desk['toolbox']['tools'];
  readonly folder: string;
  close(): Promise<void>;
}

/** The day on which the tests are run, as the desk sees it. */
export const TODAY = '2040-06-15';

export async function toolDesk(texts: readonly ImportedText[], options: DeskOptions = {}): Promise<ToolDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-tools-'));
  const desk = await openDesk({ dataFolder: folder }, { starter: false, clock: fixedClock(TODAY), ...options });
  for (const text of texts) await desk.library.add(text);
  return {
    desk,
    tools: desk.toolbox.tools,
    folder,
    close: async () => {
      await desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Blocks = Parameters<typeof buildProvision>[0]['blocks'];

/** Number, heading and what stands below them. */
export type Article = readonly [number: string, heading: string, ...blocks: Blocks];

export interface ActOptions {
  readonly kind?: ActKind;
  readonly name?: string;
  readonly shortName?: string;
  readonly language?: Language;
  readonly date?: string;
  /** Makes it a consolidated text of that day. */
  readonly consolidatedTo?: string;
}

/** An act of the Union, or of Spain where it is in Spanish. */
export function actOf(id: string, title: string, articles: readonly Article[], options: ActOptions = {}): ImportedText {
  const {
    kind = 'regulation',
    name = title,
    shortName,
    language = 'en',
    date = '2031-01-01',
    consolidatedTo,
  } = options;
  const word = language === 'es' ? 'Artículo' : 'Article';
  return {
    act: {
      id,
      kind,
      authority: language === 'es' ? 'ES' : 'EU',
      title,
      name,
      ...(shortName === undefined ? {} : { shortName }),
      dates: { document: date },
    },
    language,
    format: language === 'es' ? 'boe-markdown' : 'formex',
    source: 'official',
    ...(consolidatedTo === undefined ? {} : { consolidatedTo }),
    nodes: articles.flatMap(
      ([number, heading, ...blocks]) =>
        buildProvision({
          place: `art_${number}`,
          marker: `${word} ${number}`,
          heading,
          divisions: ['CHAPTER I'],
          blocks,
        }).nodes,
    ),
    warnings: [],
  };
}

/** Every table but those of the audit and of what is used, row by row, and every file beside the database: what a reading tool leaves alone. */
export function contentsOf({ folder, desk }: Pick<ToolDesk, 'folder' | 'desk'>): Readonly<Record<string, unknown>> {
  const database = openDatabase(libraryFile({ dataFolder: folder }));
  try {
    const tables = database
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'audit_%' AND name NOT LIKE 'usage_%' ORDER BY name",
      )
      .all() as readonly { readonly name: string }[];
    return {
      revision: desk.library.store.revision(),
      ...Object.fromEntries(tables.map(({ name }) => [name, database.prepare(`SELECT * FROM "${name}"`).lists()])),
      ...Object.fromEntries(
        readdirSync(folder)
          .filter((file) => !file.startsWith('library.sqlite'))
          .map((file) => [
            file,
            createHash('sha256')
              .update(readFileSync(join(folder, file)))
              .digest('hex'),
          ]),
      ),
    };
  } finally {
    database.close();
  }
}
