import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteLibraryStore } from '../../src/adapters/sqlite/library-store.ts';
import { createLibrary, type Library } from '../../src/regulations/library.ts';
import type { RegisterEntry } from '../../src/regulations/register/register-entry.ts';
import { loadStarter } from '../../src/regulations/starter/load-starter.ts';
import { article, type StarterAct } from '../../src/regulations/starter/starter-act.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { memoryIndex } from './memory-index.ts';

const entry = (act: string): RegisterEntry => ({
  act,
  kind: 'regulation',
  authority: 'EU',
  name: `Regulation ${act}`,
  about: 'Care of guild property',
  aliases: { en: [], es: [] },
  dates: {},
  amended: false,
});

const GUILDS = '32099R0001';
const FERRIES = '32099R0002';
const BRIDGES = '32099R0003';
const REGISTER = [GUILDS, FERRIES, BRIDGES].map(entry);

const digest = (act: string, ...statements: readonly string[]): StarterAct => ({
  act,
  date: '2099-01-01',
  articles: [
    article(
      '1',
      'Duties',
      statements.map((text, at) => [`par_${at + 1}`, text] as const),
    ),
  ],
});

const FIRST = [
  digest(GUILDS, 'Guilds count their seals every day.', 'They keep the seals for five years.'),
  digest(FERRIES, 'Ferries carry a lamp.'),
];

describe('loading of the digests', () => {
  let folder: string;
  let database: SqliteDatabase;
  let library: Library;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-starter-'));
    database = openDatabase(join(folder, 'library.sqlite'));
    library = createLibrary({ store: createSqliteLibraryStore(database), index: memoryIndex() });
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const load = (edition: readonly StarterAct[]) => loadStarter(library, edition, REGISTER);
  const held = () => library.versions().map(({ act, language, source }) => `${act} ${language} ${source}`);
  const words = (act: string): string => {
    const version = library.versions().find((each) => each.act === act && each.source === 'digest');
    return version ? library.tree(version.key).wholeText('art_1') : '';
  };

  it('adds all to an empty library, once', async () => {
    expect(await load(FIRST)).toBe(true);
    expect(held()).toEqual([`${GUILDS} en digest`, `${FERRIES} en digest`]);
    const revision = library.store.revision();
    expect(await load(FIRST)).toBe(false);
    expect(library.store.revision()).toBe(revision);
  });

  it('a later edition replaces an earlier one, though it is shorter or of another day', async () => {
    await load(FIRST);
    const shorter = digest(GUILDS, 'Guilds count their seals every week.');
    expect(await load([shorter, ...FIRST.slice(1)])).toBe(true);
    expect(words(GUILDS)).toContain('every week');
    expect(words(GUILDS)).not.toContain('five years');
    const later = { ...digest(GUILDS, 'Guilds count their seals every month.'), date: '2099-06-01' };
    await load([later, ...FIRST.slice(1)]);
    expect(held()).toEqual([`${GUILDS} en digest`, `${FERRIES} en digest`]);
    expect(words(GUILDS)).toContain('every month');
  });

  it('adds the acts that are new in a later edition', async () => {
    await load(FIRST);
    expect(await load([...FIRST, digest(BRIDGES, 'Bridges are swept.')])).toBe(true);
    expect(words(BRIDGES)).toContain('swept');
  });

  it('brings back nothing that a person removed, in no edition, and still the rest', async () => {
    await load(FIRST);
    await library.remove(GUILDS);
    expect(await load(FIRST)).toBe(false);
    await load([digest(GUILDS, 'Guilds count twice.'), digest(FERRIES, 'Ferries carry two lamps.')]);
    expect(held()).toEqual([`${FERRIES} en digest`]);
    expect(words(FERRIES)).toContain('two lamps');
  });

  it('a removal by another process while the digests are renewed counts too', async () => {
    await load(FIRST);
    await library.remove(GUILDS);
    const stale: Library = { ...library, store: { ...library.store, note: () => undefined } };
    await loadStarter(stale, [digest(GUILDS, 'Guilds count twice.')], REGISTER);
    expect(held()).toEqual([`${FERRIES} en digest`]);
  });

  it('gives way to the official text in its own language, and stands in again once that is removed', async () => {
    await load(FIRST);
    await library.add(inventedAct({ act: GUILDS, date: '2099-02-01' }));
    expect(held()).toEqual([`${GUILDS} en official`, `${FERRIES} en digest`]);
    await load([digest(GUILDS, 'Guilds count twice.'), ...FIRST.slice(1)]);
    expect(held()).toEqual([`${GUILDS} en official`, `${FERRIES} en digest`]);
    await library.remove(GUILDS);
    await load([digest(GUILDS, 'Guilds count twice.'), ...FIRST.slice(1)]);
    expect(words(GUILDS)).toContain('count twice');
  });

  it('stays beside an official text in another language', async () => {
    await load(FIRST);
    await library.add({ ...inventedAct({ act: GUILDS, articles: 1, date: '2099-02-01' }), language: 'es' });
    expect(held()).toEqual([`${GUILDS} en digest`, `${GUILDS} es official`, `${FERRIES} en digest`]);
    await load([digest(GUILDS, 'Guilds count twice.'), ...FIRST.slice(1)]);
    expect(words(GUILDS)).toContain('count twice');
    await library.remove(GUILDS, '2099-02-01');
    expect(await load([digest(GUILDS, 'Guilds count twice.'), ...FIRST.slice(1)])).toBe(false);
    expect(held()).toEqual([`${GUILDS} en digest`, `${FERRIES} en digest`]);
  });
});
