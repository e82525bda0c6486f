import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteLibraryStore } from '../../src/adapters/sqlite/library-store.ts';
import { createSqliteSegmentStore } from '../../src/adapters/sqlite/segment-store.ts';
import { openDesk } from '../../src/compose.ts';
import { createLibrary, type Library } from '../../src/regulations/library.ts';
import { createEmbeddedIndex } from '../../src/regulations/search/embedded-index.ts';
import { checkLibrary } from '../../src/terminal/library.ts';
import { faultConfig } from './fault-config.ts';
import { ACTS, EDITIONS } from './guild-acts.ts';

/** The library as the processes left it, before a start could mend anything. */
export async function withLeftovers<T>(
  folder: string,
  look: (library: Library, segments: readonly string[]) => Promise<T> | T,
): Promise<T> {
  const database = openDatabase(join(folder, 'library.sqlite'));
  try {
    const segments = createSqliteSegmentStore(database);
    const library = createLibrary({
      store: createSqliteLibraryStore(database),
      index: createEmbeddedIndex({ segments }),
    });
    return await look(library, segments.keys());
  } finally {
    database.close();
  }
}

/** What is wrong with the law alone: the file, every tree and hash. Of the index nothing is asked yet. */
export async function checkLaw(library: Library): Promise<readonly string[]> {
  const asHeld = async () => new Set(library.versions().map(({ key }) => key));
  const health = async () => ({ status: 'healthy' as const, problems: [] });
  const index = { held: asHeld, health } as unknown as Library['index'];
  return checkLibrary({ ...library, index });
}

/** Every act in one edition, with all of its articles. */
export function checkEditions(library: Library): readonly string[] {
  return library.versions().flatMap((version) => {
    const tree = library.tree(version.key);
    const articles = ACTS.find(({ act }) => act === version.act)?.articles;
    const editions = EDITIONS.filter((edition) => tree.nodes.some(({ text }) => text.includes(edition)));
    return [
      ...(editions.length === 1 ? [] : [`${version.act} mixes the editions ${editions.join(' and ')}`]),
      ...(tree.tops().length === articles ? [] : [`${version.act} has ${tree.tops().length} articles`]),
    ];
  });
}

/** What is wrong once a start has brought the index to agree. */
export async function checkStarted(folder: string): Promise<readonly string[]> {
  const desk = await openDesk(faultConfig(folder), { starter: false });
  try {
    const known = new Set(desk.library.versions().map(({ key }) => key));
    const { hits } = await desk.library.index.search('guild exempt warden', {}, 50);
    const found = new Set(hits.map(({ versionKey }) => versionKey));
    return [
      ...(await checkLibrary(desk.library)),
      ...checkEditions(desk.library),
      ...[...found].filter((key) => !known.has(key)).map((key) => `a search found ${key}, which is not held`),
      ...[...known].filter((key) => !found.has(key)).map((key) => `a search did not find ${key}, which is held`),
    ];
  } finally {
    await desk.close();
  }
}
