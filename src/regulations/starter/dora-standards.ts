import { article, type StarterAct } from './starter-act.ts';

export const INCIDENT_CLASSIFICATION: StarterAct = {
  act: '32024R1772',
  date: '2024-03-13',
  articles: [
    article('2', 'Reputational impact', [
      ['par_1/pnt_a', 'There is reputational impact where the incident has been in the media.'],
      [
        'par_1/pnt_b',
        'There is reputational impact where different clients or counterparts complained repeatedly about client-facing services or critical business relationships.',
      ],
    ]),
    article('3', 'Measuring duration and downtime', [
      ['par_1/sub_1', 'The duration of an incident runs from when it occurs until it is resolved.'],
      [
        'par_1/sub_2',
        'Where the start cannot be determined, the duration runs from detection; where the incident is found to have begun before that, from when logs or other data sources record it.',
      ],
    ]),
    article('8', 'When an incident is major', [
      [
        'par_1',
        'An incident is major where it has affected critical services and, besides, either there was successful, malicious and unauthorised access that may cause data losses, as in Article 9(5), or at least two of the other materiality thresholds are met.',
      ],
      [
        'par_2/sub_1',
        'Recurring incidents none of which is major alone count together as one major incident where they occurred at least twice within 6 months, share the same apparent root cause and collectively fulfil the criteria.',
      ],
      ['par_2/sub_2', 'Whether incidents recur is assessed monthly.'],
      [
        'par_2/sub_3',
        'The rules on recurring incidents spare microenterprises and the entities under the simplified framework of DORA Article 16(1).',
      ],
    ]),
    article('9', 'Materiality thresholds', [
      [
        'par_1/pnt_a',
        'The threshold for clients, counterparts and transactions, which counts once however many of its conditions are fulfilled, is met where more than 10 % of the clients who use the service are affected.',
      ],
      [
        'par_1/pnt_b',
        'More than 100 000 affected clients of the service are enough to meet the threshold for clients, counterparts and transactions, which counts once however many of its conditions are fulfilled.',
      ],
      [
        'par_1/pnt_c',
        'More than 30 % affected among the financial counterparts active around the service are enough to meet the threshold for clients, counterparts and transactions, which counts once however many of its conditions are fulfilled.',
      ],
      [
        'par_1/pnt_d',
        'Affected transactions above 10 % of the daily average number for the service are enough to meet the threshold for clients, counterparts and transactions, which counts once however many of its conditions are fulfilled.',
      ],
      [
        'par_3/pnt_a',
        'Duration and service downtime share one threshold, which an incident longer than 24 hours meets by itself.',
      ],
      [
        'par_3/pnt_b',
        'Duration and service downtime share one threshold, which is also met where ICT services behind critical or important functions are down for more than 2 hours.',
      ],
      ['par_4', 'The threshold for geographical spread is met where at least two Member States feel an impact.'],
      ['par_6', 'The threshold for economic impact is costs and losses above 100 000 euro, incurred or likely.'],
    ]),
  ],
};

export const INCIDENT_REPORTING: StarterAct = {
  act: '32025R0301',
  date: '2024-10-23',
  articles: [
    article('5', 'Time limits for incident reports', [
      [
        'par_1/pnt_a',
        'The initial notification is due as early as possible: within four hours of classifying the incident as major, and no later than 24 hours after becoming aware of it.',
      ],
      [
        'par_1/pnt_b',
        'The intermediate report is due within 72 hours of the initial notification, even where nothing has changed; an updated one follows without undue delay and in any event once regular activities are back.',
      ],
      [
        'par_1/pnt_c',
        'The final report is due no later than one month after the intermediate report or its latest update.',
      ],
      [
        'par_2',
        'An incident classified as major only after 24 hours from becoming aware of it is notified within four hours of that classification.',
      ],
      [
        'par_3',
        'An entity that cannot keep a time limit tells the competent authority without undue delay, within that time limit at the latest, and explains why.',
      ],
      [
        'par_4',
        'A time limit that ends on a weekend or on a bank holiday in the entity’s Member State may be met by noon of the next working day, save where Article 5(5) denies this, as it does to credit institutions for initial notifications and intermediate reports.',
      ],
      [
        'par_5',
        'For initial notifications and intermediate reports, credit institutions, operators of trading venues, central counterparties and entities that are essential or important under NIS2 have no relief for weekends and bank holidays.',
      ],
    ]),
  ],
};

export const ICT_RISK_MANAGEMENT: StarterAct = {
  act: '32024R1774',
  date: '2024-03-13',
  articles: [
    article('5', 'ICT asset management', [
      ['par_1', 'Financial entities develop, document and implement a procedure to manage their ICT assets.'],
      [
        'par_2',
        'The procedure has criteria for judging how critical information and ICT assets that support business functions are.',
      ],
    ]),
    article('10', 'Vulnerability and patch management', [
      ['par_1', 'Procedures for managing vulnerabilities have to be developed, documented and implemented.'],
      [
        'par_2/pnt_b',
        'Automated vulnerability scans and assessments are as frequent and as wide as the classification and the risk profile of the ICT asset require; for assets behind critical or important functions, weekly is the minimum.',
      ],
      [
        'par_2/sub_2',
        'ICT assets that support critical or important functions undergo automated vulnerability scans and assessments at least once a week.',
      ],
    ]),
    article('13', 'Network security', [
      [
        'pnt_a',
        'Networks and ICT systems are segregated and segmented, by the criticality of the functions they support, their classification and their risk profile.',
      ],
      ['pnt_b', 'All network connections and data flows are documented.'],
      ['pnt_c', 'ICT assets are administered over a separate, dedicated network.'],
    ]),
    article('21', 'Access control', [
      [
        'pnt_a',
        'Access rights follow least privilege, need to use and need to know, also for remote and emergency access.',
      ],
      [
        'pnt_c',
        'Generic and shared accounts are limited as far as possible, and users can be identified at all times for what they do.',
      ],
    ]),
    article('27', 'Report on the review of the framework', [
      [
        'par_1',
        'The report about a review of the framework is submitted in an electronic format that can be searched.',
      ],
      ['par_2/pnt_b', 'The report gives the date on which the management body approved it.'],
    ]),
  ],
};

export const ICT_SERVICES_POLICY: StarterAct = {
  act: '32024R1773',
  date: '2024-03-13',
  articles: [
    article('3', 'Governance of the policy', [
      [
        'par_1',
        'At least once a year the management body reviews the policy on ICT services behind critical or important functions and updates it where necessary.',
      ],
      [
        'par_2',
        'The policy contains or refers to a method for telling which ICT services have a critical or important function depend on them.',
      ],
    ]),
    article('8', 'Contractual clauses', [
      [
        'par_1',
        'The policy requires that contracts on ICT services behind critical or important functions are in writing and contain everything that DORA Article 30(2) and (3) demands.',
      ],
      [
        'par_2',
        'The policy requires that contracts on ICT services behind critical or important functions give the financial entity the right to access information, to inspect, to audit and to test ICT.',
      ],
    ]),
    article('10', 'Exit', [
      [
        'sub_1',
        'The policy demands a documented exit plan for each contract on ICT services behind critical or important functions, and that the plan is reviewed and tested periodically.',
      ],
      [
        'sub_2',
        'Exit plans are realistic and feasible, rest on plausible scenarios and reasonable assumptions, and have a schedule that fits the exit and termination terms.',
      ],
    ]),
  ],
};
