import type { Attachment, MessagingExtensionAttachment } from 'botbuilder';
import { cut } from '../cards/law-lines.ts';
import { onOneLine, withoutEffect } from '../cards/plain-text.ts';

const THUMBNAIL = 'application/vnd.microsoft.card.thumbnail';
/** Characters that a line of the list shows; the rest would be sent for nothing. */
const LONGEST_TITLE = 150;
const LONGEST_TEXT = 300;

/** A line of the list that is chosen from. */
export interface Preview {
  readonly title: string;
  readonly text: string;
  /** What comes back where it is chosen (`composeExtension/selectItem`); absent, nothing does. */
  readonly value?: object;
}

/**
 * Stored text for the cards of the list, whose text a client may read as HTML or Markdown: each sign that would begin
 * markup is parted from what follows by a sign without width, and is shown as it is.
 */
export function asPreview(text: string, most: number): string {
  return withoutEffect(cut(onOneLine(text), most)).replace(/<(?=[a-z/!?])|&(?=[a-z#])/gi, (sign) => `${sign}\u200b`);
}

/** @param content what is put into the message where the client does not ask again */
export function listed({ title, text, value }: Preview, content?: Attachment): MessagingExtensionAttachment {
  const words = { title: asPreview(title, LONGEST_TITLE), text: asPreview(text, LONGEST_TEXT) };
  const tap = value === undefined ? {} : { tap: { type: 'invoke', title: words.title, value } };
  const preview = { contentType: THUMBNAIL, content: { ...words, ...tap } };
  return { ...(content ?? { contentType: THUMBNAIL, content: words }), preview };
}
