import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../src/regulations/changes/compare-versions.ts';
import { importLaw } from '../../../src/regulations/importers/import-law.ts';
import { topPlace } from '../../../src/regulations/place.ts';
import { type ProvisionTree, provisionTree } from '../../../src/regulations/provision-tree.ts';
import { corpus, HAVE_CORPORA } from '../../corpora.ts';

async function read(...path: readonly string[]): Promise<ProvisionTree> {
  const [result] = await importLaw([{ name: 'law.md', text: readFileSync(corpus('es', ...path), 'utf8') }], 'law.md');
  if (result === undefined || 'failure' in result) throw new Error('the law was not read');
  return provisionTree(result.imported.nodes);
}

/**
 * The first was written down from reading both texts, before any program compared them; of the second the articles and
 * single changes were read in the texts, and its marks looked up there.
 */
describe.skipIf(!HAVE_CORPORA)('real amendments of Ley 10/2010', () => {
  it('of 2026: one article, and tabs behind letters that are no change', async () => {
    const before = await read('versions', 'BOE-A-2010-6737@2023-06-29.md');
    const { changes, lost } = compareVersions('BOE-A-2010-6737', before, await read('BOE-A-2010-6737.md'));
    expect(changes.map(({ kind, place, was }) => [kind, place, was?.split('#')[1]])).toEqual([
      ['reworded', 'art_42/par_1/sub_1', undefined],
      ['added', 'art_42/par_1/sub_2', undefined],
      ['reworded', 'art_42/par_2/sub_1', undefined],
      ['added', 'art_42/par_3', undefined],
      ['renumbered', 'art_42/par_4', 'art_42/par_3'],
      ['added', 'art_42/par_5', undefined],
      ['added', 'art_42/par_6', undefined],
    ]);
    expect(lost).toEqual([]);
    const [, , second, , fourth] = changes;
    expect(second?.words.filter(({ kind }) => kind === 'new').map(({ text }) => text.trim())).toContain(
      'y lo dispuesto en el apartado precedente',
    );
    expect(fourth?.words.filter(({ kind }) => kind === 'gone')).toEqual([]);
  });

  it('of 2021 to 2023: data protection, the financial register, owners', async () => {
    const before = await read('versions', 'BOE-A-2010-6737@2021-04-28.md');
    const after = await read('versions', 'BOE-A-2010-6737@2023-06-29.md');
    const { changes } = compareVersions('BOE-A-2010-6737', before, after);
    expect([...new Set(changes.map(({ place }) => topPlace(place)))]).toEqual(
      'art_2 art_12 art_32 art_32ter art_33 art_43 art_44 art_45 art_61 art_65 dad_3 dad_4'.split(' '),
    );
    const short = changes.map(({ kind, place }) => `${kind} ${place}`);
    for (const expected of [
      'reworded art_2/par_3',
      'reworded art_32/par_5',
      'added art_32/par_4',
      'added art_32ter',
      'reworded art_33/par_1/sub_1',
      'added art_33/par_2/sub_2',
      'added art_33/par_3',
      'added art_33/par_4',
      'renumbered art_33/par_6',
      'reworded art_43/par_1/sub_1',
      'renumbered art_43/par_3/sub_2',
      'renumbered art_43/par_3/sub_7',
      'reworded art_44/par_2/pnt_d',
      'reworded art_61/par_7',
      'added art_65/par_5/sub_2',
      'added dad_3/par_7',
      'reworded dad_4/par_3',
      'added dad_4/par_2/sub_2',
    ])
      expect(short).toContain(expected);
    const marked = changes.filter(({ marks }) => marks.length > 0).map(({ place, marks }) => [place, ...marks]);
    // A month for a copy, five years for the records; two authorities that "may" now.
    expect(marked).toEqual([
      ['art_12/par_1/pnt_a', 'deadline'],
      ['art_43/par_3/sub_3', 'modality'],
      ['art_43/par_3/sub_4', 'modality'],
      ['art_43/par_3/sub_7', 'deadline'],
    ]);
  });
});
