import type { Attachment } from 'botbuilder';
import { CARD_VERBS } from '../cards/card-actions.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import type { Reply } from '../turn.ts';

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
/** Characters of the line that notifications show in the stead of a card. */
const LONGEST_SUMMARY = 200;

export function cardAttachment({ card }: Pick<ShownCard, 'card'>): Attachment {
  return { contentType: ADAPTIVE_CARD, content: card };
}

/** A message that is a card. Its text stays in the card: Teams would show both, one below the other. */
export function cardMessage(shown: ShownCard): Reply {
  // Read aloud it begins with what it is; the text begins with what must be known first, whatever it is of.
  const [first = ''] = (shown.card.speak ?? shown.text.trimStart()).split('\n');
  return { attachments: [cardAttachment(shown)], summary: first.slice(0, LONGEST_SUMMARY) };
}

/** What a card sent as a message of its own (`Action.Submit`), where that is what a message is. */
export function submittedData({
  text,
  value,
}: {
  readonly text?: string | undefined;
  readonly value?: unknown;
}): object | undefined {
  if (typeof value !== 'object' || value === null || (text ?? '').trim() !== '') return undefined;
  if (!('verb' in value) || typeof value.verb !== 'string') return undefined;
  // What Teams itself reads of the data, such as how the press is shown, is not the action's.
  const { msteams: _ofTeams, ...data } = value as Readonly<Record<string, unknown>>;
  return data;
}

/** Whether a message is the press of a button on a card of ours: it mentions nobody, wherever it comes from. */
export function isSubmit(activity: { readonly text?: string | undefined; readonly value?: unknown }): boolean {
  const data = submittedData(activity);
  return data !== undefined && 'verb' in data && CARD_VERBS.some((verb) => verb === data.verb);
}
