import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { Embedder } from '../../src/regulations/embedder.ts';
import type { RegulationIndex } from '../../src/regulations/regulation-index.ts';
import { toyEmbedder } from '../regulations/toy-embedder.ts';
import { passages, version } from './index-passages.ts';

const HARBOUR = passages(
  'The harbour master shall report a collision to the coast guard.',
  'Pilots shall wear an orange vest aboard the pilot launch.',
  'The quay shall be swept every morning by the porters.',
);
const LIBRARY = passages('Readers shall return a borrowed atlas.', 'The librarian may waive the fee.');
const PUERTO = passages('El práctico llevará un chaleco naranja a bordo de la lancha.');

/** One place where an index keeps its things, opened again and again with whatever embedder. */
export interface VectorHome {
  open(embedder?: Embedder): RegulationIndex;
}

/** What every index must do with an embedder beside it. */
export function vectorArmContract(name: string, home: () => Promise<VectorHome>): void {
  describe(`vector arm: ${name}`, () => {
    const opened: RegulationIndex[] = [];
    afterEach(async () => {
      for (const index of opened.splice(0)) await index.close();
    });

    const open = (at: VectorHome, embedder?: Embedder): RegulationIndex => {
      const index = at.open(embedder);
      opened.push(index);
      return index;
    };
    const fill = async (index: RegulationIndex): Promise<void> => {
      await index.put(version('harbour@1'), HARBOUR);
      await index.put(version('library@1'), LIBRARY);
      await index.put(version('puerto@1', { language: 'es' }), PUERTO);
      expect(await index.commit()).toEqual([]);
    };
    const first = async (index: RegulationIndex, words: string, filter = {}): Promise<string | undefined> => {
      const [hit] = (await index.search(words, filter, 10)).hits;
      return hit && `${hit.versionKey}#${hit.place}`;
    };

    it('finds what means the same and shares no word, and says by which arm', async () => {
      const index = open(await home(), toyEmbedder());
      await fill(index);
      const { hits, notes } = await index.search('what garment must a sailor have', {}, 10);
      expect(hits[0]).toMatchObject({ versionKey: 'harbour@1', place: 'art_2', arms: { vectors: 1, terms: 0 } });
      expect(hits[0]?.matched).toEqual([]);
      expect(notes).toEqual([]);
      expect(await first(index, 'crash')).toBe('harbour@1#art_1');
    });

    it('adds to the words and does not stand in for them', async () => {
      const index = open(await home(), toyEmbedder());
      await fill(index);
      expect(await first(index, 'borrowed atlas')).toBe('library@1#art_1');
      expect(await first(index, 'quay swept every morning by porters')).toBe('harbour@1#art_3');
      expect((await index.search('the of and', {}, 10)).hits).toEqual([]);
    });

    it('looks at nothing that the filter excludes', async () => {
      const index = open(await home(), toyEmbedder());
      await fill(index);
      await index.put(version('red@1', { tenant: 'red' }), passages('A vessel may sink; a boat may drown a sailor.'));
      await index.put(version('old@1', { until: '2021-01-01' }), passages('A vessel or boat of a sailor.'));
      await index.commit();
      const keys = async (filter: object): Promise<ReadonlySet<string>> =>
        new Set((await index.search('vessel boat sailor', filter, 50)).hits.map(({ versionKey }) => versionKey));
      expect(await keys({})).toEqual(new Set(['harbour@1', 'library@1']));
      expect(await keys({ tenant: 'red' })).toEqual(new Set(['harbour@1', 'library@1', 'red@1']));
      expect(await keys({ acts: ['library'] })).toEqual(new Set(['library@1']));
      expect([...(await keys({ asOf: '2020-06-01' }))]).toContain('old@1');
    });

    it('leaves texts in a language that the embedder does not speak to the words', async () => {
      const embedder = toyEmbedder();
      const index = open(await home(), embedder);
      await fill(index);
      expect(embedder.calls.passage).toBe(HARBOUR.length + LIBRARY.length);
      const { hits, notes } = await index.search('¿Qué chaleco lleva el práctico?', {}, 5);
      expect(hits[0]).toMatchObject({ versionKey: 'puerto@1', arms: { vectors: 0 } });
      expect(notes).toEqual([]);
      expect(embedder.calls.query).toBe(0);
      expect(await index.held()).toEqual(new Set(['harbour@1', 'library@1', 'puerto@1']));
    });

    it('embeds each version once, whoever opens it again', async () => {
      const at = await home();
      await fill(open(at, toyEmbedder()));
      const again = toyEmbedder();
      const index = open(at, again);
      expect(await index.held()).toEqual(new Set(['harbour@1', 'library@1', 'puerto@1']));
      await fill(index);
      expect(again.calls.passage).toBeLessThanOrEqual(HARBOUR.length + LIBRARY.length);
      expect(await first(index, 'crash')).toBe('harbour@1#art_1');
    });

    it('keeps the words standing where the embedder fails on a question, and says so', async () => {
      const embedder = toyEmbedder();
      const index = open(await home(), embedder);
      await fill(index);
      embedder.failure = new AppError('upstream_unavailable', 'The toy is broken.');
      const { hits, notes } = await index.search('borrowed atlas', {}, 10);
      expect(hits[0]).toMatchObject({ versionKey: 'library@1', place: 'art_1', arms: { vectors: 0 } });
      expect(notes.join()).toMatch(/words alone.*The toy is broken/);
      expect((await index.health()).status).toBe('degraded');
      embedder.failure = undefined;
      expect((await index.search('borrowed atlas', {}, 10)).notes).toEqual([]);
      expect((await index.health()).status).toBe('healthy');
    });

    it('takes a text in although the embedder fails, and its vectors once it is well', async () => {
      const embedder = toyEmbedder();
      embedder.failure = new AppError('rate_limited', 'The toy is tired.');
      const index = open(await home(), embedder);
      await fill(index);
      expect(await index.held()).toEqual(new Set(['puerto@1']));
      expect(await first(index, 'borrowed atlas')).toBe('library@1#art_1');
      embedder.failure = undefined;
      expect((await index.search('borrowed atlas', {}, 10)).notes.join()).toMatch(/2 of 2 texts.*no vectors/);
      await fill(index);
      expect(await index.held()).toEqual(new Set(['harbour@1', 'library@1', 'puerto@1']));
      expect((await index.search('crash', {}, 10)).notes).toEqual([]);
      expect(await first(index, 'crash')).toBe('harbour@1#art_1');
    });

    it('takes in again what was dropped, although the embedder still fails', async () => {
      const embedder = toyEmbedder();
      embedder.failure = new AppError('rate_limited', 'The toy is tired.');
      const index = open(await home(), embedder);
      await fill(index);
      expect(await index.held()).toEqual(new Set(['puerto@1']));
      await index.drop('harbour@1');
      await fill(index);
      expect(await first(index, 'quay swept every morning')).toBe('harbour@1#art_3');
    });

    it('waits for a failing embedder once, not once a text', async () => {
      const embedder = toyEmbedder();
      let asked = 0;
      const failing: Embedder = {
        ...embedder,
        embed: async () => {
          asked += 1;
          throw new AppError('upstream_unavailable', 'The toy is gone.');
        },
      };
      await fill(open(await home(), failing));
      expect(asked).toBe(1);
    });

    it.each([
      ['another model', toyEmbedder({ id: 'other toy' })],
      ['other dimensions', toyEmbedder({ id: 'toy of four', dimensions: 4 })],
    ])('makes all vectors anew for %s, and mixes none', async (_, other) => {
      const at = await home();
      const before = open(at, toyEmbedder());
      await fill(before);
      const index = open(at, other);
      expect(await index.held()).toEqual(new Set());
      await fill(index);
      expect(other.calls.passage).toBe(HARBOUR.length + LIBRARY.length);
      expect((await index.search('crash', {}, 10)).notes).toEqual([]);
      expect(await first(index, 'crash')).toBe('harbour@1#art_1');
    });

    it('is without vectors again where no embedder is set up any more', async () => {
      const at = await home();
      await fill(open(at, toyEmbedder()));
      const index = open(at);
      await fill(index);
      const { hits, notes } = await index.search('borrowed atlas', {}, 10);
      expect(hits[0]).toMatchObject({ versionKey: 'library@1', arms: { vectors: 0 } });
      expect(notes).toEqual([]);
    });

    it('refuses an embedder that does not give what it promised', async () => {
      const embedder = toyEmbedder();
      const lying: Embedder = { ...embedder, id: 'liar', embed: async (texts) => texts.map(() => new Float32Array(3)) };
      const index = open(await home(), lying);
      await fill(index);
      const { notes } = await index.search('borrowed atlas', {}, 10);
      expect(notes.join()).toMatch(/vector of 3 numbers where 7 are expected/);
    });
  });
}
