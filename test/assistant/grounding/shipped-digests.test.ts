import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groundIn } from '../../../src/assistant/grounding/ground.ts';
import { type Desk, openDesk } from '../../../src/compose.ts';
import type { Language } from '../../../src/regulations/act.ts';
import { readPassage } from '../../../src/regulations/read-passage.ts';

const [DORA, GDPR] = ['32022R2554', '32016R0679'];

/** Plain-language sentences on the digests that are shipped: language, act, place, quote, sentence. Each is right. */
const RIGHT: readonly (readonly [Language, string, string, string, string])[] = [
  [
    'en',
    DORA,
    'art_5/par_4',
    'Members of the management body must keep their knowledge of ICT risk up to date, including by regular specific training.',
    'Board members have to keep what they know about ICT risk current, among other things through regular training on the subject.',
  ],
  [
    'es',
    DORA,
    'art_5/par_4',
    'Members of the management body must keep their knowledge of ICT risk up to date, including by regular specific training.',
    'Los miembros del órgano de dirección deben mantener al día sus conocimientos sobre el riesgo de TIC, también mediante formación específica y periódica.',
  ],
  [
    'en',
    DORA,
    'art_17/par_2',
    'All ICT-related incidents and all significant cyber threats are recorded, and procedures make sure that the root causes of incidents are identified, documented and addressed.',
    'You have to record every ICT-related incident and every significant cyber threat, and have procedures for finding, documenting and dealing with their root causes.',
  ],
  [
    'en',
    DORA,
    'art_19/par_1',
    'Financial entities have to report major ICT-related incidents to their competent authority.',
    'Major ICT-related incidents must be reported to the competent authority.',
  ],
  [
    'es',
    DORA,
    'art_19/par_1',
    'Financial entities have to report major ICT-related incidents to their competent authority.',
    'Las entidades financieras deben notificar los incidentes graves relacionados con las TIC a su autoridad competente.',
  ],
  [
    'en',
    DORA,
    'art_19/par_1',
    'A significant credit institution reports to the national competent authority, which passes the report on to the ECB immediately.',
    'If you are a significant credit institution, you report to your national authority, which forwards the report to the ECB at once.',
  ],
  [
    'en',
    DORA,
    'art_26/par_1',
    'Financial entities identified for it carry out threat-led penetration testing at least every 3 years; the competent authority may ask for a higher or lower frequency.',
    'Threat-led penetration tests are due at least once every three years for the entities identified for them, unless the authority sets another frequency.',
  ],
  [
    'es',
    DORA,
    'art_26/par_1',
    'Financial entities identified for it carry out threat-led penetration testing at least every 3 years; the competent authority may ask for a higher or lower frequency.',
    'Las entidades designadas deben realizar pruebas de penetración basadas en amenazas como mínimo cada tres años; la autoridad competente puede pedir otra frecuencia.',
  ],
  [
    'en',
    DORA,
    'art_28/par_3',
    'A register of information on all contracts for ICT services of third-party providers is kept and updated at entity, sub-consolidated and consolidated level.',
    'You must keep an up-to-date register of all contracts with ICT third-party providers, at entity, sub-consolidated and consolidated level.',
  ],
  [
    'en',
    DORA,
    'art_8/par_2',
    'Sources of ICT risk are identified continuously, and the risk scenarios are reviewed at least yearly.',
    'Risk scenarios have to be reviewed at least once a year, while sources of ICT risk are to be identified all the time.',
  ],
  [
    'en',
    DORA,
    'art_11/par_6',
    'ICT continuity, response and recovery plans for systems that support all functions are tested at least yearly, and also after substantive changes to systems behind critical or important functions.',
    'Continuity plans must be tested every year at the least, and again after substantive changes to the systems behind critical or important functions.',
  ],
  [
    'en',
    GDPR,
    'art_33/par_1',
    'The supervisory authority is notified of a personal data breach by the controller without undue delay, where feasible within 72 hours of becoming aware of it, unless a risk to people is unlikely',
    'The controller must notify the authority of a personal data breach without undue delay and, if feasible, within 72 hours of learning of it, unless the breach is unlikely to put people at risk.',
  ],
  [
    'es',
    GDPR,
    'art_33/par_1',
    'The supervisory authority is notified of a personal data breach by the controller without undue delay, where feasible within 72 hours of becoming aware of it, unless a risk to people is unlikely',
    'El responsable debe notificar la violación de datos a la autoridad de control sin demora indebida y, si es posible, en un plazo de 72 horas desde que tenga conocimiento de ella, salvo que sea improbable que suponga un riesgo para las personas.',
  ],
  [
    'en',
    GDPR,
    'art_33/par_2',
    'A processor tells the controller about a breach without undue delay.',
    'Processors, for their part, must inform the controller of any breach without undue delay.',
  ],
  [
    'en',
    GDPR,
    'art_83/par_5',
    'A breach of the basic principles, the rights of data subjects or the rules on transfers, among others, is fined with up to EUR 20 000 000 or, for an undertaking, up to 4 % of its worldwide annual turnover of the preceding year, whichever is higher.',
    'Fines for breaching the basic principles can reach €20 million or, for an undertaking, 4% of its worldwide annual turnover, whichever is higher.',
  ],
  [
    'es',
    GDPR,
    'art_83/par_5',
    'A breach of the basic principles, the rights of data subjects or the rules on transfers, among others, is fined with up to EUR 20 000 000 or, for an undertaking, up to 4 % of its worldwide annual turnover of the preceding year, whichever is higher.',
    'Las multas pueden llegar a 20 millones de euros o, para una empresa, al 4 % de su volumen de negocios anual mundial del ejercicio anterior, la cifra que sea mayor.',
  ],
  [
    'en',
    GDPR,
    'art_12/par_3',
    'The controller tells the data subject what was done about a request under Articles 15 to 22 without undue delay, within one month of receipt at the latest.',
    'You must tell the person what you did about their request within one month of receiving it at the latest.',
  ],
  [
    'es',
    GDPR,
    'art_12/par_3',
    'The controller tells the data subject what was done about a request under Articles 15 to 22 without undue delay, within one month of receipt at the latest.',
    'Hay que responder a la solicitud en el plazo de un mes desde su recepción, como máximo.',
  ],
  [
    'en',
    DORA,
    'art_30/par_2',
    'The provider must assist in an ICT incident related to its service, for a price fixed beforehand or without charging more.',
    'The contract must oblige the provider to help in an ICT incident related to its service, at no extra charge or at a price agreed beforehand.',
  ],
];

describe('what a compliance officer would write of the shipped digests', () => {
  let folder: string;
  let desk: Desk;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-ground-'));
    desk = await openDesk({ dataFolder: folder });
  });
  afterAll(async () => {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(RIGHT)('%s, %s#%s: passes', (language, act, place, quote, text) => {
    const view = desk.reader.at({});
    const version = view.version(act);
    const passage = version && readPassage(view, version, place);
    if (passage === undefined) throw new Error(`${act}#${place} is not in the starter library`);
    const grounded = groundIn(view, language)({ text, citations: [{ passage: 'h-1', quote }] }, [
      { handle: 'h-1', passage },
    ]);
    expect(grounded.ok ? [] : grounded.faults).toEqual([]);
  });
});
