import { afterEach, describe, expect, it } from 'vitest';
import type { IndexFilter, RegulationIndex } from '../../src/regulations/regulation-index.ts';
import { passages, version } from './index-passages.ts';
import { tenantContract } from './index-tenants-contract.ts';

const HARBOUR = passages(
  'The harbour master shall report a collision to the coast guard.',
  'Pilots shall wear an orange vest aboard the pilot launch.',
  'The quay shall be swept every morning by the porters.',
);
const LIBRARY = passages(
  'Readers shall return a borrowed atlas within three weeks.',
  'The librarian may waive the fee for a lost atlas.',
  'AI systems shall not lend books; see Article 5.',
);
const PUERTO = passages(
  'El práctico llevará un chaleco naranja a bordo de la lancha.',
  'El capitán comunicará toda colisión a la guardia costera en tres horas.',
);

/** What every index of regulations must do; the ranking profile is part of it. */
export function regulationIndexContract(name: string, create: () => Promise<RegulationIndex>): void {
  tenantContract(name, create);
  describe(`regulation index: ${name}`, () => {
    let index: RegulationIndex | undefined;
    afterEach(async () => index?.close());

    const filled = async (): Promise<RegulationIndex> => {
      index = await create();
      await index.put(version('harbour@1'), HARBOUR);
      await index.put(version('library@1', { kind: 'directive', authority: 'COM' }), LIBRARY);
      await index.put(version('puerto@1', { language: 'es', authority: 'ES', kind: 'ley' }), PUERTO);
      expect(await index.commit()).toEqual([]);
      return index;
    };
    const found = async (
      of: RegulationIndex,
      words: string,
      filter: IndexFilter = {},
      limit = 10,
    ): Promise<readonly string[]> =>
      (await of.search(words, filter, limit)).hits.map(({ versionKey, place }) => `${versionKey}#${place}`);

    it('holds nothing at first and finds nothing', async () => {
      index = await create();
      expect(await index.held()).toEqual(new Set());
      expect(await index.commit()).toEqual([]);
      expect((await index.search('collision', {}, 10)).hits).toEqual([]);
    });

    it('finds the passage that holds the words, by their stems, and says which words', async () => {
      const of = await filled();
      const { hits, terms } = await of.search('reporting collisions to the coast guard', {}, 10);
      expect(hits[0]).toMatchObject({ versionKey: 'harbour@1', act: 'harbour', place: 'art_1' });
      expect(hits[0]?.matched).toEqual(['reporting', 'collisions', 'coast', 'guard']);
      expect(hits[0]?.coverage).toBeCloseTo(1);
      expect(terms.map(({ word }) => word)).toEqual(['reporting', 'collisions', 'coast', 'guard']);
      expect(terms.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
    });

    it('tells the words that it does not know, and that a passage holds only a part', async () => {
      const of = await filled();
      const { hits, terms } = await of.search('atlas of the zeppelin', {}, 10);
      expect(terms.map(({ word, known }) => [word, known])).toEqual([
        ['atlas', true],
        ['zeppelin', false],
      ]);
      expect(hits[0]?.coverage).toBeGreaterThan(0.2);
      expect(hits[0]?.coverage).toBeLessThan(0.6);
    });

    it('gives the best first, at most as many as asked, equal ones in the order of the document', async () => {
      index = await create();
      await index.put(version('same@1'), passages('owls hoot', 'owls hoot', 'owls hoot', 'owls'));
      await index.commit();
      const { hits } = await index.search('owls hoot', {}, 3);
      expect(hits.map(({ place }) => place)).toHaveLength(3);
      for (const [at, { score }] of hits.entries()) if (at > 0) expect(score).toBeLessThanOrEqual(hits[at - 1]!.score);
    });

    it('shows changes only after a commit; the same version again changes nothing', async () => {
      index = await create();
      await index.commit();
      await index.put(version('harbour@1'), HARBOUR);
      expect(await found(index, 'collision')).toEqual([]);
      await index.commit();
      const once = await found(index, 'collision');
      await index.put(version('harbour@1'), HARBOUR);
      await index.commit();
      expect(await found(index, 'collision')).toEqual(once);
      expect(await index.held()).toEqual(new Set(['harbour@1']));
    });

    it('shows what was dropped until the commit, and what is put anew never twice', async () => {
      const of = await filled();
      const before = await found(of, 'collision coast guard');
      await of.drop('harbour@1');
      expect(await found(of, 'collision coast guard')).toEqual(before);
      await of.put(version('harbour@1'), HARBOUR);
      await of.commit();
      expect(await found(of, 'collision coast guard')).toEqual(before);
    });

    it('is renewed while what it holds is served, and goes on where it was left', async () => {
      const of = await filled();
      const before = await of.search('collision coast guard', {}, 10);
      await of.renew();
      expect(await of.held()).toEqual(new Set());
      expect(await of.search('collision coast guard', {}, 10)).toEqual(before);
      await of.put(version('harbour@1'), HARBOUR);
      expect(await of.held()).toEqual(new Set(['harbour@1']));
      expect(await of.search('collision coast guard', {}, 10)).toEqual(before);
      expect(await of.commit()).toEqual(['library@1', 'puerto@1']);
      expect(await of.search('collision coast guard', {}, 10)).toEqual(before);
      await of.put(version('library@1', { kind: 'directive', authority: 'COM' }), LIBRARY);
      await of.put(version('puerto@1', { language: 'es', authority: 'ES', kind: 'ley' }), PUERTO);
      expect(await of.commit()).toEqual([]);
      expect(await of.search('collision coast guard', {}, 10)).toEqual(before);
    });

    it('is healthy once it was committed', async () => {
      const of = await filled();
      expect(await of.health()).toEqual({ status: 'healthy', problems: [] });
    });

    it('forgets what was dropped; an unknown key is no error', async () => {
      const of = await filled();
      await of.drop('harbour@1');
      await of.drop('never there');
      await of.commit();
      expect((await found(of, 'collision coast guard')).filter((id) => id.startsWith('harbour'))).toEqual([]);
      expect(await of.held()).toEqual(new Set(['library@1', 'puerto@1']));
    });

    it.each<[IndexFilter, readonly string[]]>([
      [{ acts: ['library'] }, ['library@1']],
      [{ acts: [] }, []],
      [{ kinds: ['directive'] }, ['library@1']],
      [{ authorities: ['EU'] }, ['harbour@1']],
      [{ languages: ['es'] }, ['puerto@1']],
      [{ acts: ['harbour'], kinds: ['directive'] }, []],
    ])('filters by %j inside every arm', async (filter, keys) => {
      const of = await filled();
      for (const words of ['harbour collision atlas orange vest lancha colisión', 'colision hrbour atls vst']) {
        const got = new Set((await of.search(words, filter, 50)).hits.map(({ versionKey }) => versionKey));
        for (const key of got) expect(keys).toContain(key);
        if (words.startsWith('harbour') && keys.length > 0) expect(got.size).toBe(keys.length);
      }
    });

    it('reads the version that holds on the day, the latest where none is given', async () => {
      index = await create();
      await index.put(version('harbour@1', { until: '2024-01-01' }), passages('The fee is five crowns.'));
      await index.put(version('harbour@2', { from: '2024-01-01' }), passages('The fee is nine crowns.'));
      await index.commit();
      expect(await found(index, 'fee crowns')).toEqual(['harbour@2#art_1']);
      expect(await found(index, 'fee crowns', { asOf: '2023-12-31' })).toEqual(['harbour@1#art_1']);
      expect(await found(index, 'fee crowns', { asOf: '2024-01-01' })).toEqual(['harbour@2#art_1']);
      expect(await found(index, 'fee crowns', { asOf: '2019-12-31' })).toEqual([]);
    });

    it('a newer version described ends the validity of the older', async () => {
      index = await create();
      await index.put(version('harbour@1'), passages('The fee is five crowns.'));
      await index.commit();
      await index.put(version('harbour@2', { from: '2024-01-01' }), passages('The fee is nine crowns.'));
      await index.describe([
        version('harbour@1', { until: '2024-01-01' }),
        version('harbour@2', { from: '2024-01-01' }),
      ]);
      await index.commit();
      expect(await found(index, 'fee crowns')).toEqual(['harbour@2#art_1']);
    });

    it('knows a word only where a passage that the filter admits holds it', async () => {
      index = await create();
      await index.put(version('fee@1', { until: '2024-01-01' }), passages('The fee is five crowns.'));
      await index.put(version('fee@2', { from: '2024-01-01' }), passages('The fee is nine marks.'));
      await index.put(version('owls@1', { kind: 'directive' }), passages('Owls pay no fee.'));
      await index.put(version('red@1', { tenant: 'red' }), passages('The red fee is a secret.'));
      await index.commit();
      const known = async (filter: IndexFilter): Promise<readonly string[]> =>
        (await index!.search('fee crowns marks owls secret zeppelin', filter, 10)).terms
          .filter((term) => term.known)
          .map(({ word }) => word);
      expect(await known({})).toEqual(['fee', 'marks', 'owls']);
      expect(await known({ tenant: 'red' })).toEqual(['fee', 'marks', 'owls', 'secret']);
      expect(await known({ tenant: 'blue' })).toEqual(['fee', 'marks', 'owls']);
      expect(await known({ acts: ['fee'] })).toEqual(['fee', 'marks']);
      expect(await known({ acts: ['owls'] })).toEqual(['fee', 'owls']);
      expect(await known({ kinds: ['directive'] })).toEqual(['fee', 'owls']);
      expect(await known({ asOf: '2023-12-31' })).toEqual(['fee', 'crowns', 'owls']);
      expect(await known({ asOf: '2024-01-01', tenant: 'red', acts: ['fee', 'red'] })).toEqual([
        'fee',
        'marks',
        'secret',
      ]);
    });

    it('tells a version that is described and not held, and is whole once that is put', async () => {
      index = await create();
      await index.put(version('harbour@1'), HARBOUR);
      await index.describe([version('harbour@1'), version('library@1')]);
      expect(await index.commit()).toEqual(['library@1']);
      await index.put(version('library@1'), LIBRARY);
      expect(await index.commit()).toEqual([]);
      expect((await found(index, 'borrowed atlas'))[0]).toBe('library@1#art_1');
      expect((await found(index, 'coast guard collision'))[0]).toBe('harbour@1#art_1');
    });

    it('answers each language from its own texts, accents or none', async () => {
      const of = await filled();
      expect((await found(of, '¿En cuántas horas se comunica una colisión a la guardia costera?'))[0]).toBe(
        'puerto@1#art_2',
      );
      expect((await found(of, 'cuando se comunica la colision'))[0]).toBe('puerto@1#art_2');
      expect((await found(of, 'when must the collision be reported'))[0]).toBe('harbour@1#art_1');
    });

    it('finds one-letter and one-digit words, and short ones', async () => {
      const of = await filled();
      expect((await found(of, 'AI'))[0]).toBe('library@1#art_3');
      expect((await found(of, '5'))[0]).toBe('library@1#art_3');
      expect((await found(of, 'Article 5'))[0]).toBe('library@1#art_3');
    });

    it('finds words that are misspelt', async () => {
      const of = await filled();
      expect(await found(of, 'borowed atlass')).toContain('library@1#art_1');
      expect(await found(of, 'colision of the harbor mastr')).toContain('harbour@1#art_1');
    });

    it('gives a misspelt word of no telling language what is like it in either', async () => {
      index = await create();
      await index.put(version('light@1'), passages('Harbourlight.', 'Lamps.', 'Bells.'));
      await index.put(version('luz@1', { language: 'es' }), passages('Embarcaciones.', 'Faroles.', 'Boyas.'));
      await index.commit();
      expect(await found(index, 'embarcacionez')).toContain('luz@1#art_1');
      expect(await found(index, 'harbourligth')).toContain('light@1#art_1');
    });

    it.each([
      '',
      ' ',
      'the of and',
      'NOT',
      '?',
      '"',
      '((((',
      '[a-z]+.*\\',
      "'; DROP TABLE x; --",
      '🦜🦜',
      'a\0b',
      '\u202e\u200b',
      'OR AND NOT',
      '4(1)',
      '§',
    ])('survives %j', async (words) => {
      const of = await filled();
      const { hits, terms } = await of.search(words, {}, 5);
      expect(hits.length).toBeLessThanOrEqual(5);
      for (const { weight } of terms) expect(weight).toBeGreaterThan(0);
    });

    it('survives a megabyte, and still finds its first words', async () => {
      const of = await filled();
      expect((await found(of, `orange vest ${'lorem ipsum '.repeat(90_000)}`)).length).toBeGreaterThan(0);
    });

    it('"NOT" excludes nothing', async () => {
      const of = await filled();
      expect(await found(of, 'NOT atlas')).toEqual(await found(of, 'atlas'));
    });

    it('serves searches at once without mixing them', async () => {
      const of = await filled();
      const words = ['collision coast guard', 'borrowed atlas', 'orange vest', 'colisión guardia costera'];
      const alone = await Promise.all(words.map((each) => found(of, each)));
      const together = await Promise.all(Array.from({ length: 40 }, (_, at) => found(of, words[at % 4] ?? '')));
      for (const [at, got] of together.entries()) expect(got).toEqual(alone[at % 4]);
    });
  });
}
