import type { ShownCard } from '../cards/shown-card.ts';
import { failureStatus, toldOf } from '../failures.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import { ADAPTIVE_CARD } from './card-message.ts';

/** What comes of something pressed on a card: a card in its stead, for whoever pressed; or a line below it. */
export type CardOutcome =
  | { readonly kind: 'card'; readonly shown: ShownCard }
  | { readonly kind: 'message'; readonly text: string };

/** Microsoft Teams, "Universal Actions for Adaptive Cards", response format: the invoke itself always succeeds. */
export function outcomeReply(outcome: CardOutcome): InvokeReply {
  return outcome.kind === 'card'
    ? actionReply(200, ADAPTIVE_CARD, outcome.shown.card)
    : actionReply(200, 'application/vnd.microsoft.activity.message', outcome.text);
}

/** Why nothing was done, with the status that the protocol has for it, and nothing of its inner wording. */
export function errorReply(
  error: unknown,
  { language, correlation }: Pick<Turn, 'language' | 'correlation'>,
): InvokeReply {
  const { code, message } = toldOf(error, language, correlation);
  return actionReply(failureStatus(error), 'application/vnd.microsoft.error', { code, message });
}

function actionReply(statusCode: number, type: string, value: unknown): InvokeReply {
  return { status: 200, body: { statusCode, type, value } };
}
