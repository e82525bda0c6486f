import { article, type StarterAct } from './starter-act.ts';

export const DORA: StarterAct = {
  act: '32022R2554',
  date: '2022-12-14',
  articles: [
    article('4', 'Proportionality', [
      [
        'par_1',
        'How a financial entity applies Chapter II on ICT risk management depends on its size, its overall risk profile, and how large, complex and varied its business is.',
      ],
      [
        'par_3',
        'Supervisors must keep proportionality in mind when they review the reports on the ICT risk management framework that they have asked for.',
      ],
    ]),
    article('5', 'What the management body answers for', [
      [
        'par_1',
        'Every financial entity needs internal governance and controls that keep ICT risk managed effectively and prudently.',
      ],
      [
        'par_2/sub_1',
        'It is for the management body to define, approve and oversee everything that implements the ICT risk management framework, and it is responsible for it.',
      ],
      ['par_2/pnt_a', 'The management body has the ultimate responsibility for ICT risk.'],
      [
        'par_2/pnt_e',
        'The management body approves the ICT business continuity policy and the response and recovery plans, oversees them and reviews them from time to time.',
      ],
      [
        'par_2/pnt_g',
        'The management body sets aside the budget for digital operational resilience, training and ICT skills included, and reviews it periodically.',
      ],
      [
        'par_2/pnt_h',
        'The management body approves the policy on using ICT services of third-party providers and reviews it periodically.',
      ],
      [
        'par_3',
        'Unless it is a microenterprise, a financial entity either creates a role that watches over contracts with ICT third-party providers or names a senior manager to oversee that risk and its documentation.',
      ],
      [
        'par_4',
        'Members of the management body must keep their knowledge of ICT risk up to date, including by regular specific training.',
      ],
    ]),
    article('6', 'The ICT risk management framework', [
      [
        'par_1',
        'Financial entities must have a sound, comprehensive and well documented framework for ICT risk as part of their overall risk management.',
      ],
      [
        'par_4',
        'Other than in microenterprises, a control function with enough independence is responsible for managing and overseeing ICT risk, and management, control and internal audit are kept apart on the three lines of defence or a similar model.',
      ],
      [
        'par_5',
        'The framework is reviewed at least once a year (periodically by microenterprises), and also after major ICT-related incidents and after supervisory instructions or findings of tests and audits; the review report goes to the supervisor when it asks for it.',
      ],
      [
        'par_6',
        'Other than in microenterprises, auditors with ICT risk knowledge and independence audit the framework regularly, in line with the audit plan.',
      ],
      [
        'par_8',
        'A digital operational resilience strategy that says how the framework is put into practice is part of it.',
      ],
      [
        'par_10',
        'Checking compliance may be outsourced to group or outside undertakings, yet the financial entity stays fully responsible for it.',
      ],
    ]),
    article('8', 'Knowing functions, assets and dependencies', [
      [
        'par_1',
        'Financial entities identify, classify and document their ICT supported business functions and the assets behind them, and look at least yearly at whether this is still adequate.',
      ],
      [
        'par_2',
        'Sources of ICT risk are identified continuously, and the risk scenarios are reviewed at least yearly.',
      ],
      [
        'par_3',
        'Other than microenterprises, a financial entity assesses risk at each major change of its network and information systems or of the processes around them.',
      ],
      ['par_5', 'Processes that depend on ICT third-party providers must be identified and documented.'],
      [
        'par_7',
        'Other than microenterprises, a financial entity assesses the ICT risk of legacy systems at least yearly, and also before as well as after technologies, applications or systems are connected.',
      ],
    ]),
    article('9', 'Protection and prevention', [
      [
        'par_1',
        'Monitoring and control of how secure ICT systems and tools are, and of how they function, must never pause.',
      ],
      [
        'par_4/pnt_a',
        'An information security policy that protects data and ICT assets has to be developed and documented.',
      ],
      [
        'par_4/pnt_c',
        'Physical and logical access to information and ICT assets is limited to what legitimate and approved functions need.',
      ],
      [
        'par_4/pnt_d',
        'Strong authentication and the protection of cryptographic keys have to be covered by policies and protocols.',
      ],
      [
        'par_4/pnt_e',
        'Documented change management makes sure that every change to ICT systems is on record, tested, approved and verified.',
      ],
    ]),
    article('10', 'Detection', [
      [
        'par_1/sub_1',
        'Financial entities need mechanisms that quickly detect anomalous activities and find single points of failure that could be material.',
      ],
      [
        'par_2',
        'Detection has several layers of control, with alert thresholds and criteria that start the response to an incident and alert the staff in charge automatically.',
      ],
    ]),
    article('11', 'Business continuity, response and recovery', [
      [
        'par_1',
        'Financial entities need a comprehensive ICT business continuity policy; it may be a policy of its own within the overall one.',
      ],
      [
        'par_3',
        'ICT response and recovery plans must be implemented and, other than in microenterprises, reviewed by independent internal audit.',
      ],
      [
        'par_5',
        'A business impact analysis of exposures to severe disruption is part of the business continuity policy.',
      ],
      [
        'par_6/pnt_a',
        'ICT continuity, response and recovery plans for systems that support all functions are tested at least yearly, and also after substantive changes to systems behind critical or important functions.',
      ],
      ['par_6/pnt_b', 'Crisis communication plans have to be tested too.'],
    ]),
    article('12', 'Backup, restoration and recovery', [
      [
        'par_1/pnt_a',
        'Backup policies say which data is backed up and how often at least, by how critical or confidential it is.',
      ],
      ['par_2', 'Backup, restoration and recovery procedures are tested periodically.'],
      [
        'par_3/sub_1',
        'When backups are restored on own systems, those systems must be physically and logically separate from the source.',
      ],
      [
        'par_4',
        'Other than microenterprises, which assess whether they need it, a financial entity maintains redundant ICT capacities adequate to its business.',
      ],
    ]),
    article('13', 'Learning from incidents and training', [
      [
        'par_2/sub_1',
        'After a major ICT-related incident that disrupts core activities, the financial entity reviews its causes and what has to be improved.',
      ],
      [
        'par_5',
        'Once a year or more often, senior ICT staff tell the management body what was learnt and make recommendations.',
      ],
      [
        'par_6',
        'ICT security awareness and digital operational resilience training are compulsory for all employees and for senior management.',
      ],
    ]),
    article('14', 'Communication in a crisis', [
      [
        'par_1',
        'With crisis communication plans, clients, counterparts and, as appropriate, the public can be told responsibly, at the least, of major ICT-related incidents or vulnerabilities.',
      ],
      [
        'par_3',
        'One person or more must be in charge of carrying out how the entity communicates about ICT-related incidents, and of speaking to the public and the media.',
      ],
    ]),
    article('16', 'Simplified framework for small entities', [
      [
        'par_1/sub_1',
        'Articles 5 to 15 are disapplied for investment firms that are small and non-interconnected, for certain exempted payment, e-money and credit institutions, and for small occupational pension institutions.',
      ],
      [
        'par_1/pnt_a',
        'Entities under the simplified framework still need a sound and documented framework for managing ICT risk.',
      ],
      [
        'par_2',
        'The simplified framework is documented and reviewed periodically and upon major ICT-related incidents.',
      ],
    ]),
    article('17', 'Managing ICT-related incidents', [
      [
        'par_1',
        'Financial entities must have a process by which ICT-related incidents are detected, managed and notified.',
      ],
      [
        'par_2',
        'All ICT-related incidents and all significant cyber threats are recorded, and their root causes are identified, documented and addressed.',
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
        'How many and how relevant the clients, counterparts and transactions affected are, and whether reputation suffered, is a criterion for classifying an incident.',
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
        'An intermediate report follows the initial notification once the status of the incident has changed significantly or new information changed how it is handled.',
      ],
      [
        'par_4/pnt_c',
        'A final report follows when the analysis of the root cause is complete and actual impact figures can replace estimates.',
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
        'Before contracting for a critical or important function, an entity considers whether the provider would be hard to substitute.',
      ],
      [
        'par_1/pnt_b',
        'It also considers whether it would have several such contracts with the same provider or with closely connected ones.',
      ],
      [
        'par_2/sub_1',
        'Where subcontracting of a critical or important function is possible, its benefits and risks are weighed, in particular with subcontractors in third countries.',
      ],
    ]),
    article('30', 'What an ICT contract must contain', [
      [
        'par_1',
        'Rights and obligations of both sides are set out in writing, in one document that includes the service level agreements.',
      ],
      [
        'par_2/pnt_a',
        'The contract describes all functions and ICT services clearly and completely and says whether subcontracting of a critical or important function is permitted and on which conditions.',
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
  ],
};
