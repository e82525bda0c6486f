import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteLibraryStore } from '../../src/adapters/sqlite/library-store.ts';
import { createSqliteSegmentStore } from '../../src/adapters/sqlite/segment-store.ts';
import { AppError } from '../../src/core/errors.ts';
import { createLibrary, describedVersions, type Library } from '../../src/regulations/library.ts';
import type { LibraryStore } from '../../src/regulations/library-store.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { createEmbeddedIndex } from '../../src/regulations/search/embedded-index.ts';
import { versionFor } from '../../src/regulations/validity.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { memoryIndex } from './memory-index.ts';

describe('library', () => {
  let folder: string;
  let database: SqliteDatabase;
  let library: Library;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-library-'));
    database = openDatabase(join(folder, 'library.sqlite'));
    library = createLibrary({ store: createSqliteLibraryStore(database), index: memoryIndex() });
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const search = async (words: string, asOf?: string) => {
    await library.reconcile();
    return (await library.index.search(words, asOf === undefined ? {} : { asOf }, 20)).hits;
  };

  it('adds a version, and the same text again changes nothing', async () => {
    const first = await library.add(inventedAct());
    expect(first).toMatchObject({
      act: '32099R0001',
      change: 'added',
      version: { date: '2099-01-01', source: 'official' },
    });
    const revision = library.store.revision();
    expect((await library.add(inventedAct())).change).toBe('unchanged');
    expect(library.store.revision()).toBe(revision);
  });

  it('keeps older versions beside newer ones, each for its time', async () => {
    await library.add(inventedAct({ date: '2090-01-01', edition: 'first', consolidated: true }));
    await library.add(inventedAct({ date: '2095-01-01', edition: 'second', consolidated: true }));
    expect(library.versions()).toHaveLength(2);
    expect(describedVersions(library.versions()).map(({ from, until }) => [from, until])).toEqual([
      ['2090-01-01', '2095-01-01'],
      ['2095-01-01', undefined],
    ]);
    expect(versionFor('32099R0001', library.versions())?.date).toBe('2095-01-01');
    expect(versionFor('32099R0001', library.versions(), { asOf: '2094-12-31' })?.date).toBe('2090-01-01');
    expect(versionFor('32099R0001', library.versions(), { asOf: '2095-01-01' })?.date).toBe('2095-01-01');
    expect(versionFor('32099R0001', library.versions(), { asOf: '2089-12-31' })).toBeUndefined();
    expect((await search('second edition'))[0]?.versionKey).toContain('2095');
    expect((await search('guild', '2092-06-01')).every(({ versionKey }) => versionKey.includes('2090'))).toBe(true);
    expect(await search('guild', '2080-01-01')).toEqual([]);
  });

  it('an older version added later does not become the latest', async () => {
    await library.add(inventedAct({ date: '2095-01-01', edition: 'second', consolidated: true }));
    await library.add(inventedAct({ date: '2090-01-01', edition: 'first', consolidated: true }));
    expect((await search('guild')).every(({ versionKey }) => versionKey.includes('2095'))).toBe(true);
  });

  it('takes the richer of two sources of one state, whichever comes first', async () => {
    const rich = inventedAct({ articles: 12 });
    const poor: ImportedText = { ...inventedAct({ articles: 11 }), format: 'eu-json' };
    expect((await library.add(poor)).change).toBe('added');
    expect((await library.add(rich)).change).toBe('replaced');
    expect((await library.add(poor)).change).toBe('kept');
    expect((await library.add(poor)).warnings.join()).toMatch(/fuller text/);
    expect(library.versions()).toHaveLength(1);
    expect(library.versions()[0]).toMatchObject({ format: 'formex', provisions: rich.nodes.length });
  });

  it('prefers a text that lost nothing to a longer one that did', async () => {
    const lossy: ImportedText = {
      ...inventedAct({ articles: 20 }),
      nodes: inventedAct({ articles: 20 }).nodes.map((node, at) =>
        at === 3 ? { ...node, text: '', lost: true as const } : node,
      ),
    };
    await library.add(lossy);
    expect(library.versions()[0]?.lost).toHaveLength(1);
    expect((await library.add({ ...inventedAct({ articles: 12 }), format: 'eu-json' })).change).toBe('replaced');
    expect(library.versions()[0]?.lost).toEqual([]);
  });

  it('the official text replaces the digest of its act, and no digest comes back beside it', async () => {
    const digest: ImportedText = {
      ...inventedAct({ articles: 2, date: '2098-01-01' }),
      source: 'digest',
      format: 'digest',
    };
    await library.add(digest);
    expect(library.versions()[0]?.source).toBe('digest');
    await library.add({ ...inventedAct({ articles: 1 }), language: 'es' });
    expect(library.versions().map(({ language, source }) => [language, source])).toEqual([
      ['en', 'digest'],
      ['es', 'official'],
    ]);
    await library.remove('32099R0001', '2099-01-01');
    await library.add(inventedAct());
    expect(library.versions().map(({ source }) => source)).toEqual(['official']);
    expect((await library.add(digest)).change).toBe('kept');
    expect(library.versions().map(({ source }) => source)).toEqual(['official']);
  });

  it('asks for the act or the day where the file does not tell', async () => {
    const text = inventedAct();
    const nameless: ImportedText = { ...text, act: { ...text.act, id: '' } };
    await expect(library.add(nameless)).rejects.toThrow(/--act/);
    const dateless: ImportedText = { ...text, act: { ...text.act, dates: {} } };
    await expect(library.add(dateless)).rejects.toThrow(/--date/);
    expect((await library.add(nameless, { act: '32099R0009' })).act).toBe('32099R0009');
    expect((await library.add(dateless, { date: '2099-05-05' })).version.date).toBe('2099-05-05');
  });

  it('refuses to call a text another act than it says it is', async () => {
    const refusal = library.add(inventedAct(), { act: '32099R0009' });
    await expect(refusal).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(refusal).rejects.toThrow(/says that it is 32099R0001, and --act says 32099R0009/);
    expect(library.versions()).toEqual([]);
    expect((await library.add(inventedAct(), { act: '32099R0001' })).change).toBe('added');
  });

  it('refuses to date a text otherwise than it says, so that no earlier day is answered from it', async () => {
    const consolidation = inventedAct({ date: '2095-01-01', consolidated: true });
    const earlier = library.add(consolidation, { date: '2085-01-01' });
    await expect(earlier).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(earlier).rejects.toThrow(/consolidated to 2095-01-01, and --date says 2085-01-01/);
    await expect(library.add(inventedAct(), { date: '2099-03-01' })).rejects.toThrow(
      /is of 2099-01-01, and --date says 2099-03-01/,
    );
    expect(library.versions()).toEqual([]);
    expect((await library.add(consolidation, { date: '2095-01-01' })).version.date).toBe('2095-01-01');
  });

  it('takes the day of consolidation from the person where only the act’s own day stands in the file', async () => {
    const text = inventedAct({ date: '2090-06-01' });
    const json: ImportedText = { ...text, format: 'eu-json' };
    await expect(library.add(json, { date: '2090-05-31' })).rejects.toThrow(/is of 2090-06-01.*no text of it is older/);
    expect((await library.add(json, { date: '2095-01-01' })).version.date).toBe('2095-01-01');
    const page: ImportedText = { ...text, format: 'consolidated-xhtml' };
    await expect(library.add(page)).rejects.toThrow(/of which day.*--date/s);
    await library.add(page, { date: '2096-01-01' });
    expect(library.versions().map(({ date, consolidated }) => [date, consolidated])).toEqual([
      ['2095-01-01', false],
      ['2096-01-01', true],
    ]);
  });

  it('refuses nodes that are no tree, and stores nothing of them', async () => {
    const text = inventedAct();
    const twice: ImportedText = { ...text, nodes: [...text.nodes, ...text.nodes.slice(0, 1)] };
    await expect(library.add(twice)).rejects.toBeInstanceOf(AppError);
    expect(library.versions()).toEqual([]);
  });

  it('removes an act or one version, and the index follows', async () => {
    await library.add(inventedAct({ date: '2090-01-01', edition: 'first', consolidated: true }));
    await library.add(inventedAct({ date: '2095-01-01', edition: 'second', consolidated: true }));
    await library.reconcile();
    await library.remove('32099R0001', '2095-01-01');
    expect((await search('guild')).every(({ versionKey }) => versionKey.includes('2090'))).toBe(true);
    await library.remove('32099R0001');
    expect(await search('guild')).toEqual([]);
    expect(await library.index.held()).toEqual(new Set());
    await expect(library.remove('32099R0001')).rejects.toThrow(/holds no 32099R0001/);
  });
});

/** Two processes on one file: each has its own connection, library and index in memory. */
describe('a library that another process changes', () => {
  let folder: string;
  let databases: SqliteDatabase[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-shared-'));
    databases = [];
  });
  afterEach(() => {
    for (const database of databases) database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (around: (store: LibraryStore) => LibraryStore = (store) => store) => {
    const database = openDatabase(join(folder, 'library.sqlite'));
    databases.push(database);
    const segments = createSqliteSegmentStore(database);
    const index = createEmbeddedIndex({ segments });
    const library = createLibrary({ store: around(createSqliteLibraryStore(database)), index });
    const acts = async () => [...new Set((await index.search('guild ledgers', {}, 50)).hits.map(({ act }) => act))];
    return { library, index, segments, acts };
  };
  /** What the other process does meanwhile, the first time that it is asked for. */
  const once = (work: () => Promise<unknown>): (() => Promise<void>) => {
    let done = false;
    return async () => {
      if (done) return;
      done = true;
      await work();
    };
  };
  const OTHER = inventedAct({ act: '32099R0002', name: 'Regulation (EU) 2099/2' });

  it('decides what to do with a text on what is held when it is written', async () => {
    const two = open();
    await two.library.add(OTHER);
    const meanwhile = once(() => two.library.add(inventedAct()));
    const one = open((store) => ({
      ...store,
      change: (decide) => {
        void meanwhile();
        return store.change(decide);
      },
    }));
    expect(one.library.versions()).toHaveLength(1);
    expect((await one.library.add(inventedAct())).change).toBe('unchanged');
    expect(two.library.versions()).toHaveLength(2);
  });

  it('follows what is added while the index is brought to agree', async () => {
    const [one, two] = [open(), open()];
    await one.library.add(inventedAct());
    const held = one.index.held.bind(one.index);
    const meanwhile = once(async () => {
      await two.library.add(OTHER);
      await two.library.reconcile();
    });
    one.index.held = async () => {
      await meanwhile();
      return held();
    };
    // The first round knows nothing of the other act, and drops what the other process has just put.
    await one.library.reconcile();
    expect(await one.acts()).toEqual(['32099R0001', '32099R0002']);
    expect(await one.index.held()).toEqual(new Set(one.library.versions().map(({ key }) => key)));
    await two.library.reconcile();
    expect(await two.acts()).toEqual(['32099R0001', '32099R0002']);
  });

  it('puts again what another process dropped before it was committed', async () => {
    const [one, two] = [open(), open()];
    await one.library.add(inventedAct());
    const put = one.index.put.bind(one.index);
    let drops = 2;
    one.index.put = async (version, passages) => {
      await put(version, passages);
      drops -= 1;
      if (drops >= 0) two.segments.remove(version.key);
    };
    await one.library.reconcile();
    expect(await one.acts()).toEqual(['32099R0001']);
    expect(await one.index.held()).toEqual(new Set(one.library.versions().map(({ key }) => key)));
  });

  it('lets go of a version that is removed while it is about to be indexed', async () => {
    const [one, two] = [open(), open()];
    await one.library.add(inventedAct());
    await one.library.add(OTHER);
    const put = one.index.put.bind(one.index);
    const meanwhile = once(() => two.library.remove('32099R0002'));
    one.index.put = async (version, passages) => {
      await meanwhile();
      await put(version, passages);
    };
    await one.library.reconcile();
    expect(await one.acts()).toEqual(['32099R0001']);
    expect(await one.index.held()).toEqual(new Set(one.library.versions().map(({ key }) => key)));
  });

  it('gives up on an index that loses everything at once, and says so', async () => {
    const { library, index, segments } = open();
    await library.add(inventedAct());
    const put = index.put.bind(index);
    index.put = async (version, passages) => {
      await put(version, passages);
      segments.remove(version.key);
    };
    await expect(library.reconcile()).rejects.toThrow(/compliance doctor/);
  });
});
