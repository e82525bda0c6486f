import type { Admission } from '../admission.ts';
import { cardMessage } from '../card-room/card-message.ts';
import type { CardOutcome } from '../card-room/card-replies.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import type { Turn } from '../turn.ts';
import { decide, discard, standBy } from './decide-finding.ts';
import { draftFinding, showForm } from './draft-finding.ts';
import type { FindingAction, FindingRoomParts } from './finding-parts.ts';
import { listApprovals, listFindings, showFinding } from './read-findings.ts';
import { tell } from './wording.ts';

/** What is asked for in a message: all, those that wait for one's word, or one by its id. */
export type FindingsAsked =
  | { readonly of: 'findings' | 'approvals' }
  | { readonly of: 'finding'; readonly finding: string };

/** Findings in Teams. What they say may be of a policy: they are shown to one person alone, and asked of several by card. */
export interface FindingRoom {
  /** @throws AppError as the tools; SendError where a draft could not be shown */
  press(action: FindingAction, turn: Turn, who: Admission): Promise<CardOutcome>;
  /** Says it in the conversation. @throws AppError as the tools; SendError */
  show(asked: FindingsAsked, turn: Turn, who: Admission): Promise<void>;
}

export function createFindingRoom(parts: FindingRoomParts): FindingRoom {
  return {
    press: async (action, turn, who) => {
      // Whoever is asked in a room decides there; all else shows words that not everybody there may see.
      if (action.verb !== 'approve' && action.verb !== 'refuse' && turn.where.kind !== 'personal')
        return { kind: 'message', text: tell('onlyInChat', turn.language) };
      return pressed(action, turn, who, parts);
    },
    show: async (asked, turn, who) => {
      const { language, where, say } = turn;
      if (where.kind !== 'personal') {
        await say({ text: tell('onlyInChat', language) });
        return;
      }
      await say(cardMessage(await cardOf(asked, turn, who, parts)));
    },
  };
}

async function cardOf(
  asked: FindingsAsked,
  { language }: Turn,
  who: Admission,
  parts: FindingRoomParts,
): Promise<ShownCard> {
  if (asked.of === 'finding') return showFinding(asked.finding, language, who.context, parts);
  return asked.of === 'findings'
    ? listFindings(0, language, who.context, parts)
    : listApprovals(0, language, who, parts);
}

async function pressed(
  action: FindingAction,
  turn: Turn,
  who: Admission,
  parts: FindingRoomParts,
): Promise<CardOutcome> {
  const { language } = turn;
  switch (action.verb) {
    case 'finding_form':
      return showForm(action, turn, who, parts);
    case 'draft_finding':
      return draftFinding(action, turn, who, parts);
    case 'finding':
      return shown(await showFinding(action.finding, language, who.context, parts));
    case 'findings':
      return shown(await listFindings(action.skip, language, who.context, parts));
    case 'approvals':
      return shown(await listApprovals(action.skip, language, who, parts));
    case 'stand_by':
      return standBy(action, turn, who, parts);
    case 'discard':
      return discard(action, turn, who, parts);
    case 'approve':
    case 'refuse':
      return decide(action, turn, who, parts);
  }
}

function shown(card: ShownCard): CardOutcome {
  return { kind: 'card', shown: card };
}
