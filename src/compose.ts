import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createImageFile } from './adapters/files/image-file.ts';
import { openDatabase, type SqliteDatabase } from './adapters/sqlite/database.ts';
import { createSqliteLibraryStore } from './adapters/sqlite/library-store.ts';
import { createSqliteSegmentStore } from './adapters/sqlite/segment-store.ts';
import { createExtractiveAnswer, type ExtractiveAnswer } from './assistant/extractive-answer.ts';
import { CELLAR, type Config, type EmbedderConfig } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import { AppError } from './core/errors.ts';
import type { Embedder } from './regulations/embedder.ts';
import type { LawSource } from './regulations/fetching/law-source.ts';
import { createFollowing, type Following } from './regulations/following.ts';
import type { LawText } from './regulations/importers/import-law.ts';
import { createLawReader, type LawReader } from './regulations/law-reader.ts';
import { createLibrary, type Library } from './regulations/library.ts';
import { createActNames } from './regulations/mentions/act-names.ts';
import { linksIn } from './regulations/references/links-in.ts';
import { ACT_REGISTER } from './regulations/register/act-register.ts';
import type { RegulationIndex } from './regulations/regulation-index.ts';
import { createEmbeddedIndex } from './regulations/search/embedded-index.ts';
import { loadStarter } from './regulations/starter/load-starter.ts';
import { STARTER_LIBRARY } from './regulations/starter/starter-library.ts';

/** Everything put together: what the doors are given. */
export interface Desk {
  readonly library: Library;
  readonly reader: LawReader;
  readonly answers: ExtractiveAnswer;
  readonly clock: Clock;
  /** What the index could not take in, in sentences for whoever searches. */
  behind(): readonly string[];
  readonly follow: Following['follow'];
  readonly refresh: Following['refresh'];
  close(): Promise<void>;
}

/** The settings that the desk rests on. */
export type DeskConfig = Pick<Config, 'dataFolder' | 'elasticsearch' | 'embedder'>;

/** The settings that fetching rests on. */
export type LawSourceConfig = Pick<Config, 'cellarUrl' | 'fetchPause'>;

export interface DeskOptions {
  readonly clock?: Clock;
  /** Told while versions are being indexed. */
  readonly progress?: (done: number, total: number) => void;
  /** False leaves the index as it is: for the one who is about to build it anew. */
  readonly follow?: boolean;
  /** False leaves an empty library empty. */
  readonly starter?: boolean;
}

/** The desk as set up: the library in one folder, searched by the embedded engine or by the server that is named. */
export async function openDesk(config: DeskConfig, options: DeskOptions = {}): Promise<Desk> {
  const database = openDatabase(join(config.dataFolder, 'library.sqlite'));
  try {
    const store = createSqliteLibraryStore(database);
    const index = await createIndex(config, database);
    const names = createActNames(ACT_REGISTER, []);
    const library = createLibrary({ store, index, links: (act, tree) => linksIn(act, tree, names) });
    const clock = options.clock ?? systemClock;
    if (options.starter !== false) await loadStarter(library, STARTER_LIBRARY, ACT_REGISTER);
    const following = createFollowing(library);
    if (options.follow !== false) await following.follow(options.progress);
    const reader = createLawReader(library, ACT_REGISTER);
    return {
      library,
      reader,
      clock,
      answers: withNotes(createExtractiveAnswer(reader, clock), () => following.behind),
      behind: () => following.behind,
      follow: following.follow,
      refresh: following.refresh,
      close: async () => {
        await index.close();
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whoever asks must know that the newest of the library may not have been searched. */
function withNotes(answers: ExtractiveAnswer, notes: () => readonly string[]): ExtractiveAnswer {
  return {
    ask: async (question) => {
      const answer = await answers.ask(question);
      return notes().length === 0 ? answer : { ...answer, notes: [...notes(), ...answer.notes] };
    },
  };
}

async function createIndex(config: DeskConfig, database: SqliteDatabase): Promise<RegulationIndex> {
  const { elasticsearch, dataFolder } = config;
  const embedder = config.embedder && (await createEmbedder(config.embedder));
  if (elasticsearch) {
    const { createElasticsearchIndex } = await import('./adapters/elasticsearch/elasticsearch-index.ts');
    const { caFile, ...settings } = elasticsearch;
    return createElasticsearchIndex({
      ...settings,
      ...(caFile === undefined ? {} : { ca: readCertificate(caFile) }),
      ...(embedder === undefined ? {} : { embedder }),
    });
  }
  return createEmbeddedIndex({
    segments: createSqliteSegmentStore(database),
    image: createImageFile(join(dataFolder, 'search-image.bin')),
    ...(embedder === undefined ? {} : { vectors: { store: createSqliteSegmentStore(database, 'vectors'), embedder } }),
  });
}

/** Each kind loads its libraries only when it is set up: together they weigh half a second. */
async function createEmbedder({ kind, model, url, apiVersion, ...more }: EmbedderConfig): Promise<Embedder> {
  if (kind === 'local') {
    const { createLocalEmbedder } = await import('./adapters/local-embedder/local-embedder.ts');
    return createLocalEmbedder({
      folder: model,
      ...(more.languages === undefined ? {} : { languages: more.languages }),
    });
  }
  const { createOpenAiEmbedder } = await import('./adapters/openai/openai-embedder.ts');
  return createOpenAiEmbedder({
    url: url ?? '',
    model,
    ...more,
    ...(kind === 'azure' ? { azure: { apiVersion } } : {}),
  });
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new AppError('misconfigured', `The certificate file ${file} that ELASTICSEARCH_CA names cannot be read.`, {
      cause: error,
    });
  }
}

/**
 * Where law is fetched. The publisher's host alone is read; where another address is set, that very one is trusted, be
 * it a gateway inside the bank.
 */
export async function openLawSource({
  cellarUrl,
  fetchPause,
}: LawSourceConfig): Promise<LawSource & { close(): Promise<void> }> {
  const [{ createCellarSource }, { createWebReader }, { readLawBytes }] = await Promise.all([
    import('./adapters/cellar/cellar-source.ts'),
    import('./adapters/web/web-reader.ts'),
    import('./adapters/files/law-files.ts'),
  ]);
  const web = createWebReader({
    hosts: [new URL(CELLAR).hostname],
    pause: fetchPause,
    trusted: new URL(cellarUrl).origin === CELLAR ? [] : [new URL(cellarUrl).origin],
  });
  const source = createCellarSource({ web, base: cellarUrl, readFiles: readLawBytes });
  return { fetch: source.fetch, close: web.close };
}

/** The files of a law as a person names them: a file, a folder or a zip, read safely and decoded. */
export async function readLawFiles(path: string): Promise<readonly LawText[]> {
  const reading = await import('./adapters/files/law-files.ts');
  return reading.readLawFiles(path);
}
