import { describe, expect, it } from 'vitest';
import type { Act, ActId, Language } from '../../../src/regulations/act.ts';
import { createActNames } from '../../../src/regulations/mentions/act-names.ts';
import { divisionAsked } from '../../../src/regulations/mentions/divisions.ts';
import { findMentions } from '../../../src/regulations/mentions/find-mentions.ts';
import type { HeldText, PlaceSource, Resolution } from '../../../src/regulations/mentions/place-source.ts';
import { resolveMention } from '../../../src/regulations/mentions/resolve-mentions.ts';
import type { ProvisionNode } from '../../../src/regulations/provision.ts';
import { provisionTree } from '../../../src/regulations/provision-tree.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';

const names = createActNames(ACT_REGISTER, []);

function node(place: string, leadIn?: string): ProvisionNode {
  return { place, marker: '', heading: '', text: 'x', ...(leadIn === undefined ? {} : { leadIn }) };
}

function held(id: ActId, nodes: readonly ProvisionNode[], complete = true, language: Language = 'en'): HeldText {
  const entry = ACT_REGISTER.find(({ act }) => act === id);
  const act: Act = {
    id,
    kind: 'regulation',
    authority: entry?.authority ?? 'EU',
    title: '',
    name: entry?.name ?? id,
    dates: {},
  };
  return { act, language, tree: provisionTree(nodes), complete, date: '2022-12-14' };
}

const DORA = held('32022R2554', [
  node('rct_1'),
  node('art_5'),
  node('art_5/par_1'),
  node('art_5/par_2'),
  node('art_5/par_2/sub_1'),
  node('art_5/par_2/pnt_a', 'art_5/par_2/sub_1'),
  node('art_5/par_2/pnt_b', 'art_5/par_2/sub_1'),
  node('art_5/par_2/sub_2'),
  node('art_6'),
  node('art_64'),
]);
const GDPR = held('32016R0679', [node('art_5'), node('art_5/par_1'), node('art_99')], false);
const LEY = held(
  'BOE-A-2010-6737',
  [node('art_1'), node('art_2'), node('art_2bis'), node('dad_1'), node('dad_2'), node('dde_1'), node('anx_1')],
  true,
  'es',
);

function source(...texts: readonly HeldText[]): PlaceSource {
  return {
    heldActs: () => texts.map(({ act }) => act.id),
    text: (id) => texts.find(({ act }) => act.id === id),
    entry: (id) => ACT_REGISTER.find(({ act }) => act === id),
    heldDates: () => [],
    near: (name) => names.near(name),
  };
}

function resolve(text: string, ...texts: readonly HeldText[]): readonly Resolution[] {
  const from = source(...texts);
  return findMentions(text, names).mentions.flatMap((mention) => resolveMention(mention, from));
}

/** `act#place` of what was found, the reason of what was not. */
function short(text: string, ...texts: readonly HeldText[]): readonly string[] {
  return resolve(text, ...texts).map((each) => (each.kind === 'found' ? `${each.act}#${each.place}` : each.reason));
}

function missing(text: string, ...texts: readonly HeldText[]): { message: string; suggestions: readonly string[] } {
  const [first] = resolve(text, ...texts);
  if (first?.kind !== 'missing') throw new Error(`"${text}" was found`);
  return first;
}

describe('a place that exists', () => {
  it.each([
    ['Article 5(2)(a) DORA', ['32022R2554#art_5/par_2/pnt_a']],
    ['point (b) of the first subparagraph of Article 5(2) DORA', ['32022R2554#art_5/par_2/pnt_b']],
    ['Article 5(2), second subparagraph, DORA', ['32022R2554#art_5/par_2/sub_2']],
    ['Articles 5 and 6 DORA', ['32022R2554#art_5', '32022R2554#art_6']],
    ['artículo 2 bis de la Ley 10/2010', ['BOE-A-2010-6737#art_2bis']],
    ['disposición derogatoria única de la Ley 10/2010', ['BOE-A-2010-6737#dde_1']],
    ['anexo de la Ley 10/2010', ['BOE-A-2010-6737#anx_1']],
    ['Article 64', ['32022R2554#art_64']],
  ])('%s', (text, expected) => {
    expect(short(text, ...(text === 'Article 64' ? [DORA] : [DORA, GDPR, LEY]))).toEqual(expected);
  });
});

describe('a place that does not exist is never answered with a neighbour', () => {
  it('names the end of the act', () => {
    expect(missing('Article 99 DORA', DORA)).toMatchObject({
      reason: 'no_such_article',
      message: expect.stringMatching(/Article 99.*ends at Article 64/s),
    });
  });

  it('offers the inserted article beside the number', () => {
    expect(missing('artículo 2 ter de la Ley 10/2010', LEY).suggestions).toEqual([
      'Artículo 2, Ley 10/2010',
      'Artículo 2 bis, Ley 10/2010',
    ]);
  });

  it('lists the paragraphs that there are', () => {
    expect(missing('Article 5(9) DORA', DORA)).toMatchObject({
      reason: 'no_such_paragraph',
      message: expect.stringContaining('has paragraphs 1 and 2'),
    });
    expect(missing('Article 5(2)(k) DORA', DORA).message).toContain(
      'has points a and b, unnumbered subparagraphs 1 and 2',
    );
    expect(missing('Article 6(1) DORA', DORA).message).toContain('has no paragraphs or points of its own');
  });

  it('names the version that was read where others are held, which may have the place', () => {
    const several: PlaceSource = { ...source(DORA), heldDates: () => ['2022-12-14', '2030-01-01'] };
    for (const text of ['Article 5a DORA', 'Article 5(9) DORA']) {
      const [first] = findMentions(text, names).mentions.flatMap((mention) => resolveMention(mention, several));
      expect(first).toMatchObject({
        kind: 'missing',
        message: expect.stringContaining('The text of 2022-12-14 was read; the library also holds 2030-01-01.'),
      });
      expect(missing(text, DORA).message).not.toContain('was read');
    }
  });

  it('does not take a point of one subparagraph for that of another', () => {
    expect(short('point (a) of the second subparagraph of Article 5(2) DORA', DORA)).toEqual(['no_such_paragraph']);
  });

  it('finds each place of a list, or says why not', () => {
    expect(short('Article 5(1), (2)(b) and (7) DORA', DORA)).toEqual([
      '32022R2554#art_5/par_1',
      '32022R2554#art_5/par_2/pnt_b',
      'no_such_paragraph',
    ]);
  });
});

describe('an act that is not held', () => {
  it('names the command that adds it, and where its text is', () => {
    expect(missing('Article 92 CRR', DORA)).toMatchObject({
      reason: 'act_not_held',
      message: expect.stringMatching(
        /CRR.*compliance library add <file> --act 32013R0575.*eur-lex\.europa\.eu.*CELEX:32013R0575/s,
      ),
      suggestions: ['compliance library add <file> --act 32013R0575'],
    });
    expect(missing('norma 66 de la Circular 4/2017 del Banco de España', DORA).message).toContain(
      'boe.es/buscar/act.php?id=BOE-A-2017-14334',
    );
  });

  it('says so of a bare name, and nothing of one that is held', () => {
    expect(short('CRR', DORA)).toEqual(['act_not_held']);
    expect(short('DORA', DORA)).toEqual([]);
  });

  it('knows an article beyond the end of an act that was never amended, held or not', () => {
    expect(short('Article 999 DORA', LEY)).toEqual(['no_such_article']);
  });

  it('offers names like a misspelt one', () => {
    expect(missing('Article 5 DROA', DORA).suggestions).toContain('DORA');
    expect(short('Article 5 MiFID III', DORA)).toEqual(['act_not_held']);
    expect(short('Circular 4/2017 de la CNMV, norma 5', DORA)).toEqual(['act_not_held']);
  });
});

describe('a text that is not the whole law of today', () => {
  it('does not deny an inserted article that the original cannot have', () => {
    const original = { ...DORA, outdated: true };
    expect(missing('Article 6a DORA', original).message).toMatch(
      /The text held has no Article 6a.*first published.*amended since.*consolidated/s,
    );
    expect(missing('Article 5(3) DORA', original).message).toMatch(/in the text held of DORA.*amended since/s);
  });

  it('says that another day is held', () => {
    const other: PlaceSource = { ...source(), heldDates: () => ['2022-12-14'] };
    const [mention] = findMentions('Article 5 DORA', names).mentions;
    expect(mention && resolveMention(mention, other)[0]).toMatchObject({
      reason: 'act_not_held',
      message: expect.stringMatching(/no version for that day and language; it holds 2022-12-14/),
    });
  });
});

describe('what a range and a number name', () => {
  it('a range holds what was inserted in between', () => {
    expect(short('artículos 2 a 3 Ley 10/2010', LEY)).toEqual(['BOE-A-2010-6737#art_2', 'no_such_article']);
    const longer = held(
      'BOE-A-2010-6737',
      [node('art_2'), node('art_2bis'), node('art_2ter'), node('art_3')],
      true,
      'es',
    );
    expect(short('artículos 2 a 3 Ley 10/2010', longer)).toEqual(
      expect.arrayContaining(['BOE-A-2010-6737#art_2bis', 'BOE-A-2010-6737#art_2ter', 'BOE-A-2010-6737#art_3']),
    );
    expect(short('artículos 2 a 2 ter Ley 10/2010', longer)).toContain('BOE-A-2010-6737#art_2bis');
  });

  it('a consolidated number names that text alone', () => {
    expect(short('02022R2554-20221214#art_5', DORA)).toEqual(['32022R2554#art_5']);
    expect(missing('02022R2554-20240101#art_5', DORA)).toMatchObject({
      reason: 'act_not_held',
      message: expect.stringMatching(/as consolidated to 2024-01-01, which was not read/),
    });
    expect(short('Article 5 of 02022R2554-20240101', DORA)).toEqual(['act_not_held']);
  });
});

describe('a division', () => {
  const chaptered = held('32022R2554', [
    { ...node('art_1'), divisions: ['CHAPTER I — One'] },
    { ...node('art_2'), divisions: ['CHAPTER II — Two', 'Section 1 — First'] },
    { ...node('art_3'), divisions: ['CHAPTER II — Two', 'Section 2 — Second'] },
    { ...node('art_4'), divisions: ['CHAPTER II — Two', 'Section 2 — Second'] },
  ]);
  const asked = (words: string): string | undefined =>
    divisionAsked(words, '32022R2554', source(chaptered), (place) => place)?.message;

  it('is told by its articles, in either language and either number', () => {
    expect(asked('Chapter II Section 2')).toMatch(/holds 2 articles, from art_3 to art_4/);
    expect(asked('capítulo 2')).toMatch(/holds 3 articles, from art_2 to art_4/);
    expect(asked('what does Chapter I of say')).toMatch(/holds one article: art_1/);
  });

  it('is left alone where something in it is asked for, or none has that number', () => {
    expect(asked('what does Chapter II say about testing')).toBeUndefined();
    expect(asked('Chapter IX')).toBeUndefined();
  });
});

describe('a digest', () => {
  it('never says that a place does not exist, only that it is not covered', () => {
    for (const text of ['Article 7 GDPR', 'Article 5(2) GDPR']) {
      expect(missing(text, GDPR)).toMatchObject({
        reason: 'act_not_held',
        message: expect.stringMatching(/only a digest.*does not cover.*library add/s),
      });
    }
  });

  it('knows the end of the act all the same', () => {
    expect(short('Article 100 GDPR', GDPR)).toEqual(['no_such_article']);
  });
});

describe('more than one match', () => {
  it('names every act that has such a place, and picks none', () => {
    const { message, suggestions } = missing('Article 5(1)', DORA, GDPR, LEY);
    expect(message).toMatch(/does not say of which act.*Article 5\(1\) DORA.*Article 5\(1\) GDPR/s);
    expect(suggestions).toEqual(['Article 5(1) DORA', 'Article 5(1) GDPR']);
    expect(short('Article 77', DORA, GDPR)).toEqual(['ambiguous']);
  });

  it('does not choose among annexes or dispositions without a number', () => {
    expect(missing('disposición adicional de la Ley 10/2010', LEY)).toMatchObject({
      reason: 'ambiguous',
      suggestions: ['Disposición adicional primera, Ley 10/2010', 'Disposición adicional segunda, Ley 10/2010'],
    });
    expect(short('disposición transitoria de la Ley 10/2010', LEY)).toEqual(['no_such_article']);
  });

  it('keeps what was taken for granted with what was found', () => {
    const circular = held('BOE-A-2016-1238', [node('art_3')], true, 'es');
    const [mention] = findMentions('Circular 2/2016, norma 3', names).mentions;
    expect(mention?.assumed).toMatch(/Banco de España.*CNMV/);
    expect(mention && resolveMention(mention, source(circular))).toEqual([
      { kind: 'found', act: 'BOE-A-2016-1238', place: 'art_3' },
    ]);
  });
});
