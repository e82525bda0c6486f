import { article, type StarterAct } from './starter-act.ts';

export const GDPR: StarterAct = {
  act: '32016R0679',
  date: '2016-04-27',
  articles: [
    article('5', 'Principles', [
      [
        'par_1/pnt_b',
        'Purpose limitation: personal data is collected for purposes that are specified, explicit and legitimate, and not processed further in a way that does not fit them.',
      ],
      ['par_1/pnt_c', 'Data minimisation: personal data is adequate, relevant and limited to what the purposes need.'],
      ['par_1/pnt_e', 'Storage limitation: data that identifies people is kept no longer than the purposes require.'],
      ['par_2', 'The controller is responsible for compliance with the principles and must be able to demonstrate it.'],
    ]),
    article('6', 'Lawful grounds for processing', [
      ['par_1/pnt_a', 'Consent of the data subject for one or more specific purposes is a ground for processing.'],
      [
        'par_1/pnt_b',
        'Processing is lawful where a contract with the data subject, or steps that they ask for before one, need it.',
      ],
      ['par_1/pnt_c', 'Processing is lawful where the controller needs it to comply with a legal obligation.'],
      [
        'par_1/pnt_f',
        'Processing that legitimate interests of the controller or a third party make necessary is lawful, unless the interests or rights of the data subject, above all of a child, override them.',
      ],
    ]),
    article('7', 'Consent', [
      ['par_1', 'The controller must be able to show that the data subject consented.'],
      [
        'par_3',
        'Consent can be withdrawn at any time, as easily as it was given, without affecting the lawfulness of earlier processing.',
      ],
    ]),
    article('12', 'Answering requests of data subjects', [
      [
        'par_3',
        'The controller tells the data subject what was done about a request under Articles 15 to 22 without undue delay, within one month of receipt at the latest. Where necessary, in view of the complexity and number of requests, two further months may be added, if the data subject is told within the first month and given the reasons.',
      ],
      [
        'par_4',
        'A controller that does not act on a request says why without delay, within one month of receipt at the latest, and points to the complaint to a supervisory authority and the judicial remedy.',
      ],
    ]),
    article('15', 'Right of access', [
      [
        'par_1',
        'Data subjects are entitled to learn whether their data is processed and, if so, to have access to it and to information such as purposes, categories, recipients and, where possible, the storage period.',
      ],
      [
        'par_3',
        'The controller provides a copy of the data; for further copies it may ask a fee that is reasonable in view of its administrative costs.',
      ],
    ]),
    article('17', 'Right to erasure', [
      [
        'par_1',
        'Data subjects may have their data erased without undue delay on grounds such as that it is no longer necessary, that consent was withdrawn and no other ground remains, or that processing was unlawful.',
      ],
      [
        'par_3/pnt_b',
        'There is no right to erasure so far as Union or Member State law obliges the controller to process the data.',
      ],
    ]),
    article('28', 'Processors', [
      [
        'par_1',
        'A controller uses only processors that offer sufficient guarantees of appropriate technical and organisational measures.',
      ],
      [
        'par_2',
        'A processor needs the prior written authorisation of the controller, specific or general, to engage another processor.',
      ],
      [
        'par_3',
        'Processing for a controller is governed by a binding contract or other legal act that sets out subject-matter, duration, nature, purpose, types of data, data subjects and the rights and obligations of the controller.',
      ],
    ]),
    article('30', 'Records of processing', [
      ['par_1', 'Each controller keeps a record of the processing activities under its responsibility.'],
      ['par_2', 'Each processor keeps a record of all categories of processing that it carries out for controllers.'],
      ['par_3', 'The records are in writing; electronic form will do.'],
      [
        'par_5',
        'Employers of fewer than 250 persons are spared the records, unless the processing is risky, not occasional or covers special categories of data or criminal convictions.',
      ],
    ]),
    article('32', 'Security of processing', [
      [
        'par_1',
        'Controller and processor put in place technical and organisational measures appropriate to the risk, such as encryption and pseudonymisation, resilience of systems, timely restoration and regular testing, as appropriate.',
      ],
    ]),
    article('33', 'Notifying a breach to the supervisory authority', [
      [
        'par_1',
        'The supervisory authority is notified of a personal data breach by the controller without undue delay, where feasible within 72 hours of becoming aware of it, unless a risk to people is unlikely; later notifications give the reasons for the delay.',
      ],
      ['par_2', 'A processor tells the controller about a breach without undue delay.'],
      ['par_5', 'The controller documents every personal data breach: facts, effects and remedial action.'],
    ]),
    article('34', 'Telling data subjects about a breach', [
      [
        'par_1',
        'The controller tells the data subjects without undue delay where the breach is likely to bring a high risk to their rights and freedoms.',
      ],
      [
        'par_3/pnt_a',
        'Data subjects need not be told where measures such as encryption made the data unintelligible to those without authorisation.',
      ],
    ]),
    article('35', 'Data protection impact assessment', [
      [
        'par_1',
        'Where processing, in particular with new technologies, is likely to bring a high risk, the controller assesses its impact on data protection beforehand.',
      ],
      ['par_2', 'The controller asks the data protection officer, where there is one, for advice on the assessment.'],
    ]),
    article('37', 'Data protection officer', [
      [
        'par_1/pnt_b',
        'A data protection officer is needed where the core activities require regular and systematic monitoring of people on a large scale.',
      ],
      [
        'par_2',
        'A group may appoint a single data protection officer who is easily accessible from each establishment.',
      ],
    ]),
    article('83', 'Administrative fines', [
      [
        'par_4',
        'Infringing the obligations of controllers and processors under Articles 8, 11, 25 to 39, 42 and 43, among others, is fined with up to EUR 10 000 000 or, for an undertaking, up to 2 % of its worldwide annual turnover of the preceding year, whichever is higher.',
      ],
      [
        'par_5',
        'A breach of the basic principles, the rights of data subjects or the rules on transfers, among others, is fined with up to EUR 20 000 000 or, for an undertaking, up to 4 % of its worldwide annual turnover of the preceding year, whichever is higher.',
      ],
    ]),
    article('99', 'Entry into force and application', [['par_2', 'The GDPR applies from 25 May 2018.']]),
  ],
};

export const NIS2: StarterAct = {
  act: '32022L2555',
  date: '2022-12-14',
  articles: [
    article('4', 'Sector-specific acts of the Union', [
      [
        'par_1',
        'Where a sector-specific Union act demands cybersecurity measures or incident notifications of at least equivalent effect, the matching provisions of NIS2, those on supervision and enforcement included, do not apply to the entities that it covers.',
      ],
    ]),
    article('20', 'Governance', [
      [
        'par_1/sub_1',
        'Member States see to it that the management bodies of entities that are essential or important approve the measures for managing cybersecurity risk, oversee them and can be held liable for infringements.',
      ],
      [
        'par_2',
        'Those on the management bodies of entities that are essential or important must follow training, and these entities are encouraged to offer similar training to their employees regularly.',
      ],
    ]),
    article('21', 'Cybersecurity risk-management measures', [
      [
        'par_1/sub_1',
        'Entities that are essential or important take technical, operational and organisational measures, appropriate and proportionate, against the risks to their network and information systems.',
      ],
      ['par_2/pnt_b', 'Incident handling is among the minimum measures.'],
      [
        'par_2/pnt_c',
        'Business continuity, with backups and disaster recovery, and crisis management are among the minimum measures.',
      ],
      [
        'par_2/pnt_d',
        'Security of the supply chain, direct suppliers and service providers included, is among the minimum measures.',
      ],
    ]),
    article('23', 'Reporting significant incidents', [
      [
        'par_3/pnt_a',
        'An incident is significant if it has led or can lead to financial loss for the entity or to a severe operational disruption of its services.',
      ],
      [
        'par_4/pnt_a',
        'An early warning is due without undue delay, within 24 hours of becoming aware of a significant incident at the latest.',
      ],
      [
        'par_4/pnt_b',
        'An incident notification with an initial assessment is due without undue delay, at the latest 72 hours after the entity became aware of a significant incident.',
      ],
      [
        'par_4/pnt_d',
        'A final report is due within one month of the incident notification; for an incident that is still ongoing then, point (e) asks for a progress report first.',
      ],
    ]),
    article('34', 'Administrative fines', [
      [
        'par_4',
        'For essential entities that infringe Article 21 or 23 the maximum fine must be at least EUR 10 000 000 or at least 2 % of the worldwide annual turnover that the undertaking they belong to had in the preceding financial year, whichever is higher.',
      ],
      [
        'par_5',
        'For important entities that infringe Article 21 or 23 the maximum fine must be at least EUR 7 000 000 or at least 1,4 % of the worldwide annual turnover that the undertaking they belong to had in the preceding financial year, whichever is higher.',
      ],
    ]),
  ],
};
