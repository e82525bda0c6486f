import { afterEach, describe, expect, it } from 'vitest';
import type { LibraryStore, StoredVersion } from '../../src/regulations/library-store.ts';
import { provisionHash, provisionTree } from '../../src/regulations/provision-tree.ts';
import type { Link } from '../../src/regulations/references/link.ts';
import { type InventedOptions, inventedAct } from '../fixtures/invented-act.ts';

export function storedVersion(options: InventedOptions = {}, key = `k-${JSON.stringify(options)}`): StoredVersion {
  const text = inventedAct(options);
  const tree = provisionTree(text.nodes);
  return {
    key,
    act: text.act.id,
    language: text.language,
    date: text.consolidatedTo ?? text.act.dates.document ?? '',
    about: text.act,
    source: text.source,
    format: text.format,
    consolidated: text.consolidatedTo !== undefined,
    provisions: text.nodes.length,
    lost: [],
    nodes: text.nodes,
    hashes: text.nodes.map(({ place }) => provisionHash(tree.wholeText(place))),
    terms: [{ term: 'Guild Warden', place: 'art_1/par_2' }],
  };
}

/** Stores a version in place of those named, whatever is held. */
export function save(store: LibraryStore, version: StoredVersion, ...replaces: readonly string[]): void {
  store.change(() => ({ outcome: undefined, remove: replaces, save: version }));
}

/** What every store of the law must do. `reopen` gives the same store as another process would see it. */
export function libraryStoreContract(
  name: string,
  create: () => { store: LibraryStore; reopen: () => LibraryStore; close: () => void },
): void {
  describe(`library store: ${name}`, () => {
    let opened: ReturnType<typeof create> | undefined;
    const open = () => {
      opened = create();
      return opened;
    };
    afterEach(() => opened?.close());

    it('is empty at first, with a revision', () => {
      const { store } = open();
      expect(store.versions()).toEqual([]);
      expect(store.nodes('nothing')).toBeUndefined();
      expect(store.revision()).toBe(0);
      expect(store.integrity()).toEqual([]);
    });

    it('gives back exactly what was saved, in document order', () => {
      const { store, reopen } = open();
      const version = storedVersion();
      save(store, version);
      for (const each of [store, reopen()]) {
        expect(each.nodes(version.key)).toEqual(version.nodes);
        const { nodes, hashes, terms, ...summary } = version;
        expect(each.versions()).toEqual([summary]);
        expect(each.hash(version.key, 'art_3')).toBe(hashes[nodes.findIndex(({ place }) => place === 'art_3')]);
        expect(each.hash(version.key, 'art_99')).toBeUndefined();
        expect(terms).toHaveLength(1);
      }
    });

    it('keeps lead-ins, divisions, losses, and text of any script', () => {
      const { store } = open();
      const version = storedVersion();
      const nodes = [
        {
          place: 'art_1',
          marker: 'Article 1',
          heading: 'Ñandú — "quotes" ‘q’',
          text: '',
          divisions: ['CHAPTER I — A'],
        },
        { place: 'art_1/pnt_a', marker: '(a)', heading: '', text: '', leadIn: 'art_1', lost: true as const },
        { place: 'art_1/pnt_b', marker: '(b)', heading: '', text: '日本語 🦜 €', leadIn: 'art_1' },
      ];
      save(store, { ...version, nodes, hashes: ['x', 'y', 'z'], lost: ['art_1/pnt_a'] });
      expect(store.nodes(version.key)).toEqual(nodes);
      expect(store.versions()[0]?.lost).toEqual(['art_1/pnt_a']);
    });

    it('replaces in one step and raises the revision with every change', () => {
      const { store, reopen } = open();
      const first = storedVersion({ edition: 'first' });
      const second = storedVersion({ edition: 'second' });
      save(store, first);
      const before = store.revision();
      save(store, second, first.key);
      expect(store.versions().map(({ key }) => key)).toEqual([second.key]);
      expect(store.nodes(first.key)).toBeUndefined();
      expect(store.revision()).toBe(before + 1);
      expect(reopen().revision()).toBe(before + 1);
    });

    it('changes nothing where a save fails', () => {
      const { store } = open();
      const first = storedVersion({ edition: 'first' });
      save(store, first);
      const clash = { ...storedVersion({ edition: 'second' }), nodes: [...first.nodes, ...first.nodes] };
      expect(() => save(store, clash, first.key)).toThrow();
      expect(store.versions().map(({ key }) => key)).toEqual([first.key]);
      expect(store.nodes(first.key)).toEqual(first.nodes);
      expect(store.revision()).toBe(1);
    });

    it('decides on what is held at that moment, and tells what came of it', () => {
      const { store, reopen } = open();
      const version = storedVersion();
      const other = reopen();
      expect(store.versions()).toEqual([]);
      save(other, version);
      expect(store.change((held) => ({ outcome: held.map(({ key }) => key) }))).toEqual([version.key]);
      expect(store.change(() => ({ outcome: 'noted', notes: { colour: 'red' } }))).toBe('noted');
      expect(other.note('colour')).toBe('red');
      expect(other.revision()).toBe(1);
    });

    it('changes nothing where the decision throws, and can be written to again', () => {
      const { store } = open();
      const refuse = () => {
        throw new RangeError('not today');
      };
      expect(() => store.change(refuse)).toThrow(RangeError);
      save(store, storedVersion());
      expect(store.versions()).toHaveLength(1);
      expect(store.revision()).toBe(1);
    });

    it('finds definitions by their folded term, only in the versions asked', () => {
      const { store } = open();
      const version = storedVersion();
      save(store, version);
      expect(store.definitions(['guild warden'], [version.key])).toEqual([
        { term: 'Guild Warden', place: 'art_1/par_2', versionKey: version.key, act: version.act },
      ]);
      expect(store.terms(version.key)).toEqual(version.terms);
      expect(store.terms('another')).toEqual([]);
      expect(store.definitions(['guild warden'], ['another'])).toEqual([]);
      expect(store.definitions(['guild'], [version.key])).toEqual([]);
      expect(store.definitions([], [version.key])).toEqual([]);
    });

    it('removes a version with all that belongs to it', () => {
      const { store } = open();
      const version = storedVersion();
      save(store, version);
      store.change(() => ({ outcome: undefined, remove: [version.key, 'unknown'] }));
      expect(store.versions()).toEqual([]);
      expect(store.definitions(['guild warden'], [version.key])).toEqual([]);
      save(store, version);
      expect(store.nodes(version.key)).toEqual(version.nodes);
    });

    it('keeps the links of a version, finds them by where they point, and tells which versions lack them', () => {
      const { store, reopen } = open();
      const [version, other] = [storedVersion(), storedVersion({ act: '32099R0002', name: 'Regulation (EU) 2099/2' })];
      save(store, version);
      save(store, other);
      expect(store.withoutLinks(1)).toEqual([version.key, other.key].sort());
      const link = (place: string, more = {}): Link => ({
        text: `to ${place}`,
        from: 'art_2/par_1',
        act: '32099R0002',
        candidates: [{ place }, { place: `${place}/pnt_a`, leadIn: 'art_1/sub_1' }],
        ...more,
      });
      const { act: _, ...unclear } = link('art_9');
      store.saveLinks(version.key, 1, [
        link('art_1/par_2'),
        { ...unclear, candidates: [] },
        link('art_1', { through: 'art_3' }),
      ]);
      store.saveLinks('gone', 1, [link('art_1')]);
      expect(store.withoutLinks(1)).toEqual([other.key]);
      expect(store.withoutLinks(2)).toHaveLength(2);
      const keys = [version.key, other.key];
      for (const each of [store, reopen()]) {
        expect(each.linksTo('32099R0002', 'art_1', keys)).toEqual([
          { versionKey: version.key, link: link('art_1/par_2') },
          { versionKey: version.key, link: link('art_1', { through: 'art_3' }) },
        ]);
      }
      expect(store.linksTo('32099R0002', 'art_1', [other.key])).toEqual([]);
      // A range may hold what nobody names.
      expect(store.linksTo('32099R0002', 'art_2bis', keys)).toMatchObject([{ link: { through: 'art_3' } }]);
      expect(store.linksTo('32099R0001', 'art_1', keys)).toEqual([]);
      store.saveLinks(version.key, 2, [link('art_2')]);
      expect(store.linksTo('32099R0002', 'art_1', keys)).toEqual([]);
      store.change(() => ({ outcome: undefined, remove: [version.key] }));
      expect(store.linksTo('32099R0002', 'art_2', keys)).toEqual([]);
    });

    it('keeps notes', () => {
      const { store, reopen } = open();
      expect(store.note('colour')).toBeUndefined();
      store.setNote('colour', 'red');
      store.setNote('colour', 'blue');
      expect(reopen().note('colour')).toBe('blue');
    });
  });
}
