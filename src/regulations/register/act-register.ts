import { BANKING_ACTS } from './banking-acts.ts';
import { DIGITAL_ACTS } from './digital-acts.ts';
import { FUNDS_AND_DISCLOSURE_ACTS } from './funds-and-disclosure-acts.ts';
import { MARKETS_ACTS } from './markets-acts.ts';
import type { RegisterEntry } from './register-entry.ts';
import { SPANISH_ACTS } from './spanish-acts.ts';

/** The acts that European banks live with, whether or not their texts are held. */
export const ACT_REGISTER: readonly RegisterEntry[] = [
  ...BANKING_ACTS,
  ...MARKETS_ACTS,
  ...FUNDS_AND_DISCLOSURE_ACTS,
  ...DIGITAL_ACTS,
  ...SPANISH_ACTS,
];
