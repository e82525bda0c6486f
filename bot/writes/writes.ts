import type { JsonObject } from '../../src/core/canonical-json.ts';
import type { Admission } from '../admission.ts';
import type { CardOutcome } from '../card-room/card-replies.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import type { Pass } from '../sign-in/passes.ts';
import type { Turn } from '../turn.ts';
import { confirmWrite, type Running } from './confirm-write.ts';
import { declineWrite } from './decline-write.ts';
import { proposeWrite } from './propose-write.ts';
import { foundWrite, writeCard } from './write-card.ts';
import type { WriteParts } from './write-parts.ts';

/** Writes that wait in a chat for whoever drafted them. Tools decide; here is only shown what they decided. */
export interface Writes {
  /**
   * Asks the tool what there is to be confirmed, and shows it: nothing is written.
   *
   * @throws AppError as the tool; SendError where it could not be shown, and is declined then
   */
  proposeWrite(turn: Turn, who: Admission, tool: string, input: JsonObject): Promise<void>;
  /**
   * Does what was drafted, once, whoever presses how often on how many devices; gives how it ended.
   *
   * @throws AppError `not_found`, `not_permitted` for all but the drafter
   */
  confirm(turn: Turn, pass: Pass, id: string): Promise<CardOutcome>;
  /** Does it no more. @throws AppError as `confirm` */
  decline(turn: Turn, pass: Pass, id: string): Promise<CardOutcome>;
  /** The card for whoever looks at it. @throws AppError `not_found` */
  look(turn: Turn, id: string): ShownCard;
}

export function createWrites(parts: WriteParts): Writes {
  const running: Running = new Map();
  return {
    proposeWrite: (turn, who, tool, input) => proposeWrite({ tool, input }, turn, who, parts),
    confirm: (turn, pass, id) => confirmWrite(id, turn, pass, { ...parts, running }),
    decline: (turn, pass, id) => declineWrite(id, turn, pass, parts),
    look: (turn, id) => {
      const { write } = foundWrite(id, turn, parts);
      const viewer = write.owner.person === turn.person?.id ? 'drafter' : 'others';
      return writeCard(id, write, { language: turn.language, viewer, now: parts.clock.now() });
    },
  };
}
