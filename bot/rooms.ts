import type { Desk } from '../src/compose.ts';
import { deliveryBy } from '../src/delivery/delivery-rows.ts';
import { contextOf } from './admission.ts';
import { createDoorRooms } from './card-room/door-rooms.ts';
import { createLawCards } from './card-room/law-cards.ts';
import type { Rooms } from './desk-bot.ts';
import type { FileParts } from './files/file-parts.ts';
import { createFileRooms } from './files/file-rooms.ts';
import { offerGapReport } from './files/gap-report.ts';
import { onMembership } from './membership.ts';
import { onMessage, toItsEnd } from './messages.ts';
import type { Afterwards } from './sign-in/afterwards.ts';
import type { SignIn } from './sign-in/sign-in.ts';

export interface RoomsOptions {
  readonly desk: Pick<Desk, 'subscriptions' | 'forgetConversation'>;
  readonly parts: FileParts;
  readonly signIn: SignIn;
  readonly afterwards: Afterwards;
  readonly failed: (error: unknown) => void;
}

/** The rooms, and what has to be done in them now and then. */
export interface DoorRoomsAndCare extends Rooms {
  /** Forgets what nobody has used for long. */
  sweep(): void;
}

/** Who does what with a turn: the rooms of the door, put together. */
export function createRooms({ desk, parts, signIn, afterwards, failed }: RoomsOptions): DoorRoomsAndCare {
  const files = createFileRooms(parts);
  const rooms = createDoorRooms({
    parts,
    subscriptions: desk.subscriptions,
    signIn,
    afterwards,
    offerGapReport: (turn, who, asked) => offerGapReport(asked, turn, who, parts),
    documents: {
      // The press is answered at once; the answer stands behind whatever runs in the conversation.
      ask: async (turn, who, document, question) => {
        if (turn.activity.type !== 'invoke') return files.askDocument(turn, who, document, question);
        afterwards.behind(turn, (later) =>
          toItsEnd(later, failed, () =>
            files.askDocument(
              later,
              { ...who, context: contextOf(later, who.pass, who.topic.conversation) },
              document,
              question,
            ),
          ),
        );
      },
      forget: async (turn, who, document) => files.forgetDocument(turn, who, document),
    },
  });
  const { findings } = rooms;
  const commands = { ...parts, cards: createLawCards(parts), subscriptions: desk.subscriptions, findings };
  const room = { parts: commands, signIn, failed, submitted: rooms.submitted, files: files.onMessage };
  return {
    message: async (turn) => {
      if (!(await signIn.hears(turn))) await onMessage(turn, room);
    },
    membership: (turn) =>
      onMembership(turn, {
        ...parts,
        forget: (tenant, conversation) => {
          files.forget(tenant, conversation);
          desk.forgetConversation({ tenant, conversation }, deliveryBy({ tenant, correlation: turn.correlation }));
        },
      }),
    invokes: { ...signIn.invokes, ...rooms.invokes, ...files.invokes },
    sweep: () => {
      files.sweep();
      parts.chats.sweep(new Date(parts.clock.now() - KEPT_FOR).toISOString());
    },
  };
}

/** What a door keeps of its chats: an answer that is judged after that time is not known any more. */
const KEPT_FOR = 90 * 86_400_000;
