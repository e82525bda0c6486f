import type { Attacker, HostileString } from './hostile-string.ts';
import { stringsEncoded } from './strings-encoded.ts';
import { stringsForged } from './strings-forged.ts';
import { stringsGoingAround } from './strings-going-around.ts';
import { stringsInLanguages } from './strings-in-languages.ts';
import { stringsInTheOpen } from './strings-in-the-open.ts';

/** All 75, invented for this product; the attacker's address is the one that is listened at. */
export function hostileStrings(attacker: Attacker): readonly HostileString[] {
  return [
    ...stringsInTheOpen(attacker),
    ...stringsInLanguages(attacker),
    ...stringsEncoded(attacker),
    ...stringsForged(attacker),
    ...stringsGoingAround(attacker),
  ];
}
