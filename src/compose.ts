import { join } from 'node:path';
import { createImageFile } from './adapters/files/image-file.ts';
import { openDatabase } from './adapters/sqlite/database.ts';
import { createSqliteLibraryStore } from './adapters/sqlite/library-store.ts';
import { createSqliteSegmentStore } from './adapters/sqlite/segment-store.ts';
import { createExtractiveAnswer, type ExtractiveAnswer } from './assistant/extractive-answer.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import type { LawText } from './regulations/importers/import-law.ts';
import { createLawReader, type LawReader } from './regulations/law-reader.ts';
import { createLibrary, type Library } from './regulations/library.ts';
import { ACT_REGISTER } from './regulations/register/act-register.ts';
import { createEmbeddedIndex } from './regulations/search/embedded-index.ts';
import { loadStarter } from './regulations/starter/load-starter.ts';
import { STARTER_LIBRARY } from './regulations/starter/starter-library.ts';

/** Everything put together: what the doors are given. */
export interface Desk {
  readonly library: Library;
  readonly reader: LawReader;
  readonly answers: ExtractiveAnswer;
  readonly clock: Clock;
  /** Takes in what another process changed; cheap where nothing did. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface DeskOptions {
  readonly clock?: Clock;
  /** Told while versions are being indexed. */
  readonly progress?: (done: number, total: number) => void;
  /** False leaves an empty library empty. */
  readonly starter?: boolean;
}

/** The embedded default: SQLite and the embedded index in one folder, no server, no key. */
export async function openDesk(config: Config, options: DeskOptions = {}): Promise<Desk> {
  const database = openDatabase(join(config.dataFolder, 'library.sqlite'));
  const store = createSqliteLibraryStore(database);
  const index = createEmbeddedIndex({
    segments: createSqliteSegmentStore(database),
    image: createImageFile(join(config.dataFolder, 'search-image.bin')),
  });
  const library = createLibrary({ store, index });
  const clock = options.clock ?? systemClock;
  if (options.starter !== false) await loadStarter(library, STARTER_LIBRARY, ACT_REGISTER);
  // Taken before: what another process changes while the index is brought to agree is taken in by the next refresh.
  let revision = store.revision();
  await library.reconcile(options.progress);
  const reader = createLawReader(library, ACT_REGISTER);
  return {
    library,
    reader,
    clock,
    answers: createExtractiveAnswer(reader, clock),
    refresh: async () => {
      const now = store.revision();
      if (now === revision) return;
      await library.reconcile(options.progress);
      revision = now;
    },
    close: async () => {
      await index.close();
      database.close();
    },
  };
}

/** The files of a law as a person names them: a file, a folder or a zip, read safely and decoded. */
export async function readLawFiles(path: string): Promise<readonly LawText[]> {
  const reading = await import('./adapters/files/law-files.ts');
  return reading.readLawFiles(path);
}
