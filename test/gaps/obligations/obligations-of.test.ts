import { describe, expect, it } from 'vitest';
import type { ImportedText } from '../../../src/regulations/provision.ts';
import { inventedAct } from '../../fixtures/invented-act.ts';
import { type Article, actOf } from '../../tools/invented-law.ts';
import { par, places, read, readText, text } from './read-law.ts';

describe('what becomes an obligation', () => {
  it('makes one of each sentence that binds, and counts those of one place', () => {
    const found = read([
      [
        '3',
        'Keeping ledgers',
        par(
          1,
          'Credit institutions shall keep a ledger. They shall review it at least once a year. They may use paper.',
        ),
      ],
    ]);
    expect(places(found)).toEqual(['art_3/par_1', 'art_3/par_1~2']);
    const [first, second] = found;
    expect(first).toMatchObject({
      provision: '32031R0001#art_3/par_1',
      act: '32031R0001',
      place: 'art_3/par_1',
      label: 'Article 3(1) Ledger Act',
      language: 'en',
      text: 'Credit institutions shall keep a ledger.',
      headings: ['CHAPTER I', 'Keeping ledgers'],
      modality: 'must',
      actor: 'Credit institutions',
      deadline: null,
    });
    expect(second).toMatchObject({ actor: 'Credit institutions', deadline: { iso: 'R/P1Y', kind: 'recurring' } });
  });

  it('makes one of each point, with what introduces it in front', () => {
    const found = read([
      [
        '4',
        'Breaches',
        par(
          1,
          'In the event of a breach, issuers shall:',
          'notify the competent authority within four hours;',
          'keep a record for at least five years.',
        ),
      ],
    ]);
    expect(places(found)).toEqual(['art_4/par_1/pnt_a', 'art_4/par_1/pnt_b']);
    expect(found[0]).toMatchObject({
      text: 'In the event of a breach, issuers shall: notify the competent authority within four hours;',
      actor: 'issuers',
      deadline: { iso: 'PT4H' },
    });
    expect(found[0]?.norm.recipient?.text).toBe('competent authority');
    expect(found[1]?.deadline).toMatchObject({ kind: 'retention', iso: 'P5Y' });
  });

  it('keeps conditions and ways with the sentence that they belong to', () => {
    const found = read([
      [
        '4',
        'Lending',
        par(1, 'Firms shall not lend the seal where any of the following applies:', 'it is wet;', 'it is lost.'),
      ],
    ]);
    expect(places(found)).toEqual(['art_4/par_1']);
    expect(found[0]?.modality).toBe('must_not');
    expect(found[0]?.text).toBe(
      'Firms shall not lend the seal where any of the following applies: (a) it is wet; (b) it is lost.',
    );
  });

  it('reads a point with a verb of its own, and binds whoever its lead-in binds', () => {
    const found = read([
      [
        '4',
        'Capital',
        par(
          1,
          'Member States shall require issuers to hold capital as follows:',
          'its amount shall at no time be less than ten marks;',
        ),
      ],
    ]);
    expect(found[0]).toMatchObject({ actor: 'issuers', modality: 'must_not', place: 'art_4/par_1/pnt_a' });
  });

  it('offsets are those of its text', () => {
    for (const { text: words, norm } of readText(inventedAct({ articles: 10 })))
      for (const each of [norm.modal, norm.action, ...norm.deadlines, ...(norm.actor ? [norm.actor] : [])])
        expect(words.slice(each.start, each.end)).toBe(each.text);
  });

  it('takes the first time with a number for the one that matters', () => {
    const [found] = read([
      [
        '4',
        'Breaches',
        par(1, 'Issuers shall tell the warden without undue delay and within two days of noticing it.'),
      ],
    ]);
    expect(found?.deadline?.iso).toBe('P2D');
  });

  it('names the provisions that it refers to', () => {
    const found = read([
      [
        '4',
        'Ledgers',
        par(1, 'Issuers shall keep a ledger.'),
        par(
          2,
          'Issuers shall show the ledger referred to in paragraph 1, and the seal under Article 5(1), to the warden.',
        ),
      ],
      ['5', 'Seals', par(1, 'Issuers shall keep a seal.')],
    ]);
    expect(found.find(({ place }) => place === 'art_4/par_2')?.references).toEqual([
      '32031R0001#art_4/par_1',
      '32031R0001#art_5/par_1',
    ]);
  });

  it('has a hash of its words alone, which a renumbering leaves', () => {
    const words = 'Issuers shall keep a ledger.';
    const [here] = read([['4', 'Ledgers', par(1, words)]]);
    const [there] = read([['9', 'Books', par(2, words.replace('Issuers', 'ISSUERS'))]]);
    const [other] = read([['4', 'Ledgers', par(1, 'Issuers shall keep a seal.')]]);
    expect(here?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(there?.hash).toBe(here?.hash);
    expect(other?.hash).not.toBe(here?.hash);
  });

  it('gives only what stands within the places asked for', () => {
    const act = inventedAct({ articles: 5 });
    const all = readText(act);
    expect(all.length).toBeGreaterThan(5);
    expect(readText(act, ['art_2'])).toEqual(all.filter(({ place }) => place.startsWith('art_2/')));
    expect(readText(act, ['art_2/par_1/pnt_a'])).toHaveLength(1);
    expect(readText(act, ['art_99'])).toEqual([]);
  });
});

describe('what is no obligation', () => {
  it.each([
    ['Subject matter', 'This Regulation lays down what issuers shall do.'],
    ['Scope', 'Member States shall decide to whom this Regulation applies.'],
    ['Definitions', 'For the purposes of this Regulation, the following definitions shall apply.'],
    ['Ledgers', 'Paragraph 1 shall not apply to small guilds.'],
    ['Ledgers', 'A ledger shall be deemed to be complete.'],
    ['Ledgers', 'This Regulation shall be without prejudice to other law.'],
    ['Ledgers', 'Issuers may keep a second ledger.'],
    ['Ledgers', 'Customers shall have the right to see the ledger.'],
    ['Ledgers', 'Issuers shall not be required to keep a second ledger.'],
    ['Ledgers', 'EBA shall develop draft regulatory technical standards to specify the ledger.'],
    [
      'Ledgers',
      'Power is delegated to the Commission to adopt the regulatory technical standards referred to in this Article.',
    ],
    ['Ledgers', 'By 3 May 2041 the Commission shall submit a report to the European Parliament and the Council.'],
    ['Ledgers', 'The competent authorities shall have the powers necessary for it.'],
    ['Entry into force', 'This Regulation shall enter into force on the day after its publication.'],
    ['Transitional provisions', 'Issuers shall keep the old ledgers until 3 May 2041.'],
    ['Amendments to Regulation (EU) 2030/1', 'Issuers shall keep a ledger.'],
  ])('%s: %s', (heading, words) => {
    expect(read([['4', heading, text(words)]])).toEqual([]);
  });

  it('leaves what is said of a mandate to draft standards', () => {
    const found = read([
      [
        '4',
        'Ledgers',
        par(
          1,
          'EBA shall develop draft regulatory technical standards on ledgers. EBA shall take the size of guilds into account.',
        ),
        par(2, 'EBA shall tell the public of each guild that closed.'),
      ],
    ]);
    expect(places(found)).toEqual(['art_4/par_2']);
  });

  it('takes duties of authorities and Member States for what they are', () => {
    const found = read([
      [
        '4',
        'Ledgers',
        text('Member States shall designate a warden. The competent authority shall answer within two weeks.'),
      ],
    ]);
    expect(found.map(({ actor }) => actor)).toEqual(['Member States', 'competent authority']);
  });

  it('reads no recital', () => {
    const act = actOf('32031R0001', 'Ledger Act', []);
    const recital = { place: 'rct_1', marker: '(1)', heading: '', text: 'Issuers shall keep a ledger.' };
    expect(readText({ ...act, nodes: [recital] })).toEqual([]);
  });
});

describe('Spanish law', () => {
  it('reads duties, and neither definitions nor powers', () => {
    const found = read(
      [
        ['1', 'Objeto.', text('Las entidades cumplirán esta ley.')],
        [
          '5',
          'Conservación.',
          text(
            'Las entidades conservarán los libros durante un período de diez años. Se entenderá por libro el que se lleve a mano. Reglamentariamente se establecerán los formatos.',
          ),
        ],
        ['6', 'Secreto.', text('Las entidades no revelarán al cliente la comunicación.')],
      ],
      { language: 'es', kind: 'ley' },
    );
    expect(found.map(({ actor, modality, deadline }) => [actor, modality, deadline?.iso])).toEqual([
      ['entidades', 'must', 'P10Y'],
      ['entidades', 'must_not', undefined],
    ]);
    expect(found[0]?.label).toBe('Artículo 5, Ledger Act');
  });
});

describe('a digest', () => {
  const articles: readonly Article[] = [
    ['4', 'Ledgers', par(1, 'The management body approves the ledger at least yearly.')],
  ];

  it('binds by the plain present, and official text does not', () => {
    const digest: ImportedText = { ...actOf('32031R0001', 'Ledger Act', articles), source: 'digest', format: 'digest' };
    expect(readText(digest)).toMatchObject([
      { actor: 'management body', modality: 'must', deadline: { iso: 'R/P1Y' } },
    ]);
    expect(read(articles)).toEqual([]);
  });
});

describe('a large act', () => {
  it('is read in a moment', () => {
    const began = performance.now();
    expect(readText(inventedAct({ articles: 400 })).length).toBe(800);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
