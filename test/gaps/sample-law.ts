import type { DeadlineKind, Modality } from '../../src/gaps/norms/norm.ts';

/** Two invented acts, sixty duties: enough to look at a report as it will be. */
export const LEDGERS = { act: '32039R0417', name: 'Regulation (EU) 2039/417', shortName: 'LEDGERS' } as const;
export const REDRESS = { act: '32041L0088', name: 'Directive (EU) 2041/88', shortName: 'REDRESS' } as const;

type Time = readonly [words: string, kind: DeadlineKind, iso: string | null];

/** A duty in short; what is named stands in the sentence word for word. */
export interface Duty {
  readonly says: string;
  readonly time?: Time;
  readonly to?: string;
  readonly modality?: Modality;
}

type Article = readonly [number: number, heading: string, ...duties: (string | Duty)[]];
export type Chapter = readonly [heading: string, ...articles: Article[]];

const within = (words: string, iso: string): Time => [words, 'within', iso];
const each = (words: string, iso: string): Time => [words, 'recurring', iso];
const kept = (words: string, iso: string): Time => [words, 'retention', iso];

export const LEDGER_CHAPTERS: readonly Chapter[] = [
  [
    'CHAPTER II — Governance of ledgers',
    [
      4,
      'Responsibility of the board',
      'Ledger keepers shall have their board approve the ledger strategy',
      {
        says: 'The board shall review the ledger strategy at least once a year',
        time: each('at least once a year', 'R/P1Y'),
      },
      'The board shall name one of its members who answers for the ledgers',
    ],
    [
      5,
      'Ledger risk framework',
      'Ledger keepers shall keep a written framework for the risks of their ledgers',
      {
        says: 'Ledger keepers shall submit the framework to the Harbour Authority within one month of its approval',
        time: within('within one month of its approval', 'P1M'),
        to: 'the Harbour Authority',
      },
      'Ledger keepers shall set a limit for each risk that the framework names',
    ],
    [
      6,
      'Independent control',
      'Ledger keepers shall keep the control of ledgers apart from their operation',
      {
        says: 'Ledger keepers shall have the framework audited every two years',
        time: each('every two years', 'R/P2Y'),
      },
      { says: 'Ledger keepers shall not give the audit to whoever runs the ledgers', modality: 'must_not' },
    ],
  ],
  [
    'CHAPTER III — Protection and continuity',
    [
      9,
      'Access to ledgers',
      'Ledger keepers shall give access to a ledger only to persons who need it for their task',
      {
        says: 'Ledger keepers shall withdraw access within one working day of the end of the task',
        time: within('within one working day of the end of the task', 'P1D'),
      },
      { says: 'Ledger keepers shall review all rights of access every quarter', time: each('every quarter', 'R/P3M') },
    ],
    [
      10,
      'Copies',
      { says: 'Ledger keepers shall copy each ledger daily', time: each('daily', 'R/P1D') },
      'Ledger keepers shall keep one copy at a place that is apart from the first',
      { says: 'Ledger keepers shall test the restoring of copies twice a year', time: each('twice a year', 'R/P6M') },
    ],
    [
      11,
      'Continuity',
      'Ledger keepers shall keep a plan for the loss of each critical ledger',
      {
        says: 'Ledger keepers shall restore a critical ledger within two hours',
        time: within('within two hours', 'PT2H'),
      },
      {
        says: 'Ledger keepers shall exercise the plan with the participants at least yearly',
        time: each('at least yearly', 'R/P1Y'),
      },
    ],
    [
      12,
      'Training',
      { says: 'Ledger keepers shall train all staff on the ledgers every year', time: each('every year', 'R/P1Y') },
      { says: 'Ledger keepers should offer the training to their providers as well', modality: 'should' },
      'Ledger keepers shall record who was trained',
    ],
  ],
  [
    'CHAPTER IV — Disruptions',
    [
      15,
      'Handling of disruptions',
      'Ledger keepers shall record every disruption of a ledger',
      'Ledger keepers shall classify disruptions by clients hit, duration and loss',
      {
        says: 'Ledger keepers shall keep the records of disruptions for seven years',
        time: kept('for seven years', 'P7Y'),
      },
    ],
    [
      16,
      'Reporting of major disruptions',
      {
        says: 'Ledger keepers shall report a major disruption to the Harbour Authority within four hours of its classification',
        time: within('within four hours of its classification', 'PT4H'),
        to: 'the Harbour Authority',
      },
      {
        says: 'Ledger keepers shall send a final report to the Harbour Authority within one month',
        time: within('within one month', 'P1M'),
        to: 'the Harbour Authority',
      },
      {
        says: 'Ledger keepers shall inform the clients who are hit without undue delay',
        time: ['without undue delay', 'prompt', null],
        to: 'the clients who are hit',
      },
    ],
    [
      17,
      'Lessons',
      {
        says: 'Ledger keepers shall review each major disruption within three months of its end',
        time: within('within three months of its end', 'P3M'),
      },
      'Ledger keepers shall report the lessons to the board',
      { says: 'Ledger keepers shall not close a disruption before its cause is known', modality: 'must_not' },
    ],
  ],
  [
    'CHAPTER V — Providers of ledger services',
    [
      20,
      'Before a contract',
      'Ledger keepers shall assess the risk of a provider before they conclude a contract',
      'Ledger keepers shall assess whether the service depends on one provider alone',
      {
        says: 'Ledger keepers shall announce a contract on a critical ledger to the Harbour Authority thirty days before it begins',
        time: within('thirty days before it begins', 'P30D'),
        to: 'the Harbour Authority',
      },
    ],
    [
      21,
      'Terms of contracts',
      'Contracts shall give the ledger keeper and the Harbour Authority the right to inspect the provider',
      'Contracts shall say where data are kept',
      {
        says: 'Contracts shall oblige the provider to report disruptions to the ledger keeper within one hour',
        time: within('within one hour', 'PT1H'),
        to: 'the ledger keeper',
      },
    ],
    [
      22,
      'Register',
      'Ledger keepers shall keep a register of all contracts with providers',
      {
        says: 'Ledger keepers shall send the register to the Harbour Authority once a year',
        time: each('once a year', 'R/P1Y'),
        to: 'the Harbour Authority',
      },
      'Ledger keepers shall keep a plan for leaving each provider of a critical ledger',
    ],
    [
      23,
      'Watch over providers',
      'The Harbour Authority shall publish a list of critical providers',
      'The Harbour Authority shall inspect critical providers',
      'Member States shall lay down penalties for breaches of this Chapter',
    ],
  ],
];

export const REDRESS_CHAPTERS: readonly Chapter[] = [
  [
    'CHAPTER 1 — Complaints',
    [
      3,
      'Receiving complaints',
      'Firms shall let clients complain in writing, by telephone and in person',
      {
        says: 'Firms shall confirm a complaint to the client within two working days',
        time: within('within two working days', 'P2D'),
        to: 'the client',
      },
      { says: 'Firms shall not charge for a complaint', modality: 'must_not' },
    ],
    [
      4,
      'Answering complaints',
      {
        says: 'Firms shall answer a complaint within fifteen working days of its receipt',
        time: within('within fifteen working days of its receipt', 'P15D'),
      },
      'Firms shall give the reasons for an answer that does not follow the complaint',
      'Firms shall tell the client of the ombudsman',
    ],
    [
      5,
      'Records of complaints',
      { says: 'Firms shall keep complaints and answers for five years', time: kept('for five years', 'P5Y') },
      { says: 'Firms shall analyse complaints every half-year', time: each('every half-year', 'R/P6M') },
      'Firms shall report the analysis to their board',
    ],
  ],
  [
    'CHAPTER 2 — Repayment',
    [
      8,
      'Repayment of losses',
      {
        says: 'Firms shall repay an unauthorised payment by the end of the next working day',
        time: within('by the end of the next working day', 'P1D'),
      },
      'Firms shall restore the account to the state in which it would have been',
      { says: 'Firms shall not delay repayment by asking the client for proof', modality: 'must_not' },
    ],
    [
      9,
      'Vulnerable clients',
      'Firms shall have a procedure for clients who cannot complain by themselves',
      { says: 'Firms should name a person of contact for vulnerable clients', modality: 'should' },
      'Firms shall train the staff who speak with vulnerable clients',
    ],
    [
      10,
      'Publication',
      { says: 'Firms shall publish the number of complaints once a year', time: each('once a year', 'R/P1Y') },
      'Firms shall publish how clients can complain',
      {
        says: 'Firms shall send the figures to the Harbour Authority by 31 March',
        time: ['by 31 March', 'by', null],
        to: 'the Harbour Authority',
      },
    ],
  ],
];
