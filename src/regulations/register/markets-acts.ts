import type { ApplicabilityException } from '../act.ts';
import { euAct, paragraphs } from './entry-builders.ts';
import type { RegisterEntry } from './register-entry.ts';

const MIFIR_ARTICLE_55 =
  '1(8,9) 2(2) 5(6,9) 7(2) 9(5) 11(4) 12(2) 13(2) 14(7) 15(5) 17(3) 19(2,3) 20(3) 21(5) 22(4) 23(3) 25(3) 26(9) 27(3) ' +
  '28(4,5) 29(3) 30(2) 31(4) 32(1,5,6) 33(2) 35(6) 36(6) 37(4) 38(3) 40(8) 41(8) 42(7) 45(10) 46(7) 47(1,4) 52(10,12) 54(1)';

/** The acts of 2016 that put MiFID II and MiFIR off by a year, in force from 1 July 2016; their texts are not held. */
function putOff(places: readonly string[], before: string, from: string, by: string): ApplicabilityException {
  return { places, from, since: '2016-07-01', why: `moved from ${before} by ${by}, not checked against its text` };
}

/** Markets in financial instruments, post-trade, market abuse, benchmarks, prospectus, securitisation. */
export const MARKETS_ACTS: readonly RegisterEntry[] = [
  euAct('32014L0065', 'markets in financial instruments: authorisation and conduct of investment firms', {
    short: 'MiFID II',
    en: ['MiFID', 'Markets in Financial Instruments Directive'],
    es: ['Directiva de mercados de instrumentos financieros'],
    document: '2014-05-15',
    published: '2014-06-12',
    inForce: '2014-07-02',
    transposition: '2017-07-03',
    applicable: '2018-01-03',
    exceptions: [
      { places: ['art_1..art_97'], from: '2017-01-03' },
      { places: ['art_65/par_2'], from: '2018-09-03' },
      { places: ['art_92'], from: '2015-07-03' },
      putOff(['art_1..art_97'], '2017-01-03', '2018-01-03', 'Directive (EU) 2016/1034'),
      putOff(['art_65/par_2'], '2018-09-03', '2019-09-03', 'Directive (EU) 2016/1034'),
    ],
    lastArticle: 97,
    amendedBy: ['Directive (EU) 2016/1034', 'Directive (EU) 2021/338', 'Directive (EU) 2024/790'],
  }),
  euAct('32014R0600', 'markets in financial instruments: transparency, reporting, product intervention', {
    short: 'MiFIR',
    en: ['Markets in Financial Instruments Regulation'],
    document: '2014-05-15',
    published: '2014-06-12',
    inForce: '2014-07-02',
    applicable: '2018-01-03',
    exceptions: [
      { places: ['art_1..art_55'], from: '2017-01-03' },
      { places: paragraphs(MIFIR_ARTICLE_55), from: '2014-07-02' },
      { places: paragraphs('37(1,2,3)'), from: '2019-01-03' },
      putOff(['art_1..art_55'], '2017-01-03', '2018-01-03', 'Regulation (EU) 2016/1033'),
      putOff(paragraphs('37(1,2,3)'), '2019-01-03', '2020-01-03', 'Regulation (EU) 2016/1033'),
    ],
    lastArticle: 55,
    amendedBy: ['Regulation (EU) 2016/1033', 'Regulation (EU) 2024/791'],
  }),
  euAct('32014R0596', 'market abuse', {
    short: 'MAR',
    en: ['Market Abuse Regulation'],
    es: ['Reglamento de abuso de mercado'],
    document: '2014-04-16',
    published: '2014-06-12',
    inForce: '2014-07-02',
    applicable: '2016-07-03',
    amendedBy: ['Regulation (EU) 2016/1011', 'Regulation (EU) 2019/2115', 'Regulation (EU) 2024/2809'],
  }),
  euAct('32014L0057', 'criminal sanctions for market abuse', {
    en: ['CSMAD', 'Market Abuse Directive'],
    document: '2014-04-16',
    published: '2014-06-12',
    inForce: '2014-07-02',
    transposition: '2016-07-03',
  }),
  euAct('32012R0648', 'OTC derivatives, central counterparties and trade repositories', {
    short: 'EMIR',
    en: ['European Market Infrastructure Regulation', 'EMIR Refit', 'EMIR 3'],
    document: '2012-07-04',
    published: '2012-07-27',
    inForce: '2012-08-16',
    amendedBy: ['Regulation (EU) 2019/834', 'Regulation (EU) 2024/2987'],
  }),
  euAct('32014R0909', 'securities settlement and central securities depositories', {
    short: 'CSDR',
    en: ['Central Securities Depositories Regulation'],
    document: '2014-07-23',
    published: '2014-08-28',
    inForce: '2014-09-17',
    amendedBy: ['Regulation (EU) 2023/2845'],
  }),
  euAct('32015R2365', 'transparency of securities financing transactions', {
    short: 'SFTR',
    en: ['Securities Financing Transactions Regulation'],
    document: '2015-11-25',
    published: '2015-12-23',
    inForce: '2016-01-12',
    amendedBy: [],
  }),
  euAct('32012R0236', 'short selling and certain aspects of credit default swaps', {
    en: ['Short Selling Regulation'],
    es: ['Reglamento de ventas en corto'],
    document: '2012-03-14',
    published: '2012-03-24',
    applicable: '2012-11-01',
    amendedBy: [],
  }),
  euAct('32021R0023', 'recovery and resolution of central counterparties', {
    en: ['CCP Recovery and Resolution Regulation', 'CCPRR'],
    document: '2020-12-16',
    published: '2021-01-22',
  }),
  euAct('32009R1060', 'credit rating agencies', {
    en: ['Credit Rating Agencies Regulation', 'CRA Regulation'],
    document: '2009-09-16',
    amendedBy: [],
  }),
  euAct('32016R1011', 'indices used as benchmarks', {
    short: 'BMR',
    en: ['Benchmarks Regulation', 'Benchmark Regulation'],
    es: ['Reglamento de índices de referencia'],
    document: '2016-06-08',
    published: '2016-06-29',
    inForce: '2016-06-30',
    applicable: '2018-01-01',
    amendedBy: ['Regulation (EU) 2019/2089', 'Regulation (EU) 2021/168'],
  }),
  euAct('32017R1129', 'prospectus of securities', {
    en: ['Prospectus Regulation'],
    es: ['Reglamento de folletos'],
    document: '2017-06-14',
    published: '2017-06-30',
    inForce: '2017-07-20',
    applicable: '2019-07-21',
    amendedBy: ['Regulation (EU) 2024/2809'],
  }),
  euAct('32004L0109', 'transparency of issuers of listed securities', {
    en: ['Transparency Directive'],
    es: ['Directiva de transparencia'],
    document: '2004-12-15',
    published: '2004-12-31',
    amendedBy: ['Directive 2013/50/EU'],
  }),
  euAct('32014R1286', 'key information documents for packaged retail products', {
    short: 'PRIIPs',
    en: ['PRIIPs Regulation', 'PRIIP'],
    es: ['Reglamento PRIIPs'],
    document: '2014-11-26',
    published: '2014-12-09',
    inForce: '2014-12-29',
    applicable: '2018-01-01',
    amendedBy: ['Regulation (EU) 2016/2340'],
  }),
  euAct('32017R2402', 'securitisation, simple, transparent and standardised securitisation', {
    en: ['Securitisation Regulation'],
    es: ['Reglamento de titulización'],
    document: '2017-12-12',
    published: '2017-12-28',
    inForce: '2018-01-17',
    applicable: '2019-01-01',
    amendedBy: ['Regulation (EU) 2021/557'],
  }),
];
