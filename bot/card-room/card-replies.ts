import { AppError } from '../../src/core/errors.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import { failureStatus } from '../failures.ts';
import { noteWords } from '../note-words.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import { say } from '../wording.ts';
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
  const known = error instanceof AppError && error.code !== 'internal' ? error : undefined;
  return actionReply(failureStatus(error), 'application/vnd.microsoft.error', {
    code: known?.code ?? 'internal',
    message:
      known === undefined ? say('wentWrong', language, correlation.slice(0, 8)) : noteWords(known.message, language),
  });
}

function actionReply(statusCode: number, type: string, value: unknown): InvokeReply {
  return { status: 200, body: { statusCode, type, value } };
}
