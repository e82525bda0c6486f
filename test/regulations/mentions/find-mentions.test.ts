import { describe, expect, it } from 'vitest';
import { findMentions } from '../../../src/regulations/mentions/find-mentions.ts';
import { names, short } from './mentions-in-short.ts';

describe('places as people write them', () => {
  it.each([
    ['Article 92(1)(c) CRR', ['CRR art_92/par_1/pnt_c']],
    ['art. 11 DORA', ['DORA art_11']],
    ['MiFID 2 Art 24 (4)', ['MiFID II art_24/par_4']],
    ['MIFIDII 16(3)', ['MiFID II art_16/par_3']],
    ['NIS2 20(1)', ['NIS2 art_20/par_1']],
    ['DORA 19', ['DORA art_19']],
    ['Recital 12 GDPR', ['GDPR rct_12']],
    ['recitals 10 to 12 GDPR', ['GDPR rct_10 rct_11 rct_12']],
    ['considerando (12) RGPD', ['GDPR rct_12']],
    ['Annex III AI Act', ['AI Act anx_3']],
    ['Annex I, Section A, point 2 AI Act', ['AI Act anx_1/sec_a/par_2']],
    ['Annex III point 5(b) AI Act', ['AI Act anx_3/par_5/pnt_b']],
    ['Articles 24 to 26', ['art_24 art_25 art_26']],
    ['Articles 5-7', ['art_5 art_6 art_7']],
    ['Arts. 10 and 11 SFDR', ['SFDR art_10 art_11']],
    ['Articles 5, 6 and 9 of DORA', ['DORA art_5 art_6 art_9']],
    ['§ 9(2)', ['art_9/par_2']],
    ['§247', ['art_247']],
    ['Article 3, points (6) and (7)', ['art_3/pnt_6 art_3/pnt_7']],
    ['Article 5(1)(a) to (c) DORA', ['DORA art_5/par_1/pnt_a art_5/par_1/pnt_b art_5/par_1/pnt_c']],
    ['Article 28(2) and (3) DORA', ['DORA art_28/par_2 art_28/par_3']],
    ['point (b) of Article 6(1) GDPR', ['GDPR art_6/par_1/pnt_b']],
    ['point (a) or point (f) of Article 6(1) GDPR', ['GDPR art_6/par_1/pnt_a art_6/par_1/pnt_f']],
    ['point (a)(i) of Article 1(1) DORA', ['DORA art_1/par_1/pnt_a/pnt_i']],
    ['point (a) of the first subparagraph of paragraph 1 of Article 5 DORA', ['DORA art_5/par_1/sub_1/pnt_a']],
    ['second and third subparagraphs of Article 28(2) DORA', ['DORA art_28/par_2/sub_2 art_28/par_2/sub_3']],
    ['Article 28(2), second subparagraph, DORA', ['DORA art_28/par_2/sub_2']],
    ['article 19 paragraph 4 point a DORA', ['DORA art_19/par_4/pnt_a']],
    ['DORA art.19.4.a', ['DORA art_19/par_4/pnt_a']],
    ['article 33 of the GDPR, paragraph 1', ['GDPR art_33/par_1']],
    ['Artículo 28, apartado 2, letra b), del Reglamento (UE) 2022/2554', ['DORA art_28/par_2/pnt_b']],
    ['artículo 9 DORA', ['DORA art_9']],
    ['letra b) del apartado 2 del artículo 28 DORA', ['DORA art_28/par_2/pnt_b']],
    ['art. 42.2.b) de la Ley 10/2010', ['BOE-A-2010-6737 art_42/par_2/pnt_b']],
    ['el artículo 4 bis.1 de la Ley 10/2010', ['BOE-A-2010-6737 art_4bis/par_1']],
    ['norma 12 bis de la Circular 2/2016', ['BOE-A-2016-1238 art_12bis']],
    ['disposición adicional primera de la Ley 10/2010', ['BOE-A-2010-6737 dad_1']],
    ['DA 1ª Ley 10/2010', ['BOE-A-2010-6737 dad_1']],
    ['D.T. 2ª Ley 10/2010', ['BOE-A-2010-6737 dtr_2']],
    ['disposición final decimosexta LOPDGDD', ['LOPDGDD dfi_16']],
    ['párrafo segundo del artículo 25.1 Ley 10/2010', ['BOE-A-2010-6737 art_25/par_1/sub_2']],
    ['RDL 19/2018 art. 3', ['BOE-A-2018-16036 art_3']],
    ['artículo 7 de la L.O. 3/2018', ['LOPDGDD art_7']],
    ['32022R2554#art_19/par_4/pnt_a', ['DORA art_19/par_4/pnt_a']],
    ['02014R0910-20241018#art_5a', ['eIDAS art_5a']],
    ['https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A02014R0910-20241018#art_5a', ['eIDAS art_5a']],
    ['http://data.europa.eu/eli/reg/2022/2554/oj', ['DORA']],
    ['https://www.boe.es/buscar/act.php?id=BOE-A-2010-6737#a42', ['BOE-A-2010-6737 art_42']],
    ['CNMV Circular 1/2018', ['BOE-A-2018-4247']],
    ['Article 28 § 2 DORA', ['DORA art_28/par_2']],
    ['Article 28 §§ 2 and 3 DORA', ['DORA art_28/par_2 art_28/par_3']],
    ['§ 28 (2) DORA', ['DORA art_28/par_2']],
    ['Article 5 bis DORA', ['DORA art_5bis']],
    ['Article 5(1a) DORA', ['DORA art_5/par_1a']],
    ['CRR 4(1)(145)', ['CRR art_4/par_1/par_145']],
    ['the Annex to DORA', ['DORA anx_1']],
    ['letra a bis) del apartado 1 del artículo 5 de la Ley 10/2010', ['BOE-A-2010-6737 art_5/par_1/pnt_abis']],
    ['Artículo 42, apartado 2, letra b bis), Ley 10/2010', ['BOE-A-2010-6737 art_42/par_2/pnt_bbis']],
    ['disposición derogatoria única de la Ley 10/2014', ['BOE-A-2014-6726 dde_1']],
    ['Article 24 MiFID II paragraph 44', ['MiFID II art_24/par_44']],
    ['Article 5 GDPR (1)(f)', ['GDPR art_5/par_1/pnt_f']],
    ['Art. 4 MiFID II (1)(15)', ['MiFID II art_4/par_1/par_15']],
    ['Article 19 DORA (para. 12)', ['DORA art_19/par_12']],
    ['Article 19 DORA Nr. 12', ['DORA art_19/par_12']],
    ['Art. 19 Abs. 4 DORA', ['DORA art_19/par_4']],
    ['Art. 4 nº 7 GDPR', ['GDPR art_4/par_7']],
    ['Article 19 DORA subparagraph 9', ['DORA art_19/sub_9']],
    ['Article 19(4)(c), indent 3, DORA', ['DORA art_19/par_4/pnt_c/idt_3']],
    ['Article 19(4) f DORA', ['DORA art_19/par_4/pnt_f']],
    ['Article 19(4) lit f DORA', ['DORA art_19/par_4/pnt_f']],
    ['DORA:19(4)(c)', ['DORA art_19/par_4/pnt_c']],
    ['art. 51.1 h Ley 10/2010', ['BOE-A-2010-6737 art_51/par_1/pnt_h']],
    ['art. 2.1 ñ Ley 10/2010', ['BOE-A-2010-6737 art_2/par_1/pnt_ñ']],
    ['art. 52.1.zz Ley 10/2010', ['BOE-A-2010-6737 art_52/par_1/pnt_zz']],
    ['art. 97.1.a.9º Ley 10/2014', ['BOE-A-2014-6726 art_97/par_1/pnt_a/par_9']],
    ['art. 42 ap. 9 Ley 10/2010', ['BOE-A-2010-6737 art_42/par_9']],
    ['art. 42-2 Ley 10/2010', ['BOE-A-2010-6737 art_42/par_2']],
    ['art. 4.2.b) ter Ley 10/2010', ['BOE-A-2010-6737 art_4/par_2/pnt_bter']],
    ['art. 4.2 b bis) Ley 10/2010', ['BOE-A-2010-6737 art_4/par_2/pnt_bbis']],
    ['DF 3 bis Ley 10/2010', ['BOE-A-2010-6737 dfi_3bis']],
    ['disposición derogatoria, letra a), Ley 10/2014', ['BOE-A-2014-6726 dde_1/pnt_a']],
    ['Section C of Annex I MiFID II', ['MiFID II anx_1/sec_c']],
    ['Annex III MiCA part A', ['MiCA anx_3/prt_a']],
    ['Article 5 (Governance) DORA', ['DORA art_5']],
    ['Article 5 of Commission Delegated Regulation (EU) 2025/301', ['32025R0301 art_5']],
    ['Art 5(1)(c) of Delegated Regulation 2025/301', ['32025R0301 art_5/par_1/pnt_c']],
    ['Article 33 Directive 95/46/EC', ['31995L0046 art_33']],
    ['Article 1234 DORA', ['DORA art_1234']],
    ['artículo 42 quindecies Ley 10/2010', ['BOE-A-2010-6737 art_42quindecies']],
    ['ley 10/2010 art. 4.bis', ['BOE-A-2010-6737 art_4bis']],
    ['artículo 4-bis Ley 10/2010', ['BOE-A-2010-6737 art_4bis']],
    ['artículo 4 (bis) Ley 10/2010', ['BOE-A-2010-6737 art_4bis']],
    ['Article 19(4)(b) bis DORA', ['DORA art_19/par_4/pnt_bbis']],
    ['gdpr article 6 par 1 lit f', ['GDPR art_6/par_1/pnt_f']],
    ['Art. 28, al. 4, DORA', ['DORA art_28/par_4']],
    ['Art. 28 n.º 4 DORA', ['DORA art_28/par_4']],
    ['point (j), Article 9(2), GDPR', ['GDPR art_9/par_2/pnt_j']],
    ['paragraph 6, Article 33, GDPR', ['GDPR art_33/par_6']],
    ['D.A. 17ª.2.d) LOPDGDD', ['LOPDGDD dad_17/par_2/pnt_d']],
    ['artículo 29.1.d) 3.º Ley 10/2014', ['BOE-A-2014-6726 art_29/par_1/pnt_d/par_3']],
    ['Article 3, definition 65, DORA', ['DORA art_3/pnt_65']],
    ['gdpr art 6 1 g', ['GDPR art_6/par_1/pnt_g']],
    ['art 42 2 a ley 10/2010', ['BOE-A-2010-6737 art_42/par_2/pnt_a']],
    ['disp. final 7ª ley 10/2010', ['BOE-A-2010-6737 dfi_7']],
    ['norma quincuagésima circular 2/2016 bde', ['BOE-A-2016-1238 art_50']],
    ['norma trigésima quinta bis Circular 2/2016', ['BOE-A-2016-1238 art_35bis']],
    ['Article XIX of DORA', ['DORA art_19']],
    ['whereas 26 GDPR', ['GDPR rct_26']],
    ['art_5 DORA', ['DORA art_5']],
    ['32022R2554 art_5', ['DORA art_5']],
    ['boe-a-2010-6737#art_42', ['BOE-A-2010-6737 art_42']],
    ['https://www.boe.es/buscar/act.php?id=BOE-A-2010-6737#a42bis', ['BOE-A-2010-6737 art_42bis']],
    ['Article 3 of Spanish Law 10/2010', ['BOE-A-2010-6737 art_3']],
    ['Organic Law 3/2018 Article 9', ['LOPDGDD art_9']],
    ['Circular 4/2017 del Banco de España, norma 66', ['BOE-A-2017-14334 art_66']],
  ])('%s', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });

  it.each([
    ['Article 5(1), (2) and (3) DORA', ['DORA art_5/par_1 art_5/par_2 art_5/par_3']],
    ['Article 5(1), (2)(b) DORA', ['DORA art_5/par_1 art_5/par_2/pnt_b']],
    ['Article 5(1)(a), (2)(b) and (3) DORA', ['DORA art_5/par_1/pnt_a art_5/par_2/pnt_b art_5/par_3']],
    ['Article 5(1)-(3) DORA', ['DORA art_5/par_1 art_5/par_2 art_5/par_3']],
    ['Article 5(2)(h) and (i) DORA', ['DORA art_5/par_2/pnt_h art_5/par_2/pnt_i']],
    ['Article 5(1)(a)(i) and (ii) DORA', ['DORA art_5/par_1/pnt_a/pnt_i art_5/par_1/pnt_a/pnt_ii']],
    ['Article 5(1)(a)(i) and (b) DORA', ['DORA art_5/par_1/pnt_a/pnt_i art_5/par_1/pnt_b']],
    ['Article 5, paragraphs 2 and 3, DORA', ['DORA art_5/par_2 art_5/par_3']],
    ['Articles 5(1) and 6(2)(b) DORA', ['DORA art_5/par_1 art_6/par_2/pnt_b']],
    ['first and second paragraphs of Article 5 DORA', ['DORA art_5/sub_1 art_5/sub_2']],
    ['párrafos segundo y tercero del artículo 25 Ley 10/2010', ['BOE-A-2010-6737 art_25/sub_2 art_25/sub_3']],
    ['disposiciones adicionales segunda y tercera de la Ley 10/2010', ['BOE-A-2010-6737 dad_2 dad_3']],
    ['disposiciones transitorias primera a tercera de la Ley 10/2014', ['BOE-A-2014-6726 dtr_1 dtr_2 dtr_3']],
    ['disposiciones adicionales de la Ley 10/2010', ['BOE-A-2010-6737']],
    ['Articles 5, 6 DORA and 7, 8 GDPR', ['DORA art_5 art_6', 'GDPR art_7 art_8']],
    ['Article 33 GDPR vs 19 DORA', ['GDPR art_33', 'DORA art_19']],
    ['Article 5 DORA, 6 GDPR', ['DORA art_5', 'GDPR art_6']],
  ])('reads every place of a list: %s', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });

  it.each([
    ['Under DORA, what does Article 19 say?', ['DORA art_19']],
    ['compare Article 5 DORA and Article 21 NIS2', ['DORA art_5', 'NIS2 art_21']],
    ['DORA Article 5, NIS2 Article 21', ['DORA art_5', 'NIS2 art_21']],
    ['DORA, Article 5, NIS2, Article 21', ['DORA art_5', 'NIS2 art_21']],
    ['Article 24(2) and Article 25 MiFID II', ['MiFID II art_24/par_2 art_25']],
  ])('gives each place its own act: %s', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });

  it.each([
    'within 72 hours',
    '5 years',
    'Article',
    'two of the 3',
    'EUR 10 000',
    'Basel III',
    'el mar y la tierra',
    'I like crr and mar',
    '',
    '   ',
  ])('finds nothing in %j', (text) => {
    expect(short(text)).toEqual([]);
  });

  it.each([
    ['GDPR 2018', ['GDPR']],
    ['DORA 72 hours', ['DORA']],
    ['DORA 14 December 2022', ['DORA']],
    ['DORA, 17 January 2025', ['DORA']],
    ['RGPD 25 de mayo de 2018', ['GDPR']],
    ['the DORA 5 pillars', ['DORA']],
    ['GDPR 6 principles', ['GDPR']],
    ['Article 14 may apply under DORA', ['DORA art_14']],
    ['Top 10 DORA requirements', ['DORA']],
    ['within 72 hours under GDPR', ['GDPR']],
    ['article 5 of our policy', ['art_5']],
    ['Article 5 says what?', ['art_5']],
  ])('takes no number for a place that is none: %s', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });
});

describe('hostile texts', () => {
  it.each([
    ['a megabyte', 'lorem ipsum dolor '.repeat(60_000)],
    ['brackets', 'Article 1(1'.repeat(20_000)],
    ['opening brackets', `Article 1${'(1)('.repeat(50_000)}`],
    ['commas', `Articles ${'1, '.repeat(100_000)}`],
    ['blanks', `Article${' '.repeat(200_000)}5`],
    ['emoji', '🦜 Article 5 DORA 🦜'.repeat(1_000)],
    ['NULs', 'Article\0 5\0DORA\0'.repeat(1_000)],
    ['right to left', '\u202eArticle 5 DORA\u202c'],
    ['regex', '^(a+)+$ [Article] {5} \\d DORA'],
  ])('survives %s', (_name, text) => {
    const { mentions } = findMentions(text, names);
    for (const { start, end, text: words } of mentions) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(text.length);
      expect(words.length).toBeGreaterThan(0);
    }
  });

  it('reads at most fifty places and says so', () => {
    const { mentions, cut } = findMentions('Article 5 DORA. '.repeat(1_000), names);
    expect(mentions.length).toBeGreaterThanOrEqual(50);
    expect(cut).toBe(true);
    expect(findMentions('Articles 1 to 400 DORA', names).cut).toBe(true);
    expect(findMentions('Articles 1 to 4 DORA', names).cut).toBe(false);
  });

  it('keeps offsets true beside characters of two units', () => {
    const text = '🦜🦜 see Article 5 DORA';
    expect(findMentions(text, names).mentions[0]?.start).toBe(text.indexOf('Article'));
  });
});
