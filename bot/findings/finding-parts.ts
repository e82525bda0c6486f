import type { CardAction } from '../cards/card-actions.ts';
import type { DoorParts } from '../door-parts.ts';

/** What findings in Teams run on. */
export type FindingRoomParts = Pick<
  DoorParts,
  'toolbox' | 'audit' | 'chats' | 'clock' | 'newId' | 'decidable' | 'toldFinding'
>;

const VERBS = [
  'finding_form',
  'draft_finding',
  'finding',
  'findings',
  'approvals',
  'stand_by',
  'discard',
  'approve',
  'refuse',
] as const;

/** What is pressed on cards of findings. */
export type FindingAction = Extract<CardAction, { readonly verb: (typeof VERBS)[number] }>;
export type FindingActionOf<Verb extends FindingAction['verb']> = Extract<FindingAction, { readonly verb: Verb }>;

export function isFindingAction(action: CardAction): action is FindingAction {
  return VERBS.some((verb) => verb === action.verb);
}
