import type { Subscriptions } from '../../src/alerts/subscriptions.ts';
import { createFeedbackRecorder } from '../../src/audit/feedback.ts';
import { answerQuestion } from '../chat/answer-question.ts';
import type { DoorParts } from '../door-parts.ts';
import { createCheckTask } from '../extension/check-task.ts';
import { createSearchExtension } from '../extension/search-extension.ts';
import { createFeedbackRoom } from '../feedback.ts';
import { createFindingRoom, type FindingRoom } from '../findings/finding-room.ts';
import type { Afterwards } from '../sign-in/afterwards.ts';
import type { InvokeRoom, SignIn } from '../sign-in/sign-in.ts';
import { createWrites, type Writes } from '../writes/writes.ts';
import { questionActivity } from './asked-question.ts';
import { type CardRoom, type CardRoomParts, createCardRoom } from './card-room.ts';

export interface DoorRoomsOptions {
  readonly parts: DoorParts;
  readonly subscriptions: Subscriptions;
  readonly signIn: Pick<SignIn, 'signInForCard' | 'signInForExtension' | 'hears'>;
  readonly afterwards: Pick<Afterwards, 'resume' | 'behind'>;
  readonly documents: CardRoomParts['documents'];
  readonly offerGapReport: CardRoomParts['offerGapReport'];
}

/** The rooms of what people press, search and think, put together. */
export interface DoorRooms {
  readonly invokes: Readonly<Record<string, InvokeRoom>>;
  readonly submitted: CardRoom['submitted'];
  readonly writes: Writes;
  readonly findings: FindingRoom;
}

export function createDoorRooms(options: DoorRoomsOptions): DoorRooms {
  const { parts, signIn, afterwards, documents, offerGapReport } = options;
  const writes = createWrites({
    ...parts,
    updateLater: (turn, message, reply) => afterwards.behind(turn, (later) => later.update(message, reply)),
  });
  const findings = createFindingRoom(parts);
  const cards = createCardRoom({
    ...parts,
    passFor: signIn.signInForCard,
    writes,
    findings,
    subscriptions: options.subscriptions,
    ask: async (turn, { context }, question) => {
      const { activity } = turn;
      // An invoke is answered at once, and its answer stands in the conversation's queue; a message has its turn now.
      if (activity.type === 'invoke') afterwards.resume(turn, questionActivity(activity, question), 'a card');
      else await answerQuestion({ question }, turn, context, parts);
    },
    signOut: async (turn) => {
      await signIn.hears({ ...turn, activity: questionActivity(turn.activity, 'sign out') });
    },
    documents,
    offerGapReport,
  });
  const extension = { ...parts, passFor: signIn.signInForExtension };
  return {
    invokes: {
      ...cards.invokes,
      ...createSearchExtension(extension),
      ...createCheckTask(extension),
      ...createFeedbackRoom({ ...parts, recorder: createFeedbackRecorder(parts.audit) }).invokes,
    },
    submitted: cards.submitted,
    writes,
    findings,
  };
}
