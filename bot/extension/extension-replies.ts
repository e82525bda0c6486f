import type { MessagingExtensionAttachment } from 'botbuilder';
import { cardAttachment } from '../card-room/card-message.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import { toldOf } from '../failures.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import { asPreview } from './preview.ts';

/** Characters of a message in the stead of results. */
const LONGEST = 1_000;

/** Microsoft Teams, "Respond to search commands". */
export function resultReply(attachments: readonly MessagingExtensionAttachment[]): InvokeReply {
  return reply({ composeExtension: { type: 'result', attachmentLayout: 'list', attachments } });
}

export function messageReply(text: string, status = 200): InvokeReply {
  return reply({ composeExtension: { type: 'message', text: asPreview(text, LONGEST) } }, status);
}

/** Microsoft Teams, "Respond to fetchTask": a card in a window. */
export function taskReply(title: string, card: ShownCard): InvokeReply {
  const value = { title, height: 'large', width: 'medium', card: cardAttachment(card) };
  return reply({ task: { type: 'continue', value } });
}

export function taskMessage(text: string, status = 200): InvokeReply {
  return reply({ task: { type: 'message', value: asPreview(text, LONGEST) } }, status);
}

/** Why nothing is shown, with nothing of its inner wording. */
export function reasonOf(error: unknown, { language, correlation }: Pick<Turn, 'language' | 'correlation'>): string {
  const { message, suggestions } = toldOf(error, language, correlation);
  return [message, ...suggestions].join(' · ');
}

function reply(body: object, status = 200): InvokeReply {
  return { status, body };
}
