import { article, type StarterArticle } from './starter-act.ts';

/** Chapters I and II of DORA: proportionality and ICT risk management. */
export const DORA_ICT_RISK: readonly StarterArticle[] = [
  article('1', 'Subject matter', [
    [
      'par_2',
      'For financial entities that are essential or important under NIS2, DORA is the sector-specific act that Article 4 of NIS2 speaks of.',
    ],
  ]),
  article('4', 'Proportionality', [
    [
      'par_1',
      'How a financial entity applies Chapter II on ICT risk management depends on its size, its overall risk profile, and the kind, scale and complexity of its business.',
    ],
    [
      'par_3',
      'Supervisors must keep proportionality in mind when they review the reports on the ICT risk management framework that they have asked for.',
    ],
  ]),
  article('5', 'What the management body answers for', [
    [
      'par_1',
      'Financial entities need internal governance and controls that keep ICT risk managed effectively and prudently.',
    ],
    [
      'par_2/sub_1',
      'It is for the management body to define, approve and oversee everything that implements the ICT risk management framework, and it is responsible for it.',
    ],
    ['par_2/pnt_a', 'The management body has the ultimate responsibility for ICT risk.'],
    [
      'par_2/pnt_e',
      'The management body approves and oversees how the ICT business continuity policy and the response and recovery plans are implemented, and reviews this periodically.',
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
      'Other than in microenterprises, a control function with enough independence is responsible for managing and overseeing ICT risk. Financial entities keep the functions of ICT risk management, control and internal audit apart and independent, on the three lines of defence or an internal model.',
    ],
    [
      'par_5',
      'The framework is reviewed at least once a year (periodically by microenterprises), and also after major ICT-related incidents and after supervisory instructions or findings of tests and audits; the review report goes to the supervisor when it asks for it.',
    ],
    [
      'par_6',
      'Other than in microenterprises, the framework is audited internally and regularly, in line with the audit plan, by independent auditors with knowledge of ICT risk.',
    ],
    [
      'par_8',
      'A digital operational resilience strategy that says how the framework is put into practice is part of it.',
    ],
    [
      'par_10',
      'Checking whether the rules on ICT risk management are met may be outsourced to group or outside undertakings as far as sectoral law lets it, yet the financial entity stays fully responsible for it.',
    ],
  ]),
  article('8', 'Knowing functions, assets and dependencies', [
    [
      'par_1',
      'Financial entities identify, classify and document their ICT supported business functions and the assets behind them, and look at least yearly at whether this is still adequate.',
    ],
    ['par_2', 'Sources of ICT risk are identified continuously, and the risk scenarios are reviewed at least yearly.'],
    [
      'par_3',
      'Other than microenterprises, a financial entity assesses risk at each major change of its network and information systems or of processes and procedures that affect its ICT supported business functions or its assets.',
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
      'Financial entities must have crisis communication plans for responsibly telling clients, counterparts and, as appropriate, the public of, at the least, major ICT-related incidents or vulnerabilities.',
    ],
    [
      'par_3',
      'One person or more must be in charge of carrying out how the entity communicates about ICT-related incidents, and of speaking to the public and the media.',
    ],
  ]),
  article('16', 'Simplified framework for certain entities', [
    [
      'par_1/sub_1',
      'Articles 5 to 15 are disapplied for investment firms that are small and non-interconnected, for exempted payment and e-money institutions, for institutions exempted from Directive 2013/36/EU that their Member State left within DORA, and for small occupational pension institutions.',
    ],
    [
      'par_1/pnt_a',
      'Entities under the simplified framework still need a sound and documented framework for managing ICT risk.',
    ],
    ['par_2', 'The simplified framework is documented and reviewed periodically and upon major ICT-related incidents.'],
  ]),
];
