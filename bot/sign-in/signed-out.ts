import { change, type KeptName } from '../../src/conversations/chat-store.ts';
import type { DoorParts } from '../door-parts.ts';
import type { Person } from '../turn.ts';

type Parts = Pick<DoorParts, 'chats' | 'clock'>;

/** True where they signed out themselves: they are not signed in unseen before they ask for it. */
export function isSignedOut(tenant: string, person: Person, { chats }: Pick<Parts, 'chats'>): boolean {
  return chats.read(nameOf(tenant, person)) !== undefined;
}

export function markSignedOut(tenant: string, person: Person, parts: Parts): void {
  write(tenant, person, true, parts);
}

export function unmarkSignedOut(tenant: string, person: Person, parts: Parts): void {
  write(tenant, person, false, parts);
}

function write(tenant: string, person: Person, out: boolean, { chats, clock }: Parts): void {
  const at = new Date(clock.now()).toISOString();
  change(chats, nameOf(tenant, person), at, () => (out ? { at } : undefined));
}

/** Of the person, wherever they write. */
function nameOf(tenant: string, { id }: Person): KeptName {
  return { tenant, conversation: `person/${id}`, name: 'signed-out' };
}
