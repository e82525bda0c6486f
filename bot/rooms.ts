import type { Desk } from '../src/compose.ts';
import { deliveryBy } from '../src/delivery/delivery-rows.ts';
import { createLawCards } from './card-room/law-cards.ts';
import type { Rooms } from './desk-bot.ts';
import type { DoorParts } from './door-parts.ts';
import { onMembership } from './membership.ts';
import { onMessage } from './messages.ts';
import type { Afterwards } from './sign-in/afterwards.ts';
import type { SignIn } from './sign-in/sign-in.ts';

export interface RoomsOptions {
  readonly desk: Pick<Desk, 'subscriptions' | 'forgetConversation'>;
  readonly parts: DoorParts;
  readonly signIn: SignIn;
  readonly afterwards: Afterwards;
  readonly failed: (error: unknown) => void;
}

/** Who does what with a turn: the rooms of the door, put together. */
export function createRooms({ desk, parts, signIn, failed }: RoomsOptions): Rooms {
  const cards = createLawCards(parts);
  const commands = { ...parts, cards, subscriptions: desk.subscriptions };
  return {
    message: async (turn) => {
      if (!(await signIn.hears(turn))) await onMessage(turn, { parts: commands, signIn, failed });
    },
    membership: (turn) =>
      onMembership(turn, {
        ...parts,
        forget: (tenant, conversation) =>
          void desk.forgetConversation({ tenant, conversation }, deliveryBy({ tenant, correlation: turn.correlation })),
      }),
    invokes: { ...signIn.invokes },
  };
}
