import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteLibraryStore } from '../../src/adapters/sqlite/library-store.ts';
import { AppError } from '../../src/core/errors.ts';
import { createLibrary, describedVersions, type Library } from '../../src/regulations/library.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
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
