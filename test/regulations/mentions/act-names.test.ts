import { describe, expect, it } from 'vitest';
import { findMentions } from '../../../src/regulations/mentions/find-mentions.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';
import { names, short } from './mentions-in-short.ts';

describe('acts as people name them', () => {
  it.each([
    ['MIFID III', ['?MIFID III']],
    ['Article 5 MIFID III', ['?MIFID III art_5']],
    ['MiFID I Article 19', ['?MiFID I art_19']],
    ['DORA II Article 5', ['?DORA II art_5']],
    ['PSD3 article 5', ['?PSD3 art_5']],
    ['NIS1 article 5', ['?NIS1 art_5']],
    ['CRR 4', ['?CRR 4']],
    ['CRR III Article 92', ['CRR art_92']],
    ['CRD IV, Article 5', ['CRD art_5']],
    ['EMIR 3 article 7', ['EMIR art_7']],
    ['EMIR 9', ['EMIR art_9']],
    ['DORA 3', ['DORA art_3']],
    ['MiFID 2 24(4)', ['MiFID II art_24/par_4']],
  ])('takes one generation of an act for no other: %s', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });

  it.each([
    ['CNMV Circular 4/2017', ['?Circular 4/2017 (CNMV)']],
    ['Circular 4/2017 de la CNMV, norma 5', ['?Circular 4/2017 (CNMV) art_5']],
    ['Circular 4/2017', ['BOE-A-2017-14334']],
    ['Circular 4/2017 del Banco de España y Circular 1/2018 de la CNMV', ['BOE-A-2017-14334', 'BOE-A-2018-4247']],
    ['UK GDPR Article 33', ['?UK GDPR art_33']],
    ['Article 5 of the Swiss DORA', ['?Swiss DORA art_5']],
    ['AIFMD 2 Article 15', ['?AIFMD 2 art_15']],
    ['art. 5 de la Ley 10/2014, de 29 de diciembre', ['?Ley 10/2014, de 29 de diciembre art_5']],
    ['art. 5 de la Ley 10/2014, de 26 de junio', ['BOE-A-2014-6726 art_5']],
    ['art. 5 Ley 10/2014 de la Comunidad de Madrid', ['?Ley 10/2014 de la Comunidad de Madrid art_5']],
    ['Ley 10/2010 de Cataluña', ['?Ley 10/2010 de Cataluña']],
    ['artículo 301 del Código Penal', ['?Código Penal art_301']],
    ['Article 8 of the Charter and Article 5 GDPR', ['?Charter art_8', 'GDPR art_5']],
    ['Article 6 ECHR and Article 22 GDPR', ['?ECHR art_6', 'GDPR art_22']],
    ['Article 16 TFEU and DORA', ['?TFEU art_16', 'DORA']],
    ['Artículo 18 de la Constitución y artículo 5 LOPDGDD', ['?Constitución art_18', 'LOPDGDD art_5']],
    ['Ley 10/2010 artículo 2 y artículo 301 del Código Penal', ['BOE-A-2010-6737 art_2', '?Código Penal art_301']],
    ['artículo 1902 del Código Civil y artículo 82 RGPD', ['?Código Civil art_1902', 'GDPR art_82']],
    ['Is § 25 KWG stricter than DORA?', ['?KWG art_25', 'DORA']],
    ['Article 16 EBA guidelines under DORA', ['?EBA guidelines art_16', 'DORA']],
    ['Article 4 Data Governance Act vs GDPR', ['?Data Governance Act art_4', 'GDPR']],
    ['artículo 5 LSC y RGPD', ['?LSC art_5', 'GDPR']],
    ['Article 4 of Law 5/2020 and GDPR', ['?Law 5/2020 art_4', 'GDPR']],
    ['The report of Article 19 ICT incidents under DORA', ['DORA art_19']],
  ])('takes no act for another with the same number or name: %s', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });

  it('takes the technical standards of an act for all of them, never for the act', () => {
    for (const text of ['RTS DORA art. 3', 'Article 3 of the DORA RTS', 'art. 3 of the ITS under DORA']) {
      const [mention] = findMentions(text, names).mentions;
      expect(mention?.acts.length, text).toBeGreaterThan(5);
      expect(mention?.acts, text).toContain('32024R1772');
      expect(mention?.acts, text).not.toContain('32022R2554');
    }
  });

  it.each([
    'Article 19(99999999999999999999) DORA',
    'Article 19(-4) DORA',
    'Article 19(4)(x1y) DORA',
    'Article 19(4)z DORA',
    'Article 19.4z DORA',
    'Article 19-a DORA',
    'Article 19_4 DORA',
    'Article 5½ DORA',
    '32022R2554#art_19/par_4/foo_9',
    '32022R2554#art_19.par_99',
    'Annex II 1.5 ITS 2025/302',
  ])('never answers a number it cannot read with the place above it: %s', (text) => {
    const [mention] = findMentions(text, names).mentions;
    expect(
      mention?.requests
        .flatMap(({ candidates }) => candidates.map(({ place }) => place))
        .every((place) => /pnt_0$/.test(place)),
    ).toBe(true);
  });

  it('reads "and" in a list as no range', () => {
    expect(short('points (a) and (c) of Article 19(4) DORA')).toEqual(['DORA art_19/par_4/pnt_a art_19/par_4/pnt_c']);
    expect(short('points (a) to (c) of Article 19(4) DORA')).toEqual([
      'DORA art_19/par_4/pnt_a art_19/par_4/pnt_b art_19/par_4/pnt_c',
    ]);
  });

  it.each([['CNMV Circular 2/2016, norma 5', ['?Circular 2/2016 (CNMV) art_5']]])(
    'keeps the circulars of two issuers apart: %s',
    (text, expected) => {
      expect(short(text)).toEqual(expected);
    },
  );

  it.each([
    ['Article 5 DROA', ['?DROA art_5']],
    ['article 5 droa', ['?droa art_5']],
    ['droa article 5', ['?droa art_5']],
    ['Article 5 of the Companies Act', ['?Companies Act art_5']],
    ['Article 28(2) of the Solvency Code', ['?Solvency Code art_28/par_2']],
    ['artículo 3 de la Ley 99/2030', ['?Ley 99/2030 art_3']],
    ['Article 3 of Regulation (EU) 2099/1', ['32099R0001 art_3']],
  ])('knows a stranger when it is named: %s', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });

  it('says what it took for granted', () => {
    expect(findMentions('Circular 2/2016, norma 3', names).mentions[0]?.assumed).toMatch(/Banco de España.*CNMV/);
    expect(findMentions('Circular 2/2016 del Banco de España, norma 3', names).mentions[0]?.assumed).toBeUndefined();
  });

  it('finds every act of the register by everything it is called', () => {
    for (const { act, name, nameEs, shortName, aliases } of ACT_REGISTER) {
      for (const alias of [name, nameEs, shortName, act, ...aliases.en, ...aliases.es]) {
        if (alias === undefined) continue;
        const { mentions } = findMentions(`Article 3 of ${alias}`, names);
        expect(
          mentions.flatMap(({ acts }) => acts),
          alias,
        ).toEqual([act]);
      }
    }
  });
});
