import type { ConflictKind } from '../../../src/gaps/conflicts/conflict.ts';

/** What two policies say of one matter, or what only looks like it. */
export interface Pair {
  readonly one: string;
  readonly other: string;
  readonly kind: ConflictKind;
  readonly language?: 'en' | 'es';
  readonly otherLanguage?: 'en' | 'es';
}

export const CONFLICTS: readonly Pair[] = [
  {
    kind: 'deadline',
    one: 'The Lantern Desk must notify a gas leak to the supervisor within 24 hours.',
    other: 'Gas leaks are reported to the supervisory authority within 72 hours.',
  },
  {
    kind: 'deadline',
    one: 'Complaints of lamp owners are answered within 15 days of receipt.',
    other: 'The Compliance Unit answers complaints of lamp owners within one month after they were received.',
  },
  {
    kind: 'deadline',
    one: 'Upon becoming aware of a lost key, the Key Officer informs the regulator within 4 hours.',
    other: 'The regulator must be informed of a lost key within two working days.',
  },
  {
    kind: 'deadline',
    one: 'Access to the tower is withdrawn within two days of the departure of a warden.',
    other: 'Access to the tower must be withdrawn within ten days of the departure of a warden.',
  },
  {
    kind: 'deadline',
    language: 'es',
    one: 'Las fugas de gas se notifican al supervisor en un plazo de 24 horas.',
    other: 'El responsable de faroles notificará las fugas de gas al supervisor en un plazo de 72 horas.',
  },
  {
    kind: 'frequency',
    one: 'The lamp plan is reviewed every year.',
    other: 'The lamp plan must be reviewed every two years.',
  },
  {
    kind: 'frequency',
    one: 'The recovery plan for the gas works is tested at least annually.',
    other: 'The recovery plan for the gas works is tested at least every three years.',
  },
  {
    kind: 'frequency',
    one: 'Wardens are trained in gas safety once a year.',
    other: 'Training of wardens in gas safety takes place every six months.',
  },
  {
    kind: 'frequency',
    one: 'Access rights to the tower are revised quarterly.',
    other: 'Access rights to the tower are reviewed once a year.',
  },
  {
    kind: 'frequency',
    language: 'es',
    one: 'El plan de faroles se revisa cada año.',
    other: 'El plan de faroles se revisará cada tres años.',
  },
  {
    kind: 'retention',
    one: 'Lamp ledgers are kept for five years.',
    other: 'Lamp ledgers must be retained for three years.',
  },
  {
    kind: 'retention',
    one: 'Recordings of calls with lamp owners are stored for a period of six months.',
    other: 'The archive keeps recordings of calls with lamp owners for two years.',
  },
  {
    kind: 'retention',
    one: 'Visitor files of the tower must be kept for at least ten years.',
    other: 'Visitor files of the tower are kept for no longer than two years.',
  },
  {
    kind: 'retention',
    language: 'es',
    one: 'Los libros de faroles se conservan durante cinco años.',
    other: 'Los libros de faroles deberán conservarse durante diez años.',
  },
  {
    kind: 'retention',
    one: 'Suspicious transaction files are kept for five years.',
    other: 'Los expedientes de operaciones sospechosas se conservan durante diez años.',
    otherLanguage: 'es',
  },
  {
    kind: 'owner',
    one: 'The CISO is responsible for the register of lanterns.',
    other: 'The Head of Procurement owns the register of lanterns.',
  },
  {
    kind: 'owner',
    one: 'The register of gas leaks is kept by the Data Protection Officer.',
    other: 'Responsibility for the register of gas leaks lies with the Head of Operations.',
  },
  {
    kind: 'owner',
    language: 'es',
    one: 'El Director de Riesgos es responsable del inventario de faroles.',
    other: 'El Director de Operaciones mantiene el inventario de faroles.',
  },
  {
    kind: 'recipient',
    one: 'Broken lanterns must be reported to the Security Officer.',
    other: 'Broken lanterns are reported to the Head of Facilities.',
  },
  {
    kind: 'recipient',
    language: 'es',
    one: 'Las sospechas de robo de faroles se comunican al Director de Riesgos.',
    other: 'Las sospechas de robo de faroles se comunican al Director de Cumplimiento.',
  },
  {
    kind: 'modality',
    one: 'Wardens must not carry private lanterns in the tower.',
    other: 'Wardens may carry private lanterns in the tower.',
  },
  {
    kind: 'modality',
    one: 'Gas valves must be locked at night.',
    other: 'Gas valves must not be locked at night.',
  },
];

/** What looks like a conflict, and is none. */
export const HARMONIES: readonly (Omit<Pair, 'kind'> & { readonly because: string })[] = [
  {
    because: 'two reports',
    one: 'The initial notification of a gas leak is submitted to the supervisor within 4 hours.',
    other: 'The intermediate report on a gas leak is submitted to the supervisor within 72 hours.',
  },
  {
    because: 'other records',
    one: 'Gas logs are kept for five years.',
    other: 'Contracts with gas suppliers are kept for ten years.',
  },
  {
    because: 'other logs',
    one: 'Transaction logs are kept for five years.',
    other: 'Security logs are kept for three years.',
  },
  {
    because: 'a special rule that says so',
    one: 'The plan for lanterns is tested every two years.',
    other: 'For critical functions the plan for lanterns is tested every year; otherwise every two years.',
  },
  {
    because: 'a special rule',
    one: 'Lanterns are inspected every two years.',
    other: 'Lanterns of critical towers are inspected every year.',
  },
  {
    because: 'a minimum and a maximum that fit',
    one: 'Tower files are kept for at least five years.',
    other: 'Tower files are kept for no longer than ten years.',
  },
  {
    because: 'more than the least',
    one: 'Tower files are kept for at least five years.',
    other: 'Tower files are kept for seven years.',
  },
  {
    because: 'an exception names the other',
    one: 'Lamp ledgers are kept for five years, except for ledgers of brass lamps.',
    other: 'Ledgers of brass lamps are kept for ten years.',
  },
  {
    because: 'each policy itself',
    one: 'This policy is reviewed every year.',
    other: 'This policy is reviewed every two years.',
  },
  {
    because: 'other acts',
    one: 'The recovery plan for the gas works is reviewed every year.',
    other: 'The recovery plan for the gas works is tested every two years.',
  },
  {
    because: 'other people are told',
    one: 'A gas leak is notified to the supervisor within 24 hours.',
    other: 'Lamp owners are informed of a gas leak within 72 hours.',
  },
  {
    because: 'other people do their own',
    one: 'Internal Audit reviews the lantern framework every three years.',
    other: 'The Chief Risk Officer reviews the lantern framework every year.',
  },
  {
    because: 'the same in other units',
    one: 'The lamp plan is reviewed every 12 months.',
    other: 'The lamp plan is reviewed annually.',
  },
  {
    because: 'they run from different events',
    one: 'The supervisor is notified of a gas leak within 4 hours of its classification.',
    other: 'The supervisor is notified of a gas leak within 24 hours after the first call was received.',
  },
  {
    because: 'one of several times is the other',
    one: 'The supervisor is notified of a gas leak within 4 hours of classification and no later than 24 hours after awareness.',
    other: 'The supervisor is notified of a gas leak within 24 hours.',
  },
  {
    because: 'the same office by its abbreviation',
    one: 'The CISO is responsible for the register of lanterns.',
    other: 'The Chief Information Security Officer (CISO) owns the register of lanterns.',
  },
  {
    because: 'they share it',
    one: 'The Board bears the ultimate responsibility for lantern risk.',
    other: 'The Head of Lanterns is responsible for lantern risk.',
  },
  {
    because: 'both are told',
    one: 'Gas leaks are reported to the supervisor.',
    other: 'Gas leaks are reported to the Board of Directors.',
  },
  {
    because: 'the ban has a condition',
    one: 'Wardens must not light lanterns where gas was smelled.',
    other: 'Wardens must light lanterns at dusk.',
  },
  {
    because: 'risk classes',
    one: 'Files of high-risk lamp owners are updated every year.',
    other: 'Files of low-risk lamp owners are updated every five years.',
  },
  {
    because: 'other records',
    language: 'es',
    one: 'Los registros de faroles se conservan durante cinco años.',
    other: 'Los contratos de gas se conservan durante diez años.',
  },
  {
    because: 'two reports',
    language: 'es',
    one: 'La notificación inicial de una fuga se remite al supervisor en un plazo de 4 horas.',
    other: 'El informe final de una fuga se remite al supervisor en un plazo de un mes.',
  },
  {
    because: 'the same across languages',
    one: 'Suspicious transaction files are kept for ten years.',
    other: 'Los expedientes de operaciones sospechosas se conservan durante diez años.',
    otherLanguage: 'es',
  },
  {
    because: 'promptness has no number',
    one: 'Gas leaks are reported to the supervisor without undue delay.',
    other: 'Gas leaks are reported to the supervisor within 72 hours.',
  },
  {
    because: 'grades of one thing',
    one: 'Level 1 alarms are answered within one hour.',
    other: 'Level 2 alarms are answered within four hours.',
  },
  {
    because: 'it lasts so long, nothing is due',
    one: 'The outage drill of the gas works lasts for two hours.',
    other: 'The outage drill of the gas works is reported within four hours.',
  },
];
