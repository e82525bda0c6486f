import type { CitablePassage } from '../../../src/assistant/grounding/draft.ts';
import type { Act, Language } from '../../../src/regulations/act.ts';
import { buildProvision } from '../../../src/regulations/importers/provision-builder.ts';
import { createActNames } from '../../../src/regulations/mentions/act-names.ts';
import { placeLabel } from '../../../src/regulations/mentions/label.ts';
import { provisionId } from '../../../src/regulations/place.ts';
import type { ProvisionNode } from '../../../src/regulations/provision.ts';
import { provisionHash, provisionTree } from '../../../src/regulations/provision-tree.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';
import { item, paragraph, text } from '../../assistant/blocks.ts';

/** Article number, heading, then paragraphs; one of several lines is a lead-in with its points. */
type Article = readonly [number: string, heading: string, ...paragraphs: readonly (readonly string[])[]];

const TIDE: Act = {
  id: '32031R0041',
  kind: 'regulation',
  authority: 'EU',
  title: 'Regulation (EU) 2031/41 on tide payments',
  name: 'Regulation (EU) 2031/41',
  shortName: 'TIDEPAY',
  dates: { document: '2031-03-12' },
};
const GRAIN: Act = {
  id: 'BOE-A-2032-700',
  kind: 'ley',
  authority: 'ES',
  title: 'Ley 7/2032, de 9 de mayo, de depósitos de grano',
  name: 'Ley 7/2032',
  dates: { document: '2032-05-09' },
};

const english = (before: boolean): readonly Article[] => [
  [
    '1',
    'Scope',
    ['This Regulation applies to credit institutions, payment institutions and ledger keepers.'],
    ['This Regulation does not apply to cooperative treasuries with fewer than 15 members.'],
  ],
  [
    '5',
    'Reporting of disruptions',
    [
      `Credit institutions shall report each material disruption to the competent authority within ${before ? 6 : 4} hours of its classification. Payment institutions shall report each material disruption to the competent authority within ${before ? 48 : 24} hours of its classification.`,
    ],
    [
      'Institutions shall submit to the competent authority:',
      'an initial notification within 4 hours;',
      `an intermediate report within ${before ? 96 : 72} hours of the initial notification;`,
      'a final report within one month of the intermediate report.',
    ],
    [
      'Ledger keepers may report minor disruptions on a voluntary basis, unless the competent authority has decided otherwise.',
    ],
    [
      `The competent authority should acknowledge receipt of the report within ${before ? 'five' : 'two'} working days.`,
    ],
  ],
  [
    '6',
    'Records',
    [
      `Institutions shall keep the records of all tide transactions for at least ${before ? 'seven' : 'five'} years after the end of the business relationship.`,
    ],
    [
      'Institutions shall not disclose the records to third parties without the written consent of the client, except where a court so orders.',
    ],
    ['Where a client so requests, the institution shall provide a copy of the records free of charge.'],
  ],
  [
    '7',
    'Management body',
    ['The management body shall approve the continuity plan and shall review it at least once a year.'],
    [`No member of the management body shall hold more than ${before ? 'four' : 'three'} other directorships.`],
    ['At least one third of the members of the management body shall be independent.'],
  ],
  [
    '8',
    'Penalties',
    [
      `Member States shall provide for administrative fines of up to EUR ${before ? '3 000 000' : '5 000 000'} or 2 % of the total annual turnover, whichever is higher.`,
    ],
    ['Competent authorities may waive the fine where the institution itself reported the infringement.'],
    ['Competent authorities shall publish each fine on their website for a period of five years.'],
  ],
  [
    '9',
    'Safeguarding',
    [
      'Payment institutions shall deposit the funds of clients in a separate account no later than the end of the second working day following receipt.',
    ],
    ['The funds shall not be used for the own account of the payment institution.'],
    ['Payment institutions may invest the safeguarded funds only in secure and liquid assets.'],
    [
      'Small payment institutions are exempt from paragraph 1 if their average monthly payments do not exceed EUR 3 million.',
    ],
    ['A payment institution is not required to inform clients of changes that are to their benefit.'],
  ],
  [
    '10',
    'Prohibited practices',
    [
      'Institutions shall not:',
      'charge fees for closing an account;',
      'make a payment conditional on the purchase of another product;',
      'use client data for advertising purposes, unless the client has given consent.',
    ],
  ],
  [
    '12',
    'Application',
    [
      `This Regulation shall apply from ${before ? '17 January 2032' : '17 July 2032'}. However, Article 7(3) shall apply from 1 January ${before ? '2033' : '2034'}.`,
    ],
    [
      'By 30 June 2035, the Commission shall submit a report on the application of Article 9(4) of this Regulation and of Regulation (EU) 2022/2554.',
    ],
  ],
];

const spanish = (before: boolean): readonly Article[] => [
  [
    '1',
    'Ámbito de aplicación',
    ['El presente Reglamento se aplica a las entidades de crédito, las entidades de pago y los llevadores de libros.'],
    ['El presente Reglamento no se aplica a las tesorerías cooperativas con menos de 15 miembros.'],
  ],
  [
    '5',
    'Notificación de perturbaciones',
    [
      `Las entidades de crédito notificarán cada perturbación grave a la autoridad competente en un plazo de ${before ? 'seis' : 'cuatro'} horas desde su clasificación. Las entidades de pago notificarán cada perturbación grave a la autoridad competente en un plazo de ${before ? 'cuarenta y ocho' : 'veinticuatro'} horas desde su clasificación.`,
    ],
    [
      'Las entidades presentarán a la autoridad competente:',
      'una notificación inicial en un plazo de cuatro horas;',
      `un informe intermedio en un plazo de ${before ? 'noventa y seis' : 'setenta y dos'} horas desde la notificación inicial;`,
      'un informe final en un plazo de un mes desde el informe intermedio.',
    ],
    [
      'Los llevadores de libros podrán notificar de forma voluntaria las perturbaciones leves, salvo que la autoridad competente haya decidido otra cosa.',
    ],
    [
      `La autoridad competente debería acusar recibo del informe en un plazo de ${before ? 'cinco' : 'dos'} días hábiles.`,
    ],
  ],
  [
    '6',
    'Registros',
    [
      `Las entidades conservarán los registros de todas las operaciones de marea durante al menos ${before ? 'siete' : 'cinco'} años tras el fin de la relación de negocios.`,
    ],
    [
      'Las entidades no divulgarán los registros a terceros sin el consentimiento escrito del cliente, excepto cuando así lo ordene un tribunal.',
    ],
    ['Cuando un cliente lo solicite, la entidad facilitará gratuitamente una copia de los registros.'],
  ],
  [
    '7',
    'Órgano de dirección',
    ['El órgano de dirección aprobará el plan de continuidad y lo revisará al menos una vez al año.'],
    [
      `Ningún miembro del órgano de dirección ocupará más de ${before ? 'cuatro' : 'tres'} cargos directivos adicionales.`,
    ],
    ['Al menos un tercio de los miembros del órgano de dirección serán independientes.'],
  ],
  [
    '8',
    'Sanciones',
    [
      `Los Estados miembros establecerán multas administrativas de hasta ${before ? '3 000 000' : '5 000 000'} EUR o el 2 % del volumen de negocios anual total, si esta cifra es superior.`,
    ],
    ['Las autoridades competentes podrán no imponer la multa cuando la propia entidad haya comunicado la infracción.'],
    ['Las autoridades competentes publicarán cada multa en su sitio web durante un período de cinco años.'],
  ],
  [
    '9',
    'Salvaguardia',
    [
      'Las entidades de pago depositarán los fondos de los clientes en una cuenta separada a más tardar al final del segundo día hábil siguiente a su recepción.',
    ],
    ['Los fondos no se utilizarán por cuenta propia de la entidad de pago.'],
    ['Las entidades de pago solo podrán invertir los fondos salvaguardados en activos seguros y líquidos.'],
    [
      'Las pequeñas entidades de pago estarán exentas del apartado 1 si sus pagos mensuales medios no superan los 3 millones EUR.',
    ],
    ['Las entidades de pago no estarán obligadas a informar a los clientes de los cambios que les beneficien.'],
  ],
  [
    '10',
    'Prácticas prohibidas',
    [
      'Las entidades no podrán:',
      'cobrar comisiones por el cierre de una cuenta;',
      'supeditar un pago a la compra de otro producto;',
      'utilizar los datos de los clientes con fines publicitarios, salvo que el cliente haya dado su consentimiento.',
    ],
  ],
  [
    '12',
    'Aplicación',
    [
      `El presente Reglamento será aplicable a partir del ${before ? '17 de enero de 2032' : '17 de julio de 2032'}. No obstante, el artículo 7, apartado 3, será aplicable a partir del 1 de enero de ${before ? '2033' : '2034'}.`,
    ],
    [
      'A más tardar el 30 de junio de 2035, la Comisión presentará un informe sobre la aplicación del artículo 9, apartado 4, del presente Reglamento y del Reglamento (UE) 2022/2554.',
    ],
  ],
];

const grain: readonly Article[] = [
  [
    '4',
    'Identificación',
    [
      'Los depositarios de grano identificarán a sus clientes antes de aceptar el primer depósito. La identificación se renovará cada tres años.',
    ],
    ['No podrán aceptarse pagos en efectivo superiores a 1.000 euros.'],
    [
      'El depositario podrá aplazar la identificación diez días naturales cuando el valor del depósito sea inferior a 15.000 euros.',
    ],
  ],
  [
    '11',
    'Infracciones',
    ['Las infracciones graves prescribirán a los cuatro años y las leves al año.'],
    ['Queda prohibido trasladar al depositante el coste de las inspecciones.'],
    ['La sanción se reducirá a la mitad si el infractor la paga en el plazo de veinte días hábiles.'],
  ],
];

function nodesOf(articles: readonly Article[], language: Language): readonly ProvisionNode[] {
  const word = language === 'en' ? 'Article' : 'Artículo';
  return articles.flatMap(([number, heading, ...paragraphs]) => {
    const blocks = paragraphs.map(([lead = '', ...points], at) =>
      paragraph(
        `${at + 1}.`,
        text(lead),
        ...points.map((words, point) => {
          const letter = String.fromCharCode(97 + point);
          return item(language === 'en' ? `(${letter})` : `${letter})`, words);
        }),
      ),
    );
    return buildProvision({ place: `art_${number}`, marker: `${word} ${number}`, heading, blocks }).nodes;
  });
}

function passagesOf(
  prefix: string,
  act: Act,
  language: Language,
  date: string,
  articles: readonly Article[],
): CitablePassage[] {
  const nodes = nodesOf(articles, language);
  const tree = provisionTree(nodes);
  return nodes.map(({ place }) => ({
    handle: `${prefix}:${place.replace('art_', '').replace(/\/(?:par|pnt)_/g, '.')}`,
    passage: {
      id: provisionId(act.id, place),
      act: act.id,
      place,
      label: placeLabel(
        place,
        language,
        language === 'es' && act === TIDE ? { ...act, name: 'Reglamento (UE) 2031/41' } : act,
      ),
      version: { date, source: 'official' },
      versionKey: `${act.id}-${language}-${date}`,
      language,
      hash: provisionHash(tree.wholeText(place)),
      text: tree.readableText(place),
    },
  }));
}

/** Passages of this turn by handle: `en:5.1`, `es:10.1.c`, `ley:4.2`. */
export const TURN: readonly CitablePassage[] = [
  ...passagesOf('en', TIDE, 'en', '2033-02-01', english(false)),
  ...passagesOf('es', TIDE, 'es', '2033-02-01', spanish(false)),
  ...passagesOf('ley', GRAIN, 'es', '2032-05-09', grain),
];

/** The first version of the same act, which was not read in this turn. */
export const OLD: readonly CitablePassage[] = [
  ...passagesOf('old-en', TIDE, 'en', '2031-03-12', english(true)),
  ...passagesOf('old-es', TIDE, 'es', '2031-03-12', spanish(true)),
];

export const NAMES = createActNames(ACT_REGISTER, [TIDE, GRAIN]);
export const URLS: ReadonlySet<string> = new Set([
  'https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02031R0041-20330201#art_5',
]);
