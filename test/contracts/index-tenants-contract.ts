import { afterEach, describe, expect, it } from 'vitest';
import type { RegulationIndex } from '../../src/regulations/regulation-index.ts';
import { passages, version } from './index-passages.ts';

/** That an index shows nobody another tenant's texts, nor anything about them. */
export function tenantContract(name: string, create: () => Promise<RegulationIndex>): void {
  describe(`tenants: ${name}`, () => {
    let index: RegulationIndex | undefined;
    afterEach(async () => index?.close());

    it('shows a tenant its own texts and the public ones, and nobody another’s, through no arm', async () => {
      index = await create();
      await index.put(version('public@1'), passages('The vault shall be locked at night.'));
      await index.put(
        version('red@1', { tenant: 'red' }),
        passages('The red vault shall be locked twice.', 'The secret of the red vault is a key.'),
      );
      await index.put(version('blue@1', { tenant: 'blue' }), passages('The blue vault is never locked.'));
      await index.commit();
      const keys = async (tenant?: string): Promise<ReadonlySet<string>> => {
        const all = new Set<string>();
        for (const words of ['vault locked secret key', 'vaul lockd secrt', 'red blue vault']) {
          for (const { versionKey } of (await index!.search(words, tenant === undefined ? {} : { tenant }, 50)).hits)
            all.add(versionKey);
        }
        return all;
      };
      expect(await keys()).toEqual(new Set(['public@1']));
      expect(await keys('red')).toEqual(new Set(['public@1', 'red@1']));
      expect(await keys('blue')).toEqual(new Set(['public@1', 'blue@1']));
      expect(await keys('green')).toEqual(new Set(['public@1']));
    });

    it('tells nobody the words of another’s texts, nor how common they are there', async () => {
      const words = ['vault zeppelin', 'zeppelin', 'zepelin vaul', 'locked vault at night', 'vault locked secret key'];
      const shared = passages('The vault shall be locked at night.', 'A night watch is kept.', 'Keys are of brass.');
      const own = passages('The blue vault is never locked, and its keeper sleeps.', 'Blue keys are of glass.');
      const others = passages('A zeppelin lands on the vault.', 'The zeppelin is locked.', 'Zeppelin keys are secret.');
      const outcomes = async (withOthers: boolean) => {
        index = await create();
        await index.put(version('public@1'), shared);
        await index.put(version('blue@1', { tenant: 'blue' }), own);
        if (withOthers) await index.put(version('red@1', { tenant: 'red' }), others);
        if (withOthers) await index.put(version('azure@1', { tenant: 'red', until: '2024-01-01' }), others);
        await index.commit();
        const found = [];
        for (const tenant of [undefined, 'blue', 'green'])
          for (const filter of [{}, { asOf: '2023-01-01' }])
            for (const each of words)
              found.push(await index.search(each, tenant === undefined ? filter : { ...filter, tenant }, 10));
        const red = withOthers ? (await index.search('zeppelin', { tenant: 'red' }, 10)).terms : undefined;
        await index.close();
        return { found, red };
      };
      const [alone, beside] = [await outcomes(false), await outcomes(true)];
      expect(beside.found).toEqual(alone.found);
      expect(beside.red).toEqual([{ word: 'zeppelin', weight: 1, known: true }]);
    });

    it('without public law, too, a tenant’s search is the same whatever others keep', async () => {
      const own = passages('The blue vault is never locked, and its keeper sleeps.', 'Blue keys are of glass.');
      const outcomes = async (...others: readonly string[]) => {
        index = await create();
        await index.put(version('blue@1', { tenant: 'blue' }), own);
        if (others.length > 0) await index.put(version('red@1', { tenant: 'red' }), passages(...others));
        await index.commit();
        const found = await index.search('blue vault keys', { tenant: 'blue' }, 10);
        const nobodys = await index.search('blue vault keys', {}, 10);
        await index.close();
        return { found, nobodys };
      };
      const alone = await outcomes();
      expect(alone.found.hits).toHaveLength(2);
      expect(await outcomes('vault '.repeat(200), 'Red keys open every blue vault of the town.')).toEqual(alone);
    });

    it('an excluded neighbour lends no score', async () => {
      index = await create();
      await index.put(version('a@1'), passages('lamps'));
      await index.put(version('b@1', { tenant: 'red' }), passages('lamps lamps oil oil wick', 'lamps oil'));
      await index.put(version('c@1'), passages('lamps'));
      await index.commit();
      const { hits } = await index.search('lamps oil wick', {}, 10);
      expect(hits.map(({ versionKey }) => versionKey)).toEqual(['a@1', 'c@1']);
      expect(hits.every(({ arms }) => arms.neighbours === 0)).toBe(true);
    });
  });
}
