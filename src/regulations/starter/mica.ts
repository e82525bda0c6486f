import { article, type StarterAct } from './starter-act.ts';

export const MICA: StarterAct = {
  act: '32023R1114',
  date: '2023-05-31',
  articles: [
    article('36', 'Reserve of assets', [
      ['par_1/sub_1', 'Issuers of asset-referenced tokens must have a reserve of assets at all times.'],
      [
        'par_2',
        'The reserve is legally segregated from the estate of the issuer and from the reserves of other tokens, so that creditors have no recourse to it.',
      ],
    ]),
    article('48', 'Offering e-money tokens', [
      [
        'par_1/pnt_a',
        'Unless the issuer consents in writing to another person doing it, only the issuer of an e-money token may offer it to the public in the Union or seek its admission to trading, and the issuer must be authorised as a credit institution or electronic money institution.',
      ],
      [
        'par_1/pnt_b',
        'The issuer of an e-money token must have notified a white paper to the competent authority and published it before the token is offered to the public or its admission to trading is sought.',
      ],
      [
        'par_1/sub_2',
        'With the written consent of the issuer, others may offer an e-money token to the public or have it admitted to trading; Articles 50 and 53 then bind them.',
      ],
      ['par_2/sub_1', 'E-money tokens are deemed to be electronic money.'],
    ]),
    article('59', 'Authorisation of crypto-asset service providers', [
      [
        'par_1/pnt_a',
        'Nobody may provide crypto-asset services within the Union without authorisation as a crypto-asset service provider, unless Article 60 allows it.',
      ],
      [
        'par_1/pnt_b',
        'Credit institutions and certain other financial entities may provide crypto-asset services under the rules of Article 60 instead of that authorisation.',
      ],
      [
        'par_2',
        'The registered office of authorised providers is in a Member State in which they do at least part of their crypto-asset business; they are effectively managed from within the Union, where one director or more must be resident.',
      ],
    ]),
    article('60', 'Banks and other entities that provide crypto-asset services', [
      [
        'par_1',
        'Before a credit institution provides crypto-asset services for the first time, it notifies its home competent authority, 40 working days ahead or earlier.',
      ],
      [
        'par_3',
        'Crypto-asset services equivalent to the services it is authorised for are open to an investment firm that has notified its home competent authority, 40 working days ahead of the first time or earlier.',
      ],
      [
        'par_10',
        'Banks and the others that provide crypto-asset services after a notification are exempt from Articles 62 to 64 on authorisation, Article 67 on prudential requirements and Articles 83 and 84 on acquisitions.',
      ],
    ]),
    article('63', 'How an application is assessed', [
      [
        'par_1',
        'The competent authority acknowledges receipt of an application in writing, within five working days of receipt.',
      ],
      [
        'par_2/sub_1',
        'Within 25 working days of receipt the competent authority checks whether an application is complete.',
      ],
    ]),
    article('66', 'Duties towards clients', [
      [
        'par_1',
        'Crypto-asset service providers act honestly, fairly and professionally in the best interests of clients and prospective clients.',
      ],
      ['par_3/sub_1', 'They have to warn clients of the risks of crypto-asset transactions.'],
      ['par_4', 'Their policies on pricing, costs and fees are public, in a prominent place on the website.'],
    ]),
    article('67', 'Prudential safeguards', [
      [
        'par_1',
        'Crypto-asset service providers, save the banks and others that act under Article 60, always need prudential safeguards of at least the higher of the minimum capital in Annex IV and a quarter of last year’s fixed overheads.',
      ],
    ]),
    article('70', 'Safekeeping of clients’ assets and funds', [
      [
        'par_1',
        'Providers that hold crypto-assets of clients, or the keys to them, arrange to protect the ownership rights of clients, above all in an insolvency, and to keep the assets from being used for own account.',
      ],
      [
        'par_3/sub_1',
        'Clients’ funds other than e-money tokens are placed with a credit institution or central bank by the end of the business day after their receipt; Article 70(5) exempts providers that are credit, payment or electronic money institutions.',
      ],
    ]),
    article('71', 'Complaints', [
      [
        'par_1',
        'Providers need effective and transparent procedures for handling complaints promptly, fairly and consistently, and publish a description of them.',
      ],
      ['par_2', 'Complaining is free of charge for clients.'],
    ]),
    article('143', 'Transitional measures', [
      [
        'par_3/sub_1',
        'Providers that lawfully offered their services before 30 December 2024 could continue until authorisation was granted or refused, and no longer than until 1 July 2026, unless their Member State gave them less time.',
      ],
      [
        'par_3/sub_2',
        'Member States may opt out of the transition for service providers or shorten it where their earlier rules were less strict.',
      ],
    ]),
    article('149', 'Entry into force and application', [
      [
        'par_2',
        'In general MiCA applies from 30 December 2024; some of its provisions have applied from earlier dates.',
      ],
      ['par_3', 'Title III on asset-referenced tokens and Title IV on e-money tokens have applied since 30 June 2024.'],
    ]),
  ],
};
