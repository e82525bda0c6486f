import type { Subscriptions } from '../../src/alerts/subscriptions.ts';
import type { Admission } from '../admission.ts';
import type { LawCards } from '../card-room/law-cards.ts';
import type { DoorParts } from '../door-parts.ts';
import type { FindingRoom } from '../findings/finding-room.ts';
import type { Turn } from '../turn.ts';

export interface CommandParts extends DoorParts {
  readonly cards: LawCards;
  readonly subscriptions: Subscriptions;
  readonly findings: Pick<FindingRoom, 'show'>;
}

/** Something that is done at a word, in the stead of an answer. */
export interface Command {
  /** What people write, in both languages, as `foldText` leaves it. */
  readonly words: readonly string[];
  /** True where it begins a new topic. */
  readonly begins?: true;
  run(turn: Turn, who: Admission, parts: CommandParts): Promise<void>;
}
