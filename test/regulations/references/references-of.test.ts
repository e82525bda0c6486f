import { describe, expect, it } from 'vitest';
import type { LawView } from '../../../src/regulations/law-view.ts';
import type { VersionSummary } from '../../../src/regulations/library-store.ts';
import { createActNames } from '../../../src/regulations/mentions/act-names.ts';
import type { ProvisionNode } from '../../../src/regulations/provision.ts';
import { provisionTree } from '../../../src/regulations/provision-tree.ts';
import { referencesOf } from '../../../src/regulations/references/references-of.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';

const OWN = '32099R0001';
const DORA = '32022R2554';

const node = (place: string, text = '', heading = ''): ProvisionNode => ({ place, marker: '', heading, text });

/** An act whose article 30 has the words given; it has articles 1 to 20, two paragraphs each, and the annexes given. */
function act(words: string, { annexes = 2, place = 'art_30', heading = '' } = {}) {
  const articles = Array.from({ length: 20 }, (_, at) => `art_${at + 1}`);
  const annex = Array.from({ length: annexes }, (_, at) => node(`anx_${at + 1}`));
  const nodes = articles.flatMap((each) => [node(each), node(`${each}/par_1`), node(`${each}/par_2`)]);
  return provisionTree([...nodes, ...annex, node('dfi_1'), ...(words === '' ? [] : [node(place, words, heading)])]);
}

type Options = NonNullable<Parameters<typeof act>[1]>;

/** The places of the references in some words: `art_5` of the act itself, `DORA#art_5` of another, null of none. */
function ids(words: string, options: Options = {}): readonly (string | null)[] {
  const own = act(words, options);
  const other = act('');
  const view = {
    names: createActNames(ACT_REGISTER, []),
    tree: () => own,
    text: (id: string) => (id === DORA ? { tree: other } : undefined),
  } as unknown as LawView;
  return referencesOf(view, { act: OWN } as VersionSummary, options.place ?? 'art_30').map(
    ({ id }) => id?.replace(`${OWN}#`, '').replace(DORA, 'DORA') ?? null,
  );
}

describe('the places a provision refers to', () => {
  it.each([
    ['Guilds shall keep the seals listed in Article 5.', ['art_5']],
    ['Guilds shall, without prejudice to Article 5(2), lock their vaults.', ['art_5/par_2']],
    ['Article 5 shall apply to ferries.', ['art_5']],
    ['The ledgers referred to in Article 5 for large guilds are public.', ['art_5']],
    ['Pursuant to Article 5, Member States shall count the ferries.', ['art_5']],
    ['Los gremios del artículo 5.2 contarán los sellos de conformidad con el artículo 7.', ['art_5/par_2', 'art_7']],
    ['La obligación establecida en el artículo 5 de declarar los sellos.', ['art_5']],
    ['Vaults under Articles 5 and 6 and under Article 7 are locked.', ['art_5', 'art_6', 'art_7']],
  ])('belongs to the act itself where nothing points elsewhere: %s', (words, places) => {
    expect(ids(words)).toEqual(places);
  });

  it.each([
    ['Seals under Article 5 of this Regulation and under Article 6(1) of this Directive.', ['art_5', 'art_6/par_1']],
    ['Seals under Article 5, of this Decision.', ['art_5']],
    ['Seals under Article 5 of this Chapter.', ['art_5']],
    ['Los sellos del artículo 5 de esta ley y del artículo 6 de la presente Circular.', ['art_5', 'art_6']],
    ['Los sellos del artículo 5 de este real decreto-ley.', ['art_5']],
    ['Las normas 5 y 6 de la sección 2.ª del capítulo 4 de esta circular.', ['art_5', 'art_6']],
    ['Seals under Article 5 or Article 6 of this Regulation.', ['art_5', 'art_6']],
    ['Seals under Article 5 of this Regulation and Article 6 of Regulation (EU) 2022/2554.', ['art_5', 'DORA#art_6']],
  ])('belongs to the act itself where the words say so: %s', (words, places) => {
    expect(ids(words)).toEqual(places);
  });

  it.each([
    'The right to seals recognised in Article 16 TFEU.',
    'The principle of seals set out in Article 5 TEU.',
    'Las reglas del artículo 16 TFUE.',
    'Las reglas del artículo 6 del TUE.',
    'The freedoms of Article 8 of the Charter.',
    'The freedoms of Article 8 (the Charter).',
    'The freedoms of Article 8 ECHR.',
    'The freedoms of Article 5 and Article 16 TFEU.',
    'Under the Treaty, and in particular Article 16, seals are free.',
    'The principles of the Charter, in particular the keeping of seals (Article 8), are observed.',
    'The exchange under Article 5 LXQ.',
    'The exchange under Article 5(1), second sentence, of the Guild Convention.',
    'Articles 5 and 6, respectively, of the Guild Convention.',
    'Ferries under Article 5 of that Regulation.',
    'Ferries under Article 5 thereof.',
    'The Guild Convention and its Article 5.',
    'Article 3(2) of the Annex to that Recommendation shall not apply.',
    'Los sellos del artículo 12 del reglamento, relativo a las barcas.',
    'Los sellos del artículo 12 del Reglamento.',
    'El derecho del artículo 11 de la Carta.',
    'El deber del artículo 20.2 del Estatuto de los Barqueros.',
    'Los sellos del artículo 7 de la Ley de Barcas.',
    'Según la norma primera de la Circular del Banco de España 77/1999.',
    'Los sellos de los artículos 4 y 5, del artículo 11, o del artículo 12 del Reglamento.',
    'Los sellos del artículo 5 de la misma.',
    'The fees of Article 5 of Regulation (EU) 2098/77 are low.',
  ])('is unknown where the words point to an act that is not known: %s', (words) => {
    const found = ids(words);
    expect(found.length).toBeGreaterThan(0);
    // An act that its number names is told, although nothing of it is held.
    expect(found.filter((id) => id !== null && !id.startsWith('32098R0077#'))).toEqual([]);
  });

  it('belongs to a known act that is named', () => {
    expect(ids('Seals under Article 5(2) of Regulation (EU) 2022/2554.')).toEqual(['DORA#art_5/par_2']);
    expect(ids('Los sellos del artículo 5 del Reglamento (UE) 2022/2554.')).toEqual(['DORA#art_5']);
  });

  it('does not guess in a sentence that names another act elsewhere', () => {
    expect(ids('Where Regulation (EU) 2022/2554 applies, the seals under Article 5 are void.')).toEqual([null]);
  });
});

describe('what is not the text of the act itself', () => {
  it.each([
    [{ heading: 'Amendments to Directive 2098/7/EU' }, 'In Article 5 a word goes.'],
    [{}, 'The Ferry Code is amended as follows: in Article 5 a word goes.'],
    [{ place: 'dfi_2' }, 'Se da nueva redacción al artículo 5 para las barcas.'],
    [{ place: 'dde_1' }, 'Quedan sin efecto los artículos 5 y 6.'],
    [{ place: 'pre_1' }, 'Es necesaria la modificación del artículo 5 para las barcas.'],
    [{ place: 'anx_3', heading: 'Correlation table' }, 'Article 5'],
  ])('has no places of its own: %j', (options, words) => {
    const found = ids(words, options);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((id) => id !== null)).toEqual([]);
  });

  it('still has its own where nothing is amended', () => {
    expect(ids('The Commission may amend Article 5.', { heading: 'Amendments to Annex I' })).toEqual(['art_5']);
  });
});

describe('annexes without a number', () => {
  it('are the only one there is, or the one around the words', () => {
    expect(ids('The seals in the Annex to this Regulation.', { annexes: 1 })).toEqual(['anx_1']);
    expect(ids('The seals in the Annex to this Regulation.')).toEqual([null]);
    expect(ids('The seals in the Annex to the Ferry Pact.', { annexes: 1 })).toEqual([null]);
    expect(ids('The seals under this Annex.', { place: 'anx_3' })).toEqual(['anx_3']);
    expect(ids('The seals in Annex II to this Regulation.')).toEqual(['anx_2']);
  });
});
