import type { ApplicabilityException } from '../act.ts';
import { euAct, paragraphs } from './entry-builders.ts';
import type { RegisterEntry } from './register-entry.ts';

const MARCH_2024 = {
  kind: 'delegated_regulation',
  document: '2024-03-13',
  published: '2024-06-25',
  inForce: '2024-07-15',
} as const;
const FEBRUARY_2024 = {
  kind: 'delegated_regulation',
  document: '2024-02-22',
  published: '2024-05-30',
  inForce: '2024-06-19',
} as const;

/** How the notes name the second kind of high-risk systems of the AI Act. */
const PRODUCTS = 'AI systems that are high-risk under Article 6(1)';

/**
 * The Council adopted the Digital Omnibus on AI on that day, by concordant secondary sources; its text is not held, and
 * neither is the day on which it entered into force (before 2 August 2026).
 */
const OMNIBUS_DAY = '2026-06-29';

function moved(before: string): string {
  return (
    `moved from ${before} by the Digital Omnibus on AI, adopted on ${OMNIBUS_DAY}, ` +
    'according to secondary sources, not checked against its text'
  );
}

/** Article 113 of the AI Act as published; then Sections 1 to 3 of Chapter III as the Digital Omnibus put them off. */
const AI_ACT_DATES: readonly ApplicabilityException[] = [
  { places: ['art_1..art_5'], from: '2025-02-02' },
  {
    places: ['art_28..art_39', 'art_51..art_56', 'art_64..art_70', 'art_99..art_100', 'art_78'],
    from: '2025-08-02',
  },
  { places: ['art_6/par_1', 'anx_1'], from: '2027-08-02' },
  { places: ['art_8..art_27'], from: '2027-08-02', only: PRODUCTS },
  { places: ['art_6..art_27', 'anx_3'], from: '2027-12-02', since: OMNIBUS_DAY, why: moved('2026-08-02') },
  { places: ['art_6/par_1', 'anx_1'], from: '2028-08-02', since: OMNIBUS_DAY, why: moved('2027-08-02') },
  { places: ['art_8..art_27'], from: '2028-08-02', since: OMNIBUS_DAY, only: PRODUCTS, why: moved('2027-08-02') },
];

const ACTS_OF_2015 =
  'counted from Implementing Regulations (EU) 2015/1501 and 2015/1502, not checked against their texts';

/** Article 52(2) of the eIDAS Regulation; the implementing acts of 2015 that it counts from applied from 29 September 2015. */
const EIDAS_DATES: readonly ApplicabilityException[] = [
  {
    places: [
      ...paragraphs(
        '8(3) 9(5) 12(2,3,4,5,6,7,8,9) 17(8) 19(4) 20(4) 21(4) 22(5) 23(3) 24(5) 27(4,5) 28(6) 29(2) 30(3,4)',
      ),
      ...paragraphs('31(3) 32(3) 33(2) 34(2) 37(4,5) 38(6) 42(2) 44(2) 45(2)'),
      'art_47',
      'art_48',
    ],
    from: '2014-09-17',
  },
  {
    places: ['art_7', 'art_9', 'art_10', 'art_11', ...paragraphs('8(1,2) 12(1)')],
    from: '2015-09-29',
    why: ACTS_OF_2015,
  },
  {
    places: ['art_6'],
    from: '2018-09-29',
    why: ACTS_OF_2015,
  },
];

/** Operational resilience and its technical standards, data protection, cybersecurity, artificial intelligence, identity. */
export const DIGITAL_ACTS: readonly RegisterEntry[] = [
  euAct('32022R2554', 'digital operational resilience of the financial sector', {
    short: 'DORA',
    en: ['Digital Operational Resilience Act', 'DORA Regulation'],
    es: ['Reglamento DORA', 'Reglamento de resiliencia operativa digital'],
    document: '2022-12-14',
    published: '2022-12-27',
    inForce: '2023-01-16',
    applicable: '2025-01-17',
    lastArticle: 64,
  }),
  euAct('32022L2556', 'amendments to sectoral directives as regards digital operational resilience', {
    en: ['DORA Directive'],
    document: '2022-12-14',
    published: '2022-12-27',
    inForce: '2023-01-16',
    transposition: '2025-01-17',
  }),
  euAct('32024R1772', 'DORA: classification of ICT-related incidents and cyber threats', {
    ...MARCH_2024,
    en: ['RTS on incident classification', 'RTS incident classification', 'incident classification RTS'],
    lastArticle: 13,
  }),
  euAct('32024R1773', 'DORA: policy on contracts for ICT services supporting critical or important functions', {
    ...MARCH_2024,
    en: ['RTS on ICT services policy', 'RTS on third-party policy'],
    lastArticle: 11,
  }),
  euAct('32024R1774', 'DORA: ICT risk management tools, methods, processes, policies; simplified framework', {
    ...MARCH_2024,
    en: ['RTS on ICT risk management', 'RTS ICT risk', 'ICT risk management RTS'],
    lastArticle: 42,
  }),
  euAct('32024R1502', 'DORA: criteria for the designation of critical ICT third-party service providers', {
    ...FEBRUARY_2024,
  }),
  euAct('32024R1505', 'DORA: oversight fees charged to critical ICT third-party service providers', {
    ...FEBRUARY_2024,
  }),
  euAct('32024R2956', 'DORA: templates for the register of information', {
    kind: 'implementing_regulation',
    en: ['ITS on the register of information', 'register of information ITS'],
    document: '2024-11-29',
    published: '2024-12-02',
    inForce: '2024-12-22',
  }),
  euAct('32025R0295', 'DORA: harmonisation of conditions for the conduct of oversight', {
    kind: 'delegated_regulation',
    document: '2024-10-24',
    published: '2025-02-13',
  }),
  euAct('32025R0301', 'DORA: content and time limits of incident notifications and reports', {
    kind: 'delegated_regulation',
    en: ['RTS on incident reporting', 'RTS incident reporting', 'incident reporting RTS'],
    document: '2024-10-23',
    published: '2025-02-20',
    inForce: '2025-03-12',
    lastArticle: 7,
  }),
  euAct('32025R0302', 'DORA: forms, templates and procedures of incident reporting', {
    kind: 'implementing_regulation',
    en: ['ITS on incident reporting', 'incident reporting ITS'],
    document: '2024-10-23',
    published: '2025-02-20',
    inForce: '2025-03-12',
    lastArticle: 9,
  }),
  euAct('32025R0532', 'DORA: subcontracting of ICT services supporting critical or important functions', {
    kind: 'delegated_regulation',
    en: ['RTS on subcontracting', 'subcontracting RTS'],
    document: '2025-03-24',
    published: '2025-07-02',
    inForce: '2025-07-22',
  }),
  euAct('32025R1190', 'DORA: threat-led penetration testing', {
    kind: 'delegated_regulation',
    en: ['RTS on TLPT', 'TLPT RTS'],
    document: '2025-02-13',
    published: '2025-06-18',
    inForce: '2025-07-08',
  }),
  euAct('32022L2555', 'measures for a high common level of cybersecurity', {
    short: 'NIS2',
    en: ['NIS 2 Directive'],
    es: ['Directiva NIS2', 'Directiva SRI 2', 'SRI 2'],
    document: '2022-12-14',
    published: '2022-12-27',
    inForce: '2023-01-16',
    transposition: '2024-10-17',
    applicable: '2024-10-18',
    lastArticle: 46,
  }),
  euAct('32022L2557', 'resilience of critical entities', {
    en: ['CER Directive', 'Critical Entities Resilience Directive'],
    es: ['Directiva CER'],
    document: '2022-12-14',
    published: '2022-12-27',
    inForce: '2023-01-16',
    transposition: '2024-10-17',
  }),
  euAct('32024R2847', 'cybersecurity requirements for products with digital elements', {
    en: ['Cyber Resilience Act'],
    es: ['Reglamento de Ciberresiliencia'],
    document: '2024-10-23',
    published: '2024-11-20',
    inForce: '2024-12-10',
    applicable: '2027-12-11',
    exceptions: [
      { places: ['art_14'], from: '2026-09-11' },
      { places: ['art_35..art_51'], from: '2026-06-11' },
    ],
  }),
  euAct('32016R0679', 'protection of personal data', {
    short: 'GDPR',
    en: ['General Data Protection Regulation'],
    es: ['RGPD', 'Reglamento General de Protección de Datos'],
    document: '2016-04-27',
    published: '2016-05-04',
    inForce: '2016-05-24',
    applicable: '2018-05-25',
    lastArticle: 99,
  }),
  euAct('32024R1689', 'harmonised rules on artificial intelligence', {
    short: 'AI Act',
    en: ['Artificial Intelligence Act', 'EU AI Act'],
    es: ['Reglamento de IA', 'Ley de IA', 'Reglamento de Inteligencia Artificial', 'RIA'],
    document: '2024-06-13',
    published: '2024-07-12',
    inForce: '2024-08-01',
    applicable: '2026-08-02',
    exceptions: AI_ACT_DATES,
    lastArticle: 113,
    amendedBy: ['the Digital Omnibus on AI of 2026'],
  }),
  euAct('32014R0910', 'electronic identification and trust services', {
    short: 'eIDAS',
    en: ['eIDAS Regulation', 'eIDAS 2'],
    es: ['Reglamento eIDAS'],
    document: '2014-07-23',
    published: '2014-08-28',
    inForce: '2014-09-17',
    applicable: '2016-07-01',
    exceptions: EIDAS_DATES,
    lastArticle: 52,
    amendedBy: ['Directive (EU) 2022/2555', 'Regulation (EU) 2024/1183'],
  }),
  euAct('32024R1183', 'amendments to eIDAS: European Digital Identity Framework', {
    en: ['European Digital Identity Regulation', 'EUDI Regulation'],
    document: '2024-04-11',
    published: '2024-04-30',
    inForce: '2024-05-20',
  }),
  euAct('32023R2854', 'fair access to and use of data', {
    en: ['Data Act'],
    es: ['Reglamento de Datos'],
    document: '2023-12-13',
    published: '2023-12-22',
    inForce: '2024-01-11',
    applicable: '2025-09-12',
  }),
  euAct('32024R0903', 'public sector interoperability across the Union', {
    en: ['Interoperable Europe Act'],
    es: ['Reglamento sobre la Europa Interoperable'],
    document: '2024-03-13',
    published: '2024-03-22',
    inForce: '2024-04-11',
    applicable: '2024-07-12',
    exceptions: [
      { places: ['art_3/par_1', 'art_3/par_2', 'art_3/par_3', 'art_3/par_4', 'art_17'], from: '2025-01-12' },
    ],
    lastArticle: 23,
  }),
  euAct('32019L1937', 'protection of persons who report breaches of Union law', {
    en: ['Whistleblower Directive', 'Whistleblowing Directive'],
    es: ['Directiva Whistleblowing', 'Directiva de denunciantes'],
    document: '2019-10-23',
    published: '2019-11-26',
    inForce: '2019-12-16',
    transposition: '2021-12-17',
    amendedBy: [],
  }),
  euAct('32019L0882', 'accessibility of products and services', {
    en: ['European Accessibility Act', 'Accessibility Act'],
    es: ['Directiva de accesibilidad'],
    document: '2019-04-17',
    published: '2019-06-07',
    transposition: '2022-06-28',
    applicable: '2025-06-28',
  }),
];
