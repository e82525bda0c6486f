import type { ActId } from '../../regulations/act.ts';
import {
  FINANCIAL_ADVISERS,
  FINANCIAL_ENTITIES,
  FINANCIAL_MARKET_PARTICIPANTS,
  GROUPS,
  OBLIGED_ENTITIES,
  PAYMENT_SERVICE_PROVIDERS,
} from './actor-terms.ts';
import type { EntityKind } from './profile.ts';

/** Whom an act binds. Facts, told in our own words; `by` names the article that says so. */
export interface ActAddressees {
  /** `everybody`: firms of any kind, as far as they do what the act is about. */
  readonly kinds: readonly EntityKind[] | 'everybody';
  /** Whom it binds, for a person: "payment service providers". */
  readonly whom: string;
  /** "Article 2(1)". */
  readonly by: string;
  /** Articles that bind others as well, the first and last of each range: whether they do is not told by the act. */
  readonly beyond?: readonly ArticleRange[];
  /** A kind that is bound by what the act lays upon another, in these articles or in all. */
  readonly alike?: Alike;
  /** What else a firm of one of these kinds has to know. */
  readonly note?: { readonly kinds: readonly EntityKind[]; readonly text: string };
}

export interface Alike {
  readonly kind: EntityKind;
  readonly as: EntityKind;
  /** Absent: the whole act. */
  readonly articles?: readonly ArticleRange[];
  readonly by: string;
}

/** First and last. */
export type ArticleRange = readonly [number, number];

const DORA: ActAddressees = {
  kinds: [...FINANCIAL_ENTITIES, 'ict_third_party_provider'],
  whom: 'financial entities and ICT third-party service providers',
  by: 'Article 2(1) DORA',
};
/** Of the delegated acts on oversight and its fees. */
const OVERSEEN: ActAddressees = {
  kinds: ['ict_third_party_provider'],
  whom: 'ICT third-party service providers, as far as they are critical, and those who oversee them',
  by: 'Articles 31 to 44 DORA',
};
const OBLIGED: Pick<ActAddressees, 'kinds' | 'whom'> = { kinds: OBLIGED_ENTITIES, whom: 'obliged entities' };
const PROVIDERS: Pick<ActAddressees, 'kinds' | 'whom'> = {
  kinds: PAYMENT_SERVICE_PROVIDERS,
  whom: 'payment service providers',
};
const INSTITUTIONS: Pick<ActAddressees, 'kinds' | 'whom'> = {
  kinds: GROUPS.institutions,
  whom: 'credit institutions and investment firms',
};
const SPANISH_BANKS: Pick<ActAddressees, 'kinds' | 'whom'> = {
  kinds: ['credit_institution'],
  whom: 'credit institutions and their groups',
};
const INSURERS: readonly EntityKind[] = ['insurance_undertaking', 'insurance_intermediary'];

function everybody(whom: string, by: string): ActAddressees {
  return { kinds: 'everybody', whom, by };
}

/** By act; an act that is not here is one of which it is not known. */
export const ACT_ADDRESSEES: ReadonlyMap<ActId, ActAddressees> = new Map<ActId, ActAddressees>([
  ['32022R2554', DORA],
  ['32024R1772', DORA],
  ['32024R1773', DORA],
  ['32024R1774', DORA],
  ['32024R2956', DORA],
  ['32025R0301', DORA],
  ['32025R0302', DORA],
  ['32025R0532', DORA],
  ['32025R1190', DORA],
  ['32024R1502', OVERSEEN],
  ['32024R1505', OVERSEEN],
  ['32025R0295', OVERSEEN],
  [
    '32022L2555',
    {
      kinds: ['credit_institution', 'trading_venue', 'central_counterparty', 'ict_third_party_provider', 'other'],
      whom: 'entities of the kinds in its Annexes I and II, as a rule from medium size on',
      by: 'Article 2(1) to (4)',
      note: {
        kinds: ['credit_institution', 'trading_venue', 'central_counterparty'],
        text: 'For their cybersecurity measures and incident reports DORA takes its place (Article 4 NIS2, Article 1(2) DORA).',
      },
    },
  ],
  ['32016R0679', everybody('whoever processes personal data', 'Articles 2 and 3')],
  ['BOE-A-2018-16673', everybody('whoever processes personal data', 'artículo 2')],
  ['32024R1689', everybody('providers, deployers, importers and distributors of AI systems', 'Article 2(1)')],
  ['32014R0910', everybody('trust service providers, and whoever relies on identification', 'Articles 2(1) and 5f')],
  ['32024R1183', everybody('trust service providers, and whoever relies on identification', 'Article 1')],
  ['32023R2854', everybody('whoever makes connected products or holds their data', 'Article 1(3)')],
  ['32019L1937', everybody('legal entities in the private and public sector', 'Article 8')],
  ['32024R0903', { kinds: [], whom: 'Union entities and public sector bodies', by: 'Article 1(2)' }],

  ['32013R0575', { ...INSTITUTIONS, by: 'Article 1' }],
  ['32024R1623', { ...INSTITUTIONS, by: 'Article 1 CRR' }],
  ['32013L0036', { ...INSTITUTIONS, by: 'Articles 1 and 2' }],
  ['32024L1619', { ...INSTITUTIONS, by: 'Articles 1 and 2 CRD' }],
  ['32014L0059', { ...INSTITUTIONS, by: 'Article 1(1)' }],
  ['32014R0806', { ...INSTITUTIONS, by: 'Article 2' }],
  [
    '32014L0049',
    { kinds: ['credit_institution'], whom: 'deposit guarantee schemes and credit institutions', by: 'Article 1(2)' },
  ],
  [
    '32019L2162',
    { kinds: ['credit_institution'], whom: 'credit institutions that issue covered bonds', by: 'Article 2' },
  ],
  ['32019R2033', { ...INSTITUTIONS, whom: 'investment firms, and large ones as credit institutions', by: 'Article 1' }],
  ['32019L2034', { kinds: ['investment_firm'], whom: 'investment firms', by: 'Article 2' }],

  // Article 37: whoever relies on an exclusion has to notify it.
  ['32015L2366', { ...PROVIDERS, by: 'Articles 1(1) and 33', beyond: [[37, 37]] }],
  ['32018R0389', { ...PROVIDERS, by: 'Article 1' }],
  ['32012R0260', { ...PROVIDERS, by: 'Article 1(1)' }],
  ['32024R0886', { ...PROVIDERS, by: 'Article 1' }],
  ['32021R1230', { ...PROVIDERS, by: 'Article 1' }],
  ['32014L0092', { ...PROVIDERS, by: 'Article 1' }],
  ['32015R0847', { ...PROVIDERS, by: 'Article 2(1)' }],
  [
    '32023R1113',
    {
      kinds: [...PAYMENT_SERVICE_PROVIDERS, 'casp'],
      whom: 'payment service providers and crypto-asset service providers',
      by: 'Article 2(1)',
    },
  ],
  ['32009L0110', { kinds: GROUPS.e_money_token_issuers, whom: 'electronic money issuers', by: 'Article 1(1)' }],
  ['BOE-A-2018-16036', { ...PROVIDERS, by: 'artículo 5' }],

  ['32015L0849', { ...OBLIGED, by: 'Article 2(1)' }],
  ['32024R1624', { ...OBLIGED, by: 'Article 3' }],
  ['BOE-A-2010-6737', { ...OBLIGED, by: 'artículo 2.1' }],
  ['BOE-A-2014-4742', { ...OBLIGED, by: 'artículo 2.1 of Ley 10/2010' }],
  ['BOE-A-2014-6726', { ...SPANISH_BANKS, by: 'artículo 1' }],
  ['BOE-A-2016-1238', { ...SPANISH_BANKS, by: 'norma 2' }],
  ['BOE-A-2017-14334', { ...SPANISH_BANKS, by: 'norma 1' }],

  [
    '32014L0065',
    {
      kinds: ['investment_firm', 'trading_venue', 'data_reporting_service_provider', 'credit_institution'],
      whom: 'investment firms, market operators, data reporting services providers, and credit institutions that provide investment services',
      by: 'Article 1(1), (3) and (4)',
      // Article 1(5) and (6): members of venues, and holders of positions in commodity derivatives, who are exempt.
      beyond: [
        [17, 17],
        [57, 58],
      ],
      alike: {
        kind: 'credit_institution',
        as: 'investment_firm',
        articles: [
          [9, 9],
          [14, 14],
          [16, 38],
          [67, 75],
          [80, 80],
          [85, 86],
        ],
        by: 'Article 1(3) and (4)',
      },
    },
  ],
  [
    '32014R0600',
    {
      kinds: [
        'investment_firm',
        'credit_institution',
        'trading_venue',
        'data_reporting_service_provider',
        'central_counterparty',
        'aifm',
        'ucits_manager',
        'insurance_undertaking',
        'iorp',
        'benchmark_administrator',
      ],
      whom: 'investment firms, credit institutions that provide investment services, market operators, central counterparties and financial counterparties',
      by: 'Article 1(2) to (4)',
      alike: { kind: 'credit_institution', as: 'investment_firm', by: 'Article 1(2)' },
    },
  ],
  ['32014R0596', everybody('whoever issues, trades or knows of financial instruments', 'Article 2')],
  ['32012R0236', everybody('whoever sells short', 'Article 1')],
  [
    '32012R0648',
    everybody('counterparties to derivatives, central counterparties and trade repositories', 'Article 1(2)'),
  ],
  [
    '32011L0061',
    {
      kinds: ['aifm', ...GROUPS.depositaries],
      whom: 'managers of alternative investment funds and their depositaries',
      by: 'Articles 2(1) and 21(3)',
    },
  ],
  [
    '32009L0065',
    {
      kinds: ['ucits_manager', ...GROUPS.depositaries],
      whom: 'UCITS, their management companies and depositaries',
      by: 'Articles 1 and 23(2)',
    },
  ],
  [
    '32009L0138',
    { kinds: ['insurance_undertaking'], whom: 'insurance and reinsurance undertakings', by: 'Article 2(1)' },
  ],
  [
    '32016L0097',
    {
      kinds: [...INSURERS, 'credit_institution', 'investment_firm', 'other'],
      whom: 'whoever distributes insurance',
      by: 'Article 1(2)',
    },
  ],
  [
    '32020R1503',
    { kinds: ['crowdfunding_service_provider'], whom: 'crowdfunding service providers', by: 'Article 1(1)' },
  ],
  [
    '32019R2088',
    {
      kinds: [...new Set([...FINANCIAL_MARKET_PARTICIPANTS, ...FINANCIAL_ADVISERS])],
      whom: 'financial market participants and financial advisers',
      by: 'Articles 1 and 2(1) and (11)',
    },
  ],
  [
    '32023R1114',
    {
      kinds: [
        'casp',
        'art_issuer',
        'credit_institution',
        'electronic_money_institution',
        // Article 60: they may provide crypto-asset services once they have notified it.
        'central_securities_depository',
        'investment_firm',
        'trading_venue',
        'aifm',
        'ucits_manager',
        'other',
      ],
      whom: 'issuers and offerors of crypto-assets and providers of crypto-asset services, among them credit institutions',
      by: 'Articles 2(1), 16, 48 and 59',
      // Titles II and VI bind any legal person that offers or trades crypto-assets.
      beyond: [
        [4, 15],
        [86, 92],
      ],
    },
  ],
]);
