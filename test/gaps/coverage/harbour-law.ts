import { obligationOf } from './synthetic-texts.ts';

const LAW: readonly string[] = [
  'Harbour operators shall notify each major collision of vessels to the competent authority within four hours of becoming aware of it.',
  'Harbour operators shall retain the records of cargo inspections for a period of at least five years.',
  'The management body shall approve the mooring policy of the harbour operator at least once a year.',
  'Harbour operators shall not disclose the route of a vessel to its competitors.',
  'Harbour operators shall inform their clients of changes to the harbour dues at least two months before they apply.',
  'Harbour operators shall test the fog signals of all piers at least once a year, unless the pier is closed.',
  'Pilots shall wear a lantern while they board a vessel at night.',
  'Harbour operators shall segregate the funds of their clients from their own funds.',
];
/** Duties of invented law on harbours. */
export const OBLIGATIONS = LAW.map((text, at) => obligationOf(text, at + 1));

/** What covers them in other words, by their positions. */
export const COVERING: Readonly<Record<number, string>> = {
  0: 'The Duty Officer reports every serious collision between vessels to the regulator within 4 hours after we become aware of it.',
  1: 'We keep the records of all cargo inspections for six years.',
  2: 'Each year the Board of Directors signs off the mooring policy.',
  3: 'Staff must never reveal the route of a vessel to competitors.',
  4: 'We tell customers about changes to the harbour dues three months before they apply.',
  5: 'The Signals Team tests the fog signals of every pier once a year.',
  7: 'Money of customers is kept separate from our own money.',
};
