import { spanishAct } from './entry-builders.ts';
import type { RegisterEntry } from './register-entry.ts';

/** Spanish acts; each identifier was checked against the BOE's own references. */
export const SPANISH_ACTS: readonly RegisterEntry[] = [
  spanishAct(
    'BOE-A-2010-6737',
    'Ley 10/2010',
    'ley',
    'ES',
    'prevención del blanqueo de capitales y de la financiación del terrorismo',
    {
      es: ['Ley de prevención del blanqueo de capitales', 'Ley de prevención del blanqueo', 'LPBC', 'LPBCFT'],
      document: '2010-04-28',
      published: '2010-04-29',
    },
  ),
  spanishAct('BOE-A-2014-4742', 'Real Decreto 304/2014', 'real_decreto', 'ES', 'Reglamento de la Ley 10/2010', {
    es: ['RD 304/2014', 'Reglamento de la Ley 10/2010', 'Reglamento de prevención del blanqueo'],
    document: '2014-05-05',
  }),
  spanishAct(
    'BOE-A-2014-6726',
    'Ley 10/2014',
    'ley',
    'ES',
    'ordenación, supervisión y solvencia de entidades de crédito',
    {
      es: ['LOSSEC', 'Ley de solvencia', 'Ley de ordenación, supervisión y solvencia'],
      document: '2014-06-26',
      published: '2014-06-27',
    },
  ),
  spanishAct(
    'BOE-A-2018-16036',
    'Real Decreto-ley 19/2018',
    'real_decreto_ley',
    'ES',
    'servicios de pago y otras medidas urgentes en materia financiera',
    {
      es: ['RDL 19/2018', 'RD-ley 19/2018', 'Ley de servicios de pago'],
      document: '2018-11-23',
      published: '2018-11-24',
    },
  ),
  spanishAct(
    'BOE-A-2018-16673',
    'Ley Orgánica 3/2018',
    'ley_organica',
    'ES',
    'protección de datos personales y garantía de los derechos digitales',
    {
      short: 'LOPDGDD',
      es: ['LO 3/2018', 'LOPD', 'Ley de Protección de Datos'],
      document: '2018-12-05',
      published: '2018-12-06',
    },
  ),
  spanishAct(
    'BOE-A-2016-1238',
    'Circular 2/2016 del Banco de España',
    'circular',
    'BDE',
    'supervisión y solvencia de las entidades de crédito',
    { es: ['Circular de solvencia', 'Circular BdE 2/2016'], document: '2016-02-02', published: '2016-02-09' },
  ),
  spanishAct(
    'BOE-A-2017-14334',
    'Circular 4/2017 del Banco de España',
    'circular',
    'BDE',
    'normas de información financiera pública y reservada de las entidades de crédito',
    { es: ['Circular contable', 'Circular BdE 4/2017'], document: '2017-11-27' },
  ),
  spanishAct(
    'BOE-A-2018-4247',
    'Circular 1/2018 de la CNMV',
    'circular',
    'CNMV',
    'advertencias relativas a instrumentos financieros',
    {
      es: ['Circular CNMV 1/2018', 'Circular 1/2018 de la Comisión Nacional del Mercado de Valores'],
      document: '2018-03-12',
      published: '2018-03-27',
    },
  ),
];
