import { article, type StarterArticle } from './starter-act.ts';

/** Chapters III to V of DORA and its application: incidents, testing, ICT third-party risk. */
export const DORA_INCIDENTS_AND_PROVIDERS: readonly StarterArticle[] = [
  article('17', 'Managing ICT-related incidents', [
    [
      'par_1',
      'Financial entities must have a process by which ICT-related incidents are detected, managed and notified.',
    ],
    [
      'par_2',
      'All ICT-related incidents and all significant cyber threats are recorded, and procedures make sure that the root causes of incidents are identified, documented and addressed.',
    ],
    ['par_3/pnt_a', 'Early warning indicators are part of the incident management process.'],
    [
      'par_3/pnt_e',
      'Senior management gets a report of, at the least, every major ICT-related incident, and the management body is informed of the impact, the response and the additional controls.',
    ],
  ]),
  article('18', 'Classifying incidents and cyber threats', [
    [
      'par_1/pnt_a',
      'One criterion for classifying an incident is how many clients or financial counterparts are affected or how relevant they are, where applicable the number or amount of affected transactions, and whether reputation suffered.',
    ],
    ['par_1/pnt_b', 'The duration of the incident, service downtime included, is a criterion.'],
    [
      'par_1/pnt_c',
      'The geographical spread is a criterion, in particular where more than two Member States are affected.',
    ],
    ['par_1/pnt_d', 'Data losses are a criterion: availability, authenticity, integrity or confidentiality.'],
    ['par_1/pnt_e', 'The criticality of the services affected is a criterion.'],
    ['par_1/pnt_f', 'The economic impact, direct and indirect costs and losses, is a criterion.'],
    [
      'par_2',
      'A cyber threat is classified as significant by the criticality of the services at risk, the clients or counterparts targeted and the areas at risk.',
    ],
  ]),
  article('19', 'Reporting major incidents', [
    ['par_1/sub_1', 'Financial entities have to report major ICT-related incidents to their competent authority.'],
    [
      'par_1/sub_3',
      'A significant credit institution reports to the national competent authority, which passes the report on to the ECB immediately.',
    ],
    ['par_2/sub_1', 'Telling the competent authority about a significant cyber threat is voluntary.'],
    [
      'par_3/sub_1',
      'Where a major incident touches the financial interests of clients, they must be told without undue delay about it and about what was done to mitigate it.',
    ],
    [
      'par_4/pnt_a',
      'The first of the reports on a major incident is an initial notification; its time limit is set by technical standards.',
    ],
    [
      'par_4/pnt_b',
      'An intermediate report follows the initial notification, within the time limit of the technical standards, as soon as the incident’s status has changed significantly or new information changed how it is handled; updates follow with relevant news or when the authority asks.',
    ],
    [
      'par_4/pnt_c',
      'A final report follows, within the time limit of the technical standards, when the analysis of the root cause is complete, even if mitigation is not, and actual impact figures can replace estimates.',
    ],
    [
      'par_5',
      'Reporting may be outsourced to a third party, but the financial entity remains fully responsible for it.',
    ],
  ]),
  article('24', 'The testing programme', [
    [
      'par_1',
      'Other than microenterprises, financial entities need a sound and comprehensive programme for testing digital operational resilience.',
    ],
    ['par_4', 'Other than in microenterprises, tests are done by independent parties, internal or external.'],
    [
      'par_6',
      'Other than microenterprises, financial entities test all ICT systems and applications that support critical or important functions at least yearly.',
    ],
  ]),
  article('25', 'Kinds of tests', [
    [
      'par_1',
      'Suitable tests include vulnerability scans, network security assessments, gap analyses, scenario-based tests, reviews of source code where that is feasible, and penetration testing.',
    ],
    [
      'par_2',
      'Central securities depositories and central counterparties assess vulnerabilities each time before they deploy or redeploy applications, infrastructure components or ICT services that critical or important functions depend on.',
    ],
  ]),
  article('26', 'Threat-led penetration testing (TLPT)', [
    [
      'par_1',
      'Financial entities identified for it carry out threat-led penetration testing at least every 3 years; the competent authority may ask for a higher or lower frequency. Microenterprises and entities under the simplified framework are excepted.',
    ],
    [
      'par_2/sub_1',
      'A threat-led penetration test covers several or all critical or important functions and runs on live production systems.',
    ],
    ['par_8/sub_1', 'An entity that uses internal testers for TLPT must contract external ones every three tests.'],
    ['par_8/sub_2', 'Significant credit institutions may use external testers only.'],
  ]),
  article('28', 'Principles for ICT third-party risk', [
    [
      'par_1/pnt_a',
      'A financial entity that uses ICT services under contract remains fully responsible for complying with DORA and financial services law at all times.',
    ],
    [
      'par_2',
      'Other than microenterprises and entities under the simplified framework, financial entities have a strategy for ICT third-party risk and review it regularly; it includes a policy on the ICT services behind critical or important functions.',
    ],
    [
      'par_3/sub_1',
      'A register of information on all contracts for ICT services of third-party providers is kept and updated at entity, sub-consolidated and consolidated level.',
    ],
    [
      'par_3/sub_3',
      'At least yearly, financial entities report to the competent authorities the number of new ICT contracts, the categories of providers, the types of contract and the services and functions provided.',
    ],
    [
      'par_3/sub_5',
      'The competent authority is told in good time about planned contracts for ICT services behind critical or important functions, and when a function becomes critical or important.',
    ],
    ['par_4/pnt_d', 'Due diligence on the prospective ICT provider comes before the contract.'],
    [
      'par_7/pnt_a',
      'It must be possible to terminate the contract where the provider significantly breaches laws, regulations or contractual terms.',
    ],
    ['par_8/sub_1', 'Exit strategies are required for ICT services that support critical or important functions.'],
  ]),
  article('29', 'Concentration risk', [
    [
      'par_1/pnt_a',
      'Before contracting ICT services behind critical or important functions, an entity considers whether the provider would be hard to substitute.',
    ],
    [
      'par_1/pnt_b',
      'Before contracting ICT services behind critical or important functions, an entity considers whether it would have several such contracts with the same provider or with closely connected ones.',
    ],
    [
      'par_2/sub_1',
      'Where the provider may subcontract ICT services behind a critical or important function, the financial entity weighs the benefits and risks, in particular with subcontractors in third countries.',
    ],
  ]),
  article('30', 'What an ICT contract must contain', [
    [
      'par_1',
      'Rights and obligations of both sides are set out in writing, in one document that includes the service level agreements.',
    ],
    [
      'par_2/pnt_a',
      'The contract describes all functions and ICT services clearly and completely and says whether an ICT service behind a critical or important function, or a material part of it, may be subcontracted and on which conditions.',
    ],
    [
      'par_2/pnt_b',
      'The contract names the regions or countries where services are provided and data is processed and stored, and obliges the provider to give notice before changing them.',
    ],
    [
      'par_2/pnt_f',
      'The provider must assist in an ICT incident related to its service, for a price fixed beforehand or without charging more.',
    ],
    ['par_2/pnt_h', 'The contract contains termination rights with minimum notice periods.'],
    [
      'par_3/pnt_a',
      'For critical or important functions the contract describes service levels in full, with precise targets, quantitative as well as qualitative.',
    ],
    [
      'par_3/pnt_d',
      'For critical or important functions the provider is obliged to take part and fully cooperate in threat-led penetration tests.',
    ],
  ]),
  article('64', 'Entry into force and application', [['sub_2', 'DORA applies from 17 January 2025.']]),
];
